"""What takes much memory and few pages need is not loaded with the site."""

import os
import subprocess
import sys
from pathlib import Path
from typing import NoReturn

from django.test import Client

from common import pinyin
from search import index
from tests import hard_world

ROOT = Path(__file__).resolve().parents[2]
# 55, 11 and 32 MB in each process.
HEAVY = ["holidays", "pypinyin", "rjieba"]


def test_the_site_starts_without_its_dictionaries(tmp_path):
    code = (
        "import portal.wsgi, sys; from django.urls import resolve; resolve('/admin/login/');"
        f"print([name for name in {HEAVY} if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", code],
        cwd=ROOT, capture_output=True, text=True, check=False,
        env={"PATH": os.environ["PATH"], "VAR_DIR": str(tmp_path), "DJANGO_SETTINGS_MODULE": "portal.settings"},
    )  # fmt: skip
    assert (done.stdout, done.stderr) == ("[]\n", "")


def test_readers_pages_ask_for_no_pinyin(db, client: Client, monkeypatch):
    """What they sort by is stored: 11 MB a process, if one page asked."""
    world = hard_world.make_world()

    def asked() -> NoReturn:
        raise AssertionError("a reader's page asks for pinyin: sort by a stored key")

    index.bring_up_to_date(10_000)  # the desk does it for what it has changed
    pinyin.sort_key.cache_clear()
    monkeypatch.setattr("common.pinyin._syllables", asked)
    for address in hard_world.addresses(world).values():
        client.get(address)
