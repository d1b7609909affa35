"""Readers' pages from a real standby: never older than what a reader could have seen before, never missing."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection, connections
from django.test import Client
from django.test.utils import CaptureQueriesContext

from portal.operations.embedded_postgres.base import DatabaseWrapper
from portal.web import standby as watched
from portal.web.standby import ALIAS, Standby
from tests import factories as make
from tests.portal.replica import replica_in

pytestmark = pytest.mark.django_db(transaction=True)
PATIENCE = 30.0  # seconds for what takes some milliseconds


class Replica:
    """A standby of the server that the tests work on, and what is asked of it."""

    def __init__(self, folder: Path) -> None:
        self.server = replica_in(folder)

    def ask(self, statement: str) -> object:
        with connections[ALIAS].cursor() as cursor:
            cursor.execute(statement)
            return cursor.fetchone()[0]

    def catch_up(self, known: Standby | None = None) -> None:
        """Wait until it has all that is asked of it, which from here on is asked: others write on the same server."""
        watched.changes.hear_out()  # a notice that comes later would ask for more
        position, _is_heard = (known or watched.standby)._position()
        end = time.monotonic() + PATIENCE
        while not self.ask(f"SELECT pg_last_wal_replay_lsn() >= '{position}'::pg_lsn"):
            assert time.monotonic() < end, "the standby did not follow"
            time.sleep(0.01)


@pytest.fixture(scope="module")
def shared(django_db_setup, django_db_blocker, tmp_path_factory) -> Iterator[Replica]:
    made = Replica(tmp_path_factory.mktemp("standby") / "data")
    yield made
    made.server.stop()


@pytest.fixture
def replica(transactional_db, shared: Replica, settings, monkeypatch) -> Iterator[Replica]:
    yield from connected(shared, settings, monkeypatch)


@pytest.fixture
def own(transactional_db, tmp_path: Path, settings, monkeypatch) -> Iterator[Replica]:
    """One that a test may spoil."""
    made = Replica(tmp_path / "data")
    yield from connected(made, settings, monkeypatch)
    made.server.stop()


def connected(made: Replica, settings, monkeypatch) -> Iterator[Replica]:
    """The settings of an installation with this standby, for one test."""
    entry = {**connections.settings["default"], "DATA_DIR": made.server.data, "AUTOCOMMIT": True}
    connections.settings[ALIAS] = entry
    let_connect(connections[ALIAS], monkeypatch)
    settings.DATABASE_ROUTERS = ["portal.web.standby.ReadersRouter"]
    settings.MIDDLEWARE = ["portal.web.standby.ReadersReadStandby", *settings.MIDDLEWARE]
    monkeypatch.setattr(watched, "standby", Standby())
    if made.server.answers():
        made.catch_up()
    yield made
    watched.changes.close()
    connections[ALIAS].close()
    del connections[ALIAS]
    del connections.settings[ALIAS]


def let_connect(line: DatabaseWrapper, monkeypatch) -> None:
    """Django's tests forbid databases that were not there when the test began."""

    def ensure_connection() -> None:
        if line.connection is None:
            with line.wrap_database_errors:
                line.connect()

    monkeypatch.setattr(line, "ensure_connection", ensure_connection)


def read(path: str) -> tuple[str, int, int]:
    """The page, and how many queries the primary and the standby were asked for it."""
    with CaptureQueriesContext(connection) as primary, CaptureQueriesContext(connections[ALIAS]) as replica:
        answer = Client().get(path)
    assert answer.status_code == 200
    asked = [query for query in primary.captured_queries if "pg_current_wal_insert_lsn" not in query["sql"]]
    return answer.content.decode(), len(asked), len(replica.captured_queries)


def test_a_page_comes_from_the_standby(replica):
    article = make.make_published("夜校开课")
    replica.catch_up()
    page, primary, standby = read(f"/articles/{article.pk}/")
    assert "夜校开课" in page
    assert primary == 0
    assert standby > 3


def test_the_desk_and_what_is_asked_about_the_database_do_not(replica, cast, desk):
    signed_in = desk(cast.editor)
    replica.catch_up()
    for path in ("/admin/", "/readyz"):
        with CaptureQueriesContext(connections[ALIAS]) as asked:
            assert signed_in.get(path).status_code == 200
        assert len(asked.captured_queries) == 0


def test_one_that_lags_is_not_read(replica):
    replica.ask("SELECT pg_wal_replay_pause()::text")
    try:
        article = make.make_published("夜校开课")
        page, primary, standby = read(f"/articles/{article.pk}/")
        assert "夜校开课" in page
        # What an article costs when what all pages share is known: none of it is asked of the other.
        assert primary >= 3
        assert standby == 1
    finally:
        replica.ask("SELECT pg_wal_replay_resume()::text")
    replica.catch_up()
    assert read(f"/articles/{article.pk}/")[1] == 0


def test_one_that_does_not_answer_costs_no_page(replica, monkeypatch):
    article = make.make_published("夜校开课")
    address = f"/articles/{article.pk}/"
    replica.catch_up()
    assert read(address)[1] == 0
    replica.server.stop()
    connections[ALIAS].close()
    # It must stay away: a connection to it would start it again.
    monkeypatch.setattr(replica.server, "use", lambda anew=False: None)
    monkeypatch.setattr(connections[ALIAS].server, "use", lambda anew=False: None)
    assert "夜校开课" in Client().get(address).content.decode()
    monkeypatch.setattr(
        watched.standby, "generation", lambda: (True, None)
    )  # it goes away between the question and the page
    assert "夜校开课" in Client().get(address).content.decode()
    monkeypatch.undo()
    replica.server.use(anew=True)


def test_it_is_asked_again_after_a_while(replica, monkeypatch):
    known = Standby()
    replica.catch_up(known)
    now = 1000.0
    monkeypatch.setattr(watched.time, "monotonic", lambda: now)
    assert known.has_all()
    known.lost()
    assert not known.has_all()
    now += watched.LEFT_ALONE
    assert known.has_all()


def test_while_the_primary_is_silent_one_that_has_all_is_read(replica, monkeypatch):
    known = Standby()
    replica.catch_up(known)
    assert known.has_all()
    monkeypatch.setattr(watched.changes, "generation", lambda: None)
    assert known.has_all()
    known._needed = "FFFF/0"  # the primary had said more before it fell silent
    assert not known.has_all()


def test_one_that_was_promoted_is_not_read_while_the_primary_speaks(own, monkeypatch):
    assert watched.standby.has_all()
    own.ask("SELECT pg_promote()::text")
    assert not watched.standby.has_all()
    monkeypatch.setattr(watched.changes, "generation", lambda: None)
    assert watched.standby.has_all()
