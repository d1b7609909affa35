"""Pages that hosts share, on real servers: what comes back, and that nothing else ever does."""

import os
from collections.abc import Iterator

import pytest
from django.test import override_settings

from pagecache.common_shelf import LEFT_ALONE, CommonShelf
from pagecache.entries import Entry
from portal.web.edition import edition
from tests.pagecache.redis_server import PROGRAMS, RedisServer

ENTRY = Entry("200 OK", [("Content-Type", "text/html")], os.urandom(5000), "mark", 7, 1000.5)
SECRET = b"s" * 32


@pytest.fixture(scope="module", params=PROGRAMS)
def running(request) -> Iterator[RedisServer]:
    made = RedisServer(PROGRAMS[request.param])
    yield made
    made.remove()


@pytest.fixture
def server(running: RedisServer) -> RedisServer:
    running.stop()
    running.start()
    return running


class Time:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Time:
    return Time()


@pytest.fixture
def shelf(server: RedisServer, clock: Time) -> CommonShelf:
    return CommonShelf(server.url, SECRET, clock=clock)


def lines(caplog) -> list[str]:
    return [record.getMessage() for record in caplog.records if record.name.startswith("pagecache")]


def is_there(shelf: CommonShelf, key: str = "/", mark: str = "a.1", now: float = 990.0) -> bool:
    return shelf.get(key, mark, now=now) is not None


@pytest.mark.parametrize("key", ["/", "/articles/?page=2", "/tags/\xe5\x8a\xb3/", "/\udcff"])
def test_what_one_host_stores_another_gets(shelf, server, key):
    shelf.put(key, "a.1", ENTRY, now=990.0)
    found = CommonShelf(server.url, SECRET).get(key, "a.1", now=990.0)
    assert found is not None
    for name in ("status", "headers", "body", "etag", "until"):
        assert getattr(found, name) == getattr(ENTRY, name)


def test_it_holds_for_who_has_heard_the_same_until_the_clock_strikes(shelf, caplog):
    shelf.put("/", "a.1", ENTRY, now=990.0)
    assert [is_there(shelf), is_there(shelf, mark="a.2"), is_there(shelf, mark="b.1")] == [True, False, False]
    assert [is_there(shelf, now=1000.4), is_there(shelf, now=1000.5)] == [True, False]
    assert not is_there(shelf, key="/articles/")
    assert lines(caplog) == []


def test_it_is_kept_no_longer_than_it_holds(shelf, server):
    shelf.put("/", "a.1", ENTRY, now=990.0)
    (place,) = server.client.keys()
    assert 9 <= server.client.ttl(place) <= 10
    shelf.put("/articles/", "a.1", ENTRY, now=1000.0)
    assert server.client.keys() == [place]


def test_other_versions_and_other_secrets_have_places_of_their_own(server, caplog):
    CommonShelf(server.url, SECRET).put("/", "a.1", ENTRY, now=990.0)
    assert not is_there(CommonShelf(server.url, b"t" * 32))
    assert lines(caplog) == []


@pytest.mark.django_db
def test_an_edition_is_the_code_the_settings_and_the_secret(settings, tmp_path):
    known = edition()
    assert (len(known), edition()) == (32, known)
    others = []
    for change in (
        {"SECRET_KEY": "another"},
        {"SITE": {**settings.SITE, "name": "另一个"}},
        {"SITE_URL": "https://b"},
    ):
        with override_settings(**change):
            others.append(edition())
    settings.STATIC_ROOT = tmp_path
    (tmp_path / "staticfiles.json").write_text("{}")
    assert len({known, *others, edition()}) == 5


