"""Readers' pages that are rendered when they are asked for, as ratios to those of a stock Wagtail site in one run.

``python bench/peer``. The peer (``site/``) has a virtual environment of its own below ``var/`` and a database beside
the portal's, in the same PostgreSQL; both are served by granian with the same workers. The pages take turns, and each
round gives a ratio. An article of the portal is held against the peer's article, a list against its list, and the front
page against the article.
"""

import json
import os
import subprocess
import venv
from contextlib import ExitStack
from pathlib import Path

import django
import throughput
from serving import ROOT, served
from table import Compared
from throughput import Target, in_turns

HERE = Path(__file__).resolve().parent
ARTICLES = 3000
COMPARES = (
    Compared("article", "Wagtail's article", 2.5),
    Compared("list", "Wagtail's list", 2.5),
    Compared("home", "Wagtail's article", 0.8),
)
FOLDER = ROOT / "var" / "peer-venv"
PYTHON = FOLDER / "bin" / "python"
WANTED = HERE / "requirements.txt"
DONE = FOLDER / "installed.txt"
NOT_MADE = (
    "Wagtail is not installed here, so nothing is held against it: python bench/peer installs it below var/."
)


class NotMadeError(Exception):
    """The peer is not installed; the text says so."""


def measure(seconds: float, rounds: int) -> dict[str, list[float]]:
    """The requests a second of the portal's pages and of Wagtail's, a figure a round."""
    if not is_made():
        raise NotMadeError(NOT_MADE)
    django.setup()
    ours = throughput.prepare()
    settings = database()
    theirs = json.loads(
        subprocess.run(
            [str(PYTHON), "fill.py", str(ARTICLES)], cwd=HERE / "site", env=os.environ | settings,
            check=True, capture_output=True, text=True,
        ).stdout
    )  # fmt: skip
    with ExitStack() as stack:
        portal = stack.enter_context(served("portal.wsgi:application", PAGE_STORE_MB="0"))
        peer = stack.enter_context(
            served("wsgi:application", folder=HERE / "site", python=PYTHON, **settings)
        )
        targets = {name: Target(portal, path) for name, path in ours.items()}
        targets |= {f"Wagtail's {name}": Target(peer, theirs[name]) for name in ("article", "list")}
        return in_turns(targets, seconds, rounds)


def is_made() -> bool:
    return DONE.exists() and DONE.read_text() == WANTED.read_text()


def make() -> None:
    """Install the peer into its virtual environment, where that is not done yet."""
    if not is_made():
        venv.create(FOLDER, with_pip=True)
        subprocess.run([str(PYTHON), "-m", "pip", "install", "-q", "-r", str(WANTED)], check=True)
        DONE.write_text(WANTED.read_text())


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
