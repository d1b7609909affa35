"""Places for decoding pictures: as many on this machine at once as its memory bears, across processes and threads.

A picture of 12 megapixels takes some 150 MB while it is unpacked and written anew. Twenty uploads at once must not take
twenty times that, nor all processors while readers wait; so whoever decodes holds one of a few locked files, and the
next waits for a while.
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


class DecodingBusy(Exception):
    """No place became free in time; the text tells the person to try again."""


@contextmanager
def place(patience: float | None = None) -> Iterator[None]:
    """Hold one of ``settings.PICTURES_AT_ONCE`` places. Raises ``DecodingBusy`` after ``patience`` seconds
    (``PATIENCE`` unless told).

    The kernel frees the place of a process that dies.
    """
    held = _wait_for_place(PATIENCE if patience is None else patience)
    try:
        yield
    finally:
        os.close(held)


def _wait_for_place(patience: float) -> int:
    end = time.monotonic() + patience
    while (held := _free_place()) is None:
        if time.monotonic() >= end:
            raise DecodingBusy(
                _("Many pictures are being stored just now. Nothing is lost: try again in a moment.")
            )
        time.sleep(PAUSE)
    return held


def _free_place() -> int | None:
    """The descriptor of a lock that is now ours, or None."""
    folder = Path(settings.VAR_DIR)
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(settings.PICTURES_AT_ONCE):
        held = os.open(folder / f"decoding.{number}.lock", os.O_RDWR | os.O_CREAT, 0o644)
        with suppress(BlockingIOError):
            # Of this descriptor alone (flock), so two threads of one process exclude each other too.
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return held
        os.close(held)
    return None
