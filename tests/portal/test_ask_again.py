"""Readers' pages in a cache: kept, and never shown without asking whether they still hold."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from articles import workflow
from tests.factories import make_published

pytestmark = pytest.mark.django_db


class Cache:
    """A cache in front: keeps a page, and asks again as its headers say."""

    def __init__(self) -> None:
        self.client, self.kept = Client(), {}

    def get(self, address: str) -> tuple[int, bytes]:
        kept = self.kept.get(address)
        headers = {"If-None-Match": kept["ETag"]} if kept is not None else {}
        response = self.client.get(address, headers=headers)
        if response.status_code == 304:
            return 304, kept.content
        if "no-store" not in response["Cache-Control"] and response.has_header("ETag"):
            self.kept[address] = response
        return response.status_code, response.content


def test_an_unchanged_page_is_not_sent_twice_and_a_withdrawn_one_never_again(cast):
    article = make_published("夜校开课", organization=cast.changping)
    cache, address = Cache(), article.get_absolute_url()
    first = cache.get(address)
    assert (first[0], cache.get(address)) == (200, (304, first[1]))
    workflow.withdraw(article, by=cast.chief_editor, comment="误", notice="本文已撤。")
    status, page = cache.get(address)
    assert (status, "本文已撤。" in page.decode()) == (410, True)
    assert "夜校开课" not in cache.get(reverse("articles:news"))[1].decode()


def test_a_planned_article_is_there_one_second_after_its_time(cast, monkeypatch):
    at = timezone.now() + dt.timedelta(hours=3)
    article = make_published("夜校开课", organization=cast.changping, published_at=at)
    cache, listed = Cache(), []
    for moment in (at - dt.timedelta(seconds=1), at + dt.timedelta(seconds=1)):
        monkeypatch.setattr(timezone, "now", lambda moment=moment: moment)
        page = cache.get(reverse("articles:news"))[1].decode()
        listed.append((cache.get(article.get_absolute_url())[0], "夜校开课" in page))
    assert listed == [(404, False), (200, True)]


@pytest.mark.parametrize(
    "name", ["portal:home", "articles:news", "articles:archive", "articles:article_feed"]
)
def test_every_cache_may_keep_a_readers_page(name):
    response = Client().get(reverse(name))
    assert (response["Cache-Control"], "Set-Cookie" in response) == ("public, no-cache", False)


def test_the_desk_is_kept_by_nobody(cast, desk):
    assert "no-store" in desk(cast.editor).get(reverse("admin:index"))["Cache-Control"]
