"""Readers while the database is away: the last good copy of each page, and nothing that was withdrawn."""

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from django.db import InterfaceError, OperationalError, connections
from psycopg import errors as driver

from articles import workflow
from articles.models import Article, ArticlePhoto
from pagecache.outage import is_outage
from pagecache.store import HIT
from portal.web.media import PUBLIC
from portal.web.walk import walk_of
from tests import factories as make
from tests.pagecache.conftest import Clock, Portal, ask

pytestmark = pytest.mark.django_db(transaction=True)
LINE = '<p class="site-notice" role="status">'
COOKIE = "sessionid=abcdefghij"


@pytest.fixture
def keep(get, store) -> Callable[..., None]:
    """Ask for pages while the database is there, and keep them."""

    def keep(*addresses: str) -> None:
        store.keeper.catch_up()  # as its thread does from the beginning
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


def test_a_picture_is_there_while_a_copy_shows_it(
    keep, store, portal, changes, monkeypatch, cast, media_root
):
    shown, hidden = make.make_photo(), make.make_photo()
    article = make.make_published("夜校开课", organization=cast.changping)
    ArticlePhoto.objects.create(article=article, photo=shown, is_lead=True)
    keep(article.get_absolute_url())
    picture = shown.rendition("jpeg", 480).url
    with outage(changes, monkeypatch):
        found = ask(store, picture)
        assert (found.code, found.headers["Cache-Control"]) == (200, PUBLIC)
        others = [
            hidden.rendition("jpeg", 480).url,
            picture.replace("480", "99999"),
            "/media/editions/1.pdf",
        ]
        assert [ask(store, other).code for other in others] == [503] * 3
    portal.before = lambda asked: (
        "/admin/" in asked and workflow.withdraw(article, by=cast.chief_editor, comment="误", notice="撤。")
    )
    ask(store, "/admin/login/")
    with outage(changes, monkeypatch):
        assert ask(store, picture).code == 503


# --- what was withdrawn ---------------------------------------------------------------------------------
def test_what_the_desk_withdrew_is_on_no_copy_even_if_the_database_goes_in_the_same_moment(
    keep, store, portal, changes, monkeypatch, cast
):
    article = make.make_published("夜校开课", organization=cast.changping)
    address = article.get_absolute_url()
    keep("/", address, "/articles/", "/organizations/")
    portal.before = lambda asked: (
        "/admin/" in asked and workflow.withdraw(article, by=cast.chief_editor, comment="误", notice="撤。")
    )
    ask(store, "/admin/login/")
    with outage(changes, monkeypatch):
        assert [ask(store, page).code for page in ("/", address, "/articles/")] == [503] * 3
        assert ask(store, "/organizations/").code == 200


def test_if_nobody_could_be_asked_what_the_desk_changed_no_copy_is_shown(
    keep, store, portal, changes, monkeypatch
):
    """The database goes after it took the change, and before the answer of the desk left."""
    keep("/")
    monkeypatch.setattr(store, "application", lambda environ, start: start("302 Found", []) or [])
    sent = {"method": "POST", "HTTP_COOKIE": COOKIE}
    with monkeypatch.context() as patch:
        patch.setattr(store.keeper, "catch_up", lambda: False)
        # Those who cannot have changed anything take nothing away.
        ask(store, "/admin/")
        ask(store, "/admin/", "POST")
        assert store.keeper.copies.find("/") is not None
        ask(store, "/admin/", **sent)
    assert store.keeper.copies.find("/") is None
    assert store.keeper.catch_up()
    assert store.keeper.copies.find("/") is not None


def test_what_ends_during_an_outage_ends(keep, store, changes, clock: Clock, monkeypatch):
    article = make.make_published("夜校开课")
    Article.objects.filter(pk=article.pk).update(expires_at=clock.now + dt.timedelta(hours=1))
    keep("/", article.get_absolute_url())
    with outage(changes, monkeypatch):
        assert ask(store, "/").code == 200
        clock.now += dt.timedelta(hours=1)
        assert [ask(store, page).code for page in ("/", article.get_absolute_url())] == [503, 503]


