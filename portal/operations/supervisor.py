"""The process that minds the workers; ``manage.py serve`` becomes it (``python -m portal.operations.supervisor``).

It imports granian and nothing of the site, so it stays small however long it runs, and whatever was loaded to
prepare the site (the demonstration, say) is gone. Each worker imports the site for itself; the dictionary of words
alone is loaded before the workers part from this process, and is there once for all of them.
"""

import ctypes
import json
import multiprocessing
import os
import resource
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, NoReturn

PR_SET_PDEATHSIG = 1  # prctl(2)
WORKER_PATIENCE = 10  # seconds for the answers under way when the server ends
PARENT_ASKED_EVERY = 0.5  # seconds between two looks of a worker whether its parent is there
WALKER_PATIENCE = 10  # seconds until the walk is begun anew, should it have ended
HEADER_PATIENCE = 10  # seconds for the head of a request
# Connections that wait to be taken, and that a worker holds at once: those that say nothing cost little, but must not
# leave the others outside.
BACKLOG, CONNECTIONS = 8192, 4096
# Threads share two heaps: with eight for each processor, as glibc has it, what one has freed lies idle.
MEMORY = {"MALLOC_ARENA_MAX": "2"}


@dataclass(frozen=True)
class Orders:
    """What the supervisor is told; it knows no settings of its own."""

    host: str
    port: int
    workers: int
    threads: int  # in each worker
    mark: str  # the file that every process of a running web server keeps open, so that it can be found
    farewell: str  # said at the end, in the person's language
    walks: bool = False  # whether a process of its own keeps copies of all pages
    database: str = ""  # the data folder of the embedded PostgreSQL; empty with a server of one's own


def become(orders: Orders) -> NoReturn:
    """Turn the running process into the supervisor; its number, terminal and environment stay."""
    sys.stdout.flush()
    sys.stderr.flush()
    root = str(Path(__file__).resolve().parents[2])
    # -P: a folder in which the command happens to run is not searched for modules.
    command = [sys.executable, "-P", "-m", "portal.operations.supervisor", json.dumps(asdict(orders))]
    os.execve(sys.executable, command, {**os.environ, "PYTHONPATH": root, **MEMORY})


def main() -> None:
    orders = Orders(**json.loads(sys.argv[1]))
    try:
        with Path(orders.mark).open("a"):
            supervise(orders)
    except KeyboardInterrupt:  # before granian took the signals over
        pass
    finally:
        release_database(orders)
    print(orders.farewell, flush=True)


