"""The process that does the work: takes its bounds, does what it was told, answers."""

import ctypes
import errno
import json
import os
import resource
import signal
import sys
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import Any

from common.apart import answer

OUT_OF_MEMORY, OUT_OF_ROOM = 3, 4  # return codes
PR_SET_PDEATHSIG = 1  # prctl(2)
POLITENESS = 10  # added to the niceness: whoever reads a page comes first
OPEN_FILES = 64


def main() -> None:
    told = json.loads(sys.argv[1])
    take_bounds(told["bounds"])
    end_with(told["parent"])
    source, held = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    # What a library prints is no answer, and there is nothing more to be read.
    os.dup2(2, 1)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    try:
        work = import_module(told["task"]).work
        answer.write(held, lambda keep: work(source, told["orders"], keep))
    except MemoryError:
        os._exit(OUT_OF_MEMORY)
    except OSError as error:
        if error.errno in (errno.EFBIG, errno.ENOSPC):
            os._exit(OUT_OF_ROOM)
        raise
    os._exit(0)  # the answer stands: a thread that hangs must not keep it back


def take_bounds(bounds: dict[str, Any]) -> None:
    """For this process and all that it may start; nobody can raise them again."""
    bound(resource.RLIMIT_AS, bounds["memory"])
    # The first tells what the end was, the second makes sure of it.
    bound(resource.RLIMIT_CPU, bounds["processor"], bounds["processor"] + 2)
    bound(resource.RLIMIT_FSIZE, bounds["output"])
    bound(resource.RLIMIT_NOFILE, OPEN_FILES)
    bound(resource.RLIMIT_CORE, 0)
    os.nice(POLITENESS)
    with suppress(OSError):  # where /proc is not ours to write
        # Should the machine run out of memory all the same, this process goes first.
        Path("/proc/self/oom_score_adj").write_text("1000")


def bound(kind: int, most: int, at_the_latest: int | None = None) -> None:
    hard = at_the_latest or most
    allowed = resource.getrlimit(kind)[1]
    if allowed != resource.RLIM_INFINITY:
        most, hard = min(most, allowed), min(hard, allowed)
    resource.setrlimit(kind, (most, hard))


def end_with(parent: int) -> None:
    """Die when whoever asked dies: nobody waits for the answer any more."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)


if __name__ == "__main__":
    main()
