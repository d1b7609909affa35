"""Events as iCalendar (RFC 5545), for the calendars of phones and computers."""

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from icalendar import Calendar, Timezone, TimezoneStandard, vRecur

from common.compiled import as_asked
from common.html import html_to_text
from common.notice import site_notice
from events import recurrence
from events.models import Event, EventKind, EventStatus
from pagecache.kept import kept

CONTENT_TYPE = "text/calendar; charset=utf-8"
# How often a subscribed calendar should ask again.
REFRESH = dt.timedelta(hours=6)
LONGEST_LINE = 75  # octets
_CLOCK = "%Y%m%dT%H%M%S"
_BREAK = re.compile(r"\r\n?|\n")
STEADY_SINCE = dt.datetime(1991, 9, 15, 2, 0)
_KINDS = dict(EventKind.choices)
_STATUS = {
    EventStatus.SCHEDULED: "CONFIRMED",
    EventStatus.POSTPONED: "TENTATIVE",
    EventStatus.CANCELLED: "CANCELLED",
}


def calendar_file(events: Iterable[Event], *, name: str = "", url: str = "") -> bytes:
    """The bytes of a calendar: folded lines, CRLF, UTF-8.

    With a ``name`` it is one to subscribe to; without, a single event to take over. The same events give the same
    bytes, so that a subscriber who asks again can be told that nothing has changed.
    """
    notice = site_notice()
    calendar = Calendar()
    calendar.add("prodid", f"-//{settings.SITE['name']}//events//ZH")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    if name:
        calendar.add("name", name)  # RFC 7986; the X- names are what older Apple, Google and Outlook read
        calendar.add("x-wr-calname", name)
        calendar.add("x-wr-timezone", settings.TIME_ZONE)
        calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
        calendar.add("x-published-ttl", "PT6H")
        calendar.add("url", url)
        if notice:
            calendar.add("description", notice)
            calendar.add("x-wr-caldesc", notice)
    events = list(events)
    calendar.add_component(_zone_component(min((event.starts_at for event in events), default=None)))
    frame: bytes = calendar.to_ical()
    head, end, rest = frame.rpartition(b"END:VCALENDAR")
    return b"".join([head, *(_written(event, notice) for event in events), end, rest])


def _written(event: Event, notice: str) -> bytes:
    """One VEVENT; the same in every calendar, so it is kept for all that the database said of the event."""

    def write() -> bytes:
        return b"".join(map(_folded, event_lines(event, notice)))

    asked = as_asked(event)
    return write() if asked is None else kept(("event in calendars", asked, notice), write)


def event_lines(event: Event, notice: str) -> Iterator[str]:
    """One VEVENT, line by line, not folded; ``notice`` is what the site says of itself, or nothing.

    Its UID never changes, SEQUENCE counts the changes of time, place, title and state. Written here and not by the
    library, which takes many times as long; a calendar holds hundreds.
    """
    changed = f"{event.updated_at.astimezone(dt.UTC):{_CLOCK}}Z"
    address = settings.SITE_URL + event.get_absolute_url()
    yield "BEGIN:VEVENT"
    yield f"UID:{event.uid}"
    yield f"SEQUENCE:{event.sequence}"
    yield f"DTSTAMP:{changed}"
    yield f"LAST-MODIFIED:{changed}"
    yield f"SUMMARY:{_text(_summary(event))}"
    yield f"STATUS:{_STATUS[EventStatus(event.status)]}"
    yield _at("DTSTART", _moment(event, event.starts_at))
    if event.ends_at > event.starts_at:
        yield _at("DTEND", _end(event))
    yield f"TRANSP:{'TRANSPARENT' if event.is_all_day or event.is_cancelled else 'OPAQUE'}"
    yield f"CATEGORIES:{_text(str(_KINDS.get(event.kind, event.kind)))}"
    if event.place or event.address:
        yield f"LOCATION:{_text('，'.join(filter(None, [event.place, event.address])))}"
    if event.latitude is not None and event.longitude is not None:
        yield f"GEO:{event.latitude};{event.longitude}"
    yield f"DESCRIPTION:{_text(_description(event, notice, address))}"
    yield f"URL:{address}"
    if event.recurrence:
        yield f"RRULE:{_rule(event)}"
        if event.exception_dates:
            yield _at("EXDATE", *_exceptions(event))
    yield "END:VEVENT"


