"""The quiet walk: renders into copies what nobody has asked for, and anew what has changed, at leisure.

First what was taken away because something on it changed, then the site's own list of addresses: what has no copy, one
of an older version of the site, or one from before the last change that the list tells of. Where it stopped it goes on:
what has a copy is passed over.
"""

import logging
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db import DatabaseError

from pagecache.keeper import Keeper
from pagecache.store import DatabaseAway, PageStore

SHARE = 4  # for each second of work so many of rest
LEAST_REST = 0.02  # seconds
WANTED_EVERY = 20  # pages
MOST_WANTED = 10_000

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Listed:
    """An address of the site. ``changed_at``: when what stands there last changed, seconds since the epoch;
    ``renewed_after``: so many seconds after it was rendered a copy is made anew if anything at all has changed."""

    path: str
    changed_at: float | None = None
    renewed_after: float | None = None


Listing = Callable[[], Iterable[Listed]]


class Walk:
    """``listing`` tells the addresses; ``environ`` is what each is asked with; ``rest(seconds)`` waits."""

    def __init__(
        self, store: PageStore, keeper: Keeper, listing: Listing, environ: dict[str, Any],
        rest: Callable[[float], object] = time.sleep, clock: Callable[[], float] = time.time,
    ) -> None:  # fmt: skip
        self._store, self._keeper, self._listing, self._environ = store, keeper, listing, environ
        self._copies = keeper.copies
        self._rest, self._clock = rest, clock
        self.rendered = 0
        self._until_wanted = 0

    def once(self) -> bool:
        """Walk the whole list; False if the database went away on the way."""
        try:
            if not self._keeper.catch_up():
                return False
            tried: set[str] = set()
            self._renew_wanted(tried)
            for listed in self._listing():
                if self._is_due(listed) and self._renew(listed.path):
                    self._renew_wanted(tried)
        except (DatabaseAway, DatabaseError):
            return False
        return True

    def has_work(self) -> bool:
        """Whether copies were taken away that are to be made anew."""
        return bool(self._keeper.catch_up() and self._copies.wanted(1))

    def renew_wanted(self) -> bool:
        """Only what was taken away; False if the database went away on the way."""
        try:
            self._until_wanted = 0
            self._renew_wanted(set())
        except (DatabaseAway, DatabaseError):
            return False
        return True

    def _renew_wanted(self, tried: set[str]) -> None:
        self._until_wanted -= 1
        if self._until_wanted >= 0:
            return
        self._until_wanted = WANTED_EVERY
        self._keeper.catch_up()
        for key in self._copies.wanted(MOST_WANTED):
            if key not in tried:
                tried.add(key)
                is_there = self._renew(key)
                known = self._copies.known(key)
                if not is_there or known is None or not known.holds:
                    self._copies.forget(key)  # the list has it if it is a page that can be kept

    def _is_due(self, listed: Listed) -> bool:
        known = self._copies.known(listed.path)
        if known is None:
            return not self._copies.is_full
        if not known.holds or known.version != self._copies.version:
            return True
        if listed.changed_at is not None and listed.changed_at > known.written_at:
            return True
        age = self._clock() - known.written_at
        if listed.renewed_after is None or age < listed.renewed_after:
            return False
        return known.generation != str(self._keeper.changes.generation())

    def _renew(self, key: str) -> bool:
        """Render an address; False if there is none such. Raises ``DatabaseAway``."""
        begun = time.perf_counter()
        path, _mark, query = key.partition("?")
        is_there = self._store.renew(path, query, self._environ)
        self._keeper.drain()
        self.rendered += 1
        took = time.perf_counter() - begun
        self._rest(max(LEAST_REST, took * SHARE))
        return is_there
