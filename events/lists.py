"""Events as lists and the sheet of a month show them: by their keys, each in one statement that is compiled once."""

from collections.abc import Hashable, Iterable, Sequence
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, QuerySet
from django.http import HttpRequest
from django.utils import timezone

from common.compiled import NOW, Compiled, Given, OneOf, Together
from common.paging import Page, bounded_page
from events.grid import SheetDate
from events.models import Event, EventQuerySet, Occurrence
from pagecache.kept import kept

KEYS = Given("keys", ArrayField(models.BigIntegerField()))


def _listed() -> EventQuerySet:
    rows = Event.objects.published(NOW).for_lists().defer("description", "programme__description")
    return rows.filter(OneOf(F("pk"), KEYS)).order_by()


_LISTED = Compiled(_listed)
# In a calendar to subscribe to; two hundred rows, which travel as one text.
_IN_CALENDARS = Together(
    lambda: {"events": Event.objects.published(NOW).filter(OneOf(F("pk"), KEYS)).order_by("starts_at", "pk")}
)


def listed(wanted: Iterable[int]) -> list[Event]:
    """Those of some events that readers see, in the order of the keys, with what a list item shows. One query."""
    keys = list(wanted)
    by_key = {row.pk: row for row in _LISTED.ask(keys=keys, now=timezone.now())} if keys else {}
    return [by_key[key] for key in keys if key in by_key]


def in_calendars(keys: Sequence[int]) -> list[Event]:
    """Those of some events that readers see, by their beginning, with all that a calendar says of them. One query."""
    return _IN_CALENDARS.ask(keys=list(keys), now=timezone.now())["events"]


def past_page(request: HttpRequest, events: EventQuerySet, *, of: Hashable, keep: str = "") -> Page[Event]:
    """The page of what is over that the request asks for, the latest first; ``of`` says which events they are.

    How many there are is kept: a change or the end of an event alters it. Raises ``Http404`` as ``paginate`` does.
    """
    past = events.past()
    return bounded_page(
        request,
        count=lambda most: kept(("past events", of), past.order_by().values("pk")[:most].count),
        load=lambda start, stop: listed(past.values_list("pk", flat=True)[start:stop]),
        keep=keep,
    )


def _on_sheet() -> QuerySet[Any, Any]:
    dates = Occurrence.objects.filter(OneOf(F("pk"), KEYS), event__in=Event.objects.published(NOW))
    # Those of ``SheetDate``, in its order.
    return dates.order_by("starts_at", "event_id").values_list(
        "event_id", "event__title", "event__title_words", "event__status", "event__is_all_day", "starts_at", "ends_at"
    )  # fmt: skip


# Hundreds of rows, which travel as one text.
_ON_SHEET = Together(lambda: {"dates": _on_sheet()})


def dates_on_sheet(keys: Sequence[int]) -> list[SheetDate]:
    """Those of some dates whose events readers see, in order. One query."""
    zone = timezone.get_default_timezone()
    return [
        SheetDate(key, title, words, status, whole, starts_at.astimezone(zone), ends_at.astimezone(zone))
        for key, title, words, status, whole, starts_at, ends_at in _ON_SHEET.ask(
            keys=list(keys), now=timezone.now()
        )["dates"]
    ]
