"""The client's IP address, with or without reverse proxies."""

from ipaddress import ip_address

from django.conf import settings
from django.http import HttpRequest


def client_address(request: HttpRequest) -> str:
    """The visitor's IP address, as the outermost of our ``PROXY_COUNT`` web servers saw it.

    Each of them adds the address it was called from at the end of ``X-Forwarded-For``; what stands
    further left was written by the visitor, and may be anything.
    """
    direct: str = request.META.get("REMOTE_ADDR", "")
    if not settings.PROXY_COUNT:
        return direct
    seen = [part.strip() for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")]
    try:
        return str(ip_address(seen[-settings.PROXY_COUNT]))
    except (IndexError, ValueError):
        return direct