def supervise(orders: Orders) -> None:
    """Serve until SIGINT, SIGTERM or SIGHUP (a closed terminal), unless the last is ignored (nohup)."""
    from granian.constants import HTTPModes, Interfaces
    from granian.http import HTTP1Settings
    from granian.log import LogLevels
    from granian.server import Server

    allow_connections()
    # Half of the threads at most take in what is sent, unless the site says otherwise: the others are for readers.
    os.environ.setdefault("BODIES_AT_ONCE", str(max(1, orders.threads // 2)))
    server = Server(
        "portal.wsgi:application",
        address=orders.host,
        port=orders.port,
        interface=Interfaces.WSGI,
        workers=orders.workers,
        blocking_threads=orders.threads,
        respawn_failed_workers=True,
        workers_kill_timeout=WORKER_PATIENCE,
        websockets=False,
        http=HTTPModes.http1,  # what a server in front speaks, and bodies always say how long they are
        http1_settings=HTTP1Settings(header_read_timeout=HEADER_PATIENCE * 1000),
        backlog=BACKLOG,
        backpressure=CONNECTIONS,
        log_level=LogLevels.warning,
        process_name=f"portal {orders.host}:{orders.port}",
    )
    end_workers_from_their_birth()
    hangup: Any = signal.SIG_IGN
    if signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:
        hangup = server.signal_handler_interrupt
    # granian would start its workers anew
    server.on_startup(lambda: signal.signal(signal.SIGHUP, hangup))
    walker = Walker() if orders.walks else None
    load_dictionary()
    try:
        server.serve(target_loader=load_worker)
    finally:
        if walker is not None:
            walker.end()


class Walker:
    """The process that keeps copies of pages (``manage.py keep_copies``), started anew should it end."""

    def __init__(self) -> None:
        self._is_over = threading.Event()
        self._process: subprocess.Popen[bytes] | None = None
        self._minder = threading.Thread(target=self._mind, daemon=True)
        self._minder.start()

    def end(self) -> None:
        self._is_over.set()
        self._minder.join(WALKER_PATIENCE)

    def _mind(self) -> None:
        root = Path(__file__).resolve().parents[2]
        command = [sys.executable, str(root / "manage.py"), "keep_copies", "--parent", str(os.getpid())]
        while not self._is_over.is_set():
            # It ends with this thread, which lives as long as this process.
            self._process = subprocess.Popen(command, cwd=root, stdin=subprocess.DEVNULL, process_group=0)
            while self._process.poll() is None and not self._is_over.wait(0.2):
                pass
            if self._process.poll() is None:
                self._process.kill()  # it can go on anywhere: nothing is lost
                self._process.wait()
            self._is_over.wait(WALKER_PATIENCE)


def load_dictionary() -> None:
    """Load the dictionary of Chinese words, which nobody writes to: a forked worker shares these 30 MB with this
    process, and would load them for itself with the first search."""
    import rjieba

    rjieba.has_word("工会")


def end_with_parent(parent: int, order: int) -> None:
    """Let this process end when its parent has ended in whatever way."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, order)
    if os.getppid() != parent:
        os._exit(0)  # it died before we asked to be told


def end_after(parent: int) -> None:
    """Wait until the parent of this worker has ended; then let the worker finish its answers and end, as its parent
    would have: ordered once, and after ``WORKER_PATIENCE`` at the latest.

    The kernel's own order (``end_with_parent``) would come once for every thread that the parent had, and on the
    second of them a worker of granian stops for ever, while it deals with the first and lets no other thread run. That
    is why the last word has the kernel's clock.
    """
    while os.getppid() == parent:
        time.sleep(PARENT_ASKED_EVERY)
    signal.setitimer(signal.ITIMER_REAL, WORKER_PATIENCE)  # SIGALRM, for which nobody here has a handler
    os.kill(os.getpid(), signal.SIGTERM)


def allow_connections() -> None:
    """Raise the number of files that a process may hold open, as far as we may: each connection is one."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = CONNECTIONS + 1024
    if hard != resource.RLIM_INFINITY:
        wanted = min(wanted, hard)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))


def end_workers_from_their_birth() -> None:
    """Let SIGTERM end a forked process until it sets a handler of its own.

    A worker is born with the handlers of the main process, and an order to end would be lost on them until it has
    loaded the site: it then serves on until it is killed. The order waits while the fork happens.
    """
    order = {signal.SIGTERM}

    def be_mortal() -> None:
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, order)

    os.register_at_fork(
        before=lambda: signal.pthread_sigmask(signal.SIG_BLOCK, order),
        after_in_parent=lambda: signal.pthread_sigmask(signal.SIG_UNBLOCK, order),
        after_in_child=be_mortal,
    )


def load_worker(target: str) -> Callable[..., Any]:
    """The WSGI application, for a worker process.

    A worker leaves the terminal's process group, so that Ctrl-C reaches the main process alone, which
    then lets the workers finish their answers; and it ends when the main process dies in any way.
    """
    os.setpgid(0, 0)
    process = multiprocessing.parent_process()
    parent = process.pid if process is not None and process.pid else os.getppid()
    threading.Thread(target=end_after, args=(parent,), daemon=True).start()
    from portal.wsgi import application

    return application


def release_database(orders: Orders) -> None:
    """Stop the embedded PostgreSQL if nobody uses it: whoever prepared the site started it and became this process."""
    if orders.database:
        from portal.operations.embedded_postgres.server import server_at

        server_at(Path(orders.database)).stop_if_unused()


if __name__ == "__main__":
    main()
