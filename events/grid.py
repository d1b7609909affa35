"""The sheet of a month: its days with lunar date, public holiday and events."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from django.utils.safestring import SafeString
from lunar_python import Solar

from common.dates import month_weeks
from common.reversing import address
from common.words import marked
from events.models import EventStatus, last_day

# What lasts longer is named once above the sheet, and on it only where it begins and ends: it would bury the rest.
LONGEST_ON_SHEET = 3
# Of a day with more events the sheet names so many, and leads to a page with all of them.
MOST_A_DAY = 12


class Holiday(NamedTuple):
    """What the calendar of public holidays says of a day: off work, or at work on a weekend (调休)."""

    name: str
    is_off: bool


class SheetDate(NamedTuple):
    """A date of an event, by the columns that the sheet shows of it: a full one has hundreds, too many for models.

    ``event`` is the key; the times are those of the site's zone.
    """

    event: int
    title: str
    title_words: str
    status: str
    is_all_day: bool
    starts_at: dt.datetime
    ends_at: dt.datetime

    @property
    def headline(self) -> SafeString:
        """As ``Event.headline``; what follows too is as an event itself says it."""
        return marked(self.title, self.title_words)

    @property
    def is_cancelled(self) -> bool:
        return self.status == EventStatus.CANCELLED

    @property
    def is_postponed(self) -> bool:
        return self.status == EventStatus.POSTPONED

    def get_absolute_url(self) -> str:
        return address("events:event", self.event)

    def get_status_display(self) -> str:
        return str(EventStatus(self.status).label)


class Entry(NamedTuple):
    """A date of an event on one day of the sheet."""

    date: SheetDate
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
    dates: Iterable[SheetDate],
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
    for date in dates:
        first, last = date.starts_at.date(), last_day(date.starts_at, date.ends_at)
        for day in _days(first, last):
            if day in by_date:
                part = "whole" if first == last else {first: "first", last: "last"}.get(day, "middle")
                by_date[day].entries.append(Entry(date, part))
    for sheet_day in by_date.values():
        # Whole days and what goes on from the day before stand first, then by the clock.
        sheet_day.entries.sort(
            key=lambda entry: (
                entry.part in ("whole", "first") and not entry.date.is_all_day,
                entry.date.starts_at,
            )
        )
        left = (left_out or {}).get(sheet_day.date, 0)
        sheet_day.more = max(0, len(sheet_day.entries) - MOST_A_DAY) + left
        del sheet_day.entries[MOST_A_DAY:]
    return weeks


def lasts_long(date: SheetDate) -> bool:
    """Whether a date of an event is named above the sheet instead of on each of its days."""
    last = last_day(date.starts_at, date.ends_at)
    return (last - date.starts_at.date()).days >= LONGEST_ON_SHEET


def _days(first: dt.date, last: dt.date) -> list[dt.date]:
    """The days of a date that stand on the sheet: all of them, of a long one the first and the last."""
    length = (last - first).days
    return (
        [first, last]
        if length >= LONGEST_ON_SHEET
        else [first + dt.timedelta(days=n) for n in range(length + 1)]
    )
