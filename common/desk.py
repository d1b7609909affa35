"""What all screens of the desk share. Knows no model of ours."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any, ClassVar, NoReturn, TypeVar

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import label_for_field
from django.contrib.admin.widgets import (
    AutocompleteSelect,
    AutocompleteSelectMultiple,
    RelatedFieldWidgetWrapper,
)
from django.db.models import Field, Model, QuerySet, URLField
from django.forms.widgets import Script
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from common.generic import ModelAdmin, ModelChoiceField, ModelForm, TabularInline
from common.html import clean_html

if TYPE_CHECKING:  # what the mixins below are mixed into
    from django.contrib.admin.models import LogEntry
    from django.contrib.admin.options import BaseModelAdmin, InlineModelAdmin

    _Chooser = AutocompleteSelect
    _Admin = BaseModelAdmin[Any]
    _Inline = InlineModelAdmin[Any, Any]
else:
    _Chooser = _Admin = _Inline = object

Row = TypeVar("Row", bound=Model)
Options = list[tuple[str | None, list[dict[str, Any]], int | None]]  # of a chooser, in groups

# Scripts as objects, which Django takes where its stubs know texts only.
EDITOR: Any = Script("js/desk-editor.js", type="module")
CHOOSER_NAMES: Any = Script("js/desk-choosers.js", type="module")

# What is told of rows that the desk added, changed or deleted: the request, one of these words, the rows, and
# Django's log entries of them.
Recorder = Callable[[HttpRequest, str, Iterable[Model], Iterable["LogEntry"]], None]
_recorders: list[Recorder] = []


def add_recorder(recorder: Recorder) -> None:
    """Let an app further right write down what the forms of the desk do."""
    if recorder not in _recorders:
        _recorders.append(recorder)


class Recorded(ModelAdmin[Row]):
    """For admins: what their forms do is told to the recorders, beside Django's own history of each row."""

    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        return self._hand_on(request, "added", [obj], super().log_addition(request, obj, message))

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        return self._hand_on(request, "changed", [obj], super().log_change(request, obj, message))

    def log_deletions(self, request: HttpRequest, queryset: Any) -> Any:
        return self._hand_on(request, "deleted", list(queryset), super().log_deletions(request, queryset))

    def _hand_on(self, request: HttpRequest, code: str, rows: list[Any], entries: Any) -> Any:
        listed = entries if isinstance(entries, list) else [entries]
        for recorder in _recorders:
            recorder(request, code, rows, [entry for entry in listed if entry is not None])
        return entries


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
                         "css/desk-editor.css"]},
            js=[EDITOR],
        )  # fmt: skip


class _KeysOnly(_Chooser):
    """Django's own choosers fail on a posted value that is no number before the field can say that it is wrong."""

    def optgroups(self, name: str, value: Sequence[str], attr: dict[str, Any] | None = None) -> Options:
        keys = [key for key in value if str(key).isdecimal() and len(str(key)) < 19]
        return super().optgroups(name, keys, attr)

    @property
    def media(self) -> forms.Media:
        return super().media + forms.Media(js=[CHOOSER_NAMES])


class Choose(_KeysOnly, AutocompleteSelect):
    """A chooser of one row that searches while one types."""


class ChooseMany(_KeysOnly, AutocompleteSelectMultiple):
    """A chooser of several rows."""


class Choosers(_Admin):
    """For admins and inlines: ``autocomplete_fields`` with the choosers above."""

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if "widget" not in kwargs and db_field.name in self.get_autocomplete_fields(request):
            kwargs["widget"] = Choose(db_field, self.admin_site, using=kwargs.get("using"))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if "widget" not in kwargs and db_field.name in self.get_autocomplete_fields(request):
            kwargs["widget"] = ChooseMany(db_field, self.admin_site, using=kwargs.get("using"))
        return super().formfield_for_manytomany(db_field, request, **kwargs)


