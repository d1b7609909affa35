"""Addresses in rich text, read as browsers read them (WHATWG URL Standard, 4.4). No database."""

import re

_TABS_AND_BREAKS = {ord(mark): None for mark in "\t\n\r"}
_CONTROLS_AND_BLANK = "".join(map(chr, range(0x21)))
_HOST = re.compile(r"(?i)(?:[^\W_](?:[^\W_]|-)*\.)+(?P<last>[a-z]{2,}|[^\W\da-z_]{2,})(?::\d+)?(?:[/?#].*)?")
# Colon and slashes as fingers slip: https;//, https:/, http:\\, https//.
_SLIPPED = re.compile(r"(https?)(?:[:;]\s?[/\\]{0,3}|[/\\]{2})(?=[^/\\\s])", re.IGNORECASE)
_FILES = {
    "asp", "aspx", "avi", "doc", "docx", "gif", "heic", "htm", "html", "jpeg", "jpg", "jsp", "mp3", "mp4", "pdf", "php",
    "png", "ppt", "pptx", "rar", "shtml", "txt", "webp", "wps", "xls", "xlsx", "zip",
}  # fmt: skip
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


def with_colon_and_slashes(address: str) -> str:
    """An address whose ``http`` or ``https`` is followed by something like a colon and slashes, with these.

    >>> with_colon_and_slashes("https;//example.cn")
    'https://example.cn'
    """
    slipped = _SLIPPED.match(address)
    return f"{slipped[1]}://{address[slipped.end() :]}" if slipped else address


def with_scheme(address: str) -> str:
    """A link's address as browsers read it; one that begins with a host gets ``https:``.

    >>> with_scheme("www.example.cn/kt")
    'https://www.example.cn/kt'
    """
    read = with_colon_and_slashes(as_browsers_read(address))
    return f"https://{read.lstrip('/')}" if read.startswith("//") or begins_with_host(read) else read


def begins_with_host(address: str) -> bool:
    """Whether somebody wrote an address without ``https://``; ``report.pdf`` is a file that nobody can find."""
    found = _HOST.fullmatch(address)
    return found is not None and found["last"].lower() not in _FILES
