"""Which addresses the store of pages may keep (``pagecache``), with the parameters that each of them reads.

What is not listed here goes past it: the desk, previews, messages, files, health, searches (each is a question of its
own). A test watches every readers' address for the parameters that it looks for, and compares them with this list.
"""

import os
import re
import socket
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, partial
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlencode

from django.conf import settings
from django.http.request import split_domain_port, validate_host

from pagecache.changes import changes, database_word, folder
from pagecache.copies import Copies
from pagecache.keeper import Keeper
from pagecache.marks import notes_since
from pagecache.outage import outage
from pagecache.store import Address, Application, PageStore
from portal.operations import maintenance
from portal.web.away import stale_line
from portal.web.clock import first_end, next_change
from portal.web.edition import edition
from portal.web.middleware import takes_bodies

if TYPE_CHECKING:
    from pagecache.common_shelf import CommonShelf

_KEY = "[1-9][0-9]{0,9}"  # spelt in one way only: with zeros before it, one page would have any number of addresses
_SLUG = r"[-\w]{1,200}"
_WORD = r"[^/\x00]{1,300}"
_YEAR, _TWO = "[12][0-9]{3}", "[01][0-9]"
_DAY = "[0-3][0-9]"
_DATE = f"{_YEAR}-{_TWO}-{_DAY}"

# A parameter: what its value looks like where the page may be stored. Another value is the view's to refuse.
_TEXT = "(?s:.{1,100})"
PAGE = {"page": "[1-9][0-9]{0,8}"}
EVENTS = {"kind": "[a-z_]{1,30}", "district": _TEXT, "organization": _SLUG, "programme": _SLUG}
NOWHERE = "(?!)"  # no value: what people type is never stored
BELOW = {"below": "1"}

# Those that stand in both languages: English below ``/en/``.
ADDRESSES: dict[str, dict[str, str]] = {
    "": {},
    "articles/": PAGE,
    f"articles/{_KEY}/": {},
    f"articles/{_KEY}/qr\\.svg": {},
    "archive/": {},
    f"archive/{_YEAR}/": PAGE,
    f"archive/{_YEAR}/{_TWO}/": PAGE,
    f"archive/{_YEAR}/{_TWO}/{_DAY}/": PAGE,
    f"sections/{_SLUG}/": PAGE,
    f"sections/{_SLUG}/feed/": {},
    "columns/": {},
    f"columns/{_SLUG}/": PAGE,
    f"columns/{_SLUG}/feed/": {},
    "topics/": {},
    f"topics/{_SLUG}/": {},
    f"tags/{_WORD}/": PAGE,
    f"tags/{_WORD}/feed/": {},
    f"contributors/{_KEY}/": PAGE,
    "editions/": {"year": _YEAR},
    f"editions/{_DATE}/": {},
    f"editions/{_DATE}/{_KEY}/": {},
    "feeds/articles/": {},
    "stations/": {},
    "organizations/": {
        **PAGE,
        "q": NOWHERE,
        "kind": "[a-z_]{1,30}",
        "district": _TEXT,
        "letter": "[A-Za-z#]",
    },
    f"organizations/{_SLUG}/": {},
    f"organizations/{_SLUG}/news/": {**PAGE, **BELOW},
    f"organizations/{_SLUG}/events/": {**PAGE, **BELOW},
    f"organizations/{_SLUG}/(?:units|stations|people)/": PAGE,
    f"organizations/{_SLUG}/feed/": {},
    f"organizations/{_SLUG}/events\\.ics": {},
    "people/": {**PAGE, "honour": _TEXT, "year": "[0-9]{4}", "district": _TEXT},
    f"people/{_KEY}/": PAGE,
    "events/": {**PAGE, **EVENTS, "when": "today|weekend|running"},
    "events/past/": {**PAGE, **EVENTS},
    "events/calendar\\.ics": EVENTS,
    "events/programmes/": {},
    f"events/programmes/{_SLUG}/": PAGE,
    f"events/{_KEY}/": {},
    f"events/{_KEY}\\.ics": {},
    f"events/{_YEAR}/{_TWO}/": EVENTS,
    f"events/{_YEAR}/{_TWO}/{_DAY}/": {**PAGE, **EVENTS},
}
# And those that stand once.
ONCE: dict[str, dict[str, str]] = {
    "sitemap\\.xml": {},
    "sitemaps/(?:pages|news)\\.xml": {},
    f"sitemaps/(?:articles|events)-{_KEY}\\.xml": {},
    "robots\\.txt": {},
    "opensearch\\.xml": {},
    "manifest\\.webmanifest": {},
}
_PARAMETERS = [*ADDRESSES.values(), *ONCE.values()]
_ANY = re.compile(
    "/(?:"
    + "|".join([*(f"(?:en/)?({route})" for route in ADDRESSES), *(f"({route})" for route in ONCE)])
    + ")",
    re.ASCII,
)
# Of these a list has so many parts that they have a room of their own, lest they push out everything else.
NARROWING = frozenset({"kind", "district", "organization", "programme", "honour", "letter"})
LONGEST_PATH, LONGEST_QUERY = 500, 4000  # bytes
MOST_PARAMETERS = 1000
MOST_HOSTS = 100  # spellings of the host that are remembered
MB = 1024 * 1024