class DeskAdmin(Choosers, Recorded[Row]):
    """One kind of content at the desk.

    ``rich_text`` names the fields edited as rich text; ``slug_from`` the field whose pinyin fills the slug
    while it is typed. Searching uses the words of the queryset's own ``search()``.
    """

    rich_text: tuple[str, ...] = ()
    slug_from = ""
    list_per_page = 30
    list_max_show_all = 300
    show_full_result_count = False
    save_on_top = False

    def get_fieldsets(self, request: HttpRequest, obj: Row | None = None) -> Any:
        """Where a row can only be looked at, its rich texts are shown as readers see them, not as HTML."""
        fieldsets = super().get_fieldsets(request, obj)
        if obj is None or not self.rich_text or self.has_change_permission(request, obj):
            return fieldsets
        return [
            (title, {**options, "fields": [self._shown(field) for field in options["fields"]]})
            for title, options in fieldsets
        ]

    def _shown(self, field: Any) -> Any:
        return shown_rich_text(self.model, field) if field in self.rich_text else field

    def formfield_for_dbfield(self, db_field: "Field[Any, Any]", request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name in self.rich_text:
            kwargs["widget"] = RichText()
        if isinstance(db_field, URLField):
            kwargs["assume_scheme"] = "https"
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        quiet_choosers(field)
        if db_field.name == "slug" and self.slug_from and field is not None:
            field.widget.attrs["data-slug-from"] = self.slug_from
        return field

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Row], search_term: str
    ) -> tuple[QuerySet[Row], bool]:
        search = getattr(queryset, "search", None)
        if search is None:
            return super().get_search_results(request, queryset, search_term)
        return (search(search_term) if search_term.strip() else queryset), False

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

    def reasons_against_deletion(self, request: HttpRequest, row: Row) -> list[str | SafeString]:
        """Why the row cannot be deleted: what still uses it. Empty when it can."""
        *_rest, protected = self.get_deleted_objects([row], request)
        if not protected:
            return []
        names = format_html_join("；", "{}", ((item,) for item in protected[:NAMED_AT_MOST]))
        if len(protected) > NAMED_AT_MOST:
            names = format_html("{}…", names)
        return [
            format_html(
                _("“{row}” cannot be deleted, because it is still used: {names}. Take it out there first."),
                row=row,
                names=names,
            )
        ]


@cache
def shown_rich_text(model: type[Model], name: str) -> Callable[[Model], SafeString]:
    """A column for reading: the rich text of a field, cleaned."""

    @admin.display(description=label_for_field(name, model, return_attr=False))
    def contents(row: Model) -> SafeString:
        html = clean_html(getattr(row, name))
        return format_html('<div class="shown-text">{}</div>', mark_safe(html))  # noqa: S308 - cleaned in the line above

    return contents


def quiet_choosers(field: forms.Field | None) -> None:
    """Beside a chooser only the way to a new row: the other three icons of Django's are noise while one writes."""
    widget = getattr(field, "widget", None)
    if isinstance(widget, RelatedFieldWidgetWrapper):
        widget.can_change_related = widget.can_delete_related = widget.can_view_related = False


def row_field(fields: Mapping[str, forms.Field], name: str) -> ModelChoiceField[Any]:
    """The field of a form that chooses a row. Raises ``TypeError`` where it is another kind of field."""
    field = fields[name]
    if not isinstance(field, forms.ModelChoiceField):
        raise TypeError(f"{name} chooses no row")
    return field


class LoadedAutocomplete(Choose):
    """A chooser that names the present choice without asking the database, where its row is loaded already."""

    known: dict[str, str] = {}

    def optgroups(self, name: str, value: Sequence[str], attr: dict[str, Any] | None = None) -> Options:
        chosen = [str(item) for item in value if item]
        if not chosen or not set(chosen) <= self.known.keys():
            return super().optgroups(name, value, attr)
        options = [] if self.is_required else [self.create_option(name, "", "", False, 0)]
        options += [self.create_option(name, item, self.known[item], True, 1) for item in chosen]
        return [(None, options, 0)]


class PartForm(ModelForm[Row]):
    """A row of an inline, whose choosers know the rows that came with it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            chooser = getattr(field.widget, "widget", None)
            row = self.instance._state.fields_cache.get(name)
            if isinstance(chooser, LoadedAutocomplete) and row is not None:
                chooser.known = {str(row.pk): str(row)}


class PartInline(Choosers, _Inline):
    """Rows that are part of another row: who may change that one may change them. For admin inlines."""

    extra = 0
    form: Any = PartForm
    parent_model: type[Model]
    admin_site: admin.AdminSite
    # Who is asked for permission instead of the admin that is registered for the parent.
    parent_admin: "admin.ModelAdmin[Any] | None" = None
    autocomplete_fields: ClassVar[tuple[str, ...]] = ()

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        queryset = super().get_queryset(request)
        return queryset.select_related(*self.autocomplete_fields) if self.autocomplete_fields else queryset

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
