"""Preparing the site for its first start: tables, demonstration content, an account, static files."""

import hashlib
import logging
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.db import DatabaseError, ProgrammingError, connection
from django.utils.translation import gettext as _

from accounts import audit

logger = logging.getLogger(__name__)

Say = Callable[[str], object]

ACCOUNT = "admin"
# Without letters and digits that look like one another: the password is copied by hand.
ALPHABET = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789"
PASSWORD_LENGTH = 16
PREPARING = 7_034_611_902_345  # the number of our advisory lock
FINGERPRINT = ".fingerprint"


def prepare(say: Say) -> None:
    """Bring database and static files to the state that serving needs. Safe to repeat, and to be interrupted.

    Two commands that prepare one database do it one after the other.
    """
    with _one_at_a_time():
        call_command("migrate", interactive=False, verbosity=0)
        load_demonstration(say)
        create_account(say)
    collect_static()


# What decides on safety: a change of it stands in the log of the desk.
WRITTEN_DOWN = (
    "ALLOWED_HOSTS", "AUDIT_DAYS", "DEBUG", "EVENT_REVIEW_LEVELS", "PROXY_COUNT", "REVIEW_BY_AUTHOR", "REVIEW_LEVELS",
    "SECOND_FACTOR", "SITE_URL", "WITHDRAW_FIRST",
)  # fmt: skip


def write_down_settings() -> None:
    """Note in the log of the desk what is set otherwise than at the last start; nothing while there are no tables."""
    try:
        audit.record_settings({name: getattr(settings, name) for name in WRITTEN_DOWN})
    except ProgrammingError:
        return  # no tables yet: the first start that prepares the database writes them down
    except DatabaseError as error:
        logger.warning("The settings could not be written into the log of the desk: %s", error)


def load_demonstration(say: Say) -> bool:
    """Fill an empty database with demonstration content; never touches one that holds anything."""
    # A demonstration that was taken out is not wanted again.
    contents = (
        "articles.Article", "organizations.Organization", "events.Event", "photos.Photo", "portal.Demonstration",
    )  # fmt: skip
    if any(apps.get_model(name)._base_manager.exists() for name in contents):
        return False
    say(_("The database is empty: loading the demonstration content …"))
    # On the embedded database, which is for trying the portal, there are accounts to try the reviews with.
    call_command("load_demo", with_accounts=settings.EMBEDDED)
    return True


def create_account(say: Say) -> bool:
    """Make an account for the desk if no administrator can sign in; its password is shown this once."""
    users = get_user_model()._default_manager
    if users.filter(is_superuser=True, is_active=True).exists():
        return False
    name = ACCOUNT
    while users.filter(username=name).exists():
        name += "1"
    password = "".join(secrets.choice(ALPHABET) for _place in range(PASSWORD_LENGTH))
    users.create_superuser(username=name, password=password)
    say("")
    say(_("An account for the desk was made. This is shown once:"))
    say(_("    name: %(name)s    password: %(password)s") % {"name": name, "password": password})
    say(_("To set another password: .venv/bin/python manage.py changepassword %(name)s") % {"name": name})
    say("")
    return True


def collect_static() -> bool:
    """Collect and compress the static files if any has changed since the last time."""
    fingerprint = _static_fingerprint()
    stamp = Path(settings.STATIC_ROOT) / FINGERPRINT
    if stamp.exists() and stamp.read_text() == fingerprint:
        return False
    stamp.unlink(missing_ok=True)
    call_command("collectstatic", interactive=False, verbosity=0)
    stamp.write_text(fingerprint)
    return True


def _static_fingerprint() -> str:
    digest = hashlib.sha256(repr(settings.STORAGES["staticfiles"]).encode())
    for finder in get_finders():
        for path, storage in sorted(finder.list([]), key=lambda found: found[0]):
            status = Path(storage.path(path)).stat()
            digest.update(f"{storage.path(path)} {status.st_size} {status.st_mtime_ns}\n".encode())
    return digest.hexdigest()


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [PREPARING])
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [PREPARING])