def _text(value: str) -> str:
    """RFC 5545, 3.3.11. Sign by sign: a table of them is asked for each character, which takes twenty times as long."""
    escaped = value.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return _BREAK.sub(r"\\n", escaped)


def _at(name: str, *moments: dt.datetime | dt.date) -> str:
    """A property of times in the site's zone, or of days."""
    if isinstance(moments[0], dt.datetime):
        return f"{name};TZID={settings.TIME_ZONE}:{','.join(f'{moment:{_CLOCK}}' for moment in moments)}"
    return f"{name};VALUE=DATE:{','.join(f'{day:%Y%m%d}' for day in moments)}"


def _folded(line: str) -> bytes:
    """A line with its end; one of more than 75 octets folded, between two characters (RFC 5545, 3.1)."""
    octets = line.encode()
    if len(octets) <= LONGEST_LINE:
        return octets + b"\r\n"
    parts, start, room = [], 0, LONGEST_LINE
    while len(octets) - start > room:
        end = start + room
        while octets[end] & 0xC0 == 0x80:  # within a character
            end -= 1
        parts.append(octets[start:end])
        start, room = end, LONGEST_LINE - 1
    return b"\r\n ".join([*parts, octets[start:]]) + b"\r\n"


def _zone() -> dt.tzinfo:
    return timezone.get_default_timezone()


def _zone_component(earliest: dt.datetime | None) -> Timezone:
    """The time zone from the earliest event on. China has had one offset and no summer time since September 1991."""
    if earliest is not None and earliest.astimezone(_zone()).replace(tzinfo=None) < STEADY_SINCE:
        year = earliest.astimezone(_zone()).year
        history = Timezone.from_tzinfo(_zone(), settings.TIME_ZONE, first_date=dt.date(year, 1, 1))
        history.pop("comment", None)
        return history
    standard = TimezoneStandard()
    standard.add("dtstart", STEADY_SINCE)
    standard.add("tzoffsetfrom", dt.timedelta(hours=9))
    standard.add("tzoffsetto", dt.timedelta(hours=8))
    standard.add("tzname", "CST")
    component = Timezone()
    component.add("tzid", settings.TIME_ZONE)
    component.add_component(standard)
    return component


def _moment(event: Event, moment: dt.datetime) -> dt.datetime | dt.date:
    local = moment.astimezone(_zone()).replace(microsecond=0)
    return local.date() if event.is_all_day else local


def _end(event: Event) -> dt.datetime | dt.date:
    """DTEND is exclusive: of whole days it is the day after the last one."""
    return event.last_day + dt.timedelta(days=1) if event.is_all_day else _moment(event, event.ends_at)


def _rule(event: Event) -> str:
    """The rule with UNTIL in the one form allowed beside this DTSTART: a date for whole days, else UTC."""
    rule = recurrence.parse(event.recurrence, _zone())
    found: Any = vRecur.from_ical(rule.pattern)
    if rule.count is not None:
        found["COUNT"] = [rule.count]
    if rule.until is not None:
        utc = rule.until.replace(tzinfo=_zone()).astimezone(dt.UTC)
        found["UNTIL"] = [rule.until.date() if event.is_all_day else utc]
    written: bytes = found.to_ical()
    return written.decode()


def _exceptions(event: Event) -> list[dt.datetime | dt.date]:
    """EXDATE names the start of each date left out, in the form of DTSTART."""
    if event.is_all_day:
        return sorted(event.exception_dates)
    clock = event.starts_at.astimezone(_zone()).time().replace(microsecond=0)
    return [dt.datetime.combine(day, clock, _zone()) for day in sorted(event.exception_dates)]


def _summary(event: Event) -> str:
    """The title; the state before it in words as well, since Outlook does not show STATUS of a subscription."""
    if event.status == EventStatus.SCHEDULED:
        return event.title
    return f"【{event.get_status_display()}】{event.title}"


def _description(event: Event, notice: str, address: str) -> str:
    lines = [
        notice,
        event.status_note,
        html_to_text(event.description),
        _("For whom: %(audience)s") % {"audience": event.audience} if event.audience else "",
        _("Fee: %(fee)s") % {"fee": event.fee} if event.fee else "",
        _("Sign-up: %(way)s") % {"way": event.sign_up_note or event.sign_up_url} if event.has_sign_up else "",
        address,
    ]
    return "\n".join(line for line in lines if line)
