"""Middleware of the whole portal."""

import logging
import re
from collections.abc import Callable
from typing import Any

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.middleware.locale import LocaleMiddleware

from common.notice import site_notice
from portal.operations import maintenance
from portal.web import bodies, errors
from search import index

logger = logging.getLogger(__name__)

_DESK = re.compile(r"/(?:en/)?admin/")


def takes_bodies(path: str) -> bool:
    """Whether anything may be sent to an address: to the desk, in either language, and nowhere else."""
    return bool(_DESK.match(path))


def is_desk(request: HttpRequest) -> bool:
    """Whether the address belongs to the desk, in either language."""
    return bool(_DESK.match(request.path_info))


class AddressLocaleMiddleware(LocaleMiddleware):
    """The language is a matter of the address alone: ``/`` is Chinese, ``/en/`` English.

    A page is the same bytes for everybody who asks for its address, whatever their browser prefers,
    so the answer does not vary by ``Accept-Language``, as Django's own middleware would have it say.
    """

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        varied = response.get("Vary")
        response = super().process_response(request, response)
        if varied is None:
            del response.headers["Vary"]
        else:
            response.headers["Vary"] = varied
        return response


class NoCookiesForReaders:
    """Outside the desk a request is answered as if it had brought no cookie.

    Of one that makes no sense Django would write a new one, or take it away, on a page that any cache may keep: one
    reader's token for all, or the next editor signed out.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not is_desk(request):
            request.COOKIES = {}
        return self.get_response(request)


class HeadsLikePages:
    """Answers ``HEAD`` with what ``GET`` would be answered with, and sends nothing of it but the headers.

    Whatever asks so (a cache, a checker of links) learns the same type, length and ETag as of the page itself.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.method != "HEAD":
            return self.get_response(request)
        request.method = "GET"
        response = self.get_response(request)
        request.method = "HEAD"
        # The answer itself, emptied: what it holds open is closed by whoever sends it.
        if isinstance(response, StreamingHttpResponse):
            response.streaming_content = ()
        elif isinstance(response, HttpResponse):
            response.content = b""
        return response


class CompressMiddleware(GZipMiddleware):
    """Compresses what is the same for everybody.

    Never an answer that depends on a cookie: compressed, a secret beside something that the asker chose can be
    guessed from lengths (BREACH). Readers' pages have no secret, so no padding of random length either.
    """

    max_random_bytes = 0

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if response.has_header("Accept-Ranges"):
            return response  # a piece of a file is one of its own bytes, and pictures are packed already
        if response.cookies or "cookie" in response.get("Vary", "").lower():
            return response
        return super().process_response(request, response)


class ReadersOnlyRead:
    """Refuses everything but reading outside the desk, with a page that says so.

    No readers' address takes anything in, so a sent form is answered before it reaches a view or a token check.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.method in ("GET", "HEAD") or is_desk(request):
            return self.get_response(request)
        return errors.not_allowed(request)


class RefusedBodies:
    """Answers for ``portal.web.bodies``, which refused what came with the request without reading it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        status = request.META.get(bodies.REFUSED)
        return self.get_response(request) if status is None else errors.refused_body(request, status)


class BoundedForms:
    """Refuses a form of the desk with more rows than any has, before Django makes as many forms as it claims."""

    # Of all lists of a form together: pictures, names, figures … A row costs some hundredth of a second.
    MOST_ROWS = 300

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: Any) -> HttpResponseBase | None:
        if request.method != "POST" or not is_desk(request):
            return None
        counts = [value for name, value in request.POST.items() if name.endswith("-TOTAL_FORMS")]
        # A value that is no number is the form's to refuse; one with many digits is not even read.
        rows = sum(int(str(count)[:9]) for count in counts if str(count).isdecimal())
        return errors.too_many_rows(request, self.MOST_ROWS) if rows > self.MOST_ROWS else None


class KeepsSearch:
    """After whatever the desk has changed, the search is brought up to date before the answer leaves.

    Whoever searches would do it otherwise; so readers do not wait for it, and their processes seldom need what it takes
    (dictionaries of pinyin). What fails here is done by the next search.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if request.method == "POST" and is_desk(request):
            try:
                index.bring_up_to_date()
            except DatabaseError as error:
                logger.warning("The search was not brought up to date after a change: %s", error)
        return response


class Maintenance:
    """Answers "back soon" while ``manage.py maintenance on`` holds; only the health checks are still answered.

    Inside the other middleware: the answer has the language of its address and the headers of any other page, and
    nothing before it asks the database. Static files are served before.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        closed = maintenance.current()
        if closed is None or request.path_info in maintenance.STILL_ANSWERED:
            return self.get_response(request)
        return errors.maintenance(request, closed)


class NotForIndexes:
    """While the site says of itself that it is no real one, no search engine keeps any of it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if not response.has_header("X-Robots-Tag") and site_notice():
            response["X-Robots-Tag"] = "noindex"
        return response


class AskAgain:
    """Lets every cache keep readers' pages, and none of them answer without asking.

    What the public may see changes by the clock (planned publications, expiry) and by a withdrawal that must
    hold at once, so no page has a lifetime that could be promised. A cache asks with the page's ETag, and the
    answer for an unchanged page is an empty 304.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if (
            request.method in ("GET", "HEAD")
            and not is_desk(request)
            and not response.has_header("Cache-Control")
        ):
            response["Cache-Control"] = "public, no-cache"
        return response
