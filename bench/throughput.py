"""Requests a second of three pages as they are rendered, beside a bare WSGI function: a piece of ``ratios.py``.

Both are served by granian with two worker processes of four threads; the bare function answers with as
many bytes as the article page. Eight connections ask as fast as they are answered.

The database is the bench's own, below ``var/bench``: the demonstration and a few hundred articles more.
"""

import datetime as dt
import multiprocessing
import os
import socket
import sys
import time
from contextlib import ExitStack
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
os.environ["VAR_DIR"] = str(ROOT / "var" / "bench")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
sys.path[:0] = [str(ROOT), str(ROOT / "bench")]

import django
from serving import served
from table import Compared

BARE = "bare function"
COMPARES = tuple(Compared(name, BARE) for name in ("article", "list", "home"))
CONNECTIONS = 8
ARTICLES = 400
WARM_UP = 1.0  # seconds, as all times here


def measure(seconds: float, rounds: int) -> dict[str, list[float]]:
    """The requests a second of each page and of the bare function, a figure a round."""
    django.setup()
    addresses = prepare()
    with ExitStack() as stack:
        # As they are rendered; what the store in front of them makes of it: ``stored_pages.py``.
        portal = stack.enter_context(served("portal.wsgi:application", PAGE_STORE_MB="0"))
        size = request(portal, addresses["article"])
        bare = stack.enter_context(served("bare:application", folder=ROOT / "bench", BARE_BYTES=str(size)))
        targets = {BARE: Target(bare, "/")}
        targets |= {name: Target(portal, path) for name, path in addresses.items()}
        return in_turns(targets, seconds, rounds)


# --- content ------------------------------------------------------------------------------------------
def prepare() -> dict[str, str]:
    """Fill the bench's own database once; returns the addresses of the pages by name."""
    from django.core.management import call_command
    from django.db import connections

    from articles.models import Article
    from portal.operations import first_run

    call_command("migrate", interactive=False, verbosity=0)
    first_run.load_demonstration(print)
    missing = ARTICLES - Article.objects.published().count()
    if missing > 0:
        fill(missing)
    first_run.collect_static()
    article = Article.objects.published().filter(title__startswith="第")[0]
    addresses = {"home": "/", "article": article.get_absolute_url(), "list": "/articles/"}
    connections.close_all()
    return addresses


def fill(count: int) -> None:
    """Articles as they are: a dozen paragraphs, a section, an author."""
    from django.db import transaction
    from django.utils import timezone

    from articles.models import Section
    from tests import factories

    paragraph = "职工夜校在区工会的教室里开课，来自二十家单位的职工学习急救、摄影和书法，课程全部免费。" * 3
    body = "".join(f"<p>{paragraph}</p>" for _paragraph in range(12))
    sections = list(Section.objects.all()[:6]) or [factories.make_section(f"测速频道{n}") for n in range(6)]
    with transaction.atomic():
        for number in range(count):
            factories.make_published(
                f"第{number}期职工夜校开课",
                body=body,
                summary=paragraph[:60],
                section=sections[number % len(sections)],
                credits=(("reporter", f"记者{number % 20}"),),
                published_at=timezone.now() - dt.timedelta(hours=number + 1),
            )


# --- asking -------------------------------------------------------------------------------------------
class Client:
    """One connection that is kept open, as a browser or a proxy does."""

    def __init__(self, port: int, path: str, headers: tuple[str, ...] = (), status: int = 200) -> None:
        """``headers`` such as ``If-None-Match: "x"``; ``status`` is the only one that counts as an answer."""
        self.socket = socket.create_connection(("127.0.0.1", port), 10)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        lines = (f"GET {path} HTTP/1.1", "Host: 127.0.0.1", *headers)
        self.message = "".join(f"{line}\r\n" for line in (*lines, "")).encode()
        self.expected = f"http/1.1 {status} ".encode()
        self.has_body = status != 304
        self.head = b""

    def ask(self) -> int:
        """One request; the length of its body. Anything but a whole answer of the status ends the benchmark."""
        self.socket.sendall(self.message)
        answer = self.socket.recv(1 << 18)
        while (end := answer.find(b"\r\n\r\n")) < 0:
            answer += self.socket.recv(1 << 18)
        self.head = answer[:end]
        head = self.head.lower()
        if not head.startswith(self.expected):
            raise RuntimeError(head.decode(errors="replace"))
        if not self.has_body:
            return 0
        start = head.index(b"content-length:") + len(b"content-length:")
        length = int(head[start : start + 12].split(b"\r\n")[0])
        missing = end + 4 + length - len(answer)
        while missing > 0:
            part = self.socket.recv(missing)
            if not part:
                raise RuntimeError("the connection was closed in the middle of an answer")
            missing -= len(part)
        return length

    def header(self, name: str) -> str:
        """A header of the last answer; empty without it."""
        for line in self.head.decode("latin-1").split("\r\n")[1:]:
            key, _colon, value = line.partition(":")
            if key.lower() == name.lower():
                return value.strip()
        return ""


def request(port: int, path: str) -> int:
    return Client(port, path).ask()


@dataclass(frozen=True)
class Target:
    """What is asked for: ``headers`` and the ``status`` that must come."""

    port: int
    path: str
    headers: tuple[str, ...] = ()
    status: int = 200

    def client(self) -> Client:
        return Client(self.port, self.path, self.headers, self.status)

    def rate(self, seconds: float) -> float:
        """Requests a second over all connections, each of which is a process of its own."""
        pipes = []
        for _connection in range(CONNECTIONS):
            ours, theirs = multiprocessing.Pipe(False)
            process = multiprocessing.Process(target=_ask_for, args=(self, seconds, theirs), daemon=True)
            process.start()
            pipes.append((ours, process))
        rates: list[float] = [ours.recv() for ours, _process in pipes]
        for _ours, process in pipes:
            process.join()
        return sum(rates)


def in_turns(targets: dict[str, Target], seconds: float, rounds: int) -> dict[str, list[float]]:
    """The rates of all targets by their names, a figure a round, after a moment of warming up each."""
    for target in targets.values():
        target.rate(WARM_UP)
    measured: dict[str, list[float]] = {name: [] for name in targets}
    for _round in range(rounds):
        for name, target in targets.items():
            measured[name].append(target.rate(seconds))
    return measured


def _ask_for(target: Target, seconds: float, result: Connection) -> None:
    client = target.client()
    count, start = 0, time.perf_counter()
    end = start + seconds
    while time.perf_counter() < end:
        client.ask()
        count += 1
    result.send(count / (time.perf_counter() - start))
