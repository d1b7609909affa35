"""What takes much memory and few pages need is not loaded with the site."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
# 55, 30 and 4 MB in each process.
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
