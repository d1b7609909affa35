"""What comes next, found by walking the dates from now on: the first few cost the same however many there are.

``EventQuerySet.upcoming`` says the same as one queryset, which sorts all that is to come.
"""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Exists, OuterRef
from django.http import HttpRequest
from django.utils import timezone

from common.paging import PAGE_SIZE, Page, bounded_page
from events.models import Event, EventQuerySet, Occurrence
from events.models.occurrence import OccurrenceQuerySet

# The key of an event, with the beginning and the end of the date of it that runs or comes next.
Found = tuple[int, dt.datetime, dt.datetime]


def _now() -> dt.datetime:
    return timezone.now()


@dataclass(frozen=True)
class Coming:
    """Those of some events that have a date which runs or is to come, the next first.

    With ``until`` only what begins before it. With ``today`` (its midnight) what runs since before stands last.
    ``whole`` gives the rows of some keys, where ``events`` only say which they are. With ``few``, a handful of all
    events, as those of one organization: the database then looks for their dates, and not for them among all dates.
    """

    events: EventQuerySet
    now: dt.datetime = field(default_factory=_now)
    until: dt.datetime | None = None
    today: dt.datetime | None = None
    whole: Callable[[list[int]], Iterable[Event]] | None = None
    few: bool = False

    def first(self, count: int) -> list[Event]:
        """The first of them; each knows its date (``Event.next_date``). Two queries, and what ``events`` prefetches."""
        return self._loaded(self._first(count))

    def keys(self, count: int) -> list[int]:
        """The keys of the first of them. One query."""
        return [key for key, _starts_at, _ends_at in self._first(count)]

    def _first(self, count: int) -> list[Found]:
        found = self._running()[:count].union(self._ahead()[:count], all=True)
        return sorted(found, key=lambda date: (date[1], date[0]))[:count]

    def page(self, request: HttpRequest, *, keep: str = "") -> Page[Event]:
        """The page that the request asks for. Raises ``Http404`` for one beyond the last."""
        running = list(self._running())
        return bounded_page(
            request,
            count=self._count,
            load=lambda start, stop: self._loaded(self._slice(running, start, stop)),
            keep=keep,
            size=PAGE_SIZE,
        )

    def _count(self, most: int) -> int:
        """How many there are, up to so many."""
        rows = self.events.order_by().filter(last_ends_at__gt=self.now)
        # The end of the last date says it at once, but for events that leave out the very days ahead; those few are
        # looked for where the number is small enough to be told.
        if self.until is None and rows.values("pk")[:most].count() == most:
            return most
        dates = Occurrence.objects.filter(event=OuterRef("pk"), ends_at__gt=self.now)
        if self.until is not None:
            dates = dates.filter(starts_at__lt=self.until)
        return rows.filter(Exists(dates)).values("pk")[:most].count()

    def _loaded(self, found: list[Found]) -> list[Event]:
        keys = [key for key, _starts_at, _ends_at in found]
        whole = self.whole(keys) if self.whole else self.events.filter(pk__in=keys).order_by()
        rows = {row.pk: row for row in whole}
        for key, starts_at, ends_at in found:
            row: Any = rows.get(key)  # as ``upcoming()`` would have annotated it
            if row is not None:
                row.next_starts_at, row.next_ends_at = starts_at, ends_at
        return [rows[key] for key, _starts_at, _ends_at in found if key in rows]

    def _slice(self, running: list[Found], start: int, stop: int) -> list[Found]:
        """What stands at some places: what runs since today, then what is ahead, then what runs since before."""
        late = [date for date in running if self.today is not None and date[1] < self.today]
        begun = [date for date in running if date not in late]
        found = begun[start:stop]
        place = max(0, start - len(begun))
        ahead = list(self._ahead()[place : place + stop - start - len(found)])
        found += ahead
        if late and len(found) < stop - start:
            before = place + len(ahead) if ahead or not place else self._ahead().count()
            place = max(0, start - len(begun) - before)
            found += late[place : place + stop - start - len(found)]
        return found

    def _running(self) -> Any:
        """What runs, in the order of its beginning; few at any moment."""
        return self._next_ones(Occurrence.objects.running(self.now))

    def _ahead(self) -> Any:
        """Of the events that do not run the next dates, in order."""
        return self._next_ones(Occurrence.objects.filter(starts_at__gt=self.now))

    def _next_ones(self, dates: OccurrenceQuerySet) -> Any:
        """Of some dates those that are their event's next, as ``Found``."""
        sooner = Occurrence.objects.filter(
            event=OuterRef("event"), ends_at__gt=self.now, starts_at__lt=OuterRef("starts_at")
        )
        events = self.events.order_by()
        if self.few:
            # Of many this would say nothing new, and mislead the planner: it takes the two conditions to exclude much.
            events = events.filter(last_ends_at__gt=self.now)
        dates = dates.filter(event__in=events.values("pk")).exclude(Exists(sooner))
        if self.until is not None:
            dates = dates.filter(starts_at__lt=self.until)
        return dates.order_by("starts_at", "event_id").values_list("event_id", "starts_at", "ends_at")
