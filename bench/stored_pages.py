"""Requests a second of stored pages, as ratios to a bare WSGI function and to Django's own cache, in one run.

The machinery is that of ``throughput.py``: granian with two worker processes of four threads, eight connections, the
targets take turns, the median of each counts. An article is asked for plain and as browsers ask for it, and with the
mark of the page that one has already (an empty 304). Each answer of the store must say that it was a hit.
"""

import argparse
import os
import statistics
import sys
import time
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

import django
import throughput
from serving import START_PATIENCE, THREADS, WORKERS, served
from throughput import Client, load

BROWSER = ("Accept-Encoding: gzip, deflate, br, zstd",)
SETTLED = 20  # hits in a row: by then each worker process has the page


@dataclass(frozen=True)
class Target:
    """What is asked for: ``headers`` and the ``status`` that must come."""

    port: int
    path: str
    headers: tuple[str, ...] = ()
    status: int = 200

    def client(self) -> Client:
        return Client(self.port, self.path, self.headers, self.status)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=float, default=3.0, help="length of one measurement (3)")
    parser.add_argument("--rounds", type=int, default=5, help="measurements of each target (5)")
    options = parser.parse_args()
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
            "bare WSGI": Target(bare, "/"),
            "hit": Target(portal, path),
            "hit, brotli": Target(portal, path, BROWSER),
            "hit, list": Target(portal, addresses["list"], BROWSER),
            "304": Target(portal, path, mark, 304),
            "Django's": Target(other, path),
            "Django's, gzip": Target(other, path, BROWSER),
        }
        measured: dict[str, list[float]] = {name: [] for name in targets}
        for target in targets.values():
            settle(target, is_store=target.port == portal)
            load(target.port, target.path, throughput.WARM_UP, target.headers, target.status)
        for _round in range(options.rounds):
            for name, target in targets.items():
                measured[name].append(
                    load(target.port, target.path, options.seconds, target.headers, target.status)
                )
    report(measured)


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


def report(measured: dict[str, list[float]]) -> None:
    medians = {name: statistics.median(values) for name, values in measured.items()}
    print(f"{WORKERS} worker processes × {THREADS} threads, "
          f"{throughput.CONNECTIONS} connections, {os.cpu_count()} processors")  # fmt: skip
    print(f"{'':<16}{'requests/s':>12}{'min':>10}{'max':>10}{'to bare':>10}{'to Django':>11}")
    for name, value in medians.items():
        low, high = min(measured[name]), max(measured[name])
        of_bare, of_django = value / medians["bare WSGI"], value / medians["Django's"]
        print(f"{name:<16}{value:>12,.0f}{low:>10,.0f}{high:>10,.0f}{of_bare:>10.3f}{of_django:>11.1f}")


if __name__ == "__main__":
    main()
