"""Readers' pages read from a standby of the database (``DATABASE_REPLICA_URL``), never from an older state.

A standby follows the primary by some milliseconds, or by minutes when something is wrong. So each request asks first
whether the standby has all that the primary had said when something that readers see changed last
(``pagecache.changes``): a position in the log, compared where both keep it. If not, and wherever the standby does not
answer, the request reads from the primary as if there were no standby. The desk, previews and whatever writes always
do: editors read what they wrote.

While the primary cannot be heard, a standby that has all that this process knows of is read, promoted or not. One that
was promoted while the primary still speaks is not: from then on the two go different ways.
"""

import re
import threading
import time
from collections.abc import Callable
from contextvars import ContextVar
from typing import Any

from django.db import DatabaseError, InterfaceError, OperationalError, connections
from django.db.models import Model
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from pagecache.changes import changes
from pagecache.kept import kept
from portal.web.middleware import is_desk

ALIAS = "replica"
# After it did not answer, nobody waits for the standby for so many seconds.
LEFT_ALONE = 5.0
# What an editor passes on before it is public, and what is asked about this very process and its database.
_ELSEWHERE = re.compile(r"/(?:en/)?preview/|/healthz|/readyz")
_reads_standby: ContextVar[bool] = ContextVar("reads_standby", default=False)


def reads_standby() -> bool:
    """Whether this request reads from the standby."""
    return _reads_standby.get()


class Standby:
    """What this process knows about the standby. One a process: ``standby``."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._generation: int | None = None
        self._needed: str | None = None  # a position in the log of the primary, such as 0/16B3748
        self._alone_until = 0.0

    def has_all(self) -> bool:
        """Whether readers may be served from it now."""
        return self.generation()[0]

    def generation(self) -> tuple[bool, int | None]:
        """Whether readers may be served from it now, and the generation up to which it has all."""
        if time.monotonic() < self._alone_until:
            return False, None
        needed, generation = self._position()
        try:
            with connections[ALIAS].cursor() as cursor:
                cursor.execute(
                    "SELECT pg_is_in_recovery(), coalesce(pg_last_wal_replay_lsn() >= %s::pg_lsn, false)",
                    [needed or "0/0"],
                )
                follows, is_there = cursor.fetchone()
        except DatabaseError:
            self.lost()
            return False, None
        return is_there and (follows or generation is None), generation

    def _position(self) -> tuple[str | None, int | None]:
        """How far the primary was at the last change that was heard, and its generation; none if it is not heard."""
        generation = None if changes.is_away else changes.generation()
        if generation is None:
            return self._needed, None
        with self._lock:
            if generation != self._generation:
                try:
                    with connections["default"].cursor() as cursor:
                        cursor.execute("SELECT pg_current_wal_insert_lsn()::text")
                        self._needed = cursor.fetchone()[0]
                except DatabaseError:
                    return self._needed, None
                self._generation = generation
            return self._needed, generation

    def lost(self) -> None:
        """It did not answer: nobody asks it for a while."""
        connections[ALIAS].close()
        self._alone_until = time.monotonic() + LEFT_ALONE


standby = Standby()


class ReadersRouter:
    """Django's router: what a request of a reader reads comes from the standby, all else from the primary."""

    def db_for_read(self, model: type[Model], **hints: Any) -> str | None:
        return ALIAS if _reads_standby.get() else "default"

    def db_for_write(self, model: type[Model], **hints: Any) -> str | None:
        return "default"

    def allow_relation(self, one: Model, other: Model, **hints: Any) -> bool:
        return True  # both are the same database

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool:
        return db != ALIAS


class ReadersReadStandby:
    """Middleware: decides once for a request from where it reads."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if is_desk(request) or _ELSEWHERE.match(request.path_info):
            return self.get_response(request)
        has_all, generation = standby.generation()
        if not has_all:
            return self.get_response(request)
        before = _reads_standby.set(True)
        try:
            with kept.as_of(generation):
                return self.get_response(request)
        finally:
            _reads_standby.reset(before)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponseBase | None:
        """The standby went away, or took back rows that were being read, in the middle: once more from the primary."""
        if not (_reads_standby.get() and isinstance(exception, (OperationalError, InterfaceError))):
            return None
        standby.lost()
        _reads_standby.set(False)
        view = request.resolver_match
        return view.func(request, *view.args, **view.kwargs) if view else None
