"""Under which account the server runs: PostgreSQL refuses to be root."""

import os
import pwd
import subprocess
from collections.abc import Iterable
from pathlib import Path

from portal.operations.embedded_postgres import problems

# initdb looks its own account up by name, so the account has to exist; these do on every Debian.
STAND_INS = ("postgres", "daemon", "nobody")
# For a project below a folder that only root may enter, such as /root. The secure bit keeps the power in
# access(2), by which PostgreSQL looks for its own programs.
PAST_CLOSED_FOLDERS = (
    "--inh-caps=+dac_override",
    "--ambient-caps=+dac_override",
    "--securebits=+no_setuid_fixup",
)
# Can the account run the programs ($0) and write into the folder ($1)?
PROBE = '"$0" --version && [ -r "$0" ] && cd "$1" && mkdir .probe && rmdir .probe'


def command_prefix(folder: Path, programs: Path) -> list[str]:
    """What to put before a PostgreSQL command that works in ``folder`` with the programs in ``programs``.

    An ordinary user needs nothing. For root there are two ways: a user namespace in which root goes by
    another number (no file changes hands), or else ``setpriv`` to another account, to which the folder is
    given. A folder that already belongs to somebody else is served under that account, so that its owner
    can go on using it. Raises ``ServerError`` when no way is open.
    """
    if os.geteuid() != 0:
        if folder.stat().st_uid != os.geteuid():
            raise problems.foreign_owner(folder)
        return []
    owner = folder.stat().st_uid
    if owner == 0 and (prefix := user_namespace()):
        return prefix
    account = _account(owner)
    if account is not None:
        if owner != account.pw_uid:
            give(folder, account)
        for powers in ((), PAST_CLOSED_FOLDERS):
            prefix = _setpriv(account, powers)
            if _works([*prefix, "sh", "-c", PROBE, str(programs / "postgres"), str(folder)]):
                return prefix
    raise problems.no_account(folder)


def user_namespace() -> list[str]:
    """The prefix that runs a command in a user namespace of its own, or nothing where that is forbidden."""
    account = _account(0)
    if account is None:
        return []
    prefix = ["unshare", "--user", f"--map-user={account.pw_uid}", f"--map-group={account.pw_gid}", "--"]
    return prefix if _works([*prefix, "true"]) else []


def give(folder: Path, account: pwd.struct_passwd) -> None:
    """Make ``account`` the owner of a folder and all in it."""
    os.chown(folder, account.pw_uid, account.pw_gid)
    for path in folder.rglob("*"):
        os.chown(path, account.pw_uid, account.pw_gid, follow_symlinks=False)


def _setpriv(account: pwd.struct_passwd, powers: Iterable[str]) -> list[str]:
    identity = [f"--reuid={account.pw_uid}", f"--regid={account.pw_gid}", "--clear-groups"]
    return ["setpriv", *identity, *powers, "--no-new-privs", "--"]


def _account(owner: int) -> pwd.struct_passwd | None:
    """The account with the number ``owner``; for root the first of those that stand in for it."""
    for key in (owner,) if owner else STAND_INS:
        try:
            return pwd.getpwuid(key) if isinstance(key, int) else pwd.getpwnam(key)
        except KeyError:
            continue
    return None


def _works(command: list[str]) -> bool:
    try:
        return subprocess.run(command, capture_output=True, timeout=10, check=False).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False
