"""Addresses that were: what is renamed keeps leading on, pages and feeds, in both languages.

The row is remembered and not its next name, so there is no chain, whatever is renamed how often; and it is looked up
only where an address leads nowhere, so a name in use wins and nothing leads in a ring.
"""

from collections.abc import Callable
from typing import Any

from django.db.models import Model
from django.db.models.signals import pre_save
from django.http import HttpRequest, HttpResponsePermanentRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse

from articles.models import Column, Section, Tag, Topic
from events.models import Programme
from organizations.models import Organization

KINDS: tuple[type[Model], ...] = (Section, Column, Topic, Tag, Organization, Programme)
# Whose name stands in an address, by the beginning of the name of its route.
_ROUTES: tuple[tuple[str, type[Model]], ...] = (
    ("articles:section", Section),
    ("articles:column", Column),
    ("articles:topic", Topic),
    ("articles:tag", Tag),
    ("organizations:", Organization),
    ("events:programme", Programme),
)


def connect() -> None:
    """Remember the name of a row when another is saved."""
    for model in KINDS:
        pre_save.connect(_remember, sender=model, dispatch_uid=f"former address {model._meta.label}")


def _remember(
    sender: type[Model], instance: Any, raw: bool = False, update_fields: Any = None, **_rest: Any
) -> None:
    from portal.models import FormerAddress

    if raw or instance.pk is None or (update_fields is not None and "slug" not in update_fields):
        return
    before = sender._base_manager.filter(pk=instance.pk).values_list("slug", flat=True).first()
    if before and before != instance.slug:
        FormerAddress.objects.update_or_create(
            kind=sender._meta.label_lower, slug=before, defaults={"key": instance.pk}
        )


class FormerAddresses:
    """Middleware: where an address leads nowhere, but led to something once, it leads on."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        address = _present_address(request) if response.status_code == 404 else None
        return response if address is None else HttpResponsePermanentRedirect(address)


def _present_address(request: HttpRequest) -> str | None:
    from portal.models import FormerAddress

    match = request.resolver_match
    if match is None or "slug" not in match.kwargs:
        return None
    model = next((model for route, model in _ROUTES if match.view_name.startswith(route)), None)
    if model is None:
        return None
    was = match.kwargs["slug"]
    former = FormerAddress.objects.filter(kind=model._meta.label_lower, slug=was).first()
    now = former and model._base_manager.filter(pk=former.key).values_list("slug", flat=True).first()
    if not now or now == was or model._base_manager.filter(slug=was).exists():
        return None
    address = reverse(match.view_name, kwargs={**match.kwargs, "slug": now})
    query = request.META.get("QUERY_STRING", "")
    return f"{address}?{query}" if query else address
