"""When the clock, and nobody else, changes what readers see of events."""

import datetime as dt
from typing import Any

from articles.clock import next_of
from common.compiled import Moment
from events.models import Event, Occurrence

# A subscribed calendar holds what is to come and what was within this time.
KEPT = dt.timedelta(days=366)


def moments(now: Moment) -> list[Any]:
    """Queries of one value each: the next moment from ``now`` on at which an event appears, begins, is over, or takes
    nobody in any more."""
    return [
        next_of(Event.objects.all(), "published_at", now),
        next_of(Event.objects.all(), "sign_up_deadline", now),
        next_of(Event.objects.all(), "last_ends_at", now),
        next_of(Occurrence.objects.all(), "starts_at", now),
        next_of(Occurrence.objects.all(), "ends_at", now),
    ]
