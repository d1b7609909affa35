"""Whether anything that readers see has changed, as the database tells it.

Every table that readers' pages are made of announces each statement that changes it (``announced``: a trigger that
calls PostgreSQL's NOTIFY), whoever gives the statement. A notice is part of the transaction: it is sent when that is
committed, and nobody can die between the two. Each process keeps one connection that listens; to look whether a notice
has come asks its socket and not the database, some microseconds.
"""

import contextlib
import hashlib
import logging
import os
import secrets
import select
import socket
import threading
import time
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations import RunSQL
from psycopg import Connection, Notify, OperationalError
from psycopg.pq import ExecStatus

from pagecache.generations import Generations

CHANNEL = "changes"
AGAIN = 0.25  # seconds until a database that did not answer is asked again
LOOK_EVERY = 1.0  # seconds between two looks whether the file of the numbers is still there
PATIENCE = 0.001  # seconds between two looks at the socket: what this host changes is known without a look
# Among several hosts each asks the database whether it has heard everything, and relies on the answer for so long; who
# has changed something waits as long before the answer leaves.
LEASE = 0.025  # seconds
SILENCE = 1.0  # seconds after which a line that owes an answer is given up
NAMED = "="  # begins a notice that changes nothing: from here on all hosts count from this word
# A line whose other end has vanished without a word is given up after some twenty seconds, one that does not come
# about after three.
KEEPALIVES = {"keepalives_idle": 10, "keepalives_interval": 5, "keepalives_count": 2, "connect_timeout": 3}

logger = logging.getLogger(__name__)