@pytest.mark.parametrize(
    "spoil",
    [
        lambda data: b"garbage",
        lambda data: data[: len(data) // 2],
        lambda data: data[:-1] + bytes([data[-1] ^ 1]),
        lambda data: data[:32] + b"a.2" + data[35:],
        lambda data: os.urandom(len(data)),
    ],
)
def test_what_was_not_written_by_us_is_no_page(shelf, server, caplog, spoil):
    shelf.put("/", "a.1", ENTRY, now=990.0)
    (place,) = server.client.keys()
    server.client.set(place, spoil(server.client.get(place)))
    assert [is_there(shelf), is_there(shelf), is_there(shelf, mark="a.2")] == [False] * 3
    assert len(lines(caplog)) == 1
    shelf.put("/", "a.1", ENTRY, now=990.0)
    assert is_there(shelf)


def test_a_page_that_stands_at_the_place_of_another_is_none(shelf, server):
    shelf.put("/", "a.1", ENTRY, now=990.0)
    (home,) = server.client.keys()
    shelf.put("/articles/", "a.1", ENTRY, now=990.0)
    (other,) = set(server.client.keys()) - {home}
    server.client.copy(home, other, replace=True)
    assert [is_there(shelf), is_there(shelf, key="/articles/")] == [True, False]


def test_another_kind_of_value_is_none(shelf, server, caplog):
    shelf.put("/", "a.1", ENTRY, now=990.0)
    (place,) = server.client.keys()
    server.client.delete(place)
    server.client.lpush(place, "list")
    assert [is_there(shelf), is_there(shelf)] == [False, False]
    assert len(lines(caplog)) == 1


def test_a_server_that_is_gone_is_left_alone_for_a_while(shelf, server, clock, caplog):
    shelf.put("/", "a.1", ENTRY, now=990.0)
    server.stop()
    asked = []
    ask = shelf._server.getrange
    shelf._server.getrange = lambda *words: asked.append(1) or ask(*words)
    assert [is_there(shelf) for _time in range(5)] == [False] * 5
    shelf.put("/", "a.1", ENTRY, now=990.0)
    assert (len(asked), len(lines(caplog))) == (1, 1)
    clock.now += LEFT_ALONE
    assert not is_there(shelf)
    server.start()
    assert not is_there(shelf)
    clock.now += LEFT_ALONE
    shelf.put("/", "a.1", ENTRY, now=990.0)
    assert is_there(shelf)
    assert (len(asked), len(lines(caplog))) == (3, 1)


def test_a_server_that_was_started_anew_between_two_questions(shelf, server, clock, caplog):
    shelf.put("/", "a.1", ENTRY, now=990.0)
    server.stop()
    server.start()
    assert not is_there(shelf)  # the line was another server's
    clock.now += LEFT_ALONE
    shelf.put("/", "a.1", ENTRY, now=990.0)
    assert is_there(shelf)


def test_a_server_that_does_not_answer_costs_one_reader_a_moment(shelf, server, clock, caplog):
    shelf.put("/", "a.1", ENTRY, now=990.0)
    server.pause()
    try:
        assert [is_there(shelf) for _time in range(5)] == [False] * 5
    finally:
        server.resume()
    assert len(lines(caplog)) == 1
    clock.now += LEFT_ALONE
    assert is_there(shelf)


def test_a_full_server_still_gives_what_it_has(shelf, server, caplog):
    shelf.put("/", "a.1", ENTRY, now=990.0)
    server.client.config_set("maxmemory-policy", "noeviction")
    server.client.config_set("maxmemory", "1")
    for _time in range(3):
        shelf.put("/articles/", "a.1", ENTRY, now=990.0)
        assert [is_there(shelf), is_there(shelf, key="/articles/")] == [True, False]
    assert len(lines(caplog)) == 1
    server.client.config_set("maxmemory", "0")
    shelf.put("/articles/", "a.1", ENTRY, now=990.0)
    assert is_there(shelf, key="/articles/")


def test_what_is_no_such_server_costs_no_page(caplog):
    for url in ("redis://127.0.0.1:1/0", "unix:///nowhere"):
        shelf = CommonShelf(url, SECRET)
        shelf.put("/", "a.1", ENTRY, now=990.0)
        assert not is_there(shelf)
    assert len(lines(caplog)) == 2
