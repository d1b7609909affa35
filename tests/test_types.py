"""The ratchet of the types: the whole house is read, strictly, and nothing leaves that again.

What is strict once stays strict: here stands all that the configuration may leave out or loosen.
"""

import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
MYPY = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["mypy"]
# What is no source, is written by Django, is checked by running it, or is another site with packages of its own.
MAY_BE_LEFT_OUT = {"^var/", "/migrations/", "^tests/", "^bench/peer/site/"}
# Packages whose own types are wrong.
MAY_BE_SKIPPED = {"pypinyin.*"}


def test_everything_is_read_strictly():
    assert MYPY["strict"] is True
    assert MYPY["files"] == "."
    assert not {name for name, value in MYPY.items() if value is False}


def test_nothing_is_left_out():
    assert set(MYPY["exclude"]) <= MAY_BE_LEFT_OUT


# Packages that do not say that they are annotated; reading them finds more, not less.
READ_ALL_THE_SAME = {"allauth.*"}


def test_no_module_of_ours_is_loosened():
    assert {override["module"] for override in MYPY["overrides"]} <= MAY_BE_SKIPPED | READ_ALL_THE_SAME
