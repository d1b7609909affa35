"""What the commands and the desk say and do around a change: the search, the settings, the demonstration."""

import logging
from io import StringIO
from types import SimpleNamespace

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, ProgrammingError
from django.http import HttpResponse, StreamingHttpResponse

from accounts import audit
from portal.demo import desk as demo_desk
from portal.demo import loading, removal
from portal.operations import first_run
from portal.volume import filling
from portal.web import middleware
from portal.web.middleware import KeepsSearch


# --- the search ------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("method", "path", "times"),
    [("post", "/admin/articles/article/1/change/", 1), ("get", "/admin/", 0), ("post", "/language/", 0)],
)
def test_the_search_is_brought_up_to_date_after_a_change_at_the_desk(rf, monkeypatch, method, path, times):
    done: list[str] = []
    monkeypatch.setattr(middleware.index, "bring_up_to_date", lambda: done.append("search"))
    answer = HttpResponse("x")
    assert KeepsSearch(lambda _request: answer)(getattr(rf, method)(path)) is answer
    assert len(done) == times


def test_a_search_that_cannot_be_brought_up_to_date_keeps_no_answer_back(rf, monkeypatch, caplog):
    def fail() -> None:
        raise DatabaseError("away")

    monkeypatch.setattr(middleware.index, "bring_up_to_date", fail)
    answer = HttpResponse("x")
    with caplog.at_level(logging.WARNING):
        assert KeepsSearch(lambda _request: answer)(rf.post("/admin/")) is answer
    assert [record.getMessage() for record in caplog.records] == [
        "The search was not brought up to date after a change: away"
    ]


# --- the settings ----------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("error", "told"),
    [
        (ProgrammingError("no such table"), []),
        (DatabaseError("away"), ["The settings could not be written into the log of the desk: away"]),
    ],
    ids=["no tables yet", "no database"],
)
def test_a_start_goes_on_where_its_settings_cannot_be_written_down(monkeypatch, caplog, error, told):
    def fail(_values: dict[str, object]) -> None:
        raise error

    monkeypatch.setattr(audit, "record_settings", fail)
    with caplog.at_level(logging.WARNING):
        first_run.write_down_settings()
    assert [record.getMessage() for record in caplog.records] == told


# --- the demonstration -----------------------------------------------------------------------------------
def command(name: str, **options: object) -> str:
    out = StringIO()
    call_command(name, stdout=out, **options)
    return out.getvalue()


def test_what_was_taken_out_and_what_stays_is_told(monkeypatch):
    removed = SimpleNamespace(counts={"稿件": 12}, kept={"频道": ["要闻", "权益"]})
    monkeypatch.setattr(removal, "remove", lambda: removed)
    lines = command("load_demo", remove=True).splitlines()
    assert "      12 稿件" in lines and "    频道：要闻、权益" in lines
    assert command("load_demo", remove=True, verbosity=0) == ""
    removed.kept = {}
    assert [line for line in command("load_demo", remove=True).splitlines() if "频道" in line] == []


def test_where_none_is_loaded_nothing_is_taken_out(monkeypatch):
    def nothing() -> None:
        raise removal.NothingToRemoveError

    monkeypatch.setattr(removal, "remove", nothing)
    with pytest.raises(CommandError):
        command("load_demo", remove=True)


def test_passwords_are_told_whatever_the_verbosity_and_figures_are_not(monkeypatch):
    loaded = SimpleNamespace(was_there=False, counts={"稿件": 12})
    person = SimpleNamespace(username="fang", real_name="方宁", roles={"editor"}, organization="柳城市总工会")
    monkeypatch.setattr(loading, "load", lambda _progress: loaded)
    monkeypatch.setattr(demo_desk, "give_passwords", lambda: ([person], "梯子冬瓜"))
    assert "      12 稿件" in command("load_demo").splitlines()
    (first, second) = command("load_demo", with_accounts=True, verbosity=0).splitlines()
    assert first.endswith("梯子冬瓜")
    assert second.split() == ["fang", "方宁", "编辑", "柳城市总工会"]


def test_progress_is_shown_to_a_person_and_not_to_a_file(monkeypatch):
    class Screen(StringIO):
        def isatty(self) -> bool:
            return True

    def load(progress: object) -> SimpleNamespace:
        assert callable(progress)
        progress(1, 2)
        progress(2, 2)
        return SimpleNamespace(was_there=True, counts={})

    monkeypatch.setattr(loading, "load", load)
    screen = Screen()
    call_command("load_demo", stdout=screen)
    assert screen.getvalue().count("\r") == 2
    assert "\r" not in command("load_demo")


def test_content_in_bulk_tells_what_it_does(monkeypatch):
    def fill(_articles: int, *, seed: int, progress: object, **_options: object) -> bool:
        assert callable(progress)
        progress("articles", seed, 1200)
        return False

    monkeypatch.setattr(filling, "fill", fill)
    assert command("make_content", articles=100, seed=1000).splitlines()[0] == "articles: 1,000 / 1,200"
    assert len(command("make_content", articles=100).splitlines()) == 2
    assert command("make_content", articles=100, verbosity=0) == ""


# --- HEAD ------------------------------------------------------------------------------------------------
def test_an_answer_in_parts_is_emptied_too(rf):
    streamed = StreamingHttpResponse(iter([b"a", b"b"]))
    asked = middleware.HeadsLikePages(lambda _request: streamed)(rf.head("/"))
    assert b"".join(asked) == b""