def parameters_of(path: str) -> dict[str, str] | None:
    """The parameters that an address reads, each with what its value looks like; nothing if it is not stored."""
    match = _ANY.fullmatch(path) if len(path) <= LONGEST_PATH else None
    return _PARAMETERS[match.lastindex - 1] if match and match.lastindex else None


def read(path: str, query: str) -> Address | None:
    """The address with those of its parameters that are read, in one order; nothing if it is not stored."""
    known = parameters_of(path)
    if known is None or len(query) > LONGEST_QUERY or not query.isascii():
        return None
    if not query:
        return Address(path)
    # The last value of a name counts, as Django has it.
    try:
        given = dict(parse_qsl(query, keep_blank_values=True, max_num_fields=MOST_PARAMETERS))
    except ValueError:
        return None
    wanted: dict[str, str] = {}
    for name in sorted(known.keys() & given.keys()):
        value = given[name]
        if value == "" and name != "page":
            continue  # a form that was sent without an answer
        if not re.fullmatch(known[name], value):
            if name == "below":
                continue  # any other value is none
            return None
        wanted[name] = value
    is_narrowed = not NARROWING.isdisjoint(wanted)
    if path.endswith("/organizations/") and not is_narrowed:
        wanted.pop("page", None)  # the directory has pages once it is narrowed
    canonical = urlencode(wanted)
    return Address(path, canonical, query == canonical, is_narrowed)


@dataclass
class StoredSite:
    """What the store is told of the portal.

    ``proxy_header``: the name by which a server in front says how it was asked, and the word for a secure way;
    ``is_closed``: whether the site is being worked on; ``next_change``: see ``portal.web.clock``.
    """

    allowed_hosts: list[str]
    only_secure: bool
    proxy_header: tuple[str, str] | None
    is_closed: Callable[[], bool]
    is_desk: Callable[[str], bool]
    next_change: Callable[[float], float]
    stale_line: Callable[[str, float], str] = stale_line
    has_standby: bool = False
    patience: float = 0.02  # seconds between two looks whether the site is closed

    def __post_init__(self) -> None:
        self._hosts: set[str] = set()
        self._look_at, self._is_closed = float("-inf"), False

    def admits(self, environ: dict[str, Any]) -> bool:
        # Pages name the site by its own address, so they are the same for every host that is allowed.
        host = environ.get("HTTP_HOST", "")
        if host not in self._hosts and not self._is_allowed(host):
            return False
        if environ.get("SCRIPT_NAME") or (self.only_secure and not self._is_secure(environ)):
            return False
        now = time.monotonic()
        if now >= self._look_at:
            self._look_at = now + self.patience
            self._is_closed = self.is_closed()
        return not self._is_closed

    def address(self, path: str, query: str) -> Address | None:
        return read(path, query)

    def may_change(self, environ: dict[str, Any]) -> bool:
        """Whatever is done at the desk: even a page that is only looked at there may write something down."""
        return self.is_desk(environ.get("PATH_INFO", ""))

    def _is_allowed(self, host: str) -> bool:
        name, _port = split_domain_port(host)
        if not name or not validate_host(name, self.allowed_hosts):
            return False
        if len(self._hosts) < MOST_HOSTS:
            self._hosts.add(host)
        return True

    def _is_secure(self, environ: dict[str, Any]) -> bool:
        if self.proxy_header is not None and self.proxy_header[0] in environ:
            said: str = environ[self.proxy_header[0]]
            return said.partition(",")[0].strip() == self.proxy_header[1]
        return bool(environ.get("wsgi.url_scheme") == "https")


def with_store(application: Application, clock: Callable[[], float] = time.time) -> Application:
    """The portal with the store of pages in front of it, or as it is where the store is switched off."""
    return page_store(application, clock) if settings.PAGE_STORE_MB else application


def page_store(application: Application, clock: Callable[[], float] = time.time) -> PageStore:
    closed = maintenance.path()
    site = StoredSite(
        allowed_hosts=settings.ALLOWED_HOSTS,
        only_secure=settings.SECURE_SSL_REDIRECT,
        proxy_header=settings.SECURE_PROXY_SSL_HEADER,
        # Whatever stands there, readable or not, closes the site.
        is_closed=lambda: os.access(closed, os.F_OK),
        is_desk=takes_bodies,
        next_change=next_change,
        has_standby="replica" in settings.DATABASES,
    )
    return PageStore(
        application,
        site=site,
        changes=changes,
        folder=folder(),
        memory=settings.PAGE_STORE_MB * MB,
        disk=settings.PAGE_STORE_DISK_MB * MB,
        session_cookie=settings.SESSION_COOKIE_NAME,
        common=_common_shelf(),
        outage=outage,
        keeper=Keeper(copies(clock), changes, first_end) if settings.PAGE_COPIES_MB else None,
        clock=clock,
    )


def _common_shelf() -> "CommonShelf | None":
    """What several hosts share, with its client, which one host alone never loads."""
    if not settings.CACHE_URL:
        return None
    from pagecache.common_shelf import CommonShelf

    return CommonShelf(settings.CACHE_URL, edition())


@cache
def _version() -> str:
    return edition().hex()[:16]


def copies(clock: Callable[[], float] = time.time) -> Copies:
    """The last good copies of this database's pages."""
    # By its name, which a machine keeps when it is started anew.
    path = folder() / f"copies-{database_word('default', socket.gethostname())}"
    room = settings.PAGE_COPIES_MB * MB
    return Copies(path, room, version=_version(), notes=partial(notes_since, "default"), clock=clock)
