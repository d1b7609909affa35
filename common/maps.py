"""Links that open a map. Nothing is asked of a map service before a reader follows one."""

from typing import NamedTuple
from urllib.parse import quote, urlencode

from common.written import read_telephones


class MapLinks(NamedTuple):
    """Three ways to one place.

    ``web`` opens on every device (on a phone with the app of that map, where it is installed); ``geo`` (RFC 5870)
    opens whatever map app an Android phone has; ``apple`` the map of an iPhone, which does not know ``geo:``.
    """

    web: str
    geo: str
    apple: str


def map_links(
    name: str, address: str = "", latitude: float | None = None, longitude: float | None = None
) -> MapLinks | None:
    """Links to a place by its coordinates (degrees, WGS 84) or else by its address; ``None`` with neither.

    Maps of the Chinese mainland are drawn in shifted coordinates (GCJ-02): the address says that ours are not.
    """
    if latitude is not None and longitude is not None:
        point = f"{latitude:.6f},{longitude:.6f}"
        marker = {
            "position": f"{longitude:.6f},{latitude:.6f}",
            "name": name,
            "coordinate": "wgs84",
            "callnative": 1,
        }
        return MapLinks(
            "https://uri.amap.com/marker?" + urlencode(marker),
            f"geo:{point}?q={point}({quote(name)})",
            "https://maps.apple.com/?" + urlencode({"ll": point, "q": name}),
        )
    if address:
        return MapLinks(
            "https://uri.amap.com/search?" + urlencode({"keyword": address, "callnative": 1}),
            "geo:0,0?q=" + quote(address),
            "https://maps.apple.com/?" + urlencode({"q": address}),
        )
    return None


def dial_address(telephone: str) -> str:
    """``tel:`` address of a telephone number as people write it; empty without one.

    ``010-8455 1234 转 8`` dials the number before the extension; of several numbers, the first.
    """
    return next((piece.address for piece in read_telephones(telephone) if piece.address), "")
