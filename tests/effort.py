"""How much work something is, told so that neither a slow nor a busy machine changes the answer."""

import cProfile
import gc
import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

BETWEEN = 8.0  # four times the text: four times the work if linear, sixteen if quadratic; as far from both
ROUNDS = 4


def calls(task: Callable[[], Any]) -> int:
    """The number of calls that ``task`` makes, of functions in Python and in C: the same on every machine."""
    profile = cProfile.Profile()
    profile.runcall(task)
    return sum(entry.callcount for entry in profile.getstats())


def ratio(dear: Callable[[], Any], cheap: Callable[[], Any], *, limit: float) -> float:
    """How many times the work of ``cheap`` the work of ``dear`` is: a ratio of the processor's time, because what
    regular expressions do inside is no call.

    Other programs can only make a run slower, so the quickest runs are compared: of ``cheap`` the best of several
    after a first one that fills caches, or a hiccup there would hide what is looked for; of ``dear`` runs until the
    ratio is below ``limit``, at most ``ROUNDS``. What is truly above it stays there.
    """
    cheap()
    quickest_cheap = min(_seconds(cheap) for _round in range(ROUNDS))
    quickest_dear = found = float("inf")
    for _round in range(ROUNDS):
        quickest_dear = min(quickest_dear, _seconds(dear))
        found = quickest_dear / quickest_cheap
        if found < limit:
            break
        quickest_cheap = min(quickest_cheap, _seconds(cheap))
    return found


def _seconds(task: Callable[[], Any]) -> float:
    gc.collect()
    gc.disable()
    try:
        start = time.process_time()
        task()
        return time.process_time() - start
    finally:
        gc.enable()


@contextmanager
def highest_memory() -> Iterator[Callable[[], int]]:
    """Yields a function: by how many bytes this process' memory has been above what it was at the beginning."""
    Path("/proc/self/clear_refs").write_text("5")  # the peak is counted from here (proc(5))
    before = _peak()
    yield lambda: _peak() - before


def _peak() -> int:
    kilobytes = re.findall(r"^VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text(), re.M)
    return int(kilobytes[0]) * 1024
