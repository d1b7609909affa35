"""A small program that uses an embedded server, for tests that need processes of their own.

``server_driver.py DATA ACTION [--no-namespace] [--wait FILE]``: ``use`` connects, writes ``ready`` to its
standard output, waits until its standard input is closed and ends in the ordinary way; ``fork`` does so
after a child of it has come and gone.
"""

import atexit
import os
import sys
from pathlib import Path

from django.conf import settings

settings.configure(USE_I18N=False)

import psycopg  # noqa: E402

from portal.operations.embedded_postgres import runner  # noqa: E402
from portal.operations.embedded_postgres.problems import ServerError  # noqa: E402
from portal.operations.embedded_postgres.server import APPLICATION_NAME, DATABASE, server_at  # noqa: E402


def main() -> None:
    data, action = Path(sys.argv[1]), sys.argv[2]
    if "--no-namespace" in sys.argv:
        runner.user_namespace = list
    server = server_at(data)
    try:
        server.use()
    except ServerError as error:
        sys.exit(str(error))
    with psycopg.connect(
        **server.address(), dbname=DATABASE, application_name=APPLICATION_NAME
    ) as connection:
        number = connection.execute("SELECT txid_current()").fetchone()
        assert number is not None
        print("ready", flush=True)
        if action == "fork":
            child = os.fork()
            if child == 0:
                atexit._run_exitfuncs()  # what was registered for the end of a process
                os._exit(0)  # but leave our connection alone
            os.waitpid(child, 0)
            print("alive" if server.answers() else "stopped", flush=True)
        sys.stdin.read()


main()
