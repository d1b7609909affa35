"""Whether the database is away: connections cannot be had, or break; no other fault of it is an outage.

While it is away nobody who reads waits for it: one thread of each process tries again, four times a second, and when it
gets through all is as before.
"""

import logging
import threading

from django.db import InterfaceError, OperationalError
from psycopg import OperationalError as DriverError

from pagecache.changes import AGAIN, Changes, changes

# The key in the WSGI environment by which the site says that it could not answer for want of the database.
AWAY = "pagecache.database_away"
# Of what a server that answers says of itself: no connection (class 08), it is being shut down, it has crashed, it is
# starting, it has no place left (PostgreSQL, appendix A). Whatever else it says, it is there.
_CLASS = "08"
_STATES = frozenset({"57P01", "57P02", "57P03", "53300"})

logger = logging.getLogger(__name__)


def is_outage(error: BaseException | None) -> bool:
    """Whether an error means that the database cannot be reached, and not that it refused a statement."""
    if isinstance(error, InterfaceError):
        return True
    if not isinstance(error, OperationalError):
        return False
    cause = error.__cause__
    if not isinstance(cause, DriverError):
        return True  # of the embedded server, which cannot be started
    state = cause.sqlstate
    return state is None or state in _STATES or state.startswith(_CLASS)


class Outage:
    """Looks after one database while it is away."""

    def __init__(self, changes: Changes, later: float = AGAIN) -> None:
        self._changes, self._later = changes, later
        self.number = 0  # of those that this process has seen
        self._lock = threading.Lock()
        self._trying: threading.Thread | None = None
        self._wake = threading.Event()

    @property
    def is_on(self) -> bool:
        """Whether the database is known to be away; costs nothing, and asks nobody."""
        if not self._changes.is_away:
            return False
        self._try_again()
        return self._changes.is_away

    def _try_again(self) -> None:
        """Have somebody look whether it is back, beside all requests."""
        trying = self._trying
        if trying is not None and trying.is_alive():
            return
        with self._lock:
            if self._trying is None or not self._trying.is_alive():
                self.number += 1
                self._trying = threading.Thread(target=self._until_it_is_back, daemon=True, name="outage")
                self._trying.start()

    def _until_it_is_back(self) -> None:
        logger.warning("The database is away: readers get the last good copies of pages.")
        while self._changes.is_away:
            self._wake.wait(self._later)
            self._changes.generation()
        logger.warning("The database is back.")


outage = Outage(changes)
