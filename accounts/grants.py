"""The one door for roles: who gives them to whom, what excludes what, and when a second administrator confirms."""

from django.conf import settings
from django.contrib.auth.models import Group
from django.db import transaction
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import audit
from accounts.models import RoleGrant, User, What
from accounts.roles import CONFIRMED_ROLES, Role, exclusions_among


def levels() -> int:
    """The levels of review that people are kept apart for; none where one person may do everything."""
    return 0 if settings.REVIEW_BY_AUTHOR else settings.REVIEW_LEVELS


def reasons_against(roles: set[str]) -> list[str]:
    """Why one account may not have all of these roles, as sentences; empty when it may."""
    return [
        _("%(roles)s exclude each other. %(reason)s") % {
            "roles": "、".join(str(role.label) for role in Role if role in rule.roles), "reason": rule.reason}
        for rule in exclusions_among(roles, levels())
    ]  # fmt: skip


def other_administrators(user: User, by: User) -> QuerySet[User]:
    """Those who could confirm what ``by`` does to the account of ``user``: neither of the two, and in charge."""
    above = set()
    if user.organization is not None:
        above = {*user.organization.ancestors().values_list("pk", flat=True), user.organization_id}
    administrators = Q(groups__name=Role.ADMINISTRATOR, organization__in=above)
    owners = Q(is_superuser=True) & (Q(organization=None) | Q(organization__in=above))
    others = User.objects.filter(administrators | owners, is_active=True, is_staff=True)
    return others.exclude(pk__in=[user.pk, by.pk]).distinct()


def held_or_asked(user: User) -> set[str]:
    """The roles that the account has, and those that wait for a second administrator."""
    groups = user.groups.values_list("name", flat=True)
    pending = user.role_grants.pending().values_list("role", flat=True)
    return (set(groups) | set(pending)) & set(Role.values)


def set_roles(user: User, wanted: set[str], *, by: User, request: HttpRequest) -> tuple[list[str], list[str]]:
    """Give and take roles until the account has, or waits for, those wanted.

    Returns the roles that now wait for a second administrator, and those that were given at once.
    """
    waiting: list[str] = []
    given: list[str] = []
    with transaction.atomic():
        User.objects.select_for_update().get(pk=user.pk)
        before = held_or_asked(user)
        for role in Role.values:
            if role in before - wanted:
                _take(user, role, by=by, request=request)
            elif role in wanted - before:
                grant = _ask(user, role, by=by, request=request)
                (waiting if grant.is_pending else given).append(role)
    return waiting, given


def _ask(user: User, role: str, *, by: User, request: HttpRequest) -> RoleGrant:
    takes_two = role in CONFIRMED_ROLES and other_administrators(user, by).exists()
    grant = RoleGrant.objects.create(user=user, role=role, asked_by=by, takes_two=takes_two)
    if takes_two:
        audit.record(What.RIGHTS_ASKED, request=request, by=by, about=user, note=_label(role))
    else:
        _put_in_force(grant, by=by, request=request)
    return grant


def confirm(grant: RoleGrant, *, by: User, request: HttpRequest) -> None:
    """The second administrator confirms. Raises ``PermissionError`` with a sentence where they may not."""
    with transaction.atomic():
        grant = RoleGrant.objects.select_for_update().get(pk=grant.pk)
        if not grant.is_pending:
            raise PermissionError(_("This has been decided already."))
        if by.pk in (grant.asked_by_id, grant.user_id):
            raise PermissionError(_("Another administrator must confirm this."))
        reasons = reasons_against(held_or_asked(grant.user) | {grant.role})
        if reasons:
            raise PermissionError(" ".join(reasons))
        _put_in_force(grant, by=by, request=request)


def _put_in_force(grant: RoleGrant, *, by: User, request: HttpRequest) -> None:
    grant.confirmed_by, grant.confirmed_at = by, timezone.now()
    grant.save(update_fields=["confirmed_by", "confirmed_at"])
    grant.user.groups.add(Group.objects.get(name=grant.role))
    note = _label(grant.role)
    if grant.asked_by_id != by.pk:
        note = _("%(role)s, asked for by %(person)s") % {"role": note, "person": grant.asked_by}
    audit.record(What.RIGHTS_GIVEN, request=request, by=by, about=grant.user, note=note)


def refuse(grant: RoleGrant, *, by: User, request: HttpRequest) -> None:
    """Turn down what was asked for; whoever asked may take it back in the same way."""
    with transaction.atomic():
        ended = RoleGrant.objects.pending().filter(pk=grant.pk).update(ended_by=by, ended_at=timezone.now())
        if ended:
            audit.record(
                What.RIGHTS_REFUSED, request=request, by=by, about=grant.user, note=_label(grant.role)
            )


def _take(user: User, role: str, *, by: User, request: HttpRequest) -> None:
    user.groups.remove(*Group.objects.filter(name=role))
    user.role_grants.filter(role=role, ended_at=None).update(ended_by=by, ended_at=timezone.now())
    audit.record(What.RIGHTS_TAKEN, request=request, by=by, about=user, note=_label(role))


def _label(role: str) -> str:
    return str(Role(role).label)
