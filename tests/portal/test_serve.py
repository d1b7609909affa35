"""The web server as a process: it starts, answers, and ends with everything that belongs to it."""

import os
import select
import signal
import socket
import subprocess
import sys
import time
from http.client import HTTPConnection
from pathlib import Path

import pytest

from portal.operations.embedded_postgres import processes

ROOT = Path(__file__).resolve().parents[2]

PATIENCE = 180  # seconds; only a machine under a heavy load comes near it


class Served:
    """``manage.py serve`` on a free port, with data of its own, in a session of its own like a terminal's."""

    def __init__(self, var: Path) -> None:
        self.mark = var / "web.processes"
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.environment = {"PATH": os.environ["PATH"], "VAR_DIR": str(var)}
        self.process = subprocess.Popen(
            [sys.executable, "manage.py", "serve", "--port", str(self.port)],
            cwd=ROOT, env=self.environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
            start_new_session=True,
            # Whoever runs the tests under nohup ignores SIGHUP, and children inherit that.
            preexec_fn=lambda: signal.signal(signal.SIGHUP, signal.SIG_DFL),
        )  # fmt: skip
        self.wait_until(lambda: self.get("/healthz") == (200, b"ok\n"))
        self.wait_until(lambda: len(processes.holding(self.mark)) == 3)  # both workers, and who minds them

    def get(self, address: str) -> tuple[int, bytes] | None:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            connection.request("GET", address)
            response = connection.getresponse()
            return response.status, response.read()
        except OSError:
            return None
        finally:
            connection.close()

    def wait_until(self, true) -> None:
        end = time.monotonic() + PATIENCE
        while not true():
            assert time.monotonic() < end, "waited in vain"
            time.sleep(0.05)

    def manage(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "manage.py", *arguments]
        return subprocess.run(
            command, cwd=ROOT, env=self.environment, capture_output=True, text=True, check=False
        )


@pytest.fixture
def served(tmp_path: Path):
    var = tmp_path / "工 会"
    var.mkdir()
    served = Served(var)
    yield served
    served.manage("stop")
    served.process.communicate()


@pytest.mark.parametrize("order", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_ends_it_in_order(served, order):
    os.killpg(served.process.pid, order)  # as a terminal does
    said, complaint = served.process.communicate(timeout=PATIENCE)
    assert (served.process.returncode, complaint) == (0, "")
    assert said == f"门户已在 http://127.0.0.1:{served.port} 运行（按 Ctrl-C 结束）。\n门户已结束运行。\n"
    assert processes.holding(served.mark) == {}


BORN = """
import os, signal
from portal.operations import supervisor
signal.signal(signal.SIGTERM, lambda *_anything: None)  # as granian's main process, which knows it by itself
supervisor.end_workers_from_their_birth()
ends = set()
for _one in range(50):
    if (worker := os.fork()) == 0:
        signal.pause()
        os._exit(0)
    os.kill(worker, signal.SIGTERM)
    ends.add(os.waitstatus_to_exitcode(os.waitpid(worker, 0)[1]))
os.kill(os.getpid(), signal.SIGTERM)
print(ends)
"""


def test_a_worker_that_is_just_born_can_be_ended():
    done = subprocess.run(
        [sys.executable, "-c", BORN], cwd=ROOT, capture_output=True, text=True, timeout=PATIENCE, check=False
    )
    assert (done.stdout, done.stderr) == ("{-15}\n", "")


def test_the_last_worker_that_used_the_database_stops_it(served):
    assert served.get("/readyz")[0] == 503
    data = (served.mark.parent / "postgres").resolve()
    assert processes.postmaster(data) is not None
    os.killpg(served.process.pid, signal.SIGINT)
    served.process.communicate(timeout=PATIENCE)
    assert processes.postmaster(data) is None


def proportional(pid: int) -> int:
    """The memory of a process in MB; what it shares with others counts in part (PSS)."""
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:")) // 1024


def test_processes_are_small(served):
    """The parent knows nothing of the site, and a worker has not loaded the dictionaries that it may never need."""
    parents = processes.holding(served.mark)
    parent = served.process.pid
    workers = [pid for pid in parents if pid != parent]
    assert [parents[pid] for pid in workers] == [parent, parent]
    assert proportional(parent) < 60
    assert max(proportional(worker) for worker in workers) < 100


def test_the_dictionary_of_words_is_loaded_before_the_workers_part(served):
    """They share it then. One that has searched nothing has it only from its parent."""
    for process in processes.holding(served.mark):
        assert "rjieba" in Path(f"/proc/{process}/maps").read_text()


def test_the_parent_imports_nothing_of_the_site():
    code = "import sys; import portal.operations.supervisor, granian.server; print({'django', 'portal.settings'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ("set()\n", "")


def test_bodies_that_never_come_leave_the_threads_to_readers(served):
    """Twelve are more than all threads; each of the two workers lets two of them wait, and refuses the others."""
    head = b"POST /admin/login/ HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 1000\r\n\r\nusername="
    slow = []
    try:
        for _one in range(12):
            slow.append(socket.create_connection(("127.0.0.1", served.port), PATIENCE))
            slow[-1].sendall(head)
        assert [served.get("/healthz") for _one in range(8)] == [(200, b"ok\n")] * 8
        answered: set[socket.socket] = set()
        while len(answered) < 8:
            answered |= set(select.select(slow, [], [], PATIENCE)[0])
        assert {connection.recv(12) for connection in answered} == {b"HTTP/1.1 503"}
    finally:
        for connection in slow:
            connection.close()


def test_its_port_is_taken(served):
    again = served.manage("serve", "--port", str(served.port))
    assert (again.returncode, again.stdout) == (1, "")
    assert again.stderr.startswith(f"Port {served.port} is already in use")


def test_stop_ends_server_and_database(served):
    # The database is started by the worker that first needs it; it has no tables yet.
    assert served.get("/readyz") == (503, b"The database lacks migrations: run manage.py migrate.\n")
    data = (served.mark.parent / "postgres").resolve()
    assert processes.postmaster(data) is not None
    stopped = served.manage("stop")
    assert (stopped.returncode, stopped.stdout) == (0, "门户已结束运行。\nPostgreSQL 已停止。\n")
    assert served.process.wait(PATIENCE) == 0
    assert (processes.holding(served.mark), processes.postmaster(data)) == ({}, None)
    assert served.manage("stop").stdout == "门户没有在运行。\nPostgreSQL 没有在运行。\n"


ORPHAN = """
import ctypes, os, signal, threading
from portal.operations import supervisor
supervisor.WORKER_PATIENCE = 0.1
def let_no_thread_run(*_anything):
    os.write(1, b"ordered\\n")
    ctypes.PyDLL(None).pause()
signal.signal(signal.SIGTERM, let_no_thread_run)
parent = os.getpid()
if os.fork() == 0:
    supervisor.PARENT_ASKED_EVERY = 0.01
    threading.Thread(target=supervisor.end_after, args=(parent,)).start()
    os.write(1, b"begun\\n")
    signal.pause()
"""


def test_a_worker_that_stops_while_it_is_ordered_to_end_ends_at_last():
    """Whatever its other threads wait for. The output is closed by the last of the two processes."""
    done = subprocess.run(
        [sys.executable, "-c", ORPHAN],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    assert (sorted(done.stdout.split()), done.stderr) == (["begun", "ordered"], "")


def test_workers_do_not_outlive_a_killed_server(served):
    served.process.kill()
    served.wait_until(lambda: processes.holding(served.mark) == {})
    assert served.get("/healthz") is None
