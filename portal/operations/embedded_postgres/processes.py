"""Which running programs belong to a data folder.

The pid file in the folder is not asked: after a crash its number may belong to any other program, which
must not be signalled, nor be mistaken for the server. Every process of a PostgreSQL server has the data
folder as its current folder, and the first of them names it on its command line.
"""

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

PROC = Path("/proc")


def can_be_seen() -> bool:
    """Whether this system tells about its processes at all (Linux does)."""
    return (PROC / "self" / "cwd").exists()


def inside(data: Path) -> list[int]:
    """Process numbers that work in ``data``, or may do so for all that can be seen."""
    return [pid for pid, _main in _candidates(data)]


def postmaster(data: Path) -> int | None:
    """The process number of the server on ``data``, or None if none runs."""
    return next((pid for pid, main in _candidates(data) if main), None)


def _candidates(data: Path) -> Iterator[tuple[int, bool]]:
    """``(pid, is the server's first process)`` of everything that works in ``data``."""
    try:
        owner = data.stat().st_uid
    except FileNotFoundError:
        return
    wanted = os.fsencode(data)
    for folder in PROC.glob("[0-9]*"):
        with suppress(OSError):  # it ended while we looked
            arguments = (folder / "cmdline").read_bytes().split(b"\0")
            named = b"-D" in arguments and wanted in arguments
            try:
                here = os.fsencode((folder / "cwd").readlink()) == wanted
            except PermissionError:
                # Of another account, or in a container that hides such things: the names have to do.
                # PostgreSQL serves a folder under the account of its owner only.
                called = (folder / "comm").read_text().strip()
                here = folder.stat().st_uid == owner and (named or called == "postgres")
                main = here and named
            else:
                main = here and b"-D" in arguments and not arguments[0].endswith(b"initdb")
            if here:
                yield int(folder.name), main


def holding(file: Path) -> dict[int, int]:
    """``{process: its parent}`` of all that keep ``file`` open."""
    try:
        wanted = file.stat()
    except FileNotFoundError:
        return {}
    found = {}
    for folder in PROC.glob("[0-9]*"):
        with suppress(OSError):  # not ours to look at, or ended
            if any(_is(descriptor, wanted) for descriptor in (folder / "fd").iterdir()):
                # The name, in brackets, may hold blanks and brackets; the parent is the second word after it.
                after_name = (folder / "stat").read_text().rpartition(")")[2]
                found[int(folder.name)] = int(after_name.split()[1])
    return found


def _is(descriptor: Path, wanted: os.stat_result) -> bool:
    with suppress(OSError):
        status = descriptor.stat()
        return (status.st_dev, status.st_ino) == (wanted.st_dev, wanted.st_ino)
    return False
