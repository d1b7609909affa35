"""Accounts at the desk: who they are, for which union they work, what roles they have."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin as StockUserAdmin
from django.contrib.auth.forms import AdminUserCreationForm, UserChangeForm
from django.contrib.auth.models import Group
from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from accounts.requests import acting_user
from accounts.roles import Role
from common.generic import ModelAdmin, ModelForm, ModelMultipleChoiceField
from organizations.models import Organization

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

    _CreationForm = AdminUserCreationForm[User]
    _ChangeForm = UserChangeForm[User]
    _UserAdmin = StockUserAdmin[User]
else:
    _CreationForm, _ChangeForm, _UserAdmin = AdminUserCreationForm, UserChangeForm, StockUserAdmin

# Roles are made by migration and given on the account's own form.
admin.site.unregister(Group)


class RolesField(ModelMultipleChoiceField[Group]):
    """The groups of the roles, by their names on screen."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(Group.objects.filter(name__in=Role.values).order_by("pk"), **kwargs)

    def label_from_instance(self, obj: Group) -> str:
        return str(Role(obj.name).label)


class RolesMixin(ModelForm[User]):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "groups" in self.fields:
            self.fields["groups"] = RolesField(
                label=_("Roles"), required=False,
                help_text=_("They count for the organization and all organizations below it."),
            )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("groups") and "organization" in self.fields and not data.get("organization"):
            self.add_error(
                "organization",
                _("Choose the organization for which the roles count; without one they do nothing."),
            )
        return data


class CreationForm(RolesMixin, _CreationForm):
    class Meta:
        model = User
        fields = ("username", "real_name", "organization", "groups")


class ChangeForm(RolesMixin, _ChangeForm):
    class Meta:
        model = User
        fields = (
            "username",
            "password",
            "real_name",
            "telephone",
            "email",
            "organization",
            "groups",
            "is_active",
        )


class RoleFilter(admin.SimpleListFilter):
    title = gettext_lazy("role")
    parameter_name = "role"

    def lookups(
        self, request: HttpRequest, model_admin: ModelAdmin[User]
    ) -> "list[tuple[str, StrOrPromise]]":
        return list(Role.choices)

    def queryset(self, request: HttpRequest, queryset: QuerySet[User]) -> QuerySet[User]:
        return queryset.filter(groups__name=self.value()) if self.value() else queryset


@admin.register(User)
class UserAdmin(_UserAdmin):
    form = ChangeForm
    add_form = CreationForm
    list_display = ("username", "real_name", "organization", "role_names", "is_active", "last_login")
    list_filter = (RoleFilter, "is_active")
    list_select_related = ("organization",)
    search_fields = ("username", "real_name", "organization__name")
    autocomplete_fields = ("organization",)
    filter_horizontal = ()
    ordering = ("username",)
    list_per_page = 50
    fieldsets = (
        (None, {"fields": ("username", "password")}),
        (gettext_lazy("Person"), {"fields": ("real_name", "telephone", "email")}),
        (gettext_lazy("Work"), {"fields": ("organization", "groups", "is_active")}),
        (gettext_lazy("Times"), {"fields": ("last_login", "date_joined")}),
    )
    readonly_fields = ("last_login", "date_joined")
    add_fieldsets = (
        (None, {"fields": ("username", "real_name", "usable_password", "password1", "password2")}),
        (gettext_lazy("Work"), {"fields": ("organization", "groups")}),
    )

    def _get_obj_does_not_exist_redirect(self, request: HttpRequest, opts: Any, object_id: str) -> Any:
        raise Http404(_("This page does not exist, or your account may not see it."))

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        """The accounts of the grant; nobody but a superuser sees those who may do everything."""
        users = super().get_queryset(request).prefetch_related("groups")
        grant = acting_user(request).grant
        if grant is None:
            return users
        return users.filter(organization__in=grant, is_superuser=False)

    @admin.display(description=gettext_lazy("roles"))
    def role_names(self, user: User) -> str:
        if user.is_superuser:
            return _("All rights")
        held = {group.name for group in user.groups.all()}
        return "、".join(str(role.label) for role in Role if role in held)

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> tuple[str, ...]:
        fields = tuple(super().get_readonly_fields(request, obj))
        # Nobody gives themselves a role, moves themselves to another union or locks themselves out.
        return (
            (*fields, "organization", "groups", "is_active") if obj and obj.pk == request.user.pk else fields
        )

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "organization" and (grant := acting_user(request).grant) is not None:
            kwargs["queryset"] = Organization.objects.filter(pk__in=grant)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def get_form(
        self, request: HttpRequest, obj: User | None = None, change: bool = False, **kwargs: Any
    ) -> type[ModelForm[User]]:
        form = super().get_form(request, obj, change=change, **kwargs)
        field = form.base_fields.get("organization")
        if field is not None and acting_user(request).grant is not None:
            field.required = True
        return form

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        obj.is_staff = True  # an account of the portal is an account of the desk
        super().save_model(request, obj, form, change)

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        """Accounts are switched off, not deleted: their names stand in the records."""
        return False
