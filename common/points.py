"""Points on the earth, and the shifted coordinates of Chinese maps. Degrees; latitude first.

AMap and Tencent draw in GCJ-02, Baidu in BD-09, both some hundred metres beside WGS 84, which is what is stored. The
state has published neither; the formulas are those that two open projects worked out and that agree with the maps to
a metre or two: GCJ-02 from WGS 84 and its inverse by iteration after https://github.com/googollee/eviltransform,
BD-09 from GCJ-02 after https://github.com/wandergis/coordtransform.
"""

import re
from enum import StrEnum
from math import atan2, cos, pi, radians, sin, sqrt
from typing import NamedTuple
from urllib.parse import parse_qsl, unquote, urlsplit

from common.written import narrow


class Datum(StrEnum):
    """What coordinates count from."""

    WGS84 = "wgs84"
    GCJ02 = "gcj02"
    BD09 = "bd09"


class Point(NamedTuple):
    latitude: float
    longitude: float


# Krasovsky's ellipsoid, as the formula has it: the long half axis in metres, and the square of the eccentricity.
_AXIS = 6378245.0
_ECCENTRICITY = 0.00669342162296594323
_BAIDU = pi * 3000 / 180
_EARTH = 6_371_000  # mean radius, metres

# Where maps are shifted: the mainland as rectangles (north, west, south, east), as map programs have it in common use,
# and what of them belongs to neighbours, to Taiwan, or to Hong Kong and Macau beside the border.
_INSIDE = (
    (49.2204, 79.4462, 42.8899, 96.33), (54.1415, 109.6872, 39.3742, 135.0002), (42.8899, 73.1246, 29.5297, 124.143255),
    (29.5297, 82.9684, 26.7186, 97.0352), (29.5297, 97.0253, 20.414096, 124.367395),
    (20.414096, 107.975793, 17.871542, 111.744104),
)  # fmt: skip
_OUTSIDE = (
    (25.398623, 119.921265, 21.785006, 122.497559), (22.284, 101.8652, 20.0988, 106.665),
    (21.5422, 106.4525, 20.4878, 108.051), (55.8175, 109.0323, 50.3257, 119.127),
    (55.8175, 127.4568, 49.5574, 137.0227), (44.8922, 131.2662, 42.5692, 137.0227),
)  # fmt: skip


def is_shifted(point: Point) -> bool:
    """Whether Chinese maps shift this place."""

    def within(box: tuple[float, float, float, float]) -> bool:
        north, west, south, east = box
        return south <= point.latitude <= north and west <= point.longitude <= east

    return any(map(within, _INSIDE)) and not any(map(within, _OUTSIDE))


def _shift(point: Point) -> Point:
    """By how much GCJ-02 lies beside WGS 84."""
    y, x = point.latitude - 35, point.longitude - 105
    waves = 20 * sin(6 * x * pi) + 20 * sin(2 * x * pi)
    north = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * sqrt(abs(x))
    north += (
        (waves + 20 * sin(y * pi) + 40 * sin(y / 3 * pi) + 160 * sin(y / 12 * pi) + 320 * sin(y / 30 * pi))
        * 2
        / 3
    )
    east = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * sqrt(abs(x))
    east += (
        (waves + 20 * sin(x * pi) + 40 * sin(x / 3 * pi) + 150 * sin(x / 12 * pi) + 300 * sin(x / 30 * pi))
        * 2
        / 3
    )
    curve = 1 - _ECCENTRICITY * sin(radians(point.latitude)) ** 2
    return Point(
        north * 180 / (_AXIS * (1 - _ECCENTRICITY) / (curve * sqrt(curve)) * pi),
        east * 180 / (_AXIS / sqrt(curve) * cos(radians(point.latitude)) * pi),
    )


def to_gcj02(point: Point) -> Point:
    """WGS 84 as AMap and Tencent show it."""
    if not is_shifted(point):
        return point
    shift = _shift(point)
    return Point(point.latitude + shift.latitude, point.longitude + shift.longitude)


def from_gcj02(point: Point) -> Point:
    """GCJ-02 as WGS 84. The shift hardly changes within itself, so a few rounds end below a millimetre."""
    if not is_shifted(point):
        return point
    guess = point
    for _round in range(8):
        shift = _shift(guess)
        guess = Point(point.latitude - shift.latitude, point.longitude - shift.longitude)
    return guess


def to_bd09(point: Point) -> Point:
    """GCJ-02 as Baidu shows it."""
    y, x = point
    length = sqrt(x * x + y * y) + 0.00002 * sin(y * _BAIDU)
    angle = atan2(y, x) + 0.000003 * cos(x * _BAIDU)
    return Point(length * sin(angle) + 0.006, length * cos(angle) + 0.0065)


def from_bd09(point: Point) -> Point:
    """BD-09 as GCJ-02; the published inverse is good to a metre, two more rounds take the rest away."""
    y, x = point.latitude - 0.006, point.longitude - 0.0065
    length = sqrt(x * x + y * y) - 0.00002 * sin(y * _BAIDU)
    angle = atan2(y, x) - 0.000003 * cos(x * _BAIDU)
    guess = Point(length * sin(angle), length * cos(angle))
    for _round in range(2):
        shown = to_bd09(guess)
        guess = Point(
            guess.latitude + point.latitude - shown.latitude,
            guess.longitude + point.longitude - shown.longitude,
        )
    return guess


def to_wgs84(point: Point, datum: Datum) -> Point:
    """A point of any of the maps as it is stored."""
    if datum == Datum.BD09:
        return from_gcj02(from_bd09(point)) if is_shifted(point) else point
    return from_gcj02(point) if datum == Datum.GCJ02 else point


