"""Requests a second of stored pages, beside a bare WSGI function and Django's own cache: a piece of ``ratios.py``.

The machinery is that of ``throughput.py``: granian with two worker processes of four threads, eight connections, the
targets take turns, the median of each counts. An article is asked for plain and as browsers ask for it, and with the
mark of the page that one has already (an empty 304). Each answer of the store must say that it was a hit.
"""

import time
from contextlib import ExitStack

import django
import throughput
from serving import START_PATIENCE, served
from table import Compared
from throughput import BARE, Client, Target, in_turns

COMPARES = (
    Compared("stored article", BARE, 0.9),
    Compared("stored article, brotli", BARE),
    Compared("stored list, brotli", BARE),
    Compared("304", BARE, 0.9),
    Compared("stored article", "Django's cache", 4),
    Compared("stored article, brotli", "Django's cache, gzip"),
)
BROWSER = ("Accept-Encoding: gzip, deflate, br, zstd",)
SETTLED = 20  # hits in a row: by then each worker process has the page


def measure(seconds: float, rounds: int) -> dict[str, list[float]]:
    """The requests a second of each of them, a figure a round."""
    django.setup()
    addresses = throughput.prepare()
    with ExitStack() as stack:
        path = addresses["article"]
        portal = stack.enter_context(served("portal.wsgi:application", PAGE_STORE_MB="32"))
        other = stack.enter_context(served("django_cache:application", folder=throughput.ROOT / "bench",
                                           PYTHONPATH=str(throughput.ROOT)))  # fmt: skip
        plain = Client(portal, path)
        size = plain.ask()
        bare = stack.enter_context(
            served("bare:application", folder=throughput.ROOT / "bench", BARE_BYTES=str(size))
        )
        mark = (f"If-None-Match: {plain.header('ETag')}",)
        targets = {
            BARE: Target(bare, "/"),
            "stored article": Target(portal, path),
            "stored article, brotli": Target(portal, path, BROWSER),
            "stored list, brotli": Target(portal, addresses["list"], BROWSER),
            "304": Target(portal, path, mark, 304),
            "Django's cache": Target(other, path),
            "Django's cache, gzip": Target(other, path, BROWSER),
        }
        for target in targets.values():
            settle(target, is_store=target.port == portal)
        return in_turns(targets, seconds, rounds)


def settle(target: Target, *, is_store: bool) -> None:
    """Ask until every worker has what it will answer from; the store must say so."""
    end, hits = time.monotonic() + START_PATIENCE, 0
    while hits < SETTLED:
        client = target.client()
        client.ask()
        is_hit = not is_store or client.header("Cache-Status").endswith("; hit")
        hits = hits + 1 if is_hit else 0
        if time.monotonic() > end:
            raise RuntimeError(f"{target.path} does not come from the store: {client.head!r}")
