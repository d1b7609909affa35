"""Is any stored page ever older than the last change? Random deeds of a newsroom, with two groups of processes serving.

    .venv/bin/python bench/freshness --actions 300 --addresses 8 --seed 1

The groups stand for two hosts: each has two worker processes and a store of its own, on one database. After each deed
this process does what an answer of the desk does before it leaves (it belongs to the host of the first group), and
then asks both for addresses at which the deed is seen, and for some others. What comes must be what the site itself
answers at that moment, to the byte, asked in this process with no store in between; an answer that differs is asked for
once more from both, since the clock may have struck between the two, and counts as stale if it still differs.

The first group must never be stale. A notice reaches the second over its own connection to the database, some
thousandths of a second after the commit: what it answers at once is counted apart from what it answers ``LATER``.

Between two deeds readers ask for pages as they do (``--views``), which gives the share of hits.
"""

import argparse
import http.client
import itertools
import os
import random
import socket
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "var" / "freshness"
os.environ["VAR_DIR"] = str(FOLDER)
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
os.environ.setdefault("SITE_URL", "http://127.0.0.1:8000")
sys.path[:0] = [str(ROOT), str(ROOT / "bench")]

import django

LATER = 0.05  # seconds
CLOCK_EVERY = 25  # deeds, one of which waits for the clock
START_PATIENCE = 60.0


