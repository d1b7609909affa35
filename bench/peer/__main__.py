"""Readers' pages that are rendered when they are asked for, as ratios to those of a stock Wagtail site in one run.

``python bench/peer``. The peer (``site/``) has a virtual environment of its own below ``var/`` and a database beside
the portal's, in the same PostgreSQL; both are served by granian with the same workers. The pages take turns, and each
round gives a ratio. An article of the portal is held against the peer's article, a list against its list, and the front
page against the article.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import venv
from contextlib import ExitStack
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import django
import throughput
from serving import ROOT, served
from throughput import load, request

HERE = Path(__file__).resolve().parent
ARTICLES = 3000
# What the portal's page is held against.
AGAINST = {"article": "article", "list": "list", "home": "article"}


def main() -> None:
    parser = argparse.ArgumentParser(prog="peer", description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=float, default=3.0, help="length of one measurement (3)")
    parser.add_argument("--rounds", type=int, default=5, help="measurements of each page (5)")
    options = parser.parse_args()
    print(table(measure(options.seconds, options.rounds)))


def measure(seconds: float = 3.0, rounds: int = 5) -> dict[str, dict[str, list[float]]]:
    """Of each of the portal's pages the requests a second (``portal``), the peer's (``peer``) and the ``ratios``."""
    django.setup()
    ours = throughput.prepare()
    python = environment()
    settings = database()
    theirs = json.loads(
        subprocess.run(
            [str(python), "fill.py", str(ARTICLES)], cwd=HERE / "site", env=os.environ | settings,
            check=True, capture_output=True, text=True,
        ).stdout
    )  # fmt: skip
    with ExitStack() as stack:
        portal = stack.enter_context(served("portal.wsgi:application", PAGE_STORE_MB="0"))
        peer = stack.enter_context(
            served("wsgi:application", folder=HERE / "site", python=python, **settings)
        )
        targets = [("portal", portal, name, path) for name, path in ours.items()]
        targets += [("peer", peer, name, theirs[name]) for name in ("article", "list")]
        rates: dict[tuple[str, str], list[float]] = {}
        for _site, port, _name, path in targets:
            request(port, path)
            load(port, path, throughput.WARM_UP)
        for _round in range(rounds):
            for site, port, name, path in targets:
                rates.setdefault((site, name), []).append(load(port, path, seconds))
    found = {}
    for name, other in AGAINST.items():
        mine, its = rates["portal", name], rates["peer", other]
        ratios = [one / another for one, another in zip(mine, its, strict=True)]
        found[name] = {"portal": mine, "peer": its, "ratios": ratios}
    return found


def table(found: dict[str, dict[str, list[float]]]) -> str:
    lines = [f"{'page':<10}{'portal/s':>10}{'Wagtail/s':>11}{'min':>8}{'median':>8}{'max':>8}   against its"]
    for name, rates in found.items():
        portal, peer = statistics.median(rates["portal"]), statistics.median(rates["peer"])
        ratios = sorted(rates["ratios"])
        lines.append(
            f"{name:<10}{portal:>10,.1f}{peer:>11,.1f}{ratios[0]:>8.2f}{statistics.median(ratios):>8.2f}"
            f"{ratios[-1]:>8.2f}   {AGAINST[name]}"
        )
    return "\n".join(lines)


def environment() -> Path:
    """The Python of the peer's own virtual environment, made when it is not there."""
    folder = ROOT / "var" / "peer-venv"
    python = folder / "bin" / "python"
    wanted = HERE / "requirements.txt"
    done = folder / "installed.txt"
    if not done.exists() or done.read_text() != wanted.read_text():
        venv.create(folder, with_pip=True)
        subprocess.run([str(python), "-m", "pip", "install", "-q", "-r", str(wanted)], check=True)
        done.write_text(wanted.read_text())
    return python


def database() -> dict[str, str]:
    """How the peer reaches its database, which is made in the portal's PostgreSQL when it is not there."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = 'peer'")
        if cursor.fetchone() is None:
            cursor.execute("CREATE DATABASE peer")
        info = connection.connection.info
        address = {"PEER_HOST": info.host, "PEER_PORT": str(info.port), "PEER_USER": info.user}
    connection.close()
    return {**address, "PEER_STATIC": str(ROOT / "var" / "peer-static"), "DJANGO_SETTINGS_MODULE": "settings"}


if __name__ == "__main__":
    main()
