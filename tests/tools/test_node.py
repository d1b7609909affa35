"""When the checkers of scripts and style sheets are installed, and what an interrupted installation leaves."""

import json
from pathlib import Path

import pytest

from tools import node


@pytest.fixture
def project(monkeypatch, tmp_path: Path):
    """A project in a folder with blanks and Chinese characters; ``npm`` is a fake that counts its runs."""
    root = tmp_path / "工 会"
    root.mkdir()
    (root / "package.json").write_text("{}")
    (root / "package-lock.json").write_text('{"lockfileVersion": 3}')
    monkeypatch.setattr(node, "ROOT", root)
    monkeypatch.setattr(node, "HOME", root / "var" / "node")
    runs = []

    def install(folder: Path) -> None:
        runs.append((folder / "package-lock.json").read_text())
        (folder / "node_modules").mkdir()
        (folder / "node_modules" / "number").write_text(str(len(runs)))

    monkeypatch.setattr(node, "install", install)
    return root, runs


def installed(root: Path) -> str:
    return (root / "var" / "node" / "node_modules" / "number").read_text()


def test_installed_once_and_again_when_the_lock_file_changes(project):
    root, runs = project
    node.prepare()
    node.prepare()
    assert (len(runs), installed(root)) == (1, "1")
    (root / "package-lock.json").write_text('{"lockfileVersion": 3, "packages": {}}')
    node.prepare()
    assert (runs[1:], installed(root)) == (['{"lockfileVersion": 3, "packages": {}}'], "2")
    assert sorted(path.name for path in (root / "var" / "node").iterdir()) == [
        "lock", "node_modules", "package-lock.json", "package.json",
    ]  # fmt: skip


def test_an_interrupted_installation_is_begun_again(project, monkeypatch):
    root, runs = project
    whole = node.install

    def interrupted(folder: Path) -> None:
        whole(folder)
        raise KeyboardInterrupt

    monkeypatch.setattr(node, "install", interrupted)
    with pytest.raises(KeyboardInterrupt):
        node.prepare()
    assert not node.is_current()
    monkeypatch.setattr(node, "install", whole)
    node.prepare()
    assert (len(runs), installed(root), node.is_current()) == (2, "2", True)


def test_a_failed_installation_says_what_to_do(monkeypatch, tmp_path: Path):
    monkeypatch.setattr(node, "NPM", tmp_path / "no npm")
    with pytest.raises(SystemExit, match="Run the command again when that is mended"):
        node.install(tmp_path)


def test_the_lock_file_pins_by_checksum_and_names_no_host():
    lock = json.loads((Path(node.__file__).parent.parent / "package-lock.json").read_text())
    packages = {name: data for name, data in lock["packages"].items() if name}
    assert [name for name, data in packages.items() if "resolved" in data or "integrity" not in data] == []
