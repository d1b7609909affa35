"""Dates of the demonstration, relative to the day of loading, so that its content is always recent."""

import datetime as dt
import re
from functools import lru_cache

from django.utils import timezone
from lunar_python import Lunar

WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
DEFAULT_TIME = dt.time(9)
_PLACEHOLDER = re.compile(r"\{(d|year|MO|TU|WE|TH|FR|SA|SU)([+-]\d+)?([wy]?)\}")


class Clock:
    """The meaning of the data files' dates at one moment of loading.

    A date is one of the following, then perhaps an offset in days and a time of day (``edition 1 -2 08:30``):

    ``-3``, ``+10``
        days from today;
    ``edition 0``
        the date of the newest issue of the paper, the last Thursday before today; ``edition 1`` the one before;
    ``season 11-18``, ``lunar 12-08``
        the latest day before today with that date in the common or in the Chinese calendar: what belongs to
        a season keeps it;
    ``SA``
        the first Saturday from today on;
    ``2023-12-15``
        that day;
    ``hours -3``
        hours from now, without offset or time.
    """

    def __init__(self, now: dt.datetime) -> None:
        self.now = now
        self.today = timezone.localtime(now).date()

    def day(self, expression: str) -> dt.date:
        """The day of an expression without a time; ``ValueError`` if it is none."""
        day, rest = self._parse(expression.split())
        if rest:
            raise ValueError(f"Not a date: {expression!r}")
        return day

    def moment(self, expression: str) -> dt.datetime:
        """The aware moment of an expression; nine o'clock where it names no time."""
        words = expression.split()
        if words[0] == "hours":
            return (self.now + dt.timedelta(hours=int(words[1]))).replace(microsecond=0)
        day, rest = self._parse(words)
        time = dt.time.fromisoformat(rest[0]) if rest else DEFAULT_TIME
        if len(rest) > 1:
            raise ValueError(f"Not a moment: {expression!r}")
        return self.midnight(day).replace(hour=time.hour, minute=time.minute)

    def midnight(self, day: dt.date) -> dt.datetime:
        """The beginning of a day in the site's time zone."""
        return timezone.make_aware(dt.datetime.combine(day, dt.time()), timezone.get_default_timezone())

    def edition(self, back: int) -> dt.date:
        """The date of the issue ``back`` weeks before the newest one."""
        yesterday = self.today - dt.timedelta(days=1)
        since_thursday = (yesterday.weekday() - WEEKDAYS.index("TH")) % 7
        return yesterday - dt.timedelta(days=since_thursday + 7 * back)

    def fill(self, text: str, base: dt.date) -> str:
        """Put dates for placeholders: ``{d+3}`` three days after ``base``, ``{SA}`` the coming Saturday.

        ``w`` behind it adds the weekday, ``y`` the year; ``{year-1}`` is the year before that of ``base``.
        """

        def date(found: re.Match[str]) -> str:
            anchor, offset, form = found[1], int(found[2] or 0), found[3]
            if anchor == "year":
                return str(base.year + offset)
            day = (base if anchor == "d" else self._weekday(anchor)) + dt.timedelta(days=offset)
            year = f"{day.year}年" if form == "y" else ""
            weekday = f"（星期{'一二三四五六日'[day.weekday()]}）" if form == "w" else ""
            return f"{year}{day.month}月{day.day}日{weekday}"

        return _PLACEHOLDER.sub(date, text)

    def _parse(self, words: list[str]) -> tuple[dt.date, list[str]]:
        first, *rest = words
        if first == "edition":
            day, rest = self.edition(int(rest[0])), rest[1:]
        elif first in ("season", "lunar"):
            day, rest = self._latest(first, rest[0]), rest[1:]
        elif first in WEEKDAYS:
            day = self._weekday(first)
        elif first[0] in "+-":
            day = self.today + dt.timedelta(days=int(first))
        else:
            day = dt.date.fromisoformat(first)
        if rest and rest[0][0] in "+-":
            day, rest = day + dt.timedelta(days=int(rest[0])), rest[1:]
        return day, rest

    def _weekday(self, name: str) -> dt.date:
        return self.today + dt.timedelta(days=(WEEKDAYS.index(name) - self.today.weekday()) % 7)

    def _latest(self, calendar: str, month_and_day: str) -> dt.date:
        month, day = map(int, month_and_day.split("-"))
        for year in range(self.today.year, self.today.year - 3, -1):
            date = _lunar_date(year, month, day) if calendar == "lunar" else dt.date(year, month, day)
            if date < self.today:
                return date
        raise ValueError(f"No such day in the last years: {month_and_day}")


@lru_cache(maxsize=64)
def _lunar_date(year: int, month: int, day: int) -> dt.date:
    solar = Lunar.fromYmd(year, month, day).getSolar()
    return dt.date(solar.getYear(), solar.getMonth(), solar.getDay())
