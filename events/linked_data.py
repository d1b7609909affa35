"""An event as structured data (https://schema.org/Event)."""

from typing import Any

from django.utils import timezone

from common.html import clean_html, html_to_text
from common.linked_data import absolute, node
from common.text import shorten
from events.models import Event, EventOrganization, EventStatus, last_day
from photos.models import Photo

_STATUS = {
    EventStatus.SCHEDULED: "https://schema.org/EventScheduled",
    EventStatus.POSTPONED: "https://schema.org/EventPostponed",
    EventStatus.CANCELLED: "https://schema.org/EventCancelled",
}
_FREE = ("免费", "公益", "free")


def event_data(event: Event, entries: list[EventOrganization], photos: list[Photo]) -> dict[str, Any]:
    """One event; of a recurring one the date that comes next. Whole days are dates, others times with their zone."""
    starts_at, ends_at = event.next_date()
    hosts = [
        node(
            "Organization", name=entry.organization.name, url=absolute(entry.organization.get_absolute_url())
        )
        for entry in entries
        if entry.role in ("host", "organizer")
    ]
    return node(
        "Event",
        name=event.title,
        url=absolute(event.get_absolute_url()),
        description=shorten(html_to_text(clean_html(event.description)), 200) or event.title,
        startDate=_date(event, starts_at),
        endDate=last_day(starts_at, ends_at).isoformat() if event.is_all_day else _date(event, ends_at),
        eventStatus=_STATUS[EventStatus(event.status)],
        eventAttendanceMode="https://schema.org/OfflineEventAttendanceMode",
        location=_place(event),
        organizer=hosts,
        image=[absolute(photo.fallback.url) for photo in photos],
        isAccessibleForFree=True if event.fee.strip().casefold() in _FREE else None,
        superEvent=_programme(event),
    )


def _date(event: Event, moment: Any) -> str:
    local = timezone.localtime(moment)
    return local.date().isoformat() if event.is_all_day else local.isoformat(timespec="seconds")


def _place(event: Event) -> dict[str, Any]:
    if not (event.place or event.address):
        return {}
    point = {}
    if event.latitude is not None and event.longitude is not None:
        point = node("GeoCoordinates", latitude=event.latitude, longitude=event.longitude)
    return node("Place", name=event.place or event.address, address=event.address or event.place, geo=point)


def _programme(event: Event) -> dict[str, Any]:
    if event.programme is None:
        return {}
    return node("EventSeries", name=event.programme.name, url=absolute(event.programme.get_absolute_url()))
