"""The store itself: a WSGI application in front of another one. See the package for how it is meant."""

import logging
import re
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from django.db import DatabaseError

from pagecache.answers import answer
from pagecache.changes import Changes
from pagecache.entries import Entry, Headers
from pagecache.flights import Flights, Turns
from pagecache.keeper import Keeper
from pagecache.memory import Memory
from pagecache.outage import AWAY, Outage
from pagecache.shelf import Shelf
from pagecache.stand_in import StandIn

if TYPE_CHECKING:
    from pagecache.common_shelf import CommonShelf  # with its client, which one host alone never loads

Application = Callable[[dict[str, Any], Any], Iterable[bytes]]

NAME = "portal"  # of this cache, in ``Cache-Status``
HIT = f"{NAME}; hit"
OF_ANOTHER_HOST = f"{NAME}; hit; detail=shared"
MISS = f"{NAME}; fwd=miss; stored"
NOT_STORED = f"{NAME}; fwd=miss"
COLLAPSED = f"{NAME}; fwd=miss; collapsed"
PAST = f"{NAME}; fwd=bypass"
STORED = frozenset({"200 OK", "301 Moved Permanently", "410 Gone"})
LARGEST_BODY = 4 * 1024 * 1024  # bytes
# Of what a request says of itself, a page is rendered with this and nothing else.
KEPT_HEADERS = ("HTTP_HOST", "HTTP_X_FORWARDED_PROTO")

logger = logging.getLogger(__name__)


class Site(Protocol):
    """What the store is told of the site."""

    def admits(self, environ: dict[str, Any]) -> bool:
        """Whether the request may be answered from the store at all, wherever it leads. Asked for every hit."""

    def address(self, path: str, query: str) -> "Address | None":
        """What is asked for, if it may be stored; nothing for everything else."""

    def may_change(self, environ: dict[str, Any]) -> bool:
        """Whether the request may change what readers see."""

    def next_change(self, now: float) -> float:
        """The next moment, not before ``now``, at which the clock changes a page; seconds since the epoch."""

    def stale_line(self, path: str, written_at: float) -> str:
        """What a copy of a page from so many seconds since the epoch says above everything else, as HTML."""

    @property
    def has_standby(self) -> bool:
        """Whether readers' pages may be read from another database while this one is away."""


@dataclass(frozen=True, slots=True)
class Address:
    """An address that may be stored: ``path``, and its parameters as they are read, in one order."""

    path: str
    query: str = ""
    is_exact: bool = True  # whether the request asked with just these
    is_narrowed: bool = False  # one of very many parts of a list

    @property
    def key(self) -> str:
        return f"{self.path}?{self.query}" if self.query else self.path


class DatabaseAway(Exception):
    """The site could not answer for want of the database; ``entry`` is what it said instead."""

    def __init__(self, entry: Entry) -> None:
        self.entry = entry


