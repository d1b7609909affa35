"""The sheet of a month: its days with lunar date, public holiday and events."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from django.utils import timezone
from lunar_python import Solar

from common.dates import month_weeks
from events.models import Event, Occurrence, last_day

# What lasts longer is named once above the sheet, and on it only where it begins and ends: it would bury the rest.
LONGEST_ON_SHEET = 3
# Of a day with more events the sheet names so many, and leads to a page with all of them.
MOST_A_DAY = 12


class Holiday(NamedTuple):
    """What the calendar of public holidays says of a day: off work, or at work on a weekend (调休)."""

    name: str
    is_off: bool


@dataclass
class Entry:
    """An event on one day of the sheet."""

    event: Event
    starts_at: dt.datetime
    ends_at: dt.datetime
    part: str  # "whole" on the only day; of a date of several days "first", "middle" or "last"


@dataclass
class Day:
    date: dt.date
    is_in_month: bool
    is_today: bool
    lunar: str
    holiday: Holiday | None
    entries: list[Entry] = field(default_factory=list)
    more: int = 0  # events of the day that only its own page names


@lru_cache(maxsize=512)
def lunar_label(day: dt.date) -> str:
    """What a wall calendar prints below a day: the solar term, the lunar month on its first day, or the lunar day."""
    lunar = Solar.fromYmd(day.year, day.month, day.day).getLunar()
    month = f"{lunar.getMonthInChinese()}月"
    return lunar.getJieQi() or (month if lunar.getDay() == 1 else lunar.getDayInChinese())


@lru_cache(maxsize=16)
def public_holidays(year: int, language: str) -> dict[dt.date, Holiday]:
    """The days off, and the weekends at work in their place, as the State Council ordered them for the year.

    For a year that is not ordered yet these are the days fixed by law, without the exchanged weekends.
    """
    import holidays  # its tables of all countries' calendars take 4 MB, and only sheets of months ask them

    chinese = language.startswith("zh")
    spoken = "zh_CN" if chinese else "en_US"
    calendar = holidays.country_holidays("CN", years=year, language=spoken)
    if not any(day.year == year for day in calendar.weekend_workdays):
        # Every order so far moved weekends. Without one the days in lieu would be the library's guess.
        calendar = holidays.country_holidays("CN", years=year, language=spoken, observed=False)
    # "休息日（由 2026-02-14 调休）" and "Labor Day (observed)": the name before the bracket is enough.
    days = {day: Holiday(name.partition("（")[0].partition(" (")[0], True) for day, name in calendar.items()}
    work = "上班" if chinese else "Working day"
    days |= {day: Holiday(work, False) for day in calendar.weekend_workdays if day.year == year}
    return days


def month_sheet(
    year: int,
    month: int,
    occurrences: Iterable[Occurrence],
    *,
    today: dt.date,
    language: str,
    left_out: Mapping[dt.date, int] | None = None,
) -> list[list[Day]]:
    """The weeks of a month, Monday first. ``left_out`` says of a day how many dates are not among those given."""
    weeks = [
        [
            Day(
                date, date.month == month, date == today, lunar_label(date),
                public_holidays(date.year, language).get(date),
            )
            for date in week
        ]
        for week in month_weeks(year, month)
    ]  # fmt: skip
    by_date = {day.date: day for week in weeks for day in week}
    for occurrence in occurrences:
        first = timezone.localtime(occurrence.starts_at).date()
        last = last_day(occurrence.starts_at, occurrence.ends_at)
        for date in _days(first, last):
            if date in by_date:
                part = "whole" if first == last else {first: "first", last: "last"}.get(date, "middle")
                entry = Entry(occurrence.event, occurrence.starts_at, occurrence.ends_at, part)
                by_date[date].entries.append(entry)
    for day in by_date.values():
        # Whole days and what goes on from the day before stand first, then by the clock.
        day.entries.sort(
            key=lambda entry: (
                entry.part in ("whole", "first") and not entry.event.is_all_day,
                entry.starts_at,
            )
        )
        day.more = max(0, len(day.entries) - MOST_A_DAY) + (left_out or {}).get(day.date, 0)
        del day.entries[MOST_A_DAY:]
    return weeks


def lasts_long(occurrence: Occurrence) -> bool:
    """Whether a date of an event is named above the sheet instead of on each of its days."""
    first = timezone.localtime(occurrence.starts_at).date()
    return (last_day(occurrence.starts_at, occurrence.ends_at) - first).days >= LONGEST_ON_SHEET


def _days(first: dt.date, last: dt.date) -> list[dt.date]:
    """The days of a date that stand on the sheet: all of them, of a long one the first and the last."""
    length = (last - first).days
    return (
        [first, last]
        if length >= LONGEST_ON_SHEET
        else [first + dt.timedelta(days=n) for n in range(length + 1)]
    )
