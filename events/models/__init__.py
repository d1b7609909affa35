"""Events with their dates, and the programmes they belong to."""

from events.models.event import Event, last_day
from events.models.kinds import EventDecision, EventKind, EventStatus
from events.models.occurrence import Occurrence, OccurrenceQuerySet
from events.models.parts import EventOrganization, EventOrganizationRole, EventPhoto
from events.models.programme import Programme
from events.models.queries import EventQuerySet, published_q
from events.models.record import EventRecord

__all__ = [
    "Event",
    "EventDecision",
    "EventKind",
    "EventOrganization",
    "EventOrganizationRole",
    "EventPhoto",
    "EventQuerySet",
    "EventRecord",
    "EventStatus",
    "Occurrence",
    "OccurrenceQuerySet",
    "Programme",
    "last_day",
    "published_q",
]
