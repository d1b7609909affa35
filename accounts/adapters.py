"""What django-allauth asks of the house: how sign-in is counted, named and asked for anew."""

import base64
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import audit, freshness, limits
from accounts.models import User, What
from common.client_address import client_address

WRONG_CODE = gettext_lazy(
    "This code is not right, or was used. Wait for the next one, or check the phone's clock."
)
PAUSED = gettext_lazy("There were too many wrong tries. Wait a quarter of an hour, then try again.")


class AccountAdapter(DefaultAccountAdapter):
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": gettext_lazy("The name or the password is not right. Capitals count."),
        "incorrect_password": gettext_lazy("This is not your present password."),
        "incorrect_code": WRONG_CODE,
        "too_many_login_attempts": PAUSED,
        "rate_limited": PAUSED,
    }  # fmt: skip

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        return client_address(request)

    def get_login_stages(self) -> list[str]:
        return ["accounts.stages.SecondFactorStage", "accounts.stages.TrustStage"]

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        if limits.pause_for(request, credentials.get("username", "")):
            raise self.validation_error("too_many_login_attempts")

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        name = credentials.get("username", "")
        key = limits.key_of(name)
        user = User.objects.filter(username=name).first()
        note = _("wrong password") if user else _("a name that does not exist")
        browser = limits.browser_of(request, key)
        audit.record(What.REFUSED, request=request, about=user, note=note, name_key=key, browser_key=browser)
        pause = limits.pause_for(request, name)
        if pause:
            audit.record(What.PAUSED, request=request, about=user, note=pause_note(pause))

    def post_login(self, request: HttpRequest, user: AbstractBaseUser, **options: Any) -> HttpResponse:
        response: HttpResponse = super().post_login(request, user, **options)
        limits.remember_browser(request, response, user.get_username())
        return response

    def add_message(self, request: HttpRequest, level: int, *args: Any, **kwargs: Any) -> None:
        """The screens themselves say what happened; allauth's own sentences are left out."""

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        return not freshness.is_fresh(self.request)

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """The ways to confirm who one is, best first. Who has a second factor uses it here too."""
        from allauth.mfa.models import Authenticator

        if not user.is_authenticated:
            return []
        types = set(Authenticator.objects.filter(user_id=user.pk).values_list("type", flat=True))
        methods = []
        if Authenticator.Type.WEBAUTHN in types:
            methods.append(("mfa_reauthenticate_webauthn", _("With a passkey")))
        if Authenticator.Type.TOTP in types:
            methods.append(("mfa_reauthenticate", _("With a code")))
        elif types:
            methods.append(("mfa_reauthenticate", _("With a recovery code")))
        if not types:
            methods.append(("account_reauthenticate", _("With the password")))
        return [{"id": name, "description": label, "url": reverse(name)} for name, label in methods]


def pause_note(pause: limits.Pause) -> str:
    """Why a sign-in was paused, for the log."""
    return {
        "name": _("%(tries)d wrong passwords in a row"),
        "address": _("%(tries)d different names failed at this address"),
        "everywhere": _("%(tries)d wrong passwords for this name from many addresses"),
    }[pause.why] % {"tries": pause.tries}


class FactorAdapter(DefaultMFAAdapter):
    error_messages = {**DefaultMFAAdapter.error_messages, "incorrect_code": WRONG_CODE}

    def get_totp_issuer(self) -> str:
        return str(settings.SITE["name"])

    def _get_site_name(self) -> str:
        return str(settings.SITE["name"])

    def _get_user_identifier(self, user: Any) -> str:
        return str(user.get_username())

    def build_totp_svg(self, url: str) -> str:
        import io

        import segno

        buffer = io.BytesIO()
        segno.make(url, error="m").save(
            buffer, kind="svg", border=4, xmldecl=False, light="#fff", dark="#000", scale=4
        )
        return buffer.getvalue().decode()

    def generate_authenticator_name(self, user: Any, type: Any) -> str:
        from allauth.mfa.models import Authenticator

        number = Authenticator.objects.filter(user_id=user.pk, type=type).count() + 1
        return _("Passkey %(number)d") % {"number": number}

    def encrypt(self, text: str) -> str:
        """The secrets of the factors are unreadable in a copy of the database."""
        return bytes(_cipher().encrypt(text.encode())).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return bytes(_cipher().decrypt(encrypted_text.encode())).decode()


def _cipher() -> Any:
    from cryptography.fernet import Fernet, MultiFernet  # some megabytes: only where a factor is used

    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    digests = [
        salted_hmac("accounts.factors", "", secret=secret, algorithm="sha256").digest() for secret in secrets
    ]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(digest)) for digest in digests])
