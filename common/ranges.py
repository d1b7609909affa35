"""Pieces of a file (RFC 9110, section 14): a video can be entered in the middle, a broken download goes on."""

import re
from collections.abc import Iterator
from typing import IO

from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

_RANGE = re.compile(r"bytes=(?P<first>[0-9]*)-(?P<last>[0-9]*)", re.IGNORECASE)
_BLOCK = 64 * 1024


def in_pieces(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    """The answer with a file, or the piece of it that was asked for.

    Several pieces at once, and what is no range, get the whole file, as the standard allows.
    """
    file = response.file_to_stream if isinstance(response, FileResponse) else None
    if file is None or not isinstance(response, FileResponse) or response.status_code != 200:
        return response
    response["Accept-Ranges"] = "bytes"
    size = int(response["Content-Length"])
    wanted = None if _has_changed(request, response) else _wanted(request.headers.get("Range", ""), size)
    if wanted is None:
        return response
    if wanted.start >= size:
        file.close()
        return HttpResponse(
            status=416, headers={"Content-Range": f"bytes */{size}", "Accept-Ranges": "bytes"}
        )
    file.seek(wanted.start)
    response.streaming_content = _read(file, len(wanted))
    response.status_code = 206
    response["Content-Length"] = str(len(wanted))
    response["Content-Range"] = f"bytes {wanted.start}-{wanted.stop - 1}/{size}"
    return response


def _wanted(text: str, size: int) -> range | None:
    """The bytes that ``Range`` names; nothing for what names no single range."""
    found = _RANGE.fullmatch(text.strip())
    if found is None or not (found["first"] or found["last"]):
        return None
    if not found["first"]:
        return range(max(0, size - int(found["last"][:20])), size)
    first = int(found["first"][:20])
    last = int(found["last"][:20]) if found["last"] else max(first, size)
    return range(first, max(first, min(last + 1, size))) if last >= first else None


def _has_changed(request: HttpRequest, response: FileResponse) -> bool:
    """Whether ``If-Range`` names another file than this one: then a piece would not fit to what is there."""
    known = request.headers.get("If-Range")
    return known is not None and known not in (response.get("Last-Modified"), response.get("ETag"))


def _read(file: IO[bytes], length: int) -> Iterator[bytes]:
    while length > 0 and (block := file.read(min(_BLOCK, length))):
        length -= len(block)
        yield block
