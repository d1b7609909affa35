"""What belongs to one article, as parts of its form. ``after`` names the block of the form they follow."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest

from accounts.requests import acting_user
from articles.admin.fields import PhotoEntryForm, PhotoEntryFormSet
from articles.models import Article, ArticleOrganization, ArticlePhoto, Credit, CreditRole, Figure
from common.desk import OrderedInline, PartInline
from common.generic import StackedInline


class PhotoInline(PartInline, StackedInline[ArticlePhoto, Article]):
    model = ArticlePhoto
    form = PhotoEntryForm
    formset = PhotoEntryFormSet
    template = "admin/articles/article/photo_inline.html"
    ordering = ("position", "id")
    classes = ("ordered", "photo-entries")
    after = "texts"

    def get_queryset(self, request: HttpRequest) -> QuerySet[ArticlePhoto]:
        return super().get_queryset(request).select_related("photo")


class OrganizationInline(OrderedInline):
    model = ArticleOrganization
    autocomplete_fields = ("organization",)
    fields = ("organization", "role", "position")
    after = "places"


class CreditInline(OrderedInline):
    model = Credit
    autocomplete_fields = ("contributor",)
    fields = ("role", "contributor", "position")
    after = "places"

    def formfield_for_choice_field(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "role" and not acting_user(request).works_on_others:
            kwargs["initial"] = CreditRole.CORRESPONDENT  # who writes for a newsroom is no reporter of it
        return super().formfield_for_choice_field(db_field, request, **kwargs)


class FigureInline(OrderedInline):
    model = Figure
    autocomplete_fields = ("organization",)
    fields = (
        "label",
        "value",
        "unit",
        "date",
        "organization",
        "is_approximate",
        "bound",
        "state",
        "position",
    )
    after = "source"
