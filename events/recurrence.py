"""Recurrence rules of RFC 5545: a rule and a first date in, all dates out. No database.

A rule counts by the clock on the wall: every Saturday at nine stays at nine, whatever the zone does.
"""

import datetime as dt
import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice
from typing import Any

from dateutil.rrule import rrule, rrulestr
from django.utils.translation import gettext_lazy as _

# What an event of a union can sensibly need; a rule beyond it is a slip of the pen.
MOST_DATES = 1000
LONGEST = dt.timedelta(days=3653)

_PARTS = {
    "FREQ", "UNTIL", "COUNT", "INTERVAL", "WKST", "BYDAY", "BYMONTHDAY", "BYYEARDAY", "BYWEEKNO", "BYMONTH", "BYSETPOS",
}  # fmt: skip
# Rules within a day (hourly and so on) would make events that nobody can attend.
_FREQUENCIES = {"DAILY", "WEEKLY", "MONTHLY", "YEARLY"}
_MIN = dt.datetime.min
_UNTIL = re.compile(r"(\d{8})(?:T(\d{6})(Z?))?", re.ASCII)


class About(StrEnum):
    """What of a rule a refusal is about."""

    RULE = "rule"
    FIRST = "first"
    END = "end"
    EXCEPTIONS = "exceptions"


class RuleError(ValueError):
    """A rule that cannot be used; its text is a sentence for the editor, ``about`` says where it belongs."""

    def __init__(self, sentence: Any, about: About = About.RULE) -> None:
        super().__init__(sentence)
        self.about = about


@dataclass(frozen=True)
class Rule:
    """A parsed rule: ``pattern`` without its end, and its end as a number of dates or a local moment."""

    pattern: str
    count: int | None
    until: dt.datetime | None  # naive, local time, inclusive

    @property
    def is_endless(self) -> bool:
        return self.count is None and self.until is None


def tidy(text: str) -> str:
    """The rule in the one form in which it is stored: upper case, half-width, without ``RRULE:`` and blanks."""
    text = "".join(unicodedata.normalize("NFKC", text).upper().split())
    return text.removeprefix("RRULE:").strip(";")


def parse(text: str, zone: dt.tzinfo) -> Rule:
    """Read a rule. Raises ``RuleError`` with a sentence.

    UNTIL is taken as RFC 5545 (3.3.10) has it: with Z it is UTC and is turned into local time; a bare date
    means that whole day, as people write it.
    """
    parts: dict[str, str] = {}
    for part in tidy(text).split(";"):
        name, mark, value = part.partition("=")
        if not (mark and value) or name not in _PARTS or name in parts:
            raise RuleError(_not_understood)
        parts[name] = value
    if parts.get("FREQ") not in _FREQUENCIES:
        raise RuleError(_not_understood)
    if "COUNT" in parts and "UNTIL" in parts:
        raise RuleError(_("A rule has either COUNT=… or UNTIL=…: take one of the two away."))
    _positive(parts.get("INTERVAL", "1"))
    _some_day_exists(parts.get("BYMONTH", ""), parts.get("BYMONTHDAY", ""))
    count = _positive(parts.pop("COUNT")) if "COUNT" in parts else None
    until = _until(parts.pop("UNTIL"), zone) if "UNTIL" in parts else None
    pattern = ";".join(f"{name}={value}" for name, value in parts.items())
    _dateutil_rule(pattern, dt.datetime(2026, 1, 1))
    return Rule(pattern, count, until)


def starts(text: str, first: dt.datetime, zone: dt.tzinfo) -> list[dt.datetime]:
    """All dates of a rule as aware local times, in order; ``first`` is the aware start (DTSTART).

    At most ``MOST_DATES`` of them and none later than ``LONGEST`` after the first, so that a rule that never
    fires, or never ends, comes to an end. Raises ``RuleError``.
    """
    return _expand(parse(text, zone), first, zone, MOST_DATES)


