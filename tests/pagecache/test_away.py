"""Readers while the database is away: the last good copy of each page, and nothing that was withdrawn."""

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from django.db import InterfaceError, OperationalError
from psycopg import errors as driver

from articles import workflow
from pagecache.outage import is_outage
from pagecache.store import HIT
from tests import factories as make
from tests.pagecache.conftest import ask

pytestmark = pytest.mark.django_db(transaction=True)
LINE = '<p class="site-notice" role="status">'
COOKIE = "sessionid=abcdefghij"


@pytest.fixture
def keep(get, store) -> Callable[..., None]:
    """Ask for pages while the database is there, and keep them."""

    def keep(*addresses: str) -> None:
        for address in addresses:
            get(address)
        store.keeper.drain()

    return keep


@contextmanager
def outage(changes, monkeypatch) -> Iterator[None]:
    """Nobody can connect: whoever asks the database all the same is an error."""

    def refused(*_anything: object, **_options: object) -> None:
        raise AssertionError("the database was asked")

    with monkeypatch.context() as patch:
        patch.setattr(changes, "generation", lambda: None)
        patch.setattr("django.db.backends.utils.CursorWrapper.execute", refused)
        changes.is_away = True
        yield
        changes.is_away = False


def ask_stale(store, address: str, **more) -> tuple[int, bool, bool]:
    """Status, whether the header says that it is stale, and whether the page does."""
    answer = ask(store, address, **more)
    return answer.code, answer.cache.endswith("; detail=stale"), LINE in answer.text


def test_readers_get_the_last_good_copies_marked_as_such(keep, store, changes, clock, monkeypatch):
    article = make.make_published("夜校开课", section=make.make_section("要闻", slug="yaowen"))
    address = article.get_absolute_url()
    pages = ["/", address, f"/en{address}", "/articles/", "/sections/yaowen/"]
    others = ["/feeds/articles/", "/events/calendar.ics", "/sitemap.xml", "/robots.txt"]
    keep(*pages, *others)
    clock.now += dt.timedelta(seconds=90)
    with outage(changes, monkeypatch):
        assert [ask_stale(store, page) for page in pages] == [(200, True, True)] * len(pages)
        assert [ask_stale(store, other) for other in others] == [(200, True, False)] * len(others)
        found = ask(store, address)
        assert found.cache == "portal; hit; ttl=-90; detail=stale"
        assert (
            found.text.count(LINE),
            "夜校开课" in found.text,
            "的副本：网站的数据库暂时没有响应" in found.text,
        ) == (1, True, True)
        assert "This is a copy of the page from <time" in ask(store, f"/en{address}").text
        # Whoever asks, and with whatever.
        assert ask_stale(store, address + "?utm=1", HTTP_COOKIE=COOKIE) == (200, True, True)
    assert ask(store, address).cache == HIT


def test_marks_heads_and_encodings_go_on_working(keep, get, store, changes, monkeypatch):
    keep("/", "/feeds/articles/")
    page, feed = get("/").headers["ETag"], get("/feeds/articles/").headers["ETag"]
    with outage(changes, monkeypatch):
        stale = ask(store, "/")
        assert ask(store, "/", HTTP_IF_NONE_MATCH=page).code == 200  # without the line it is another page
        assert ask(store, "/", HTTP_IF_NONE_MATCH=stale.headers["ETag"]).code == 304
        assert ask(store, "/feeds/articles/", HTTP_IF_NONE_MATCH=feed).code == 304
        head = ask(store, "/", "HEAD")
        assert (head.body, head.headers) == (b"", stale.headers)
        packed = ask(store, "/", HTTP_ACCEPT_ENCODING="br")
        assert (packed.headers["Content-Encoding"], packed.headers["ETag"]) == (
            "br",
            "W/" + stale.headers["ETag"],
        )
    assert get("/", HTTP_IF_NONE_MATCH=stale.headers["ETag"]).code == 200


def test_what_is_not_kept_and_the_search_say_that_they_are_away(keep, store, changes, monkeypatch):
    keep("/")
    with outage(changes, monkeypatch):
        for address, words in {
            "/articles/": "没有保存此页的副本", "/search/?q=%E5%A4%9C": "暂时无法搜索", "/en/search/": "The search cannot be used",
        }.items():  # fmt: skip
            answer = ask(store, address)
            assert (answer.code, answer.headers["Retry-After"], words in answer.text) == (503, "30", True)
            assert "no-store" in answer.headers["Cache-Control"]
        assert ask(store, "/readyz").code == 503
        assert ask(store, "/healthz").code == 200


# --- what was withdrawn ---------------------------------------------------------------------------------
def test_what_the_desk_withdrew_is_on_no_copy_even_if_the_database_goes_in_the_same_moment(
    keep, store, portal, changes, monkeypatch, cast
):
    article = make.make_published("夜校开课", organization=cast.changping)
    address = article.get_absolute_url()
    keep("/", address, "/articles/")
    portal.before = lambda asked: (
        "/admin/" in asked and workflow.withdraw(article, by=cast.chief_editor, comment="误", notice="撤。")
    )
    ask(store, "/admin/login/")
    with outage(changes, monkeypatch):
        assert [ask(store, page).code for page in ("/", address, "/articles/")] == [503] * 3


@pytest.mark.parametrize(
    ("error", "cause", "is_one"),
    [
        (OperationalError, driver.OperationalError(), True),
        (OperationalError, driver.AdminShutdown(), True),
        (OperationalError, driver.CannotConnectNow(), True),
        (OperationalError, driver.TooManyConnections(), True),
        (OperationalError, None, True),
        (InterfaceError, None, True),
        (OperationalError, driver.DeadlockDetected(), False),
        (OperationalError, driver.QueryCanceled(), False),
        (OperationalError, driver.DiskFull(), False),
        (ValueError, None, False),
    ],
)
def test_an_outage_is_a_connection_that_cannot_be_had(error, cause, is_one):
    made = error()
    made.__cause__ = cause
    assert is_outage(made) is is_one
