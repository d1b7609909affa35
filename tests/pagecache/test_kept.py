"""What many pages share is kept by one rule: the language and the key, until a change or the clock."""

import itertools
from types import SimpleNamespace

import pytest
from django.db import DatabaseError, transaction
from django.utils.translation import override

from pagecache.kept import Kept

pytestmark = pytest.mark.django_db(transaction=True)


class World:
    """A generation and a clock set by hand, and how often something was made."""

    def __init__(self) -> None:
        self.generation: int | None = 1
        self.now, self.until = 100.0, 200.0
        self.made, self.begun = itertools.count(1), itertools.count(1)
        self.kept = Kept(SimpleNamespace(generation=lambda: self.generation), clock=lambda: self.now, most=3)
        self.kept.begins_with(lambda now: (self.until, f"shared {next(self.begun)}"))

    def __call__(self, key="a") -> int:
        return self.kept(key, lambda: next(self.made))


@pytest.fixture
def world() -> World:
    return World()


def test_it_is_made_once_for_each_key(world):
    assert [world(), world(), world("b"), world()] == [1, 1, 2, 1]


def test_the_language_is_part_of_the_key(world):
    chinese = world()
    with override("en"):
        assert [world(), world()] == [2, 2]
    assert world() == chinese


def test_a_change_ends_it(world):
    world()
    world.generation = 2
    assert [world(), world()] == [2, 2]
    world.generation = 1  # of a database that is behind: it is not what was kept before, either
    assert world() == 3


def test_the_clock_ends_it(world):
    world()
    world.now = 199.9
    assert world() == 1
    world.now, world.until = 200.0, 300.0
    assert [world(), world()] == [2, 2]
    world.now = 150.0  # a clock that was set back
    assert world() == 3


@pytest.mark.parametrize("why", ["unheard", "transaction", "debug", "no clock", "away"])
def test_nothing_is_kept(world, settings, why):
    def away(now):
        raise DatabaseError

    if why == "unheard":
        world.generation = None
    elif why == "debug":
        settings.DEBUG = True
    elif why == "no clock":
        world.kept = Kept(SimpleNamespace(generation=lambda: 1))
    elif why == "away":
        world.kept.begins_with(away)
    if why == "transaction":
        world()
        with transaction.atomic():
            assert [world(), world()] == [2, 3]
        assert world() == 1
    else:
        assert [world(), world()] == [1, 2]


def test_what_fails_is_not_kept(world):
    def fails():
        raise KeyError("a")

    for _time in range(2):
        with pytest.raises(KeyError):
            world.kept("a", fails)
    assert world() == 1


def test_a_database_that_is_behind_keeps_for_its_own_generation(world):
    world.generation = 2
    with world.kept.as_of(1):
        assert [world(), world()] == [1, 1]
    assert [world(), world()] == [2, 2]
    with world.kept.as_of(None):
        assert [world(), world()] == [3, 4]


def test_the_oldest_goes_first(world):
    for key in "abcd":
        world(key)
    assert [world("b"), world("d"), world("a")] == [2, 4, 5]


def test_what_all_pages_share_is_asked_once_with_the_clock(world):
    world()
    assert [world.kept.shared(), world.kept.shared()] == ["shared 1", "shared 1"]
    world.generation = 2
    assert [world(), world.kept.shared()] == [2, "shared 2"]
    world.now, world.until = 200.0, 300.0
    assert [world.kept.shared(), world.kept.shared(), world()] == ["shared 3", "shared 3", 3]


def test_what_all_pages_share_is_asked_each_time_where_nothing_is_kept(world):
    world.generation = None
    assert [world.kept.shared(), world.kept.shared()] == ["shared 1", "shared 2"]
    world.kept = Kept(SimpleNamespace(generation=lambda: 1))
    with pytest.raises(RuntimeError, match="Nobody has said what all pages share"):
        world.kept.shared()
