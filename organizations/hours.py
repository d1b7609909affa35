"""Opening hours as days and times: read from what people write, said as a sentence, given to machines. No database.

They are stored as plain data: a list of ``{"days": [0, 1], "opens": "09:00", "closes": "17:30"}`` with Monday as 0 and
``closes`` up to ``24:00``; where it is not after ``opens``, it is on the next day.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from common.weekdays import SHORT, weekdays_named
from common.written import narrow, read_time

ALL_DAYS = tuple(range(7))
WORKING_DAYS, WEEKEND = (0, 1, 2, 3, 4), (5, 6)
_DAY = 24 * 60  # minutes


@dataclass(frozen=True)
class Span:
    """A time at which it is open on each of some days. ``opens`` and ``closes`` are ``HH:MM``."""

    days: tuple[int, ...]
    opens: str
    closes: str

    @property
    def is_whole_day(self) -> bool:
        return (self.opens, self.closes) == ("00:00", "24:00")

    @property
    def data(self) -> dict[str, Any]:
        return {"days": list(self.days), "opens": self.opens, "closes": self.closes}

    def minutes(self) -> list[tuple[int, int]]:
        """From and to in minutes of the week, for each day; to may lie beyond the week's end."""
        opens, closes = _minutes(self.opens), _minutes(self.closes)
        return [
            (day * _DAY + opens, day * _DAY + closes + (_DAY if closes <= opens else 0)) for day in self.days
        ]


@dataclass(frozen=True)
class Read:
    """What was read of a text: the spans, whether it closes on holidays (``None``: nothing is said), and the rest."""

    spans: tuple[Span, ...]
    closed_on_holidays: bool | None
    note: str


def _minutes(time: str) -> int:
    return int(time[:2]) * 60 + int(time[3:])


def spans_of(stored: Iterable[dict[str, Any]]) -> list[Span]:
    """The stored data as spans."""
    return [Span(tuple(row["days"]), row["opens"], row["closes"]) for row in stored]


def overlap(spans: list[Span]) -> bool:
    """Whether two of them are open at the same time."""
    times = sorted(time for span in spans for time in span.minutes())
    times += [(start + 7 * _DAY, end + 7 * _DAY) for start, end in times[:2]]
    return any(later[0] < earlier[1] for earlier, later in zip(times, times[1:], strict=False))


# --- said -------------------------------------------------------------------------------------------------
def hours_in_words(spans: list[Span]) -> str:
    """``周一至周五 9:00–12:00、13:00–17:30；周六 9:00–12:00``; empty without any."""
    together: dict[tuple[int, ...], list[Span]] = {}
    for span in spans:
        together.setdefault(tuple(sorted(span.days)), []).append(span)
    parts = []
    for days, own in sorted(together.items()):
        times = _(", ").join(_times(span) for span in sorted(own, key=lambda span: span.opens))
        on = _("Every day") if days == ALL_DAYS else weekdays_named(days)
        parts.append(f"{on} {times}")
    return _("; ").join(parts)


def _times(span: Span) -> str:
    if span.is_whole_day:
        return _("24 hours")
    opens, closes = (
        time.removeprefix("0") if time != "00:00" else "0:00" for time in (span.opens, span.closes)
    )
    if _minutes(span.closes) <= _minutes(span.opens):
        closes = _("%(time)s of the next day") % {"time": closes}
    return f"{opens}–{closes}"


# --- for machines -----------------------------------------------------------------------------------------
_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def hours_data(spans: list[Span], *, closed_on_holidays: bool) -> list[dict[str, Any]]:
    """https://schema.org/OpeningHoursSpecification; a whole day ends at 23:59, as search engines take it.

    Being closed is said by times that are equal (https://schema.org/closes).
    """
    found = [
        {
            "@type": "OpeningHoursSpecification",
            "dayOfWeek": [f"https://schema.org/{_NAMES[day]}" for day in span.days],
            "opens": span.opens,
            "closes": "23:59" if span.closes == "24:00" else span.closes,
        }
        for span in spans
    ]
    if found and closed_on_holidays:
        found.append(
            {
                "@type": "OpeningHoursSpecification",
                "dayOfWeek": ["https://schema.org/PublicHolidays"],
                "opens": "00:00",
                "closes": "00:00",
            }
        )
    return found


