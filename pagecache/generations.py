"""The generation that all processes of a host share: a random number in a mapped file, another one after each change.

Writing it takes no lock. Two that write at once both leave a number that nobody has seen before, and whoever read the
older one knows that something has changed; a counter could be put back by the slower of the two.
"""

import mmap
import os
import secrets
from pathlib import Path

WORD = 8  # bytes
NANOSECONDS = 1_000_000_000  # of a second
RECENT = 256  # transactions whose notices are known to have been taken into account
FIRST = 2  # of their places; before them the number, and when the database was asked last
SIZE = (FIRST + RECENT) * WORD


class Generations:
    """The words of one database. Without a file they are this process's own (``is_shared``)."""

    def __init__(self, path: Path | None) -> None:
        """Raises ``OSError`` when the file cannot be had."""
        self._path = path
        self._descriptor = -1
        memory: mmap.mmap | bytearray = bytearray(SIZE)
        if path is not None:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
            try:
                # All of it is there before it is mapped: writing to a page that a full disk has no room for is fatal.
                os.posix_fallocate(self._descriptor, 0, SIZE)
                memory = mmap.mmap(self._descriptor, SIZE)
            except OSError:
                os.close(self._descriptor)
                raise
        self._words = memoryview(memory).cast("Q")
        if not self._words[0]:
            self.change()

    @property
    def is_shared(self) -> bool:
        """Whether the other processes see the same numbers."""
        return self._path is not None

    @property
    def is_lost(self) -> bool:
        """Whether somebody has removed the file: a process that comes now has another one."""
        if self._path is None:
            return False
        try:
            return os.fstat(self._descriptor).st_ino != self._path.stat().st_ino
        except OSError:
            return True

    def close(self) -> None:
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1

    @property
    def current(self) -> int:
        return self._words[0]

    @property
    def asked_at(self) -> float:
        """When a process of this host last asked whether it has heard everything: seconds since the machine began."""
        return self._words[1] / NANOSECONDS

    @asked_at.setter
    def asked_at(self, moment: float) -> None:
        self._words[1] = max(0, int(moment * NANOSECONDS))

    def change(self) -> None:
        """What was kept until now holds no more."""
        self._words[0] = secrets.randbits(64) | 1

    def noticed(self, transaction: int) -> None:
        """A notice of a transaction was heard; the first process that hears it changes the generation for all.

        The transaction is written down after the change, so whoever finds it there knows that the change was made.
        """
        place = FIRST + transaction % RECENT
        if not transaction or self._words[place] != transaction:
            self.change()
            self._words[place] = transaction

    def begin(self) -> None:
        """Somebody begins to listen: what was said before, and in which database, nobody knows."""
        for place in range(FIRST, FIRST + RECENT):
            self._words[place] = 0
        self.change()
