"""What all screens of the desk share. Knows no model of ours."""

import datetime as dt
from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, Any, ClassVar, NoReturn

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import NestedObjects, label_for_field
from django.db import router, transaction
from django.db.models import Field, Model, QuerySet
from django.forms.widgets import Script
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from common.changelists import BoundedPaginator, DeskChangeList
from common.choosing import (
    Choosers,
    DeskForm,
    LoadedAutocomplete,
    PartForm,
    Row,
    quiet_choosers,
    remarks_on_choices,
)
from common.generic import TabularInline
from common.grants import grantee
from common.narrowed import DeclaredFilters
from common.pasted import left_out
from common.recorded import Recorded, keep
from common.spoken import NamedRows
from common.templatetags.linked import rich
from common.text import within_quotes
from common.told import told_of

if TYPE_CHECKING:  # what the mixin below is mixed into
    from django.contrib.admin.options import InlineModelAdmin

    _Inline = InlineModelAdmin[Any, Any]
else:
    _Inline = object

# A script as an object, which Django takes where its stubs know texts only.
EDITOR: Any = Script("js/desk-editor.js", type="module")

# Rows that nobody knows as rows: what they say stands in the row that they belong to.
NOT_NAMED = (
    "articles.taggedarticle", "articles.editingmark", "articles.viewing", "articles.notice", "events.occurrence",
)  # fmt: skip
# How many rows a sentence names before it says "and more".
NAMED_AT_MOST = 10


