"""One render for many: threads of a process, processes of a host."""

import json
import os
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, connections

from articles.models import Section
from pagecache.entries import Entry
from pagecache.flights import Flights, Turns
from pagecache.store import COLLAPSED, HIT, MISS
from tests import factories as make
from tests.pagecache.conftest import ask

THREADS = 8


def at_once(work: Any, count: int = THREADS) -> list[Any]:
    """What so many threads brought back that began together."""
    found: list[Any] = []
    start = threading.Barrier(count)

    def begin() -> None:
        start.wait()
        try:
            found.append(work())
        finally:
            connections.close_all()

    threads = [threading.Thread(target=begin) for _number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found


@pytest.mark.django_db(transaction=True)
def test_many_threads_one_render(store, portal, monkeypatch):
    """The page is rendered when all the others have begun to wait for it."""
    make.make_published("夜校开课")
    waiting = threading.Semaphore(0)
    wait = store._flights.wait

    def counted(flight: Any) -> Any:
        waiting.release()
        return wait(flight)

    monkeypatch.setattr(store._flights, "wait", counted)

    def before(_address: str) -> None:
        for _other in range(THREADS - 1):
            assert waiting.acquire(timeout=30)

    portal.before = before
    store._flights.patience = 60
    answers = at_once(lambda: ask(store, "/articles/"))
    assert portal.renders() == ["/articles/"]
    assert Counter(answer.cache for answer in answers) == {MISS: 1, COLLAPSED: THREADS - 1}
    assert len({answer.body for answer in answers}) == 1


@pytest.mark.django_db(transaction=True)
def test_what_changes_while_a_page_is_rendered_is_not_missed(store, portal, changes):
    section = make.make_section("要闻")
    done = []

    def before(_address: str) -> None:
        if not done:
            done.append(True)
            Section.objects.filter(pk=section.pk).update(name="新闻")  # after the generation was read
            changes.hear_out()

    portal.before = before
    ask(store, "/")
    assert "新闻" in ask(store, "/").text
    assert len(portal.renders()) == 2


def test_who_has_waited_long_enough_goes_alone():
    flights = Flights(patience=0)
    _flight, is_ours = flights.board("/")
    flight, is_ours_too = flights.board("/")
    assert (is_ours, is_ours_too, flights.wait(flight)) == (True, False, None)
    entry = Entry("200 OK", [], b"x", "")
    flights.land("/", entry)
    assert flights.wait(flight) is entry
    assert flights.board("/")[1]


def test_only_so_many_wait():
    flights = Flights(patience=60, most_waiting=1)
    flight, _is_ours = flights.board("/")
    inside = threading.Event()
    original = flight.landed.wait
    flight.landed.wait = lambda patience: inside.set() or original(patience)
    waiting = threading.Thread(target=flights.wait, args=[flight])
    waiting.start()
    assert inside.wait(30)
    assert flights.wait(flight) is None
    flights.land("/", None)
    waiting.join()


@pytest.mark.django_db
def test_a_render_that_fails_leaves_nobody_waiting(store, portal):
    def before(_address: str) -> None:
        raise ZeroDivisionError

    portal.before = before
    for _time in range(2):
        with pytest.raises(ZeroDivisionError):
            ask(store, "/")
    portal.before = lambda address: None
    assert ask(store, "/").cache == MISS


def test_a_turn_that_ends_in_an_error_is_given_back(tmp_path):
    turns = Turns(tmp_path / "turns")
    with pytest.raises(ZeroDivisionError), turns.turn("/"):
        raise ZeroDivisionError
    code = f"""
from pathlib import Path
from pagecache.flights import Turns
with Turns(Path({str(tmp_path / "turns")!r}), patience=0.01).turn("/") as waited: print(waited)
"""
    assert (
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
        == "False\n"
    )


# --- processes ----------------------------------------------------------------------------------------
WORKER = """
import json, sys, threading
import django
from django.conf import settings
django.setup()
from pathlib import Path
settings.DATABASES["default"]["NAME"] = sys.argv[1]
settings.VAR_DIR = Path(sys.argv[2])
settings.PAGE_STORE_MB = 8
settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
settings.WHITENOISE_AUTOREFRESH = True
from django.db import connections
from tests.pagecache.conftest import Portal, ask
from portal.web.stored import changes, with_store
portal = Portal()
store = with_store(portal)
changes.generation()
for line in sys.stdin:
    order = json.loads(line)
    portal.before = lambda address: None
    if order.get("slow"):
        def before(address):
            print("rendering", flush=True)
            sys.stdin.readline()
        portal.before = before
    if order.get("sql"):
        with connections["default"].cursor() as cursor:
            cursor.execute(order["sql"])
        changes.hear_out()
    answer = ask(store, order["address"]) if "address" in order else None
    print(json.dumps({"cache": answer and answer.cache, "text": answer and answer.text,
                      "renders": portal.renders()}), flush=True)
"""


class Process:
    """One of several that serve the same portal."""

    def __init__(self, folder: Path) -> None:
        command = [sys.executable, "-c", WORKER, connection.settings_dict["NAME"], str(folder)]
        environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "portal.settings"}
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment
        )

    def say(self, **order: Any) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(json.dumps(order) + "\n")
        self.process.stdin.flush()

    def hear(self) -> Any:
        assert self.process.stdout is not None
        return json.loads(self.process.stdout.readline())

    def ask(self, **order: Any) -> Any:
        self.say(**order)
        return self.hear()


@pytest.fixture
def processes(tmp_path: Path) -> Iterator[list[Process]]:
    started = [Process(tmp_path), Process(tmp_path)]
    yield started
    for process in started:
        process.process.communicate()


@pytest.mark.django_db(transaction=True)
def test_processes_of_one_host(processes):
    """They render a page once, and each shows a change on the next request after the other has made it."""
    section = make.make_section("要闻")
    first, second = processes
    for process in processes:
        process.ask()  # both listen by now
    assert first.ask(address="/")["renders"] == ["/"]
    assert (second.ask(address="/")["cache"], second.ask(address="/")["renders"]) == (HIT, [])
    sql = f"UPDATE articles_section SET name = '%s' WHERE id = {section.pk}"
    for number in range(50):
        one, other = processes if number % 2 else reversed(processes)
        one.ask(sql=sql % f"第{number}次")
        found = other.ask(address="/")
        assert (f"第{number}次" in found["text"], found["renders"]) == (True, ["/"]), number
        found = one.ask(address="/")
        assert (f"第{number}次" in found["text"], found["cache"]) == (True, HIT), number
    # Asked while the other one renders it: waits, and takes what came of it.
    first.ask(sql=sql % "慢")
    first.say(address="/articles/", slow=True)
    assert first.process.stdout.readline() == "rendering\n"
    second.say(address="/articles/")
    first.process.stdin.write("go on\n")
    first.process.stdin.flush()
    assert (first.hear()["renders"], second.hear()["renders"]) == (["/articles/"], [])
