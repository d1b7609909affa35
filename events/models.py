"""Events and the programmes they belong to."""

import datetime as dt
import uuid
from typing import Any

from dateutil.rrule import rrulestr
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.html import clean_html
from common.pinyin import pinyin_slug


class EventKind(models.TextChoices):
    CONSOLATION = "consolation", _("Consolation visit")
    COMPETITION = "competition", _("Skills competition")
    TRAINING = "training", _("Training")
    LECTURE = "lecture", _("Lecture")
    CULTURE = "culture", _("Culture and sport")
    VOLUNTEERING = "volunteering", _("Volunteering")
    DONATION = "donation", _("Donation")
    MEETING = "meeting", _("Meeting")
    LAUNCH = "launch", _("Founding or unveiling")
    CEREMONY = "ceremony", _("Opening or award ceremony")
    SELECTION = "selection", _("Selection")
    JOB_FAIR = "job_fair", _("Job fair")
    LEGAL_AID = "legal_aid", _("Legal advice")
    HEALTH_CHECK = "health_check", _("Health check")
    MATCHMAKING = "matchmaking", _("Singles' meeting")
    NEGOTIATION = "negotiation", _("Collective bargaining")
    CHILDCARE = "childcare", _("Childcare")
    RECUPERATION = "recuperation", _("Recuperation")
    VISIT = "visit", _("Fact-finding visit")


class EventStatus(models.TextChoices):
    SCHEDULED = "scheduled", _("Scheduled")
    POSTPONED = "postponed", _("Postponed")
    CANCELLED = "cancelled", _("Cancelled")


class Programme(models.Model):
    """A parent of events (工程, 计划, 系列), without a date of its own."""

    name = models.CharField(
        _("name"), max_length=100, unique=True,
        error_messages={"unique": _("There is already a programme of this name.")},
    )  # fmt: skip
    slug = models.SlugField(_("address name"), max_length=100, unique=True, blank=True)
    description = models.TextField(_("description"), blank=True)
    organization = models.ForeignKey(
        "organizations.Organization", verbose_name=_("host"), null=True, blank=True, on_delete=models.PROTECT,
        related_name="programmes",
    )  # fmt: skip

    class Meta:
        verbose_name = _("programme")
        verbose_name_plural = _("programmes")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self.slug:
            base = pinyin_slug(self.name, 90) or "programme"
            self.slug, number = base, 2
            while Programme.objects.exclude(pk=self.pk).filter(slug=self.slug).exists():
                self.slug, number = f"{base}-{number}", number + 1
        super().save(*args, **kwargs)

    def clean(self) -> None:
        self.description = clean_html(self.description)


def published_q(now: dt.datetime | None = None, prefix: str = "") -> Q:
    """Which events readers may see at a moment."""
    return Q(**{f"{prefix}published_at__lte": now or timezone.now()})


class EventQuerySet(models.QuerySet["Event"]):
    def published(self, now: dt.datetime | None = None) -> "EventQuerySet":
        return self.filter(published_q(now))

    def upcoming(self, now: dt.datetime | None = None) -> "EventQuerySet":
        """Those not yet over, the next first. A recurring event is over with its last date."""
        return self.filter(last_ends_at__gt=now or timezone.now()).order_by("starts_at", "id")

    def past(self, now: dt.datetime | None = None) -> "EventQuerySet":
        return self.filter(last_ends_at__lte=now or timezone.now()).order_by("-starts_at", "-id")

    def between(self, start: dt.datetime, end: dt.datetime) -> "EventQuerySet":
        """Those that may have a date in ``[start, end)``; recurring ones are to be asked for their dates."""
        return self.filter(starts_at__lt=end, last_ends_at__gt=start).order_by("starts_at", "id")

    def of_organization(self, organization: Any) -> "EventQuerySet":
        return self.filter(
            pk__in=EventOrganization.objects.filter(organization=organization).values("event_id")
        )

    def search(self, query: str) -> "EventQuerySet":
        found = self
        for word in query.split():
            found = found.filter(
                Q(title__icontains=word) | Q(place__icontains=word) | Q(description__icontains=word)
            )
        return found