class RichText(forms.Textarea):
    """A rich text. ``js/desk-editor.js`` puts the editor in its place; without it the HTML can be edited."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"rows": 18, "class": "vLargeTextField rich-text", **(attrs or {})})

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        # The address of the editor goes with the field: no import map, so no inline script to allow.
        context["widget"]["attrs"]["data-editor"] = static("django_prose_editor/editor.js")
        return context

    @property
    def media(self) -> forms.Media:
        return forms.Media(
            css={"all": ["django_prose_editor/material-icons.css", "django_prose_editor/editor.css",
                         "css/desk-prose.css", "css/desk-editor.css"]},
            js=[EDITOR],
        )  # fmt: skip


class DeskAdmin(DeclaredFilters[Row], Choosers, Recorded[Row]):
    """One kind of content at the desk.

    ``rich_text`` names the fields edited as rich text; ``slug_from`` the field whose pinyin fills the slug
    while it is typed.
    """

    form: Any = DeskForm
    rich_text: tuple[str, ...] = ()
    slug_from = ""
    # What stands in the fieldsets to be typed into only: who may not change the row reads what came of it.
    only_typed: tuple[Any, ...] = ()
    # Whether the list shows different accounts different rows. Then ``get_queryset`` and ``shows`` say the same.
    is_limited = False
    # Whether its rows have states that a chooser says (``choice_label``).
    tells_states = False
    # Columns that no row of the list shows, and that are long.
    list_without: tuple[str, ...] = ()
    paginator = BoundedPaginator
    list_per_page = 30
    list_max_show_all = 300
    show_full_result_count = False
    save_on_top = False

    def shows(self, request: HttpRequest, row: Model) -> bool:
        """Whether the account may be told of a row of this kind: ``get_queryset`` for one row that is loaded."""
        return True

    def acts_for_owner(self, request: HttpRequest, row: Row) -> bool:
        """Whether the account acts for what the row belongs to."""
        return True

    def get_fieldsets(self, request: HttpRequest, obj: Row | None = None) -> Any:
        """Where a row can only be looked at, its rich texts are shown as readers see them, not as HTML."""
        fieldsets = super().get_fieldsets(request, obj)
        if obj is None or self.has_change_permission(request, obj):
            return fieldsets
        return [
            (title, {**options, "fields": [self._shown(request, field) for field in options["fields"]
                                           if field not in self.only_typed]})
            for title, options in fieldsets
        ]  # fmt: skip

    def _shown(self, request: HttpRequest, field: Any) -> Any:
        if field in self.rich_text:
            return shown_rich_text(self.model, field)
        return self.shown_choice(request, field)

    def formfield_for_dbfield(self, db_field: "Field[Any, Any]", request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name in self.rich_text:
            kwargs["widget"] = RichText()
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        quiet_choosers(field)
        if db_field.name == "slug" and self.slug_from and field is not None:
            field.widget.attrs["data-slug-from"] = self.slug_from
        return field

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        for name in self.rich_text:
            if name in form.changed_data:
                sent = form.data.get(form.add_prefix(name), "")
                for sentence in told_of(left_out(sent, getattr(form.instance, name))):
                    messages.warning(request, sentence)
        parts = [part for formset in formsets for part in formset.forms if part not in formset.deleted_forms]
        for remark in dict.fromkeys(remark for one in (form, *parts) for remark in remarks_on_choices(one)):
            messages.info(request, remark)

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[DeskChangeList]:
        return DeskChangeList

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        title = {"title": capfirst(self.opts.verbose_name_plural)}
        return super().changelist_view(request, {**title, **(extra_context or {})})

    def _get_obj_does_not_exist_redirect(self, request: HttpRequest, opts: Any, object_id: str) -> NoReturn:
        # Django leads to the front page with a message; a row that is not there, or not for this account,
        # is told as what it is.
        raise Http404(_("This page does not exist, or your account may not see it."))

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Says in a sentence why a row that is used cannot go, and leads back to it."""
        row = self.get_object(request, object_id)
        if row is not None and self.has_delete_permission(request, row):
            against = self.reasons_against_deletion(request, row)
            if against:
                for reason in against:
                    self.message_user(request, reason, messages.ERROR)
                return HttpResponseRedirect(change_url(row))
        return super().delete_view(request, object_id, extra_context)

    def delete_model(self, request: HttpRequest, obj: Row) -> None:
        """Into the bin first."""
        with transaction.atomic():
            keep(request, obj, self.kept_for(obj))
            super().delete_model(request, obj)

    def kept_for(self, row: Row) -> int | None:
        """The key of the union whose newsroom may bring a deleted row back; ``None`` where it is the site's."""
        owner: int | None = getattr(row, "organization_id", None)
        return owner

    def render_delete_form(self, request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
        context["goes_along"] = self.goes_along(context["object"])
        return super().render_delete_form(request, context)

    def goes_along(self, row: Row) -> list[tuple[str, int]]:
        """What is deleted with a row, in words: the kinds of rows and how many of each."""
        collector = NestedObjects(using=router.db_for_write(type(row)), origin=row)
        collector.collect([row])
        return [
            (capfirst(str(model._meta.verbose_name)), len(rows))
            for model, rows in collector.data.items()
            if model is not type(row)
            and model._meta.label_lower not in NOT_NAMED
            and not model._meta.auto_created
        ]

    def reasons_against_deletion(self, request: HttpRequest, row: Row) -> list[str | SafeString]:
        """Why the row cannot be deleted: what still uses it. Empty when it can. Names only what the account may see."""
        collector = NestedObjects(using=router.db_for_write(type(row)), origin=row)
        collector.collect([row])
        users = sorted(collector.protected, key=lambda user: (user._meta.label, user.pk))
        named = [str(user) for user in users if self._may_be_named(request, user)]
        if not users:
            return []
        parts: list[str] = named[:NAMED_AT_MOST]
        hidden = len(users) - len(named)
        if hidden:
            text = ngettext("%(count)d place of another union", "%(count)d places of other unions", hidden)
            parts.append(text % {"count": hidden})
        names = format_html_join("；", "{}", ((part,) for part in parts))
        if len(named) > NAMED_AT_MOST:
            names = format_html("{}…", names)
        return [
            format_html(
                _("“{row}” cannot be deleted, because it is still used: {names}. Take it out there first."),
                row=within_quotes(str(row)),
                names=names,
            )
        ]

    def _may_be_named(self, request: HttpRequest, row: Model) -> bool:
        """Whether the account may see a row of any kind; part of another row, it is named as that one is."""
        desk = self.admin_site._registry.get(type(row))
        if isinstance(desk, DeskAdmin):
            return desk.has_view_permission(request) and desk.shows(request, row)
        owners = [
            (self.admin_site._registry.get(type(owner)), owner)
            for field in row._meta.concrete_fields
            if field.is_relation and (owner := getattr(row, field.name)) is not None
        ]
        limited = [(owner_desk, owner) for owner_desk, owner in owners if isinstance(owner_desk, DeskAdmin)]
        return all(owner_desk.shows(request, owner) for owner_desk, owner in limited)


class OwnedAdmin(DeskAdmin[Row]):
    """Rows that belong to a union, or to the site as a whole.

    ``owner`` names the column with the key of the union; without one the rows are the site's. Whoever may look at
    this kind of content may look at all of it; it is changed by those who act for its owner.
    """

    owner = ""

    def kept_for(self, row: Row) -> int | None:
        return self.owner_of(row)

    def owner_of(self, row: Row) -> int | None:
        """The key of the union that a row belongs to; ``None`` where it is the site's."""
        return getattr(row, self.owner) if self.owner else None

    def acts_for_owner(self, request: HttpRequest, row: Row) -> bool:
        owner, account = self.owner_of(row), grantee(request)
        return account.acts_for_site if owner is None else account.acts_for(owner)

    def render_change_form(
        self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """Whoever changes such rows and not this one is told whose it is."""
        row = context.get("original")
        changes_others = row is not None and super().has_change_permission(request, row)
        if request.method == "GET" and changes_others and not self.acts_for_owner(request, row):
            self.message_user(request, self._whose(row), messages.INFO)
        return super().render_change_form(request, context, *args, **kwargs)

    def _whose(self, row: Row) -> str:
        if self.owner_of(row) is None:
            return _(
                "This belongs to the whole site: the newsroom that acts for all unions changes it. Ask there."
            )
        return _("This belongs to another union, which changes it. Ask there.")

    def _may_write(self, request: HttpRequest, row: Row | None) -> bool:
        if row is None:
            return bool(self.owner) or grantee(request).acts_for_site
        return self.acts_for_owner(request, row)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return super().has_add_permission(request) and self._may_write(request, None)

    def has_change_permission(self, request: HttpRequest, obj: Row | None = None) -> bool:
        return super().has_change_permission(request, obj) and self._may_write(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Row | None = None) -> bool:
        return super().has_delete_permission(request, obj) and self._may_write(request, obj)


@cache
def shown_rich_text(model: type[Model], name: str) -> Callable[[Model], SafeString]:
    """A column for reading: the rich text of a field, cleaned."""

    @admin.display(description=label_for_field(name, model, return_attr=False))
    def contents(row: Model) -> SafeString:
        return format_html('<div class="shown-text prose">{}</div>', rich(getattr(row, name)))

    return contents


class PartInline(Choosers, _Inline):
    """Rows that are part of another row: who may change that one may change them. For admin inlines."""

    extra = 0
    form: Any = PartForm
    formset: Any = NamedRows
    parent_model: type[Model]
    admin_site: admin.AdminSite
    # Who is asked for permission instead of the admin that is registered for the parent.
    parent_admin: "admin.ModelAdmin[Any] | None" = None
    autocomplete_fields: ClassVar[tuple[str, ...]] = ()

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        queryset = super().get_queryset(request)
        return queryset.select_related(*self.autocomplete_fields) if self.autocomplete_fields else queryset

    def get_fieldsets(self, request: HttpRequest, obj: Model | None = None) -> Any:
        fieldsets = super().get_fieldsets(request, obj)
        if obj is None or self._may_write(request, obj):
            return fieldsets
        return [
            (title, {**options, "fields": [self.shown_choice(request, field) for field in options["fields"]]})
            for title, options in fieldsets
        ]

    def get_formset(self, request: HttpRequest, obj: Model | None = None, **kwargs: Any) -> Any:
        if obj is not None and not self._may_write(request, obj):
            kwargs["fields"] = []  # columns for reading: no form is made of them
        return super().get_formset(request, obj, **kwargs)

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name in self.autocomplete_fields:
            kwargs.setdefault("widget", LoadedAutocomplete(db_field, self.admin_site))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_dbfield(self, db_field: "Field[Any, Any]", request: HttpRequest, **kwargs: Any) -> Any:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        quiet_choosers(field)
        return field

    def _may_write(self, request: HttpRequest, obj: Model | None) -> bool:
        parent = self.parent_admin or self.admin_site.get_model_admin(self.parent_model)
        return parent.has_change_permission(request, obj) if obj else parent.has_add_permission(request)

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return self.admin_site.get_model_admin(self.parent_model).has_view_permission(request, obj)

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return self._may_write(request, obj)

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return self._may_write(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return self._may_write(request, obj)


class PlainInline(PartInline, TabularInline[Any, Any]):
    """Rows without an order of their own."""


class OrderedInline(PartInline, TabularInline[Any, Any]):
    """Rows in an order that is set by dragging or with the arrow buttons; without JavaScript by figures."""

    ordering = ("position", "id")
    classes = ("ordered",)


def short_time(moment: dt.datetime | None, now: dt.datetime | None = None) -> str:
    """A time for a list: ``11-21 14:02`` in this year, ``2025-11-21`` before; a dash for none."""
    if moment is None:
        return "–"
    local = timezone.localtime(moment)
    return local.strftime("%m-%d %H:%M" if local.year == timezone.localtime(now).year else "%Y-%m-%d")


def change_url(row: Model) -> str:
    """The address of a row's form at the desk."""
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])
