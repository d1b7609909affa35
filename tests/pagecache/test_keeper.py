"""The thread that keeps copies: what is offered is kept, the others' changes are heard of, and nothing ends it."""

import pytest
from django.db import DatabaseError

from pagecache import keeper as module
from pagecache.entries import Entry
from pagecache.keeper import Keeper

POINT = (7, 10)
PAGE = Entry("200 OK", [("Content-Type", "text/html")], b"<p>page</p>", "mark", 7, 99.0)


class Changes:
    is_away = False
    now: int | None = 7

    def generation(self) -> int | None:
        return self.now


class Copies:
    """Notes what it is told; raises ``error``, if there is one."""

    error: Exception | None = None

    def __init__(self) -> None:
        self.told: list[object] = []

    def keep(self, key, entry, marks, point, ends) -> bool:
        return self._note((key, sorted(marks), point, ends))

    def catch_up(self, generation: int) -> bool:
        return self._note(generation)

    def _note(self, what: object) -> bool:
        self.told.append(what)
        if self.error:
            raise self.error
        return True


@pytest.fixture
def keeper(monkeypatch) -> Keeper:
    monkeypatch.setattr(module, "LOOK_EVERY", 0)
    monkeypatch.setattr(Keeper, "start", lambda keeper: None)
    monkeypatch.setattr(module, "marks_of", lambda key, entry: {"articles.article:1"})
    return Keeper(Copies(), Changes(), lambda marks: 50.0)


def test_what_is_offered_is_kept_then_the_changes_of_others_are_asked_for(keeper):
    keeper.offer("/a", PAGE, POINT)
    keeper.work_once()
    keeper.work_once()
    assert keeper.copies.told == [("/a", ["articles.article:1"], POINT, 50.0), 7]


def test_nothing_is_asked_for_while_the_database_is_away(keeper):
    keeper.changes.is_away = True
    keeper.work_once()
    assert keeper.copies.told == []


@pytest.mark.parametrize(
    "error", [DatabaseError("gone"), OSError("no room"), RuntimeError("what nobody thought of")]
)
def test_the_thread_goes_on_after_any_error(keeper, error, db):
    keeper.copies.error = error
    keeper.offer("/a", PAGE, POINT)
    for _ in range(3):
        keeper.work_once()
    assert [told if told == 7 else told[0] for told in keeper.copies.told] == ["/a", 7, 7]


def test_what_nobody_thought_of_is_told_once_until_it_is_over(keeper, caplog, db):
    keeper.copies.error = RuntimeError("what nobody thought of")
    for _ in range(3):
        keeper.work_once()
    told = [record.getMessage() for record in caplog.records]
    assert told == ["Copies for the time without the database were not caught up."]
    keeper.copies.error = None
    keeper.work_once()
    keeper.copies.error = RuntimeError("once more")
    keeper.work_once()
    keeper.copies.error = DatabaseError("gone")
    keeper.work_once()
    assert len([record for record in caplog.records if record.levelname == "ERROR"]) == 2


def test_nobody_could_be_asked(keeper, db):
    assert keeper.catch_up() is True
    keeper.copies.error = DatabaseError("gone")
    assert keeper.catch_up() is False
    keeper.changes.now = None
    assert keeper.catch_up() is False
    assert keeper.copies.told == [7, 7]


def test_what_does_not_fit_is_not_kept_this_time(keeper):
    for number in range(module.MOST_WAITING + 3):
        keeper.offer(f"/{number}", PAGE, POINT)
    keeper.drain()
    assert len(keeper.copies.told) == module.MOST_WAITING
