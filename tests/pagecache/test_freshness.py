"""What changes is on the next page, whoever changes it and whichever process answers."""

import pytest

from articles import workflow
from articles.models import Article, Section, Status
from pagecache.store import HIT, MISS
from portal.models import Demonstration
from tests import factories as make
from tests.pagecache.conftest import ask

pytestmark = pytest.mark.django_db(transaction=True)


def test_any_change_is_on_the_next_page(get, portal, cast):
    section = make.make_section("要闻", slug="yaowen")
    article = make.make_published("夜校开课", section=section, organization=cast.changping)
    address = article.get_absolute_url()
    assert [get(address).cache, get(address).cache, get("/").cache, get("/").cache] == [MISS, HIT, MISS, HIT]
    workflow.withdraw(article, by=cast.chief_editor, comment="误", notice="本文已撤。")
    assert (get(address).code, "夜校开课" in get("/").text) == (410, False)
    Section.objects.update(name="新闻")
    assert "新闻" in get("/").text
    Article.objects.filter(pk=article.pk).update(status=Status.PUBLISHED)
    assert (get(address).code, "夜校开课" in get("/").text) == (200, True)


def test_the_next_request_sees_what_a_request_of_the_desk_changed(store, portal, monkeypatch):
    """Without anybody listening once more: the answer of the desk leaves when all that was committed has been heard."""
    section = make.make_section("要闻")
    assert [ask(store, "/").cache, ask(store, "/").cache] == [MISS, HIT]
    portal.before = lambda address: (
        "/admin/" in address and Section.objects.filter(pk=section.pk).update(name="新闻")
    )
    for number in range(20):
        Section.objects.filter(pk=section.pk).update(name="要闻")
        ask(store, "/admin/login/", HTTP_HOST="127.0.0.1")
        assert "新闻" in ask(store, "/").text, number
    assert ask(store, "/").cache == HIT


def test_the_demonstration_is_said_from_its_loading_to_its_end(get):
    assert "site-notice" not in get("/").text
    shown = Demonstration.objects.create()
    assert ("site-notice" in get("/").text, get("/").headers["X-Robots-Tag"]) == (True, "noindex")
    shown.delete()
    assert ("site-notice" in get("/").text, "X-Robots-Tag" in get("/").headers) == (False, False)


def test_the_next_change_is_asked_for_once_for_each_generation(get, store, monkeypatch):
    asked = []
    change = store._site.next_change
    monkeypatch.setattr(store._site, "next_change", lambda now: asked.append(now) or change(now))
    for address in ("/", "/articles/", "/archive/", "/"):
        get(address)
    assert len(asked) == 1
    make.make_section("要闻")
    get("/")
    assert len(asked) == 2


def test_a_miss_answers_as_it_was_asked(get):
    mark = get("/articles/").headers["ETag"]
    make.make_section("要闻", in_navigation=False)  # another generation, the same page
    answer = get("/articles/", HTTP_IF_NONE_MATCH=mark)
    assert (answer.code, answer.cache) == (304, MISS)
