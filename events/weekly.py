"""A weekly rule as people choose it: weekdays, every how many weeks, how often or until when. No database."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from common.weekdays import weekdays_named
from events import recurrence

# RFC 5545, 3.3.10; in the order of ``date.weekday()``.
CODES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


@dataclass(frozen=True)
class Weekly:
    """``days`` with Monday as 0, in order; ``interval`` in weeks; and an end: ``count`` dates or ``until`` a last day.

    ``count`` counts the exceptions too, as COUNT does.
    """

    days: tuple[int, ...]
    interval: int = 1
    count: int | None = None
    until: dt.date | None = None

    @property
    def rule(self) -> str:
        """The rule in the form in which it is stored."""
        parts = ["FREQ=WEEKLY"]
        if self.interval != 1:
            parts.append(f"INTERVAL={self.interval}")
        parts.append("BYDAY=" + ",".join(CODES[day] for day in self.days))
        if self.count is not None:
            parts.append(f"COUNT={self.count}")
        if self.until is not None:
            parts.append(f"UNTIL={self.until:%Y%m%d}")
        return ";".join(parts)


def read_weekly(text: str, first: dt.datetime, zone: dt.tzinfo) -> Weekly | None:
    """A rule as it would be chosen; ``None`` for a rule that weekdays do not say, or that is none.

    ``first`` is the aware start: it gives the weekday where the rule names none.

    >>> read_weekly("FREQ=WEEKLY;BYDAY=TU,TH;COUNT=8", dt.datetime(2026, 12, 1, 19, tzinfo=dt.UTC), dt.UTC)
    Weekly(days=(1, 3), interval=1, count=8, until=None)
    """
    try:
        rule = recurrence.parse(text, zone)
    except recurrence.RuleError:
        return None
    parts = dict(part.split("=", 1) for part in rule.pattern.split(";"))
    interval = int(parts.get("INTERVAL", "1"))
    start = first.astimezone(zone)
    codes = parts.get("BYDAY", CODES[start.weekday()]).split(",")
    # Where weeks begin changes the dates only of a rule that leaves weeks out.
    other_week = parts.get("WKST", "MO") != "MO" and interval > 1
    is_known = set(parts) <= {"FREQ", "INTERVAL", "BYDAY", "WKST"} and set(codes) <= set(CODES)
    if parts["FREQ"] != "WEEKLY" or not is_known or other_week:
        return None
    until = rule.until.date() if rule.until else None
    if rule.until and rule.until.time() < start.time().replace(microsecond=0):
        until = rule.until.date() - dt.timedelta(days=1)
    days = tuple(sorted({CODES.index(code) for code in codes}))
    return Weekly(days, interval, rule.count, until)


def sentence(weekly: Weekly, exceptions: Iterable[dt.date], first: dt.date) -> str:
    """``每周二、周四，共8次，12月24日除外``. Days of another year than that of ``first`` with their year."""
    days = weekdays_named(weekly.days)
    if weekly.interval == 1:
        parts = [_("Every week on %(days)s") % {"days": days}]
    else:
        parts = [_("Every %(weeks)d weeks on %(days)s") % {"weeks": weekly.interval, "days": days}]
    if weekly.count is not None:
        parts.append(ngettext("%(count)d time", "%(count)d times", weekly.count) % {"count": weekly.count})
    if weekly.until is not None:
        parts.append(_("until %(day)s") % {"day": _named(weekly.until, first.year)})
    left_out = _(", ").join(_named(day, first.year) for day in sorted(exceptions))
    if left_out:
        parts.append(_("except %(days)s") % {"days": left_out})
    told = parts[0]
    for part in parts[1:]:
        told = _("%(one)s, %(two)s") % {"one": told, "two": part}
    return told


def _named(day: dt.date, year: int) -> str:
    if (get_language() or "").startswith("zh"):
        name = f"{day.month}月{day.day}日"
        return name if day.year == year else f"{day.year}年{name}"
    return date_format(day, "j F" if day.year == year else "j F Y")


def in_words(rule: str, starts_at: dt.datetime, exceptions: Iterable[dt.date]) -> str:
    """The sentence of a stored rule; empty for none, and for one that weekdays do not say. ``starts_at`` is aware."""
    zone = timezone.get_default_timezone()
    weekly = read_weekly(rule, starts_at, zone) if rule else None
    return sentence(weekly, exceptions, starts_at.astimezone(zone).date()) if weekly else ""
