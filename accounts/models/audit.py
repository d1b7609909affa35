"""The log of the desk: who did what, when and from where. Written by ``accounts.audit``, by nobody else."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from accounts.models.user import User


class What(models.TextChoices):
    """What was done. The codes stand in the log for years: none is ever given another meaning."""

    SIGNED_IN = "signed_in", _("Signed in")
    SIGNED_OUT = "signed_out", _("Signed out")
    REFUSED = "refused", _("Sign-in refused")
    PAUSED = "paused", _("Sign-in paused")
    CONFIRMED = "confirmed", _("Confirmed who it is")
    PASSWORD = "password", _("Password set")
    FACTOR_ADDED = "factor_added", _("Second factor added")
    FACTOR_REMOVED = "factor_removed", _("Second factor removed")
    LINK_MADE = "link_made", _("One-time link made")
    SESSIONS_ENDED = "sessions_ended", _("Sessions ended")
    RIGHTS_ASKED = "rights_asked", _("Role asked for")
    RIGHTS_GIVEN = "rights_given", _("Role given")
    RIGHTS_REFUSED = "rights_refused", _("Role refused")
    RIGHTS_TAKEN = "rights_taken", _("Role taken away")
    SWITCHED_ON = "switched_on", _("Account switched on")
    SWITCHED_OFF = "switched_off", _("Account switched off")
    ADDED = "added", _("Added")
    CHANGED = "changed", _("Changed")
    DELETED = "deleted", _("Deleted")
    DECIDED = "decided", _("Decided on an article")
    EXPORTED = "exported", _("Exported")
    RESTORED = "restored", _("Restored from a backup")
    SETTINGS = "settings", _("Settings changed")
    TRIMMED = "trimmed", _("Old entries removed")


class AuditQuerySet(models.QuerySet["AuditEntry"]):
    def visible_to(self, user: "User") -> "AuditQuerySet":
        """What an administrator sees: the acts of the accounts of their grant, and what was done to these."""
        if user.grant is None:
            return self
        return self.filter(organization__in=user.grant)


class AuditEntry(models.Model):
    """One act. Names are written down as they were, so that the log can be read years later.

    The database refuses every change, and every deletion but that of entries past their time.
    """

    at = models.DateTimeField(_("time"), auto_now_add=True)
    what = models.CharField(_("what"), max_length=20, choices=What.choices)
    # A line of the log stands by itself: it keeps nobody's account from going, and outlives it.
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("who"), null=True, blank=True, on_delete=models.DO_NOTHING,
        db_constraint=False, related_name="+",
    )  # fmt: skip
    actor_name = models.CharField(_("name"), max_length=200, blank=True)
    # Whose administrators may read it: the union of the person, else that of the account concerned. No foreign key:
    # a row that is never changed must not keep an organization from being deleted.
    organization = models.BigIntegerField(null=True, blank=True, editable=False)
    kind = models.CharField(_("kind of object"), max_length=100, blank=True)  # "articles.article"
    object_id = models.CharField(_("key of the object"), max_length=64, blank=True)
    object_name = models.CharField(_("object"), max_length=300, blank=True)
    note = models.TextField(_("note"), blank=True)
    address = models.GenericIPAddressField(_("address"), null=True, blank=True)
    # Tells tries with the same name or browser apart without keeping the name: see accounts.limits.
    name_key = models.CharField(max_length=32, blank=True, editable=False)
    browser_key = models.CharField(max_length=32, blank=True, editable=False)

    objects = AuditQuerySet.as_manager()

    class Meta:
        verbose_name = _("log entry")
        verbose_name_plural = _("log of the desk")
        ordering = ("-at", "-id")
        indexes = [
            models.Index(fields=["at"], name="audit_at"),
            models.Index(fields=["actor", "at"], name="audit_actor_at"),
            models.Index(fields=["kind", "object_id"], name="audit_object"),
            models.Index(fields=["organization", "at"], name="audit_organization_at"),
            models.Index(
                fields=["address", "at"], name="audit_tries_address",
                condition=Q(what__in=("refused", "signed_in")),
            ),
            models.Index(
                fields=["name_key", "at"], name="audit_tries_name",
                condition=Q(what__in=("refused", "signed_in")),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.get_what_display()} {self.actor_name} {self.object_name}".strip()
