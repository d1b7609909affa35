"""Is any stored page ever older than the last change? Random deeds of a newsroom, with two groups of processes serving.

    .venv/bin/python bench/freshness --actions 300 --addresses 8 --seed 1

The groups stand for two hosts: each has two worker processes and a store of its own, on one database, and a server
for the pages that they share (of the wheel, or Debian's). After each deed this process does what an answer of the desk
does before it leaves (it belongs to the host of the first group), and then asks both for addresses at which the deed is
seen, and for another one. What comes must be what the site itself answers at that moment, to the byte, asked in this
process with no store in between. An answer that differs is stale, unless the clock has struck between the two, and
once more they are the same.

Between two deeds readers ask for some pages (``--views``), so that the stores are full. How much of what readers ask
for comes from the store is measured apart (``--readings``, ``--reading``): after a deed, which has emptied the store,
so many views as readers make in a minute or more (``readers.py`` says of what).
"""

import argparse
import json
import logging
import os
import random
import sys
import time
from collections import Counter
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "var" / "freshness"
os.environ["VAR_DIR"] = str(FOLDER)
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
os.environ.setdefault("SITE_URL", "http://127.0.0.1:8000")
os.environ["SEVERAL_HOSTS"] = "True"
sys.path[:0] = [str(ROOT), str(ROOT / "bench")]

import django
from serving import Group, served

CLOCK_EVERY = 25  # deeds, one of which waits for the clock
HOST = "127.0.0.1:8000"


def second_host() -> Path:
    """A folder as another host would have it, with the same database, files and secret, and pages of its own."""
    other = FOLDER / "second"
    other.mkdir(parents=True, exist_ok=True)
    # Beside the data stand the locks of whoever uses them.
    shared = ("postgres", "media", "originals", "static", "secret_key", "bundles")
    for name in (*shared, "postgres.lock", "postgres.users", "postgres.log"):
        link = other / name
        if not link.exists():
            link.symlink_to(FOLDER / name)
    return other


