"""The files that pages load as one: written from their parts, and anew only where a part has changed."""

from pathlib import Path

import pytest

from portal.web.bundles import BUNDLES, WITHIN, BundleFinder


@pytest.fixture
def finder(settings, tmp_path) -> BundleFinder:
    settings.BASE_DIR, settings.VAR_DIR = tmp_path / "site", tmp_path / "var"
    for parts in BUNDLES.values():
        for part in parts:
            path = tmp_path / "site" / "static" / part
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(f"/* {part} */", encoding="utf-8")
    return BundleFinder()


def test_each_is_its_parts_in_their_order(finder, tmp_path):
    assert finder.check() == []
    listed = {path: storage.path(path) for path, storage in finder.list([])}
    assert list(listed) == list(BUNDLES)
    for path, written in listed.items():
        text = "\n".join(f"/* {part} */" for part in BUNDLES[path])
        wanted = f"{WITHIN[path]} {{\n{text}}}\n" if path in WITHIN else text
        assert Path(written).read_text(encoding="utf-8") == wanted
    assert WITHIN.keys() <= BUNDLES.keys()
    left = [path for path in (tmp_path / "var" / "bundles").rglob("*") if path.is_file()]
    assert len(left) == len(BUNDLES)  # no draft stays behind


def test_one_is_found_and_written_anew_only_where_a_part_has_changed(finder, tmp_path):
    path, parts = next(iter(BUNDLES.items()))
    found = finder.find(path)
    assert finder.find(path, find_all=True) == [found]
    before = Path(found).read_text(encoding="utf-8")
    stamp = (tmp_path / "var" / "bundles" / path).stat().st_mtime_ns
    assert finder.find(path) == found
    assert (tmp_path / "var" / "bundles" / path).stat().st_mtime_ns == stamp
    (tmp_path / "site" / "static" / parts[0]).write_text("/* 改 */", encoding="utf-8")
    finder.find(path)
    assert Path(found).read_text(encoding="utf-8") == before.replace(f"/* {parts[0]} */", "/* 改 */")


def test_other_files_are_left_to_other_finders(finder):
    assert finder.find("js/desk-photo-x.js") == []