class Event(models.Model):
    """Something with a date. Times are aware; a whole-day event runs from 00:00 to 00:00 after its last day."""

    title = models.CharField(_("title"), max_length=200)
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
    published_at = models.DateTimeField(
        _("shown from"),
        null=True,
        blank=True,
        help_text=_("Left empty, the event is a draft that readers do not see."),
    )
    organization = models.ForeignKey(
        "organizations.Organization", verbose_name=_("union that keeps it"), null=True, blank=True,
        on_delete=models.PROTECT, related_name="kept_events", help_text=_("Decides who at the desk may work on it."),
    )  # fmt: skip
    organizations: "models.ManyToManyField[Any, EventOrganization]" = models.ManyToManyField(
        "organizations.Organization", through="EventOrganization", related_name="events",
        verbose_name=_("organizations"),
    )  # fmt: skip
    photos: "models.ManyToManyField[Any, EventPhoto]" = models.ManyToManyField(
        "photos.Photo", through="EventPhoto", related_name="events", verbose_name=_("photos")
    )
    articles: "models.ManyToManyField[Any, Any]" = models.ManyToManyField(
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
                | Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
                name="event_coordinates_whole",
                violation_error_message=_("Give both latitude and longitude, or neither."),
            ),
        ]

    # A change of one of these is a new revision for people's calendars (SEQUENCE of RFC 5545).
    REVISED_BY = (
        "title", "starts_at", "ends_at", "is_all_day", "recurrence", "exception_dates", "place", "address", "status"
    )  # fmt: skip

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.last_ends_at = self._end_of_last_date()
        if self.pk:
            before = Event.objects.filter(pk=self.pk).values(*self.REVISED_BY).first()
            if before and any(getattr(self, name) != value for name, value in before.items()):
                self.sequence += 1
        if kwargs.get("update_fields") is not None:
            kwargs["update_fields"] = {*kwargs["update_fields"], "last_ends_at", "sequence", "updated_at"}
        super().save(*args, **kwargs)

    def clean(self) -> None:
        self.description = clean_html(self.description)
        errors: dict[str, Any] = {}
        if self.starts_at and self.ends_at and self.ends_at < self.starts_at:
            errors["ends_at"] = _("The event ends before it starts: correct one of the two times.")
        if self.recurrence:
            self.recurrence = self.recurrence.upper().removeprefix("RRULE:").replace(" ", "")
            try:
                self._rule()
            except (ValueError, TypeError, AttributeError):
                errors["recurrence"] = _(
                    "This is not a rule that calendars understand. Write it like FREQ=WEEKLY;BYDAY=SA;COUNT=8."
                )
            else:
                if "COUNT=" not in self.recurrence and "UNTIL=" not in self.recurrence:
                    errors["recurrence"] = _("The rule has no end: add COUNT=… or UNTIL=….")
        if errors:
            raise ValidationError(errors)

    def get_absolute_url(self) -> str:
        return reverse("events:event", args=[self.pk])

    @property
    def is_public(self) -> bool:
        return self.published_at is not None and self.published_at <= timezone.now()

    @property
    def is_over(self) -> bool:
        return self.last_ends_at <= timezone.now()

    @property
    def is_cancelled(self) -> bool:
        return self.status == EventStatus.CANCELLED

    @property
    def sign_up_is_open(self) -> bool:
        """Whether somebody may still sign up: there is a way, the deadline is ahead, the event takes place."""
        deadline = self.sign_up_deadline or self.last_ends_at
        return (
            bool(self.sign_up_url or self.sign_up_note)
            and not self.is_cancelled
            and deadline > timezone.now()
        )

    @property
    def last_day(self) -> dt.date:
        """The last day of the (first) date: a whole-day event ends at the midnight after it."""
        end = timezone.localtime(self.ends_at)
        return (end - dt.timedelta(microseconds=1)).date() if self.ends_at > self.starts_at else end.date()

    def _rule(self) -> Any:
        # The rule counts in local time: every Saturday at nine stays at nine.
        start = timezone.localtime(self.starts_at).replace(tzinfo=None)
        rule = self.recurrence
        if "UNTIL=" in rule:  # RFC 5545 writes UNTIL in UTC for local starts; dateutil wants both alike
            rule = rule.replace("Z", "")
        return rrulestr(rule, dtstart=start)

    def dates(
        self, start: dt.datetime, end: dt.datetime, limit: int = 200
    ) -> list[tuple[dt.datetime, dt.datetime]]:
        """The dates ``(start, end)`` of the event that touch ``[start, end)``, aware, in order."""
        length = self.ends_at - self.starts_at
        if not self.recurrence:
            touches = self.starts_at < end and (
                self.ends_at > start or self.ends_at == self.starts_at >= start
            )
            return [(self.starts_at, self.ends_at)] if touches else []
        zone = timezone.get_default_timezone()
        found = []
        after = timezone.localtime(start).replace(tzinfo=None) - length
        before = timezone.localtime(end).replace(tzinfo=None)
        for number, naive in enumerate(self._rule().xafter(after, inc=True)):
            if naive >= before or number > limit + len(self.exception_dates):
                break
            first = naive.replace(tzinfo=zone)
            if naive.date() not in self.exception_dates and first < end and first + length > start:
                found.append((first, first + length))
        return found

    def next_date(self, now: dt.datetime | None = None) -> tuple[dt.datetime, dt.datetime]:
        """The date that runs or comes next; of an event that is over, the last one."""
        now = now or timezone.now()
        coming = (
            self.dates(now, self.last_ends_at + dt.timedelta(seconds=1), limit=1) if self.recurrence else []
        )
        return coming[0] if coming else (self.starts_at, self.ends_at)

    def _end_of_last_date(self) -> dt.datetime:
        if not self.recurrence:
            return self.ends_at
        last = None
        for number, naive in enumerate(self._rule()):
            if number > 2000:  # a rule of more dates than that is a mistake, not a calendar
                break
            if naive.date() not in self.exception_dates:
                last = naive
        if last is None:
            return self.ends_at
        start = last.replace(tzinfo=timezone.get_default_timezone())
        return max(self.ends_at, start + (self.ends_at - self.starts_at))


