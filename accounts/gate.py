"""What an account has to do before it works at the desk: choose its own password, set up its second factor."""

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from accounts.models import User
from accounts.roles import SECOND_FACTOR_ROLES

HAS_FACTOR = "accounts.has_factor"


def needs_factor(user: User) -> bool:
    """Whether a password alone does not open the desk for this account."""
    return bool(settings.SECOND_FACTOR) and (user.is_superuser or user.has_role(*SECOND_FACTOR_ROLES))


def has_factor(user: User) -> bool:
    """Whether the account has a code generator or a passkey."""
    from allauth.mfa.models import Authenticator

    types = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
    return Authenticator.objects.filter(user_id=user.pk, type__in=types).exists()


def password_first(request: HttpRequest) -> str | None:
    """Where the account chooses its own password; ``None`` once it has done so, and while nobody is signed in."""
    user = request.user
    if isinstance(user, User) and user.is_active and user.must_choose_password:
        return reverse("account_change_password")
    return None


def first_duty(request: HttpRequest) -> str | None:
    """The address of what has to be done first; ``None`` when the way is open.

    Costs no query of its own once a session has shown its factor: taking the last one away ends the sessions.
    """
    user = request.user
    if not isinstance(user, User) or not user.is_active:
        return None
    choice = password_first(request)
    if choice:
        return choice
    if not settings.SECOND_FACTOR or request.session.get(HAS_FACTOR) or not needs_factor(user):
        return None
    if has_factor(user):
        request.session[HAS_FACTOR] = True
        return None
    return reverse("mfa_index")
