"""Months and years as marks in vectors: so the index itself tells which documents are of a span of time.

Months are counted from the year 0, and are those of UTC: who asks for a day compares the date itself besides.
"""

import datetime as dt
from collections.abc import Iterator

YEAR = 12  # months


def month_of(date: dt.datetime) -> int:
    date = date.astimezone(dt.UTC)
    return YEAR * date.year + date.month - 1


def marks_of(date: dt.datetime) -> list[str]:
    """The marks of a document of this date."""
    month = month_of(date)
    return [f"year:{month // YEAR}", _mark(month)]


def marks_between(first: int, last: int) -> Iterator[str]:
    """The marks that documents of the months from ``first`` to ``last`` bear, as few as there need be."""
    month = first
    while month <= last:
        if month % YEAR == 0 and month + YEAR - 1 <= last:
            yield f"year:{month // YEAR}"
            month += YEAR
        else:
            yield _mark(month)
            month += 1


def _mark(month: int) -> str:
    return f"month:{month // YEAR}-{month % YEAR + 1:02}"
