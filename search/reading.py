"""The newest documents that hold what is asked for, by the index of their vectors alone.

That index knows no order. Of what few documents hold it gives all, and those are sorted. Of anything else it is asked
for one span of time after the other, from the newest backwards, until there are enough: days, months and years stand in
the vectors as marks (``periods``), so each answer comes from the index and holds a bounded number of rows. How long the
next span is follows from how many the ones before it held. What has no time of its own comes besides.

No vector is looked into here. Nor has the planner a choice, whatever it expects: it may not read the whole table.
"""

import datetime as dt
import json
import math
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper

from search import periods, tokens

FEW = 20_000  # documents that are expected, up to which the index is asked for all at once
MANY_LATELY = 100  # documents of two months, from which on very many are expected, whatever the planner says
MOST_READ = 5_000  # rows of one answer of the index
SHORTEST, GROWTH = 4, 4  # days of the first span; times all days so far: so long is the next at most
MOST_AHEAD = 200  # of what lies ahead, where the newest are wanted: events above all
MOST_ALWAYS = 200  # of what has no time of its own
OLDEST, LATEST = 1900, 2200  # years before and after which nothing is looked for span by span
EVER = (dt.datetime(1, 1, 2, tzinfo=dt.UTC), dt.datetime(9999, 1, 1, tzinfo=dt.UTC))
# What is held has the index as its only way. Behind the rows, one of no kind that says how many are held.
_NEWEST = """
    WITH held AS MATERIALIZED (
        SELECT id, kind, key, date, shown_from, shown_until FROM search_document
        WHERE vector @@ %(asks)s::tsquery LIMIT %(most_read)s
    )
    (
        SELECT id, kind, key, extract(epoch FROM date)::float8 FROM held
        WHERE shown_from <= %(now)s AND (shown_until IS NULL OR shown_until > %(now)s)
          AND date >= %(since)s AND date < %(until)s
        ORDER BY date {order}, id {order} LIMIT %(most)s
    )
    UNION ALL SELECT count(*), '', 0, NULL FROM held
"""
# What they were, and what they are to be; the values are worked out in this order.
_SET = """
    SELECT current_setting('enable_seqscan'), current_setting('max_parallel_workers_per_gather'),
           set_config('enable_seqscan', %s, true), set_config('max_parallel_workers_per_gather', %s, true)
"""
_COUNTED = "SELECT count(*) FROM (SELECT FROM search_document WHERE vector @@ %s::tsquery LIMIT %s) AS held"
_SPAN = "SELECT min(date), max(date) FROM search_document"


class Row(NamedTuple):
    """A document, by its own key, and by the kind and key of what it is of; its date in seconds, which are read in a
    tenth of the time."""

    id: int
    kind: str
    key: int
    date: float


@dataclass(frozen=True, slots=True)
class Wanted:
    """``parts`` of a ``tsquery``, all of which a document holds, and the index alone can tell; the span of its date;
    ``now``, by which readers see it."""

    parts: Sequence[str]
    now: dt.datetime
    since: dt.datetime = EVER[0]
    until: dt.datetime = EVER[1]


@dataclass(frozen=True, slots=True)
class Newest:
    """Documents, newest first; ``is_all``: whether there are no others."""

    rows: list[Row]
    is_all: bool


def newest(wanted: Wanted, most: int, ahead: int | None = None) -> Newest:
    """The newest documents, so many at most. Of those dated ahead the next ``ahead`` alone, where that is given."""
    with _by_index() as cursor:
        numbers = _expected(cursor, wanted.parts)
        parts = [_whole(part, number) for part, number in zip(wanted.parts, numbers, strict=True)]
        is_same = parts == list(wanted.parts)
        wanted = replace(wanted, parts=parts)
        found = _all_of_few(cursor, wanted, most + 1) if min(numbers) <= FEW else None
        if found is None:
            found = _walked(cursor, wanted, most + 1, most + 1 if ahead is None else ahead)
        rows = sorted(found.rows[:most], key=lambda row: (row.date, row.id), reverse=True)
        return Newest(rows, found.is_all and is_same and len(found.rows) <= most)


def expected(asks: str) -> float:
    """How many documents the planner expects to answer, from its statistics: nothing is read."""
    with connection.cursor() as cursor:
        cursor.execute(
            "EXPLAIN (FORMAT JSON) SELECT FROM search_document WHERE vector @@ %s::tsquery", [asks]
        )
        rows: float = _plan(cursor)["Plan Rows"]
    return rows


def numbers(asked: Sequence[str], most: int) -> list[float]:
    """How many documents answer each: counted, so far and no further, where few are expected; else how many are."""
    with _by_index() as cursor:
        found = _expected(cursor, asked)
        for place, asks in enumerate(asked):
            if found[place] <= FEW:
                cursor.execute(_COUNTED, [asks, most])
                (found[place],) = cursor.fetchone()
    return found


