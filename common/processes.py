"""Work on the database that several processes do at the same time, each a part."""

import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context, parent_process
from threading import Thread
from typing import TypeVar

import django
from django.db import connection

Part = TypeVar("Part")
Done = TypeVar("Done")


def at_once(work: Callable[[Part], Done], parts: Iterable[Part], processes: int) -> Iterator[Done]:
    """What ``work``, a function of a module, makes of each part, in their order; in this process where it is one.

    Each process has a connection of its own, so what this one has not committed the others do not see. Parts are
    taken as they are needed. What ``work`` raises is raised here, and ``BrokenProcessPool`` where one of the processes
    was killed; whoever ends this process ends the others, however that is done.
    """
    if processes < 2:
        yield from map(work, parts)
        return
    begin = partial(_begin, connection.settings_dict["NAME"])
    with ProcessPoolExecutor(processes, get_context("spawn"), begin) as pool:
        waiting: deque[Future[Done]] = deque()
        try:
            for part in parts:
                waiting.append(pool.submit(work, part))
                if len(waiting) > 2 * processes:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        finally:
            pool.shutdown(cancel_futures=True)


def _begin(database: str | None) -> None:
    """A new process gets to know the apps, and works on the database of the one that began it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_with_parent, daemon=True).start()
    django.setup()
    connection.settings_dict["NAME"] = database


def _end_with_parent() -> None:
    """A process whose parent was killed would wait for its next part for ever."""
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
