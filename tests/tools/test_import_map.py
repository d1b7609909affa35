"""The picture of the house in the docs is drawn from the imports, and is as they are."""

from pathlib import Path

import pytest

from tools import import_map

GRAPH = {
    "portal": {"news", "photos", "common"},
    "news": {"photos", "unions", "common"},
    "unions": {"common"},
    "photos": {"common"},
    "common": set(),
}


def test_the_picture_is_as_the_code_is():
    assert import_map.TARGET.read_text(encoding="utf-8") == import_map.draw(), (
        "The imports have changed, or what an app says of itself: run make map and look at docs/images/map.svg."
    )


def test_only_arrows_that_no_other_way_replaces():
    assert import_map.needed(GRAPH) == [
        ("portal", "news"), ("news", "photos"), ("news", "unions"), ("unions", "common"), ("photos", "common"),
    ]  # fmt: skip


def test_an_app_stands_above_what_it_imports_and_below_what_imports_it():
    tall = {"accounts": {"unions"}, **GRAPH, "news": {"accounts", "photos"}}
    assert import_map.heights(tall) == {
        "portal": (4, 4), "news": (3, 3), "accounts": (2, 2), "photos": (1, 2), "unions": (1, 1), "common": (0, 0),
    }  # fmt: skip


def test_imports_are_seen_wherever_they_stand(tmp_path: Path):
    for name, source in {
        "a": "def late():\n    import b.c as d, os",
        "b": "from c.d import e\nfrom .c import x",
    }.items():
        (tmp_path / name).mkdir()
        (tmp_path / name / "__init__.py").write_text(source)
    names = ["a", "b", "c"]
    assert [import_map.imports(tmp_path / name, names) for name in ("a", "b")] == [{"b"}, {"c"}]


@pytest.mark.parametrize("app", import_map.apps())
def test_every_app_says_what_it_is_for(app):
    assert import_map.first_sentence(import_map.ROOT / app), f"Say in one sentence in {app}/__init__.py."
