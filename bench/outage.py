"""How much of the site is there without its database: ``python bench/outage.py``.

``manage.py serve`` with two worker processes, on a PostgreSQL and in a folder of its own (``var/outage``) with the
demonstration in it. Once the quiet walk has been everywhere, the server of the database is stopped as it should be, or
its first process is killed (two runs); **all processes of the portal are ended and started anew**; and every address of
the sitemap is asked for, with the home pages, the sitemaps themselves, and the feeds, calendars and pictures that the
pages name. Then PostgreSQL is started, and the seconds count from the moment it takes connections until all
connections to the portal are answered as usual, none of whose processes was started anew.

What the portal writes goes to ``var/outage/log``.
"""

import argparse
import os
import random
import re
import secrets
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote, urlsplit

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "var" / "outage"
sys.path[:0] = [str(ROOT), str(ROOT / "bench")]

from serving import WORKERS, Connection, Group, ends_when_told, free_port, wait_for

from portal.operations.embedded_postgres import processes
from portal.operations.embedded_postgres.server import DATABASE, USER, Server

GOAL, RECOVERY = 0.999, 2.0  # share of the addresses, seconds
PATIENCE = 60.0  # seconds, as all times here
HOMES = ("/", "/en/")
LINE = '<p class="site-notice" role="status">'
_LOC = re.compile(r"<loc>([^<]+)</loc>")
# What stands beside a page: feeds and calendars; and the pictures on it.
_BESIDE = re.compile(r'href="(?:https?://[^/"]+)?(/[^"?#]*(?:/feeds?/[^"?#]*|/feed/|\.ics))"')
_PICTURE = re.compile(r'src="(/media/[^"]+)"')
# Of these nothing is kept, and they say so.
AWAY = ("/search/?q=%E5%B7%A5%E4%BC%9A", "/en/search/", "/articles/2000000000/", "/admin/")


@dataclass
class Counted:
    """What came of the addresses of one run; a text is so many of so many."""

    asked: int = 0
    answered: int = 0  # 200
    in_header: int = 0  # said to be stale
    on_page: str = ""  # pages in HTML that say so too
    pictures: str = ""
    away: str = ""  # refused as they should be
    missing: list[str] = field(default_factory=list)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument(
        "--quiet", action="store_true", help="wait for the walk with its rests, as it is at work"
    )
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    ends_when_told()
    FOLDER.mkdir(parents=True, exist_ok=True)
    lot, port = random.Random(given.seed), free_port()
    postgres = Server(FOLDER / "postgres")
    postgres.use()
    try:
        environment = prepared(postgres, port)
        walk(environment, is_quick=not given.quiet)
        rows = [outage(postgres, environment, port, how, lot) for how in (stopped, killed)]
    finally:
        postgres.release()
    heads = (
        "the database was",
        "asked",
        "answered",
        "share",
        "stale in header",
        "on page",
        "pictures",
        "503",
        "back after",
    )
    widths = (16, 6, 9, 9, 16, 12, 10, 6, 12)
    print(*(f"{word:>{width}}" for word, width in zip(heads, widths, strict=True)))
    for name, one, seconds in rows:
        row = (
            name, f"{one.asked:,}", f"{one.answered:,}", f"{one.answered / one.asked:.2%}", f"{one.in_header:,}",
            one.on_page, one.pictures, one.away, f"{seconds:.2f} s",
        )  # fmt: skip
        print(*(f"{word:>{width}}" for word, width in zip(row, widths, strict=True)))
        for path in one.missing[:20]:
            print(f"  not answered: {path}")
    is_well = all(one.answered / one.asked >= GOAL and seconds <= RECOVERY for _name, one, seconds in rows)
    return 0 if is_well else 1


# --- the portal ---------------------------------------------------------------------------------------
def prepared(postgres: Server, port: int) -> dict[str, str]:
    """The environment of all commands; the database is filled, if it is empty, by the first of them."""
    address = postgres.address()
    environment = {
        "PATH": os.environ["PATH"], "VAR_DIR": str(FOLDER), "SECRET_KEY": secrets.token_urlsafe(50),
        "DATABASE_URL": f"postgres://{USER}@{quote(address['host'], safe='')}:{address['port']}/{DATABASE}",
        "SITE_URL": f"http://127.0.0.1:{port}",
    }  # fmt: skip
    from_settings = "from portal.operations import first_run; first_run.prepare(lambda text: None)"
    manage(environment, "shell", "-v", "0", "-c", from_settings)
    return environment


