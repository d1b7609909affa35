"""Work on files from outside: in a process of its own, with bounds, a few at once."""

import io
import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import File

from common.apart import running, slots
from common.apart.answer import Answer, NoAnswer, write
from common.apart.running import Bounds, Failed, run, run_here
from common.apart.slots import Busy, slot
from tests.effort import highest_memory
from tests.processes import works

MB = 1024 * 1024
BOUNDS = Bounds(memory=300 * MB, processor=30, seconds=120, output=20 * MB)


@pytest.fixture(autouse=True)
def few_slots(settings, tmp_path: Path) -> None:
    settings.VAR_DIR = tmp_path
    settings.FILES_AT_ONCE = 2


def ask(do: str, content: bytes = b"abc", *, bounds: Bounds = BOUNDS, **orders: Any) -> Answer:
    return run("tests.processes.works", io.BytesIO(content), orders={"do": do, **orders}, bounds=bounds)


# --- what comes back --------------------------------------------------------------------------------
def test_files_and_plain_data_come_back():
    answer = ask("echo", bytes(range(256)) * 5000, words=["工会", 1, None])
    assert answer.data == {"files": [0, 1, 2], "words": ["工会", 1, None]}
    assert [answer.piece(number).read() for number in range(3)] == [
        bytes(range(256)) * 5000, b"", bytes(range(255, -1, -1)) * 5000,
    ]  # fmt: skip


def test_a_piece_reads_like_a_file():
    piece = ask("echo", b"0123456789", words="").piece(0)
    assert (piece.read(3), piece.read(3), piece.seek(-2, os.SEEK_END), piece.read(), piece.read()) == (
        b"012", b"345", 8, b"89", b"",
    )  # fmt: skip
    assert (piece.seek(4), piece.tell(), piece.read(1), piece.seek(99), piece.read()) == (4, 4, b"4", 99, b"")
    assert b"".join(File(piece).chunks(4)) == b"0123456789"


def test_the_whole_source_is_handed_over_wherever_it_was_read_to():
    source = io.BytesIO(b"abc")
    source.read()
    assert (
        run("tests.processes.works", source, orders={"do": "echo", "words": 0}, bounds=BOUNDS).piece(0).read()
        == b"abc"
    )


def test_the_same_work_can_be_done_here():
    answer = run_here(works.work, io.BytesIO(b"abc"), orders={"do": "echo", "words": "x"})
    assert (answer.data["words"], answer.piece(2).read()) == ("x", b"cba")


def test_what_the_work_prints_is_no_answer(capfd):
    assert ask("chatter").data == {"said": True}
    assert capfd.readouterr() == ("", "")


def test_the_process_has_its_bounds_and_knows_nothing(monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "a secret")
    told = ask("tell").data
    assert told["limits"] == [[300 * MB, 300 * MB], [30, 32], [20 * MB, 20 * MB], [0, 0]]
    # 19 is as nice as a process can be, should the suite itself be started so.
    assert (told["nice"], told["django"], told["alone"]) == (min(19, os.nice(0) + 10), False, True)
    # The last two are the interpreter's own.
    assert {*told["environment"]} <= {"PATH", "LANG", "PYTHONPATH", "MALLOC_ARENA_MAX", "LC_CTYPE"}


def test_a_bound_is_never_above_what_the_server_has_itself(tmp_path):
    """As a service unit may set them: ``LimitAS=`` is not raised, and not taken for a fault."""
    code = (
        "import io, resource, sys\n"
        "from django.conf import settings\n"
        "settings.configure(VAR_DIR=sys.argv[1], FILES_AT_ONCE=1)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (5_000_000, 5_000_000))\n"
        "from tests.processes.test_apart import ask\n"
        "print(ask('tell').data['limits'][2])\n"
    )
    said = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)],
        cwd=running.ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert said.stdout == "[5000000, 5000000]\n", said.stderr


# --- what goes wrong --------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("do", "reason", "bounds"),
    [
        ("eat", "memory", BOUNDS),
        ("loop", "time", Bounds(memory=300 * MB, processor=1, seconds=120, output=MB)),
        ("sleep", "time", Bounds(memory=300 * MB, processor=30, seconds=1, output=MB)),
        ("fill", "room", BOUNDS),
        ("fault", "crash", BOUNDS),
        ("fail", "crash", BOUNDS),
        ("leave", "crash", BOUNDS),
        ("no_json", "crash", BOUNDS),
        ("nothing like it", "crash", BOUNDS),
    ],
)  # fmt: skip
def test_whatever_it_does_there_is_an_end(do, reason, bounds):
    with pytest.raises(Failed) as failed:
        ask(do, bounds=bounds)
    assert failed.value.reason == reason


def test_the_last_words_are_logged(caplog):
    with pytest.raises(Failed):
        ask("fail")
    assert "tests.processes.works failed (crash): " in caplog.text
    assert "RuntimeError: the converter broke" in caplog.text


def test_none_of_it_costs_the_one_who_asks():
    """The work took 300 MB, wrote 20 MB and asked for much more."""
    ask("echo", words="")
    with highest_memory() as grown:
        for do in ("eat", "fill"):
            with pytest.raises(Failed):
                ask(do)
    assert grown() < 2 * MB


@pytest.mark.parametrize("ends", [True, False], ids=["that ended by itself", "that was ended"])
def test_what_the_process_started_ends_with_it(tmp_path, ends):
    told = tmp_path / "told"
    bounds = BOUNDS if ends else Bounds(memory=300 * MB, processor=1, seconds=120, output=MB)
    if ends:
        assert ask("child", bounds=bounds, told=str(told), ends=ends).data == {}
    else:
        with pytest.raises(Failed, match="time"):
            ask("child", bounds=bounds, told=str(told), ends=ends)
    assert is_over(int(told.read_text()))