# --- read -------------------------------------------------------------------------------------------------
_WEEK = r"(?:周|星期|礼拜)"
_TO = r"\s*(?:至|到|[-–—―~～－]+)\s*"
_ONE = "[一二三四五六日天]"
_DAYS = re.compile(
    rf"(?P<all>每天|每日|天天|全年|全周)|(?P<work>工作日)|(?P<rest>双休日|周末|休息日)"
    rf"|每?{_WEEK}(?P<from>{_ONE}){_TO}{_WEEK}?(?P<to>{_ONE})|每?{_WEEK}(?P<some>{_ONE}(?:[、，,和及]?{_WEEK}?{_ONE}(?!{_TO}{_WEEK}?{_ONE}))*)"
)
_CLOCK = r"(?:上午|早上?|中午|下午|晚上?)?\s*\d{1,2}\s*(?:[:：]\s*\d{2}|[点时]\s*(?:\d{1,2}\s*分?|半|整)?)"
_TIMES = re.compile(
    rf"(?P<whole>(?:全天\s*)?24\s*小时|全天)|(?P<opens>{_CLOCK}){_TO}(?P<next>次日|翌日|第二天)?\s*(?P<closes>{_CLOCK})"
)
_BETWEEN = re.compile(r"[\s,，;；、。和及:：]+|营业时间|开放时间|服务时间|营业|开放|服务|对外")
_HOLIDAYS = re.compile(
    r"[(（]?(?:法定)?节假日(?P<how>休息|不?开放|除外|闭馆|不营业|照常|正常|无休)(?:开放|营业|服务)?[)）]?|全年无休|[(（]?节假日和?周末?休息[)）]?"
)
# Words after which a text means more than its days and times: seasons, holidays, what is not.
_SIGNIFICANT = re.compile(rf"\d|{_WEEK}{_ONE}|工作日|周末|双休日|每[天日]|[季月节假停除外不]")


def read_hours(text: str) -> Read:
    """Opening hours out of a text. What cannot be read for sure stays the note, whole and as it was.

    >>> read_hours("周一至周五 9:00～17:30").spans
    (Span(days=(0, 1, 2, 3, 4), opens='09:00', closes='17:30'),)
    """
    plain, spans, rest = narrow(text), [], ""
    closed: bool | None = None
    days: tuple[int, ...] | None = None
    is_used, place = True, 0
    while place < len(plain):
        if found := _HOLIDAYS.match(plain, place):
            closed = (found["how"] or "照常") not in ("照常", "正常", "无休", "开放")
        elif found := _DAYS.match(plain, place):
            if not is_used:
                days = tuple(sorted({*(days or ()), *_days(found)}))  # 周一、周五 9:00
            else:
                days = _days(found)
            is_used = False
            closed = True if found["work"] else closed
        elif found := _TIMES.match(plain, place):
            span = _span(found, days or ALL_DAYS)
            if span is None:
                return Read((), None, text)
            spans.append(span)
            is_used = True
        elif found := _BETWEEN.match(plain, place):
            rest += " " if rest and not rest.endswith(" ") else ""
        else:
            rest += plain[place]
            place += 1
            continue
        place = found.end()
    rest = rest.strip(" ()（）")
    if not spans or not is_used or _SIGNIFICANT.search(rest) or overlap(spans):
        return Read((), None, text)
    return Read(tuple(spans), closed, rest)


def _days(found: re.Match[str]) -> tuple[int, ...]:
    if found["all"]:
        return ALL_DAYS
    if found["work"]:
        return WORKING_DAYS
    if found["rest"]:
        return WEEKEND
    if found["some"]:
        return tuple(sorted({_number(character) for character in found["some"] if character in SHORT + "天"}))
    first, last = _number(found["from"]), _number(found["to"])
    return tuple(day % 7 for day in range(first, last + 1 if last >= first else last + 8))


def _number(character: str) -> int:
    return SHORT.index("日" if character == "天" else character)


def _span(found: re.Match[str], days: tuple[int, ...]) -> Span | None:
    if found["whole"]:
        return Span(tuple(sorted(days)), "00:00", "24:00")
    opens, closes = clock(found["opens"]), clock(found["closes"])
    if not opens or not closes or opens in (closes, "24:00"):
        return None
    if bool(found["next"]) != (_minutes(closes) <= _minutes(opens)):
        return None  # 17:00 to 9:00 is a slip more often than a night
    return Span(tuple(sorted(days)), opens, closes)


def clock(text: str) -> str:
    """A time of day as ``HH:MM``, the end of the day as ``24:00``; empty for what is none."""
    read = read_time(text)
    return ("24:00" if read[1] else f"{read[0]:%H:%M}") if read else ""