def check(text: str, first: dt.datetime, exceptions: list[dt.date], zone: dt.tzinfo) -> None:
    """Raise ``RuleError`` unless the rule ends, fires on the first date, and leaves a date after its exceptions."""
    rule = parse(text, zone)
    if rule.is_endless:
        raise RuleError(_("The rule has no end: add COUNT=… or UNTIL=…."), About.END)
    dates = _expand(rule, first, zone, MOST_DATES + 1)
    if not dates:
        raise RuleError(_no_date)
    if (
        len(dates) > MOST_DATES
        or (rule.count or 0) > len(dates)
        or (rule.until or _MIN) > _horizon(first, zone)
    ):
        raise RuleError(
            _("The rule gives too many dates: at most %(most)d of them, within ten years.")
            % {"most": MOST_DATES},
            About.END,
        )
    if dates[0] != first.replace(microsecond=0):  # a rule counts whole seconds
        raise RuleError(
            _("By the rule the first date is %(date)s: let the event start then, or correct the rule.")
            % {"date": f"{dates[0]:%Y-%m-%d %H:%M}"},
            About.FIRST,
        )
    stray = sorted(set(exceptions) - {date.date() for date in dates})
    if stray:
        raise RuleError(
            _("The rule gives no date on %(days)s: correct the days on which it does not take place.")
            % {"days": "、".join(day.isoformat() for day in stray)},
            About.EXCEPTIONS,
        )
    if {date.date() for date in dates} <= set(exceptions):
        raise RuleError(
            _(
                "Every date of the rule is taken out: set the status to cancelled instead, so that readers learn of it."
            ),
            About.EXCEPTIONS,
        )


_not_understood = _(
    "This is not a rule that calendars understand. Write it like FREQ=WEEKLY;BYDAY=SA;COUNT=8."
)


_no_date = _("The rule gives no date at all: correct it, or leave it empty.")
_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def _positive(text: str) -> int:
    if not re.fullmatch(r"[0-9]{1,6}", text) or int(text) < 1:
        raise RuleError(_not_understood)
    return int(text)


def _some_day_exists(months: str, days: str) -> None:
    """Refuse 30 February: dateutil would look for it, day by day, until the year 9999."""
    try:
        longest = max((_DAYS[int(month) - 1] for month in months.split(",") if month), default=31)
        shortest = min((abs(int(day)) for day in days.split(",") if day), default=1)
    except (ValueError, IndexError) as error:
        raise RuleError(_not_understood) from error
    if shortest > longest:
        raise RuleError(_no_date)


def _until(text: str, zone: dt.tzinfo) -> dt.datetime:
    found = _UNTIL.fullmatch(text)
    if not found:
        raise RuleError(_not_understood)
    try:
        if not found[2]:
            return dt.datetime.combine(dt.datetime.strptime(found[1], "%Y%m%d"), dt.time(23, 59, 59))
        moment = dt.datetime.strptime(found[1] + found[2], "%Y%m%d%H%M%S")
        if found[3]:
            moment = moment.replace(tzinfo=dt.UTC).astimezone(zone).replace(tzinfo=None)
    except (ValueError, OverflowError) as error:
        raise RuleError(_not_understood) from error
    return moment


def _dateutil_rule(pattern: str, start: dt.datetime) -> rrule:
    try:
        rule = rrulestr(pattern, dtstart=start)
    except (ValueError, TypeError, AttributeError, KeyError, IndexError) as error:
        raise RuleError(_not_understood) from error
    return rule


def _horizon(first: dt.datetime, zone: dt.tzinfo) -> dt.datetime:
    """The naive local time beyond which no date is looked for."""
    return min(first.astimezone(zone).replace(tzinfo=None), dt.datetime.max - LONGEST) + LONGEST


def _expand(rule: Rule, first: dt.datetime, zone: dt.tzinfo, most: int) -> list[dt.datetime]:
    horizon = _horizon(first, zone)
    found = _dateutil_rule(rule.pattern, first.astimezone(zone).replace(tzinfo=None))
    found = found.replace(until=min(rule.until or horizon, horizon))
    return [day.replace(tzinfo=zone) for day in islice(found, min(rule.count or most, most))]