def is_over(pid: int) -> bool:
    """Whether a process that was ended is gone, or waits only to be counted; the kernel takes a moment for it."""
    end = time.monotonic() + 60
    while time.monotonic() < end:
        try:
            if Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z":
                return True
        except (FileNotFoundError, ProcessLookupError):
            return True
        time.sleep(0.01)
    return False


def test_it_ends_with_the_one_who_asked(tmp_path):
    told = tmp_path / "told"
    code = (
        "import sys\n"
        "from django.conf import settings\n"
        "settings.configure(VAR_DIR=sys.argv[1], FILES_AT_ONCE=1)\n"
        "from tests.processes.test_apart import ask\n"
        "ask('child', told=sys.argv[2], ends=False)\n"
    )
    command = [sys.executable, "-c", code, str(tmp_path), str(told)]
    asking = subprocess.Popen(command, cwd=running.ROOT, start_new_session=True)
    while not told.exists() or not told.read_text():
        assert asking.poll() is None
        time.sleep(0.01)
    child = int(told.read_text())
    worker = int(Path(f"/proc/{child}/stat").read_text().rpartition(")")[2].split()[1])
    asking.kill()
    asking.wait()
    assert is_over(worker)
    with suppress(ProcessLookupError):
        os.kill(child, signal.SIGTERM)


@pytest.mark.usefixtures("tmp_path")
def test_nothing_is_left_on_disk(tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "temporary"))
    (tmp_path / "temporary").mkdir()
    answer = ask("echo", words="")
    with pytest.raises(Failed):
        ask("leave")
    assert list((tmp_path / "temporary").iterdir()) == []
    piece = answer.piece(0)
    del answer
    assert piece.read() == b"abc"


def test_open_files_are_closed_with_the_answer():
    def open_files() -> int:
        return len(list(Path("/proc/self/fd").iterdir()))

    before = open_files()
    answer = ask("echo", words="")
    assert open_files() == before + 1
    del answer
    with pytest.raises(Failed):
        ask("leave")
    assert open_files() == before


def test_no_process_to_be_had_is_no_fault_of_the_file(monkeypatch):
    def refuse(*_arguments: Any, **_options: Any) -> None:
        raise BlockingIOError(11, "Resource temporarily unavailable")

    monkeypatch.setattr("subprocess.Popen", refuse)
    with pytest.raises(Busy):
        ask("echo", words="")


@pytest.mark.parametrize(
    "change",
    [
        lambda whole: b"",
        lambda whole: whole[:-1],
        lambda whole: whole[1:],
        lambda whole: whole + b"x",
        lambda whole: whole.replace(b'"sizes": [3]', b'"sizes": [4]'),
        lambda whole: whole.replace(b'"sizes": [3]', b'"sizes": {3}'),
        lambda whole: whole.replace(b'"data": {}', b'"data": []'),
        lambda whole: b"\xff" * 7 + b"\x00apart\n",
    ],
    ids=[
        "nothing",
        "cut off",
        "moved",
        "longer",
        "another size",
        "no JSON",
        "no object",
        "a length of its own",
    ],
)
def test_a_forged_answer_is_none(tmp_path, change):
    with (tmp_path / "answer").open("w+b") as held:
        write(held, lambda keep: {} if keep(b"abc") else {})
        assert Answer(held).piece(0).read() == b"abc"
    whole = (tmp_path / "answer").read_bytes()
    (tmp_path / "answer").write_bytes(change(whole))
    with (tmp_path / "answer").open("rb") as held, pytest.raises(NoAnswer):
        Answer(held)


# --- places -----------------------------------------------------------------------------------------
def test_places_are_as_many_as_said():
    sentence = r"^此刻正在处理的文件较多。内容没有丢失，请稍后再试。$"
    with slot(), slot(), pytest.raises(Busy, match=sentence):
        slot(patience=0).__enter__()
    with slot(patience=0):
        pass


def test_whoever_waits_gets_the_place_that_becomes_free(monkeypatch):
    held, other = slot(), slot()
    held.__enter__()
    other.__enter__()
    # No clock: the pause of whoever waits is what frees the place.
    monkeypatch.setattr(slots.time, "sleep", lambda _pause: held.__exit__(None, None, None))
    with slot(patience=60):
        pass
    other.__exit__(None, None, None)


def test_another_process_counts_and_its_end_frees_the_slot(tmp_path):
    code = (
        "import fcntl, os, sys\n"
        "for number in range(2):\n"
        "    held = os.open(f'{sys.argv[1]}/files.{number}.lock', os.O_RDWR | os.O_CREAT)\n"
        "    fcntl.flock(held, fcntl.LOCK_EX)\n"
        "print('held', flush=True)\n"
        "sys.stdin.read()\n"
    )
    holder = subprocess.Popen(
        [sys.executable, "-c", code, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert holder.stdout is not None
    assert holder.stdout.readline() == "held\n"
    with pytest.raises(Busy), slot(patience=0):
        pass
    holder.kill()
    holder.communicate()
    with slot(patience=0):
        pass


def test_work_is_done_in_a_place_and_not_without_one(monkeypatch):
    monkeypatch.setattr(slots, "PATIENCE", 0.0)
    with slot(), slot(), pytest.raises(Busy):
        ask("echo", words="")
    with slot():
        assert ask("echo", words="x").data["words"] == "x"
