"""The last good copy of each page, on disk: what readers get while the database is away, across restarts.

One SQLite file for all processes of a host. A copy stands there until something that it shows is changed or deleted:
the database notes which (``pagecache.marks``), and whoever hears of a change takes the notes in (``catch_up``), the
process of the desk before its answer leaves. So once the desk has said that an article is withdrawn, no copy that
names it is left, whatever happens to the database in the next moment. What was only added since is missing from a
copy, and nothing else is wrong with it.

A page that was rendered before a change and is kept after it is refused (``Point``). A copy that shows what ends by
the clock ends with it. ``EVERYTHING`` ends all copies at once; the walk makes them anew.

When anything fails, there are no copies: one line is logged, and the file goes, for it may hold what was withdrawn.
"""

import contextlib
import logging
import os
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from struct import pack, unpack
from typing import Any

from pagecache.entries import Entry
from pagecache.marks import EVERYTHING, KEPT_DAYS, number, numbers

DAY = 24 * 3600  # seconds
FORMAT = 2  # another one when anything of the tables changes, or what marks a page bears
NOTES_KEPT = 20_000  # the newest; a page that took longer to render than so many changes is not kept
BUSY = 2.0  # seconds for another process that is writing
SCHEMA = """
CREATE TABLE facts (name TEXT PRIMARY KEY, value) WITHOUT ROWID;
CREATE TABLE copies (
    id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, epoch INTEGER NOT NULL, generation TEXT NOT NULL,
    version TEXT NOT NULL, etag TEXT NOT NULL, written_at REAL NOT NULL, ends_at REAL, marks BLOB NOT NULL
);
CREATE TABLE pages (id INTEGER PRIMARY KEY, page BLOB NOT NULL);
CREATE INDEX copies_by_age ON copies (written_at);
CREATE TABLE shown (mark INTEGER NOT NULL, copy INTEGER NOT NULL, PRIMARY KEY (mark, copy)) WITHOUT ROWID;
CREATE TABLE notes (place INTEGER PRIMARY KEY AUTOINCREMENT, note INTEGER NOT NULL UNIQUE, mark INTEGER NOT NULL);
CREATE TABLE wanted (key TEXT PRIMARY KEY) WITHOUT ROWID;
"""

Notes = Callable[[int | None], tuple[list[tuple[int, str]], int]]  # see ``marks.notes_since``
WANT = (
    "INSERT OR IGNORE INTO wanted SELECT key FROM copies WHERE id IN (SELECT copy FROM shown WHERE mark = ?)"
)
# Of no epoch at all: a copy that is not shown any more. The row goes when the page is kept again, or room is needed.
TAKE_AWAY = "UPDATE copies SET epoch = 0 WHERE id IN (SELECT copy FROM shown WHERE mark = ?)"
AT_ADDRESS = "SELECT id, marks FROM copies WHERE key = ?"
OLDEST = "SELECT id, marks FROM copies ORDER BY written_at LIMIT 10"
IS_KNOWN = "SELECT 1 FROM copies WHERE key = ? UNION SELECT 1 FROM wanted WHERE key = ?"

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Point:
    """What had been heard of before a page was rendered."""

    epoch: int
    place: int


