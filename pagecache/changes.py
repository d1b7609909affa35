"""Whether anything that readers see has changed, as the database tells it.

Every table that readers' pages are made of announces each statement that changes it (``announced``: a trigger that
calls PostgreSQL's NOTIFY), whoever gives the statement. A notice is part of the transaction: it is sent when that is
committed, and nobody can die between the two. Each process keeps one connection that listens; to look whether a notice
has come asks its socket and not the database, some microseconds.
"""

import contextlib
import os
import threading

from django.db import DatabaseError, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations import RunSQL
from psycopg import Connection, OperationalError

CHANNEL = "changes"


class Changes:
    """The notices of one database. One a process: ``changes``."""

    def __init__(self, alias: str = "default") -> None:
        self._alias = alias
        self._lock = threading.Lock()
        self._listening: BaseDatabaseWrapper | None = None
        self._process = 0  # a process that was forked has a line of its own
        self._generation = 0

    def generation(self) -> int | None:
        """A number that is another one after each change, and after a while in which none could be heard.

        What was asked of the database after it was read holds until it changes. ``None`` while nothing can be heard:
        then nothing holds.
        """
        with self._lock:
            try:
                self._hear(self._line())
            except (OperationalError, DatabaseError):
                self._hang_up()
                return None
            return self._generation

    def close(self) -> None:
        with self._lock:
            self._hang_up()

    def _line(self) -> Connection:
        if self._listening is None or self._process != os.getpid():
            listening = connections[self._alias].copy()
            listening.inc_thread_sharing()
            with listening.cursor() as cursor:
                cursor.execute(f"LISTEN {CHANNEL}")
            self._listening, self._process = listening, os.getpid()
            self._generation += 1  # from here on we hear; what was before it, nobody knows
            if isinstance(listening.connection, Connection):
                # What comes together with the answer to a statement is told to handlers alone.
                listening.connection.add_notify_handler(self._noticed)
        line = self._listening.connection
        if not isinstance(line, Connection):
            raise OperationalError("the line is closed")
        return line

    def _hear(self, line: Connection) -> None:
        """Take in what has come, without waiting.

        Twice: the first time may bring the last words of a server that ends, only the second that it has ended.
        """
        for _time in range(2):
            line.pgconn.consume_input()
            while notice := line.pgconn.notifies():
                self._noticed(notice)

    def _noticed(self, _notice: object) -> None:
        self._generation += 1

    def _hang_up(self) -> None:
        if self._listening is not None and self._process == os.getpid():
            with contextlib.suppress(DatabaseError):
                self._listening.close()
        self._listening = None


def announced(*tables: str) -> RunSQL:
    """A migration's operation: let these tables announce their changes."""
    forward = (
        f"CREATE TRIGGER {table}_announced AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON {table}"
        " FOR EACH STATEMENT EXECUTE FUNCTION announce_change();"
        for table in tables
    )
    backward = (f"DROP TRIGGER {table}_announced ON {table};" for table in tables)
    return RunSQL("\n".join(forward), "\n".join(backward))


changes = Changes()
