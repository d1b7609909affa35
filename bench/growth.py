"""How readers' pages and the desk's grow with the content: ``make bench ARGS=growth``.

The same pages are made by one process, without any cache of pages, on two databases below ``var/growth``: ten thousand
articles and a million (``manage.py make_content``, made when they are not there, half an hour). Times are medians of
processor time, Python and PostgreSQL together, in milliseconds. Readers' pages are to be at most 1.3 times slower and
under 60 ms, the desk's under 150 ms.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SIZES = (10_000, 1_000_000)
MOST_GROWTH, MOST_MS, MOST_DESK_MS = 1.3, 60.0, 150.0


def main(arguments: list[str] | None = None) -> int:
    """Print the table; 0 when every page keeps to its limits."""
    parser = argparse.ArgumentParser(prog="growth", description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=9, help="requests of each page (9)")
    parser.add_argument(
        "--folder", type=Path, default=ROOT / "var" / "growth", help="where the databases are"
    )
    parser.add_argument("--only", default="", help="only the pages whose name holds this word")
    parser.add_argument("--measure", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if options.measure:
        print(json.dumps(measure(options.rounds, options.only)))
        return 0
    small, large = (_measured(options.folder, size, options.rounds, options.only) for size in SIZES)
    return report(small, large)


def database(folder: Path, articles: int) -> dict[str, str]:
    """The environment of a process that works on the database of this size, which is made when it is not there."""
    environment = os.environ | {"VAR_DIR": str(folder / str(articles))}
    (folder / str(articles)).mkdir(parents=True, exist_ok=True)
    for command in ("migrate -v0", f"make_content --articles {articles}", "collectstatic -v0 --no-input"):
        whole = [sys.executable, str(ROOT / "manage.py"), *command.split()]
        subprocess.run(whole, env=environment, check=True, stdout=sys.stderr)
    return environment


def _measured(folder: Path, articles: int, rounds: int, only: str) -> dict[str, dict[str, float]]:
    command = [sys.executable, __file__, "--measure", "--rounds", str(rounds), "--only", only]
    answer = subprocess.run(
        command, env=database(folder, articles), check=True, stdout=subprocess.PIPE, text=True
    )
    found: dict[str, dict[str, float]] = json.loads(answer.stdout.splitlines()[-1])
    return found


def measure(rounds: int, only: str = "") -> dict[str, dict[str, float]]:
    """Of each kind of page the median ``ms`` of processor time, in Python and PostgreSQL together, and of waiting
    (``wall``), the number of ``queries`` and of ``bytes``. Processor time says the same on a busy machine."""
    ask = client()
    from django.db import connection
    from django.test.utils import CaptureQueriesContext
    from kinds_of_pages import addresses

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        backend = Path(f"/proc/{cursor.fetchone()[0]}/schedstat")
    found = {}
    for name, address in addresses().items():
        if only not in name:
            continue
        ask(name, address)
        with CaptureQueriesContext(connection) as queries:
            size = len(ask(name, address))
            number = len(queries)
        spent, waited = [], []
        for _round in range(rounds):
            begin, python, database = (
                time.perf_counter(),
                time.process_time_ns(),
                int(backend.read_text().split()[0]),
            )
            ask(name, address)
            waited.append((time.perf_counter() - begin) * 1000)
            nanoseconds = time.process_time_ns() - python + int(backend.read_text().split()[0]) - database
            spent.append(nanoseconds / 1e6)
        found[name] = {
            "ms": statistics.median(spent), "wall": statistics.median(waited), "queries": number, "bytes": size,
        }  # fmt: skip
        print(f"{name}: {found[name]['ms']:.1f} ms, {number} queries", file=sys.stderr, flush=True)
    return found


def client() -> Callable[[str, str], bytes]:
    """A function that asks the portal for a page and gives its bytes; anything but a 200 ends the bench."""
    sys.path[:0] = [str(ROOT), str(ROOT / "bench")]
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
    import django

    django.setup()
    from django.conf import settings
    from django.db import connections
    from django.test import Client
    from kinds_of_pages import DESK

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


def report(small: dict[str, dict[str, float]], large: dict[str, dict[str, float]]) -> int:
    from kinds_of_pages import DESK

    print(f"{'page':<34}{'10,000':>10}{'1,000,000':>11}{'ratio':>8}{'queries':>9}")
    beyond = 0
    for name, now in large.items():
        before = small[name]["ms"]
        ratio = now["ms"] / before
        if name.startswith(DESK):
            over = now["ms"] > MOST_DESK_MS
        else:
            over = now["ms"] > MOST_MS or ratio > MOST_GROWTH
        beyond += over
        print(
            f"{name:<34}{before:>10.1f}{now['ms']:>11.1f}{ratio:>8.2f}{now['queries']:>9.0f}{'  !' if over else ''}"
        )
    print(f"{beyond} beyond the limit" if beyond else "all within the limits")
    return 1 if beyond else 0


if __name__ == "__main__":
    sys.path[:0] = [str(ROOT), str(ROOT / "bench")]
    sys.exit(main())
