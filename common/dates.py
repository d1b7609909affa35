"""Dates as a Chinese reader expects them. All dates are those of the site's time zone."""

import datetime as dt
from functools import lru_cache

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


def month_weeks(year: int, month: int) -> list[list[dt.date]]:
    """The weeks, Monday first, that hold a month; with the days of its neighbours that fill them."""
    first = dt.date(year, month, 1)
    start = first - dt.timedelta(days=first.weekday())
    weeks = []
    while start.month == month or start <= first:
        weeks.append([start + dt.timedelta(days=offset) for offset in range(7)])
        start += dt.timedelta(days=7)
    return weeks
