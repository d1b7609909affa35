"""Keeps copies of what was rendered, beside the requests; and hears of what others have changed."""

import contextlib
import logging
import os
import queue
import threading
from collections.abc import Callable

from django.db import DatabaseError, connections

from pagecache.changes import Changes
from pagecache.copies import Copies, Point
from pagecache.entries import Entry
from pagecache.marks import marks_of

MOST_WAITING = 200  # pages; more than that at once are not kept this time
LOOK_EVERY = 0.2  # seconds between two looks whether somebody else has changed something

logger = logging.getLogger(__name__)

Ends = Callable[[set[str]], float | None]


class Keeper:
    """One thread of a process. ``ends(marks)``: when the first of what has these marks ends by the clock."""

    def __init__(self, copies: Copies, changes: Changes, ends: Ends) -> None:
        self.copies, self.changes, self._ends = copies, changes, ends
        self._waiting: queue.Queue[tuple[str, Entry, Point]] = queue.Queue(MOST_WAITING)
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self._process = 0
        self._has_failed = False

    def offer(self, key: str, entry: Entry, point: Point) -> None:
        """Keep a page at leisure; ``point``: asked of the copies before it was rendered."""
        self.start()
        with contextlib.suppress(queue.Full):
            self._waiting.put_nowait((key, entry, point))

    def keep(self, key: str, entry: Entry, point: Point) -> bool:
        """Keep a page now. Raises ``DatabaseError``."""
        marks = marks_of(key, entry)
        return self.copies.keep(key, entry, marks, point, self._ends(marks))

    def catch_up(self) -> bool:
        """Take away what shows anything that was changed until now; False if nobody could be asked."""
        generation = self.changes.generation()
        if generation is None:
            return False
        try:
            return self.copies.catch_up(generation)
        except DatabaseError:
            connections["default"].close()
            return False

    def start(self) -> None:
        """In this process, once."""
        if self._process == os.getpid():
            return
        with self._lock:
            if self._process != os.getpid():
                self._process = os.getpid()
                self._thread = threading.Thread(target=self._work, daemon=True, name="copies")
                self._thread.start()

    def drain(self) -> None:
        """Keep what was offered, here and now."""
        with contextlib.suppress(queue.Empty):
            while True:
                self._keep_next(self._waiting.get_nowait())

    def _work(self) -> None:
        while True:
            self.work_once()

    def work_once(self) -> None:
        """Keep the next page that was offered; where none comes, catch up. Raises nothing: the thread goes on."""
        try:
            offered = self._waiting.get(timeout=LOOK_EVERY)
        except queue.Empty:
            if not self.changes.is_away:
                self._quietly("caught up", self.catch_up)
        else:
            self._keep_next(offered)

    def _keep_next(self, offered: tuple[str, Entry, Point]) -> None:
        self._quietly(f"kept: {offered[0]}", lambda: self.keep(*offered))

    def _quietly(self, what: str, do: Callable[[], object]) -> None:
        try:
            do()
        except DatabaseError as error:  # the database is away: the next time it may be there
            logger.debug("not %s: %s", what, error)
            connections["default"].close()
        except Exception:
            # What goes on being wrong five times a second is told once.
            if not self._has_failed:
                logger.exception("Copies for the time without the database were not %s.", what)
            self._has_failed = True
            connections["default"].close()
        else:
            self._has_failed = False
