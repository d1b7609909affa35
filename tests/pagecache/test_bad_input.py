"""Whatever is wrong with the store, readers are served; and one line says so."""

import errno
import io
import os
from pathlib import Path
from typing import Any

import pytest

from pagecache import generations
from pagecache.entries import Entry
from pagecache.generations import Generations
from pagecache.memory import Memory
from pagecache.shelf import Shelf
from pagecache.store import HIT, MISS, PAST
from tests import factories as make
from tests.pagecache.conftest import ask

ENTRY = Entry("200 OK", [("Content-Type", "text/html")], b"<p>page</p>" * 100, "mark", 7, 1000.5)


def lines(caplog) -> list[str]:
    return [record.getMessage() for record in caplog.records if record.name.startswith("pagecache")]


@pytest.fixture
def shelf(tmp_path) -> Shelf:
    return Shelf(tmp_path / "shelf", 10_000_000)


def files(shelf: Shelf) -> list[Path]:
    return sorted(path for path in shelf.folder.rglob("*") if path.is_file())


# --- the shelf ----------------------------------------------------------------------------------------
@pytest.mark.parametrize("body", [b"", b"short", b"<p>page</p>" * 100, os.urandom(5000)])
@pytest.mark.parametrize("key", ["/", "/articles/?page=2", "/tags/\xe5\x8a\xb3/", "/\udcff"])
def test_what_is_stored_comes_back(shelf, body, key):
    entry = Entry("200 OK", [("Content-Type", "text/html"), ("X", "é")], body, "mark", 2**64 - 1, 1000.5)
    shelf.put(key, entry)
    found = shelf.get(key)
    assert found is not None
    for name in ("status", "headers", "body", "etag", "generation", "until"):
        assert getattr(found, name) == getattr(entry, name)
    assert found.answer("gzip") == entry.answer("gzip")


