"""Slots for work on files from outside: as much at once as the machine bears, across processes and threads.

A picture of 12 megapixels takes some 150 MB while it is unpacked and written anew, and a processor for seconds. Twenty
uploads at once must not take twenty times that; so whoever does such work holds one of a few locked files, and the next
waits for a while.
"""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

PATIENCE = 10.0  # seconds, as all times here; a picture takes about two
PAUSE = 0.05


class Busy(Exception):
    """No slot became free in time; the text tells the person to try again."""

    def __str__(self) -> str:
        return _("Many files are being taken in just now. Nothing is lost: try again in a moment.")


@contextmanager
def slot(patience: float | None = None) -> Iterator[None]:
    """Hold one of ``settings.FILES_AT_ONCE`` slots. Raises ``Busy`` after ``patience`` seconds (``PATIENCE`` unless
    told).

    The kernel frees the slot of a process that dies.
    """
    held = _wait_for_slot(PATIENCE if patience is None else patience)
    try:
        yield
    finally:
        os.close(held)


def _wait_for_slot(patience: float) -> int:
    end = time.monotonic() + patience
    while (held := free_slot()) is None:
        if time.monotonic() >= end:
            raise Busy
        time.sleep(PAUSE)
    return held


def free_slot() -> int | None:
    """The descriptor of a lock that is now ours, or None."""
    folder = Path(settings.VAR_DIR)
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(settings.FILES_AT_ONCE):
        held = os.open(folder / f"files.{number}.lock", os.O_RDWR | os.O_CREAT, 0o644)
        with suppress(BlockingIOError):
            # Of this descriptor alone (flock), so two threads of one process exclude each other too.
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return held
        os.close(held)
    return None
