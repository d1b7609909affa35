"""The embedded PostgreSQL, with real servers in folders that are awkward on purpose."""

import os
import pwd
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import connections
from django.utils import translation

from portal.operations.embedded_postgres import problems, processes, runner, server
from portal.operations.embedded_postgres.base import DatabaseWrapper
from portal.operations.embedded_postgres.problems import ServerError
from portal.operations.embedded_postgres.server import DATABASE, Server, server_at

ROOT = Path(__file__).resolve().parents[2]
DRIVER = Path(__file__).with_name("server_driver.py")


class Driver:
    """One process that uses a server."""

    def __init__(self, data: Path, *arguments: str, prefix: tuple[str, ...] = ()) -> None:
        self.process = subprocess.Popen(
            [*prefix, sys.executable, str(DRIVER), str(data), *(arguments or ("use",))],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=ROOT,
            env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "LANG": "zh_TW.BIG5", "PGPORT": "1", "PGHOST": "x"},
        )  # fmt: skip

    def ready(self) -> "Driver":
        line = self.process.stdout.readline()
        assert line == "ready\n", self.process.stderr.read()
        return self

    def end(self) -> str:
        """Let it end in the ordinary way; what it said besides."""
        said, complaint = self.process.communicate(timeout=180)
        assert (self.process.returncode, complaint) == (0, "")
        return said

    def kill(self) -> None:
        self.process.kill()
        self.process.communicate()


@pytest.fixture
def data(tmp_path: Path):
    """A data folder in a path with spaces and Chinese characters; whatever runs in it is stopped."""
    folder = tmp_path / "工 会" / "postgres"
    yield folder
    Server(folder.resolve()).stop()


@pytest.fixture
def full(data: Path, cluster: Path) -> Path:
    """The same with a database in it, copied, which is quicker than made."""
    data.parent.mkdir()
    shutil.copytree(cluster, data)
    return data


@pytest.fixture(scope="session")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("cluster") / "postgres"
    Driver(folder).ready().end()
    return folder


def running(data: Path) -> bool:
    return processes.postmaster(data.resolve()) is not None


# --- one command ----------------------------------------------------------------------------------------
def test_first_use_makes_a_chinese_database_and_the_end_stops_it(data):
    Driver(data).ready().end()
    assert not running(data)
    assert sorted(path.name for path in data.parent.iterdir()) == [
        "postgres", "postgres.lock", "postgres.log", "postgres.users",
    ]  # fmt: skip
    assert data.stat().st_mode & 0o777 == 0o700
    started = server_at(data)
    started.use()
    with psycopg.connect(**started.address(), dbname=DATABASE) as connection:
        row = connection.execute(
            "SELECT datctype, pg_encoding_to_char(encoding), current_setting('listen_addresses')"
            " FROM pg_database WHERE datname = current_database()"
        ).fetchone()
        connection.execute("CREATE EXTENSION pg_trgm")
        trigrams = connection.execute("SELECT cardinality(show_trgm('劳模工匠'))").fetchone()
    assert row == ("C.UTF-8", "UTF8", "")
    assert trigrams == (5,)
    started.release()
    assert not running(data)


def test_path_too_long_for_a_socket(tmp_path, cluster):
    data = tmp_path / ("很长的路径" * 8) / "postgres"
    assert len(os.fsencode(data)) > server.LONGEST_SOCKET_PATH
    data.parent.mkdir()
    shutil.copytree(cluster, data)
    Driver(data).ready().end()
    assert not running(data)


def test_a_moved_folder_goes_on(full):
    Driver(full).ready().end()
    moved = full.with_name("moved")
    full.rename(moved)
    Driver(moved).ready().end()
    assert not running(moved)


def test_stop_ends_it_under_its_users_and_they_get_it_back(full, django_db_blocker):
    settings = {"DATA_DIR": full, "NAME": DATABASE, "USER": "postgres"}
    defaults = {"OPTIONS": {}, "PASSWORD": "", "HOST": "", "PORT": "", "AUTOCOMMIT": True, "TIME_ZONE": None,
                "CONN_MAX_AGE": 0, "CONN_HEALTH_CHECKS": False, "ATOMIC_REQUESTS": False}  # fmt: skip
    connection = DatabaseWrapper(defaults | settings, "own")
    connections["own"] = connection
    with django_db_blocker.unblock():
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        connection.close()
        assert (Server(full.resolve()).stop(), Server(full.resolve()).stop()) == (True, False)
        with connection.cursor() as cursor:
            cursor.execute("SELECT current_database(), current_setting('application_name')")
            assert cursor.fetchone() == ("portal", "portal")
        connection.close()
        connection.server.release()
    del connections["own"]
    assert not running(full)