class Changes:
    """The notices of one database. One a process: ``changes``."""

    def __init__(
        self,
        alias: str = "default",
        *,
        clock: Callable[[], float] = time.monotonic,
        patience: float = PATIENCE,
        several_hosts: bool | None = None,
    ) -> None:
        """``several_hosts``: whether processes of other hosts serve the same database; as it is set, if ``None``."""
        self._alias = alias
        self._patience = patience
        self._several_hosts = several_hosts
        self._clock = clock
        self._lock = threading.Lock()
        self._listening: BaseDatabaseWrapper | None = None
        self._process = 0  # a process that was forked has a line of its own
        self._generations: Generations | None = None
        self._again_at = float("-inf")
        self.is_away = False  # whether the last attempt to get a line failed
        self._look_at = self._listen_at = float("-inf")
        self._base = self._mark = ""

    @property
    def several_hosts(self) -> bool:
        return settings.SEVERAL_HOSTS if self._several_hosts is None else self._several_hosts

    @property
    def number(self) -> int | None:
        """The generation as this host knows it, without listening."""
        return self._generations.current if self._generations is not None else None

    @property
    def is_shared(self) -> bool:
        """Whether all processes of this host know of a change as soon as one of them does."""
        return self._generations is not None and self._generations.is_shared

    def generation(self) -> int | None:
        """A number that is another one after each change, and after a while in which none could be heard.

        What was asked of the database after it was read holds until it changes. ``None`` while nothing can be heard:
        then nothing holds.
        """
        # Whoever changed something on this host has told all others before he answered (``hear_out``), so while the
        # line stands nothing is lost if the socket was looked at just now, or somebody is looking. For other hosts it
        # takes an answer of the database that is younger than they wait.
        stands = self._listening is not None and self._process == os.getpid()
        now = self._clock()
        if stands and self._generations is not None and self._may_rely(now):
            if now < self._listen_at or not self._lock.acquire(blocking=False):
                return self._generations.current
        elif not self._lock.acquire(blocking=not self.is_away):
            return None  # somebody else is trying to reach it
        try:
            self._listen_at = now + self._patience
            heard = self._heard()
            if heard is None or self._may_rely(self._clock()):
                return heard
            return self._asked()
        finally:
            self._lock.release()

    def known(self) -> tuple[int, str] | None:
        """All that was committed until now: its generation, and a mark that every host has that heard so much.

        Notices reach all who listen in one order, that of the commits. So whoever has heard the same one last, since
        they began to count together, has heard the same: no two marks of different states are alike, whatever becomes
        of the database or of a host. ``None`` without several hosts, and while nothing can be heard.
        """
        if not self.several_hosts:
            return None
        with self._lock:
            generation = None if self._heard() is None else self._asked()
            return (generation, self._mark) if generation is not None and self._mark else None

    def hear_out(self, since: int | None = None) -> None:
        """Before an answer leaves that may have changed something: hear all that was committed until now.

        A listening connection says what it has to say before it answers a question, so one question is enough. Where
        there are other hosts, wait until they have asked theirs; not if nothing has changed ``since`` this number.
        """
        with self._lock:
            heard = None if self._heard() is None else self._asked()
            if heard is None and self._generations is not None:
                # Perhaps the others can still hear; they are told that something may have changed.
                self._generations.change()
        if self.several_hosts and (heard is None or heard != since):
            time.sleep(LEASE)

    def _may_rely(self, now: float) -> bool:
        if not self.several_hosts:
            return True
        return self._generations is not None and 0 <= now - self._generations.asked_at < LEASE

    def _asked(self) -> int | None:
        """The generation once the database has answered on the listening line; ``None`` if it does not."""
        asked_at = self._clock()
        try:
            self._ask(self._line())
        except (OperationalError, DatabaseError):
            self._hang_up()
            return None
        if self._generations is None:
            return None
        self._generations.asked_at = asked_at  # after what was said has been taken in
        return self._generations.current

    def _ask(self, line: Connection) -> None:
        """A question on the line, and what is said before its answer. Bounded, for readers wait for it."""
        waiting, end = select.poll(), time.monotonic() + SILENCE
        waiting.register(line.pgconn.socket, select.POLLIN)
        line.pgconn.send_query(b"SELECT 1")
        line.pgconn.flush()
        is_answered = False
        while True:
            while line.pgconn.is_busy():
                if not waiting.poll(max(0.0, end - time.monotonic()) * 1000):
                    raise OperationalError("the line is silent")
                line.pgconn.consume_input()
            result = line.pgconn.get_result()
            if result is None:
                break
            is_answered = result.status == ExecStatus.TUPLES_OK
        if not is_answered:
            raise OperationalError("the line gave no answer")
        self._hear(line)

    def close(self) -> None:
        with self._lock:
            self._hang_up()

    def _heard(self) -> int | None:
        now = self._clock()
        if self._listening is None and self._process == os.getpid() and now < self._again_at:
            return None
        try:
            if now >= self._look_at:
                self._look_at = now + LOOK_EVERY
                if self._generations is not None and self._generations.is_lost:
                    self._hang_up()  # the next line begins with a file of which all know
            self._hear(self._line())
        except (OperationalError, DatabaseError):
            self._hang_up()
            return None
        return self._generations.current if self._generations else None

    def _line(self) -> Connection:
        if self._listening is None or self._process != os.getpid():
            self._listening, self._process = None, os.getpid()
            self._base = self._mark = ""
            listening = connections[self._alias].copy()
            options = listening.settings_dict.get("OPTIONS") or {}
            listening.settings_dict["OPTIONS"] = {**KEEPALIVES, **options}
            listening.inc_thread_sharing()
            try:
                with listening.cursor() as cursor:
                    cursor.execute(f"LISTEN {CHANNEL}")
            except (OperationalError, DatabaseError):
                self.is_away = True
                raise
            finally:
                # Whatever came of it, and however long it took: the next try is later, so that a database that is
                # away costs no reader more.
                self._again_at = self._clock() + AGAIN
            self.is_away = False
            if isinstance(listening.connection, Connection):
                # What comes together with the answer to a statement is told to handlers alone.
                listening.connection.add_notify_handler(self._noticed)
            self._generations = self._opened()
            self._generations.begin()  # from here on we hear; what was before it, nobody knows
            if self.several_hosts:
                # What was said before, nobody knows; so all begin to count anew, at a place that all hear.
                with listening.cursor() as cursor:
                    cursor.execute("SELECT pg_notify(%s, %s)", [CHANNEL, NAMED + secrets.token_hex(8)])
            self._listening, self._again_at = listening, float("-inf")
        line = self._listening.connection
        if not isinstance(line, Connection):
            raise OperationalError("the line is closed")
        return line

    def _opened(self) -> Generations:
        """The numbers of this database, shared with the other processes if that can be."""
        before = self._generations
        if before is not None and before.is_shared and not before.is_lost:
            return before
        if before is not None:
            before.close()
        try:
            return Generations(shared_path(self._alias))
        except OSError as error:
            logger.warning("Changes are known to each process alone: %s", error)
            return Generations(None)

    def _hear(self, line: Connection) -> None:
        """Take in what has come, without waiting.

        Twice: the first time may bring the last words of a server that ends, only the second that it has ended.
        """
        for _time in range(2):
            line.pgconn.consume_input()
            while notice := line.pgconn.notifies():
                self._told(notice.extra.decode())

    def _noticed(self, notice: Notify) -> None:
        self._told(notice.payload)

    def _told(self, said: str) -> None:
        if said.startswith(NAMED):
            self._base = self._mark = said[len(NAMED) :]
            return
        # One that has no number may be one of several.
        self._mark = f"{self._base}.{said}" if self._base and said.isdecimal() else ""
        if self._generations is not None:
            self._generations.noticed(int(said) if said.isdecimal() else 0)

    def _hang_up(self) -> None:
        if self._listening is not None and self._process == os.getpid():
            with contextlib.suppress(DatabaseError):
                self._listening.close()
        self._listening = None


def folder() -> Path:
    """Where the processes of this host keep what they share about pages."""
    return Path(settings.VAR_DIR) / "pages"


def shared_path(alias: str) -> Path:
    """The file of the numbers of one database: two of them (those of tests, say) have nothing to do with each other.

    Nor have two machines, should they share a folder: memory that one maps, the other does not see.
    """
    return folder() / f"numbers-{database_word(alias, _machine())}"


def database_word(alias: str, where: str) -> str:
    """A word for one database and a machine, to name a file after."""
    database = connections[alias].settings_dict
    parts = [str(database.get(part) or "") for part in ("HOST", "PORT", "NAME", "DATA_DIR")]
    return hashlib.sha256("|".join([*parts, where]).encode()).hexdigest()[:12]


def _machine() -> str:
    """This machine since it was started; containers on it are the same machine, and its clock is theirs."""
    try:
        return Path("/proc/sys/kernel/random/boot_id").read_text().strip()
    except OSError:
        return socket.gethostname()


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
