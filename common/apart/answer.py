"""What comes back from work done apart: plain data and files, in one temporary file without a name.

The files stand one after the other, then the data as JSON with the files' sizes, then the length of that JSON and a
mark. Nothing in it is ever executed or unpickled, and the files are read where they lie, so an answer of any size costs
whoever reads it no memory. The kernel removes the file with the last process that holds it, however that ends.
"""

import io
import json
import os
import weakref
from collections.abc import Callable
from typing import Any, BinaryIO

MARK = b"apart\n"
LENGTH = 8  # bytes of the number in front of the mark
MOST_DATA = 32 * 1024 * 1024  # bytes of JSON

Keep = Callable[[bytes], int]


class NoAnswer(ValueError):
    """The file does not hold a whole answer."""


class Answer:
    """The data, and the files in the order in which they were kept. Closes its file when nobody holds it or a piece."""

    def __init__(self, held: BinaryIO) -> None:
        """Raises ``NoAnswer`` unless the file holds one that is whole."""
        size = os.fstat(held.fileno()).st_size
        tail = LENGTH + len(MARK)
        end = os.pread(held.fileno(), tail, max(0, size - tail))
        length = int.from_bytes(end[:LENGTH])
        if end[LENGTH:] != MARK or length > min(size - tail, MOST_DATA):
            raise NoAnswer
        files = size - tail - length
        try:
            told = json.loads(os.pread(held.fileno(), length, files))
            self.data: dict[str, Any] = told["data"]
            self._sizes = [int(number) for number in told["sizes"]]
        except (ValueError, KeyError, TypeError) as error:
            raise NoAnswer from error
        if min(self._sizes, default=0) < 0 or sum(self._sizes) != files or not isinstance(self.data, dict):
            raise NoAnswer
        self._held = held
        weakref.finalize(self, held.close)

    def piece(self, number: int) -> BinaryIO:
        """The file that ``keep`` gave this number, to be read where it lies."""
        return io.BufferedReader(Piece(self, sum(self._sizes[:number]), self._sizes[number]))

    def read(self, start: int, size: int) -> bytes:
        return os.pread(self._held.fileno(), size, start)


class Piece(io.RawIOBase):
    """One file of an answer: readable, seekable, never loaded as a whole unless one asks for it."""

    def __init__(self, answer: Answer, start: int, size: int) -> None:
        super().__init__()
        self._answer, self._start, self._at = answer, start, 0
        self.size = size

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        self._at = max(0, offset + {os.SEEK_SET: 0, os.SEEK_CUR: self._at, os.SEEK_END: self.size}[whence])
        return self._at

    def readinto(self, buffer: Any) -> int:
        content = self._answer.read(self._start + self._at, max(0, min(len(buffer), self.size - self._at)))
        buffer[: len(content)] = content
        self._at += len(content)
        return len(content)


def write(held: BinaryIO, work: Callable[[Keep], dict[str, Any]]) -> None:
    """Let ``work`` give its files one by one to the function it gets, which tells the number of each, then its data."""
    sizes: list[int] = []

    def keep(content: bytes) -> int:
        held.write(content)
        sizes.append(len(content))
        return len(sizes) - 1

    data = json.dumps({"data": work(keep), "sizes": sizes}).encode()
    held.write(data + len(data).to_bytes(LENGTH) + MARK)
    held.flush()
