"""Days, months and years as marks in vectors: so the index itself tells which documents are of a span of time.

Days are those of UTC, by their number (``date.toordinal``): who asks for a day compares the date itself besides.
"""

import calendar
import datetime as dt
from collections.abc import Iterator

ALWAYS = "always"  # the mark of what has no time of its own: an organization, a tag
# The mark of what readers see before its date: an event. What is dated ahead without it nobody sees yet.
AHEAD = "ahead"


def day_of(moment: dt.datetime) -> int:
    return moment.astimezone(dt.UTC).date().toordinal()


def marks_of(moment: dt.datetime, shown_from: dt.datetime | None) -> list[str]:
    """The marks of a document of this date, which readers see from then on."""
    date = moment.astimezone(dt.UTC).date()
    is_ahead = shown_from is not None and shown_from < moment
    return [_year(date), _month(date), _day(date), *([AHEAD] if is_ahead else [])]


def lately(moment: dt.datetime) -> list[str]:
    """The marks of the month of a moment, and of the one before."""
    date = moment.astimezone(dt.UTC).date()
    return [_month(date), _month(date.replace(day=1) - dt.timedelta(days=1))]


def marks_between(first: int, last: int) -> Iterator[str]:
    """Marks, one of which each document of the days from ``first`` to ``last`` bears, and no other; few of them."""
    while first <= last:
        date = dt.date.fromordinal(first)
        year, month = _to_the_end(date.replace(month=12)), _to_the_end(date)
        if (date.month, date.day) == (1, 1) and year <= last:
            yield _year(date)
            first = year + 1
        elif date.day == 1 and month <= last:
            yield _month(date)
            first = month + 1
        else:
            yield _day(date)
            first += 1


def begun_by(first: int, last: int) -> int:
    """A day at or before ``first``, from which few marks lead to ``last``: of a long span that of a month or year."""
    date = dt.date.fromordinal(first)
    if last - first > 3 * 365:
        date = date.replace(month=1)
    return date.replace(day=1).toordinal() if last - first > 31 else first


def _to_the_end(date: dt.date) -> int:
    """The last day of the month that the date is in."""
    return date.replace(day=calendar.monthrange(date.year, date.month)[1]).toordinal()


def _year(date: dt.date) -> str:
    return f"year:{date.year}"


def _month(date: dt.date) -> str:
    return f"month:{date:%Y-%m}"


def _day(date: dt.date) -> str:
    return f"day:{date.isoformat()}"
