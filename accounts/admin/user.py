"""Accounts at the desk: who they are, for which union they work, what roles they have and who gave them."""

from typing import TYPE_CHECKING, Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib import admin, messages
from django.contrib.auth.admin import UserAdmin as StockUserAdmin
from django.contrib.auth.models import Group
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html_join
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import audit, gate, grants, links
from accounts.admin.forms import ChangeForm, CreationForm
from accounts.freshness import require_fresh
from accounts.models import OneTimeLink, RoleGrant, User, What
from accounts.requests import acting_user
from accounts.roles import Role
from common.choosing import Choosers, quiet_choosers
from common.narrowed import DeclaredFilters
from common.recorded import Recorded
from organizations.models import Organization

if TYPE_CHECKING:
    _UserAdmin = StockUserAdmin[User]
else:
    _UserAdmin = StockUserAdmin

SHOWN_LINK = "accounts.shown_link"  # where the session keeps an address until it is shown, once

# Roles are made by migration and given on the account's own form; what allauth keeps is looked at and changed on its
# owner's own screens, by nobody else.
admin.site.unregister([Group, Authenticator, EmailAddress, UserSession])


class RoleFilter(admin.SimpleListFilter):
    title = gettext_lazy("role")
    parameter_name = "role"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return list(Role.choices)

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        return queryset.filter(groups__name=self.value()) if self.value() else queryset