def test_nothing_is_started_without_a_connection(tmp_path):
    wrapper = DatabaseWrapper(
        {"DATA_DIR": tmp_path / "none" / "postgres", "OPTIONS": {}, "NAME": "portal"}, "own"
    )
    assert wrapper.vendor == "postgresql"
    assert not (tmp_path / "none").exists()
    with pytest.raises(ImproperlyConfigured, match="must name the DATA_DIR"):
        _ = DatabaseWrapper({"OPTIONS": {}, "NAME": "portal"}, "own").server


# --- several commands -----------------------------------------------------------------------------------
def test_commands_that_start_at_once_share_one_server(data):
    drivers = [Driver(data) for _command in range(4)]
    for driver in drivers:
        driver.ready()
    assert (data / "postmaster.pid").read_text().splitlines()[0] == str(processes.postmaster(data.resolve()))
    for driver in drivers[:3]:
        driver.end()
        assert running(data)
    drivers[3].end()
    assert not running(data)
    assert data.with_name("postgres.log").read_text().count("starting PostgreSQL") == 1


def test_a_killed_starter_leaves_the_server_to_the_next_who_stops_it(full):
    first = Driver(full).ready()
    pid = processes.postmaster(full.resolve())
    first.kill()
    assert processes.postmaster(full.resolve()) == pid
    second = Driver(full).ready()
    assert processes.postmaster(full.resolve()) == pid
    second.end()
    assert not running(full)


def test_a_starter_killed_on_the_way_is_no_hindrance(data):
    for delay in (0.25, 0.4, 0.6):
        driver = Driver(data)
        with pytest.raises(subprocess.TimeoutExpired):
            driver.process.wait(delay)
        driver.kill()
    Driver(data).ready().end()
    assert not running(data)


def test_a_forked_child_stops_nothing(full):
    assert Driver(full, "fork").ready().end() == "alive\n"
    assert not running(full)


def test_another_program_at_the_database_keeps_it_running(full):
    driver = Driver(full).ready()
    with psycopg.connect(**server_at(full).address(), dbname=DATABASE, application_name="psql") as stranger:
        driver.end()
        assert stranger.execute("SELECT 1").fetchone() == (1,)
    assert running(full)
    Driver(full).ready().end()
    assert not running(full)


# --- after a crash --------------------------------------------------------------------------------------
def test_a_crashed_server_is_recovered(full):
    driver = Driver(full).ready()
    os.kill(processes.postmaster(full.resolve()), signal.SIGKILL)
    driver.kill()
    Driver(full).ready().end()
    assert not running(full)


def test_a_stale_pid_file_that_names_a_foreign_program_harms_neither(full):
    foreign = subprocess.Popen(["sleep", "60"])
    try:
        lines = [str(foreign.pid), str(full), "1700000000", "5432", ".", "", "  5432001    131072", "ready"]
        (full / "postmaster.pid").write_text("\n".join(lines) + "\n")
        (full / ".s.PGSQL.5432.lock").write_text("\n".join(lines[:5]) + "\n")
        assert Server(full.resolve()).stop() is False
        Driver(full).ready().end()
        assert foreign.poll() is None
    finally:
        foreign.kill()
        foreign.wait()


def test_locks_stay_while_any_process_works_in_the_folder(full):
    (full / "postmaster.pid").write_text("1\n")
    with subprocess.Popen(["sleep", "60"], cwd=full) as inside:
        Server(full.resolve())._clear_stale_locks()
        assert (full / "postmaster.pid").exists()
        inside.kill()
    Server(full.resolve())._clear_stale_locks()
    assert not (full / "postmaster.pid").exists()


# --- accounts -------------------------------------------------------------------------------------------
needs_root = pytest.mark.skipif(os.geteuid() != 0, reason="changing the account takes root")


@needs_root
def test_root_without_namespaces_serves_under_another_account(full):
    driver = Driver(full, "use", "--no-namespace").ready()
    owner = full.stat().st_uid
    assert owner != 0
    assert Path(f"/proc/{processes.postmaster(full.resolve())}").stat().st_uid == owner
    driver.end()
    assert not running(full)


@needs_root
def test_an_ordinary_user_and_root_share_a_folder(tmp_path_factory):
    nobody = pwd.getpwnam("nobody")
    # pytest's own folders are closed to others, and so may be the one that holds the Python in use.
    home = Path("/tmp") / f"portal-nobody-{os.getpid()}"
    home.mkdir()
    os.chown(home, nobody.pw_uid, nobody.pw_gid)
    prefix = ("setpriv", f"--reuid={nobody.pw_uid}", f"--regid={nobody.pw_gid}", "--clear-groups", "--")
    try:
        probe = [*prefix, sys.executable, "-c", "import django"]
        if subprocess.run(probe, capture_output=True, check=False).returncode:
            pytest.skip("the Python in use cannot be run by others")
        data = home / "postgres"
        theirs = Driver(data, prefix=prefix).ready()
        assert data.stat().st_uid == nobody.pw_uid
        roots = Driver(data).ready()
        theirs.end()
        roots.end()
        assert not running(data)
        Driver(data).ready().end()
        Driver(data, prefix=prefix).ready().end()
    finally:
        Server(home / "postgres").stop()
        shutil.rmtree(home)


