"""The forms of an account at the desk."""

from typing import Any

from django import forms
from django.contrib.auth.forms import UsernameField
from django.contrib.auth.models import Group
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import grants
from accounts.models import User
from accounts.roles import Role
from common.generic import ModelForm, ModelMultipleChoiceField


class RolesField(ModelMultipleChoiceField[Group]):
    """The groups of the roles, by their names on screen."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(Group.objects.filter(name__in=Role.values).order_by("pk"), **kwargs)

    def label_from_instance(self, obj: Any) -> str:
        return str(Role(obj.name).label)


class RolesMixin(ModelForm[User]):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "groups" not in self.fields:
            return
        self.fields["groups"] = RolesField(
            label=_("Roles"), required=False,
            help_text=_("They count for the organization and all organizations below it."),
        )  # fmt: skip
        if self.instance.pk:
            # What waits for a second administrator is shown as chosen, or the next save would take it back.
            self.initial["groups"] = list(Group.objects.filter(name__in=grants.held_or_asked(self.instance)))

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        groups = data.get("groups")
        if groups and "organization" in self.fields and not data.get("organization"):
            self.add_error(
                "organization",
                _("Choose the organization for which the roles count; without one they do nothing."),
            )
        if groups is not None:
            for reason in grants.reasons_against({group.name for group in groups}):
                self.add_error("groups", reason)
        return data


class CreationForm(RolesMixin):
    first_password = forms.CharField(
        label=gettext_lazy("First password"), required=False, strip=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        help_text=gettext_lazy("Best left empty: a one-time link is then made and shown, with which the person chooses "
                               "a password. Where that cannot be, tell them this one; they choose another when they "
                               "first sign in."),
    )  # fmt: skip

    class Meta:
        model = User
        fields = ("username", "real_name", "email", "organization", "groups")
        field_classes = {"username": UsernameField}

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        password = data.get("first_password")
        if password:
            known = User(
                username=data.get("username") or "", real_name=data.get("real_name") or "",
                organization=data.get("organization"),
            )  # fmt: skip
            try:
                validate_password(password, known)
            except forms.ValidationError as error:
                self.add_error("first_password", error)
        return data


class ChangeForm(RolesMixin):
    class Meta:
        model = User
        fields = ("username", "real_name", "telephone", "email", "organization", "groups", "is_active")
        field_classes = {"username": UsernameField}
