"""Addresses in rich text, read as browsers read them (WHATWG URL Standard, 4.4). No database."""

import re

_TABS_AND_BREAKS = {ord(mark): None for mark in "\t\n\r"}
_CONTROLS_AND_BLANK = "".join(map(chr, range(0x21)))
# A candidate of ``srcset`` (HTML Standard, 4.8.4.2.1), written as the site itself writes it: no comma, no blank.
_CANDIDATE = re.compile(r"(?P<address>[^\s,]+)(?:\s+(?P<size>[0-9]+w|[0-9]+(?:\.[0-9]+)?x))?")


def as_browsers_read(address: str) -> str:
    """The address without what a browser drops, and with the slashes that it sees."""
    address = address.strip(_CONTROLS_AND_BLANK).translate(_TABS_AND_BREAKS)
    end = next((index for index, mark in enumerate(address) if mark in "?#"), len(address))
    return address[:end].replace("\\", "/") + address[end:]


def at_this_site(address: str) -> str | None:
    """The address as browsers read it if it is a path from the root of this site, else ``None``."""
    read = as_browsers_read(address)
    return read if read.startswith("/") and not read.startswith("//") else None


def pictures_at_this_site(srcset: str) -> str | None:
    """A ``srcset`` in its shortest spelling if every picture in it is at this site, else ``None``."""
    candidates = []
    for part in srcset.split(","):
        candidate = _CANDIDATE.fullmatch(part.strip())
        address = at_this_site(candidate["address"]) if candidate else None
        if candidate is None or address is None:
            return None
        candidates.append(" ".join(filter(None, [address, candidate["size"]])))
    return ", ".join(candidates)


def with_scheme(address: str) -> str:
    """A link's address as browsers read it; one that begins with a host gets ``https:``."""
    read = as_browsers_read(address)
    return f"https://{read.lstrip('/')}" if read.startswith("//") else read
