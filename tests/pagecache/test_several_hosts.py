"""Several hosts on one database: each with processes and a store of its own, a replica, and a server for shared pages."""

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.parse import quote

import psycopg
import pytest
from django.db import connection

from articles.models import Section
from pagecache.changes import LEASE, Changes
from pagecache.common_shelf import LEFT_ALONE
from pagecache.store import HIT, MISS, OF_ANOTHER_HOST
from portal.operations.embedded_postgres.server import Server
from tests import factories as make
from tests.pagecache.redis_server import PROGRAMS, RedisServer
from tests.portal.replica import primary, replica_in

pytestmark = pytest.mark.django_db(transaction=True)
PATIENCE = 30.0  # seconds for what takes some milliseconds


class Process:
    """One of two of a host."""

    def __init__(self, folder: Path, replica: Server, shared: RedisServer) -> None:
        address = replica.address()
        name = connection.settings_dict["NAME"]
        environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "portal.settings",
            "DATABASE_REPLICA_URL": f"postgres://{address['user']}@{quote(address['host'], safe='')}:{address['port']}/{name}",
            "CACHE_URL": shared.url,
        }
        driver = Path(__file__).with_name("host_driver.py")
        self.process = subprocess.Popen(
            [sys.executable, "-c", f"import runpy, sys; sys.argv[0:1] = []; runpy.run_path({str(driver)!r})", "driver",
             name, str(folder)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment,
        )  # fmt: skip

    def __call__(self, **order: Any) -> dict[str, Any]:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(json.dumps(order) + "\n")
        self.process.stdin.flush()
        line = self.process.stdout.readline()
        if not line and self.process.stderr is not None:
            raise AssertionError(self.process.stderr.read())
        answer: dict[str, Any] = json.loads(line)
        return answer

    def get(self, address: str) -> tuple[str, list[str]]:
        """What the store says of itself, and what was rendered."""
        answer = self(address=address)
        assert answer["code"] == 200
        return answer["cache"], answer["renders"]


class Installation:
    """Two hosts of two processes, a primary, a replica and a server for shared pages."""

    def __init__(self, folder: Path) -> None:
        self.shared = RedisServer(PROGRAMS.get("redis", PROGRAMS["valkey"]))
        self.shared.start()
        self.folder = folder
        self.replica = replica_in(folder / "replica")
        self.hosts = [
            [Process(folder / name, self.replica, self.shared) for _number in range(2)]
            for name in ("one", "two")
        ]
        for process in self.processes:
            process(address="/robots.txt")

    @property
    def processes(self) -> list[Process]:
        return [process for host in self.hosts for process in host]

    def on_the_replica(self, statement: str) -> Any:
        address = self.replica.address()
        with psycopg.connect(
            host=address["host"], port=address["port"], user=address["user"],
            dbname=connection.settings_dict["NAME"], autocommit=True,
        ) as line:  # fmt: skip
            row = line.execute(statement.encode()).fetchone()
            return row and row[0]

    def follows(self) -> None:
        """Wait until the replica has all."""
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_current_wal_insert_lsn()::text")
            position = cursor.fetchone()[0]
        until(lambda: self.on_the_replica(f"SELECT pg_last_wal_replay_lsn() >= '{position}'::pg_lsn"))

    def end(self) -> None:
        for process in self.processes:
            with suppress(ValueError, OSError):
                process.process.communicate(timeout=60)
        self.replica.stop()
        self.shared.remove()


def until(true: Callable[[], object]) -> None:
    end = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < end
        time.sleep(0.01)


@pytest.fixture(scope="module")
def running(django_db_setup, django_db_blocker, tmp_path_factory) -> Iterator[Installation]:
    primary()
    with django_db_blocker.unblock():
        made = Installation(tmp_path_factory.mktemp("hosts"))
        yield made
        made.end()


@pytest.fixture
def installation(transactional_db, running: Installation) -> Installation:
    running.shared.start()
    return running


@pytest.fixture
def section() -> Section:
    made: Section = make.make_section("要闻", slug="yaowen")
    return made


def published(section: Section, name: str) -> dict[str, str]:
    """An order: a request of the desk that changes what stands on every page."""
    return {"desk": f"UPDATE articles_section SET name = '{name}' WHERE id = {section.pk}"}


def each_sees_what_another_publishes(
    installation: Installation, section: Section, times: int, word: str
) -> None:
    """The next request, of every process of the other host and of this one; and no page is lost."""
    for number in range(times):
        one, other = installation.hosts if number % 2 else reversed(installation.hosts)
        name = f"{word}{number}"
        one[number // 2 % 2](**published(section, name))
        for process in (*other, *one):
            answer = process(address="/")
            assert (answer["code"], name in answer["text"]) == (200, True), (number, answer["cache"])


def test_a_publication_on_one_is_on_the_next_request_of_the_other(installation, section):
    each_sees_what_another_publishes(installation, section, 40, "第")


def test_a_page_is_rendered_by_one_host_for_all(installation, section):
    (one, neighbour), (other, another) = installation.hosts
    one(**published(section, "新"))
    assert one.get("/articles/") == (MISS, ["/articles/"])
    assert neighbour.get("/articles/") == (HIT, [])
    assert other.get("/articles/") == (OF_ANOTHER_HOST, [])
    assert [process.get("/articles/") for process in (one, neighbour, other, another)] == [(HIT, [])] * 4
    other(**published(section, "更新"))
    assert other.get("/articles/") == (MISS, ["/articles/"])
    assert one.get("/articles/") == (OF_ANOTHER_HOST, [])
    assert "更新" in one(address="/articles/")["text"]


def test_without_the_shared_pages(installation, section):
    """Stopped, started anew, and without an answer: no page is lost, none is older, and soon they are shared again."""
    one, other = installation.hosts[0][0], installation.hosts[1][0]
    one.get("/")
    installation.shared.stop()
    each_sees_what_another_publishes(installation, section, 8, "停")
    installation.shared.start()
    each_sees_what_another_publishes(installation, section, 4, "再")
    time.sleep(LEFT_ALONE)
    one(**published(section, "回来"))
    one.get("/articles/")
    assert other.get("/articles/") == (OF_ANOTHER_HOST, [])
    installation.shared.pause()
    each_sees_what_another_publishes(installation, section, 4, "慢")
    installation.shared.resume()
    time.sleep(LEFT_ALONE)
    one(**published(section, "又来"))
    one.get("/articles/")
    assert other.get("/articles/") == (OF_ANOTHER_HOST, [])


def test_shared_pages_that_come_back_from_an_older_copy(installation, section):
    """What was stored, changed while the server was away, and is there again as it was."""
    one, other = installation.hosts[0][0], installation.hosts[1][0]
    one(**published(section, "旧"))
    one.get("/articles/")
    installation.shared.client.save()
    installation.shared.stop()
    one(**published(section, "新"))
    installation.shared.start()
    assert installation.shared.client.dbsize() > 0
    time.sleep(LEFT_ALONE)
    for process in (other, one):
        assert "新" in process(address="/articles/")["text"]


def test_a_process_that_came_later_shares_from_the_next_page_on(installation, section):
    one, other = installation.hosts[0][0], installation.hosts[1][0]
    late = Process(installation.folder / "three", installation.replica, installation.shared)
    try:
        late.get("/archive/")
        assert other.get("/archive/") == (OF_ANOTHER_HOST, [])
        one(**published(section, "新"))
        assert "新" in late(address="/")["text"]
        assert other.get("/") == (OF_ANOTHER_HOST, [])
    finally:
        late.process.communicate()


def test_the_replica_lags_is_stopped_and_is_promoted(installation, section):
    """The last test: none can take back a promotion."""
    installation.follows()
    one, other = installation.hosts[0][0], installation.hosts[1][0]
    one(**published(section, "始"))
    installation.follows()
    assert one(address="/")["from_replica"]
    installation.on_the_replica("SELECT pg_wal_replay_pause()::text")
    each_sees_what_another_publishes(installation, section, 4, "迟")
    installation.on_the_replica("SELECT pg_wal_replay_resume()::text")
    each_sees_what_another_publishes(installation, section, 4, "追")
    installation.replica.stop()
    each_sees_what_another_publishes(installation, section, 4, "断")
    installation.replica.use(anew=True)
    installation.follows()
    installation.shared.stop()
    each_sees_what_another_publishes(installation, section, 4, "皆无")
    installation.on_the_replica("SELECT pg_promote()::text")
    each_sees_what_another_publishes(installation, section, 4, "升")
    assert other(address="/")["cache"] == HIT


# --- what hosts know of each other --------------------------------------------------------------------
@pytest.fixture
def two(settings, tmp_path, monkeypatch) -> Iterator[list[Changes]]:
    """Those who listen on two hosts: nothing in memory is shared by them."""
    paths = iter([tmp_path / "one", tmp_path / "two", tmp_path / "three"])
    monkeypatch.setattr("pagecache.changes.shared_path", lambda alias: next(paths))
    made = [Changes(patience=0, several_hosts=True) for _number in range(2)]
    assert all(one.generation() is not None for one in made)
    yield made
    for one in made:
        one.close()


def test_two_hosts_have_one_mark_and_numbers_of_their_own(two):
    one, other = two
    seen = []
    for _number in range(3):
        make.make_section()
        known = [host.known() for host in two]
        assert None not in known
        assert known[0][1] == known[1][1]
        assert known[0][0] != known[1][0]
        seen.append(known[0][1])
    assert len(set(seen)) == 3
    assert [one.known(), other.known()] == known


def test_who_comes_later_counts_with_the_others_and_drops_nothing_of_theirs(two):
    one, _other = two
    before = one.known()
    late = Changes(patience=0, several_hosts=True)
    mark = late.known()[1]
    assert one.known() == (before[0], mark)
    assert mark != before[1]
    make.make_section()
    assert len({host.known()[1] for host in (*two, late)}) == 1
    late.close()


def test_a_notice_without_a_number_has_no_mark(two):
    one, other = two
    before = one.known()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_notify('changes', '')")
    assert [one.known(), other.known()] == [None, None]
    assert one.generation() != before[0]
    make.make_section()
    assert one.known()[1] == other.known()[1] != before[1]


def test_a_host_that_has_asked_just_now_relies_on_it_and_then_asks(two):
    one, _other = two
    asked = []
    ask = one._ask
    one._ask = lambda line: asked.append(1) or ask(line)
    now = time.monotonic()
    one._clock = lambda: now
    one.generation()
    asked.clear()
    for _time in range(3):
        one.generation()
    now += 2 * LEASE  # after just one, the difference of two times may be rounded to less than it
    for _time in range(3):
        one.generation()
    assert len(asked) == 1
    one._generations.asked_at = now + 5  # of a clock that was set back
    one.generation()
    assert len(asked) == 2


def test_only_who_has_changed_something_waits_for_the_others(two, monkeypatch):
    one, _other = two
    slept = []
    monkeypatch.setattr("pagecache.changes.time.sleep", slept.append)
    before = one.number
    one.hear_out(before)
    assert slept == []
    make.make_section()
    one.hear_out(before)
    assert slept == [LEASE]
    alone = Changes(patience=0, several_hosts=False)
    make.make_section()
    alone.hear_out(None)
    assert (slept, alone.known()) == ([LEASE], None)
    alone.close()


def test_a_line_that_does_not_answer_is_given_up(two, monkeypatch):
    """Readers wait for it, so they wait a while and not until the network says that nobody is there."""
    one, _other = two
    before = one.generation()
    ours, _theirs = socket.socketpair()
    silent = SimpleNamespace(
        socket=ours, send_query=lambda text: None, flush=lambda: None, is_busy=lambda: True
    )
    with monkeypatch.context() as patch:
        patch.setattr("pagecache.changes.SILENCE", 0.01)
        patch.setattr(one, "_line", lambda: SimpleNamespace(pgconn=silent))
        patch.setattr(one, "_hear", lambda line: None)
        patch.setattr(one, "_may_rely", lambda now: False)
        assert one.generation() is None
        assert one.known() is None
    assert one.generation() not in (None, before)
