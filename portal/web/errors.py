"""What readers see when something is not there, not allowed or broken."""

import math

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _

from common.templatetags.formats import full_time
from portal.operations.maintenance import Closed
from portal.readers.nearby_addresses import suggested_articles, suggested_lists
from portal.web import bodies

RETRY_AFTER = 2  # seconds until what was busy may be asked again
STATIC_FILES = {"settings": "js/settings.js", "style": "css/site.css", "icon": "img/icon.svg"}


def _static_address(path: str) -> str:
    """The address of a static file, also when missing static files are the error being reported."""
    try:
        return static(path)
    except ValueError:
        return settings.STATIC_URL + path


def plain(status: int, title: str, text: str) -> HttpResponse:
    """A page of plain text: no database, no session, nothing else that may be broken."""
    files = {name: _static_address(path) for name, path in STATIC_FILES.items()}
    context = {"site": settings.SITE, "title": title, "text": text, "status": status, "files": files}
    response = HttpResponse(render_to_string("errors/plain.html", context), status=status)
    add_never_cache_headers(response)
    return response


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    text = _("The address or what was sent with it cannot be understood. Go back and try once more.")
    return plain(400, _("This request was not understood"), text)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    text = _("This page is not for your account. If you need it, ask the administrator of the site.")
    return plain(403, _("No access"), text)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """With a search box and suggestions for the address; without them when the database is unavailable."""
    message = exception.args[0] if exception.args and isinstance(exception.args[0], str) else ""
    try:
        suggestions = [*suggested_lists(request.path), *suggested_articles(request.path)]
        context = {"message": message, "suggestions": suggestions}
        return render(request, "errors/404.html", context, status=404)
    except DatabaseError:
        return plain(404, _("This page does not exist"), _("The address is wrong, or the page was moved."))


def server_error(request: HttpRequest) -> HttpResponse:
    text = _("The fault is ours and has been recorded. Please try again in a few minutes.")
    return plain(500, _("Something went wrong here"), text)


def not_allowed(request: HttpRequest) -> HttpResponse:
    """Something was sent to an address that can only be read."""
    text = _("This address can only be read: nothing can be sent to it. Go back to the page you came from.")
    response = plain(405, _("This request was not understood"), text)
    response["Allow"] = "GET, HEAD"
    return response


def too_often(request: HttpRequest, seconds: float) -> HttpResponse:
    """One visitor asks for more than a worker can do besides others; it may ask again after so many seconds."""
    text = _("So many questions at once keep others waiting. Please try again in a moment.")
    response = plain(429, _("Please try again in a moment"), text)
    response["Retry-After"] = str(math.ceil(seconds))
    return response


def refused_body(request: HttpRequest, status: int) -> HttpResponse:
    """What was sent was not taken in (see ``portal.web.bodies``), so nothing was changed."""
    again = _("Nothing was stored. Go back: what you wrote is still in the form.")
    if status == bodies.TOO_LARGE:
        words = {"most": settings.BODY_MOST_MB, "again": again}
        text = (
            _("What you sent is larger than %(most)d MB. %(again)s Send large files one by one, or smaller.")
            % words
        )
        return plain(status, _("Too much at once"), text)
    if status == bodies.BUSY:
        text = _("Too many people are sending something just now. %(again)s Send it again in a moment.")
        response = plain(status, _("Please try again in a moment"), text % {"again": again})
        response["Retry-After"] = str(RETRY_AFTER)
        return response
    if status == bodies.LENGTH_REQUIRED:
        text = _(
            "What was sent did not say how long it is. Programs that send to the portal must give Content-Length."
        )
        return plain(status, _("This request was not understood"), text)
    text = _("What you sent broke off on the way. %(again)s Send it again.") % {"again": again}
    return plain(status, _("This request was not understood"), text)


def too_many_rows(request: HttpRequest, most: int) -> HttpResponse:
    """A form of the desk that says it has more rows than any has."""
    text = _(
        "This form has more than %(most)d rows. Nothing was stored. Go back, take rows out, and save again."
    )
    return plain(400, _("Too much at once"), text % {"most": most})


def maintenance(request: HttpRequest, closed: Closed) -> HttpResponse:
    """While the site is being worked on: 503, so that search engines come back."""
    text = closed.message or _("The site is being worked on and will be back shortly.")
    if closed.until and closed.until > timezone.now():
        words = {"text": text, "time": full_time(closed.until)}
        text = _("%(text)s It is expected back by %(time)s.") % words
    response = plain(503, _("Back soon"), text)
    response["Retry-After"] = str(closed.retry_after)
    return response