def announcing(how: str) -> None:
    """``ENABLE`` or ``DISABLE`` the triggers by which tables announce their changes."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgrelid::regclass::text, tgname FROM pg_trigger WHERE tgname LIKE '%_announced%'"
        )
        for table, trigger in cursor.fetchall():
            cursor.execute(f"ALTER TABLE {table} {how} TRIGGER {trigger}")


class Trial:
    """One run, and what was counted."""

    def __init__(
        self,
        groups: list[Group],
        site: Callable[[str], tuple[int, bytes]],
        next_change: Callable[[float], float],
        lot: random.Random,
    ) -> None:
        """``site``: status and body as the site itself answers; ``next_change``: when the clock strikes next."""
        self.groups, self.site, self._next_change, self._lot = groups, site, next_change, lot
        self.asked, self.stale, self.struck = 0, Counter[str](), 0
        self.said = Counter[str]()

    def compare(self, path: str, deed: str) -> None:
        """One group is asked while the site renders; then the other, which may take what the first has rendered."""
        first, second = self._lot.sample(self.groups, 2)
        began = time.time()
        first.send(path)
        expected = self.site(path)
        for group, answer in ((first, first.receive()), (second, second.ask(path))):
            self.asked += 1
            self.said[group.header("Cache-Status").partition("; ")[2] or "none"] += 1
            if answer == expected:
                continue
            if self._next_change(began) <= time.time() and group.ask(path) == self.site(path):
                self.struck += 1
            else:
                self.stale[f"{deed}: {path} (group {self.groups.index(group) + 1})"] += 1


def options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--actions", type=int, default=300)
    parser.add_argument("--minutes", type=float, help="ends after so long, however many deeds were done")
    parser.add_argument("--addresses", type=int, default=8, help="asked for after each deed (8)")
    parser.add_argument("--views", type=int, default=100, help="of readers between two deeds (100)")
    parser.add_argument("--readings", type=int, default=1, help="times that readers are counted (1)")
    parser.add_argument(
        "--reading", type=int, default=10_000, help="views in each: a minute of readers (10,000)"
    )
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--deaf", action="store_true", help="no table announces its changes: this must be noticed"
    )
    parser.add_argument(
        "--survey", action="store_true", help="instead: how many pages each kind of deed changes at all"
    )
    parser.add_argument("--json", type=Path, default=FOLDER / "result.json", help="where the figures go")
    return parser.parse_args()


def main() -> int:
    given = options()
    django.setup()
    prepare()
    announcing("DISABLE" if given.deaf else "ENABLE")
    from django.test import Client

    from portal.web.clock import next_change
    from tests.pagecache.redis_server import PROGRAMS, RedisServer

    client = Client(SERVER_NAME="127.0.0.1", SERVER_PORT="8000")

    def site(path: str) -> tuple[int, bytes]:
        answer = client.get(path)
        return answer.status_code, answer.getvalue()

    if given.survey:
        return survey(site, given)
    with ExitStack() as stack:
        shared = RedisServer(PROGRAMS.get("redis", PROGRAMS["valkey"]))
        stack.callback(shared.remove)
        shared.start()
        ports = [
            stack.enter_context(
                served(
                    "portal.wsgi:application", VAR_DIR=str(folder), PAGE_STORE_MB="64", CACHE_URL=shared.url
                )
            )
            for folder in (FOLDER, second_host())
        ]
        lot = random.Random(given.seed)
        trial = Trial([Group(port, lot, HOST) for port in ports], site, next_change, lot)
        figures = run(trial, lot, given)
    given.json.parent.mkdir(parents=True, exist_ok=True)
    given.json.write_text(json.dumps(figures, indent=2, ensure_ascii=False) + "\n")
    return 1 if trial.stale else 0


def prepare() -> None:
    from django.conf import settings
    from django.core.management import call_command

    from articles import notices, viewings
    from portal.operations import first_run

    call_command("migrate", interactive=False, verbosity=0)
    first_run.load_demonstration(print)
    first_run.collect_static()
    viewings.has_seen = lambda user, article: True  # those who pass have read it
    notices.run_aside = lambda task: None  # nobody is sent a mail
    # A page that is gone is one of the answers that are compared.
    logging.getLogger("django.request").setLevel(logging.ERROR)
    settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, "127.0.0.1"]


def run(trial: Trial, lot: random.Random, given: argparse.Namespace) -> dict[str, object]:
    """All deeds, each followed by questions; returns the figures."""
    from django.utils.encoding import iri_to_uri

    from freshness.deeds import SOON, Newsroom
    from freshness.readers import Readers, Reading, read
    from pagecache.changes import changes

    newsroom, done, readings = Newsroom(given.seed), Counter[str](), list[Reading]()
    reading_at = {given.actions * n // (given.readings + 1) or 1 for n in range(1, given.readings + 1)}
    start, readers = time.monotonic(), Readers(lot)
    print(f"seed {given.seed}", flush=True)
    for number in range(1, given.actions + 1):
        if given.minutes and time.monotonic() > start + given.minutes * 60:
            break
        waits = number % CLOCK_EVERY == 0
        deed = lot.choice(newsroom.deeds_of_the_clock if waits else newsroom.deeds)
        before = changes.number
        addresses = [iri_to_uri(path) for path in dict.fromkeys(deed())]
        changes.hear_out(before)  # as the store does before an answer of the desk leaves
        name = deed.__name__
        done[name] += 1
        wanted = [*addresses[:1], *lot.sample(addresses[1:], min(given.addresses, len(addresses)) - 1)]
        for path in [*wanted, lot.choice(readers.all())]:
            trial.compare(path, name)
        if waits:
            time.sleep(SOON)
            for path in wanted:
                trial.compare(path, f"{name}, when it came")
        if number in reading_at:
            readers = Readers(lot)
            readings.append(read(trial.groups, readers.choose(given.reading), lot))
        read(trial.groups, readers.choose(given.views), lot)
        if number % 25 == 0:
            print(f"{number} deeds, {trial.asked} answers compared, {trial.stale.total()} stale", flush=True)
    return report(trial, done, readings, given, time.monotonic() - start)


def survey(site: Callable[[str], tuple[int, bytes]], given: argparse.Namespace) -> int:
    """Each kind of deed once: the share of pages of each kind that are other bytes after it.

    That is the least that any store has to drop, however fine it looks.
    """
    from freshness.deeds import Newsroom
    from freshness.readers import Readers

    newsroom, readers = Newsroom(given.seed), Readers(random.Random(given.seed)).sample(given.addresses)
    known = {path: site(path) for paths in readers.values() for path in paths}
    found: dict[str, dict[str, float]] = {}
    for deed in newsroom.deeds:
        deed()
        after = {path: site(path) for path in known}
        found[deed.__name__] = {
            kind: round(sum(after[path] != known[path] for path in paths) / len(paths), 2)
            for kind, paths in readers.items()
            if paths
        }
        known = after
        print(f"{deed.__name__:<26}{found[deed.__name__]}", flush=True)
    given.json.write_text(json.dumps({"share_of_pages_changed": found}, indent=2, ensure_ascii=False) + "\n")
    return 0


def report(
    trial: Trial, done: Counter[str], readings: list[Any], given: argparse.Namespace, seconds: float
) -> dict[str, object]:
    hits = {
        views: round(sum(one.hits(views) for one in readings) / len(readings), 4)
        for views in (readings[0].rendered if readings else ())
    }
    figures: dict[str, object] = {
        "seed": given.seed,
        "deeds": done.total(),
        "deeds_by_kind": dict(done.most_common()),
        "answers_compared": trial.asked,
        "stale": trial.stale.total(),
        "clock_struck_between": trial.struck,
        "answers_by_origin": dict(trial.said.most_common()),
        "readings": len(readings),
        "share_of_hits_by_views_after_a_deed": hits,
        "seconds": round(seconds, 1),
    }
    for name, figure in figures.items():
        print(f"{name}: {figure}")
    for line, count in trial.stale.most_common(20):
        print(f"  stale {count} × {line}")
    return figures


if __name__ == "__main__":
    sys.exit(main())
