"""What Django and django-allauth tell of sign-ins goes into the log, and a sign-in counts as fresh."""

from typing import Any

from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.signals import authentication_step_completed
from allauth.mfa import signals as factors
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.db.models import F
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import alerts, audit, freshness, gate, limits
from accounts.models import User, What


def connect() -> None:
    """Called once, when the app is ready."""
    user_logged_in.connect(_signed_in, dispatch_uid="accounts.signed_in")
    user_logged_out.connect(_signed_out, dispatch_uid="accounts.signed_out")
    authentication_step_completed.connect(_confirmed, dispatch_uid="accounts.confirmed")
    factors.authentication_failed.connect(_wrong_code, dispatch_uid="accounts.wrong_code")
    factors.authenticator_added.connect(_factor_added, dispatch_uid="accounts.factor_added")
    factors.authenticator_reset.connect(_factor_added, dispatch_uid="accounts.factor_reset")
    factors.authenticator_removed.connect(_factor_removed, dispatch_uid="accounts.factor_removed")


def _signed_in(sender: Any, request: HttpRequest, user: User, **kwargs: Any) -> None:
    freshness.mark_fresh(request)
    records = get_authentication_records(request, user)
    key = limits.key_of(user.get_username())
    audit.record(
        What.SIGNED_IN, request=request, by=user, note="、".join(_name_of(row) for row in records),
        name_key=key, browser_key=limits.browser_of(request, key),
    )  # fmt: skip


def _name_of(record: dict[str, Any]) -> str:
    """How somebody showed who they are: ``{"method": "mfa", "type": "totp"}`` → ``code``."""
    names = {"webauthn": _("passkey"), "totp": _("code"), "recovery_codes": _("recovery code")}
    return names.get(record.get("type", ""), _("password"))


def _signed_out(sender: Any, request: HttpRequest, user: User | None, **kwargs: Any) -> None:
    if user is not None:
        audit.record(What.SIGNED_OUT, request=request, by=user)


def _confirmed(sender: Any, request: HttpRequest, user: User, **kwargs: Any) -> None:
    if kwargs.get("reauthenticated"):
        freshness.mark_fresh(request)
        audit.record(What.CONFIRMED, request=request, by=user, note=_name_of(kwargs))


def _wrong_code(sender: Any, request: HttpRequest, user: User, **kwargs: Any) -> None:
    audit.record(What.REFUSED, request=request, about=user, note=_("wrong code"))


def _factor_added(sender: Any, request: HttpRequest, user: User, authenticator: Any, **kwargs: Any) -> None:
    audit.record(What.FACTOR_ADDED, request=request, by=user, about=user, note=str(authenticator))
    alerts.tell(
        user,
        gettext_lazy("A second factor was added to your account, or its codes were made anew."),
        request=request,
    )


def _factor_removed(sender: Any, request: HttpRequest, user: User, authenticator: Any, **kwargs: Any) -> None:
    audit.record(What.FACTOR_REMOVED, request=request, by=user, about=user, note=str(authenticator))
    alerts.tell(user, gettext_lazy("A second factor of your account was taken away."), request=request)
    end_other_sessions(request, user)
    request.session.pop(gate.HAS_FACTOR, None)


def end_other_sessions(request: HttpRequest, user: User) -> None:
    """End every session of the account but the one that asks, wherever it is kept."""
    User.objects.filter(pk=user.pk).update(sessions_ended=F("sessions_ended") + 1)
    user.refresh_from_db(fields=["sessions_ended"])
    update_session_auth_hash(request, user)
