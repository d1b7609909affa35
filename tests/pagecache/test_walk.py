"""The quiet walk: which copies are made anew, and which are passed over."""

import datetime as dt

import pytest

from pagecache.store import DatabaseAway
from pagecache.walk import Listed, Walk
from portal.web.walk import environment
from tests import factories as make

pytestmark = pytest.mark.django_db(transaction=True)
PATH = "/robots.txt"


@pytest.fixture
def walked(store, portal, clock):
    """``walked(Listed(…))``: what a walk through such a list asks the site for."""

    def walked(*listed: Listed) -> list[str]:
        walk = Walk(
            store, store.keeper, lambda: listed, environment(), rest=lambda seconds: None, clock=clock
        )
        assert walk.once()
        return portal.renders()

    return walked


def test_what_has_no_copy_is_rendered_once(walked):
    assert [walked(Listed(PATH)), walked(Listed(PATH))] == [[PATH], []]


def test_what_changed_after_its_copy_is_rendered_anew(walked, clock):
    walked(Listed(PATH))
    written = clock.now.timestamp()
    clock.now += dt.timedelta(seconds=10)
    assert walked(Listed(PATH, changed_at=written - 1)) == []
    assert walked(Listed(PATH, changed_at=written + 5)) == [PATH]


def test_what_lists_others_is_rendered_anew_after_a_while_if_anything_has_changed(walked, clock, changes):
    listed = Listed(PATH, renewed_after=60.0)
    walked(listed)
    clock.now += dt.timedelta(seconds=61)
    assert walked(listed) == []
    make.make_section("要闻")
    changes.hear_out()
    assert walked(listed) == [PATH]
    make.make_section("新闻")
    changes.hear_out()
    assert walked(listed) == []  # not yet a while


def test_a_copy_of_another_version_is_rendered_anew(walked, store):
    walked(Listed(PATH))
    store.keeper.copies.version = "another"
    assert [walked(Listed(PATH)), walked(Listed(PATH))] == [[PATH], []]


def test_what_is_new_does_not_push_out_what_is_there(walked, store, monkeypatch):
    walked(Listed(PATH))
    monkeypatch.setattr(type(store.keeper.copies), "is_full", True)
    assert walked(Listed("/opensearch.xml")) == []


def test_a_database_that_goes_on_the_way_ends_the_walk(store, monkeypatch):
    def gone(*_anything: object) -> bool:
        raise DatabaseAway(None)

    walk = Walk(store, store.keeper, lambda: [Listed(PATH)], environment(), rest=lambda seconds: None)
    assert store.keeper.catch_up()
    monkeypatch.setattr(store, "renew", gone)
    monkeypatch.setattr(store.keeper.copies, "wanted", lambda most: [PATH])
    assert (walk.has_work(), walk.renew_wanted(), walk.once()) == (True, False, False)
