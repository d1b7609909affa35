"""How editors narrow the list of articles."""

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.requests import acting_user
from articles.models import Article, ArticleQuerySet, Status
from articles.models.article import CLOSED
from articles.state_marks import SHAPES
from common.generic import ModelAdmin

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


class StateFilter(admin.SimpleListFilter):
    """By state, as the desk names them; closed corrections are out of the way unless asked for."""

    title = gettext_lazy("status")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: ModelAdmin[Article]) -> list[tuple[str, str]]:
        states: list[tuple[str, StrOrPromise]] = [
            (str(code), label) for code, label in Status.choices if code not in CLOSED
        ]
        states += [
            ("scheduled", _("Scheduled")),
            ("expired", _("Expired")),
            ("closed", _("Closed corrections")),
        ]
        return [(code, f"{SHAPES.get(code, '·')} {label}") for code, label in states]

    def queryset(self, request: HttpRequest, queryset: Any) -> ArticleQuerySet:
        articles: ArticleQuerySet = queryset
        value = self.value()
        if value == "scheduled":
            return articles.scheduled()
        if value == "expired":
            return articles.expired()
        if value == "closed":
            return articles.with_status(*CLOSED)
        if value == Status.PUBLISHED:
            return articles.published()
        if value in Status.values:
            return articles.with_status(value)
        return articles.with_status(*(code for code in Status.values if code not in CLOSED))


class MineFilter(admin.SimpleListFilter):
    title = gettext_lazy("whose")
    parameter_name = "whose"

    def lookups(self, request: HttpRequest, model_admin: ModelAdmin[Article]) -> list[tuple[str, str]]:
        return [("mine", _("Entered by me")), ("correction", _("Corrections"))]

    def queryset(self, request: HttpRequest, queryset: Any) -> ArticleQuerySet:
        articles: ArticleQuerySet = queryset
        if self.value() == "mine":
            return articles.filter(author=acting_user(request))
        return articles.working_copies() if self.value() == "correction" else articles
