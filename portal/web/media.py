"""Files beside the pages: pictures of the library and PDFs of the paper's pages.

A file is handed out to the public while something public shows it, to whoever has a signed address from a preview,
and to the people of the desk. Everybody else is told that there is no such file, whether it exists or not.
"""

import mimetypes
import re
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from http.cookies import CookieError
from urllib.parse import quote

from django.conf import settings
from django.contrib.auth import get_user
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.http.cookie import parse_cookie
from django.utils.http import http_date
from django.utils.module_loading import import_string
from django.views.static import serve

from articles.models import Edition, EditionPage
from common.ranges import in_pieces
from pagecache.outage import outage
from photos import signing
from photos.exposure import exposure
from photos.sharing import make_shared
from portal.web import away
from portal.web.stored import copies

mimetypes.add_type("image/avif", ".avif")
mimetypes.add_type("image/webp", ".webp")
_PICTURE = re.compile(
    r"photos/(?P<key>[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})/"
    r"(?:\d+\.(?:avif|webp|jpeg)|(?P<share>share-\d+-\d+\.jpeg))"
)
# A browser that has shown a picture may keep it for a day, for its reader alone. Whatever stands between asks again
# each time (an unchanged file is an empty 304), so that nobody else is given what was withdrawn.
PUBLIC = "public, max-age=86400, s-maxage=0"


def media(request: HttpRequest, path: str) -> HttpResponseBase:
    """A file below ``MEDIA_ROOT``, or in the bucket, or 404."""
    if outage.is_on:
        return _from_a_copy(request, path)
    file = _picture(path) or _pdf(path)
    if file is None:
        raise Http404
    if file.is_public():
        response = _hand_out(request, path, file)
        response["Cache-Control"] = PUBLIC
    elif file.is_signed(request.GET.get(signing.PARAMETER, "")) or _is_from_the_desk(request):
        response = _hand_out(request, path, file)
        response["Cache-Control"] = "private, no-store"
    else:
        raise Http404
    return response


def _from_a_copy(request: HttpRequest, path: str) -> HttpResponseBase:
    """While the database is away: a picture that is there and stands in a copy that readers may be shown."""
    name = _PICTURE.fullmatch(path)
    if name is None:
        return away.page(request)
    kept = copies()
    try:
        if not kept.shows(f"photos/{name['key']}"):
            return away.page(request)
        response = _hand_out(request, path, _File(lambda: True))
    except (OSError, Http404):  # one that would be made now
        return away.page(request)
    finally:
        kept.close()
    response["Cache-Control"] = PUBLIC
    return response


@dataclass(frozen=True)
class _File:
    """What is known of a file by its name: who may have it."""

    is_public: Callable[[], bool]
    is_signed: Callable[[str], bool] = lambda word: False
    make: Callable[[], bool] | None = None  # of a file that comes about when it is first asked for


def _picture(path: str) -> _File | None:
    name = _PICTURE.fullmatch(path)
    if name is None:
        return None
    key = uuid.UUID(name["key"])
    make = partial(make_shared, key, path) if name["share"] else None
    return _File(partial(exposure.is_public, key), partial(signing.is_signed, key), make)


def _pdf(path: str) -> _File | None:
    pages = EditionPage.objects.filter(pdf=path)
    if not path.startswith("editions/") or not pages.exists():
        return None
    return _File(pages.filter(edition__in=Edition.objects.readable()).exists)


def _is_from_the_desk(request: HttpRequest) -> bool:
    """Whether somebody is signed in at the desk.

    Asked here and not by the middleware of sessions, which outside the desk is given no cookie: it would write
    one of its own onto an answer that others may be shown.
    """
    try:
        cookies = parse_cookie(request.META.get("HTTP_COOKIE", ""))
    except CookieError:
        return False
    key = cookies.get(settings.SESSION_COOKIE_NAME)
    if not key:
        return False
    asking = HttpRequest()
    asking.session = import_string(f"{settings.SESSION_ENGINE}.SessionStore")(key)
    user = get_user(asking)
    return user.is_active and user.is_staff


def _hand_out(request: HttpRequest, path: str, file: _File) -> HttpResponseBase:
    """The file or a piece of it, or its name for the web server in front that sends it (``X-Accel-Redirect``)."""
    if file.make is not None and not file.make():
        raise Http404
    if settings.S3_BUCKET:
        return in_pieces(request, _from_bucket(path))
    if not settings.MEDIA_ACCEL:
        return in_pieces(request, serve(request, path, document_root=str(settings.MEDIA_ROOT)))
    response = HttpResponse(content_type=mimetypes.guess_type(path)[0] or "application/octet-stream")
    response["X-Accel-Redirect"] = settings.MEDIA_ACCEL + quote(path)
    return response


def _from_bucket(path: str) -> FileResponse:
    try:
        size, changed = default_storage.size(path), default_storage.get_modified_time(path)
        file = default_storage.open(path)
        file.seek(0)  # it is fetched now, not when the headers are gone
    except FileNotFoundError:
        raise Http404 from None
    response = FileResponse(file, content_type=mimetypes.guess_type(path)[0] or "application/octet-stream")
    response["Content-Length"] = str(size)
    response["Last-Modified"] = http_date(changed.timestamp())
    return response
