from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models.record import level_name
from events.models.event import Event
from events.models.kinds import EventDecision


class EventRecord(models.Model):
    """One decision on an event: who, when, why. Written by ``events.workflow`` alone, and never changed."""

    event = models.ForeignKey(
        Event, verbose_name=_("event"), on_delete=models.CASCADE, related_name="records"
    )
    decision = models.CharField(_("decision"), max_length=20, choices=EventDecision)
    level = models.PositiveSmallIntegerField(_("level"), default=0)
    is_final = models.BooleanField(_("last level"), default=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("person"), null=True, on_delete=models.PROTECT,
        related_name="event_records",
    )  # fmt: skip
    user_name = models.CharField(_("name of the person"), max_length=150)
    comment = models.TextField(_("comment"), blank=True)
    at = models.DateTimeField(_("time"), default=timezone.now)

    class Meta:
        verbose_name = _("decision on an event")
        verbose_name_plural = _("decisions on events")
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return f"{self.get_decision_display()} {self.user_name}"

    @property
    def level_label(self) -> str:
        return level_name(self.level, self.is_final) if self.level else ""
