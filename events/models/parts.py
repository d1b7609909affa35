"""What belongs to one event: its organizations and its pictures."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from events.models.event import Event


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
        related_name="event_entries", db_index=False,  # the index below begins with it
    )  # fmt: skip
    role = models.CharField(
        _("role"), max_length=15, choices=EventOrganizationRole, default=EventOrganizationRole.HOST
    )
    position = models.PositiveIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("organization of an event")
        verbose_name_plural = _("organizations of an event")
        ordering = ["position", "id"]
        indexes = [
            # The events of an organization, found without the rows.
            models.Index(fields=["organization", "event"], name="events_of_organization"),
        ]
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
