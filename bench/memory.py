"""How much memory the processes of a running portal hold, before and after many requests: ``python bench/memory.py``.

A server of its own (``manage.py serve --prepare``, data below ``var/bench-memory``, a free port) is asked for readers'
pages of every kind and, one time in eight, for pages of the desk by somebody signed in. PSS counts what processes
share in part, RSS in full; both in MB, from ``/proc/PID/smaps_rollup``. With ``--fresh`` the data is removed first, so
that the server begins by loading the demonstration.
"""

import argparse
import http.client
import itertools
import os
import re
import shutil
import socket
import subprocess
import sys
import threading
import time
import urllib.parse
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VAR = ROOT / "var" / "bench-memory"
ENVIRONMENT = {"PATH": os.environ["PATH"], "VAR_DIR": str(VAR)}
NAME, PASSWORD = "bench", "a-bench-of-one's-own"
CLIENTS = 4
DESK_EVERY = 8  # one request in so many goes to the desk
START_PATIENCE = 600.0  # seconds: the first start loads the demonstration
READERS = (
    "/", "/articles/", "/articles/?page=2", "/archive/", "/organizations/", "/stations/", "/people/", "/events/",
    "/events/past/", "/events/calendar.ics", "/editions/", "/topics/", "/columns/", "/search/?q=%E5%B7%A5%E4%BC%9A",
    "/search/?q=%E8%81%8C%E5%B7%A5%E5%A4%9C%E6%A0%A1", "/feeds/articles/", "/sitemap.xml", "/en/", "/en/articles/",
    "/nothing-here/", "/robots.txt",
)  # fmt: skip
DESK = (
    "/admin/", "/admin/articles/article/", "/admin/articles/article/add/", "/admin/organizations/organization/",
    "/admin/events/event/", "/admin/photos/photo/", "/admin/photos/photo/picker/", "/admin/accounts/user/",
    "/admin/articles/section/", "/admin/slug/?text=%E6%98%8C%E5%B9%B3%E5%8C%BA", "/admin/newsroom/pageimport/",
    "/admin/jsi18n/",
)  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--requests", type=int, default=10_000, help="how many to send (10000)")
    parser.add_argument("--fresh", action="store_true", help="begin with an empty database")
    options = parser.parse_args()
    if options.fresh and VAR.exists():
        manage("stop")
        shutil.rmtree(VAR)
    with served() as (port, parent):
        at_start = memory(parent)
        cookie = sign_in(port)
        addresses = (readers_pages(port), desk_pages(port, cookie))
        statuses, seconds = ask(port, cookie, addresses, options.requests)
        at_end = memory(parent)
    print(f"{options.requests:,} requests in {seconds:.0f} s over {CLIENTS} connections, "
          f"{len(addresses[0])} readers' and {len(addresses[1])} desk addresses")  # fmt: skip
    print("answers: " + ", ".join(f"{status}: {count:,}" for status, count in sorted(statuses.items())))
    print(f"{'process':<12}{'PSS at start':>14}{'after':>8}{'RSS at start':>15}{'after':>8}   MB")
    for pid, (name, *before) in at_start.items():
        after = at_end.get(pid, (name, 0, 0))[1:]
        print(f"{name:<12}{before[0]:>14.0f}{after[0]:>8.0f}{before[1]:>15.0f}{after[1]:>8.0f}")


def manage(*arguments: str, said: str = "") -> str:
    command = [sys.executable, "manage.py", *arguments]
    return subprocess.run(
        command, cwd=ROOT, env=ENVIRONMENT, input=said, capture_output=True, text=True, check=True
    ).stdout


