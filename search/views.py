"""The search page: one box for articles, organizations, people and events."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from articles.models import Article
from common.paging import paginate
from common.text import tidy_line
from events.models import Event
from organizations.models import Organization, Person

MOST_CHARACTERS = 100
SHOWN = 6  # of the kinds beside articles


def search(request: HttpRequest) -> HttpResponse:
    """``?q=``: every word must be found. Articles come a page at a time, the other kinds above them."""
    query = tidy_line(request.GET.get("q", "")[: MOST_CHARACTERS * 100])
    context: dict[str, Any] = {"query": query, "crumbs": [(_("Search"), "")]}
    if len(query) > MOST_CHARACTERS:
        context |= {"query": "", "too_long": MOST_CHARACTERS}
        return render(request, "search/search.html", context, status=400)
    if query:
        articles = Article.objects.published().search(query).for_lists().newest_first()
        context |= {
            "page": paginate(request, articles, keep=urlencode({"q": query})),
            "organizations": list(Organization.objects.active().search(query).by_name()[:SHOWN]),
            "people": list(
                Person.objects.shown().search(query).select_related("organization").by_name()[:SHOWN]
            ),
            "events": list(Event.objects.published().search(query).order_by("-starts_at", "-id")[:SHOWN]),
        }
    return render(request, "search/search.html", context)
