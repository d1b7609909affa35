"""The directory, the stations, and the pages of one organization."""

from typing import Any, NamedTuple

from django.db.models import Count, Exists, IntegerField, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles.models import Article, Shelf, Shelved
from articles.shelves import ShelfOf, shelf_page
from common.linked_data import breadcrumbs
from common.maps import map_links
from common.paging import paginate
from events.coming import Coming
from events.lists import listed, past_page
from events.models import Event
from events.views import subscription_address
from organizations import directory as directories
from organizations.linked_data import organization_data
from organizations.models import Kind, Organization, OrganizationQuerySet, Person, PersonQuerySet

LIST_SIZE = 60
# How many of each the front page of an organization shows.
NEWS_SHOWN, EVENTS_SHOWN, UNITS_SHOWN, PEOPLE_SHOWN = 6, 4, 12, 6
# How many events to come its own list of events shows before it leads to the whole one.
COMING_SHOWN = 50


@require_safe
def directory(request: HttpRequest) -> HttpResponse:
    """Everything as a tree to unfold; with a filter, a list in the order of a Chinese dictionary."""
    wanted = directories.read_filter(request)
    crumbs = [(_("Organizations"), "")]
    context: dict[str, Any] = {
        "wanted": wanted,
        "choices": directories.choices(wanted),
        "crumbs": crumbs,
        "linked_data": [breadcrumbs(crumbs)],
    }
    if wanted.is_set:
        rows = wanted.apply(Organization.objects.select_related("parent"))
        context["page"] = paginate(request, rows, keep=wanted.query_string(), size=LIST_SIZE)
    else:
        context["tree"], context["partners"] = directories.tree()
    return render(request, "organizations/directory.html", context)


@require_safe
def stations(request: HttpRequest) -> HttpResponse:
    """All stations with address, hours and telephone, district by district; for readers on their way."""
    groups: dict[str, list[Organization]] = {}
    for station in Organization.objects.active().stations().select_related("parent").by_name():
        groups.setdefault(station.district, []).append(station)
    keys = {district: members[0].district_sort_key for district, members in groups.items()}
    # Dictionary order; those without a district stand last.
    districts = sorted(groups, key=lambda district: (not district, keys[district]))
    crumbs = [(_("Stations"), "")]
    context = {
        "stations": [(district, _with_maps(groups[district])) for district in districts],
        "districts": [district for district in districts if district],
        "crumbs": crumbs,
        "linked_data": [breadcrumbs(crumbs)],
    }
    return render(request, "organizations/station_list.html", context)


def _with_maps(stations: list[Organization]) -> list[tuple[Organization, Any]]:
    return [
        (station, map_links(station.name, station.address, station.latitude, station.longitude))
        for station in stations
    ]


# --- one organization ---------------------------------------------------------------------------
@require_safe
def organization(request: HttpRequest, slug: str) -> HttpResponse:
    """What it is and how to reach it; the latest of its news, events, units, stations and people."""
    context = _frame(slug, "")
    found = context["organization"]
    aliases = list(found.aliases.values_list("name", flat=True))
    context |= {
        "aliases": aliases,
        "map": map_links(found.name, found.address, found.latitude, found.longitude),
        "articles": ShelfOf(Shelf.ORGANIZATION, found.pk).slice(0, NEWS_SHOWN)[1],
        "events": Coming(Event.objects.published().of_organization(found), whole=listed, few=True).first(
            EVENTS_SHOWN
        ),
        "units": _units(found)[: UNITS_SHOWN + 1],
        "units_shown": UNITS_SHOWN,
        "people": _people(found)[:PEOPLE_SHOWN],
        "honours": found.honours.all(),
        "calendar": subscription_address(reverse("organizations:events_ics", args=[slug])),
        "today": timezone.localdate(),
    }
    parent = found.parent
    context["linked_data"] = [
        organization_data(found, aliases=aliases, parent=parent),
        *context["linked_data"],
    ]
    return render(request, "organizations/organization_detail.html", context)


@require_safe
def news(request: HttpRequest, slug: str) -> HttpResponse:
    """All news of an organization; with ``below=1`` that of the units below it too."""
    context = _frame(slug, "news")
    with_below = request.GET.get("below") == "1"
    if with_below:
        entries = Article.organizations.through.objects.filter(organization__in=context["branch"])
        rows = Article.objects.published().filter(pk__in=entries.values("article_id"))
        page = paginate(request, rows.for_lists().newest_first(), keep="below=1")
    else:
        page = shelf_page(request, ShelfOf(Shelf.ORGANIZATION, context["organization"].pk))
    context |= {"page": page, "with_below": with_below}
    return render(request, "organizations/organization_news.html", context)


