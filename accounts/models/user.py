"""The people of the desk."""

from collections.abc import Iterator
from functools import cached_property

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from accounts.roles import NEWSROOM_ROLES, Role
from organizations.models import Organization


class User(AbstractUser):
    """Somebody with an account at the desk. Their roles count for their organization and all below it."""

    real_name = models.CharField(_("real name"), max_length=50, blank=True)
    organization = models.ForeignKey(
        Organization, verbose_name=_("organization"), null=True, blank=True, on_delete=models.PROTECT,
        related_name="users",
        help_text=_("The union that the account works for. Its roles count there and in all organizations below."),
    )  # fmt: skip
    telephone = models.CharField(_("telephone"), max_length=50, blank=True)
    must_choose_password = models.BooleanField(
        _("must choose a password"), default=False, editable=False,
        help_text=_("Somebody else set the present one: the next sign-in begins with choosing another."),
    )  # fmt: skip
    # Part of what every session is bound to: counted up, it ends all of them for good.
    sessions_ended = models.PositiveIntegerField(default=0, editable=False)
    # Browsers that were trusted before this moment show the second factor again.
    trust_ended_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        verbose_name = _("account")
        verbose_name_plural = _("accounts")

    def __str__(self) -> str:
        return self.real_name or self.username

    def get_full_name(self) -> str:
        return self.real_name or self.username

    def get_short_name(self) -> str:
        return str(self)

    def get_session_auth_hash(self) -> str:
        """A session holds for a password and until all sessions are ended, whichever changes first."""
        return self._bound_to(super().get_session_auth_hash())

    def get_session_auth_fallback_hash(self) -> Iterator[str]:
        for value in super().get_session_auth_fallback_hash():
            yield self._bound_to(value)

    def _bound_to(self, value: str) -> str:
        if not self.sessions_ended:
            return value  # as Django has it, so that sessions from before this count go on
        return salted_hmac(
            "accounts.sessions", f"{value}:{self.sessions_ended}", algorithm="sha256"
        ).hexdigest()

    @cached_property
    def roles(self) -> frozenset[str]:
        """Codes of ``Role``. A superuser holds every role: still nobody may review their own copy."""
        if not self.is_active:
            return frozenset()
        if self.is_superuser:
            return frozenset(Role.values)
        return frozenset(self.groups.values_list("name", flat=True)) & frozenset(Role.values)

    def has_role(self, *roles: str) -> bool:
        return not self.roles.isdisjoint(roles)

    @property
    def works_on_others(self) -> bool:
        """True for editors, section chiefs and chief editors."""
        return not self.roles.isdisjoint(NEWSROOM_ROLES)

    @cached_property
    def grant(self) -> frozenset[int] | None:
        """Primary keys of the organizations that the account may act for; ``None`` means all of them."""
        if self.is_superuser and self.organization_id is None:
            return None
        if self.organization is None:
            return frozenset()
        return frozenset(self.organization.descendant_ids())

    def acts_for(self, organization_id: int | None) -> bool:
        """Whether the grant covers an organization; copy without one belongs to those who may do everything."""
        return self.grant is None or organization_id in self.grant

    @cached_property
    def acts_for_site(self) -> bool:
        """Whether the account may change what belongs to the site as a whole: front page, sections, topics, paper.

        So may those whose grant covers every union that has an account at this desk: at a city's portal the city's
        newsroom, at a district's portal the district's.
        """
        if self.grant is None:
            return True
        others = User.objects.filter(is_active=True, organization__isnull=False)
        return self.organization_id is not None and not others.exclude(organization__in=self.grant).exists()
