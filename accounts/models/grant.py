"""Who gave which role to whom."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.roles import Role


class GrantQuerySet(models.QuerySet["RoleGrant"]):
    def pending(self) -> "GrantQuerySet":
        """Asked for, and waiting for a second administrator."""
        return self.filter(confirmed_at=None, ended_at=None)

    def in_force(self) -> "GrantQuerySet":
        return self.filter(confirmed_at__isnull=False, ended_at=None)


class RoleGrant(models.Model):
    """A role given to an account, or asked for. Written by ``accounts.grants``.

    ``confirmed_by`` is the one who asked where no second administrator was there to confirm.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("account"),
        on_delete=models.CASCADE,
        related_name="role_grants",
    )
    role = models.CharField(_("role"), max_length=20, choices=Role.choices)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("asked for by"), on_delete=models.PROTECT, related_name="+"
    )
    asked_at = models.DateTimeField(_("asked for at"), auto_now_add=True)
    takes_two = models.BooleanField(_("takes a second administrator"), default=False)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("confirmed by"), null=True, blank=True, on_delete=models.PROTECT,
        related_name="+",
    )  # fmt: skip
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("ended by"), null=True, blank=True, on_delete=models.PROTECT,
        related_name="+",
    )  # fmt: skip
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)

    objects = GrantQuerySet.as_manager()

    class Meta:
        verbose_name = _("role given")
        verbose_name_plural = _("roles given")
        ordering = ("asked_at", "id")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "role"], condition=Q(ended_at=None), name="accounts_one_grant_of_a_role",
                violation_error_message=_("The account has this role already, or it was asked for."),
            ),
            models.CheckConstraint(
                condition=Q(takes_two=False) | Q(confirmed_by=None) | ~Q(confirmed_by=F("asked_by")),
                name="accounts_two_administrators",
                violation_error_message=_("Another administrator must confirm this."),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.user} · {self.get_role_display()}"

    @property
    def is_pending(self) -> bool:
        return self.confirmed_at is None and self.ended_at is None
