"""The last good copies: what is in them, what is taken out of them, and that they are no trouble when they fail."""

import os
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import DatabaseError, connection

from pagecache.copies import Copies
from pagecache.entries import Entry
from pagecache.marks import EVERYTHING, forget_old_notes, marks_of

MB = 1024 * 1024
DAY = 24 * 3600.0


def page(text: str = "page", etag: str = "mark", generation: int = 7) -> Entry:
    return Entry(
        "200 OK", [("Content-Type", "text/html")], f"<p>{text}</p>".encode() * 50, etag, generation, 99.0
    )


class Database:
    """What the database has noted."""

    def __init__(self) -> None:
        self.notes: list[tuple[int, str]] = []
        self.horizon = 10
        self.asked: list[int | None] = []
        self.is_away = False

    def __call__(self, horizon: int | None) -> tuple[list[tuple[int, str]], int]:
        if self.is_away:
            raise DatabaseError
        self.asked.append(horizon)
        return self.notes, self.horizon

    def note(self, *marks: str) -> None:
        self.notes += [(len(self.notes) + 1 + place, mark) for place, mark in enumerate(marks)]
        self.horizon += 1


class Clock:
    now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def database() -> Database:
    return Database()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def make(tmp_path: Path, database, clock) -> Callable[..., Copies]:
    def make(**options) -> Copies:
        given = {"version": "1", "notes": database, "clock": clock, "room": 10 * MB, **options}
        made = Copies(tmp_path / "pages" / "copies", **given)
        assert made.catch_up(1)
        return made

    return make


def keep(copies: Copies, key: str, entry: Entry, *marks: str, ends_at: float | None = None) -> bool:
    point = copies.point()
    return point is not None and copies.keep(key, entry, set(marks), point, ends_at)


def lines(caplog) -> list[str]:
    return [record.getMessage() for record in caplog.records if record.name.startswith("pagecache")]


def test_what_is_kept_is_found_by_another_process_and_after_a_restart(make):
    assert keep(make(), "/articles/1/", page(), "articles/1")
    found = make().find("/articles/1/")
    assert (found.entry.body, found.entry.status, found.entry.etag, found.written_at, found.ends_at) == (
        page().body, "200 OK", "mark", 1000.0, None,
    )  # fmt: skip
    assert make().find("/articles/2/") is None


def test_what_is_changed_takes_away_what_shows_it_and_nothing_else(make, database):
    copies = make()
    for key, marks in {
        "/articles/1/": ["articles/1", "sections/a"],
        "/": ["home", "articles/1", "articles/2"],
        "/articles/2/": ["articles/2"],
    }.items():
        assert keep(copies, key, page(), *marks)
    database.note("articles/1")
    assert copies.catch_up(2)
    assert [key for key in ("/articles/1/", "/", "/articles/2/") if copies.find(key)] == ["/articles/2/"]
    assert sorted(copies.wanted(9)) == ["/", "/articles/1/"]
    assert (copies.shows("articles/1"), copies.shows("articles/2")) == (False, True)
    # Made anew, it is there again; and the note, told once more, takes nothing away.
    assert keep(copies, "/", page("new", "other"), "home", "articles/2")
    assert copies.catch_up(3)
    assert copies.find("/").entry.body == page("new").body
    assert copies.wanted(9) == ["/articles/1/"]


def test_a_page_rendered_before_a_change_is_not_kept_after_it(make, database):
    copies = make()
    point = copies.point()
    database.note("articles/1")
    assert copies.catch_up(2)
    assert not copies.keep("/articles/1/", page(), {"articles/1"}, point)
    assert copies.keep("/articles/2/", page(), {"articles/2"}, point)
    database.note(EVERYTHING)
    assert copies.catch_up(3)
    assert not copies.keep("/articles/2/", page(), {"articles/2"}, point)


def test_everything_takes_all_away(make, database):
    copies = make()
    assert keep(copies, "/articles/1/", page(), "articles/1")
    database.note(EVERYTHING)
    assert copies.catch_up(2)
    assert copies.find("/articles/1/") is None
    assert not copies.known("/articles/1/").holds
    assert keep(copies, "/articles/1/", page(), "articles/1")
    assert copies.find("/articles/1/") is not None


@pytest.mark.parametrize("lost", ["set back", "too long ago"])
def test_notes_that_may_be_missing_take_all_away(make, database, clock, lost):
    copies = make()
    assert keep(copies, "/articles/1/", page(), "articles/1")
    if lost == "set back":
        database.horizon = 3
    else:
        clock.now += 29.5 * DAY
    assert copies.catch_up(2)
    assert copies.find("/articles/1/") is None