def distance(one: Point, other: Point) -> float:
    """Metres along the earth, by the haversine formula."""
    north, east = radians(other.latitude - one.latitude), radians(other.longitude - one.longitude)
    half = (
        sin(north / 2) ** 2 + cos(radians(one.latitude)) * cos(radians(other.latitude)) * sin(east / 2) ** 2
    )
    return 2 * _EARTH * atan2(sqrt(half), sqrt(1 - half))


def bearing(one: Point, other: Point) -> int:
    """In which of eight directions ``other`` lies from ``one``: 0 is north, 2 east, 7 north-west."""
    east = radians(other.longitude - one.longitude)
    y = sin(east) * cos(radians(other.latitude))
    x = cos(radians(one.latitude)) * sin(radians(other.latitude)) - sin(radians(one.latitude)) * cos(
        radians(other.latitude)
    ) * cos(east)
    return round(atan2(y, x) / (pi / 4)) % 8


# --- what is pasted -----------------------------------------------------------------------------------
class Pasted(NamedTuple):
    """A point as it was read, and what it counts from where the text says so."""

    point: Point
    datum: Datum | None


class PasteError(ValueError):
    """What was pasted holds no point; ``reason`` is one of the words below."""

    UNREADABLE, WHICH_IS_WHICH, NO_POINT, VIEW_ONLY = "unreadable", "which", "no point", "view"

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


_NUMBER = r"(-?\d{1,3}(?:\.\d+)?)"
_PAIR = re.compile(
    rf"(?:[东北][经纬]|经度|纬度|lng|lon|lat|[NE])?[:=]?\s*{_NUMBER}\s*°?\s*[NE]?\s*[,;/、\s]\s*"
    rf"(?:[东北][经纬]|经度|纬度|lng|lon|lat|[NE])?[:=]?\s*{_NUMBER}\s*°?\s*[NE]?",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"(?:https?|geo|amapuri|androidamap|iosamap|baidumap|qqmap)[:：]\S+", re.IGNORECASE)
_NAMES = {
    "wgs84": Datum.WGS84,
    "gcj02": Datum.GCJ02,
    "gaode": Datum.GCJ02,
    "bd09ll": Datum.BD09,
    "bd09": Datum.BD09,
}
# Of which map a host is.
_HOSTS = (
    ("amap.com", Datum.GCJ02), ("gaode.com", Datum.GCJ02), ("map.qq.com", Datum.GCJ02), ("baidu.com", Datum.BD09),
    ("openstreetmap.org", Datum.WGS84), ("tianditu.gov.cn", Datum.WGS84), ("tianditu.com", Datum.WGS84),
)  # fmt: skip
_APPS = {"amapuri": Datum.GCJ02, "androidamap": Datum.GCJ02, "iosamap": Datum.GCJ02, "qqmap": Datum.GCJ02,
         "baidumap": Datum.BD09, "geo": Datum.WGS84}  # fmt: skip
# Parameters that hold the place itself, the surest first; what only says where the map stands is none of them.
_POINTS = ("position", "location", "marker", "coord", "latlng", "destination", "to", "p", "q")
_SPLIT_POINTS = (("lat", "lng"), ("lat", "lon"), ("mlat", "mlon"), ("pointy", "pointx"), ("dlat", "dlon"))


def read_point(text: str) -> Pasted:
    """A point out of what an editor pasted: two numbers in either order, or the address of a map that holds them.

    Of numbers, the order follows from China's place on the earth: no latitude of it is a longitude of it.

    >>> read_point("116.397428,39.90923")
    Pasted(point=Point(latitude=39.90923, longitude=116.397428), datum=None)

    Raises ``PasteError``.
    """
    found = _ADDRESS.search(text)
    if found:
        return _from_address(found.group().replace("：", ":"))
    pair = _PAIR.fullmatch(narrow(text).strip("()[]（） "))
    if not pair:
        raise PasteError(PasteError.UNREADABLE)
    return Pasted(_ordered(float(pair[1]), float(pair[2])), None)


def _ordered(one: float, other: float) -> Point:
    for latitude, longitude in ((one, other), (other, one)):
        if 3 <= latitude <= 54 and 73 <= longitude <= 136:
            return Point(latitude, longitude)
    if abs(one) <= 90 < abs(other) <= 180:
        return Point(one, other)
    if abs(other) <= 90 < abs(one) <= 180:
        return Point(other, one)
    raise PasteError(PasteError.WHICH_IS_WHICH if max(abs(one), abs(other)) <= 90 else PasteError.UNREADABLE)


def _from_address(address: str) -> Pasted:
    parts = urlsplit(address)
    host = parts.hostname or ""
    datum = _APPS.get(parts.scheme.lower())
    datum = datum or next((of for name, of in _HOSTS if host == name or host.endswith("." + name)), None)
    given = {name.lower(): value for name, value in parse_qsl(parts.query)}
    named = (given.get("coordinate") or given.get("coord_type") or "").lower()
    datum = _NAMES.get(named, datum)
    if parts.scheme.lower() == "geo":
        given["position"] = parts.path
    for name in _POINTS:
        pair = re.search(rf"(?:^|[:,|]){_NUMBER},{_NUMBER}(?=$|[^\d.])", unquote(given.get(name, "")))
        if pair:
            return Pasted(_ordered(float(pair[1]), float(pair[2])), datum)
    for latitude, longitude in _SPLIT_POINTS:
        if re.fullmatch(_NUMBER, given.get(latitude, "")) and re.fullmatch(_NUMBER, given.get(longitude, "")):
            return Pasted(_ordered(float(given[latitude]), float(given[longitude])), datum)
    is_view = "@" in parts.path or {"center", "c", "map"} & set(given) or parts.fragment.startswith("map=")
    raise PasteError(PasteError.VIEW_ONLY if is_view else PasteError.NO_POINT)
