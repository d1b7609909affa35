"""Pages in the memory of a process: bounded by bytes, those not asked for longest go first."""

import threading
from collections import OrderedDict

from pagecache.entries import Entry

LARGEST = 8  # an entry larger than this part of the room would push out too much


class Memory:
    """``room``: bytes of all entries together."""

    def __init__(self, room: int) -> None:
        self.room = room
        self.used = 0
        self._lock = threading.Lock()
        self._entries: OrderedDict[str, Entry] = OrderedDict()

    def __len__(self) -> int:
        return len(self._entries)

    def get(self, key: str) -> Entry | None:
        """Without a lock: each step is one of the interpreter's, and a page that is gone between two is a miss."""
        entry = self._entries.get(key)
        if entry is not None:
            try:
                self._entries.move_to_end(key)
            except KeyError:
                return None
        return entry

    def put(self, key: str, entry: Entry) -> None:
        size = entry.size + len(key)
        if size * LARGEST > self.room:
            return
        with self._lock:
            before = self._entries.pop(key, None)
            if before is not None:
                self.used -= before.size + len(key)
            self._entries[key] = entry
            self.used += size
            while self.used > self.room:
                oldest, dropped = self._entries.popitem(last=False)
                self.used -= dropped.size + len(oldest)
