import datetime as dt
import uuid
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles.models import Status
from articles.models.article import IN_REVIEW
from common.dates import desk_time
from common.html import clean_html
from common.reversing import address
from common.text import tidy_line
from common.words import marked, with_breaks
from events import recurrence
from events.models.kinds import STAGES, EventKind, EventStatus
from events.models.occurrence import Dates, Occurrence
from events.models.programme import Programme
from events.models.queries import EventQuerySet

if TYPE_CHECKING:
    from events.models.parts import EventOrganization, EventPhoto
    from organizations.models import Organization
    from photos.models import Photo


def _zone() -> dt.tzinfo:
    return timezone.get_default_timezone()


def _midnight(moment: dt.datetime) -> dt.datetime:
    return moment.replace(hour=0, minute=0, second=0, microsecond=0)


def last_day(start: dt.datetime, end: dt.datetime) -> dt.date:
    """The last day that a date touches: an end at midnight still belongs to the day before."""
    last = end.astimezone(_zone())  # not ``timezone.localtime``: a full sheet asks for hundreds
    return (last - dt.timedelta(microseconds=1)).date() if end > start else last.date()


class Event(models.Model):
    """Something with a date. Times are aware; a whole-day event runs from 00:00 to 00:00 after its last day."""

    title = models.CharField(_("title"), max_length=200)
    # The title with places at which a line may break; see ``Article.title_words``.
    title_words = models.CharField(max_length=500, blank=True, editable=False, default="")
    kind = models.CharField(_("kind"), max_length=15, choices=EventKind)
    programme = models.ForeignKey(
        Programme,
        verbose_name=_("programme"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="events",
    )
    starts_at = models.DateTimeField(_("starts"))
    ends_at = models.DateTimeField(_("ends"))
    is_all_day = models.BooleanField(_("whole days"), default=False)
    recurrence = models.CharField(
        _("recurrence"), max_length=200, blank=True,
        help_text=_("A rule of RFC 5545: FREQ=WEEKLY;BYDAY=SA;COUNT=8. It needs COUNT or UNTIL."),
    )  # fmt: skip
    exception_dates = ArrayField(
        models.DateField(), verbose_name=_("days on which it does not take place"), default=list, blank=True
    )
    last_ends_at = models.DateTimeField(_("end of the last date"), editable=False)
    place = models.CharField(_("place"), max_length=100, blank=True)
    address = models.CharField(_("address"), max_length=200, blank=True)
    latitude = models.FloatField(
        _("latitude"), null=True, blank=True, validators=[MinValueValidator(-90), MaxValueValidator(90)]
    )
    longitude = models.FloatField(
        _("longitude"), null=True, blank=True, validators=[MinValueValidator(-180), MaxValueValidator(180)]
    )
    description = models.TextField(_("description"), blank=True)
    fee = models.CharField(
        _("fee"), max_length=100, blank=True, help_text=_("Left empty: nothing is said. For example: 免费.")
    )
    audience = models.CharField(_("for whom"), max_length=200, blank=True)
    sign_up_url = models.URLField(_("sign-up address"), blank=True, max_length=500)
    sign_up_note = models.CharField(_("how to sign up"), max_length=200, blank=True)
    sign_up_deadline = models.DateTimeField(_("sign-up deadline"), null=True, blank=True)
    status = models.CharField(_("status"), max_length=10, choices=EventStatus, default=EventStatus.SCHEDULED)
    status_note = models.CharField(
        _("what readers are told of the change"), max_length=300, blank=True,
        help_text=_("For a postponed or cancelled event: why, and what happens instead."),
    )  # fmt: skip
    stage = models.CharField(
        _("review"), max_length=15, choices=[(stage.value, stage.label) for stage in STAGES],
        default=Status.DRAFT, editable=False,
    )  # fmt: skip
    published_at = models.DateTimeField(
        _("shown from"),
        null=True,
        blank=True,
        help_text=_(
            "Left empty: from its publication on. Before it is published, readers see nothing of it."
        ),
    )
    organization = models.ForeignKey(
        "organizations.Organization", verbose_name=_("union that keeps it"), null=True, blank=True,
        on_delete=models.PROTECT, related_name="kept_events", help_text=_("Decides who at the desk may work on it."),
    )  # fmt: skip
    organizations: "models.ManyToManyField[Organization, EventOrganization]" = models.ManyToManyField(
        "organizations.Organization", through="EventOrganization", related_name="events",
        verbose_name=_("organizations"),
    )  # fmt: skip
    photos: "models.ManyToManyField[Photo, EventPhoto]" = models.ManyToManyField(
        "photos.Photo", through="EventPhoto", related_name="events", verbose_name=_("photos")
    )
    articles = models.ManyToManyField(
        "articles.Article", blank=True, related_name="events", verbose_name=_("reports"),
        help_text=_("Articles that announce or report the event."),
    )  # fmt: skip
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    sequence = models.PositiveIntegerField(_("number of changes"), default=0, editable=False)
    updated_at = models.DateTimeField(_("changed at"), auto_now=True)

    objects = EventQuerySet.as_manager()

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        ordering = ["-starts_at", "-id"]
        indexes = [
            models.Index(fields=["starts_at", "id"], name="event_starts"),
            models.Index(fields=["last_ends_at"], name="event_ends"),
            # Readers' lists: the latest first, whole or of one kind, counted without the rows themselves.
            models.Index(
                "last_ends_at",
                "id",
                include=["published_at"],
                name="event_past",
                condition=Q(stage=Status.PUBLISHED),
            ),
            models.Index(
                "kind",
                "last_ends_at",
                "id",
                include=["published_at"],
                name="event_kind",
                condition=Q(stage=Status.PUBLISHED),
            ),
            # What appears, and what can be joined no more, by the clock next (``events.clock``).
            models.Index(fields=["published_at"], name="event_published"),
            models.Index(
                fields=["sign_up_deadline"],
                name="event_deadline",
                condition=Q(sign_up_deadline__isnull=False),
            ),
            # What is not for readers, which is little: counts leave it out.
            models.Index(fields=["id"], name="event_hidden", condition=~Q(stage=Status.PUBLISHED)),
            # Few wait at a time; readers' pages ask for the rest.
            models.Index(fields=["updated_at"], name="event_waiting", condition=Q(stage__in=IN_REVIEW)),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gte=F("starts_at")),
                name="event_ends_after_start",
                violation_error_message=_("The event ends before it starts: correct one of the two times."),
            ),
            models.CheckConstraint(
                condition=Q(last_ends_at__gte=F("ends_at")),
                name="event_last_end_not_before_first",
                violation_error_message=_("The last date ends before the first one."),
            ),
            models.CheckConstraint(
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                # NULL counts as passed: that neither is missing has to be said
                | Q(
                    latitude__isnull=False,
                    longitude__isnull=False,
                    latitude__range=(-90, 90),
                    longitude__range=(-180, 180),
                ),
                name="event_coordinates_whole",
                violation_error_message=_("Give both latitude and longitude, or neither."),
            ),
            models.CheckConstraint(
                condition=Q(recurrence="")
                | Q(recurrence__contains="COUNT=")
                | Q(recurrence__contains="UNTIL="),
                name="event_recurrence_ends",
                violation_error_message=_("The rule has no end: add COUNT=… or UNTIL=…."),
            ),
        ]

    # A change of one of these is a new revision for people's calendars (SEQUENCE of RFC 5545).
    REVISED_BY = (
        "title", "starts_at", "ends_at", "is_all_day", "recurrence", "exception_dates", "place", "address", "status"
    )  # fmt: skip

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.recurrence = recurrence.tidy(self.recurrence)
        dates = self.all_dates()
        self.last_ends_at = max([self.ends_at, *(end for _start, end in dates)])
        self.title_words = with_breaks(self.title)[:500]
        if self._state.adding:
            self.sequence = self.sequence or self.first_sequence
        elif self.pk:
            before = Event.objects.filter(pk=self.pk).values(*self.REVISED_BY).first()
            if before and any(getattr(self, name) != value for name, value in before.items()):
                self.sequence += 1
        fields = kwargs.get("update_fields")
        if fields is None and not self._state.adding:
            # A form that was loaded earlier cannot undo a decision: the stage is written only where it is named.
            deferred = {self._meta.get_field(name).name for name in self.get_deferred_fields()}
            fields = {field.name for field in self._meta.concrete_fields if not field.primary_key} - deferred
            fields -= {"stage"}
        if fields is not None:
            kwargs["update_fields"] = {*fields, "title_words", "last_ends_at", "sequence", "updated_at"}
        with transaction.atomic():
            super().save(*args, **kwargs)
            Occurrence.objects.keep(self, dates)

    @property
    def first_sequence(self) -> int:
        """Of one that comes in cancelled or postponed: calendars may know it as planned from elsewhere."""
        return 0 if self.status == EventStatus.SCHEDULED else 1

    def clean(self) -> None:
        self.title = tidy_line(self.title)
        self.description = clean_html(self.description)
        self.recurrence = recurrence.tidy(self.recurrence)
        if not (self.starts_at and self.ends_at):
            return  # the form says so already
        if self.is_all_day and self.starts_at <= self.ends_at:
            self._widen_to_days()
        errors: dict[str, Any] = {}
        if self.ends_at < self.starts_at:
            errors["ends_at"] = _("The event ends before it starts: correct one of the two times.")
        if self.recurrence:
            try:
                recurrence.check(self.recurrence, self.starts_at, self.exception_dates or [], _zone())
            except recurrence.RuleError as error:
                errors["recurrence"] = str(error)
        elif self.exception_dates:
            errors["exception_dates"] = _(
                "Only an event that recurs has days on which it does not take place."
            )
        if self.sign_up_deadline and not errors and self.sign_up_deadline > self.all_dates()[-1][1]:
            errors["sign_up_deadline"] = _(
                "The sign-up deadline lies after the end of the event: correct it."
            )
        if errors:
            raise ValidationError(errors)
        self.last_ends_at = max([self.ends_at, *(end for _start, end in self.all_dates())])

    def get_absolute_url(self) -> str:
        return address("events:event", self.pk)

    def _widen_to_days(self) -> None:
        """Whole days: from the midnight before the start to the midnight after the end."""
        start, end = timezone.localtime(self.starts_at), timezone.localtime(self.ends_at)
        self.starts_at, last = _midnight(start), _midnight(end)
        self.ends_at = last + dt.timedelta(days=1) if last < end or last <= self.starts_at else last

    @property
    def headline(self) -> SafeString:
        """The title for a page, with ``<wbr>`` between its words; plain where nothing is prepared for it."""
        return marked(self.title, self.title_words)

    # --- state by status and clock ------------------------------------------------------------
    @property
    def is_public(self) -> bool:
        """Whether readers may see it now: ``published_q`` for one row."""
        shown = self.published_at is not None and self.published_at <= timezone.now()
        return shown and self.stage == Status.PUBLISHED

    @property
    def state(self) -> str:
        """A code for the desk: how far it has come, or ``scheduled`` while it is to be shown later."""
        if self.stage == Status.PUBLISHED and not self.is_public:
            return "scheduled"
        return self.stage

    @property
    def state_label(self) -> str:
        if self.state == "scheduled" and self.published_at is not None:
            return gettext("Scheduled for %(time)s") % {"time": desk_time(self.published_at)}
        if self.stage in IN_REVIEW and settings.EVENT_REVIEW_LEVELS == 1:
            return gettext("Awaiting review")
        return str(self.get_stage_display())

    @property
    def is_over(self) -> bool:
        return self.last_ends_at <= timezone.now()

    @property
    def is_cancelled(self) -> bool:
        return self.status == EventStatus.CANCELLED

    @property
    def is_postponed(self) -> bool:
        return self.status == EventStatus.POSTPONED

    @property
    def is_changed(self) -> bool:
        """Whether readers who were told of it must be told something else before its day."""
        return (self.is_cancelled or self.is_postponed) and not self.is_over

    @property
    def host_names(self) -> list[str]:
        """The short names of the organizations that hold it; that of the first in any other role when nobody is named
        as host. A row of ``for_lists()`` knows them."""
        asked = vars(self)
        names: list[str] = asked["names_of_hosts"] or asked["name_of_first"]
        return names

    @property
    def has_sign_up(self) -> bool:
        return bool(self.sign_up_url or self.sign_up_note)

    @property
    def sign_up_is_open(self) -> bool:
        """Whether somebody may still sign up: there is a way, the deadline is ahead, the event takes place."""
        deadline = self.sign_up_deadline or self.last_ends_at
        return self.has_sign_up and not self.is_cancelled and deadline > timezone.now()

    # --- dates ----------------------------------------------------------------------------------
    @property
    def first_day(self) -> dt.date:
        """The day on which the (first) date begins, in local time."""
        return timezone.localtime(self.starts_at).date()

    @property
    def last_day(self) -> dt.date:
        """The last day of the (first) date: a whole-day event ends at the midnight after it."""
        return last_day(self.starts_at, self.ends_at)

    def all_dates(self) -> list[Dates]:
        """All dates ``(start, end)`` without the exceptions, aware, in order; one for an event that does not recur."""
        if not self.recurrence:
            return [(self.starts_at, self.ends_at)]
        length = timezone.localtime(self.ends_at) - timezone.localtime(self.starts_at)
        return [
            (start, start + length)
            for start in recurrence.starts(self.recurrence, self.starts_at, _zone())
            if start.date() not in self.exception_dates
        ]

    def dates(self, start: dt.datetime, end: dt.datetime, limit: int = 200) -> list[Dates]:
        """The dates ``(start, end)`` of the event that touch ``[start, end)``, aware, in order."""
        touching = [
            date
            for date in self.all_dates()
            if date[0] < end and (date[1] > start or date[0] == date[1] >= start)
        ]
        return touching[:limit]

    @property
    def found_date(self) -> Dates | None:
        """Of a row of ``upcoming()`` the date that the query found along with it."""
        row = vars(self)
        return (row["next_starts_at"], row["next_ends_at"]) if "next_starts_at" in row else None

    def next_date(self, now: dt.datetime | None = None) -> Dates:
        """The date that runs or comes next; of an event that is over, the last one.

        Of a row of ``upcoming()`` it is the one that the query found.
        """
        if now is None and self.found_date is not None:
            return self.found_date
        if not self.recurrence:
            return self.starts_at, self.ends_at
        dates, now = self.all_dates() or [(self.starts_at, self.ends_at)], now or timezone.now()
        return next((date for date in dates if date[1] > now), dates[-1])
