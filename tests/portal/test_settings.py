"""What the environment may say, what is refused, and what is made up for an embedded installation."""

import os
import runpy
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured

ROOT = Path(__file__).resolve().parents[2]
PRODUCTION = {
    "DATABASE_URL": "postgres://portal:secret@db.example.org:5433/news",
    "SECRET_KEY": "k" * 25 + "0123456789abcdefghijklmnopqrstuvwxyz",
    "SITE_URL": "https://news.example.org",
}


@pytest.fixture
def load(monkeypatch, tmp_path: Path):
    """Runs the settings module under an environment of its own; returns its names."""

    def run(**values: str) -> dict[str, Any]:
        for name in list(os.environ):
            if name not in ("PATH", "HOME"):
                monkeypatch.delenv(name)
        monkeypatch.setenv("VAR_DIR", str(tmp_path / "var"))
        for name, value in values.items():
            monkeypatch.setenv(name, value)
        return runpy.run_path(str(ROOT / "portal" / "settings.py"))

    return run


def test_embedded_by_default(load, tmp_path):
    settings = load()
    assert settings["DATABASES"] == {
        "default": {
            "ENGINE": "portal.operations.embedded_postgres",
            "NAME": "portal",
            "USER": "postgres",
            "DATA_DIR": tmp_path / "var" / "postgres",
            "CONN_MAX_AGE": 60,
            "CONN_HEALTH_CHECKS": True,
            "OPTIONS": {"prepare_threshold": 2},
        }
    }
    assert settings["DEBUG"] is False
    assert settings["ALLOWED_HOSTS"] == ["127.0.0.1", "127.0.0.1", "localhost", "[::1]"]
    assert settings["SECURE_SSL_REDIRECT"] is False
    assert settings["SITE"]["organizer"] == settings["SITE"]["icp_number"] == ""


def test_a_standby_is_for_readers(load):
    assert "replica" not in load(**PRODUCTION)["DATABASES"]
    settings = load(**PRODUCTION, DATABASE_REPLICA_URL="postgres://reader:secret@standby.example.org/news")
    replica = settings["DATABASES"]["replica"]
    assert (replica["HOST"], replica["USER"], replica["OPTIONS"]) == (
        "standby.example.org", "reader", {"prepare_threshold": 2, "connect_timeout": 2},
    )  # fmt: skip
    assert settings["DATABASE_ROUTERS"] == ["portal.web.standby.ReadersRouter"]
    assert settings["MIDDLEWARE"].index("portal.web.standby.ReadersReadStandby") == 1 + settings[
        "MIDDLEWARE"
    ].index("portal.web.middleware.NoCookiesForReaders")


def test_several_hosts(load):
    names = ("CACHE_URL", "SEVERAL_HOSTS")
    assert [load(**PRODUCTION)[name] for name in names] == ["", False]
    url = "rediss://:secret@cache.example.org/1"
    assert [load(**PRODUCTION, CACHE_URL=url)[name] for name in names] == [url, True]
    assert load(**PRODUCTION, SEVERAL_HOSTS="True")["SEVERAL_HOSTS"] is True


def test_files_in_a_bucket(load):
    bucket = {"S3_BUCKET": "portal", "S3_ACCESS_KEY": "key", "S3_SECRET_KEY": "secret"}
    storages = load(**PRODUCTION, **bucket, S3_ENDPOINT="https://s3.example.org")["STORAGES"]
    assert {name: storages[name]["BACKEND"] for name in ("default", "originals")} == {
        "default": "portal.web.bucket.Bucket",
        "originals": "portal.web.bucket.Originals",
    }
    assert {name: storages[name]["OPTIONS"]["location"] for name in ("default", "originals")} == {
        "default": "media",
        "originals": "originals",
    }
    assert storages["default"]["OPTIONS"]["endpoint_url"] == "https://s3.example.org"
    assert storages["default"]["OPTIONS"]["region_name"] is None


def test_secret_is_made_once_and_for_the_owner_only(load, tmp_path):
    first = load()["SECRET_KEY"]
    path = tmp_path / "var" / "secret_key"
    assert len(first) >= 50
    assert path.stat().st_mode & 0o777 == 0o600
    assert load()["SECRET_KEY"] == first == path.read_text()
    assert [file.name for file in (tmp_path / "var").iterdir()] == ["secret_key"]
    assert load(SECRET_KEY="of my own")["SECRET_KEY"] == "of my own"


def test_secret_that_cannot_be_kept(load, tmp_path):
    (tmp_path / "var").touch()
    with pytest.raises(ImproperlyConfigured, match=r"^.*/var.* Give it to this account\.$"):
        load()