@dataclass(frozen=True, slots=True)
class Copy:
    """A page, when it was rendered, and when it ends; seconds since the epoch."""

    entry: Entry
    written_at: float
    ends_at: float | None


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a copy without reading it; ``holds`` is false of one that is not shown any more."""

    written_at: float
    generation: str
    version: str
    holds: bool


class Copies:
    """``room``: bytes of the file; ``version``: of what pages are made with; ``notes`` asks the database."""

    def __init__(
        self, path: Path, room: int, *, version: str, notes: Notes, clock: Callable[[], float] = time.time
    ) -> None:
        self.path, self.room, self.version = path, room, version
        self._notes, self._clock = notes, clock
        self._local = threading.local()
        self._caught_up: int | None = None
        self.is_unsure = False  # whether none may be shown; also where that cannot be written down
        self._has_complained = False

    # --- what changed --------------------------------------------------------------------------------
    def catch_up(self, generation: int) -> bool:
        """Take in what was changed before ``generation`` was read. False if nobody could be asked or told.

        Raises ``DatabaseError`` (Django's) when the database does not answer.
        """
        if self._caught_up == generation and not self.is_unsure and self.path.exists():
            return True
        with self._tried(must=True):
            db = self._db()
            facts = _facts(db)
            if facts.get("generation") != str(generation) or facts.get("unsure"):
                notes, horizon = self._notes(facts.get("horizon"))
                with _writing(db, safely=True):
                    self._take_in(db, notes, horizon)
                    _set(db, generation=str(generation), horizon=horizon, caught_at=self._clock(), unsure=0)
            self._caught_up, self.is_unsure = generation, False
            return True
        return False

    def suspend(self) -> None:
        """Show none until it is known again what was changed: something was, and nobody could be asked what."""
        self.is_unsure, self._caught_up = True, None
        with self._tried(must=True):
            db = self._db()
            with _writing(db, safely=True):
                _set(db, unsure=1)

    def _take_in(self, db: sqlite3.Connection, notes: list[tuple[int, str]], horizon: int) -> None:
        facts = _facts(db)
        # Another database, or the same one set back; or a time that nobody has notes of any more.
        before, age = facts.get("horizon"), self._clock() - float(facts.get("caught_at") or 0)
        is_lost = before is None or horizon < before or age > (KEPT_DAYS - 1) * DAY
        if is_lost:
            db.execute("DELETE FROM notes")
        is_new = "INSERT OR IGNORE INTO notes (note, mark) VALUES (?, ?)"
        marks = {mark for note, mark in notes if db.execute(is_new, (note, number(mark))).rowcount}
        if is_lost:
            marks = {EVERYTHING}
        if EVERYTHING in marks:
            _set(db, epoch=facts["epoch"] + 1)
        else:
            for mark in marks:
                db.execute(WANT, (number(mark),))
                db.execute(TAKE_AWAY, (number(mark),))
        db.execute("DELETE FROM notes WHERE place <= (SELECT max(place) FROM notes) - ?", (NOTES_KEPT,))

    # --- keeping -------------------------------------------------------------------------------------
    def point(self) -> Point | None:
        """To be asked before a page is rendered; nothing if no copy can be kept."""
        with self._tried():
            db = self._db()
            return Point(_facts(db)["epoch"], _place(db))
        return None

    def keep(
        self, key: str, entry: Entry, marks: set[str], point: Point, ends_at: float | None = None
    ) -> bool:
        """Keep an answer that shows ``marks``, unless one of them has changed since ``point``."""
        wanted = numbers(marks)
        with self._tried():
            db = self._db()
            with _writing(db):
                if not self._is_current(db, wanted, point):
                    return False
                known = db.execute(
                    "SELECT id, etag, version FROM copies WHERE key = ? AND epoch = ?", (key, point.epoch)
                ).fetchone()
                if known and entry.etag and known[1:] == (entry.etag, self.version):
                    db.execute(
                        "UPDATE copies SET generation = ?, written_at = ?, ends_at = ? WHERE id = ?",
                        (str(entry.generation), self._clock(), ends_at, known[0]),
                    )
                else:
                    self._write(db, key, entry, wanted, point, ends_at)
                db.execute("DELETE FROM wanted WHERE key = ?", (key,))
            self._has_complained = False
            return True
        return False

    def forget(self, key: str) -> None:
        """There is nothing at an address any more."""
        with self._tried():
            db = self._db()
            if db.execute(IS_KNOWN, (key, key)).fetchone():
                with _writing(db):
                    self._delete(db, AT_ADDRESS, key)
                    db.execute("DELETE FROM wanted WHERE key = ?", (key,))

    def _is_current(self, db: sqlite3.Connection, marks: list[int], point: Point) -> bool:
        if _facts(db)["epoch"] != point.epoch or _place(db) - point.place >= NOTES_KEPT:
            return False
        changed = {row[0] for row in db.execute("SELECT mark FROM notes WHERE place > ?", (point.place,))}
        return changed.isdisjoint(marks)

    def _write(self, db: sqlite3.Connection, key: str, entry: Entry, marks: list[int], point: Point,
               ends_at: float | None) -> None:  # fmt: skip
        self._delete(db, AT_ADDRESS, key)
        while self._used(db) > self.room:
            if not self._delete(db, OLDEST):
                break
        cursor = db.execute(
            "INSERT INTO copies (key, epoch, generation, version, etag, written_at, ends_at, marks)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (key, point.epoch, str(entry.generation), self.version, entry.etag, self._clock(), ends_at,
             pack(f"{len(marks)}q", *marks)),
        )  # fmt: skip
        db.execute("INSERT INTO pages VALUES (?, ?)", (cursor.lastrowid, entry.to_bytes(key)))
        db.executemany(
            "INSERT OR IGNORE INTO shown VALUES (?, ?)", [(mark, cursor.lastrowid) for mark in marks]
        )

    def _delete(self, db: sqlite3.Connection, which: str, *values: object) -> int:
        """How many there were."""
        rows = db.execute(which, values).fetchall()
        for copy, marks in rows:
            shown = unpack(f"{len(marks) // 8}q", marks)
            db.executemany("DELETE FROM shown WHERE mark = ? AND copy = ?", [(mark, copy) for mark in shown])
            db.execute("DELETE FROM pages WHERE id = ?", (copy,))
            db.execute("DELETE FROM copies WHERE id = ?", (copy,))
        return len(rows)

    # --- finding -------------------------------------------------------------------------------------
    def find(self, key: str) -> Copy | None:
        """The copy of an address that may be shown now."""
        if self.is_unsure:
            return None
        with self._tried():
            row = (
                self._db()
                .execute(
                    "SELECT page, written_at, ends_at FROM copies JOIN pages USING (id) WHERE key = ?"
                    " AND epoch = (SELECT value FROM facts WHERE name = 'epoch')"
                    " AND NOT (SELECT value FROM facts WHERE name = 'unsure')",
                    (key,),
                )
                .fetchone()
            )
            if row is None or (row[2] is not None and self._clock() >= row[2]):
                return None
            try:
                return Copy(Entry.from_bytes(row[0], key), row[1], row[2])
            except Exception as error:  # noqa: BLE001 - whatever stands there: it is no page
                self._complain(error)
        return None

    def shows(self, mark: str) -> bool:
        """Whether a copy that may be shown now shows something."""
        if self.is_unsure:
            return False
        with self._tried():
            return self._db().execute(
                "SELECT 1 FROM shown JOIN copies ON id = copy WHERE mark = ? AND (ends_at IS NULL OR ends_at > ?)"
                " AND epoch = (SELECT value FROM facts WHERE name = 'epoch')"
                " AND NOT (SELECT value FROM facts WHERE name = 'unsure') LIMIT 1",
                (number(mark), self._clock()),
            ).fetchone() is not None  # fmt: skip
        return False

    def known(self, key: str) -> Known | None:
        with self._tried():
            row = (
                self._db()
                .execute(
                    "SELECT written_at, generation, version, epoch = (SELECT value FROM facts WHERE name = 'epoch'),"
                    " ends_at FROM copies WHERE key = ?",
                    (key,),
                )
                .fetchone()
            )
            if row is not None:
                return Known(
                    row[0], row[1], row[2], bool(row[3]) and (row[4] is None or self._clock() < row[4])
                )
        return None

    def wanted(self, most: int) -> list[str]:
        """Addresses whose copies were taken away because something that they show has changed."""
        with self._tried():
            return [row[0] for row in self._db().execute("SELECT key FROM wanted LIMIT ?", (most,))]
        return []

    @property
    def is_full(self) -> bool:
        """Whether another page would push out older ones soon."""
        with self._tried():
            return self._used(self._db()) > self.room * 0.9
        return True

    @staticmethod
    def _used(db: sqlite3.Connection) -> int:
        pages, free, size = (
            db.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("page_count", "freelist_count", "page_size")
        )
        return int((pages - free) * size)

    # --- the file ------------------------------------------------------------------------------------
    def close(self) -> None:
        """This thread's connection."""
        found = getattr(self._local, "db", None)
        if found is not None:
            found[1].close()
            self._local.db = None

    def _db(self) -> sqlite3.Connection:
        """This thread's connection to the file that has the name now."""
        found: tuple[tuple[int, int], sqlite3.Connection] | None = getattr(self._local, "db", None)
        if found is not None:
            if found[0] == self._identity():
                return found[1]
            self.close()
        self.path.parent.mkdir(parents=True, exist_ok=True)
        db = sqlite3.connect(self.path, timeout=BUSY, isolation_level=None)
        try:
            db.execute("PRAGMA journal_mode = WAL")
            db.execute("PRAGMA synchronous = NORMAL")
            db.execute("PRAGMA cache_size = -512")
            if db.execute("PRAGMA user_version").fetchone()[0] != FORMAT:
                _make(db)
        except BaseException:
            db.close()
            raise
        self._local.db = (self._identity(), db)
        return db

    def _identity(self) -> tuple[int, int]:
        """Of the file, in this process: a connection outlives neither a fork nor the file."""
        try:
            return os.getpid(), self.path.stat().st_ino
        except OSError:
            return os.getpid(), -1

    @contextlib.contextmanager
    def _tried(self, *, must: bool = False) -> Iterator[None]:
        """Without copies when the file fails. ``must``: it goes if this cannot be written into it."""
        try:
            yield
        except (sqlite3.Error, OSError) as error:
            self.close()
            self._complain(error)
            is_garbage = isinstance(error, sqlite3.DatabaseError) and not isinstance(
                error, sqlite3.OperationalError
            )
            if must or is_garbage:
                self._remove()

    def _remove(self) -> None:
        self._caught_up = None
        for name in (self.path, *(self.path.with_name(self.path.name + end) for end in ("-wal", "-shm"))):
            try:
                name.unlink(missing_ok=True)
            except OSError:
                self.is_unsure = True

    def _complain(self, error: Exception) -> None:
        """One line, until it works again."""
        if not self._has_complained:
            self._has_complained = True
            logger.warning("Copies of pages cannot be kept, and the portal does without: %s", error)


def _make(db: sqlite3.Connection) -> None:
    with _writing(db):
        if db.execute("PRAGMA user_version").fetchone()[0] == FORMAT:
            return  # somebody else has just made it
        for (name,) in db.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
        ).fetchall():
            db.execute(f'DROP TABLE "{name}"')
        for statement in SCHEMA.split(";")[:-1]:
            db.execute(statement)
        _set(db, epoch=1, unsure=0)
        db.execute(f"PRAGMA user_version = {FORMAT}")


@contextlib.contextmanager
def _writing(db: sqlite3.Connection, *, safely: bool = False) -> Iterator[None]:
    """A transaction; ``safely``: on disk when it ends, as what is taken away must be."""
    if safely:
        db.execute("PRAGMA synchronous = FULL")
    try:
        db.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            db.rollback()
            raise
        db.commit()
    finally:
        if safely:
            db.execute("PRAGMA synchronous = NORMAL")


def _facts(db: sqlite3.Connection) -> dict[str, Any]:
    return dict(db.execute("SELECT name, value FROM facts").fetchall())


def _set(db: sqlite3.Connection, **facts: object) -> None:
    db.executemany("INSERT OR REPLACE INTO facts VALUES (?, ?)", list(facts.items()))


def _place(db: sqlite3.Connection) -> int:
    row = db.execute("SELECT seq FROM sqlite_sequence WHERE name = 'notes'").fetchone()
    return int(row[0]) if row else 0