def test_what_is_not_there_any_more_is_forgotten_and_a_withdrawal_says_so(
    keep, store, changes, monkeypatch, cast
):
    kept = make.make_published("甲", organization=cast.changping)
    gone = make.make_published("乙")
    addresses = [kept.get_absolute_url(), gone.get_absolute_url()]
    keep(*addresses)
    workflow.withdraw(kept, by=cast.chief_editor, comment="误", notice="本文已撤。")
    Article.objects.filter(pk=gone.pk).delete()
    keep(*addresses)
    with outage(changes, monkeypatch):
        assert [ask(store, address).code for address in addresses] == [410, 503]
        assert "本文已撤。" in ask(store, addresses[0]).text


# --- when it begins --------------------------------------------------------------------------------------
def test_a_database_that_goes_while_a_page_is_rendered(keep, store, portal: Portal, changes, monkeypatch):
    keep("/")
    make.make_section("要闻")
    changes.hear_out()

    def gone(address: str) -> None:
        raise OperationalError("server closed the connection unexpectedly") from driver.OperationalError()

    monkeypatch.setattr("portal.readers.views.home", gone)
    monkeypatch.setattr("django.core.handlers.base.BaseHandler.resolve_request", lambda *_anything: gone(""))
    assert ask_stale(store, "/") == (200, True, True)
    assert ask_stale(store, "/", HTTP_COOKIE=COOKIE) == (503, False, False)
    assert ask(store, "/articles/").code == 503


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


# --- the walk ----------------------------------------------------------------------------------------------
def test_the_walk_keeps_every_page_once_and_goes_on_where_it_was(store, portal, changes, monkeypatch):
    section = make.make_section("要闻", slug="yaowen")
    articles = [make.make_published(f"文{number}", section=section) for number in range(3)]
    event = make.make_event("讲座")
    walk = walk_of(store, rest=lambda seconds: None, clock=store._clock)
    assert walk.once()
    asked = set(portal.renders())
    addresses = {article.get_absolute_url() for article in articles}
    beside = {
        "/",
        "/en/",
        "/sections/yaowen/feed/",
        "/sitemap.xml",
        f"/events/{event.pk}.ics",
        "/feeds/articles/",
    }
    assert asked >= addresses | beside
    assert walk.once()
    assert addresses.isdisjoint(portal.renders())
    with outage(changes, monkeypatch):
        assert {address: ask(store, address).code for address in asked} == dict.fromkeys(asked, 200)


def test_the_walk_renews_what_was_changed_and_only_that(store, portal, changes):
    first, second = make.make_published("甲"), make.make_published("乙")
    walk = walk_of(store, rest=lambda seconds: None, clock=store._clock)
    assert walk.once()
    portal.renders()
    Article.objects.filter(pk=first.pk).update(title="丙")
    changes.hear_out()
    assert walk.has_work()
    assert walk.renew_wanted()
    asked = portal.renders()
    assert first.get_absolute_url() in asked
    assert "/" in asked
    assert not walk.has_work()
    assert "丙" in store.keeper.copies.find("/").entry.body.decode()
    assert store.keeper.copies.find(second.get_absolute_url()) is not None


def test_the_walk_stops_when_the_database_goes(store, changes, monkeypatch):
    walk = walk_of(store, rest=lambda seconds: None, clock=store._clock)
    with outage(changes, monkeypatch):
        assert not walk.once()


# --- back again --------------------------------------------------------------------------------------------
def test_when_it_is_back_somebody_notices_without_a_request(store, changes, monkeypatch, caplog):
    with monkeypatch.context() as patch:
        patch.setitem(connections["default"].settings_dict, "NAME", "no_such_database")
        patch.setattr("pagecache.changes.AGAIN", 0.0)
        changes.close()
        assert changes.generation() is None
        assert store._outage.is_on  # and whoever asks has somebody look
    store._outage._trying.join(30)
    assert not changes.is_away
    assert not store._outage.is_on
    assert changes.generation() is not None
    assert [record.message for record in caplog.records if record.name == "pagecache.outage"] == [
        "The database is away: readers get the last good copies of pages.", "The database is back.",
    ]  # fmt: skip
