"""Pages in files that all processes of a host share; what does not fit, or cannot be read, is not there."""

import contextlib
import hashlib
import logging
import os
import threading
from pathlib import Path

from pagecache.entries import Entry

SWEEP_EVERY = 500  # files written
SWEPT_TO = 0.9  # of the room

logger = logging.getLogger(__name__)


class Shelf:
    """``room``: bytes of all files together, held to within what is written between two sweeps."""

    def __init__(self, folder: Path, room: int) -> None:
        self.folder, self.room = folder, room
        self._lock = threading.Lock()
        self._written = 0
        self._has_complained = False

    def get(self, key: str) -> Entry | None:
        try:
            return Entry.from_bytes(self._path(key).read_bytes(), key)
        except FileNotFoundError:
            return None
        except Exception as error:  # noqa: BLE001 - whatever stands in the file: it is no page
            self._complain("A stored page cannot be read", error)
            return None

    def put(self, key: str, entry: Entry) -> None:
        path = self._path(key)
        draft = path.with_name(f"{path.name}.{os.getpid()}.{threading.get_ident()}")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            try:
                draft.write_bytes(entry.to_bytes(key))
                draft.replace(path)
            except OSError:
                with contextlib.suppress(OSError):
                    draft.unlink()
                raise
        except OSError as error:
            self._complain("Pages cannot be stored", error)
            return
        self._has_complained = False
        with self._lock:
            self._written += 1
            is_due = self._written % SWEEP_EVERY == 0
        if is_due:
            self.sweep()

    def sweep(self) -> None:
        """Take away the oldest files until the rest fits."""
        found: list[tuple[float, int, Path]] = []
        for path in self.folder.glob("*/*"):
            with contextlib.suppress(OSError):
                stat = path.stat()
                found.append((stat.st_mtime, stat.st_size, path))
        used = sum(size for _time, size, _path in found)
        if used <= self.room:
            return
        for _time, size, path in sorted(found):
            with contextlib.suppress(OSError):
                path.unlink()
            used -= size
            if used <= self.room * SWEPT_TO:
                return

    def _path(self, key: str) -> Path:
        name = hashlib.sha256(key.encode("utf-8", "surrogateescape")).hexdigest()
        return self.folder / name[:2] / name[2:34]

    def _complain(self, what: str, error: Exception) -> None:
        """One line, until it works again."""
        if not self._has_complained:
            self._has_complained = True
            logger.warning("%s, and the portal does without: %s", what, error)
