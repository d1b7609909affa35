import datetime as dt
from typing import TYPE_CHECKING

from django.contrib.postgres.fields import DateTimeRangeField
from django.contrib.postgres.indexes import GistIndex
from django.db import models
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from events.models.event import Event


class Lasts(models.Func):
    """The time that a date takes, from its beginning on and without its end; empty for one without length."""

    function = "tstzrange"
    output_field = DateTimeRangeField()

    def __init__(self) -> None:
        super().__init__(F("starts_at"), F("ends_at"))


# The beginning and the end of a date, aware.
Dates = tuple[dt.datetime, dt.datetime]


class OccurrenceQuerySet(models.QuerySet["Occurrence"]):
    def touching(self, start: dt.datetime, end: dt.datetime) -> "OccurrenceQuerySet":
        """Dates that lie at least in part in ``[start, end)``; one without length when it lies inside."""
        touching = Q(lasts__overlap=DateTimeTZRange(start, end)) | Q(
            starts_at__gte=start, starts_at__lt=end, ends_at=F("starts_at")
        )
        return self.alias(lasts=Lasts()).filter(touching)

    def running(self, now: dt.datetime) -> "OccurrenceQuerySet":
        """Dates that have begun and are not over: those whose range of time (index ``occurrence_range``) holds it."""
        return self.alias(lasts=Lasts()).filter(lasts__overlap=DateTimeTZRange(now, now, "[]"))

    def keep(self, event: "Event", dates: list[Dates]) -> None:
        """Make the stored dates of an event those given; what is right already is not written again."""
        stored = {(row.starts_at, row.ends_at): row.pk for row in self.filter(event=event)}
        self.filter(pk__in=[pk for date, pk in stored.items() if date not in dates]).delete()
        missing = [
            Occurrence(event=event, starts_at=start, ends_at=end)
            for start, end in dates
            if (start, end) not in stored
        ]
        self.bulk_create(missing)


class Occurrence(models.Model):
    """One date of an event, worked out from its start and its rule whenever it is saved; never edited by hand.

    It is there so that a month, or what comes next, is one query however many rules there are.
    """

    event = models.ForeignKey(
        "events.Event", verbose_name=_("event"), on_delete=models.CASCADE, related_name="occurrences"
    )
    starts_at = models.DateTimeField(_("starts"))
    ends_at = models.DateTimeField(_("ends"))

    objects = OccurrenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("date of an event")
        verbose_name_plural = _("dates of events")
        ordering = ["starts_at", "event_id"]
        indexes = [
            models.Index(fields=["starts_at", "ends_at"], name="occurrence_time"),
            models.Index(fields=["ends_at"], name="occurrence_end"),
            # What runs, and what touches a month: neither end alone tells it without looking at years of dates.
            GistIndex(Lasts(), name="occurrence_range"),
        ]
        constraints = [models.UniqueConstraint(fields=["event", "starts_at"], name="occurrence_once")]

    def __str__(self) -> str:
        return f"{timezone.localtime(self.starts_at):%Y-%m-%d %H:%M} {self.event}"
