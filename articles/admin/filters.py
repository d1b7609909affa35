"""How editors narrow the list of articles."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.models import Status
from articles.models.article import CLOSED
from articles.states import SHAPES


class StateFilter(admin.SimpleListFilter):
    """By state, as the desk names them; closed corrections are out of the way unless asked for."""

    title = gettext_lazy("status")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        states = [(str(code), label) for code, label in Status.choices if code not in CLOSED]
        states += [
            ("scheduled", _("Scheduled")),
            ("expired", _("Expired")),
            ("closed", _("Closed corrections")),
        ]
        return [(code, f"{SHAPES.get(code, '·')} {label}") for code, label in states]

    def queryset(self, request: HttpRequest, queryset: Any) -> QuerySet:
        value = self.value()
        if value == "scheduled":
            return queryset.scheduled()
        if value == "expired":
            return queryset.expired()
        if value == "closed":
            return queryset.with_status(*CLOSED)
        if value == Status.PUBLISHED:
            return queryset.published()
        if value in Status.values:
            return queryset.with_status(value)
        return queryset.with_status(*(code for code in Status.values if code not in CLOSED))


class MineFilter(admin.SimpleListFilter):
    title = gettext_lazy("whose")
    parameter_name = "whose"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("mine", _("Entered by me")), ("correction", _("Corrections"))]

    def queryset(self, request: HttpRequest, queryset: Any) -> QuerySet:
        if self.value() == "mine":
            return queryset.filter(author=request.user)
        return queryset.working_copies() if self.value() == "correction" else queryset
