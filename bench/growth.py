"""How readers' pages and the desk's grow with the content: ``make bench ARGS=growth``.

The same pages are made by two processes, without any cache of pages, on two databases below ``var/growth``: ten
thousand articles and a million (``manage.py make_content``, half an hour where they are not there). They take turns, so
that a busy moment of the machine hits both. Times are processor time, Python and PostgreSQL together, in milliseconds:
the median of all rounds, and with ``--best`` the smallest, which says more on a machine that has other things to do.
Readers' pages are to be at most 1.3 times slower and under 60 ms, the desk's under 150 ms.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "bench")]

from kinds_of_pages import DESK, addresses

SIZES = (10_000, 1_000_000)
MOST_GROWTH, MOST_MS, MOST_DESK_MS = 1.3, 60.0, 150.0


def main(arguments: list[str] | None = None) -> int:
    """Print the table; 0 when every page keeps to its limits."""
    parser = argparse.ArgumentParser(prog="growth", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--rounds", type=int, default=9, help="requests of each page (9)")
    parser.add_argument(
        "--folder", type=Path, default=ROOT / "var" / "growth", help="where the databases are"
    )
    parser.add_argument("--only", default="", help="only the pages whose name holds this word")
    parser.add_argument("--best", action="store_true", help="of each page the quickest round")
    parser.add_argument("--measure", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if options.measure:
        measure()
        return 0
    with Measuring(options.folder, SIZES[0]) as small, Measuring(options.folder, SIZES[1]) as large:
        found = [
            Growth(name, *in_turns(name, small, large, options.rounds, best=options.best))
            for name in large.names
            if options.only in name and name in small.names
        ]
    return report(found)


def database(folder: Path, articles: int) -> dict[str, str]:
    """The environment of a process that works on the database of this size, which is made when it is not there."""
    environment = os.environ | {"VAR_DIR": str(folder / str(articles))}
    (folder / str(articles)).mkdir(parents=True, exist_ok=True)
    # What the search finds of a million takes longer than all else, and no page of these but the desk's search asks it.
    content = f"make_content --articles {articles} --without-search"
    for command in ("migrate -v0", content, "collectstatic -v0 --no-input"):
        whole = [sys.executable, str(ROOT / "manage.py"), *command.split()]
        subprocess.run(whole, env=environment, check=True, stdout=sys.stderr)
    return environment


class Measuring:
    """The process that makes pages on the database of one size; ``names`` are those of the pages that it knows."""

    def __init__(self, folder: Path, articles: int) -> None:
        self._process = subprocess.Popen(
            [sys.executable, __file__, "--measure"], env=database(folder, articles), text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        )  # fmt: skip
        self.names: list[str] = self._answer()

    def __enter__(self) -> "Measuring":
        return self

    def __exit__(self, *_why: object) -> None:
        self._process.communicate()

    def ask(self, name: str) -> dict[str, float]:
        """What one request of a page took: see ``measure``."""
        if self._process.stdin is not None:
            print(name, file=self._process.stdin, flush=True)
        answer: dict[str, float] = self._answer()
        return answer

    def _answer(self) -> Any:
        line = self._process.stdout.readline() if self._process.stdout is not None else ""
        if not line:
            raise SystemExit("the process that measures has ended")
        return json.loads(line)


@dataclass(frozen=True)
class Growth:
    """A page on the small database and on the large one: milliseconds of processor time and queries."""

    name: str
    before: float
    now: float
    queries: int

    @property
    def ratio(self) -> float:
        return self.now / self.before

    @property
    def is_beyond(self) -> bool:
        if self.name.startswith(DESK):
            return self.now > MOST_DESK_MS
        return self.now > MOST_MS or self.ratio > MOST_GROWTH


def in_turns(
    name: str, small: Measuring, large: Measuring, rounds: int, *, best: bool
) -> tuple[float, float, int]:
    """The time of a page on both, and the queries of the last request on the large one."""
    chosen = min if best else statistics.median
    for one in (small, large):
        one.ask(name)
    asked = [(small.ask(name), large.ask(name)) for _round in range(rounds)]
    before, now = (chosen(answer["ms"] for answer in answers) for answers in zip(*asked, strict=True))
    print(f"{name}: {before:.1f}, {now:.1f} ms", file=sys.stderr, flush=True)
    return before, now, int(asked[-1][1]["queries"])


def measure() -> None:
    """Ask for each page that is named on the standard input; say how many ``ms`` of processor time it took, in Python
    and PostgreSQL together, and how many ``queries``. Processor time says the same on a busy machine."""
    ask = client()
    from django.db import connection

    pages = addresses()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        backend = Path(f"/proc/{cursor.fetchone()[0]}/schedstat")
    print(json.dumps(list(pages)), flush=True)
    for line in sys.stdin:
        name = line.strip()
        queries = 0

        def counted(execute: Callable[..., Any], *arguments: Any) -> Any:
            nonlocal queries
            queries += 1
            return execute(*arguments)

        with connection.execute_wrapper(counted):
            python, database = time.process_time_ns(), int(backend.read_text().split()[0])
            ask(name, pages[name])
            spent = time.process_time_ns() - python + int(backend.read_text().split()[0]) - database
        print(json.dumps({"ms": spent / 1e6, "queries": queries}), flush=True)


def client() -> Callable[[str, str], bytes]:
    """A function that asks the portal for a page and gives its bytes; anything but a 200 ends the bench."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
    import django

    django.setup()
    from django.conf import settings
    from django.db import connections
    from django.test import Client

    from accounts.models import User

    settings.ALLOWED_HOSTS = ["*"]
    connections["default"].settings_dict["CONN_MAX_AGE"] = None  # one backend all along, whose time is read
    readers, desk = Client(), Client()
    user = User.objects.filter(username="bench").first() or User.objects.create_superuser(
        "bench", password=None
    )
    desk.force_login(user)

    def ask(name: str, address: str) -> bytes:
        answer = (desk if name.startswith(DESK) else readers).get(address)
        if answer.status_code != 200:
            raise SystemExit(f"{name} ({address}) answers {answer.status_code}")
        return bytes(answer.getvalue())

    return ask


def report(found: list[Growth]) -> int:
    print(f"{'page':<34}{'10,000':>10}{'1,000,000':>11}{'ratio':>8}{'queries':>9}")
    for page in found:
        print(
            f"{page.name:<34}{page.before:>10.1f}{page.now:>11.1f}{page.ratio:>8.2f}{page.queries:>9}"
            f"{'  !' if page.is_beyond else ''}"
        )
    beyond = sum(page.is_beyond for page in found)
    print(f"{beyond} beyond the limit" if beyond else "all within the limits")
    return 1 if beyond else 0


if __name__ == "__main__":
    sys.exit(main())