class EventOrganizationRole(models.TextChoices):
    HOST = "host", _("Host")
    ORGANIZER = "organizer", _("Organized by")
    CO_ORGANIZER = "co_organizer", _("Co-organizer")
    SUPPORT = "support", _("Supported by")


class EventOrganization(models.Model):
    """What an organization has to do with an event."""

    event = models.ForeignKey(
        Event, verbose_name=_("event"), on_delete=models.CASCADE, related_name="organization_entries"
    )
    organization = models.ForeignKey(
        "organizations.Organization", verbose_name=_("organization"), on_delete=models.PROTECT,
        related_name="event_entries",
    )  # fmt: skip
    role = models.CharField(
        _("role"), max_length=15, choices=EventOrganizationRole, default=EventOrganizationRole.HOST
    )
    position = models.PositiveIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("organization of an event")
        verbose_name_plural = _("organizations of an event")
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "organization", "role"],
                name="event_organization_once",
                violation_error_message=_("The organization has this role in the event already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()} {self.organization}"


class EventPhoto(models.Model):
    """A picture of an event, in order."""

    event = models.ForeignKey(
        Event, verbose_name=_("event"), on_delete=models.CASCADE, related_name="photo_entries"
    )
    photo = models.ForeignKey(
        "photos.Photo", verbose_name=_("photo"), on_delete=models.PROTECT, related_name="event_entries"
    )
    position = models.PositiveIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("photo of an event")
        verbose_name_plural = _("photos of an event")
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "photo"],
                name="event_photo_once",
                violation_error_message=_("The event holds this picture already."),
            )
        ]

    def __str__(self) -> str:
        return str(self.photo)
