"""What the quiet walk (``pagecache.walk``) goes through: the sitemap, and feeds and calendars beside its pages.

The sitemap is asked of the site itself, as a search engine would.
"""

import datetime as dt
import fcntl
import io
import os
import re
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import unquote_to_bytes, urlsplit

from django.conf import settings

from pagecache.changes import folder
from pagecache.store import PageStore
from pagecache.walk import Listed, Walk

_ENTRY = re.compile(r"<loc>([^<]+)</loc>(?:\s*<lastmod>([^<]+)</lastmod>)?")
MINUTE, DAY = 60.0, 24 * 3600.0
# Asked for by programs, and pages in the other language that lead to all others.
ALWAYS = (
    "/en/",
    "/robots.txt",
    "/opensearch.xml",
    "/manifest.webmanifest",
    "/feeds/articles/",
    "/en/feeds/articles/",
    "/events/calendar.ics",
)
# What stands beside a page: its feed, its calendar.
_BESIDE = (
    (re.compile(r"/(?:sections|columns)/[^/]+/"), ("feed/",)),
    (re.compile(r"/organizations/(?!stations/)[^/]+/"), ("feed/", "events.ics")),
)
_EVENT = re.compile(r"/events/(\d+)/")


def listed(ask: Callable[[str], str]) -> Iterator[Listed]:
    """All addresses, the newest articles before older ones; ``ask(path)`` answers with the text of a list."""
    yield Listed("/sitemap.xml", renewed_after=MINUTE)
    for path in ALWAYS:
        yield Listed(path, renewed_after=MINUTE)
    files = [path for path, _changed_at in _entries(ask("/sitemap.xml"))]
    articles = [path for path in files if path.startswith("/sitemaps/articles-")]
    for path in files:
        yield Listed(path, renewed_after=MINUTE)
    for path in files:
        if path not in articles:
            yield from _pages(_entries(ask(path)))
    for path in reversed(articles):
        for page, changed_at in reversed(_entries(ask(path))):
            yield Listed(page, changed_at)


def _pages(entries: Iterable[tuple[str, float | None]]) -> Iterator[Listed]:
    for path, changed_at in entries:
        # What has no date of its own lists other things; what has one may list some too, and is looked at once a day.
        renewed_after = MINUTE if changed_at is None else DAY
        yield Listed(path, changed_at, renewed_after)
        for pattern, names in _BESIDE:
            if pattern.fullmatch(path):
                for name in names:
                    yield Listed(path + name, changed_at, renewed_after)
        event = _EVENT.fullmatch(path)
        if event:
            yield Listed(f"/events/{event[1]}.ics", changed_at, renewed_after)


def _entries(text: str) -> list[tuple[str, float | None]]:
    """Path, as WSGI has it, and time of each address in a sitemap."""
    found = []
    for address, changed_at in _ENTRY.findall(text):
        path = unquote_to_bytes(urlsplit(address).path).decode("latin-1")
        at = dt.datetime.fromisoformat(changed_at).timestamp() if changed_at else None
        found.append((path, at))
    return found


def environment() -> dict[str, Any]:
    """What a page is asked with when nobody asks: the host and the way of ``SITE_URL``."""
    site = urlsplit(settings.SITE_URL)
    return {
        "REQUEST_METHOD": "GET", "SCRIPT_NAME": "", "PATH_INFO": "/", "QUERY_STRING": "",
        "SERVER_NAME": site.hostname or "", "SERVER_PORT": str(site.port or (443 if settings.HTTPS else 80)),
        "SERVER_PROTOCOL": "HTTP/1.1", "HTTP_HOST": site.netloc, "wsgi.url_scheme": site.scheme,
        "HTTP_X_FORWARDED_PROTO": site.scheme, "wsgi.version": (1, 0), "wsgi.input": io.BytesIO(),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": False, "wsgi.multiprocess": True, "wsgi.run_once": False,
    }  # fmt: skip


def walk_of(
    store: PageStore, rest: Callable[[float], object] = time.sleep, clock: Callable[[], float] = time.time
) -> Walk:
    """Raises ``ValueError`` where no copies are kept."""
    keeper = store.keeper
    if keeper is None:
        raise ValueError("no copies are kept")
    environ = environment()
    return Walk(store, keeper, lambda: listed(lambda path: store.text(path, environ)), environ, rest, clock)


@contextmanager
def only_one() -> Iterator[bool]:
    """Whether nobody else on this host walks; held until the end, however it comes. Raises ``OSError``."""
    folder().mkdir(parents=True, exist_ok=True)
    descriptor = os.open(folder() / "walk.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield True
    except BlockingIOError:
        yield False
    finally:
        os.close(descriptor)