# --- sentences ------------------------------------------------------------------------------------------
def complaint(data: Path) -> str:
    with pytest.raises(ServerError) as caught:
        Server(data).use()
    return str(caught.value)


@pytest.fixture
def _english():
    with translation.override("en"):
        yield


@pytest.mark.usefixtures("_english")
class TestSentences:
    def test_data_of_another_version(self, full):
        (full / "PG_VERSION").write_text("13\n")
        assert complaint(full) == (
            f"The data in {full} was written by PostgreSQL 13, and the one installed here is 18. Install the "
            "packages that were used before and make a backup with them; then move the folder away and restore "
            "the backup."
        )

    def test_a_folder_of_something_else(self, tmp_path):
        (tmp_path / "postgres").mkdir()
        (tmp_path / "postgres" / "letters.txt").touch()
        assert complaint(tmp_path / "postgres") == (
            f"The folder {tmp_path / 'postgres'} is not empty and holds no database. Move it away, and the command "
            "will make a new one in its place."
        )

    def test_programs_not_installed(self, tmp_path, monkeypatch):
        monkeypatch.setattr(server.importlib.util, "find_spec", lambda _name: None)
        assert complaint(tmp_path / "postgres") == str(problems.no_programs())

    def test_programs_for_another_machine(self, full, tmp_path, monkeypatch):
        (tmp_path / "bin").mkdir()
        (tmp_path / "bin" / "postgres").write_bytes(b"\x7fELF of another kind")
        (tmp_path / "bin" / "postgres").chmod(0o755)
        monkeypatch.setattr(server, "programs", lambda: tmp_path / "bin")
        assert complaint(full) == str(problems.no_programs())

    def test_no_space(self, tmp_path, monkeypatch):
        monkeypatch.setattr(server, "LEAST_FREE_SPACE", 2**62)
        assert complaint(tmp_path / "postgres") == str(problems.no_space(tmp_path))

    def test_the_folder_is_a_file(self, tmp_path):
        (tmp_path / "var").touch()
        assert complaint(tmp_path / "var" / "postgres").startswith(
            f"The database folder {tmp_path / 'var'} cannot be used: "
        )

    def test_a_server_that_gives_up_is_quoted(self, full, monkeypatch):
        monkeypatch.setattr(server, "ATTEMPTS", 2)
        with (full / "postgresql.conf").open("a") as file:
            file.write("\nshared_buffers = 'much'\n")
        said = complaint(full)
        assert said.startswith("PostgreSQL did not start. It said: ")
        assert said.endswith(f"The whole record is in {full.with_name('postgres.log')}.")

    def test_somebody_starts_for_ever(self, full, monkeypatch):
        monkeypatch.setattr(server, "LOCK_PATIENCE", 0.05)
        with Server(full)._alone(1):
            assert complaint(full) == str(problems.busy(full.with_name("postgres.lock"), 0.05))

    def test_root_with_no_way_out(self, full, monkeypatch):
        monkeypatch.setattr(runner.os, "geteuid", lambda: 0)
        monkeypatch.setattr(runner, "_works", lambda _command: False)
        monkeypatch.setattr(runner, "give", lambda *_arguments: None)
        assert complaint(full) == str(problems.no_account(full))

    @pytest.mark.parametrize(
        ("number", "words"),
        [
            (28, "There is no room left"),
            (30, "is on a read-only disk"),
            (13, "may not be written by this account"),
        ],
    )
    def test_errors_of_the_system(self, tmp_path, number, words):
        assert words in str(problems.folder_problem(tmp_path, OSError(number, "…")))

    @pytest.mark.parametrize(
        ("said", "words"),
        [
            ('initdb: error: invalid locale name "C.UTF-8"', "does not know the locale C.UTF-8"),
            ("FATAL:  could not resize shared memory segment", "not enough shared memory"),
            ('FATAL:  could not write lock file "postmaster.pid": No space left on device', "no room left"),
        ],
    )
    def test_what_the_server_said(self, tmp_path, said, words):
        assert words in str(problems.did_not_start(tmp_path / "postgres.log", said))


def test_refused_folder_for_an_ordinary_user(tmp_path, monkeypatch):
    monkeypatch.setattr(runner.os, "geteuid", lambda: tmp_path.stat().st_uid + 1)
    with pytest.raises(ServerError):
        runner.command_prefix(tmp_path, tmp_path)
