"""The database of a test process as a copy of one that was migrated before.

To migrate an empty database takes a test process some ten seconds, and a copy of what came of it a fraction of one. So
the first process that needs it keeps it under a name that says which product migrated it: every source file counts,
not only the migrations, since they call functions of the product. After a change of any of them it is made anew.
"""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import django
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import OperationalError, connection
from django.db.backends.utils import CursorWrapper

LOCK = 7_405_112  # of PostgreSQL's advisory locks: one process makes it, the others wait for it
PACKAGES = "requirements.txt"  # the versions of all packages, whose migrations run too
SOURCES = {".py", ".toml", ".txt", ".sql"}


def product() -> str:
    """What stands for all that decides how a migrated database looks, as some hexadecimal digits."""
    digest = hashlib.sha256(django.__version__.encode())
    for file in _sources():
        digest.update(b"%b\0%b\0" % (str(file.relative_to(settings.BASE_DIR)).encode(), file.read_bytes()))
    return digest.hexdigest()[:16]


def _sources() -> Iterator[Path]:
    root = Path(settings.BASE_DIR)
    yield root / PACKAGES
    for app in apps.get_app_configs():
        folder = Path(app.path)
        if folder.parent == root:
            yield from sorted(file for file in folder.rglob("*") if file.suffix in SOURCES)


def migrated() -> str:
    """The name of a database that this product migrated and that nobody works in, made if there is none."""
    family = f"test_{connection.settings_dict['NAME']}_migrated_"
    name = family + product()
    with _alone() as cursor:
        names = _databases(cursor, family)
        if name not in names:
            for old in names:
                with suppress(OperationalError):  # somebody is looking into it: it goes the next time
                    cursor.execute(f'DROP DATABASE "{old}"')
            # Under its name only when it is whole, so that an interrupted run leaves nothing that looks like it.
            draft = f"{family}draft"
            cursor.execute(f'CREATE DATABASE "{draft}"')
            _migrate(draft)
            cursor.execute(f'ALTER DATABASE "{draft}" RENAME TO "{name}"')
    return name


@contextmanager
def _alone() -> Iterator[CursorWrapper]:
    """A cursor beside all databases of the portal, for one process at a time."""
    with connection._nodb_cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK])
        yield cursor  # the lock ends with the connection


def _databases(cursor: CursorWrapper, family: str) -> list[str]:
    cursor.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [family])
    return [name for (name,) in cursor.fetchall()]


def _migrate(database: str) -> None:
    """Bring an empty database to the state of today, and leave it."""
    own = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = database
    try:
        call_command("migrate", verbosity=0, interactive=False)
    finally:
        connection.close()
        connection.settings_dict["NAME"] = own
