"""Organizations, people and honours at the desk."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import Case, QuerySet, When
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from common.changelists import BoundedPaginator
from common.choosing import DeskForm, Row
from common.desk import OwnedAdmin, PlainInline
from common.generic import ModelAdmin
from common.grants import Grantee, grantee
from organizations.hours_field import HoursField
from organizations.models import Alias, Honour, Organization, Person
from organizations.models.organization import OrganizationQuerySet
from organizations.pasted_points import FIELDS, PointAdmin, PointForm, preview
from search.desk import Searched

# Choosers in which an account names the union it acts for: there only its own grant is offered.
GRANT_FIELDS = {("article", "organization"), ("event", "organization"), ("programme", "organization"),
                ("user", "organization"), ("organization", "parent"), ("person", "organization")}  # fmt: skip


class MovableForm(DeskForm[Row]):
    """A form with a field that says where the row belongs: it goes only from and to unions of the account's grant."""

    belongs_to = ""
    account: Grantee

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        is_new = self.instance.pk is None
        if self.belongs_to in data and (is_new or self.belongs_to in self.changed_data):
            ends = {getattr(data[self.belongs_to], "pk", None)}
            if not is_new:
                ends.add(self.initial.get(self.belongs_to))
            if not all(self._acts_for(end) for end in ends):
                self.add_error(
                    self.belongs_to,
                    _(
                        "Your account does not act for this union. Choose one of your own, or ask the union above."
                    ),
                )
        return data

    def _acts_for(self, union: int | None) -> bool:
        return self.account.acts_for_site if union is None else self.account.acts_for(union)


class SavedWhenChanged(OwnedAdmin[Row]):
    """A row that is saved as it was keeps the time of its last change, which search engines are told."""

    def save_model(self, request: HttpRequest, obj: Row, form: Any, change: bool) -> None:
        if not change or form.changed_data:
            super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        if change and not form.changed_data and any(formset.has_changed() for formset in formsets):
            form.instance.save()


class OrganizationForm(PointForm, MovableForm[Organization]):
    belongs_to = "parent"

    class Meta:
        field_classes = {"hours": HoursField}


class PersonForm(MovableForm[Person]):
    belongs_to = "organization"


def filled_in_by(request: HttpRequest, form: type[Any]) -> type[Any]:
    """A ``MovableForm`` of one request: it knows the account, so that it can refuse a move."""
    return type(form.__name__, (form,), {"account": grantee(request)})


class AliasInline(PlainInline):
    model = Alias


class HonourInline(PlainInline):
    model = Honour
    fields = ("title", "awarder", "level", "year")


class DistrictFilter(admin.SimpleListFilter):
    title = gettext_lazy("district")
    parameter_name = "district"

    def lookups(self, request: HttpRequest, model_admin: ModelAdmin[Organization]) -> list[tuple[str, str]]:
        districts = Organization.objects.exclude(district="").order_by("district")
        return [(name, name) for name in districts.values_list("district", flat=True).distinct()]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Organization]) -> QuerySet[Organization]:
        return queryset.filter(district=self.value()) if self.value() else queryset


class TreePaginator(BoundedPaginator):
    """The tree is walked for the order of the rows, and not once more for their number."""

    def rows_to_count(self, rows: Any) -> Any:
        # The history of a row has pages too, and is no tree.
        is_tree = isinstance(rows, OrganizationQuerySet)
        return super().rows_to_count(rows.order_by().without_tree_fields() if is_tree else rows)


