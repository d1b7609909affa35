"""A rendered page as the store keeps it, and as it stands in a file."""

import gzip
import json
import zlib
from dataclasses import dataclass, field
from typing import Any

import brotli

Headers = list[tuple[str, str]]

MAGIC = b"page 1\n"  # another one when anything of the format, or of what is kept, changes
BROTLI_QUALITY = 5  # 0.1 ms for a page; 11 takes fifty times as long and saves a tenth
GZIP_LEVEL = 6
LEAST_COMPRESSED = 200  # bytes, as Django has it: below, nothing is gained
OVERHEAD = 2000  # bytes of an entry beside its bodies


@dataclass(slots=True)
class Entry:
    """An answer with its body in up to three encodings.

    ``headers`` are those that are the same in all encodings; ``until`` are seconds since the epoch.
    """

    status: str
    headers: Headers
    body: bytes
    etag: str
    generation: int = 0
    until: float = 0.0
    answers: dict[str, tuple[Headers, bytes]] = field(default_factory=dict)

    @property
    def code(self) -> int:
        return int(self.status[:3])

    @property
    def size(self) -> int:
        """Bytes of memory, with all encodings counted though they are made when they are first asked for."""
        return OVERHEAD + 2 * len(self.body)

    def answer(self, encoding: str) -> tuple[Headers, bytes]:
        """Headers and body in an encoding: ``br``, ``gzip``, or nothing for plain."""
        found = self.answers.get(encoding)
        if found is None:
            found = self.answers[encoding] = self._made(encoding)
        return found

    def _made(self, encoding: str) -> tuple[Headers, bytes]:
        body = _compressed(self.body, encoding)
        headers = [*self.headers, ("Content-Length", str(len(body)))]
        if self.etag:
            # The same page in another encoding has other bytes: the strong mark is the plain one's alone (RFC 9110).
            headers.append(("ETag", f'W/"{self.etag}"' if body is not self.body else f'"{self.etag}"'))
        if len(self.body) >= LEAST_COMPRESSED:
            headers.append(("Vary", "Accept-Encoding"))
        if body is not self.body:
            headers.append(("Content-Encoding", encoding))
        return headers, body

    # --- in a file -----------------------------------------------------------------------------------
    def to_bytes(self, key: str) -> bytes:
        _headers, packed = self.answer("br")
        head: dict[str, Any] = {
            "key": key, "status": self.status, "headers": self.headers, "etag": self.etag,
            "generation": self.generation, "until": self.until, "packed": packed is not self.body,
        }  # fmt: skip
        content = json.dumps(head).encode() + b"\n" + packed
        return MAGIC + b"%08x\n" % zlib.crc32(content) + content

    @classmethod
    def from_bytes(cls, data: bytes, key: str) -> "Entry":
        """Raises ``ValueError`` for anything but the whole file of this very page."""
        start = len(MAGIC) + 9
        content = data[start:]
        if data[:start] != MAGIC + b"%08x\n" % zlib.crc32(content):
            raise ValueError("no page of this version")
        line, _newline, packed = content.partition(b"\n")
        head = json.loads(line)
        if head["key"] != key:
            raise ValueError("another page")
        body = brotli.decompress(packed) if head["packed"] else packed
        headers = [(name, value) for name, value in head["headers"]]
        return cls(head["status"], headers, body, head["etag"], head["generation"], head["until"])


def _compressed(body: bytes, encoding: str) -> bytes:
    """The body itself where compression gains nothing."""
    if not encoding or len(body) < LEAST_COMPRESSED:
        return body
    if encoding == "br":
        packed = brotli.compress(body, quality=BROTLI_QUALITY)
    else:
        packed = gzip.compress(body, GZIP_LEVEL, mtime=0)
    return packed if len(packed) < len(body) else body
