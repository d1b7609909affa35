"""Texts that no database can hold, in what a request asks with.

PostgreSQL keeps no NUL, and half of a surrogate pair is no character in UTF-8: a query with either ends in an error
that no view expects. Here, once for all views, both are made the character that stands for what could not be read, as
Django does with broken UTF-8; so they name nothing and nothing is found. What is sent is left as it is: forms say what
is wrong with it, and for what no form has looked at there is a page.
"""

import codecs
import re
from collections.abc import Callable

from django.core.exceptions import SuspiciousOperation
from django.db import DataError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase

from portal.web import errors

_UNSTORABLE = re.compile("[\0\ud800-\udfff]")
REPLACEMENT = "\ufffd"


def storable(text: str) -> str:
    """The text with the replacement character for all that a database cannot hold.

    >>> storable("a\\0b") == "a\ufffdb"
    True
    """
    return _UNSTORABLE.sub(REPLACEMENT, text)


class StorableTexts:
    """Middleware: addresses and parameters hold nothing that a query could choke on."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        _only_utf8(request)
        if _UNSTORABLE.search(request.path_info):
            request.path_info, request.path = storable(request.path_info), storable(request.path)
        # Only then is the query taken apart: most pages do not care how long it is.
        if "%00" in request.META.get("QUERY_STRING", "") or "\0" in request.META.get("QUERY_STRING", ""):
            cleaned = QueryDict(mutable=True)
            for name, values in request.GET.lists():
                cleaned.setlist(storable(name), [storable(value) for value in values])
            request.GET = QueryDict(cleaned.urlencode())
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """A page for what was sent past every form and then refused by the database's door."""
        is_of_that_kind = isinstance(exception, DataError | ValueError)  # UnicodeEncodeError is a ValueError
        if is_of_that_kind and request.method == "POST" and _brings_unstorable(request):
            return errors.bad_request(request, exception)
        return None


def _only_utf8(request: HttpRequest) -> None:
    """Refuse parameters in another encoding than UTF-8: some of Python's make surrogates."""
    if request.encoding is not None and codecs.lookup(request.encoding).name != "utf-8":
        raise SuspiciousOperation(f"parameters in {request.encoding}")


def _brings_unstorable(request: HttpRequest) -> bool:
    return any(_UNSTORABLE.search(text) for name, values in request.POST.lists() for text in (name, *values))
