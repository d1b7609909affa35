"""The log stays readable whatever is sent to the site."""

import logging
import threading
import time
from collections.abc import Callable

from portal.web.bodies import REFUSED

MOST = 10  # lines
SECONDS = 60.0


class FewRefusals(logging.Filter):
    """Of the answers "not now" (503) and of refused bodies a few lines are logged a minute, and how many more came.

    Anybody can bring them about as often as he likes; and they are no faults of the portal, which ERROR would say.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self._clock = clock
        self._lock = threading.Lock()
        self._since, self._count = float("-inf"), 0

    def filter(self, record: logging.LogRecord) -> bool:
        status, request = getattr(record, "status_code", 0), getattr(record, "request", None)
        if status != 503 and REFUSED not in getattr(request, "META", {}):
            return True
        record.levelno, record.levelname = logging.WARNING, "WARNING"
        with self._lock:
            if self._clock() - self._since >= SECONDS:
                if self._count > MOST:
                    record.msg = f"{record.msg} ({self._count - MOST} more before were not logged)"
                self._since, self._count = self._clock(), 0
            self._count += 1
            return self._count <= MOST
