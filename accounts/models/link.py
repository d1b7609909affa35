"""Links with which somebody chooses their own password, once."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class LinkQuerySet(models.QuerySet["OneTimeLink"]):
    def usable(self) -> "LinkQuerySet":
        return self.filter(used_at=None, expires_at__gt=timezone.now()).exclude(digest="")

    def pending(self) -> "LinkQuerySet":
        """Asked for, and waiting for a second administrator."""
        return self.filter(used_at=None, digest="", expires_at__gt=timezone.now())


class OneTimeLink(models.Model):
    """Only a digest of what stands in the address is kept: who reads the database cannot use the link.

    ``digest`` is empty while a second administrator has still to confirm. Written by ``accounts.links``.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("account"),
        on_delete=models.CASCADE,
        related_name="one_time_links",
    )
    digest = models.CharField(max_length=64, blank=True, editable=False)
    removes_factors = models.BooleanField(_("the device with the second factor is lost"), default=False)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("asked for by"), null=True, blank=True, on_delete=models.PROTECT,
        related_name="+",
    )  # fmt: skip
    takes_two = models.BooleanField(_("takes a second administrator"), default=False)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("made by"), null=True, blank=True, on_delete=models.PROTECT,
        related_name="+",
    )  # fmt: skip
    asked_at = models.DateTimeField(_("asked for at"), auto_now_add=True)
    expires_at = models.DateTimeField(_("valid until"))
    used_at = models.DateTimeField(_("used at"), null=True, blank=True)

    objects = LinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("one-time link")
        verbose_name_plural = _("one-time links")
        constraints = [
            models.UniqueConstraint(fields=["digest"], condition=~Q(digest=""), name="accounts_link_digest"),
            models.CheckConstraint(
                condition=Q(takes_two=False) | Q(made_by=None) | ~Q(made_by=F("asked_by")),
                name="accounts_link_two_administrators",
                violation_error_message=_("Another administrator must confirm this."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} {self.asked_at:%Y-%m-%d %H:%M}"
