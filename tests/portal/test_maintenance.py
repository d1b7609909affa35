"""The switch that closes the site: for every worker at once, without the database, and open again by one word."""

import datetime as dt
import io

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from portal.operations import maintenance
from portal.operations.maintenance import Closed

NOW = dt.datetime(2026, 3, 12, 4, 0, tzinfo=dt.UTC)  # noon in Beijing


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path, monkeypatch):
    """No test closes the site of somebody who is just looking at it; and it is noon."""
    settings.VAR_DIR = tmp_path / "var"
    monkeypatch.setattr(timezone, "now", lambda: NOW)


def say(*words: str) -> str:
    out = io.StringIO()
    call_command("maintenance", *words, stdout=out)
    return out.getvalue().strip()


def test_closed_until_a_time_and_opened_again():
    assert say("status") == "网站正常开放。"
    closed = "网站已暂停访问。\n至 2026-03-12 14:00。\n给读者的话：数据库升级。"
    assert say("on", "--until", "2026-03-12 14:00", "--message", "数据库升级。") == closed
    assert say("status") == closed
    assert say("off") == "网站正常开放。"
    assert say("off") == "网站正常开放。"


# No fixture ``db`` here: a query would be an error.
@pytest.mark.parametrize(
    "address", ["/", "/articles/1/", "/en/", "/no/such/page/", "/feeds/articles/", "/admin/", "/sitemap.xml"]
)
def test_every_page_says_so_without_the_database(address):
    maintenance.begin()
    answer = Client().get(address)
    assert (answer.status_code, answer["Retry-After"]) == (503, "600")
    assert answer["Cache-Control"] == "max-age=0, no-cache, no-store, must-revalidate, private"
    assert "Content-Security-Policy" in answer
    assert "Set-Cookie" not in answer


def test_what_readers_are_told():
    maintenance.begin(until=NOW + dt.timedelta(hours=2), message="数据库<升级>，")
    answer = Client().get("/")
    assert "<h1>稍后回来</h1>\n<p>数据库&lt;升级&gt;，预计2026年3月12日 14:00前恢复。</p>" in answer.text
    assert answer["Retry-After"] == "7200"
    assert "It is expected back by 12 March 2026 14:00." in Client().get("/en/").text


@pytest.mark.parametrize(("until", "seconds"), [(30, 60), (61, 61), (0, 600), (-5, 600)])
def test_a_time_that_has_passed_is_not_told(until, seconds):
    maintenance.begin(until=NOW + dt.timedelta(seconds=until))
    answer = Client().get("/")
    assert answer["Retry-After"] == str(seconds)
    assert ("前恢复" in answer.text) == (until > 0)


def test_who_sends_something_is_told_too():
    maintenance.begin()
    assert Client().post("/admin/login/", {"username": "a"}).status_code == 503


def test_whoever_watches_the_process_gets_through(db):
    maintenance.begin()
    assert [Client().get(address).status_code for address in ("/healthz", "/readyz")] == [200, 200]


def test_static_files_go_on(settings, tmp_path):
    settings.STATIC_ROOT = tmp_path
    (tmp_path / "site.css").write_text("a {}")
    maintenance.begin()
    assert Client().get("/static/site.css").getvalue() == b"a {}"


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"[]", b'{"until": 5, "message": ""}', b'{"until": "x", "message": ""}', b"\xff", b"null"],
)
def test_a_broken_file_closes_too(content):
    maintenance.begin()
    maintenance.path().write_bytes(content)
    assert maintenance.current() == Closed(is_readable=False)
    answer = Client().get("/")
    assert (answer.status_code, answer["Retry-After"]) == (503, "600")
    assert (
        say("status")
        == f"网站已暂停访问，但 {maintenance.path()} 的内容无法识别：请重新执行 on，或执行 off。"
    )
    assert say("off") == "网站正常开放。"


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("on", "--until", "tomorrow"), "“tomorrow”不是时间。请写成 2026-03-12 14:00 的样子。"),
        (
            ("on", "--until", "2026-02-30 10:00"),
            "“2026-02-30 10:00”不是时间。请写成 2026-03-12 14:00 的样子。",
        ),
        (("on", "--until", "2026-03-12 11:59"), "2026-03-12 11:59 已经过去。请给出将来的时间。"),
        (("off", "--message", "x"), "--until 和 --message 只能与 on 一起使用。"),
    ],
)
def test_what_makes_no_sense_is_refused(words, sentence):
    with pytest.raises(CommandError) as refused:
        say(*words)
    assert str(refused.value) == sentence
    assert maintenance.current() is None


def test_a_folder_that_cannot_be_written(settings, tmp_path):
    (tmp_path / "file").write_text("")
    settings.VAR_DIR = tmp_path / "file"
    with pytest.raises(CommandError, match="无法写入"):
        say("on")
    assert maintenance.current() is None
