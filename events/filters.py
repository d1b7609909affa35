"""What readers can narrow a list of events by: kind, district, organization, programme."""

import datetime as dt
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import Exists, OuterRef, Q
from django.http import Http404, HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from events.models import Event, EventKind, EventQuerySet, Programme
from organizations.directory import by_key
from organizations.models import Organization
from pagecache.kept import kept

# With more, choosing from a list is no help: readers come from the page of the organization.
MOST_ORGANIZATIONS = 200


@dataclass(frozen=True)
class EventFilter:
    """The wanted part of the events; empty values want all."""

    kind: str = ""
    district: str = ""
    organization: Organization | None = None
    programme: Programme | None = None

    @property
    def is_set(self) -> bool:
        return bool(self.kind or self.district or self.organization or self.programme)

    @property
    def query_string(self) -> str:
        """``kind=lecture&district=…``, encoded, always in this order: one list has one address."""
        values = {
            "kind": self.kind,
            "district": self.district,
            "organization": self.organization.slug if self.organization else "",
            "programme": self.programme.slug if self.programme else "",
        }
        return urlencode({name: value for name, value in values.items() if value})

    @property
    def labels(self) -> list[str]:
        """The values in words, for headings and titles."""
        kind = EventKind(self.kind).label if self.kind else ""
        return [str(label) for label in (kind, self.district, self.organization, self.programme) if label]

    def apply(self, events: EventQuerySet) -> EventQuerySet:
        if self.kind:
            events = events.filter(kind=self.kind)
        if self.district:
            entries = Event.organizations.through.objects.filter(
                event=OuterRef("pk"), organization__district=self.district
            )
            events = events.filter(Q(Exists(entries)) | Q(organization__district=self.district))
        if self.organization:
            events = events.of_organization(self.organization)
        if self.programme:
            events = events.filter(programme=self.programme)
        return events


def read_filter(request: HttpRequest) -> EventFilter:
    """The filter that an address asks for. Raises ``Http404`` with a sentence for a value that does not exist."""
    wanted = {name: request.GET.get(name, "") for name in ("kind", "district", "organization", "programme")}
    organization = programme = None
    try:
        if "\0" in "".join(wanted.values()):
            raise LookupError
        if wanted["kind"] and wanted["kind"] not in EventKind.values:
            raise LookupError
        if wanted["district"] and not Organization.objects.filter(district=wanted["district"]).exists():
            raise LookupError
        if wanted["organization"]:
            organization = Organization.objects.get(slug=wanted["organization"])
        if wanted["programme"]:
            programme = Programme.objects.get(slug=wanted["programme"])
    except (LookupError, Organization.DoesNotExist, Programme.DoesNotExist) as error:
        raise Http404(_("There are no events of this kind here. Begin again with all events.")) from error
    return EventFilter(wanted["kind"], wanted["district"], organization, programme)


@dataclass(frozen=True)
class Span:
    """A part of what is to come: dates that end after ``start`` (``None``: now) and begin before ``until``."""

    name: str = ""
    start: dt.datetime | None = None
    until: dt.datetime | None = None

    def query_string(self, wanted: EventFilter) -> str:
        return "&".join(filter(None, [wanted.query_string, f"when={self.name}" if self.name else ""]))


def midnight(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time.min, timezone.get_default_timezone())


def read_span(request: HttpRequest, now: dt.datetime) -> Span:
    """The part of what is to come that ``?when=`` asks for. Raises ``Http404`` with a sentence for another word."""
    name, today = request.GET.get("when", ""), now.date()
    saturday = today + dt.timedelta(days=(5 - today.weekday()) if today.weekday() < 5 else 0)
    monday = today + dt.timedelta(days=7 - today.weekday())
    spans = {
        "": Span(),
        "today": Span("today", now, midnight(today + dt.timedelta(days=1))),
        "weekend": Span("weekend", max(now, midnight(saturday)), midnight(monday)),
        "running": Span("running", now, midnight(today)),
    }
    if name not in spans:
        raise Http404(_("There are no events of this kind here. Begin again with all events."))
    return spans[name]


def jumps(wanted: EventFilter) -> list[tuple[str, str, str]]:
    """``(name, label, query)`` of the parts of what is to come; the filter goes along."""
    labels = {
        "": _("All"),
        "today": _("Today"),
        "weekend": _("This weekend"),
        "running": _("Running already"),
    }
    return [(name, label, Span(name).query_string(wanted)) for name, label in labels.items()]


def choices() -> dict[str, list[Any]]:
    """What can be chosen: only what some public event has. The same beside every list, so it is kept."""
    return kept("choices of events", _choices)


def _choices() -> dict[str, list[Any]]:
    """Four queries, each of which asks for one event at a time."""
    public = Event.objects.published().order_by()
    one_of_each = [public.filter(kind=kind).values_list("kind", flat=True)[:1] for kind in EventKind]
    kinds = set(one_of_each[0].union(*one_of_each[1:], all=True))
    taking_part = Organization.objects.filter(
        Exists(public.filter(organization_entries__organization=OuterRef("pk")))
    )
    in_district = Exists(public.filter(organization_entries__organization__district=OuterRef("district")))
    kept_in_district = Exists(public.filter(organization__district=OuterRef("district")))
    districts = Organization.objects.one_a_district().filter(in_district | kept_in_district)
    organizations = list(taking_part.by_name().values_list("slug", "name")[: MOST_ORGANIZATIONS + 1])
    return {
        "kinds": [(kind.value, str(kind.label)) for kind in EventKind if kind in kinds],
        "districts": by_key(districts.order_by().values_list("district", "district_sort_key")),
        "organizations": organizations if len(organizations) <= MOST_ORGANIZATIONS else [],
        "programmes": list(
            Programme.objects.filter(Exists(public.filter(programme=OuterRef("pk"))))
            .values_list("slug", "name")
            .order_by("name")
        ),
    }
