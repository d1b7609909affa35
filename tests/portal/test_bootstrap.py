"""When the virtual environment is made, mended or left alone; and what is said before anything starts."""

import json
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from portal.operations import bootstrap


@pytest.fixture
def project(monkeypatch, tmp_path: Path):
    """A project whose environment is made by fakes that note down what they did."""
    root = tmp_path / "工 会"
    root.mkdir()
    (root / "requirements.txt").write_text("django==5.2\n")
    (root / "requirements-dev.txt").write_text("pytest==9\n")
    monkeypatch.setattr(bootstrap, "ROOT", root)
    monkeypatch.setattr(bootstrap, "VENV", root / ".venv")
    monkeypatch.setattr(bootstrap, "STAMP", root / ".venv" / "portal-stamp.json")

    class Project:
        folder = root
        done: list[str] = []

        def prepare(self, *, dev: bool = False) -> list[str]:
            self.done.clear()
            bootstrap.prepare(dev=dev)
            return list(self.done)

    project = Project()

    def make_environment() -> None:
        project.done.append("environment")
        bootstrap.python().parent.mkdir(parents=True, exist_ok=True)
        bootstrap.python().unlink(missing_ok=True)
        bootstrap.python().symlink_to(sys.executable)
        bootstrap.STAMP.unlink(missing_ok=True)

    monkeypatch.setattr(bootstrap, "make_environment", make_environment)
    monkeypatch.setattr(bootstrap, "install", lambda name: project.done.append(name))
    return project


def test_made_once(project):
    assert project.prepare() == ["environment", "requirements.txt"]
    assert project.prepare() == []
    assert project.prepare(dev=True) == ["requirements-dev.txt"]
    assert project.prepare(dev=True) == project.prepare() == []


def test_what_a_bucket_needs_comes_when_there_is_one(project, monkeypatch):
    (project.folder / "requirements-s3.txt").write_text("boto3==1\n")
    assert project.prepare() == ["environment", "requirements.txt"]
    monkeypatch.setenv("S3_BUCKET", "portal")
    assert project.prepare() == ["requirements-s3.txt"]
    assert project.prepare() == []


def test_changed_requirements_are_installed_again(project):
    project.prepare(dev=True)
    (project.folder / "requirements.txt").write_text("django==5.2.1\n")
    assert project.prepare() == ["requirements.txt"]
    assert project.prepare(dev=True) == []


def test_an_interrupted_installation_is_begun_again(project, monkeypatch):
    project.prepare()
    (project.folder / "requirements.txt").write_text("django==5.2.1\n")
    good = bootstrap.install

    def interrupted(name: str) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(bootstrap, "install", interrupted)
    with pytest.raises(KeyboardInterrupt):
        project.prepare()
    monkeypatch.setattr(bootstrap, "install", good)
    assert project.prepare() == ["environment", "requirements.txt"]


def test_a_moved_folder_is_noticed(project, monkeypatch):
    project.prepare()
    stamp = json.loads(bootstrap.STAMP.read_text())
    bootstrap.STAMP.write_text(json.dumps({**stamp, "folder": "/elsewhere/.venv"}))
    assert project.prepare() == ["environment", "requirements.txt"]


def test_another_python_is_noticed(project, monkeypatch):
    project.prepare()
    monkeypatch.setattr(bootstrap, "base_python", lambda: "/another/prefix 3.10")
    assert project.prepare() == ["environment", "requirements.txt"]


def test_a_python_that_is_gone_is_noticed(project):
    project.prepare()
    bootstrap.python().unlink()
    bootstrap.python().symlink_to("/usr/lib/python-that-is-gone/bin/python3")
    assert project.prepare() == ["environment", "requirements.txt"]


def test_a_broken_stamp_counts_as_none(project):
    project.prepare()
    bootstrap.STAMP.write_text("{")
    assert project.prepare() == ["environment", "requirements.txt"]


def test_the_next_way_is_tried_and_the_last_word_says_what_to_install(monkeypatch, tmp_path):
    tried: list[str] = []
    monkeypatch.setattr(bootstrap, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(bootstrap, "quietly", lambda *command: bool(tried.append(" ".join(command[1:3]))))
    monkeypatch.setattr(bootstrap.os, "geteuid", lambda: 1000)
    with pytest.raises(SystemExit, match="On Debian: apt-get install python3-venv"):
        bootstrap.make_environment()
    assert tried == ["-m venv", "-m virtualenv", "-m venv"]


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, bootstrap.__file__, *arguments], capture_output=True, text=True, check=False
    )


def test_a_taken_port_is_refused_before_anything_else():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        done = run("--port", port, "-c", "print('started')")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == (
        f"Port {port} is already in use, perhaps by this portal in another shell. "
        "Choose another one (make run PORT=8010), or end that program (make stop).\n"
    )


@pytest.mark.parametrize("port", ["", "0", "65536", "http", "-1", "８０００"])
def test_a_port_that_is_none(port):
    done = run("--port", port, "-c", "print('started')")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == f"PORT must be a number from 1 to 65535, not {port!r}. Nothing was started.\n"


def test_an_old_python_is_told_what_is_needed(monkeypatch):
    monkeypatch.setattr(bootstrap.sys, "version_info", (3, 9))
    monkeypatch.setattr(bootstrap.shutil, "which", lambda _name: None)
    with pytest.raises(SystemExit, match=r"Python 3\.11 or newer is needed"):
        bootstrap.need_python()


def test_written_for_old_pythons():
    """An old Python must get as far as the sentence."""
    compile(Path(bootstrap.__file__).read_text(), "bootstrap.py", "exec", dont_inherit=True)
    import ast

    ast.parse(Path(bootstrap.__file__).read_text(), feature_version=(3, 8))