@contextmanager
def served() -> Iterator[tuple[int, int]]:
    """The portal on a free port; yields the port and the number of its first process."""
    VAR.mkdir(parents=True, exist_ok=True)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "manage.py", "serve", "--prepare", "--port", str(port)]
    process = subprocess.Popen(
        command, cwd=ROOT, env=ENVIRONMENT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        end = time.monotonic() + START_PATIENCE
        while not answers(port):
            if time.monotonic() > end or process.poll() is not None:
                raise RuntimeError("the server did not start")
            time.sleep(0.2)
        time.sleep(2)  # both workers are up
        make_account()
        yield port, process.pid
    finally:
        process.terminate()
        process.wait()


def answers(port: int) -> bool:
    try:
        return get(http.client.HTTPConnection("127.0.0.1", port, timeout=30), "/readyz")[0] == 200
    except OSError:
        return False


# --- memory ---------------------------------------------------------------------------------------------
def memory(parent: int) -> dict[int, tuple[str, float, float]]:
    """``{process: (name, PSS, RSS)}`` of the server's first process and its workers, in MB."""
    found = {parent: ("parent", *rollup(parent))}
    workers = Path(f"/proc/{parent}/task/{parent}/children").read_text().split()
    for number, pid in enumerate((int(word) for word in workers if serves(int(word))), start=1):
        found[pid] = (f"worker {number}", *rollup(pid))
    return found


def serves(pid: int) -> bool:
    """Whether a child is a worker: PostgreSQL may be one too."""
    return b"worker" in Path(f"/proc/{pid}/cmdline").read_bytes()


def rollup(pid: int) -> tuple[float, float]:
    text = Path(f"/proc/{pid}/smaps_rollup").read_text()
    sizes = dict(re.findall(r"^(\w+):\s+(\d+) kB", text, re.M))
    return int(sizes["Pss"]) / 1024, int(sizes["Rss"]) / 1024


# --- asking ---------------------------------------------------------------------------------------------
def make_account() -> None:
    """A desk account that may see everything; made once, its password set anew."""
    manage(
        "shell",
        said=f"""
from django.contrib.auth import get_user_model
user, _made = get_user_model().objects.get_or_create(
    username={NAME!r}, defaults=dict(is_staff=True, is_superuser=True))
user.set_password({PASSWORD!r})
user.save()
""",
    )


def sign_in(port: int, origin: str = "") -> str:
    """The Cookie header of a session at the desk; ``origin`` is what a server in front makes of the address."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    _status, body, cookies = get(connection, "/admin/login/")
    token = re.findall(rb'name="csrfmiddlewaretoken" value="([^"]+)"', body)[0].decode()
    form = {"csrfmiddlewaretoken": token, "username": NAME, "password": PASSWORD, "next": "/admin/"}
    headers = {"Cookie": cookies, "Content-Type": "application/x-www-form-urlencoded",
               "Origin": origin or f"http://127.0.0.1:{port}"}  # fmt: skip
    connection.request("POST", "/admin/login/", urllib.parse.urlencode(form), headers)
    response = connection.getresponse()
    response.read()
    if response.status != 302:
        raise RuntimeError(f"signing in was answered {response.status}")
    return "; ".join([cookies, cookies_of(response)])


def cookies_of(response: http.client.HTTPResponse) -> str:
    return "; ".join(line.partition(";")[0] for line in response.headers.get_all("Set-Cookie", []))


def get(connection: http.client.HTTPConnection, path: str, cookie: str = "") -> tuple[int, bytes, str]:
    connection.request("GET", path, headers={"Cookie": cookie} if cookie else {})
    response = connection.getresponse()
    return response.status, response.read(), cookies_of(response)


def links(port: int, pages: tuple[str, ...], pattern: str, cookie: str = "") -> list[str]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    found: dict[str, None] = {}
    for page in pages:
        body = get(connection, page, cookie)[1].decode(errors="replace")
        found |= dict.fromkeys(re.findall(rf'(?:href|src)="({pattern})"', body))
    return list(found)


def readers_pages(port: int) -> list[str]:
    """Lists, and all that they lead to: articles, organizations, people, events, months, styles, pictures."""
    return [*READERS, *links(port, READERS[:13], r"/(?!admin)[^\"#]*")]


def desk_pages(port: int, cookie: str) -> list[str]:
    """Lists, and the first forms that they lead to."""
    forms = links(port, DESK[:9], r"/admin/[a-z]+/[a-z]+/\d+/change/", cookie)
    return [*DESK, *forms[:60]]


def ask(
    port: int, cookie: str, addresses: tuple[list[str], list[str]], count: int
) -> tuple[Counter[int], float]:
    """The answers by status, and how long it took; a fixed order, shared by all connections."""
    readers, desk = (itertools.cycle(some) for some in addresses)
    plan = iter([(next(desk), cookie) if n % DESK_EVERY == 0 else (next(readers), "") for n in range(count)])
    statuses: Counter[int] = Counter()
    lock = threading.Lock()

    def work() -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
        while True:
            with lock:
                path, sent = next(plan, ("", ""))
            if not path:
                return
            status = get(connection, path, sent)[0]
            with lock:
                statuses[status] += 1

    started = time.perf_counter()
    threads = [threading.Thread(target=work) for _client in range(CLIENTS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return statuses, time.perf_counter() - started


if __name__ == "__main__":
    main()
