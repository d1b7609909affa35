"""Do readers get an answer while others hold the line? ``python bench/slow_bodies.py [--front]``.

A server of its own (the data of ``memory.py``, a free port) is asked for a reader's page once at rest, once while 200
requests wait with bodies that never come, and once more with 2,000 idle connections beside them; with ``--front``
through Debian's nginx with the deadlines of ``docs/nginx.conf.example``, and the desk's sign-in page and a form that
somebody signed in saves too. Prints the median and the slowest answer of twenty in each case, in seconds; ``none``
stands for no answer within ten. Everything stays on 127.0.0.1 and ends with the program.
"""

import argparse
import http.client
import itertools
import os
import re
import resource
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.parse
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

import memory
from serving import free_port

ROOT = Path(__file__).resolve().parents[1]
ENVIRONMENT = {"PATH": os.environ["PATH"], "VAR_DIR": str(ROOT / "var" / "bench-memory")}
SLOW, IDLE, ASKED = 200, 2000, 20
PATIENCE = 10.0  # seconds
START_PATIENCE = 600.0
HEAD = (
    b"POST /admin/login/ HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/x-www-form-urlencoded\r\n"
    b"Content-Length: 1000\r\n\r\nusername="
)
# Files are looked for in the example, so that what is measured is what is recommended.
TEMPORARY = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
EXAMPLE = ROOT / "docs" / "nginx.conf.example"
DIRECTIVES = (
    "client_header_timeout", "client_body_timeout", "send_timeout", "keepalive_timeout", "client_max_body_size",
    "proxy_request_buffering", "client_body_buffer_size", "proxy_http_version", "proxy_connect_timeout",
    "proxy_read_timeout", "proxy_set_header",
)  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument(
        "--front", action="store_true", help="through nginx (Debian: apt-get install nginx-light)"
    )
    options = parser.parse_args()
    _soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, 8192), hard))
    with ExitStack() as stack:
        port = stack.enter_context(portal())
        if options.front:
            port = stack.enter_context(front(port))
        pages: dict[str, Callable[[], bool]] = {"reader": lambda: get(port, "/articles/")}
        if options.front:
            pages |= {"sign-in": lambda: get(port, "/admin/login/"), "save": form_to_save(port)}
        print(f"{'':<34}" + "".join(f"{name + ' median':>16}{'slowest':>10}" for name in pages))
        row("at rest", pages)
        with connections(port, SLOW, HEAD):
            row(f"{SLOW} slow bodies", pages)
            with connections(port, IDLE, b""):
                row(f"and {IDLE:,} idle connections", pages)


def row(name: str, pages: dict[str, Callable[[], bool]]) -> None:
    cells = []
    for ask in pages.values():
        times = []
        for _one in range(ASKED):
            started = time.perf_counter()
            if not ask():
                times.append(float("inf"))
                break  # one is enough to know, and the next would wait as long
            times.append(time.perf_counter() - started)
        cells += [statistics.median(times), max(times)]
    text = ["none" if cell == float("inf") else f"{cell:.3f}" for cell in cells]
    print(
        f"{name:<34}" + "".join(f"{cell:>{16 if n % 2 == 0 else 10}}" for n, cell in enumerate(text)),
        flush=True,
    )


# --- asking -------------------------------------------------------------------------------------------
def get(port: int, path: str) -> bool:
    return answered(port, "GET", path, None, {})


def form_to_save(port: int) -> Callable[[], bool]:
    """Saves the description of a picture, signed in: each time another one."""
    memory.make_account()
    origin = "http://127.0.0.1"  # the front hands on the name without its port, as it is at port 443
    cookie = memory.sign_in(port, origin)
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    library = memory.get(connection, "/admin/photos/photo/", cookie)[1].decode()
    path = re.findall(r"/admin/photos/photo/\d+/change/", library)[0]
    form = memory.get(connection, path, cookie)[1].decode()
    connection.close()
    token = re.findall(r'name="csrfmiddlewaretoken" value="([^"]+)"', form)[0]
    headers = {"Content-Type": "application/x-www-form-urlencoded", "Cookie": cookie, "Origin": origin}
    numbers = itertools.count()

    def save() -> bool:
        fields = {"csrfmiddlewaretoken": token, "caption": f"职工夜校 {next(numbers)}", "alt_text": "教室",
                  "credit": "", "rights": "own", "focal_x": "0.5", "focal_y": "0.5"}  # fmt: skip
        return answered(port, "POST", path, urllib.parse.urlencode(fields), headers, wanted=302)

    return save


def answered(
    port: int, method: str, path: str, body: str | None, headers: dict[str, str], wanted: int = 200
) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    try:
        connection.request(method, path, body, headers)
        response = connection.getresponse()
        response.read()
        return response.status == wanted
    except OSError:
        return False
    finally:
        connection.close()


@contextmanager
def connections(port: int, count: int, said: bytes) -> Iterator[None]:
    """So many connections, each of which says the same and then nothing more."""
    held = []
    try:
        for _one in range(count):
            connection = socket.create_connection(("127.0.0.1", port), PATIENCE)
            held.append(connection)
            if said:
                connection.sendall(said)
        time.sleep(1)  # all have arrived
        yield
    finally:
        for connection in held:
            connection.close()


# --- serving ------------------------------------------------------------------------------------------
@contextmanager
def portal() -> Iterator[int]:
    Path(ENVIRONMENT["VAR_DIR"]).mkdir(parents=True, exist_ok=True)
    port = free_port()
    command = [sys.executable, "manage.py", "serve", "--prepare", "--port", str(port)]
    process = subprocess.Popen(
        command, cwd=ROOT, env=ENVIRONMENT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        wait_for(port, process)
        yield port
    finally:
        process.terminate()
        process.wait()


@contextmanager
def front(behind: int) -> Iterator[int]:
    """nginx before the portal, with the directives of the example that is documented."""
    port = free_port()
    server = re.search(r"listen 443.*?\n}", EXAMPLE.read_text(), re.S)
    if server is None:
        raise RuntimeError(f"{EXAMPLE} has no server for https")
    wanted = [line.strip() for line in server[0].partition("error_page")[0].splitlines()]
    wanted = [line for line in wanted if line.startswith(DIRECTIVES)]
    folder = Path(tempfile.mkdtemp(prefix="front-"))
    (folder / "nginx.conf").write_text(
        f"daemon off; pid {folder}/pid; error_log {folder}/error.log; worker_processes 1; worker_rlimit_nofile 8192;\n"
        f"events {{ worker_connections 4096; }}\nhttp {{ access_log off;\n"
        + "".join(f"{kind}_temp_path {folder}/{kind};\n" for kind in TEMPORARY)
        + f"server {{ listen 127.0.0.1:{port} backlog=4096;\n" + "\n".join(wanted)
        + f"\nlocation / {{ proxy_pass http://127.0.0.1:{behind}; }} }} }}\n"
    )  # fmt: skip
    process = subprocess.Popen(["nginx", "-c", str(folder / "nginx.conf"), "-e", str(folder / "error.log")])
    try:
        wait_for(port, process)
        yield port
    finally:
        process.terminate()
        process.wait()
        shutil.rmtree(folder)


def wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + START_PATIENCE
    while not get(port, "/readyz"):
        if time.monotonic() > end or process.poll() is not None:
            raise RuntimeError("the server did not start")
        time.sleep(0.2)
    time.sleep(2)  # all workers are up


if __name__ == "__main__":
    main()
