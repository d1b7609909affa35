"""Fields of the desk that choose rows: they search while one types, offer what the account may see, and say of what is
not shown to readers in which state it is."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from django import forms
from django.contrib import admin
from django.contrib.admin.utils import label_for_field
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.contrib.admin.widgets import (
    AutocompleteSelect,
    AutocompleteSelectMultiple,
    RelatedFieldWidgetWrapper,
)
from django.db.models import DateField, DateTimeField, Model, Q, QuerySet, TimeField, URLField
from django.forms.widgets import Script
from django.http import HttpRequest
from django.utils.translation import gettext as _

from common.fields import AddressField, DayField, MomentField, TimeOfDayField
from common.generic import ModelChoiceField, ModelForm, ModelMultipleChoiceField
from common.spoken import name_moments
from common.tidying import tidied

if TYPE_CHECKING:  # what the mixins below are mixed into
    from django.contrib.admin.options import BaseModelAdmin

    _Chooser = AutocompleteSelect
    _Choice = forms.ModelChoiceField[Any]
    _Admin = BaseModelAdmin[Any]

    class _Hooks:
        """A method of Django's forms that its stubs leave out."""

        def _post_clean(self) -> None: ...
else:
    _Chooser = _Choice = _Admin = object

    class _Hooks: ...


Row = TypeVar("Row", bound=Model)
Options = list[tuple[str | None, list[dict[str, Any]], int | None]]  # of a chooser, in groups

# A script as an object, which Django takes where its stubs know texts only.
CHOOSER_NAMES: Any = Script("js/desk-choosers.js", type="module")


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
    """A chooser of several rows, each with its own way out: no one stroke takes them all away."""

    def build_attrs(self, base_attrs: dict[str, Any], extra_attrs: dict[str, Any] | None = None) -> Any:
        return super().build_attrs(base_attrs, extra_attrs) | {"data-allow-clear": "false"}


class Limited(Protocol):
    """The admin of a kind of content whose list is not the same for everybody."""

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]: ...

    def shows(self, request: HttpRequest, row: Model) -> bool: ...


class Offering(Protocol):
    """The admin of a kind of content that is chosen somewhere; see ``common.desk.DeskAdmin``."""

    def choice_label(self, row: Any) -> str: ...

    def choice_data(self, row: Any) -> dict[str, str]: ...

    def offered_first(self, rows: QuerySet[Any], term: str) -> QuerySet[Any]: ...

    def remark_on_choice(self, row: Any) -> str: ...


class _Naming(_Choice):
    """Names a row as its kind does, with its state, and only to those who may see it."""

    may_name: Callable[[Model], bool]
    desk: Offering

    def label_from_instance(self, obj: Model) -> str:
        return self.desk.choice_label(obj) if self.may_name(obj) else _("Not yours")


class ToldChoice(_Naming, ModelChoiceField[Any]):
    """One row of a kind that has states."""


class ToldChoices(_Naming, ModelMultipleChoiceField[Any]):
    """Several rows of a kind that has states."""


class LimitedChoice(ToldChoice):
    """One row of those that the account may see."""


class LimitedChoices(ToldChoices):
    """Several rows of those that the account may see."""


class Offered(AutocompleteJsonView):
    """The answer to a chooser: what is meant or shown most likely comes first, and each row says its state."""

    def get_queryset(self) -> QuerySet[Any]:
        rows = super().get_queryset()
        desk = self.model_admin
        return desk.offered_first(rows, self.term) if isinstance(desk, Choosers) else rows

    def serialize_result(self, obj: Model, to_field_name: str) -> dict[str, str]:
        result = super().serialize_result(obj, to_field_name)
        desk = self.model_admin
        if isinstance(desk, Choosers):
            result |= {**desk.choice_data(obj), "text": desk.choice_label(obj)}
        return result


