"""Dates as a Chinese reader expects them. All dates are those of the site's time zone."""

import datetime as dt
from functools import lru_cache
from typing import NamedTuple

from django.utils import timezone
from lunar_python import Solar

WEEKDAYS = "一二三四五六日"


def chinese_weekday(day: dt.date) -> str:
    """``星期六``."""
    return "星期" + WEEKDAYS[day.weekday()]


@lru_cache(maxsize=1024)
def lunar_day(day: dt.date) -> str:
    """The lunar month and day, ``十月十三``; a leap month as ``闰六月初一``."""
    lunar = Solar.fromYmd(day.year, day.month, day.day).getLunar()
    return f"{lunar.getMonthInChinese()}月{lunar.getDayInChinese()}"


def chinese_date(day: dt.date, today: dt.date) -> str:
    """``11月21日`` in the year of ``today``, ``2025-11-21`` in any other."""
    return f"{day.month}月{day.day}日" if day.year == today.year else day.isoformat()


def desk_time(moment: dt.datetime) -> str:
    """A time in the site's zone: ``12-01 09:00`` in this year, ``2027-01-04 09:00`` in any other."""
    local = timezone.localtime(moment)
    return f"{local:%m-%d %H:%M}" if local.year == timezone.localtime().year else f"{local:%Y-%m-%d %H:%M}"


def month_weeks(year: int, month: int) -> list[list[dt.date]]:
    """The weeks, Monday first, that hold a month; with the days of its neighbours that fill them."""
    first = dt.date(year, month, 1)
    start = first - dt.timedelta(days=first.weekday())
    weeks = []
    while start.month == month or start <= first:
        weeks.append([start + dt.timedelta(days=offset) for offset in range(7)])
        start += dt.timedelta(days=7)
    return weeks


class End(NamedTuple):
    """When something ends, as it is said: the day, and the time on it (``24:00`` rather than 00:00 of the next)."""

    day: dt.date
    clock: str


def end_of(moment: dt.datetime) -> End:
    """A deadline in the site's time. Whoever reads "until the 28th, 00:00" comes on the 28th, and is late."""
    local = timezone.localtime(moment)
    if local.time() == dt.time(0):
        return End(local.date() - dt.timedelta(days=1), "24:00")
    return End(local.date(), f"{local:%H:%M}")


def chart_date(day: dt.date) -> str:
    """A date where there is little room: ``2025`` for the last day of a year, else ``2025-09``, ``2025-09-16``."""
    if (day.month, day.day) == (12, 31):
        return str(day.year)
    return day.strftime("%Y-%m") if (day + dt.timedelta(days=1)).day == 1 else day.isoformat()


def first_and_next(year: int, month: int | None = None) -> tuple[dt.date, dt.date]:
    """The first day of a year or month, and the first day after it.

    >>> first_and_next(2026, 12)
    (datetime.date(2026, 12, 1), datetime.date(2027, 1, 1))
    """
    if month is None:
        return dt.date(year, 1, 1), dt.date(year + 1, 1, 1)
    following = dt.date(year + month // 12, month % 12 + 1, 1)
    return dt.date(year, month, 1), following
