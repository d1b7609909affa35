"""The addresses of signing in and of one's own account, below ``/admin/``, before the desk's own.

Of django-allauth only what is used here has an address. Its views for second factors load the library for passkeys,
18 MB a process: each is loaded when it is first asked for.
"""

from collections.abc import Callable
from functools import wraps
from importlib import import_module
from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path

from accounts import views
from accounts.gate import password_first

View = Callable[..., HttpResponseBase]


def _screen(view: View) -> View:
    """A screen in the desk's frame, under the desk's names."""

    @wraps(view)
    def screen(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        if isinstance(response, TemplateResponse) and not response.is_rendered:
            response.context_data = {**(response.context_data or {}), **admin.site.each_context(request)}
        return response

    return screen


def _own(view: View) -> View:
    """Closed until the account has its own password. Others know the first one too, and could else add a passkey that
    goes on opening the desk when the password is changed."""

    @wraps(view)
    def own(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        choice = password_first(request)
        return redirect(choice) if choice else view(request, *args, **kwargs)

    return own


def _late(module: str, name: str) -> View:
    """A view of allauth's that is imported when it is first asked for."""

    @_own
    def late(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        view: View = getattr(import_module(f"allauth.{module}.views"), name)
        return view(request, *args, **kwargs)

    return _screen(late)


FACTORS = (
    ("confirm/", "account", "reauthenticate", "account_reauthenticate"),
    ("confirm/code/", "mfa.base", "reauthenticate", "mfa_reauthenticate"),
    ("confirm/passkey/", "mfa.webauthn", "reauthenticate_webauthn", "mfa_reauthenticate_webauthn"),
    ("factor/", "mfa.base", "index", "mfa_index"),
    ("factor/ask/", "mfa.base", "authenticate", "mfa_authenticate"),
    ("factor/trust/", "mfa.base", "trust", "mfa_trust"),
    ("factor/code/", "mfa.totp", "activate_totp", "mfa_activate_totp"),
    ("factor/code/remove/", "mfa.totp", "deactivate_totp", "mfa_deactivate_totp"),
    ("factor/recovery/", "mfa.recovery_codes", "view_recovery_codes", "mfa_view_recovery_codes"),
    ("factor/recovery/new/", "mfa.recovery_codes", "generate_recovery_codes", "mfa_generate_recovery_codes"),
    ("factor/passkey/", "mfa.webauthn", "list_webauthn", "mfa_list_webauthn"),
    ("factor/passkey/add/", "mfa.webauthn", "add_webauthn", "mfa_add_webauthn"),
    ("factor/passkey/login/", "mfa.webauthn", "login_webauthn", "mfa_login_webauthn"),
    ("factor/passkey/<int:pk>/remove/", "mfa.webauthn", "remove_webauthn", "mfa_remove_webauthn"),
    ("factor/passkey/<int:pk>/edit/", "mfa.webauthn", "edit_webauthn", "mfa_edit_webauthn"),
)

urlpatterns = [
    path("login/", _screen(views.SignIn.as_view()), name="account_login"),
    path("password_change/", _screen(views.OwnPassword.as_view()), name="account_change_password"),
    path("account/leave/", views.leave, name="accounts_leave"),
    path("account/forgotten/", _screen(views.forgotten), name="accounts_forgotten"),
    path("account/forgotten/done/", _screen(views.forgotten_done), name="accounts_forgotten_done"),
    path("account/link/<str:token>/", _screen(views.open_link), name="accounts_link"),
    path("account/choose/", _screen(views.choose_password), name="accounts_choose_password"),
    path("account/sessions/", _own(_screen(views.sessions)), name="accounts_sessions"),
    *(path(f"account/{route}", _late(module, view), name=name) for route, module, view, name in FACTORS),
]