@admin.register(Organization)
class OrganizationAdmin(Searched, PointAdmin, SavedWhenChanged[Organization]):
    owner = "pk"
    tells_states = True
    form = OrganizationForm
    list_display = ("indented_name", "short_name", "kind", "district", "status")
    list_filter = ("kind", DistrictFilter, "status")
    search_fields = ("name",)
    search_kinds = ("organization", "station")
    search_codes = ("slug",)
    search_weights = "A"  # by their names: those below a union name it too
    search_help_text = gettext_lazy("Words of a full name, short name or alias")
    slug_from = "name"
    rich_text = ("description",)
    autocomplete_fields = ("parent", "logo")
    inlines = (AliasInline, HonourInline)
    list_per_page = 100
    readonly_fields = ("point_shown", "hours_shown")
    only_typed = (FIELDS, "hours", "closed_on_holidays", "opening_hours")
    fieldsets = (
        (
            None,
            {"fields": (("name", "reading"), "short_name", "slug", ("kind", "district"), "parent", "status")},
        ),
        (
            gettext_lazy("Contact"),
            {"fields": ("address", ("telephone", "website"), *PointAdmin.point_fields)},
        ),
        (
            gettext_lazy("Opening hours and services"),
            {"fields": ("hours", "hours_shown", "closed_on_holidays", "opening_hours", "services")},
        ),
        (gettext_lazy("For readers"), {"fields": ("description", "logo", "position")}),
    )

    def get_urls(self) -> list[URLPattern]:
        point = self.admin_site.admin_view(require_GET(self.point_view))
        return [path("point/", point, name="organizations_organization_point"), *super().get_urls()]

    def point_view(self, request: HttpRequest) -> HttpResponse:
        """What a form that holds a place makes of what is pasted into it, before it is saved."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        return HttpResponse(preview(request.GET))

    def choice_label(self, row: Organization) -> str:
        return _("%(name)s (abolished)") % {"name": row} if row.is_closed else str(row)

    def offered_first(self, rows: QuerySet[Organization], term: str) -> QuerySet[Organization]:
        return rows.best_first(term) if isinstance(rows, OrganizationQuerySet) else rows

    @admin.display(description=gettext_lazy("as readers see it"))
    def hours_shown(self, organization: Organization) -> str:
        return organization.hours_told or "–"

    def kept_for(self, row: Organization) -> int | None:
        return row.parent_id  # of itself nothing is left to act for

    paginator = TreePaginator

    def get_queryset(self, request: HttpRequest) -> QuerySet[Organization]:
        organizations = Organization.objects.all()
        if self._is_tree(request):
            organizations = organizations.with_tree_fields()
        return organizations.order_by(*self.get_ordering(request))

    def get_ordering(self, request: HttpRequest) -> tuple[str, ...]:
        return ("tree_ordering", "id") if self._is_tree(request) else ("position", "sort_key", "id")

    def _is_tree(self, request: HttpRequest) -> bool:
        match = request.resolver_match
        return bool(match and match.url_name == "organizations_organization_changelist")

    @admin.display(description=gettext_lazy("full name"), ordering="sort_key")
    def indented_name(self, organization: Organization) -> SafeString:
        depth = getattr(organization, "tree_depth", 0)
        return format_html('<span class="tree-{}">{}</span>', min(depth, 8), organization.name)

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Organization], search_term: str
    ) -> tuple[QuerySet[Organization], bool]:
        chooser = (request.GET.get("model_name"), request.GET.get("field_name"))
        if chooser in GRANT_FIELDS and (grant := grantee(request).grant) is not None:
            queryset = queryset.filter(pk__in=grant)
        return super().get_search_results(request, queryset, search_term)

    def get_form(
        self, request: HttpRequest, obj: Organization | None = None, change: bool = False, **kwargs: Any
    ) -> Any:
        return filled_in_by(request, super().get_form(request, obj, change, **kwargs))


class ConsentFilter(admin.SimpleListFilter):
    title = gettext_lazy("consent")
    parameter_name = "consent"

    def lookups(self, request: HttpRequest, model_admin: ModelAdmin[Person]) -> list[tuple[str, str]]:
        return [("yes", _("Shown to readers")), ("no", _("Without consent"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Person]) -> QuerySet[Person]:
        if self.value() == "yes":
            return queryset.filter(pk__in=Person.objects.shown())
        return queryset.exclude(pk__in=Person.objects.shown()) if self.value() == "no" else queryset


@admin.register(Person)
class PersonAdmin(Searched, SavedWhenChanged[Person]):
    owner = "organization_id"
    tells_states = True
    form = PersonForm
    list_display = ("name", "trade", "organization", "consented")
    list_filter = (ConsentFilter, "honours__level")
    list_select_related = ("organization",)
    search_fields = ("name",)
    search_kinds = ("person",)
    search_help_text = gettext_lazy("Words of a name or trade")
    rich_text = ("biography",)
    autocomplete_fields = ("organization", "studio", "portrait")
    inlines = (HonourInline,)
    ordering = ("sort_key", "id")
    fieldsets = (
        (None, {"fields": (("name", "reading"), "trade", "organization", "studio", "portrait", "biography")}),
        (gettext_lazy("Consent"), {"fields": ("consented_on", "consent_note")}),
    )

    def choice_label(self, row: Person) -> str:
        return str(row) if row.is_shown else _("%(name)s (no consent, not shown)") % {"name": row}

    def offered_first(self, rows: QuerySet[Person], term: str) -> QuerySet[Person]:
        hidden = Case(When(consented_on=None, then=1), default=0)
        return rows.order_by(hidden, "sort_key", "id")

    @admin.display(description=gettext_lazy("shown to readers"), boolean=True, ordering="consented_on")
    def consented(self, person: Person) -> bool:
        return person.is_shown

    def get_form(
        self, request: HttpRequest, obj: Person | None = None, change: bool = False, **kwargs: Any
    ) -> Any:
        return filled_in_by(request, super().get_form(request, obj, change, **kwargs))

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        account = grantee(request)
        return {"organization": account.organization_id, **super().get_changeform_initial_data(request)}
