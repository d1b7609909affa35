"""A plugin of pytest that lets mutmut's forked processes work on PostgreSQL: each on a test database of its own.

mutmut runs the tests once in its own process, and again in a fork of it for each mutant. A fork inherits the open
connections, and migrating a database anew would cost far more than the tests. So connections are closed before each
fork, and a fork takes one of a few copies of the database that the first run made, whichever is free.
"""

import fcntl
import os

import pytest
from django.db import connections
from pytest_django.plugin import blocking_manager_key

SLOTS = 2
MADE_FIRST = "mutants_0"
FIRST_PROCESS = os.getpid()


def pytest_configure(config: pytest.Config) -> None:
    connection = connections["default"]
    if os.getpid() == FIRST_PROCESS:
        connection.settings_dict["TEST"]["NAME"] = MADE_FIRST
        with config.stash[blocking_manager_key].unblock(), connection._nodb_cursor() as cursor:
            for slot in range(1, SLOTS + 1):  # of an earlier run, perhaps with other tables
                cursor.execute(f'DROP DATABASE IF EXISTS "mutants_{slot}" WITH (FORCE)')
        return
    name = f"mutants_{_free_slot()}"
    with config.stash[blocking_manager_key].unblock(), connection._nodb_cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
        if cursor.fetchone() is None:
            cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{MADE_FIRST}"')
    connection.settings_dict["NAME"] = name
    # It is there, and migrated.
    pytest.MonkeyPatch().setattr(connection.creation, "create_test_db", lambda **_options: name)


def _free_slot() -> int:
    """The number of a slot that no other process holds, from 1; waits for the last one. Held while we live."""
    for slot in range(1, SLOTS + 1):
        descriptor = os.open(f"slot-{slot}.lock", os.O_CREAT | os.O_RDWR)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | (fcntl.LOCK_NB if slot < SLOTS else 0))
        except BlockingIOError:
            os.close(descriptor)
        else:
            break
    return slot


os.register_at_fork(before=connections.close_all)
