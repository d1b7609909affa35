"""Programmes and events."""

import datetime as dt
from typing import Any

from articles.models import Status
from events.models import Event, EventOrganization, EventOrganizationRole, EventPhoto, Programme
from portal.demo.content import DemoContent, read, save

PLAIN = (
    "kind", "place", "address", "latitude", "longitude", "recurrence", "fee", "audience", "sign_up_url",
    "sign_up_note", "status", "status_note",
)  # fmt: skip
SHOWN_BEFORE = dt.timedelta(days=10)


def load_events(content: DemoContent) -> None:
    data = read("events.toml")
    programmes = {}
    for entry in data["programme"]:
        organization = content.organizations[entry.pop("organization")]
        programmes[entry["slug"]] = save(Programme(organization=organization, **entry))
    for entry in data["event"]:
        entry["programme"] = programmes[entry["programme"]] if "programme" in entry else None
        content.events[entry["slug"]] = _make_event(content, entry)


def _make_event(content: DemoContent, entry: dict[str, Any]) -> Event:
    clock = content.clock
    event = Event(programme=entry["programme"], organization=content.organizations[entry["host"][0]])
    for name in PLAIN:
        if name in entry:
            setattr(event, name, entry[name])
    if entry.get("all_day"):
        event.is_all_day = True
        event.starts_at = clock.midnight(clock.day(entry["start"]))
        event.ends_at = clock.midnight(clock.day(entry["end"]) + dt.timedelta(days=1))
    else:
        event.starts_at, event.ends_at = clock.moment(entry["start"]), clock.moment(entry["end"])
    event.title = clock.fill(entry["title"], event.starts_at.date())
    event.description = clock.fill(entry["description"], event.starts_at.date())
    event.exception_dates = [clock.day(day) for day in entry.get("exceptions", ())]
    if "sign_up_deadline" in entry:
        event.sign_up_deadline = clock.moment(entry["sign_up_deadline"])
    event.stage = Status.PUBLISHED
    event.published_at = min(event.starts_at - SHOWN_BEFORE, clock.now - dt.timedelta(hours=2))
    save(event)
    position = 0
    for role in EventOrganizationRole.values:
        for name in entry.get(role, ()):
            organization = content.organizations[name]
            save(EventOrganization(event=event, organization=organization, role=role, position=position))
            position += 1
    for number, slug in enumerate(entry.get("photos", ())):
        save(EventPhoto(event=event, photo=content.photos[slug], position=number))
    return event
