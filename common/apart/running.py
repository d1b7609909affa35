"""Starting a process for work on a file, waiting for it, and ending it with all that it started."""

import json
import logging
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, BinaryIO

from common.apart import slots
from common.apart.__main__ import OUT_OF_MEMORY, OUT_OF_ROOM
from common.apart.answer import Answer, Keep, NoAnswer, write

logger = logging.getLogger(__name__)

ROOT = Path(__file__).resolve().parents[2]
TOLD = 2000  # bytes of what the process said last that are logged
PAUSE = 0.01  # seconds between two looks whether it has ended
ARENAS = {"MALLOC_ARENA_MAX": "2"}  # with eight a processor, as glibc has it, they eat the address space up


@dataclass(frozen=True)
class Bounds:
    """What the process may take."""

    memory: int  # bytes of address space
    processor: int  # seconds of processor time: fair to a sound file on a busy machine
    seconds: float  # by the clock: for work that waits for ever
    output: int  # bytes of files and data together


class Failed(Exception):
    """There is no answer; ``reason`` is "memory", "time", "room" (too much output) or "crash"."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def run(
    task: str, source: BinaryIO, *, orders: Mapping[str, Any], bounds: Bounds, patience: float | None = None
) -> Answer:
    """Have ``work`` of the module ``task`` done on all of ``source``, which it gets as a file, with ``orders`` (JSON).

    Waits for a slot first, for ``patience`` seconds. Raises ``Busy`` when none becomes free or no process can be
    started, and ``Failed`` when there is no answer.
    """
    with slots.slot(patience), ExitStack() as stack:
        given, said = (stack.enter_context(tempfile.TemporaryFile()) for _file in range(2))
        with ExitStack() as until_answered:
            held = until_answered.enter_context(tempfile.TemporaryFile())
            source.seek(0)
            shutil.copyfileobj(source, given)
            given.seek(0)
            failure = _do(_command(task, orders, bounds), (given, held, said), bounds.seconds)
            try:
                answer = None if failure else Answer(held)
            except NoAnswer:
                answer = None
            if answer is None:
                logger.warning("%s failed (%s): %s", task, failure or "crash", _last_words(said))
                raise Failed(failure or "crash")
            until_answered.pop_all()  # from here on the answer closes it
            return answer


def run_here(
    work: Callable[[BinaryIO, dict[str, Any], Keep], dict[str, Any]],
    source: BinaryIO,
    *,
    orders: Mapping[str, Any],
) -> Answer:
    """The same without another process and without bounds: for files that come with the program."""
    with ExitStack() as stack:
        held = stack.enter_context(tempfile.TemporaryFile())
        source.seek(0)
        write(held, lambda keep: work(source, dict(orders), keep))
        answer = Answer(held)
        stack.pop_all()
        return answer


def _command(task: str, orders: Mapping[str, Any], bounds: Bounds) -> list[str]:
    told = {"task": task, "orders": dict(orders), "bounds": asdict(bounds), "parent": os.getpid()}
    # -P: a folder in which the server happens to run is not searched for modules.
    return [sys.executable, "-P", "-m", "common.apart", json.dumps(told)]


def _do(command: list[str], files: tuple[BinaryIO, BinaryIO, BinaryIO], seconds: float) -> str:
    """Run a process on its input, output and words until it ends or its time is over; why it failed, or nothing.

    Limits are set by the process itself as the first thing that it does: between fork and exec of a process with
    threads no Python may run.
    """
    given, held, said = files
    # No secret of the portal is handed on.
    environment = {"PATH": os.environ.get("PATH", ""), "LANG": "C.UTF-8", "PYTHONPATH": str(ROOT), **ARENAS}
    try:
        process = subprocess.Popen(
            command, stdin=given, stdout=held, stderr=said, cwd=ROOT, env=environment, start_new_session=True
        )
    except OSError as error:  # no memory or no process number left for another one
        raise slots.Busy from error
    end = time.monotonic() + seconds
    try:
        while in_time := time.monotonic() < end:
            if os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT):
                break
            time.sleep(PAUSE)
    finally:
        # All that it started too, and before its number can be given to another: it has not been waited for yet.
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    return _failure(process.returncode) if in_time else "time"


def _failure(code: int) -> str:
    """What a return code means. Short of memory, the kernel kills with SIGKILL."""
    meanings = {
        0: "", OUT_OF_MEMORY: "memory", -signal.SIGKILL: "memory", OUT_OF_ROOM: "room", -signal.SIGXCPU: "time",
    }  # fmt: skip
    return meanings.get(code, "crash")


def _last_words(said: BinaryIO) -> str:
    size = os.fstat(said.fileno()).st_size
    return os.pread(said.fileno(), TOLD, max(0, size - TOLD)).decode(errors="replace")