@admin.register(User)
class UserAdmin(DeclaredFilters[User], Choosers, Recorded[User], _UserAdmin):
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
    add_form_template = change_form_template = "admin/accounts/user/change_form.html"
    change_list_template = "admin/accounts/user/change_list.html"
    fieldsets = (
        (None, {"fields": ("username",)}),
        (gettext_lazy("Person"), {"fields": ("real_name", "telephone", "email")}),
        (gettext_lazy("Work"), {"fields": ("organization", "groups", "given_roles", "is_active")}),
        (gettext_lazy("Signing in"), {"fields": ("factors", "last_login", "date_joined")}),
    )
    readonly_fields = ("given_roles", "factors", "last_login", "date_joined")
    add_fieldsets = (
        (None, {"fields": ("username", "real_name", "email", "first_password")}),
        (gettext_lazy("Work"), {"fields": ("organization", "groups")}),
    )

    def get_urls(self) -> list[URLPattern]:
        """Nobody sets the password of another: there are one-time links for that."""
        own = [
            path("to-confirm/", self.admin_site.admin_view(self.to_confirm), name="accounts_user_to_confirm"),
            path("<int:object_id>/link/", self.admin_site.admin_view(self.link), name="accounts_user_link"),
        ]
        return own + [
            pattern for pattern in super().get_urls() if pattern.name != "auth_user_password_change"
        ]

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

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        fields = tuple(super().get_readonly_fields(request, obj))
        # Nobody gives themselves a role, moves themselves to another union or locks themselves out.
        return (
            (*fields, "organization", "groups", "is_active") if obj and obj.pk == request.user.pk else fields
        )

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "organization" and (grant := acting_user(request).grant) is not None:
            kwargs["queryset"] = Organization.objects.filter(pk__in=grant)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        quiet_choosers(field)
        return field

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change=change, **kwargs)
        field = form.base_fields.get("organization")
        if field is not None and acting_user(request).grant is not None:
            field.required = True
        return form

    @admin.display(description=gettext_lazy("given by"))
    def given_roles(self, user: User) -> str:
        """Each role that the account has or waits for, with who gave it."""
        rows = []
        held = set(user.groups.values_list("name", flat=True))
        for grant in user.role_grants.filter(ended_at=None).select_related("asked_by", "confirmed_by"):
            held.discard(grant.role)
            rows.append((grant.get_role_display(), _story_of(grant)))
        rows += [
            (str(role.label), _("set before this was written down, or by a command"))
            for role in Role
            if role in held
        ]
        return format_html_join("", "<div><b>{}</b> {}</div>", rows) or "–"

    @admin.display(description=gettext_lazy("second factor"))
    def factors(self, user: User) -> str:
        if gate.has_factor(user):
            return _("set up")
        return _("missing: asked for at the next sign-in") if gate.needs_factor(user) else _("none")

    def changeform_view(
        self, request: HttpRequest, object_id: Any = None, form_url: str = "", extra_context: Any = None
    ) -> Any:
        if request.method == "POST":
            require_fresh(request)
        return super().changeform_view(request, object_id, form_url, extra_context)

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        context = {
            "waiting_count": len(self._waiting(request)),
            "title": capfirst(self.opts.verbose_name_plural),
        }
        return super().changelist_view(request, {**context, **(extra_context or {})})

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        obj.is_staff = True  # an account of the portal is an account of the desk
        if not change:
            obj.must_choose_password = True
            obj.set_password(form.cleaned_data.get("first_password") or None)
        super().save_model(request, obj, form, change)
        if change and "is_active" in form.changed_data:
            audit.record(What.SWITCHED_ON if obj.is_active else What.SWITCHED_OFF, request=request, about=obj)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Roles go through their own door; nothing else of an account points elsewhere."""
        groups = form.cleaned_data.pop("groups", None)
        super().save_related(request, form, formsets, change)
        if groups is None:
            return
        wanted = {group.name for group in groups}
        waiting, _given = grants.set_roles(form.instance, wanted, by=acting_user(request), request=request)
        if waiting:
            names = "、".join(str(Role(role).label) for role in waiting)
            text = _(
                "%(roles)s: another administrator has to confirm it; until then the account does not have it."
            )
            messages.warning(request, text % {"roles": names})

    def response_add(self, request: HttpRequest, obj: User, post_url_continue: Any = None) -> HttpResponse:
        if not obj.has_usable_password():
            _made, request.session[SHOWN_LINK] = links.ask(obj, by=acting_user(request), request=request)
            return HttpResponseRedirect(reverse("admin:accounts_user_link", args=[obj.pk]))
        return super().response_add(request, obj, post_url_continue)

    def link(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """Make a one-time link for somebody, and show it once."""
        user = get_object_or_404(self.get_queryset(request), pk=object_id)
        if not self.has_change_permission(request, user) or user == request.user or not user.is_active:
            raise Http404(_("This page does not exist, or your account may not see it."))
        return self._link(request, user)

    def _link(self, request: HttpRequest, user: User) -> HttpResponse:
        if request.method == "POST":
            require_fresh(request)
            lost = request.POST.get("do") == "lost"
            _made, address = links.ask(user, by=acting_user(request), request=request, removes_factors=lost)
            request.session[SHOWN_LINK] = address
            return HttpResponseRedirect(reverse("admin:accounts_user_link", args=[user.pk]))
        context = {
            **self.admin_site.each_context(request), "opts": self.opts, "account": user,
            "title": _("One-time link"), "address": request.session.pop(SHOWN_LINK, None),
            "has_factor": gate.has_factor(user), "pending": user.one_time_links.pending().last(),
            "takes_two": grants.other_administrators(user, acting_user(request)).exists(),
        }  # fmt: skip
        return TemplateResponse(
            request, "admin/accounts/user/link.html", context, headers={"Cache-Control": "no-store"}
        )

    def _waiting(self, request: HttpRequest) -> list[RoleGrant | OneTimeLink]:
        """What waits for a second administrator, within the grant of this one."""
        users = self.get_queryset(request).values("pk")
        asked = RoleGrant.objects.pending().filter(user__in=users)
        lost = OneTimeLink.objects.pending().filter(user__in=users)
        return [*asked.select_related("user", "asked_by"), *lost.select_related("user", "asked_by")]

    def to_confirm(self, request: HttpRequest) -> HttpResponse:
        """The page of the second administrator: what others ask for, confirmed or refused one by one."""
        if not self.has_change_permission(request):
            raise Http404(_("This page does not exist, or your account may not see it."))
        if request.method == "POST":
            require_fresh(request)
            return self._decide(request)
        context = {
            **self.admin_site.each_context(request), "opts": self.opts, "title": _("To be confirmed"),
            "waiting": [(_key_of(row), row) for row in self._waiting(request)], "own": acting_user(request),
        }  # fmt: skip
        return TemplateResponse(request, "admin/accounts/user/to_confirm.html", context)

    def _decide(self, request: HttpRequest) -> HttpResponse:
        by, key = acting_user(request), request.POST.get("row", "")
        row = next((row for row in self._waiting(request) if _key_of(row) == key), None)
        back = HttpResponseRedirect(reverse("admin:accounts_user_to_confirm"))
        if row is None:
            messages.error(request, _("This has been decided already."))
            return back
        try:
            if request.POST.get("do") != "confirm":
                _refuse(row, by=by, request=request)
                messages.success(request, _("Refused: “%(what)s”.") % {"what": row})
            elif isinstance(row, RoleGrant):
                grants.confirm(row, by=by, request=request)
                messages.success(request, _("Confirmed: “%(what)s”.") % {"what": row})
            else:
                request.session[SHOWN_LINK] = links.confirm(row, by=by, request=request)
                return HttpResponseRedirect(reverse("admin:accounts_user_link", args=[row.user_id]))
        except PermissionError as error:
            messages.error(request, str(error))
        return back

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Accounts are switched off, not deleted: their names stand in the records."""
        return False


def _key_of(row: RoleGrant | OneTimeLink) -> str:
    return f"{row._meta.model_name}-{row.pk}"


def _refuse(row: RoleGrant | OneTimeLink, *, by: User, request: HttpRequest) -> None:
    if isinstance(row, RoleGrant):
        grants.refuse(row, by=by, request=request)
    else:
        links.refuse(row, by=by, request=request)


def _story_of(grant: RoleGrant) -> str:
    """Who gave a role and when, or that it waits."""
    day = date_format(timezone.localtime(grant.confirmed_at or grant.asked_at), "Y-m-d")
    people = {"person": grant.asked_by, "other": grant.confirmed_by, "day": day}
    if grant.is_pending:
        return _("waits for another administrator; asked for by %(person)s on %(day)s") % people
    if grant.takes_two:
        return _("given by %(person)s, confirmed by %(other)s on %(day)s") % people
    return _("given by %(person)s on %(day)s") % people
