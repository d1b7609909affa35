"""The web server process: started by ``manage.py serve``, shut down gracefully by Ctrl-C and ``manage.py stop``."""

import os
import signal
import time
from contextlib import suppress
from pathlib import Path
from typing import NoReturn

from django.conf import settings
from django.db import connections
from django.utils.translation import gettext as _

from portal.operations import supervisor
from portal.operations.embedded_postgres import processes
from portal.operations.embedded_postgres.base import DatabaseWrapper

STOP_PATIENCE = 15.0  # seconds


def mark() -> Path:
    """The file that every process of a running web server keeps open, so that it can be found."""
    return Path(settings.VAR_DIR) / "web.processes"


def serve(*, host: str, port: int, workers: int, threads: int) -> NoReturn:
    """Become the web server; what this process has loaded is dropped, its connections are closed."""
    mark().parent.mkdir(parents=True, exist_ok=True)
    Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)
    database = connections["default"]
    embedded = str(database.server.data) if isinstance(database, DatabaseWrapper) else ""
    connections.close_all()
    supervisor.become(
        supervisor.Orders(
            host=host,
            port=port,
            workers=workers,
            threads=threads,
            mark=str(mark()),
            farewell=_("The portal has ended."),
            walks=bool(settings.PAGE_STORE_MB and settings.PAGE_COPIES_MB),
            database=embedded,
        )
    )


def stop() -> bool:
    """End every web server of this project; True if one was running."""
    found = processes.holding(mark())
    for pid, parent in found.items():
        if parent not in found:
            _signal(pid, signal.SIGTERM)
    end = time.monotonic() + STOP_PATIENCE
    while processes.holding(mark()) and time.monotonic() < end:
        time.sleep(0.05)
    for pid in processes.holding(mark()):
        _signal(pid, signal.SIGKILL)
    return bool(found)


def _signal(pid: int, number: signal.Signals) -> None:
    with suppress(ProcessLookupError):
        os.kill(pid, number)