def test_production(load):
    settings = load(**PRODUCTION, ALLOWED_HOSTS="news.example.org, www.example.org", PROXY_COUNT="1")
    database = settings["DATABASES"]["default"]
    assert {key: database[key] for key in ("ENGINE", "NAME", "USER", "PASSWORD", "HOST", "PORT")} == {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": "news",
        "USER": "portal",
        "PASSWORD": "secret",
        "HOST": "db.example.org",
        "PORT": 5433,
    }
    assert settings["SECRET_KEY"] == PRODUCTION["SECRET_KEY"]
    assert settings["ALLOWED_HOSTS"] == ["news.example.org", "www.example.org"]
    assert (
        settings["SESSION_COOKIE_SECURE"]
        and settings["CSRF_COOKIE_SECURE"]
        and settings["SECURE_SSL_REDIRECT"]
    )
    assert settings["SECURE_PROXY_SSL_HEADER"] == ("HTTP_X_FORWARDED_PROTO", "https")
    assert load(**PRODUCTION)["ALLOWED_HOSTS"] == ["news.example.org"]
    assert load(**PRODUCTION)["SECURE_PROXY_SSL_HEADER"] is None


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"SECRET_KEY": ""}, "SECRET_KEY must be set when DATABASE_URL is set."),
        ({"DEBUG": "1"}, "DEBUG must be True or False, not '1'."),
        ({"SITE_URL": "news.example.org"}, "SITE_URL must be an address like https://news.example.org"),
        ({"SITE_URL": "ftp://news.example.org"}, "SITE_URL must be an address like https://news.example.org"),
        ({"REVIEW_LEVELS": "4"}, "REVIEW_LEVELS must be a whole number from 1 to 3, not '4'."),
        ({"EMAIL_PORT": "smtp"}, "EMAIL_PORT must be a whole number from 1 to 65535, not 'smtp'."),
        ({"PROXY_COUNT": "-1"}, "PROXY_COUNT must be a whole number"),
        ({"HSTS_SECONDS": "a year"}, "HSTS_SECONDS must be a whole number"),
        ({"HSTS_INCLUDE_SUBDOMAINS": "yes"}, "HSTS_INCLUDE_SUBDOMAINS must be True or False, not 'yes'."),
        (
            {"HSTS_INCLUDE_SUBDOMAINS": "True", "HSTS_SECONDS": "0"},
            "HSTS_INCLUDE_SUBDOMAINS needs an https SITE_URL and HSTS_SECONDS above 0",
        ),
        (
            {"HSTS_INCLUDE_SUBDOMAINS": "True", "SITE_URL": "http://news.example.org"},
            "HSTS_INCLUDE_SUBDOMAINS needs an https SITE_URL",
        ),
        ({"HSTS_PRELOAD": "True"}, "HSTS_PRELOAD needs HSTS_INCLUDE_SUBDOMAINS=True"),
        (
            {"HSTS_PRELOAD": "True", "HSTS_INCLUDE_SUBDOMAINS": "True", "HSTS_SECONDS": "3600"},
            "HSTS_PRELOAD needs HSTS_INCLUDE_SUBDOMAINS=True and HSTS_SECONDS of 31536000 or more",
        ),
        ({"DATABASE_URL": "mysql://u:hidden@h/n"}, "DATABASE_URL must look like postgres://"),
        ({"DATABASE_URL": "postgres://u:hid[den@h/n"}, "DATABASE_URL must look like postgres://"),
        ({"DATABASE_URL": "postgres://u:hidden@h/"}, "DATABASE_URL must look like postgres://"),
        ({"DATABASE_URL": "hidden"}, "DATABASE_URL must look like postgres://"),
        (
            {"CACHE_URL": "memcached://cache.example.org"},
            "CACHE_URL must be an address like redis://:password@cache.example.org:6379/0, or rediss://… with TLS.",
        ),
        ({"S3_BUCKET": "portal"}, "S3_ACCESS_KEY must be set when S3_BUCKET is set."),
        (
            {"S3_BUCKET": "portal", "S3_ACCESS_KEY": "hidden"},
            "S3_SECRET_KEY must be set when S3_BUCKET is set.",
        ),
        (
            {"S3_BUCKET": "portal", "MEDIA_ACCEL": "/protected-media/"},
            "MEDIA_ACCEL names files on this machine: leave it empty with S3_BUCKET.",
        ),
        ({"DATABASE_REPLICA_URL": "mysql://u:hidden@h/n"}, "DATABASE_REPLICA_URL must look like postgres://"),
    ],
)
def test_refused(load, values, sentence):
    with pytest.raises(ImproperlyConfigured) as caught:
        load(**(PRODUCTION | values))
    assert str(caught.value).startswith(sentence)
    assert "hid" not in str(caught.value)


def hsts(settings: dict[str, Any]) -> tuple[int, bool, bool]:
    return tuple(settings[f"SECURE_HSTS_{name}"] for name in ("SECONDS", "INCLUDE_SUBDOMAINS", "PRELOAD"))


def test_https_is_promised_for_this_host_alone(load):
    year = 31_536_000
    assert hsts(load(**PRODUCTION)) == (year, False, False)
    assert hsts(load(**PRODUCTION | {"SITE_URL": "http://news.example.org"})) == (0, False, False)
    assert hsts(load(**PRODUCTION, HSTS_SECONDS="3600")) == (3600, False, False)
    assert hsts(load(**PRODUCTION, HSTS_INCLUDE_SUBDOMAINS="True")) == (year, True, False)
    assert hsts(load(**PRODUCTION, HSTS_INCLUDE_SUBDOMAINS="True", HSTS_PRELOAD="True")) == (year, True, True)


def manage(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT, env={"PATH": os.environ["PATH"], **environment}, capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_production_passes_djangos_own_check(tmp_path):
    done = manage("check", "--deploy", "--fail-level", "WARNING", VAR_DIR=str(tmp_path / "var"), **PRODUCTION)
    assert (done.returncode, done.stderr) == (0, "")
    assert not (tmp_path / "var").exists()


def test_a_refusal_is_a_sentence_on_the_command_line(tmp_path):
    done = manage("check", DEBUG="yes", VAR_DIR=str(tmp_path / "var"))
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "The settings need a change: DEBUG must be True or False, not 'yes'.\n"
