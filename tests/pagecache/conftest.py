"""The portal with its store of pages in front, asked as a server asks it."""

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import unquote_to_bytes

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.utils import timezone

from pagecache.changes import Changes
from pagecache.outage import Outage
from pagecache.store import PageStore
from portal.web.stored import with_store


@dataclass
class Answer:
    status: str
    headers: dict[str, str]
    body: bytes

    @property
    def code(self) -> int:
        return int(self.status[:3])

    @property
    def cache(self) -> str:
        """What the store says of itself."""
        return self.headers.get("Cache-Status", "")

    @property
    def text(self) -> str:
        return self.body.decode()


def environment(address: str, method: str = "GET", **more: Any) -> dict[str, Any]:
    path, _mark, query = address.partition("?")
    return {
        "REQUEST_METHOD": method, "PATH_INFO": unquote_to_bytes(path).decode("latin-1"), "SCRIPT_NAME": "",
        "QUERY_STRING": query, "wsgi.input": io.BytesIO(), "wsgi.url_scheme": "http", "wsgi.errors": io.StringIO(),
        "wsgi.version": (1, 0), "SERVER_NAME": "127.0.0.1", "SERVER_PORT": "80", "HTTP_HOST": "127.0.0.1", **more,
    }  # fmt: skip


def ask(application: Any, address: str, method: str = "GET", **more: Any) -> Answer:
    """An answer of an application; ``more`` are variables of WSGI such as ``HTTP_COOKIE``."""
    told: list[Any] = []
    result = application(environment(address, method, **more), lambda *said: told.extend(said))
    body = b"".join(result)
    if hasattr(result, "close"):
        result.close()
    return Answer(told[0], dict(told[1]), body)


@dataclass
class Portal:
    """The site behind the store, and how often it was asked for which address."""

    rendered: list[str] = field(default_factory=list)
    before: Callable[[str], None] = lambda address: None

    def __post_init__(self) -> None:
        self.site = WSGIHandler()

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Any:
        query = environ["QUERY_STRING"]
        address = environ["PATH_INFO"] + (f"?{query}" if query else "")
        self.rendered.append(address)
        self.before(address)
        return self.site(environ, start_response)

    def renders(self) -> list[str]:
        """What was rendered since it was asked last."""
        found, self.rendered = self.rendered, []
        return found


class Clock:
    """The time of the store and of the site, set by hand."""

    def __init__(self) -> None:
        self.now = timezone.now()

    def __call__(self) -> float:
        return self.now.timestamp()


@pytest.fixture
def changes(settings, tmp_path: Path, monkeypatch) -> Iterator[Changes]:
    """Somebody who listens, and shares what is heard in a folder of the test's own."""
    settings.VAR_DIR = tmp_path
    listening = Changes(patience=0)
    monkeypatch.setattr("portal.web.stored.changes", listening)
    monkeypatch.setattr("portal.demo.notice.changes", listening)
    monkeypatch.setattr("pagecache.kept.kept._changes", listening)
    outage = Outage(listening, later=0.001)
    for module in ("stored", "away", "media", "health"):
        monkeypatch.setattr(f"portal.web.{module}.outage", outage)
    yield listening
    listening.close()


@pytest.fixture
def clock(monkeypatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(timezone, "now", lambda: clock.now)
    return clock


@pytest.fixture
def portal() -> Portal:
    return Portal()


@pytest.fixture
def connections_left_alone() -> Iterator[None]:
    """The site looks after its connections at each request; that of a test is not its business."""
    request_started.disconnect(close_old_connections)
    request_finished.disconnect(close_old_connections)
    yield
    request_started.connect(close_old_connections)
    request_finished.connect(close_old_connections)


@pytest.fixture
def store(settings, changes, clock, portal, connections_left_alone, monkeypatch) -> PageStore:
    settings.PAGE_STORE_MB = settings.PAGE_COPIES_MB = 8
    made = with_store(portal, clock)
    assert isinstance(made, PageStore)
    made._site.patience = 0
    if made.keeper is not None:
        monkeypatch.setattr(made.keeper, "start", lambda: None)  # a test keeps copies when it says so
    return made


@pytest.fixture
def get(store, changes) -> Callable[..., Answer]:
    """``get(address)``: what the store answers once all that was committed has been heard."""

    def get(address: str, method: str = "GET", **more: Any) -> Answer:
        changes.hear_out()
        return ask(store, address, method, **more)

    return get