def manage(environment: dict[str, str], *arguments: str) -> None:
    subprocess.run([sys.executable, "manage.py", *arguments], cwd=ROOT, env=environment, check=True)


def walk(environment: dict[str, str], *, is_quick: bool) -> None:
    begun = time.monotonic()
    manage(environment, "keep_copies", "--once", *(["--quick"] if is_quick else []))
    print(f"the walk took {time.monotonic() - begun:.0f} s", flush=True)


@contextmanager
def serving(environment: dict[str, str], port: int) -> Iterator["subprocess.Popen[bytes]"]:
    command = [sys.executable, "manage.py", "serve", "--port", str(port), "--workers", str(WORKERS)]
    with (FOLDER / "log").open("ab") as log:
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log)
    try:
        wait_for(port, process)
        yield process
    finally:
        process.terminate()  # it ends its workers and the walk
        process.wait(PATIENCE)


# --- the outage ---------------------------------------------------------------------------------------
def stopped(postgres: Server) -> None:
    postgres.stop()


def killed(postgres: Server) -> None:
    first = processes.postmaster(postgres.data)
    if first is None:
        raise RuntimeError("there is no server to kill")
    os.kill(first, signal.SIGKILL)
    until(lambda: not processes.inside(postgres.data))  # its children go when they notice


def outage(
    postgres: Server,
    environment: dict[str, str],
    port: int,
    end: Callable[[Server], None],
    lot: random.Random,
) -> tuple[str, Counted, float]:
    """How it ended, what was counted, and how many seconds after its return all was as usual."""
    with serving(environment, port):
        group = Group(port, lot)
        until(lambda: is_fresh(group, "/"))
        addresses = [*HOMES, *sitemap(group)]
        end(postgres)
        until(lambda: not is_fresh(group, "/"))
    with serving(environment, port) as process:
        counted = ask_all(Group(port, lot), addresses)
        each = [Connection(port) for _number in range(8 * WORKERS)]
        postgres.use(anew=True)
        begun = time.monotonic()
        until(lambda: all(is_fresh(connection, "/") for connection in each))
        seconds = time.monotonic() - begun
        if process.poll() is not None:
            raise RuntimeError("the portal has ended")
    return end.__name__, counted, seconds


def until(is_so: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not is_so():
        if time.monotonic() > end:
            raise RuntimeError("waited in vain")
        time.sleep(0.01)


def is_fresh(asked: Connection | Group, path: str) -> bool:
    try:
        return asked.ask(path)[0] == 200 and "stale" not in asked.header("Cache-Status")
    except OSError:
        return False  # its process is being started


# --- asking -------------------------------------------------------------------------------------------
def sitemap(group: Group) -> list[str]:
    """The sitemap, its parts, and all that they name."""
    found = ["/sitemap.xml"]
    for path in found:
        if path.endswith(".xml"):
            found += [urlsplit(address).path for address in _LOC.findall(group.ask(path)[1].decode())]
    return list(dict.fromkeys(found))


def ask_all(group: Group, addresses: list[str]) -> Counted:
    """Each once, and once each feed, calendar and picture that the answers name."""
    counted, wanted, pictures, on_page = Counted(), dict.fromkeys(addresses), dict[str, None](), list[bool]()
    for path in growing(wanted):
        status, body = group.ask(path)
        counted.asked += 1
        if status != 200:
            counted.missing.append(f"{path}: {status}")
            continue
        text = body.decode()
        counted.answered += 1
        counted.in_header += "detail=stale" in group.header("Cache-Status")
        if group.header("Content-Type").startswith("text/html"):
            on_page.append(LINE in text)
            wanted |= dict.fromkeys(_BESIDE.findall(text))
            pictures |= dict.fromkeys(_PICTURE.findall(text))
    counted.on_page = so_many(on_page)
    counted.pictures = so_many([group.ask(path)[0] == 200 for path in pictures])
    counted.away = so_many([group.ask(path)[0] == 503 and group.header("Retry-After") != "" for path in AWAY])
    return counted


def so_many(are_so: list[bool]) -> str:
    return f"{sum(are_so):,}/{len(are_so):,}"


def growing(wanted: dict[str, None]) -> Iterator[str]:
    """All keys, those too that are added meanwhile."""
    done: set[str] = set()
    while new := [path for path in wanted if path not in done]:
        done.update(new)
        yield from new


if __name__ == "__main__":
    sys.exit(main())
