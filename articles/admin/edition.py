"""The printed paper at the desk."""

from typing import TYPE_CHECKING, TypedDict

from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy

from articles.models import Edition, EditionPage, PageCredit
from common.desk import OrderedInline, OwnedAdmin, PlainInline

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations


class EditionPageInline(PlainInline):
    model = EditionPage
    fields = ("number", "name", "scan", "pdf")
    autocomplete_fields = ("scan",)
    show_change_link = True


class Pages(TypedDict):
    page_count: int


@admin.register(Edition)
class EditionAdmin(OwnedAdmin[Edition]):
    list_display = ("date", "number", "page_count")
    search_fields = ("date", "number")
    date_hierarchy = "date"
    ordering = ("-date",)
    inlines = (EditionPageInline,)
    fields = (("date", "number"),)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Edition]:
        editions: QuerySet[Edition] = super().get_queryset(request).annotate(page_count=Count("pages"))
        return editions

    @admin.display(description=gettext_lazy("pages"), ordering="page_count")
    def page_count(self, edition: "WithAnnotations[Edition, Pages]") -> int:
        return edition.page_count


class PageCreditInline(OrderedInline):
    model = PageCredit
    autocomplete_fields = ("contributor",)
    fields = ("contributor", "role", "position")


@admin.register(EditionPage)
class EditionPageAdmin(OwnedAdmin[EditionPage]):
    """Reached from its edition; offers the pages to an article's form."""

    list_display = ("__str__", "name")
    list_select_related = ("edition",)
    search_fields = ("edition__date", "number", "name")
    autocomplete_fields = ("scan",)
    inlines = (PageCreditInline,)
    fields = ("edition", ("number", "name"), "scan", "pdf")
    readonly_fields = ("edition",)
    ordering = ("-edition__date", "number")

    def has_module_permission(self, request: HttpRequest) -> bool:
        return False

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False
