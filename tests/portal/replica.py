"""A streaming replica of the server that the tests work on, made with PostgreSQL's own tools."""

import subprocess
from contextlib import suppress
from pathlib import Path

import pytest
from django.db import connections

from portal.operations.embedded_postgres import runner
from portal.operations.embedded_postgres.base import DatabaseWrapper
from portal.operations.embedded_postgres.problems import ServerError
from portal.operations.embedded_postgres.server import Server, programs

MOST_TRIES = 9  # of half a minute each


def primary() -> Server:
    line = connections["default"]
    if not isinstance(line, DatabaseWrapper):
        pytest.skip("DATABASE_URL names a server that is not ours to copy.")
    return line.server


def replica_in(folder: Path) -> Server:
    """``folder`` must not be there yet. It runs until it is stopped."""
    folder.mkdir(mode=0o700)
    address = primary().address()
    subprocess.run(
        [
            *runner.command_prefix(folder, programs()), str(programs() / "pg_basebackup"), "-D", str(folder), "-R",
            "-c", "fast", "-X", "stream", "-h", address["host"], "-p", address["port"], "-U", address["user"],
        ],
        cwd=folder, check=True, capture_output=True, timeout=300,
    )  # fmt: skip
    made = Server(folder)
    # A replica is not ready while a transaction with more than 64 savepoints is open, as tests beside this one have.
    for _patience in range(MOST_TRIES):
        with suppress(ServerError):
            made.use()
            return made
    made.use()
    return made
