"""Events with their dates, and the programmes they belong to."""

from events.models.event import Event, EventQuerySet, last_day, published_q
from events.models.kinds import EventKind, EventStatus
from events.models.occurrence import Occurrence, OccurrenceQuerySet
from events.models.parts import EventOrganization, EventOrganizationRole, EventPhoto
from events.models.programme import Programme

__all__ = [
    "Event",
    "EventKind",
    "EventOrganization",
    "EventOrganizationRole",
    "EventPhoto",
    "EventQuerySet",
    "EventStatus",
    "Occurrence",
    "OccurrenceQuerySet",
    "Programme",
    "last_day",
    "published_q",
]
