"""Events as iCalendar (RFC 5545), for the calendars of phones and computers."""

import datetime as dt
from collections.abc import Iterable

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from icalendar import Calendar, Timezone, TimezoneStandard, vRecur
from icalendar import Event as CalendarEvent

from common.html import html_to_text
from common.notice import site_notice
from events import recurrence
from events.models import Event, EventStatus

CONTENT_TYPE = "text/calendar; charset=utf-8"
# How often a subscribed calendar should ask again.
REFRESH = dt.timedelta(hours=6)
STEADY_SINCE = dt.datetime(1991, 9, 15, 2, 0)
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
        if site_notice():
            calendar.add("description", site_notice())
            calendar.add("x-wr-caldesc", site_notice())
    events = list(events)
    calendar.add_component(_zone_component(min((event.starts_at for event in events), default=None)))
    for event in events:
        calendar.add_component(event_component(event))
    content: bytes = calendar.to_ical()
    return content


def event_component(event: Event) -> CalendarEvent:
    """One VEVENT. Its UID never changes, SEQUENCE counts the changes of time, place, title and state."""
    component = CalendarEvent()
    component.add("uid", str(event.uid))
    component.add("sequence", event.sequence)
    changed = event.updated_at.astimezone(dt.UTC).replace(microsecond=0)
    component.add("dtstamp", changed)
    component.add("last-modified", changed)
    component.add("summary", _summary(event))
    component.add("status", _STATUS[EventStatus(event.status)])
    component.add("dtstart", _moment(event, event.starts_at))
    if event.ends_at > event.starts_at:
        component.add("dtend", _end(event))
    component.add("transp", "TRANSPARENT" if event.is_all_day or event.is_cancelled else "OPAQUE")
    component.add("categories", [str(event.get_kind_display())])
    if event.place or event.address:
        component.add("location", "，".join(filter(None, [event.place, event.address])))
    if event.latitude is not None and event.longitude is not None:
        component.add("geo", (event.latitude, event.longitude))
    component.add("description", _description(event))
    component.add("url", _address(event))
    if event.recurrence:
        component.add("rrule", _rule(event))
        if event.exception_dates:
            component.add("exdate", _exceptions(event))
    return component


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


def _rule(event: Event) -> vRecur:
    """The rule with UNTIL in the one form allowed beside this DTSTART: a date for whole days, else UTC."""
    rule = recurrence.parse(event.recurrence, _zone())
    found: vRecur = vRecur.from_ical(rule.pattern)
    if rule.count is not None:
        found["COUNT"] = [rule.count]
    if rule.until is not None:
        utc = rule.until.replace(tzinfo=_zone()).astimezone(dt.UTC)
        found["UNTIL"] = [rule.until.date() if event.is_all_day else utc]
    return found


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


def _description(event: Event) -> str:
    lines = [
        site_notice(),
        event.status_note,
        html_to_text(event.description),
        _("For whom: %(audience)s") % {"audience": event.audience} if event.audience else "",
        _("Fee: %(fee)s") % {"fee": event.fee} if event.fee else "",
        _("Sign-up: %(way)s") % {"way": event.sign_up_note or event.sign_up_url} if event.has_sign_up else "",
        _address(event),
    ]
    return "\n".join(line for line in lines if line)


def _address(event: Event) -> str:
    return settings.SITE_URL + event.get_absolute_url()
