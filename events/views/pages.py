"""Lists of events, one event, one programme."""

from typing import Any

from django.conf import settings
from django.db.models import Count, Max
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles.models import Article
from common.linked_data import breadcrumbs
from common.maps import map_links
from common.paging import Page
from events import filters
from events.coming import Coming
from events.linked_data import event_data
from events.lists import listed, past_page
from events.models import Event, EventOrganization, EventOrganizationRole, Programme, published_q

# How many dates of a recurring event its page lists, and how many other events of the programme.
DATES_SHOWN = 12
OTHERS_SHOWN = 6
# A programme with more dates ahead than this sends readers to the filtered list.
COMING_SHOWN = 50


@require_safe
def upcoming(request: HttpRequest) -> HttpResponse:
    """What begins next, what runs already below it; ``?when=`` is a jump to today, the weekend or what runs."""
    wanted = filters.read_filter(request)
    span = filters.read_span(request, timezone.localtime())
    shown = wanted.apply(Event.objects.published())
    today = filters.midnight(timezone.localdate())
    coming = Coming(shown, span.start or timezone.now(), span.until, today, whole=listed)
    page = coming.page(request, keep=span.query_string(wanted))
    return _list(request, "events/event_list.html", wanted, page, _("Events"), span)


@require_safe
def past(request: HttpRequest) -> HttpResponse:
    wanted = filters.read_filter(request)
    narrowed = wanted.query_string
    page = past_page(request, wanted.apply(Event.objects.published()), of=("list", narrowed), keep=narrowed)
    return _list(request, "events/event_past.html", wanted, page, _("Past events"))


def _list(
    request: HttpRequest,
    template: str,
    wanted: filters.EventFilter,
    page: Page[Event],
    title: str,
    span: filters.Span | None = None,
) -> HttpResponse:
    crumbs = (
        [(_("Events"), reverse("events:upcoming")), (title, "")] if title != _("Events") else [(title, "")]
    )
    context = {
        "page": page,
        "wanted": wanted,
        "when": span.name if span else "",
        "jumps": filters.jumps(wanted),
        "choices": filters.choices(),
        "today": timezone.localdate(),
        "feed": subscription_address(reverse("events:calendar_ics")),
        "crumbs": crumbs,
        "linked_data": [breadcrumbs(crumbs)],
    }
    return render(request, template, context)


def subscription_address(path: str) -> str:
    """The address under which a calendar program subscribes instead of copying once."""
    return "webcal://" + settings.SITE_URL.partition("://")[2] + path


@require_safe
def event(request: HttpRequest, pk: int) -> HttpResponse:
    """One event: what, when, where, for whom; afterwards its reports and pictures."""
    event = get_object_or_404(Event.objects.published().select_related("programme", "organization"), pk=pk)
    entries = list(event.organization_entries.select_related("organization"))
    photos = [entry.photo for entry in event.photo_entries.select_related("photo")]
    starts_at, ends_at = event.next_date()
    crumbs = [(_("Events"), reverse("events:upcoming"))]
    if event.programme:
        crumbs.append((event.programme.name, event.programme.get_absolute_url()))
    crumbs.append((event.title, ""))
    context = {
        "event": event,
        "starts_at": starts_at,
        "ends_at": ends_at,
        "roles": _by_role(entries),
        "photos": photos,
        "dates": _dates(event),
        "reports": Article.objects.published().filter(events=event).for_lists().newest_first(),
        "others": _others(event),
        "map": map_links(event.place or event.title, event.address, event.latitude, event.longitude),
        "today": timezone.localdate(),
        "crumbs": crumbs,
        "linked_data": [event_data(event, entries, photos), breadcrumbs(crumbs)],
    }
    return render(request, "events/event_detail.html", context)


def _by_role(entries: list[EventOrganization]) -> list[tuple[str, list[Any]]]:
    """Roles in their order with their organizations, without the roles that nobody has."""
    groups = [
        (str(role.label), [entry.organization for entry in entries if entry.role == role])
        for role in EventOrganizationRole
    ]
    return [(label, organizations) for label, organizations in groups if organizations]


def _dates(event: Event) -> dict[str, Any]:
    """Of a recurring event the dates to come, how many there are in all, and the days left out."""
    if not event.recurrence:
        return {}
    dates, now = event.all_dates(), timezone.now()
    coming = [date for date in dates if date[1] > now]
    return {
        "coming": coming[:DATES_SHOWN],
        "more": max(0, len(coming) - DATES_SHOWN),
        "total": len(dates),
        "left_out": [day for day in sorted(event.exception_dates) if day >= timezone.localdate()],
    }


def _others(event: Event) -> Any:
    """Further events of the programme: what comes next, or what was last when nothing is to come."""
    if event.programme is None:
        return []
    family = Event.objects.published().filter(programme=event.programme).exclude(pk=event.pk)
    return Coming(family, few=True).first(OTHERS_SHOWN) or list(family.past()[:OTHERS_SHOWN])


@require_safe
def programmes(request: HttpRequest) -> HttpResponse:
    """All programmes of which readers may see an event; the liveliest first."""
    shown = published_q(prefix="events__")
    rows = (
        Programme.objects.annotate(
            shown=Count("events", filter=shown), latest=Max("events__last_ends_at", filter=shown)
        )
        .filter(shown__gt=0)
        .select_related("organization")
        .order_by("-latest", "name")
    )
    crumbs = [(_("Events"), reverse("events:upcoming")), (_("Programmes"), "")]
    context = {
        "programmes": rows,
        "today": timezone.localdate(),
        "crumbs": crumbs,
        "linked_data": [breadcrumbs(crumbs)],
    }
    return render(request, "events/programme_list.html", context)


@require_safe
def programme(request: HttpRequest, slug: str) -> HttpResponse:
    """A programme with what is to come, and page by page what was."""
    programme = get_object_or_404(Programme.objects.select_related("organization"), slug=slug)
    family = Event.objects.published().filter(programme=programme)
    crumbs = [
        (_("Events"), reverse("events:upcoming")),
        (_("Programmes"), reverse("events:programmes")),
        (programme.name, ""),
    ]
    context = {
        "programme": programme,
        "coming": Coming(family, whole=listed, few=True).first(COMING_SHOWN),
        "page": past_page(request, family, of=("programme", programme.pk)),
        "crumbs": crumbs,
        "linked_data": [breadcrumbs(crumbs)],
    }
    return render(request, "events/programme_detail.html", context)
