"""Times of events in words."""

import datetime as dt
from html import escape
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from common.reversing import addresses
from common.templatetags.formats import day, full_day, weekday
from events.grid import Day, Entry
from events.models import Event, EventStatus, last_day
from events.weekly import in_words

register = template.Library()
# A dash at which no line is broken.
_TO = "\u2060—\u2060"


def _day_name(date: dt.date) -> str:
    """``11月23日``; in another year with its year in words, since a range of dates has dashes of its own."""
    return day(date) if date.year == timezone.localdate().year else full_day(date)


def _named_day(date: dt.date) -> str:
    """``11月23日 星期一``; in English ``Monday 23 November``."""
    parts = [_day_name(date), weekday(date)]
    return " ".join(parts if _is_chinese() else reversed(parts))


def _is_chinese() -> bool:
    return (get_language() or "").startswith("zh")


@register.simple_tag
def when(event: Event, starts_at: dt.datetime | None = None, ends_at: dt.datetime | None = None) -> str:
    """The time of one date of an event; without times that of the date which runs or comes next.

    ``11月23日 星期一 09:00—11:00``; over several days ``11月23日 09:00 — 11月25日 17:00``; whole days without a clock.
    """
    if starts_at is None or ends_at is None:
        starts_at, ends_at = event.next_date()
    first, last = timezone.localtime(starts_at), timezone.localtime(ends_at)
    last_date = last_day(starts_at, ends_at)
    if event.is_all_day:
        whole = _("all day")
        if last_date == first.date():
            return f"{_named_day(first.date())} {whole}"
        return f"{_named_day(first.date())} — {_named_day(last_date)}"
    if last_date == first.date():
        clock = (
            f"{first:%H:%M}{_TO}{_clock_of_end(last, last_date)}" if ends_at > starts_at else f"{first:%H:%M}"
        )
        return f"{_named_day(first.date())} {clock}"
    return (
        f"{_day_name(first.date())} {first:%H:%M} — {_day_name(last_date)} {_clock_of_end(last, last_date)}"
    )


def _clock_of_end(end: dt.datetime, day: dt.date) -> str:
    return f"{end:%H:%M}" if end.date() == day else "24:00"


@register.filter
def month_short(value: dt.date) -> str:
    """``11月``; in English ``Nov``."""
    return f"{value.month}月" if _is_chinese() else date_format(value, "M")


@register.filter
def begins(event: Event) -> dt.datetime:
    """The start of the date that runs or comes next; of an event that is over, of the last one."""
    return timezone.localtime(event.next_date()[0])


@register.filter
def machine_start(entry: Any) -> str:
    """For ``<time datetime>``: a date for whole days, else the moment."""
    local = timezone.localtime(entry.next_date()[0] if isinstance(entry, Event) else entry.starts_at)
    event = entry if isinstance(entry, Event) else entry.event
    return local.date().isoformat() if event.is_all_day else local.isoformat(timespec="minutes")


@register.filter
def last_day_of(entry: Any) -> dt.date:
    """The last day of a date of an event."""
    return last_day(entry.starts_at, entry.ends_at)


@register.filter
def is_running(event: Event) -> bool:
    """Whether the date that runs or comes next has begun already."""
    starts_at, ends_at = event.next_date()
    return starts_at <= timezone.now() < ends_at


@register.filter
def rhythm(event: Event) -> str:
    """The rule of a weekly event in words, ``每周六，共6次``; empty for another rule and for none."""
    return in_words(event.recurrence, event.starts_at, [])


@register.filter
def whole_rhythm(event: Event) -> str:
    """The same with the days on which it does not take place: ``每周六，共6次，11月28日除外``."""
    return in_words(event.recurrence, event.starts_at, event.exception_dates)


@register.filter
def lines(day: Day) -> SafeString:
    """The events of a day as items of its list on the sheet; hundreds stand on a full one, so no template is asked."""
    address = addresses("events:event")
    return SafeString("\n".join(_line(entry, address(entry.date.event)) for entry in day.entries))


def _line(entry: Entry, address: str) -> str:
    """Written here and not by ``format_html``, which takes most of the time of a full sheet."""
    date, time = entry.date, _time_on_sheet(entry)
    mark = ' class="is-cancelled"' if date.is_cancelled else ""
    told = f'<span class="entry-time">{escape(time)}</span> ' if time else ""
    is_plain = date.status == EventStatus.SCHEDULED
    state = "" if is_plain else render_to_string("events/_state.html", {"event": date})
    return f'<li{mark}>{told}{state}<a href="{address}">{date.headline}</a></li>'


def _time_on_sheet(entry: Entry) -> str:
    if entry.part == "last":
        return pgettext("calendar", "ends")
    if entry.part == "middle":
        return pgettext("calendar", "goes on")
    if not entry.date.is_all_day:
        return f"{entry.date.starts_at:%H:%M}"
    return pgettext("calendar", "begins") if entry.part == "first" else ""
