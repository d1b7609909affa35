"""Context for every template."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from common.notice import site_notice


def site(request: HttpRequest) -> dict[str, Any]:
    """``site``: the identity of the portal (name, organizer, numbers it must show) as a dictionary.

    ``site_notice``: what every page says above everything else, or nothing.
    """
    return {"site": settings.SITE, "site_url": settings.SITE_URL, "site_notice": site_notice()}