class Group:
    """Two worker processes with a store of their own, and one connection to them that is kept open."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.said: Counter[str] = Counter()
        self._line = http.client.HTTPConnection("127.0.0.1", port, timeout=60)

    def ask(self, path: str) -> tuple[int, bytes]:
        try:
            return self._ask(path)
        except (http.client.HTTPException, ConnectionError):
            self._line.close()
            return self._ask(path)

    def _ask(self, path: str) -> tuple[int, bytes]:
        self._line.request("GET", path, headers={"Host": "127.0.0.1:8000"})
        answer = self._line.getresponse()
        body = answer.read()
        self.said[(answer.getheader("Cache-Status") or "none").partition(";")[2].strip() or "none"] += 1
        return answer.status, body


@contextmanager
def served(folder: Path) -> Iterator[Group]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [
        sys.executable, "-m", "granian", "--interface", "wsgi", "--port", str(port), "--workers", "2",
        "--blocking-threads", "4", "--no-ws", "--log-level", "warning", "portal.wsgi:application",
    ]  # fmt: skip
    environment = os.environ | {"VAR_DIR": str(folder), "PAGE_STORE_MB": "64"}
    process = subprocess.Popen(command, cwd=ROOT, env=environment)
    try:
        end = time.monotonic() + START_PATIENCE
        while True:
            try:
                socket.create_connection(("127.0.0.1", port), 1).close()
                break
            except OSError:
                if time.monotonic() > end or process.poll() is not None:
                    raise
                time.sleep(0.05)
        yield Group(port)
    finally:
        process.terminate()
        process.wait()


def second_host() -> Path:
    """A folder as another host would have it, with the same database, files and secret, and pages of its own."""
    other = FOLDER / "second"
    other.mkdir(parents=True, exist_ok=True)
    for name in ("postgres", "media", "originals", "static", "secret_key", "bundles"):
        link = other / name
        if not link.exists():
            link.symlink_to(FOLDER / name)
    # Beside the data stand the locks of whoever uses them.
    for name in ("postgres.lock", "postgres.users", "postgres.log"):
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


def reader_mix(lot: random.Random, addresses: list[str], views: int) -> Iterator[str]:
    """A few pages are read by most, and many by few (weights 1/rank)."""
    weights = [1 / rank for rank in range(1, len(addresses) + 1)]
    yield from lot.choices(addresses, weights, k=views)


class Trial:
    """One run, and what was counted."""

    def __init__(self, groups: list[Group], site: Callable[[str], tuple[int, bytes]]) -> None:
        self.groups, self.site = groups, site
        self.asked, self.stale, self.at_once = 0, Counter[str](), 0

    def compare(self, path: str, deed: str) -> None:
        for number, group in enumerate(self.groups):
            self.asked += 1
            if group.ask(path) == self.site(path):
                continue
            if number:
                self.at_once += 1
                time.sleep(LATER)
            if group.ask(path) != self.site(path):
                self.stale[f"{deed}: {path} (group {number + 1})"] += 1


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--actions", type=int, default=300)
    parser.add_argument("--addresses", type=int, default=8, help="asked for after each deed (8)")
    parser.add_argument("--views", type=int, default=100, help="of readers between two deeds (100)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--deaf", action="store_true", help="no table announces its changes: this must be noticed"
    )
    options = parser.parse_args()
    django.setup()
    from django.conf import settings
    from django.core.management import call_command
    from django.test import Client
    from django.test.utils import override_settings
    from django.utils.encoding import iri_to_uri

    from articles import notices, viewings
    from articles.models import Article
    from pagecache.changes import changes
    from portal.operations import first_run

    call_command("migrate", interactive=False, verbosity=0)
    first_run.load_demonstration(print)
    first_run.collect_static()
    viewings.has_seen = lambda user, article: True  # those who pass have read it
    notices.run_aside = lambda task: None  # nobody is sent a mail
    settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, "127.0.0.1"]

    from freshness.deeds import SOON, Newsroom

    client = Client(SERVER_NAME="127.0.0.1", SERVER_PORT="8000")

    def site(path: str) -> tuple[int, bytes]:
        answer = client.get(path)
        return answer.status_code, answer.getvalue()

    announcing("DISABLE" if options.deaf else "ENABLE")
    newsroom, lot = Newsroom(options.seed), random.Random(options.seed)
    done: Counter[str] = Counter()
    with ExitStack() as stack, override_settings(PASSWORD_HASHERS=settings.PASSWORD_HASHERS):
        groups = [stack.enter_context(served(folder)) for folder in (FOLDER, second_host())]
        trial = Trial(groups, site)
        popular = [
            "/",
            "/articles/",
            "/events/",
            "/organizations/",
            "/en/",
            "/feeds/articles/",
            "/sitemap.xml",
        ]
        popular += [
            article.get_absolute_url() for article in Article.objects.published().newest_first()[:200]
        ]
        for number in itertools.count(1):
            if number > options.actions:
                break
            waits = number % CLOCK_EVERY == 0
            deed = lot.choice(newsroom.deeds_of_the_clock if waits else newsroom.deeds)
            addresses = deed()
            changes.hear_out()  # as the store does before an answer of the desk leaves
            name = deed.__name__
            done[name] += 1
            wanted = [iri_to_uri(path) for path in dict.fromkeys(addresses)][: options.addresses]
            for path in [*wanted, lot.choice(popular)]:
                trial.compare(path, name)
            if waits:
                time.sleep(SOON)
                for path in wanted:
                    trial.compare(path, f"{name}, when it came")
            for path in reader_mix(lot, popular, options.views):
                lot.choice(groups).ask(path)
            if number % 25 == 0:
                print(
                    f"{number} deeds, {trial.asked} answers compared, {sum(trial.stale.values())} stale",
                    flush=True,
                )
    hits = Counter[str]()
    for group in groups:
        hits += group.said
    print(f"deeds: {dict(done)}")
    print(f"answers compared: {trial.asked}; stale: {sum(trial.stale.values())}")
    print(f"second group, at once: {trial.at_once} that were right {LATER:.2f} s later")
    print(
        f"hits: {hits['hit'] / max(1, sum(hits.values())):.4f} of {sum(hits.values())} answers ({dict(hits)})"
    )
    for line, count in trial.stale.most_common(20):
        print(f"  {count} × {line}")
    return 1 if trial.stale else 0


if __name__ == "__main__":
    sys.exit(main())