class PageStore:
    """Answers readers from the store, and passes on what is not in it or does not belong there."""

    def __init__(
        self,
        application: Application,
        *,
        site: Site,
        changes: Changes,
        folder: Path,
        memory: int,
        disk: int,
        session_cookie: str,
        common: "CommonShelf | None" = None,
        outage: Outage,
        keeper: Keeper | None = None,
        clock: Callable[[], float] = time.time,
    ) -> None:
        """``memory``: bytes in this process; ``disk``: bytes of the files below ``folder``, for all processes.

        ``keeper`` looks after the copies for the time in which the database is away; ``common``: what several hosts
        share.
        """
        self.application = application
        self._site, self._changes, self._clock = site, changes, clock
        self._signed_in = re.compile(rf"(?:^|;)\s*{re.escape(session_cookie)}=")
        self._memory = Memory(memory)
        self._narrowed = Memory(memory // 4)
        self._flights = Flights()
        self._shelf = Shelf(folder / "shelf", disk)
        self._common = common
        self._outage, self.keeper = outage, keeper
        self._stand_in: StandIn | None = None
        if keeper is not None:
            self._stand_in = StandIn(NAME, keeper, outage, site.stale_line, memory // 4, clock)
        self._next_change: tuple[int, float, float] = (0, 0.0, 0.0)  # generation, asked at, answer
        self._turns: Turns | None = None
        try:
            self._turns = Turns(folder / "turns")
        except OSError as error:
            logger.warning("Pages cannot be stored, and the portal does without: %s", error)

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        if self._outage.is_on:
            return self._while_away(environ, start_response)
        if not self._is_a_reader(environ):
            return self._pass_on(environ, start_response)
        path, query = environ["PATH_INFO"], environ.get("QUERY_STRING", "")
        generation = self._changes.generation()
        # Most ask with no parameters and for what is there: no need to look which address that is.
        if not query and generation is not None:
            entry = self._memory.get(path)
            if entry is not None and self._holds(entry, generation):
                return answer(entry, environ, start_response, HIT)
        address = self._site.address(path, query)
        if address is None:
            return self._pass_on(environ, start_response)
        if generation is None or self._turns is None:
            return self._past(address, environ, start_response)
        memory = self._narrowed if address.is_narrowed else self._memory
        entry = memory.get(address.key)
        if entry is None or not self._holds(entry, generation):
            return self._missed(address, environ, start_response)
        if entry.status[0] == "3" and not address.is_exact:
            return self._past(address, environ, start_response)  # it leads on with whatever it was asked with
        return answer(entry, environ, start_response, HIT)

    def _is_a_reader(self, environ: dict[str, Any]) -> bool:
        """Whether this is somebody who reads, and is no different from any other."""
        if environ["REQUEST_METHOD"] not in ("GET", "HEAD"):
            return False
        cookies = environ.get("HTTP_COOKIE")
        if cookies and self._signed_in.search(cookies):
            return False
        if "HTTP_IF_MATCH" in environ or "HTTP_IF_UNMODIFIED_SINCE" in environ:
            return False  # conditions of somebody who means to write
        return self._site.admits(environ)

    def _holds(self, entry: Entry, generation: int) -> bool:
        return entry.generation == generation and self._clock() < entry.until

    def _pass_on(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        if not self._site.may_change(environ):
            return self.application(environ, start_response)
        told: list[str] = []

        def start(status: str, headers: Headers, *rest: Any) -> Any:
            told.append(status)
            return start_response(status, headers, *rest)

        before = self._changes.number
        result = self.application(environ, start)
        if AWAY not in environ:
            self._changes.hear_out(before)
            if (
                self.keeper is not None
                and not self.keeper.catch_up()
                and self._may_have_changed(environ, told)
            ):
                self.keeper.copies.suspend()
        return result

    def _may_have_changed(self, environ: dict[str, Any], told: list[str]) -> bool:
        """Whether a request of the desk was done: of somebody who is signed in, since others change no page."""
        is_signed_in = self._signed_in.search(environ.get("HTTP_COOKIE", ""))
        return bool(
            environ["REQUEST_METHOD"] not in ("GET", "HEAD") and is_signed_in and told and told[-1] < "4"
        )

    def _past(self, address: Address, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        """What the site answers now; the copy if it cannot."""
        told: list[Any] = []
        result = self.application(environ, lambda *said: told.extend(said))
        copy = self._copy(address, environ, start_response) if AWAY in environ else None
        if copy is not None:
            if hasattr(result, "close"):
                result.close()
            return copy
        status, headers, *rest = told
        start_response(status, [*headers, ("Cache-Status", PAST)], *rest)
        return result

    def _while_away(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        """The copy of what is asked for, whoever asks; of everything else the site says that it is away."""
        address = None
        if environ["REQUEST_METHOD"] in ("GET", "HEAD") and self._site.admits(environ):
            address = self._site.address(environ["PATH_INFO"], environ.get("QUERY_STRING", ""))
        if address is None:
            return self.application(environ, start_response)
        if self._site.has_standby:
            return self._past(address, environ, start_response)
        copy = self._copy(address, environ, start_response)
        return self.application(environ, start_response) if copy is None else copy

    def _copy(self, address: Address, environ: dict[str, Any], start_response: Any) -> Iterable[bytes] | None:
        if self._stand_in is None:
            return None
        return self._stand_in.answer(address.key, environ, start_response)

    # --- a page that is not there --------------------------------------------------------------------
    def _missed(self, address: Address, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        if not self._changes.is_shared:
            return self._past(address, environ, start_response)
        flight, is_ours = self._flights.board(address.key)
        found: Entry | None = None
        if is_ours:
            try:
                found, said = self._fetched(address, environ)
            except DatabaseAway as away:
                copy = self._copy(address, environ, start_response)
                return answer(away.entry, environ, start_response, NOT_STORED) if copy is None else copy
            finally:
                self._flights.land(address.key, found)
        else:
            found, said = self._flights.wait(flight), COLLAPSED
            generation = (
                self._changes.generation()
            )  # rendered before we asked, perhaps, and a change came between
            if found is None or generation is None or not self._holds(found, generation):
                return self._past(address, environ, start_response)
        if found.status[0] == "3" and not address.is_exact:
            return self._past(address, environ, start_response)
        return answer(found, environ, start_response, said)

    def _fetched(self, address: Address, environ: dict[str, Any]) -> tuple[Entry, str]:
        """The page as another one has just rendered it, or rendered now; and what to say of it."""
        key = address.key
        if address.is_narrowed or self._turns is None:
            entry = self._rendered(address, environ)
            self._keep(self._narrowed, key, entry)
            return entry, MISS if entry.generation else NOT_STORED
        with self._turns.turn(key) as has_waited:
            generation = self._changes.generation()
            for kept in (self._memory.get(key), self._shelf.get(key)):
                if kept is not None and generation is not None and self._holds(kept, generation):
                    self._memory.put(key, kept)
                    return kept, COLLAPSED if has_waited else HIT
            # Before anything is asked of the database, so that what comes is as new as that, or newer.
            known = self._changes.known() if self._common is not None else None
            shared = self._shared(key, known)
            if shared is not None:
                return shared, OF_ANOTHER_HOST
            entry = self._rendered(address, environ)
            if self._keep(self._memory, key, entry):
                self._shelf.put(key, entry)
                if known is not None and self._common is not None:
                    self._common.put(key, known[1], entry, now=self._clock())
            return entry, MISS if entry.generation else NOT_STORED

    def _shared(self, key: str, known: tuple[int, str] | None) -> Entry | None:
        """The page as another host has rendered it, who had heard as much as we."""
        if known is None or self._common is None:
            return None
        generation, mark = known
        entry = self._common.get(key, mark, now=self._clock())
        if entry is not None:
            entry.generation = generation
            self._memory.put(key, entry)
            self._shelf.put(key, entry)
        return entry

    def renew(self, path: str, query: str, environ: dict[str, Any]) -> bool:
        """Render a page for its copy; False if there is no such page. Raises ``DatabaseAway``."""
        address = self._site.address(path, query)
        return (
            address is not None and self._rendered(address, {**environ, "PATH_INFO": path}).status in STORED
        )

    def text(self, path: str, environ: dict[str, Any]) -> str:
        """What stands at an address now, rendered for its copy; nothing if it is no page. Raises ``DatabaseAway``."""
        address = self._site.address(path, "")
        entry = self._rendered(address, {**environ, "PATH_INFO": path}) if address is not None else None
        return entry.body.decode() if entry is not None and entry.code == 200 else ""

    def _keep(self, memory: Memory, key: str, entry: Entry) -> bool:
        if entry.generation:
            memory.put(key, entry)
        return bool(entry.generation)

    def _rendered(self, address: Address, environ: dict[str, Any]) -> Entry:
        """The answer of the site; with a generation if it may be kept."""
        now = self._clock()
        generation = self._changes.generation()  # before anything is asked of the database
        point = None if self.keeper is None or address.is_narrowed else self.keeper.copies.point()
        asked = {
            name: value
            for name, value in environ.items()
            if not name.startswith("HTTP_") or name in KEPT_HEADERS
        }
        asked |= {"REQUEST_METHOD": "GET", "QUERY_STRING": address.query}
        told: list[Any] = []

        def start(status: str, headers: Headers, *_rest: Any) -> None:
            told[:] = [status, headers]

        result = self.application(asked, start)
        try:
            entry = entry_of(told[0], told[1], b"".join(result))
            if AWAY in asked:
                raise DatabaseAway(entry)
            if generation is not None and may_be_kept(entry, told[1]):
                entry.until = self._until(generation, now)
                entry.generation = generation if now < entry.until else 0
            if self.keeper is not None and point is not None:
                if entry.generation:
                    self.keeper.offer(address.key, entry, point)
                elif entry.code == 404:
                    self.keeper.copies.forget(address.key)
            return entry
        finally:
            if hasattr(result, "close"):
                result.close()

    def _until(self, generation: int, now: float) -> float:
        """When the clock changes a page next; nothing before ``now`` if that cannot be told."""
        known, asked_at, until = self._next_change
        if known == generation and asked_at <= now < until:
            return until
        try:
            until = self._site.next_change(now)
        except DatabaseError:
            return now
        self._next_change = (generation, now, until)
        return until


def entry_of(status: str, headers: Headers, body: bytes) -> Entry:
    """An answer as an entry without a generation. What says that it is somebody's own is left as it is."""
    etag = _header(headers, "etag").removeprefix("W/").strip('"')
    varies = {name.strip().lower() for name in _header(headers, "vary").split(",") if name.strip()}
    if _header(headers, "set-cookie") or _header(headers, "content-encoding") or varies - {"accept-encoding"}:
        as_it_is = (headers, body)
        return Entry(status, headers, body, "", answers={"": as_it_is, "br": as_it_is, "gzip": as_it_is})
    ours = ("etag", "vary", "content-length")
    return Entry(status, [header for header in headers if header[0].lower() not in ours], body, etag)


def may_be_kept(entry: Entry, headers: Headers) -> bool:
    control = {word.strip().lower() for word in _header(headers, "cache-control").split(",")}
    return (
        entry.status in STORED
        and not entry.answers  # somebody's own
        and control.isdisjoint({"private", "no-store"})
        and not _header(headers, "last-modified")  # the store answers no condition on time
        and len(entry.body) <= LARGEST_BODY
    )


def _header(headers: Headers, name: str) -> str:
    return ",".join(value for key, value in headers if key.lower() == name)
