"""What is said while the database is away (``pagecache.outage``).

Readers get copies of pages, each with a line that says so. Of what is not kept, and of the search, a page says that it
is away. The desk says that nothing was saved, and gives back what the same request has sent, and nothing else: nobody
knows who asks.
"""

import datetime as dt
import re
import sys
from collections.abc import Callable
from typing import NamedTuple

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.cache import add_never_cache_headers
from django.utils.html import format_html
from django.utils.translation import gettext as _

from common.templatetags.formats import full_time, machine
from pagecache.outage import AWAY, is_outage, outage
from portal.operations.maintenance import STILL_ANSWERED
from portal.web import errors
from portal.web.middleware import is_desk
from portal.web.standby import reads_standby

RETRY_AFTER = 30  # seconds
_SEARCH = re.compile(r"/(?:en/)?search/")
# What is never repeated on a page: the parts of the desk where one shows who one is, and such fields anywhere.
_DOORS = re.compile(r"/(?:en/)?admin/(?:account|login|password)")
_SECRET = re.compile(r"password|passwd|secret|code|credential|otp|token", re.IGNORECASE)
FORM_MARK = "csrfmiddlewaretoken"  # sent with the form, and again with the same form
LONG = 30  # characters; a shorter value without a blank or a Chinese character is a key or a choice


class DatabaseAway:
    """Middleware: answers at once while the database is known to be away. Inside all that asks it for nothing."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not outage.is_on or reads_standby() or request.path_info in STILL_ANSWERED:
            return self.get_response(request)
        if request.path_info.startswith(settings.MEDIA_URL):
            return self.get_response(request)  # a picture that a copy shows is there
        return page(request)


def server_error(request: HttpRequest) -> HttpResponse:
    """The handler of whatever nobody has caught: the database went away meanwhile, or the fault is ours."""
    return page(request) if is_outage(sys.exc_info()[1]) else errors.server_error(request)


def page(request: HttpRequest) -> HttpResponse:
    """503: this cannot be had now."""
    request.META[AWAY] = True
    if is_desk(request):
        response = _desk(request)
    else:
        text = _(
            "This page cannot be shown just now: the database of this site is away, and no copy of the page is kept."
            " Please try again in a few minutes."
        )
        if _SEARCH.match(request.path_info):
            text = _(
                "The search cannot be used just now: the database of this site is away."
                " Please try again in a few minutes."
            )
        response = errors.plain(503, _("Away for the moment"), text)
    response["Retry-After"] = str(RETRY_AFTER)
    return response


def stale_line(path: str, written_at: float) -> str:
    """What a copy of a page says above everything else, in the language of its address."""
    at = dt.datetime.fromtimestamp(written_at, dt.UTC)
    with translation.override("en" if path.startswith("/en/") else settings.LANGUAGE_CODE):
        sentence = _(
            "This is a copy of the page from %(time)s: the database of this site is away just now, and what has changed"
            " since is missing here."
        )
        time = format_html('<time datetime="{}">{}</time>', machine(at), full_time(at))
        # The sentence is ours; the time is the only thing put into it.
        return str(
            format_html(
                '<p class="site-notice" role="status">{}</p>\n',
                format_html(sentence.replace("%(time)s", "{}"), time),
            )
        )


# --- the desk -----------------------------------------------------------------------------------------
class Sent(NamedTuple):
    """A field of a form, as it came; ``is_text``: somebody has written it, so it is shown."""

    name: str
    value: str
    is_text: bool


def _desk(request: HttpRequest) -> HttpResponse:
    fields: list[Sent] = []
    files: list[tuple[str, str]] = []
    is_secret = bool(_DOORS.match(request.path_info))
    if request.method == "POST" and not is_secret:
        fields = [
            Sent(name, value, _is_text(name, value))
            for name, values in request.POST.lists()
            for value in values
        ]
        files = [(name, file.name or "") for name, found in request.FILES.lists() for file in found]
        is_secret = any(_SECRET.search(field.name) and field.name != FORM_MARK for field in fields)
    context = {
        "site": settings.SITE,
        "was_sent": request.method == "POST",
        "is_secret": is_secret,
        "address": request.get_full_path(),
        "fields": [] if is_secret else fields,
        "files": [] if is_secret else files,
    }
    response = HttpResponse(render_to_string("errors/desk_away.html", context), status=503)
    add_never_cache_headers(response)
    return response


def _is_text(name: str, value: str) -> bool:
    return name != FORM_MARK and (
        len(value) > LONG or not value.isascii() or any(sign.isspace() for sign in value)
    )