@require_safe
def events(request: HttpRequest, slug: str) -> HttpResponse:
    """What is to come, and page by page what was; with ``below=1`` that of the units below it too."""
    context = _frame(slug, "events")
    with_below = request.GET.get("below") == "1"
    key, keep = context["organization"].pk, "below=1" if with_below else ""
    wanted = context["branch"] if with_below else [key]
    rows = Event.objects.published().of_organizations(wanted)
    coming = Coming(rows, whole=listed, few=True).first(COMING_SHOWN + 1)
    context |= {
        "coming": coming[:COMING_SHOWN],
        "has_more": len(coming) > COMING_SHOWN,
        "page": past_page(request, rows, of=("organization", key, with_below), keep=keep),
        "with_below": with_below,
        "calendar": subscription_address(reverse("organizations:events_ics", args=[slug])),
        "today": timezone.localdate(),
    }
    return render(request, "organizations/organization_events.html", context)


@require_safe
def units(request: HttpRequest, slug: str) -> HttpResponse:
    """The organizations directly below."""
    context = _frame(slug, "units")
    context["page"] = paginate(request, _units(context["organization"]), size=LIST_SIZE)
    return render(request, "organizations/organization_units.html", context)


@require_safe
def branch_stations(request: HttpRequest, slug: str) -> HttpResponse:
    """The stations of an organization and of all below it."""
    context = _frame(slug, "stations")
    rows = Organization.objects.active().stations().filter(pk__in=context["branch"]).select_related("parent")
    context["page"] = paginate(request, rows.by_name(), size=LIST_SIZE)
    context["stations"] = _with_maps(list(context["page"]))
    return render(request, "organizations/organization_stations.html", context)


@require_safe
def people(request: HttpRequest, slug: str) -> HttpResponse:
    """The model workers and craftsmen of an organization and of all below it."""
    context = _frame(slug, "people")
    rows = _people(context["organization"])
    context["page"] = paginate(request, rows, size=24)
    return render(request, "organizations/organization_people.html", context)


def _units(organization: Organization) -> OrganizationQuerySet:
    return organization.children.exclude(kind=Kind.STATION).order_by("status", "position", "sort_key", "pk")


def _people(organization: Organization) -> PersonQuerySet:
    return Person.objects.shown().of_branch(organization).by_name().for_lists()


class Tab(NamedTuple):
    """A page of an organization as the others lead to it; ``total`` is what is counted on it, 0 for nothing."""

    label: str
    address: str
    is_current: bool
    total: int


def _frame(slug: str, current: str) -> dict[str, Any]:
    """What stands on all pages of one organization: its head, the way up, the tabs that lead to something.

    Four queries. Raises ``Http404`` for an organization that is not there.
    """
    articles = Shelved.objects.published().filter(kind=Shelf.ORGANIZATION, key=OuterRef("pk"))
    events = Event.objects.published().filter(organization_entries__organization=OuterRef("pk"))
    children = Organization.objects.filter(parent=OuterRef("pk")).exclude(kind=Kind.STATION).order_by()
    counted = children.values("parent").annotate(total=Count("pk")).values("total")
    found: Any = get_object_or_404(
        Organization.objects.select_related("logo", "parent").annotate(
            has_news=Exists(articles),
            has_events=Exists(events),
            has_units=Exists(children),
            units_total=Coalesce(Subquery(counted, output_field=IntegerField()), 0),
        ),
        slug=slug,
    )
    branch = found.branch()
    stations = Organization.objects.active().stations().below(found)
    stations_total = stations.count()
    # The totals are those that the directory gives: how many units directly below, how many open stations in all.
    tabs = [
        ("", _("Overview"), True, 0),
        ("news", _("News"), found.has_news or found.has_units, 0),
        ("events", _("Events"), found.has_events or found.has_units, 0),
        ("units", _("Units below"), found.has_units, found.units_total),
        ("stations", _("Stations"), stations_total > 0, stations_total),
        ("people", _("People"), _people(found).exists(), 0),
    ]
    lineage = found.lineage()
    crumbs = [(_("Organizations"), reverse("organizations:directory"))]
    crumbs += [(above.display_name, above.get_absolute_url()) for above in lineage]
    crumbs.append((found.display_name, found.get_absolute_url() if current else ""))
    tab_label = next(label for name, label, _shown, _total in tabs if name == current) if current else ""
    if current:
        crumbs.append((tab_label, ""))
    return {
        "organization": found,
        "branch": branch,
        "lineage": lineage,
        "tabs": [
            Tab(label, _tab_address(found, name), name == current, total)
            for name, label, shown, total in tabs
            if shown or name == current
        ],
        "tab_label": tab_label,
        "feed_address": reverse("organizations:feed", args=[slug]),
        "crumbs": crumbs,
        "linked_data": [breadcrumbs(crumbs)],
    }


def _tab_address(organization: Organization, name: str) -> str:
    names = {"": "organization", "stations": "branch_stations"}
    return reverse(f"organizations:{names.get(name, name)}", args=[organization.slug])
