"""What the search finds of events and programmes."""

from collections.abc import Iterator, Sequence

from django.utils import timezone

from articles.models import Status
from common.html import html_to_text
from common.pinyin import sort_key
from events.models import Event, Programme
from organizations.documents import marks_of, with_all_above
from search.sources import Found, Source, register


def _events(keys: Sequence[int]) -> Iterator[Found]:
    rows = list(
        Event.objects.filter(pk__in=keys)
        .select_related("programme")
        .prefetch_related("organization_entries__organization")
    )
    above = with_all_above(
        {entry.organization_id for row in rows for entry in row.organization_entries.all()}
    )
    for row in rows:
        units = [entry.organization for entry in row.organization_entries.all()]
        yield Found(
            row.pk,
            row.title,
            {
                "A": [row.title, row.programme.name if row.programme else ""],
                "B": [row.place, row.address, *(unit.name for unit in units), *(unit.short_name for unit in units),
                      str(row.get_kind_display())],
                "C": [row.audience, row.status_note],
                "D": [html_to_text(row.description)],
            },
            [*marks_of([unit.pk for unit in units], above), f"event_kind:{row.kind}",
             *([f"programme:{row.programme_id}"] if row.programme_id else [])],
            date=row.starts_at,
            shown_from=row.published_at,
            is_public=row.stage == Status.PUBLISHED and row.published_at is not None,
        )  # fmt: skip


def _programmes(keys: Sequence[int]) -> Iterator[Found]:
    for row in Programme.objects.filter(pk__in=keys):
        yield Found(
            row.pk, row.name, {"A": [row.name], "D": [html_to_text(row.description)]}, [f"programme:{row.pk}"],
            [(row.name, sort_key(row.name))], timezone.now(), ages=False,
        )  # fmt: skip


def register_documents() -> None:
    events, programmes = Event.objects.all(), Programme.objects.all()
    register(
        Source(
            "event", _events,
            lambda after: events.filter(pk__gt=after).order_by("pk").values_list("pk", flat=True).iterator(),
        )
    )  # fmt: skip
    register(
        Source(
            "programme", _programmes,
            lambda after: programmes.filter(pk__gt=after).order_by("pk").values_list("pk", flat=True).iterator(),
        )
    )  # fmt: skip
