"""One render for many: who misses a page first renders it, the others wait for what comes of it."""

import fcntl
import hashlib
import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from pagecache.entries import Entry

# Longer than any page takes. Who has waited so long renders for himself: the one he waited for may hang.
PATIENCE = 2.0  # seconds
MOST_WAITING = 64  # in a process, were there so many threads
LOOK_EVERY = 0.003  # seconds between two looks whether another process is done


class Flight:
    """A page that one thread of this process is rendering."""

    def __init__(self) -> None:
        self.landed = threading.Event()
        self.entry: Entry | None = None


class Flights:
    """The pages that this process is rendering."""

    def __init__(self, patience: float = PATIENCE, most_waiting: int = MOST_WAITING) -> None:
        self.patience = patience
        self._lock = threading.Lock()
        self._flying: dict[str, Flight] = {}
        self._places = threading.BoundedSemaphore(most_waiting)

    def board(self, key: str) -> tuple[Flight, bool]:
        """The flight for a page, and whether it is ours to fly; if so ``land`` must follow."""
        with self._lock:
            flight = self._flying.get(key)
            if flight is not None:
                return flight, False
            flight = self._flying[key] = Flight()
            return flight, True

    def land(self, key: str, entry: Entry | None) -> None:
        with self._lock:
            flight = self._flying.pop(key)
        flight.entry = entry
        flight.landed.set()

    def wait(self, flight: Flight) -> Entry | None:
        """What came of it; nothing when it cannot be shared, takes too long, or too many wait already."""
        if not self._places.acquire(blocking=False):
            return None
        try:
            flight.landed.wait(self.patience)
            return flight.entry
        finally:
            self._places.release()


class Turns:
    """Among the processes of a host: a lock for each page, by a byte of a file that stands for it.

    Such locks belong to a process and end with it, however it ends; within one, ``Flights`` lets one thread try.
    """

    def __init__(self, path: Path, patience: float = PATIENCE) -> None:
        """Raises ``OSError`` when the file cannot be had."""
        path.parent.mkdir(parents=True, exist_ok=True)
        self._patience = patience
        # Never closed: closing any descriptor of the file would give up all locks of the process.
        self._descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)

    @contextmanager
    def turn(self, key: str) -> Iterator[bool]:
        """Our turn, or what is done without it after a while. Yields whether another process had its turn meanwhile."""
        digest = hashlib.sha256(key.encode("utf-8", "surrogateescape")).digest()
        place = int.from_bytes(digest[:6])
        end, has_waited, is_ours = time.monotonic() + self._patience, False, False
        while not is_ours and time.monotonic() < end:
            try:
                fcntl.lockf(self._descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, place)
                is_ours = True
            except (BlockingIOError, PermissionError):  # as systems say it
                has_waited = True
                time.sleep(LOOK_EVERY)
            except OSError:
                break
        try:
            yield has_waited
        finally:
            if is_ours:
                with suppress(OSError):
                    fcntl.lockf(self._descriptor, fcntl.LOCK_UN, 1, place)
