"""Stands in for the site while the database is away: the last good copy, marked as such."""

import hashlib
import time
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

from pagecache.answers import answer
from pagecache.copies import Copy
from pagecache.entries import Entry
from pagecache.keeper import Keeper
from pagecache.memory import Memory
from pagecache.outage import Outage

# Where a page of the site says so: its frame has this comment there. Feeds, calendars and lists of addresses have it
# nowhere, and say so in the header alone.
PLACE = b"<!--copy-->"

Line = Callable[[str, float], str]


class StandIn:
    """``line(path, written_at)``: what a page says, as HTML; ``room``: bytes of marked pages kept in memory."""

    def __init__(
        self,
        name: str,
        keeper: Keeper,
        outage: Outage,
        line: Line,
        room: int,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._name, self._keeper, self._outage, self._line, self._clock = name, keeper, outage, line, clock
        self._room = room
        self._memory: tuple[int, Memory] = (-1, Memory(room))

    def answer(self, key: str, environ: dict[str, Any], start_response: Any) -> Iterable[bytes] | None:
        """The copy of an address, or nothing."""
        found = self._found(key)
        if found is None:
            return None
        entry, written_at = found
        # RFC 9211: a hit whose lifetime is over has a negative one. These pages have none, so it is their age.
        age = max(0, int(self._clock() - written_at))
        return answer(entry, environ, start_response, f"{self._name}; hit; ttl=-{age}; detail=stale")

    def _found(self, key: str) -> tuple[Entry, float] | None:
        # While the database is away no copy changes; what was marked in an earlier outage may have.
        outage, memory = self._outage.number, self._memory[1]
        if self._memory[0] != outage:
            memory = Memory(self._room)
            self._memory = (outage, memory)
        marked = memory.get(key)
        if marked is None:
            copy = self._keeper.copies.find(key)
            if copy is None:
                return None
            marked = self._marked(key, copy)
            if self._outage.is_on:
                memory.put(key, marked)
        elif self._keeper.copies.is_unsure or self._clock() >= marked.until:
            return None
        return marked, float(marked.generation)

    def _marked(self, key: str, copy: Copy) -> Entry:
        """The page with the line; the moment it was rendered stands in the place of its generation."""
        entry = replace(
            copy.entry, generation=int(copy.written_at), until=copy.ends_at or float("inf"), answers={}
        )
        if entry.code == 200 and PLACE in entry.body:
            line = self._line(key.partition("?")[0], copy.written_at).encode()
            entry.body = entry.body.replace(PLACE, line, 1)
            # Other bytes than those of the page itself, and than those of an older copy.
            entry.etag = hashlib.sha256(f"{entry.etag} {copy.written_at}".encode()).hexdigest()[:32]
        return entry
