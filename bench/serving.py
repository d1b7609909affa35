"""A server for a benchmark, and connections to it. Imports nothing of the portal, and touches no data by itself."""

import os
import random
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
WORKERS, THREADS = 2, 4
START_PATIENCE = 60.0  # seconds, as all times here
END_PATIENCE = 10.0
# What begins so is told by the kernel when the benchmark was killed and could not end it (prctl(2), PR_SET_PDEATHSIG).
_ENDS_WITH_US = (
    sys.executable, "-c",
    "import ctypes, os, signal, sys; getattr(ctypes.CDLL(None), 'prctl', lambda *_: 0)(1, signal.SIGTERM);"
    " os.execv(sys.argv[1], sys.argv[1:])",
)  # fmt: skip


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def served(
    target: str, *, folder: Path = ROOT, python: Path = Path(sys.executable), **environment: str
) -> Iterator[int]:
    """A WSGI application in granian, ``WORKERS`` processes of ``THREADS``, on a free port; yields the port.
    ``python`` is that of the virtual environment it is installed in.

    All of its processes end with the benchmark, however that ends.
    """
    port = free_port()
    command = [
        *_ENDS_WITH_US, str(python), "-m", "granian", "--interface", "wsgi", "--port", str(port),
        "--workers", str(WORKERS), "--blocking-threads", str(THREADS), "--no-ws", "--log-level", "warning", target,
    ]  # fmt: skip
    ends_when_told()
    process = subprocess.Popen(command, cwd=folder, env=os.environ | environment, start_new_session=True)
    try:
        wait_for(port, process)
        yield port
    finally:
        end_all(process)


def wait_for(port: int, process: "subprocess.Popen[bytes]") -> None:
    end = time.monotonic() + START_PATIENCE
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:
            if time.monotonic() > end or process.poll() is not None:
                raise
            time.sleep(0.05)


def end_all(process: "subprocess.Popen[bytes]") -> None:
    """A process that leads a group of its own, with all in that group: asked first, then not."""
    for how, patience in ((signal.SIGTERM, END_PATIENCE), (signal.SIGKILL, None)):
        with suppress(ProcessLookupError):
            os.killpg(process.pid, how)
        with suppress(subprocess.TimeoutExpired):
            process.wait(patience)
    # The first of them has ended; whoever of the others has not, ends now.
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)


def ends_when_told() -> None:
    """SIGTERM ends this program as Ctrl-C does, so that what it has started is ended too."""
    if signal.getsignal(signal.SIGTERM) is signal.SIG_DFL:
        signal.signal(signal.SIGTERM, lambda *_told: sys.exit(143))


class Connection:
    """One that is kept open, as a browser or a proxy does."""

    def __init__(self, port: int, host: str = "127.0.0.1") -> None:
        self._port, self._host = port, host
        self._socket: socket.socket | None = None
        self.head = b""

    def ask(self, path: str) -> tuple[int, bytes]:
        """Status and body of an answer; its head is kept. One that was closed meanwhile is opened again."""
        self.send(path)
        return self.receive()

    def send(self, path: str) -> None:
        self._path = path
        if self._socket is None:
            self._socket = socket.create_connection(("127.0.0.1", self._port), 60)
            self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._socket.sendall(f"GET {path} HTTP/1.1\r\nHost: {self._host}\r\n\r\n".encode())

    def receive(self) -> tuple[int, bytes]:
        try:
            return self._receive()
        except ConnectionError:
            self.close()
            self.send(self._path)
            return self._receive()

    def close(self) -> None:
        if self._socket is not None:
            self._socket.close()
            self._socket = None

    def header(self, name: str) -> str:
        """A header of the last answer; empty without it."""
        for line in self.head.decode("latin-1").split("\r\n")[1:]:
            key, _colon, value = line.partition(":")
            if key.lower() == name.lower():
                return value.strip()
        return ""

    def _receive(self) -> tuple[int, bytes]:
        answer = b""
        while (end := answer.find(b"\r\n\r\n")) < 0:
            answer += self._part()
        self.head = answer[:end]
        length = end + 4 + int(self.header("Content-Length") or 0)
        parts, found = [answer], len(answer)
        while found < length:
            parts.append(self._part())
            found += len(parts[-1])
        return int(self.head[9:12]), b"".join(parts)[end + 4 :]

    def _part(self) -> bytes:
        part = self._socket.recv(1 << 18) if self._socket is not None else b""
        if not part:
            raise ConnectionError("closed in the middle of an answer")
        return part


class Group:
    """Several connections to one server, so that each of its processes has some; a question goes to one by lot."""

    def __init__(self, port: int, lot: random.Random, host: str = "127.0.0.1", count: int = 8) -> None:
        self._lot = lot
        self._connections = [Connection(port, host) for _number in range(count)]
        self._asked = self._connections[0]

    def ask(self, path: str) -> tuple[int, bytes]:
        self.send(path)
        return self.receive()

    def send(self, path: str) -> None:
        self._asked = self._lot.choice(self._connections)
        self._asked.send(path)

    def receive(self) -> tuple[int, bytes]:
        return self._asked.receive()

    def header(self, name: str) -> str:
        return self._asked.header(name)
