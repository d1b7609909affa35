"""The forms of signing in and of one's own account."""

from typing import TYPE_CHECKING, Any

from allauth.account.adapter import get_adapter
from allauth.account.forms import LoginForm
from allauth.account.models import Login
from django import forms
from django.contrib.auth.forms import PasswordChangeForm, SetPasswordForm
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User

if TYPE_CHECKING:
    _SetPasswordForm = SetPasswordForm[User]
else:
    _SetPasswordForm = SetPasswordForm

NAME = {"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false", "autofocus": True}


class SignInForm(LoginForm):
    """A name and a password, under the names that browsers and their password stores know."""

    username = forms.CharField(
        label=gettext_lazy("User name"), max_length=150, widget=forms.TextInput(attrs=NAME),
        error_messages={"required": gettext_lazy("Enter the user name.")},
    )  # fmt: skip
    field_order = ("username", "password")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["login"]
        self.fields["password"] = forms.CharField(
            label=_("Password"), strip=False,
            widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
            error_messages={"required": _("Enter the password.")},
        )  # fmt: skip
        self.order_fields(self.field_order)

    def user_credentials(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in self.field_order}

    def _clean_with_password(self, credentials: dict[str, str]) -> dict[str, Any]:
        adapter = get_adapter(self.request)
        user = adapter.authenticate(self.request, **credentials)
        if user is None:
            raise adapter.validation_error("username_password_mismatch")
        self.user, self._login = user, Login(user=user)
        cleaned: dict[str, Any] = self.cleaned_data
        return cleaned


class ForgottenForm(forms.Form):
    username = forms.CharField(
        label=gettext_lazy("User name"), max_length=150, widget=forms.TextInput(attrs=NAME),
        error_messages={"required": gettext_lazy("Enter the user name.")},
    )  # fmt: skip


class OwnPasswordForm(PasswordChangeForm):
    """Another password, by somebody who knows the present one."""

    def clean_new_password1(self) -> str:
        password: str = self.cleaned_data["new_password1"]
        if self.user.check_password(password):
            raise ValidationError(_("This is the present password: choose another."), code="same")
        return password

    def save(self, commit: bool = True) -> Any:
        self.user.must_choose_password = False
        return super().save(commit)


class FirstPasswordForm(_SetPasswordForm):
    """A password for whoever came with a one-time link."""
