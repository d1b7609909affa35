"""Style sheets: a component a file, each short enough to be read in one sitting, none of them forgotten."""

import re
from pathlib import Path

from django.conf import settings

from portal.web.bundles import BUNDLES

CSS = Path(settings.BASE_DIR) / "static/css"
LONGEST = 400  # lines


def test_no_sheet_is_too_long_for_one_sitting():
    lengths = {path.name: len(path.read_text("utf-8").splitlines()) for path in CSS.glob("*.css")}
    assert {name: length for name, length in lengths.items() if length > LONGEST} == {}


def test_every_sheet_is_part_of_a_bundle_or_loaded_by_itself():
    root = Path(settings.BASE_DIR)
    texts = [*root.glob("templates/**/*.html"), *root.glob("*/**/*.py")]
    named = {
        name
        for path in texts
        if not {".venv", "var", "tests", "node_modules"} & set(path.relative_to(root).parts)
        for name in re.findall(r"css/([\w-]+\.css)", path.read_text("utf-8"))
    }
    parts = {
        part.removeprefix("css/") for name, bundle in BUNDLES.items() for part in bundle if ".css" in name
    }
    found = {path.name for path in CSS.glob("*.css")}
    assert found - named == set()
    assert parts - found == set()