def total() -> float:
    """How many documents there are, by the planner's statistics; at least 1."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT greatest(reltuples, 1) FROM pg_class WHERE oid = 'search_document'::regclass")
        (number,) = cursor.fetchone()
    return float(number)


@contextmanager
def _by_index() -> Iterator[CursorWrapper]:
    """A cursor whose statements read no table from its beginning to its end, nor start processes of their own."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_SET, ["off", "0"])
        before = cursor.fetchone()[:2]
        yield cursor
        cursor.execute(_SET, before)  # for what follows in the same transaction


def _expected(cursor: CursorWrapper, asked: Sequence[str]) -> list[float]:
    one = "(SELECT FROM search_document WHERE vector @@ %s::tsquery)"
    # A union of one is no union.
    cursor.execute("EXPLAIN (FORMAT JSON) " + " UNION ALL ".join([one] * (len(asked) + 1)), [*asked, ""])
    return [part["Plan Rows"] for part in _plan(cursor)["Plans"]][:-1]


def _plan(cursor: CursorWrapper) -> dict[str, Any]:
    (answer,) = cursor.fetchone()
    plan: dict[str, Any] = (json.loads(answer) if isinstance(answer, str) else answer)[0]["Plan"]
    return plan


def _whole(part: str, number: float) -> str:
    """Of a beginning that very many lexemes have, only what is no more than it: the others the index would join."""
    return part.replace("':*", "'") if number > FEW else part


def _read(
    cursor: CursorWrapper,
    wanted: Wanted,
    marks: Iterable[str],
    most: int,
    order: str = "DESC",
    most_read: int = 0,
) -> Newest:
    """One answer of the index: of the documents with one of the marks the newest, or the oldest with ``order="ASC"``;
    ``is_all``: whether all of them were looked at, since there are less than ``most_read``."""
    most_read = most_read or MOST_READ
    asks = tokens.both([*wanted.parts, tokens.either(f"'{mark}'" for mark in marks)])
    given: dict[str, Any] = {
        "asks": asks, "now": wanted.now, "since": wanted.since, "until": wanted.until, "most_read": most_read,
        "most": most,
    }  # fmt: skip
    cursor.execute(_NEWEST.format(order=order), given)
    *rows, (number, *_none) = cursor.fetchall()
    return Newest([Row(*values) for values in rows], number < most_read)


def _all_of_few(cursor: CursorWrapper, wanted: Wanted, most: int) -> Newest | None:
    """The newest of all that there are; ``None`` where there turn out to be very many."""
    if not _read(cursor, wanted, periods.lately(wanted.now), 1, most_read=MANY_LATELY).is_all:
        return None
    found = _read(cursor, wanted, [], most)
    return found if found.is_all else None


def _walked(cursor: CursorWrapper, wanted: Wanted, most: int, ahead: int) -> Newest:
    """What has no time of its own, and the newest, span after span; of what is dated after today no more than
    ``ahead``, as long as others are enough: then the next, not the last. The first of the answer are those that
    count."""
    cursor.execute(_SPAN)
    oldest, latest = cursor.fetchone()
    if oldest is None:
        return Newest([], True)
    first = max(map(periods.day_of, (oldest, wanted.since, dt.datetime(OLDEST, 1, 1, tzinfo=dt.UTC))))
    last = min(map(periods.day_of, (latest, wanted.until, dt.datetime(LATEST, 1, 1, tzinfo=dt.UTC))))
    today = min(periods.day_of(wanted.now), last)
    announced = replace(wanted, parts=[*wanted.parts, f"'{periods.AHEAD}'"])

    def coming(number: int, order: str) -> list[Row]:
        marks = list(periods.marks_between(max(first, today + 1), last))
        return _read(cursor, announced, marks, number, order).rows if marks else []

    timeless = _read(cursor, wanted, [periods.ALWAYS], MOST_ALWAYS, most_read=MOST_ALWAYS)
    next_ones = coming(ahead, "DESC" if ahead == most else "ASC")
    before = [*timeless.rows, *next_ones]
    rows = _backwards(cursor, wanted, most - len(before), today, first)
    if len(next_ones) == ahead and len(before) + len(rows) < most:
        rows += coming(most - len(timeless.rows) - len(rows), "ASC")
        before = timeless.rows
    return Newest([*before, *rows], timeless.is_all)


def _backwards(cursor: CursorWrapper, wanted: Wanted, most: int, day: int, first: int) -> list[Row]:
    """The newest of the days from ``day`` back to ``first``."""
    rows: list[Row] = []
    length, looked_at = SHORTEST, 0
    while day >= first and len(rows) < most:
        start = max(first, periods.begun_by(max(first, day - length + 1), day))
        found = _read(cursor, wanted, periods.marks_between(start, day), most - len(rows))
        if not found.is_all and start < day:  # these need not be the newest
            length = max(1, (day - start + 1) // GROWTH)
            continue
        rows += found.rows
        looked_at += day - start + 1
        day, length = start - 1, GROWTH * looked_at
        if rows:  # as many days as will hold the rest, if they are like these
            length = min(length, math.ceil(looked_at * (most - len(rows)) / len(rows)) or 1)
    return rows
