"""Events and programmes at the desk."""

import datetime as dt
from typing import Any, TypeVar

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.forms.widgets import Script
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from accounts.requests import acting_user
from articles.models import Status
from articles.state_marks import state_mark
from common.choosing import DeskForm
from common.desk import OrderedInline, OwnedAdmin, short_time
from common.fields import DaysField
from common.generic import ModelAdmin
from common.narrowed import NamedValues
from common.written import read_date
from events.actions import may_change_words
from events.models import Event, EventKind, EventOrganization, EventPhoto, EventStatus, Programme
from events.repeats import DatesForm, RepeatFields, picks_of, told
from events.review_screens import EventReviewMixin
from organizations.models import Organization
from organizations.pasted_points import FIELDS, PointAdmin, PointForm
from search.desk import Searched

Kept = TypeVar("Kept", bound=Event | Programme)

REPEATS = ("repeats", "repeat_days", ("repeat_interval", "repeat_count", "repeat_until"), "exception_dates",
           "repeat_dates")  # fmt: skip
# A script as an object, which Django takes where its stubs know texts only.
REPEATING: Any = Script("js/desk-repeats.js", type="module")

# A shape beside the word: colour is never the only sign.
SHAPES = {EventStatus.SCHEDULED: "●", EventStatus.POSTPONED: "◔", EventStatus.CANCELLED: "✕"}


