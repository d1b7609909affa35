"""What comes between a right password and the desk.

As allauth's own stages, which load the library for passkeys (18 MB a process) with every sign-in; these do it only
where an account has a second factor.
"""

from typing import Any

from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.stages import LoginStage
from allauth.mfa.internal.constants import LoginStageKey
from allauth.mfa.internal.flows import trust
from allauth.mfa.models import Authenticator
from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse

from accounts.models import User


class SecondFactorStage(LoginStage):
    """Asks for a code or a passkey, unless the person came with a passkey or from a browser that they trust."""

    key = LoginStageKey.MFA_AUTHENTICATE.value
    urlname = "mfa_authenticate"

    def handle(self) -> tuple[Any, bool]:
        if not self._is_asked_for():
            return None, True
        self.state["authentication_required"] = True
        return HttpResponseRedirect(reverse(self.urlname)), True

    def _is_asked_for(self) -> bool:
        user = self.login.user
        types = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
        if (
            not isinstance(user, User)
            or not Authenticator.objects.filter(user_id=user.pk, type__in=types).exists()
        ):
            return False
        came_with_passkey = any(
            record.get("passwordless") for record in get_authentication_records(self.request, user)
        )
        return not came_with_passkey and not is_trusted(self.request, user)


def is_trusted(request: HttpRequest, user: User) -> bool:
    """Whether the person has said of this browser that it needs no second factor, and has not taken it back."""
    ended = user.trust_ended_at.timestamp() if user.trust_ended_at else 0
    fingerprint = trust.create_config_fingerprint(user)
    return any(
        issued.fingerprint == fingerprint and issued.at > ended
        for issued in trust.decode_trust_cookie(request)
    )


class TrustStage(LoginStage):
    """Offers to trust the browser, after a second factor was asked for."""

    key = LoginStageKey.MFA_TRUST.value
    urlname = "mfa_trust"

    def handle(self) -> tuple[Any, bool]:
        factor = self.controller.get_stage(SecondFactorStage.key)
        if not factor.state.get("authentication_required"):
            return None, True
        return HttpResponseRedirect(reverse(self.urlname)), True