@pytest.mark.parametrize(
    "spoil",
    [
        lambda data: b"",
        lambda data: b"garbage",
        lambda data: data[: len(data) // 2],
        lambda data: data[:-1] + bytes([data[-1] ^ 1]),
        lambda data: data.replace(b"page 1\n", b"page 0\n", 1),
        lambda data: os.urandom(len(data)),
    ],
)
def test_garbage_and_other_versions_are_no_pages(shelf, caplog, spoil):
    shelf.put("/", ENTRY)
    (path,) = files(shelf)
    path.write_bytes(spoil(path.read_bytes()))
    assert [shelf.get("/") for _time in range(3)] == [None] * 3
    assert len(lines(caplog)) == 1
    shelf.put("/", ENTRY)
    assert shelf.get("/") is not None


def test_the_file_of_another_page_is_none(shelf):
    shelf.put("/", ENTRY)
    shelf.put("/articles/", ENTRY)
    one, other = files(shelf)
    one.write_bytes(other.read_bytes())
    assert [shelf.get("/") is None, shelf.get("/articles/") is None] in ([True, False], [False, True])


@pytest.mark.parametrize("error", [errno.ENOSPC, errno.EROFS, errno.EACCES, errno.EDQUOT, errno.EIO])
def test_a_full_disk_and_the_like(shelf, caplog, monkeypatch, error):
    def full(_path: Path, _data: bytes) -> int:
        raise OSError(error, os.strerror(error))

    with monkeypatch.context() as patch:
        patch.setattr(Path, "write_bytes", full)
        for _time in range(3):
            shelf.put("/", ENTRY)
    assert (files(shelf), len(lines(caplog))) == ([], 1)
    shelf.put("/", ENTRY)
    assert shelf.get("/") is not None


def test_half_a_file_is_taken_away_again(shelf, monkeypatch):
    write = Path.write_bytes

    def half(path: Path, data: bytes) -> int:
        write(path, data[:10])
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(Path, "write_bytes", half)
    shelf.put("/", ENTRY)
    assert files(shelf) == []


def test_the_shelf_is_bounded(tmp_path):
    shelf = Shelf(tmp_path / "shelf", 20_000)
    entry = Entry("200 OK", [], os.urandom(1000), "mark", 7, 1000.0)
    for number in range(100):
        shelf.put(f"/{number}", entry)
        path = shelf._path(f"/{number}")
        os.utime(path, (number, number))
    shelf.sweep()
    assert sum(path.stat().st_size for path in files(shelf)) <= 20_000
    assert [shelf.get("/0") is None, shelf.get("/99") is None] == [True, False]


# --- memory -------------------------------------------------------------------------------------------
def test_memory_is_bounded_and_the_oldest_goes():
    memory = Memory(100_000)
    entry = Entry("200 OK", [], b"x" * 3000, "mark")
    for number in range(100):
        memory.put(f"/{number:02}", entry)
        memory.get("/00")
    each = entry.size + 3
    assert (len(memory), memory.used) == (100_000 // each, 100_000 // each * each)
    assert [memory.get(key) is None for key in ("/00", "/01", "/98", "/99")] == [False, True, False, False]
    memory.put("/large", Entry("200 OK", [], b"x" * 50_000, "mark"))
    assert memory.get("/large") is None
    for _time in range(3):
        memory.put("/99", entry)
    assert memory.used == 100_000 // each * each


def test_random_questions_fill_nothing(store, portal, monkeypatch):
    answer = ENTRY.answer("")

    def site(environ: dict[str, Any], start_response: Any) -> list[bytes]:
        start_response("200 OK", answer[0])
        return [answer[1]]

    store.application = site
    monkeypatch.setattr(store._changes, "generation", lambda: 7)
    monkeypatch.setattr(type(store._changes), "is_shared", True)
    monkeypatch.setattr(store._site, "next_change", lambda now: now + 60)
    for number in range(200):
        for query in (f"utm={number}", f"{number}", f"q={number}", f"page=0{number}", f"page={number}x"):
            ask(store, f"/articles/?{query}")
        ask(store, f"/people/?honour={number}")
    assert (len(store._memory), len(store._narrowed)) == (1, 200)
    assert store._narrowed.used <= store._narrowed.room


# --- folders ------------------------------------------------------------------------------------------
@pytest.mark.django_db
def test_a_folder_that_is_none(settings, changes, portal, clock, tmp_path, caplog, connections_left_alone):
    """As root may write everywhere, a file stands where the folder should be."""
    from portal.web.stored import with_store

    (tmp_path / "pages").write_text("no folder")
    settings.PAGE_STORE_MB = 8
    store = with_store(portal, clock)
    make.make_published("夜校开课")
    answers = [ask(store, "/articles/") for _time in range(3)]
    assert [(answer.code, answer.cache, "夜校开课" in answer.text) for answer in answers] == [
        (200, PAST, True)
    ] * 3
    said = lines(caplog)
    assert [line.partition(":")[0] for line in said] == [
        "Pages cannot be stored, and the portal does without",
        "Changes are known to each process alone",
    ]


def test_no_room_for_the_numbers(tmp_path, monkeypatch):
    def full(*_arguments: int) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(generations.os, "posix_fallocate", full)
    with pytest.raises(OSError, match="full"):
        Generations(tmp_path / "numbers")


def test_garbage_in_the_numbers_is_as_good_as_any(tmp_path):
    path = tmp_path / "numbers"
    for content in (b"", b"garbage", os.urandom(10_000)):
        path.write_bytes(content)
        numbers = Generations(path)
        before = numbers.current
        numbers.change()
        assert 0 != before != numbers.current != 0
        numbers.close()


def test_a_file_that_somebody_removed(tmp_path):
    path = tmp_path / "numbers"
    numbers = Generations(path)
    assert (numbers.is_shared, numbers.is_lost) == (True, False)
    path.unlink()
    assert numbers.is_lost
    Generations(path)
    assert numbers.is_lost


@pytest.mark.django_db
def test_after_the_folder_was_removed_it_is_made_again(store, changes, tmp_path):
    import shutil

    now = [0.0]
    changes._clock = lambda: now[0]
    assert [ask(store, "/").cache for _time in range(2)] == [MISS, HIT]
    shutil.rmtree(tmp_path / "pages")
    now[0] += 1
    assert [ask(store, "/").cache for _time in range(2)] == [MISS, HIT]


# --- requests -----------------------------------------------------------------------------------------
@pytest.mark.django_db
def test_a_body_on_a_get_and_a_heap_of_cookies(settings, store, portal):
    from portal.web.bodies import BodyGuard
    from portal.web.middleware import takes_bodies

    class Untouched:
        def read(self, *_size: int) -> bytes:
            raise AssertionError("the body was read")

    store.application = BodyGuard(portal, takes=takes_bodies, most=1000, at_once=1)
    whole = store
    page = ask(whole, "/")
    cookies = "; ".join(f"name{number}={'x' * 70}" for number in range(110))
    assert len(cookies) > 8000
    for more in (
        {"wsgi.input": Untouched(), "CONTENT_LENGTH": "200000000"},
        {"wsgi.input": Untouched(), "HTTP_TRANSFER_ENCODING": "chunked"},
        {
            "wsgi.input": io.BytesIO(b"x=1"),
            "CONTENT_LENGTH": "3",
            "CONTENT_TYPE": "application/x-www-form-urlencoded",
        },
        {"HTTP_COOKIE": cookies},
    ):
        answer = ask(whole, "/", **more)
        assert (answer.cache, answer.body) == (HIT, page.body)
    assert portal.renders() == ["/"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "headers",
    [
        [("Set-Cookie", "a=b")],
        [("Cache-Control", "private")],
        [("Cache-Control", "max-age=0, No-Store")],
        [("Vary", "Cookie")],
        [("Vary", "Accept-Encoding, Accept-Language")],
        [("Content-Encoding", "gzip")],
        [("Last-Modified", "Fri, 01 Jan 2100 00:00:00 GMT")],
    ],
)
def test_what_says_that_it_is_somebodys_own_is_not_kept(store, headers):
    asked = []

    def site(environ: dict[str, Any], start_response: Any) -> list[bytes]:
        asked.append(1)
        start_response("200 OK", [*headers, ("Content-Length", "400")])
        return [b"x" * 400]

    store.application = site
    answers = [ask(store, "/", HTTP_ACCEPT_ENCODING="br") for _time in range(2)]
    assert len(asked) == 2
    for answer in answers:
        assert headers[0] in answer.headers.items()
    if headers[0][0] != "Cache-Control" and headers[0][0] != "Last-Modified":
        assert answers[0].body == b"x" * 400  # nor compressed beside what is secret


@pytest.mark.parametrize(
    "status", ["302 Found", "404 Not Found", "500 Internal Server Error", "503 Service Unavailable", "206 x"]
)
@pytest.mark.django_db
def test_other_answers_are_not_kept(store, status):
    asked = []

    def site(environ: dict[str, Any], start_response: Any) -> list[bytes]:
        asked.append(1)
        start_response(status, [])
        return [b"x"]

    store.application = site
    assert [ask(store, "/").status for _time in range(2)] == [status] * 2
    assert len(asked) == 2


@pytest.mark.django_db
def test_without_a_line_to_the_database_nothing_is_shown_from_the_store(store, changes, monkeypatch):
    assert [ask(store, "/").cache for _time in range(2)] == [MISS, HIT]
    monkeypatch.setattr(changes, "generation", lambda: None)
    assert ask(store, "/").cache == PAST
