"""Which events are asked for: those that readers may see, that come next, that touch a month."""

import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db import models, transaction
from django.db.models import F, Q
from django.db.models.functions import Coalesce, NullIf
from django.utils import timezone

from articles.models import Status
from common.compiled import Moment
from common.words import with_breaks
from events.models.kinds import EventStatus
from events.models.occurrence import Occurrence

if TYPE_CHECKING:
    from events.models.event import Event
    from organizations.models import Organization


def published_q(now: Moment | None = None, prefix: str = "") -> Q:
    """Which events readers may see at a moment."""
    return Q(**{f"{prefix}stage": Status.PUBLISHED, f"{prefix}published_at__lte": now or timezone.now()})


def hidden_q(now: dt.datetime | None = None) -> Q:
    """All others: what ``published_q`` leaves out, in words that an index answers, for there are few of them."""
    return ~Q(stage=Status.PUBLISHED) | Q(published_at=None) | Q(published_at__gt=now or timezone.now())


class EventQuerySet(models.QuerySet["Event"]):
    def published(self, now: Moment | None = None) -> "EventQuerySet":
        return self.filter(published_q(now))

    def hidden(self, now: dt.datetime | None = None) -> "EventQuerySet":
        """What readers may not see at a moment."""
        return self.filter(hidden_q(now))

    def visible_to(self, grant: frozenset[int] | None) -> "EventQuerySet":
        """What the desk shows an account: what readers see, and the rest of the unions that the account acts for.

        ``grant`` holds the keys of those unions; ``None`` means all.
        """
        return self if grant is None else self.filter(Q(organization__in=grant) | published_q())

    def upcoming(
        self,
        now: dt.datetime | None = None,
        *,
        until: dt.datetime | None = None,
        today: dt.datetime | None = None,
    ) -> "EventQuerySet":
        """Those with a date that runs or is to come, the next first; ``next_starts_at`` and ``next_ends_at`` are it.

        With ``until`` only what begins before it. With ``today`` (its midnight) what runs since before stands last.
        """
        now = now or timezone.now()
        coming = Occurrence.objects.filter(event=models.OuterRef("pk"), ends_at__gt=now).order_by("starts_at")
        begins = {"next_starts_at__lt": until} if until else {"next_starts_at__isnull": False}
        running = models.When(next_starts_at__lt=today or dt.datetime.min.replace(tzinfo=dt.UTC), then=1)
        return (
            self.filter(last_ends_at__gt=now)
            .annotate(
                next_starts_at=models.Subquery(coming.values("starts_at")[:1]),
                next_ends_at=models.Subquery(coming.values("ends_at")[:1]),
            )
            .filter(**begins)
            .order_by(
                *([models.Case(running, default=0, output_field=models.IntegerField())] if today else []),
                "next_starts_at",
                "id",
            )
        )

    def changed(self, now: dt.datetime | None = None) -> "EventQuerySet":
        """Those still ahead that do not take place as announced: ``Event.is_changed`` of many."""
        return self.exclude(status=EventStatus.SCHEDULED).filter(last_ends_at__gt=now or timezone.now())

    def past(self, now: dt.datetime | None = None) -> "EventQuerySet":
        """Those whose last date is over, the latest first."""
        return self.filter(last_ends_at__lte=now or timezone.now()).order_by("-last_ends_at", "-id")

    def between(self, start: dt.datetime, end: dt.datetime) -> "EventQuerySet":
        """Those with a date that touches ``[start, end)``."""
        return self.filter(
            models.Exists(Occurrence.objects.touching(start, end).filter(event=models.OuterRef("pk")))
        ).order_by("starts_at", "id")

    def bulk_create(self, objs: Any, *args: Any, **kwargs: Any) -> Any:
        """As always, with the dates of each event, which ``save()`` would have worked out."""
        events: list[Event] = list(objs)
        dates = [event.all_dates() for event in events]
        for event, ends in zip(events, dates, strict=True):
            event.last_ends_at = max([event.ends_at, *(end for _start, end in ends)])
            event.title_words = with_breaks(event.title)[:500]
            event.sequence = event.sequence or event.first_sequence
        with transaction.atomic():
            created = super().bulk_create(events, *args, **kwargs)
            Occurrence.objects.bulk_create(
                Occurrence(event=event, starts_at=start, ends_at=end)
                for event, own in zip(created, dates, strict=True)
                for start, end in own
            )
        return created

    def update(self, **values: Any) -> int:
        """As always; what calendars show of an event is a new revision for them too, whoever changes it."""
        if not set(values).isdisjoint(self.model.REVISED_BY) and "sequence" not in values:
            values = {"updated_at": timezone.now(), **values, "sequence": F("sequence") + 1}
        return super().update(**values)

    def of_organization(self, organization: "Organization") -> "EventQuerySet":
        return self.of_organizations([organization])

    def of_organizations(
        self, organizations: "Iterable[Organization] | models.QuerySet[Organization]"
    ) -> "EventQuerySet":
        """Those in which one of several organizations (rows or a subquery of keys) has a role."""
        entries = self.model.organizations.through.objects.filter(organization__in=organizations)
        return self.filter(pk__in=entries.values("event_id"))

    def for_lists(self) -> "EventQuerySet":
        """With what a list item shows, in one query: the programme, and what ``Event.host_names`` says."""
        entries = self.model.organizations.through.objects.filter(event=models.OuterRef("pk")).order_by(
            "position", "pk"
        )
        shown = entries.values(
            name=Coalesce(NullIf("organization__short_name", models.Value("")), "organization__name")
        )
        arrays: dict[str, Any] = {
            "names_of_hosts": ArraySubquery(shown.filter(role="host")),
            "name_of_first": ArraySubquery(shown[:1]),
        }
        return self.select_related("programme").annotate(**arrays)
