"""Context for every template."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def site(request: HttpRequest) -> dict[str, Any]:
    """``site``: the identity of the portal (name, organizer, numbers it must show) as a dictionary."""
    return {"site": settings.SITE, "site_url": settings.SITE_URL}