class EventForm(RepeatFields, PointForm, DeskForm[Event]):
    class Media:
        js = (REPEATING,)

    class Meta:
        field_classes = {"exception_dates": DaysField}
        widgets = {"exception_dates": forms.TextInput(attrs={"class": "vTextField"})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "exception_dates" in self.fields:
            field = self.fields["exception_dates"]
            field.help_text = _("Days parted by commas: 2026-10-01, 2026-10-08.")
            self.initial = {**picks_of(self.instance.recurrence, self.instance.starts_at), **self.initial}
            # Django adds a hidden twin for a default that is a function; this one is always an empty list.
            field.show_hidden_initial = False
        if "ends_at" in self.fields:
            self.fields["ends_at"].help_text = _("Of whole days the last one; the time is left out then.")
            if self.instance.pk and self.instance.is_all_day:
                self.initial["ends_at"] = self.instance.ends_at - dt.timedelta(days=1)

    def clean(self) -> dict[str, Any]:
        """Of whole days the last one is typed; what is stored is the midnight at its end."""
        data = super().clean() or self.cleaned_data
        if "published_at" in data and not data["published_at"] and self.instance.stage == Status.PUBLISHED:
            self.add_error(
                "published_at",
                _("Readers see this event since that time. To take it from them, use “Take off” instead."),
            )
        if data.get("is_all_day") and data.get("starts_at") and data.get("ends_at"):
            first, last = timezone.localtime(data["starts_at"]), timezone.localtime(data["ends_at"])
            # The day as it was typed: 24:00 of the 5th is the end of the 5th, and not the 6th.
            day = read_date(self["ends_at"].data[0]) or last.date()
            if first.date() <= day:
                data["ends_at"] = dt.datetime.combine(day + dt.timedelta(days=1), dt.time(), last.tzinfo)
        return data


class _WordsInline(OrderedInline):
    """Rows that readers see with the event, and that are changed by those who may change its words."""

    def _may_write(self, request: HttpRequest, obj: Any) -> bool:
        return super()._may_write(request, obj) and (
            obj is None or may_change_words(acting_user(request), obj)
        )


class EventOrganizationInline(_WordsInline):
    model = EventOrganization
    autocomplete_fields = ("organization",)
    fields = ("organization", "role", "position")


class EventPhotoInline(_WordsInline):
    model = EventPhoto
    autocomplete_fields = ("photo",)
    fields = ("photo", "position")


class GrantAdmin(OwnedAdmin[Kept]):
    """Rows of a union: new ones belong to the union of whoever makes them, and go to another within the grant only."""

    owner = "organization_id"

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "organization":
            grant = acting_user(request).grant
            if grant is not None:
                kwargs["queryset"] = Organization.objects.filter(pk__in=grant)
            kwargs.setdefault("initial", acting_user(request).organization_id)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def save_model(self, request: HttpRequest, obj: Kept, form: Any, change: bool) -> None:
        if obj.organization_id is None:
            obj.organization = acting_user(request).organization
        super().save_model(request, obj, form, change)


class TimeFilter(admin.SimpleListFilter):
    title = gettext_lazy("time")
    parameter_name = "time"

    def lookups(self, request: HttpRequest, model_admin: ModelAdmin[Event]) -> list[tuple[str, str]]:
        return [("upcoming", _("Upcoming")), ("past", _("Over")), ("draft", _("Not shown to readers"))]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        if self.value() == "draft":
            return queryset.exclude(pk__in=Event.objects.published())
        return {"upcoming": queryset.upcoming, "past": queryset.past}.get(self.value() or "", queryset.all)()


@admin.register(Event)
class EventAdmin(Searched, EventReviewMixin, PointAdmin, GrantAdmin[Event]):
    form = EventForm
    list_display = ("review_state", "title", "starts", "kind", "state", "place")
    list_display_links = ("title",)
    list_filter = (
        TimeFilter,
        "stage",
        "status",
        "kind",
        "programme",
        ("organization__district", NamedValues),
    )
    list_select_related = ("programme",)
    date_hierarchy = "starts_at"
    search_fields = ("title",)
    search_kinds = ("event",)
    search_help_text = gettext_lazy("Words of title, place or description")
    is_limited = True
    rich_text = ("description",)
    autocomplete_fields = ("programme", "organization", "articles")
    inlines = (EventOrganizationInline, EventPhotoInline)
    radio_fields = {"status": admin.HORIZONTAL}
    readonly_fields = ("repeat_dates", "point_shown")
    only_typed = (*REPEATS[:3], FIELDS)
    fieldsets = (
        (None, {"fields": ("title", ("kind", "programme"), "description")}),
        (gettext_lazy("When"), {"fields": (("starts_at", "ends_at"), "is_all_day", *REPEATS)}),
        (gettext_lazy("The rule of RFC 5545, for those who know it"),
         {"fields": ("recurrence",), "classes": ("collapse",)}),
        (gettext_lazy("Where"), {"fields": (("place", "address"), *PointAdmin.point_fields)}),
        (
            gettext_lazy("Taking part"),
            {"fields": (("audience", "fee"), ("sign_up_url", "sign_up_deadline"), "sign_up_note")},
        ),
        (gettext_lazy("State"), {"fields": ("status", "status_note", "published_at", "organization")}),
        (gettext_lazy("Reports"), {"fields": ("articles",)}),
    )  # fmt: skip

    @admin.display(description=gettext_lazy("starts"), ordering="starts_at")
    def starts(self, event: Event) -> str:
        return short_time(event.starts_at)

    @admin.display(description=gettext_lazy("status"), ordering="status")
    def state(self, event: Event) -> SafeString:
        return format_html(
            '<span class="state state-{}"><span aria-hidden="true">{}</span> {}</span>',
            event.status, SHAPES[EventStatus(event.status)], event.get_status_display(),
        )  # fmt: skip

    @admin.display(description=gettext_lazy("review"), ordering="stage")
    def review_state(self, event: Event) -> SafeString:
        return state_mark(event)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Event]:
        return Event.objects.visible_to(acting_user(request).grant).order_by(*self.get_ordering(request))

    @admin.display(description=gettext_lazy("dates"))
    def repeat_dates(self, event: Event) -> SafeString | str:
        """The dates of a rule in words; the script puts those of the choices as they stand in their place."""
        shown = event.recurrence and event.starts_at and told(
            event.recurrence, event.starts_at, event.exception_dates or []
        )  # fmt: skip
        address = reverse("admin:events_event_dates")
        return render_to_string("admin/events/event/dates.html", {"told": shown, "address": address})

    def get_urls(self) -> list[URLPattern]:
        dates = self.admin_site.admin_view(require_GET(self.dates_view))
        return [path("dates/", dates, name="events_event_dates"), *super().get_urls()]

    def dates_view(self, request: HttpRequest) -> HttpResponse:
        """Which dates the choices of a form give, before it is saved: the rule, the choices, and the list as HTML."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = DatesForm(request.GET)
        is_whole = form.is_valid()
        rule = form.cleaned_data["recurrence"] if is_whole else ""
        sentences = [sentence for errors in form.errors.values() for sentence in errors]
        context = {"told": form.told(), "refused": sentences, "is_fragment": True}
        html = render_to_string("admin/events/event/dates.html", context)
        picks = picks_of(rule, form.cleaned_data["starts_at"]) if is_whole else None
        return JsonResponse({"rule": rule, "picks": picks, "html": html})

    def shows(self, request: HttpRequest, row: Any) -> bool:
        return row.is_public or acting_user(request).acts_for(row.organization_id)

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        return {"kind": EventKind.TRAINING, "organization": acting_user(request).organization_id,
                **super().get_changeform_initial_data(request)}  # fmt: skip


@admin.register(Programme)
class ProgrammeAdmin(Searched, GrantAdmin[Programme]):
    list_display = ("name", "organization")
    list_select_related = ("organization",)
    search_fields = ("name",)
    search_kinds = ("programme",)
    search_codes = ("slug",)
    slug_from = "name"
    rich_text = ("description",)
    autocomplete_fields = ("organization",)
    fields = ("name", "slug", "organization", "description")