def test_what_a_new_file_was_told_is_no_news_when_it_is_told_again(make, database):
    database.note(EVERYTHING)
    database.note("articles/1")
    copies = make()
    assert keep(copies, "/articles/1/", page(), "articles/1")
    assert copies.catch_up(2)
    assert copies.find("/articles/1/") is not None


def test_while_nobody_knows_what_was_changed_nothing_is_shown(make, database):
    copies = make()
    assert keep(copies, "/articles/1/", page(), "articles/1")
    copies.suspend()
    other = Copies(copies.path, MB, version="1", notes=database, clock=copies._clock)
    assert (copies.find("/articles/1/"), other.find("/articles/1/"), other.shows("articles/1")) == (
        None,
        None,
        False,
    )
    assert other.catch_up(2)
    assert other.find("/articles/1/") is not None
    assert copies.catch_up(2)
    assert copies.find("/articles/1/") is not None


def test_a_database_that_does_not_answer_changes_nothing(make, database):
    copies = make()
    assert keep(copies, "/articles/1/", page(), "articles/1")
    database.is_away = True
    with pytest.raises(DatabaseError):
        copies.catch_up(2)
    assert copies.find("/articles/1/") is not None


def test_the_database_is_asked_once_for_each_generation_by_all_processes(make, database):
    one, other = make(), make()
    asked = len(database.asked)
    for generation in (2, 2, 2):
        assert one.catch_up(generation)
        assert other.catch_up(generation)
    assert len(database.asked) == asked + 1
    assert database.asked[-1] == 10


def test_what_ends_by_the_clock_ends(make, clock):
    copies = make()
    assert keep(copies, "/", page(), "home", "articles/1", ends_at=1060.0)
    clock.now = 1059.9
    assert (copies.find("/").ends_at, copies.shows("articles/1")) == (1060.0, True)
    clock.now = 1060.0
    assert (copies.find("/"), copies.shows("articles/1"), copies.known("/").holds) == (None, False, False)


def test_an_unchanged_page_is_only_dated_anew(make, clock):
    copies = make()
    assert keep(copies, "/", page(generation=7), "home")
    clock.now += 60
    assert keep(copies, "/", page(generation=8), "home")
    known = copies.known("/")
    assert (known.written_at, known.generation, known.version, known.holds) == (1060.0, "8", "1", True)
    assert keep(make(version="2"), "/", page(generation=8), "home")
    assert copies.known("/").version == "2"


def test_what_is_gone_is_forgotten(make, database):
    copies = make()
    assert keep(copies, "/articles/1/", page(), "articles/1")
    copies.forget("/articles/1/")
    assert (copies.find("/articles/1/"), copies.known("/articles/1/")) == (None, None)
    assert keep(copies, "/articles/1/", page(), "articles/1")
    database.note("articles/1")
    assert copies.catch_up(2)
    copies.forget("/articles/1/")
    assert copies.wanted(9) == []


def test_the_oldest_make_room(make, clock):
    copies = make(room=2 * MB)
    was_full = []
    for number in range(60):
        clock.now += 1
        assert keep(
            copies, f"/{number}/", Entry("200 OK", [], os.urandom(60_000), str(number)), f"articles/{number}"
        )
        was_full.append(copies.is_full)
        assert copies._used(copies._db()) < 2.1 * MB
    assert (was_full[0], any(was_full)) == (False, True)
    assert [copies.find(f"/{number}/") is not None for number in (0, 59)] == [False, True]


