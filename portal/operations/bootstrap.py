"""Run a command of the project in its own virtual environment, which is made or mended first.

``python3 portal/operations/bootstrap.py [--dev] [--port N] [--installed] COMMAND...`` is what the Makefile calls; the
command is what would follow ``python``. Only the standard library is used, and nothing newer than
Python 3.8 is written here, so that an old Python can still say what is missing.

The environment lies in ``.venv``. A stamp in it says for which folder, Python and requirements it was
made. It is written last, so an interrupted installation is begun again; a moved folder, another Python
and changed requirements are noticed.
"""

import fcntl
import hashlib
import json
import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
VENV = ROOT / ".venv"
STAMP = VENV / "portal-stamp.json"
LEAST = (3, 11)
EXTRA = ["requirements-s3.txt"]  # for files in a bucket
DEV = ["requirements-dev.txt"]


def main() -> None:
    words, dev, installed, port = sys.argv[1:], False, False, None
    # Not argparse, which would take the command's own options for ours.
    while words and words[0] in ("--dev", "--installed", "--port"):
        word = words.pop(0)
        dev, installed = dev or word == "--dev", installed or word == "--installed"
        port = words.pop(0) if word == "--port" and words else port
    if not words:
        sys.exit(__doc__)
    os.chdir(str(ROOT))
    clean_environment()
    if port is not None:
        refuse_taken_port(port)
        os.environ.setdefault("SITE_URL", f"http://127.0.0.1:{port}")
    need_python()
    if installed and not STAMP.exists():
        return
    prepare(dev=dev)
    os.execv(str(python()), [str(python()), *words])


def python() -> Path:
    return VENV / "bin" / "python"


def say(text: str) -> None:
    print(text, flush=True)


def clean_environment() -> None:
    """Drop what would lead Python or pip astray, and what would let each process compile everything anew."""
    for name in (
        "PYTHONHOME", "PYTHONPATH", "PYTHONDONTWRITEBYTECODE", "PIP_USER", "PIP_TARGET", "PIP_PREFIX",
    ):  # fmt: skip
        os.environ.pop(name, None)
    if not os.environ.get("HOME"):
        os.environ.pop("HOME", None)


def refuse_taken_port(text: str, host: str = "127.0.0.1") -> None:
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= 65535:
        sys.exit(f"PORT must be a number from 1 to 65535, not {text!r}. Nothing was started.")
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, int(text)))
        except PermissionError:
            sys.exit(f"Port {text} is for root alone. Choose one above 1023: make run PORT=8010")
        except OSError:
            sys.exit(
                f"Port {text} is already in use, perhaps by this portal in another shell. "
                "Choose another one (make run PORT=8010), or end that program (make stop)."
            )


def need_python() -> None:
    """Go on under a Python that is new enough, or say what to install."""
    if sys.version_info >= LEAST:
        return
    for minor in range(14, LEAST[1] - 1, -1):
        found = shutil.which(f"python3.{minor}")
        if found:
            os.execv(found, [found, *sys.argv])
    sys.exit(
        f"Python 3.{LEAST[1]} or newer is needed, and this is {sys.version.split()[0]}. "
        "Install it, or name another one: make run PYTHON=/path/to/python3.11"
    )


# --- the environment --------------------------------------------------------------------------------
def prepare(dev: bool) -> None:
    """Bring ``.venv`` to the state that the requirements ask for. One command at a time does this."""
    (ROOT / "var").mkdir(exist_ok=True)
    with (ROOT / "var" / "bootstrap.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        wanted = {
            name: hashlib.sha256((ROOT / name).read_bytes()).hexdigest()
            for name in ["requirements.txt"] + EXTRA * bool(os.environ.get("S3_BUCKET")) + DEV * dev
        }
        have = read_stamp()
        if have.get("folder") != str(VENV) or have.get("python") != base_python() or not is_there():
            make_environment()
            have = {}
        missing = [name for name in wanted if have.get(name) != wanted[name]]
        if not missing:
            return
        if STAMP.exists():
            STAMP.unlink()
        for name in missing:
            install(name)
        STAMP.write_text(json.dumps({**have, **wanted, "folder": str(VENV), "python": base_python()}))


def read_stamp() -> dict[str, str]:
    try:
        stamp: dict[str, str] = json.loads(STAMP.read_text())
        return stamp
    except (OSError, ValueError):
        return {}


def base_python() -> str:
    return f"{sys.base_prefix} {sys.version_info[0]}.{sys.version_info[1]}"


def is_there() -> bool:
    """Whether ``.venv`` has a Python that can be started, as far as files tell (a link to one that is gone is none)."""
    return os.access(str(python()), os.X_OK)


def runs() -> bool:
    """Whether the Python in ``.venv`` starts, and has pip."""
    try:
        return (
            subprocess.run([str(python()), "-c", "import pip"], capture_output=True, check=False).returncode
            == 0
        )
    except OSError:
        return False


def make_environment() -> None:
    say("Making the virtual environment in .venv …")
    for way in (with_venv, with_virtualenv, with_outer_pip, with_apt):
        shutil.rmtree(str(VENV), ignore_errors=True)
        if way() and runs():
            return
    shutil.rmtree(str(VENV), ignore_errors=True)
    sys.exit(
        "A virtual environment cannot be made: this Python has neither venv with pip nor virtualenv. "
        "On Debian: apt-get install python3-venv. Then run the command again."
    )


def with_venv() -> bool:
    return quietly(sys.executable, "-m", "venv", str(VENV))


def with_virtualenv() -> bool:
    return quietly(sys.executable, "-m", "virtualenv", str(VENV))


def with_outer_pip() -> bool:
    """Debian parts ensurepip from Python; a pip outside can put itself into the environment."""
    return quietly(sys.executable, "-m", "venv", "--without-pip", str(VENV)) and quietly(
        sys.executable, "-m", "pip", "--python", str(python()), "install", "pip"
    )


def with_apt() -> bool:
    """On a bare Debian, root may simply add what is missing."""
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return False
    say("Python's venv module is missing: installing Debian's python3-venv …")
    os.environ["DEBIAN_FRONTEND"] = "noninteractive"
    return (
        (quietly("apt-get", "update") or True)
        and quietly("apt-get", "install", "-y", "--no-install-recommends", "python3-venv")
        and with_venv()
    )


def quietly(*command: str) -> bool:
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def install(requirements: str) -> None:
    say(f"Installing the packages of {requirements} (once; it takes a minute or two) …")
    pip = [str(python()), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input"]
    command = [*pip, "--require-virtualenv", "-r", requirements]
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
    if done.returncode:
        sys.stdout.buffer.write(done.stdout)
        sys.stdout.flush()
        sys.exit(
            "The packages could not be installed; the reason stands above. Most often the package index "
            "cannot be reached or the disk is full. Run the command again when that is mended."
        )


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        sys.exit("\nInterrupted. The same command goes on from here.")
