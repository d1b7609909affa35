"""What of a stored page a request is answered with: which encoding, the page or "unchanged", and why.

RFC 9110 (content negotiation, conditions) and RFC 9211 (``Cache-Status``).
"""

import re
from collections.abc import Iterable
from typing import Any

from pagecache.entries import Entry, Headers

_CODING = re.compile(r"\s*([\w*-]+)\s*(?:;\s*q\s*=\s*([0-9.]+)\s*)?(?:,|$)")
MOST_REMEMBERED = 200  # spellings of Accept-Encoding; there are a dozen in the world
_encodings: dict[str, str] = {}
# What describes the body; the rest is said with "unchanged" too.
_OF_THE_BODY = (
    "content-length",
    "content-type",
    "content-encoding",
    "content-language",
    "content-disposition",
)


def encoding_for(accepted: str) -> str:
    """``br``, ``gzip`` or nothing, for a header Accept-Encoding."""
    known = _encodings.get(accepted)
    if known is None:
        known = _chosen(accepted)
        if len(_encodings) < MOST_REMEMBERED:
            _encodings[accepted] = known
    return known


def _chosen(accepted: str) -> str:
    wanted: dict[str, float] = {}
    for name, quality in _CODING.findall(accepted[:500].lower()):
        try:
            wanted[name] = float(quality or 1)
        except ValueError:
            wanted[name] = 0.0
    # Of two that are as welcome, the smaller one.
    best = max(("br", "gzip"), key=lambda name: wanted.get(name, 0.0))
    return best if wanted.get(best, 0.0) > 0 else ""


def is_known(etag: str, conditions: str) -> bool:
    """Whether If-None-Match names this page; in whichever encoding it was sent, as weak marks are compared."""
    if conditions.strip() == "*":
        return True
    return any(mark.strip().removeprefix("W/") == f'"{etag}"' for mark in conditions.split(","))


def answer(entry: Entry, environ: dict[str, Any], start_response: Any, said: str) -> Iterable[bytes]:
    """Answer GET or HEAD with a stored page; ``said`` is how it came about, for ``Cache-Status``.

    If-Modified-Since asks nothing here: the state of a page is its content, and no time stands for that.
    """
    accepted = environ.get("HTTP_ACCEPT_ENCODING")
    headers, body = entry.answer(encoding_for(accepted) if accepted else "")
    conditions = environ.get("HTTP_IF_NONE_MATCH")
    if conditions and entry.etag and entry.status == "200 OK" and is_known(entry.etag, conditions):
        start_response("304 Not Modified", [*_unchanged(headers), ("Cache-Status", said)])
        return []
    start_response(entry.status, [*headers, ("Cache-Status", said)])
    return [] if environ["REQUEST_METHOD"] == "HEAD" else [body]


def _unchanged(headers: Headers) -> Headers:
    return [header for header in headers if header[0].lower() not in _OF_THE_BODY]
