"""What many readers' pages share, made once in a process and kept until something that readers see changes.

The navigation, the masthead as it stands on the page, how many articles a list holds: each page would ask and render
the same again. There is one way to keep such a thing, ``kept(key, make)``, and so

- one rule of the key: the language of the request belongs to it, and the caller names everything else that the value
  depends on;
- one way to go stale: the generation (``pagecache.changes``) and the clock, as for stored pages. While no changes can
  be heard, and within a transaction, where one may see what nobody else sees, nothing is kept and nothing kept is
  used; nor while the site is worked on (``DEBUG``).

What is kept is shared by all threads: nobody changes it.
"""

import threading
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar, cast

from django.conf import settings
from django.db import DatabaseError, transaction
from django.utils import timezone
from django.utils.translation import get_language

from pagecache.changes import Changes, changes

Value = TypeVar("Value")
MOST = 2000  # values; the oldest goes first

# Up to which generation the database that this request reads has everything; a standby may be behind.
_as_of: ContextVar[int | None] = ContextVar("as_of")


def _now() -> float:
    """Seconds since the epoch by the clock that pages are made by."""
    return timezone.now().timestamp()


class _Room:
    """What was made in one generation, from one moment to another."""

    def __init__(self, generation: int, since: float, until: float, shared: Any = None) -> None:
        self.generation, self.since, self.until, self.shared = generation, since, until, shared
        self.values: dict[Hashable, Any] = {}


class Kept:
    """The kept values of this process. One a process: ``kept``."""

    def __init__(self, changes: Changes, *, clock: Callable[[], float] = _now, most: int = MOST) -> None:
        self._changes, self._clock, self._most = changes, clock, most
        self._beginning: Callable[[float], tuple[float, Any]] | None = None
        self._lock = threading.Lock()
        self._room = _Room(0, 0.0, 0.0)

    def begins_with(self, beginning: Callable[[float], tuple[float, Any]]) -> None:
        """Say what is asked first after a change: the next moment at which the clock changes a page, and along with it
        what all pages share. Before that nothing is kept."""
        self._beginning = beginning

    def shared(self) -> Any:
        """What was asked first: as it was found, or asked for now. Raises ``DatabaseError`` where that fails."""
        room = self._room_now()
        if room is not None:
            return room.shared
        if self._beginning is None:
            raise RuntimeError("Nobody has said what all pages share.")
        return self._beginning(self._clock())[1]

    def __call__(self, key: Hashable, make: Callable[[], Value]) -> Value:
        """The value of this key in the language of the request: as it was made, or made now."""
        # Before anything is asked: what changes after it is not missed.
        room = self._room_now()
        if room is None:
            return make()
        whole = (get_language(), key)
        if whole in room.values:
            return cast("Value", room.values[whole])
        value = make()
        with self._lock:
            if len(room.values) >= self._most:
                del room.values[next(iter(room.values))]
            room.values[whole] = value
        return value

    @contextmanager
    def as_of(self, generation: int | None) -> Iterator[None]:
        """What is asked inside comes from a database that has all up to this generation, and perhaps no more."""
        token = _as_of.set(generation)
        try:
            yield
        finally:
            _as_of.reset(token)

    def _room_now(self) -> _Room | None:
        """Where values that hold now are; ``None`` where nothing may be kept."""
        if self._beginning is None or settings.DEBUG or transaction.get_connection().in_atomic_block:
            return None
        generation = _as_of.get(-1)
        if generation == -1:
            generation = self._changes.generation()
        if generation is None:
            return None
        room, now = self._room, self._clock()
        if room.generation != generation or not room.since <= now < room.until:
            try:
                room = _Room(generation, now, *self._beginning(now))
            except DatabaseError:
                return None
            self._room = room
        return room


kept = Kept(changes)