# --- when the file fails ------------------------------------------------------------------------------
@pytest.mark.parametrize("spoil", ["garbage", "cut", "another version"])
def test_garbage_is_thrown_away_with_one_line(make, caplog, spoil):
    copies = make()
    assert keep(copies, "/", page(), "home")
    path = copies.path
    copies.close()
    if spoil == "another version":
        with sqlite3.connect(path) as db:
            db.execute("PRAGMA user_version = 99")
        db.close()
    else:
        data = path.read_bytes()
        path.write_bytes(b"garbage" * 1000 if spoil == "garbage" else data[: len(data) // 3])
    found = make_again(copies)
    assert (found.find("/"), found.point() is not None or found.point() is not None) == (None, True)
    assert found.catch_up(5) or found.catch_up(5)
    assert keep(found, "/", page(), "home")
    assert found.find("/") is not None
    assert len(lines(caplog)) == (0 if spoil == "another version" else 1)


def make_again(copies: Copies) -> Copies:
    return Copies(copies.path, copies.room, version="1", notes=copies._notes, clock=copies._clock)


def test_a_spoilt_page_is_no_page(make, caplog):
    copies = make()
    assert keep(copies, "/", page(), "home")
    copies._db().execute("UPDATE pages SET page = x'00'")
    assert (copies.find("/"), copies.find("/")) == (None, None)
    assert len(lines(caplog)) == 1


def test_a_folder_that_cannot_be_written(tmp_path, database, clock, caplog):
    (tmp_path / "pages").write_text("a file")
    copies = Copies(tmp_path / "pages" / "copies", MB, version="1", notes=database, clock=clock)
    assert (copies.catch_up(1), copies.point(), copies.find("/"), copies.wanted(1), copies.is_full) == (
        False, None, None, [], True,
    )  # fmt: skip
    copies.forget("/")
    copies.suspend()
    assert len(lines(caplog)) == 1


def test_on_a_full_disk_no_page_is_kept_and_those_that_are_there_stay(make, database, caplog):
    copies = make()
    assert keep(copies, "/", page(), "home")
    used = copies._db().execute("PRAGMA page_count").fetchone()[0]
    large = Entry("200 OK", [], os.urandom(200_000), "large")
    for _time in range(3):
        copies._db().execute(f"PRAGMA max_page_count = {used}")  # each connection knows its own
        assert not keep(copies, "/articles/1/", large, "articles/1")
    assert len(lines(caplog)) == 1
    assert copies.find("/").entry.body == page().body
    copies.close()
    assert keep(copies, "/articles/1/", large, "articles/1")
    assert copies.find("/articles/1/") is not None


def test_what_cannot_be_taken_away_goes_with_all_others(make, database, caplog, monkeypatch):
    """A full disk: the file is removed, since it may show what was withdrawn."""
    copies = make()
    assert keep(copies, "/articles/1/", page(), "articles/1")
    database.note("articles/1")

    def full(*_anything) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(copies, "_take_in", full)
    assert not copies.catch_up(2)
    monkeypatch.undo()
    assert not copies.path.exists()
    assert copies.find("/articles/1/") is None
    assert len(lines(caplog)) == 1
    assert copies.catch_up(2)


# --- what a page shows ----------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("key", "body", "marks"),
    [
        ("/", "", {"home"}),
        ("/en/", "", {"home"}),
        ("/articles/5/", "", {"articles/5"}),
        ("/en/articles/5/qr.svg", "", {"articles/5"}),
        ("/articles/?page=2", '<a href="/articles/7/">', {"articles/7"}),
        ("/tags/\xe5\x8a\xb3/", '<a href="/tags/%E5%B7%A5/feed/">', {"tags/劳", "tags/工"}),
        ("/organizations/a/news/", '<a href="https://x.org/en/organizations/b-c/">', {"organizations/a", "organizations/b-c"}),
        ("/events/3.ics", "URL:https://x.org/arti\r\n cles/12/\r\n", {"events/3", "articles/12"}),
        ("/events/programmes/y/", "", {"events/programmes/y"}),
        ("/editions/2026-11-26/3/", "", {"editions/2026-11-26"}),
        ("/stations/", '<img src="/media/photos/ab-1/960.avif" srcset="/media/photos/cd/1.jpeg 2x">', {"photos/ab-1", "photos/cd"}),
        ("/en/tags/a/feed/", "", {"tags/a", "feeds"}),
        ("/feeds/articles/", "", {"feeds"}),
        ("/en/people/", "", {"lists"}),
        ("/people/3/", "", {"people/3"}),
        ("/events/2026/11/", "", {"events/2026", "lists"}),
        ("/sitemaps/articles-1.xml", "<loc>https://x.org/articles/1/</loc>", set()),
        ("/sitemaps/news.xml", "<loc>https://x.org/articles/1/</loc>", {"articles/1"}),
    ],
)  # fmt: skip
def test_marks_are_what_a_page_names(key, body, marks):
    assert marks_of(key, Entry("200 OK", [], body.encode(), "")) == marks


def test_a_page_that_leads_on_names_where_to():
    entry = Entry("301 Moved Permanently", [("Location", "/sections/new/")], b"", "")
    assert marks_of("/sections/old/", entry) == {"sections/old", "sections/new"}


@pytest.mark.django_db
def test_notes_that_nobody_can_still_have_to_hear_of_go():
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM pagecache_note")
        cursor.execute(
            "INSERT INTO pagecache_note (mark, at) VALUES"
            " ('articles/1', now() - interval '31 days'), ('articles/2', now() - interval '29 days')"
        )
        forget_old_notes("default")
        cursor.execute("SELECT mark FROM pagecache_note")
        assert cursor.fetchall() == [("articles/2",)]
