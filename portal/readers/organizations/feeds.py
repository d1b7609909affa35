"""What an organization's readers can subscribe to: its news and its events."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles.feeds import ENTRIES, ArticleFeed
from articles.models import ArticleQuerySet, Shelf
from articles.shelves import ShelfOf
from common.html import html_to_text
from common.text import shorten
from events.models import Event
from events.views import calendar_response
from organizations.models import Organization


class OrganizationFeed(ArticleFeed):
    """The news of one organization, with full text."""

    def get_object(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Organization:
        return get_object_or_404(Organization, slug=kwargs["slug"])

    def subtitle(self, obj: Organization) -> str:
        return shorten(html_to_text(obj.description), 120) or super().subtitle(None)

    def page_address(self, obj: Organization) -> str:
        return obj.get_absolute_url()

    def feed_address(self, obj: Organization) -> str:
        return reverse("organizations:feed", args=[obj.slug])

    def articles(self, obj: Organization) -> ArticleQuerySet:
        return ShelfOf(Shelf.ORGANIZATION, obj.pk).newest(ENTRIES)


@require_safe
def events_ics(request: HttpRequest, slug: str) -> HttpResponse:
    """The events of one organization, to subscribe to."""
    organization = get_object_or_404(Organization, slug=slug)
    events = Event.objects.published().of_organization(organization)
    name = _("Events of %(organization)s") % {"organization": organization.display_name}
    return calendar_response(request, events, name, reverse("organizations:events", args=[slug]), few=True)
