"""The web server process: granian, run so that Ctrl-C and ``manage.py stop`` shut it down gracefully."""

import ctypes
import multiprocessing
import os
import signal
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from django.conf import settings
from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server import Server

from portal.operations.embedded_postgres import processes

PR_SET_PDEATHSIG = 1  # prctl(2)
STOP_PATIENCE = 15.0  # seconds


def mark() -> Path:
    """The file that every process of a running web server keeps open, so that it can be found."""
    return Path(settings.VAR_DIR) / "web.processes"


def load_worker(target: str) -> Callable[..., Any]:
    """The WSGI application, for a worker process.

    A worker leaves the terminal's process group, so that Ctrl-C reaches the main process alone, which
    then lets the workers finish their answers; and it ends when the main process dies in any way.
    """
    # Until granian sets its own, the main process' handlers are here too: an order to end would be lost.
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    os.setpgid(0, 0)
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
    parent = multiprocessing.parent_process()
    if parent is not None and os.getppid() != parent.pid:
        os._exit(0)  # it died before we asked to be told
    from portal.wsgi import application

    return application


def serve(*, host: str, port: int, workers: int, threads: int) -> None:
    """Serve until SIGINT, SIGTERM or SIGHUP (a closed terminal), unless the last is ignored (nohup)."""
    mark().parent.mkdir(parents=True, exist_ok=True)
    Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)
    with mark().open("a"):
        server = Server(
            "portal.wsgi:application",
            address=host,
            port=port,
            interface=Interfaces.WSGI,
            workers=workers,
            blocking_threads=threads,
            respawn_failed_workers=True,
            workers_kill_timeout=10,
            websockets=False,
            log_level=LogLevels.warning,
            process_name=f"portal {host}:{port}",
        )
        if signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:
            hangup: Any = server.signal_handler_interrupt
        else:
            hangup = signal.SIG_IGN
        server.on_startup(
            lambda: signal.signal(signal.SIGHUP, hangup)
        )  # granian would start its workers anew
        server.serve(target_loader=load_worker)


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