class Choosers(_Admin):
    """For admins and inlines: ``autocomplete_fields`` with the choosers above, and choices that the account may see.

    Of a kind of content whose list is not the same for everybody (``DeskAdmin.is_limited``), a field offers and takes
    what that list shows. What is stored already stays, under "Not yours" where the account may not see it.
    """

    # Days, times and addresses are read as people write them.
    formfield_overrides = {
        DateField: {"form_class": DayField},
        DateTimeField: {"form_class": MomentField},
        TimeField: {"form_class": TimeOfDayField},
        URLField: {"form_class": AddressField},
    }

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if "widget" not in kwargs and db_field.name in self.get_autocomplete_fields(request):
            kwargs["widget"] = Choose(db_field, self.admin_site, using=kwargs.get("using"))
        desk = self._desk_of(db_field)
        if desk is None:
            return super().formfield_for_foreignkey(db_field, request, **kwargs)
        limits = {"form_class": ToldChoice}
        if desk.is_limited:
            limits = {"form_class": LimitedChoice, "queryset": desk.get_queryset(request)}
        field = super().formfield_for_foreignkey(db_field, request, **{**limits, **kwargs})
        return _named_by(desk, request, field)

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if "widget" not in kwargs and db_field.name in self.get_autocomplete_fields(request):
            kwargs["widget"] = ChooseMany(db_field, self.admin_site, using=kwargs.get("using"))
        desk = self._desk_of(db_field)
        if desk is None:
            return super().formfield_for_manytomany(db_field, request, **kwargs)
        limits = {"form_class": ToldChoices}
        if desk.is_limited:
            limits = {"form_class": LimitedChoices, "queryset": desk.get_queryset(request)}
        field = super().formfield_for_manytomany(db_field, request, **{**limits, **kwargs})
        return _named_by(desk, request, field)

    # --- for whoever chooses rows of this kind -------------------------------------------------------
    def choice_label(self, row: Any) -> str:
        """What a chooser calls a row: its name, and its state where readers do not see it as it is."""
        return str(row)

    def choice_data(self, row: Any) -> dict[str, str]:
        """What else the scripts of a form want to know of a chosen row."""
        return {}

    def offered_first(self, rows: QuerySet[Any], term: str) -> QuerySet[Any]:
        """The rows that a chooser found for what was typed, in the order in which it offers them."""
        return rows

    def remark_on_choice(self, row: Any) -> str:
        """A sentence for whoever has chosen a row that readers do not see yet; else empty."""
        return ""

    def shown_choice(self, request: HttpRequest, name: Any) -> Any:
        """For reading: the column of a field that chooses rows of such a kind, else the name as it is."""
        db_field = (
            self.opts.get_field(name) if isinstance(name, str) and _has_field(self.opts, name) else None
        )
        desk = self._limited(db_field) if getattr(db_field, "remote_field", None) is not None else None
        return name if desk is None else _shown_rows(desk, request, self.model, name)

    def _desk_of(self, db_field: Any) -> Any:
        """The admin of what a field chooses, if its list is not everybody's or its rows have states."""
        desk: Any = self.admin_site._registry.get(db_field.remote_field.model)
        return desk if getattr(desk, "is_limited", False) or getattr(desk, "tells_states", False) else None

    def _limited(self, db_field: Any) -> Limited | None:
        """The admin of what a field chooses, if its list is not everybody's."""
        desk = self._desk_of(db_field)
        return desk if desk is not None and desk.is_limited else None


def _has_field(opts: Any, name: str) -> bool:
    return any(field.name == name for field in opts.get_fields())


def _shown_rows(desk: Limited, request: HttpRequest, model: type[Model], name: str) -> Callable[[Model], str]:
    """A column with the names of the rows that a field chooses, as far as the account may see them."""

    @admin.display(description=label_for_field(name, model, return_attr=False))
    def contents(row: Model) -> str:
        value = getattr(row, name)
        rows = value.all() if hasattr(value, "all") else [value] if value is not None else []
        names = [str(chosen) if desk.shows(request, chosen) else _("Not yours") for chosen in rows]
        return "、".join(names) or "–"

    return contents


def _named_by(desk: Limited, request: HttpRequest, field: Any) -> Any:
    if field is not None:
        field.may_name, field.desk = partial(desk.shows, request), desk
    return field


def remarks_on_choices(form: Any) -> list[str]:
    """What has to be said of the rows that were chosen just now in a valid form."""
    remarks = []
    for name, field in form.fields.items():
        if isinstance(field, ToldChoice | ToldChoices) and name in form.changed_data:
            chosen = form.cleaned_data.get(name)
            rows = [chosen] if isinstance(chosen, Model) else chosen or []
            remarks += [field.desk.remark_on_choice(row) for row in rows if field.may_name(row)]
    return [remark for remark in remarks if remark]


class DeskForm(_Hooks, ModelForm[Row]):
    """A form whose fields keep the rows that are stored, whether or not the account may see them."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name_moments(self.fields)
        for name, field in self.fields.items():
            if isinstance(field, LimitedChoice | LimitedChoices) and self.instance.pk is not None:
                _keep(field, self.initial.get(name))

    def _post_clean(self) -> None:
        # Before what is unique is compared: two names that differ in what is not shown are one.
        for field in self._meta.model._meta.concrete_fields:
            if field.name in self.cleaned_data:
                self.cleaned_data[field.name] = tidied(field, self.cleaned_data[field.name])
        super()._post_clean()


def _keep(field: LimitedChoice | LimitedChoices, stored: Any) -> None:
    """Offer what is stored too: ``stored`` is a key, ``None`` or a list of rows."""
    rows = stored if isinstance(stored, list) else [stored]
    keys = [getattr(row, "pk", row) for row in rows if row is not None]
    offered = field.queryset
    if keys and offered is not None:
        everything = offered.model._default_manager.all()
        field.queryset = everything.filter(Q(pk__in=offered.values("pk")) | Q(pk__in=keys))


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


class PartForm(DeskForm[Row]):
    """A row of an inline, whose choosers know the rows that came with it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            chooser = getattr(field.widget, "widget", None)
            row = self.instance._state.fields_cache.get(name)
            if isinstance(chooser, LoadedAutocomplete) and row is not None:
                chooser.known = {str(row.pk): row_field(self.fields, name).label_from_instance(row)}
