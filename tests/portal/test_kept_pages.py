"""What an article, a list and the front page cost the database, and that what they share is never out of date."""

import datetime as dt

import pytest
from django.test import Client
from django.utils import timezone

from articles.models import Article, ArticleOrganization, Edition, EditionPage, Section
from articles.reading import LISTED
from photos.models import Photo
from photos.signing import signed_addresses
from portal.models import FrontPage
from portal.templatetags.frame import article_items
from tests.factories import (
    make_column,
    make_event,
    make_organization,
    make_photo,
    make_published,
    make_section,
    make_topic,
)

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def newsroom():
    """A site with something of everything."""
    section, column = make_section("要闻"), make_column("北京经验")
    union = make_organization("昌平区总工会", kind="district", district="昌平区")
    edition = Edition.objects.create(date=timezone.localdate() - dt.timedelta(days=1), number=7)
    page = EditionPage.objects.create(edition=edition, number=1)
    for number in range(30):
        article = make_published(
            f"第{number}篇", section=section, column=column, edition_page=page,
            published_at=timezone.now() - dt.timedelta(minutes=number + 1),
        )  # fmt: skip
        article.tags.add("夜校", f"标签{number}")
        article.photo_entries.create(photo=make_photo(), is_lead=True)
        ArticleOrganization.objects.create(article=article, organization=union)
    make_event("文化节").articles.add(article)
    make_topic("专题")
    return article


# On the first page after a change, and on later ones.
COSTS = {"article": (4, 3), "list": (3, 1), "home": (7, 2), "arranged home": (7, 2)}


@pytest.mark.parametrize("name", COSTS)
def test_what_it_costs(client, changes, newsroom, name, django_assert_num_queries):
    address = {"article": newsroom.get_absolute_url(), "list": "/articles/"}.get(name, "/")
    if name == "arranged home":
        arrangement = FrontPage.objects.create(name="春节", is_live=True)
        arrangement.leads.create(article=newsroom)
        for kind in ("events", "places", "organizations", "pictures"):
            arrangement.blocks.create(kind=kind)
        arrangement.blocks.create(kind="section", section=newsroom.section)
        arrangement.blocks.create(kind="column", column=newsroom.column)
    make_published("更新")
    changes.hear_out()
    cold, warm = COSTS[name]
    with django_assert_num_queries(cold):
        first = client.get(address).content
    with django_assert_num_queries(warm):
        assert client.get(address).content == first


def test_a_change_shows_in_the_frame_at_once(client, changes, newsroom):
    assert "身边工匠" not in client.get("/articles/").text
    section = make_section("身边工匠")
    changes.hear_out()
    assert "身边工匠" in client.get("/articles/").text
    Section.objects.filter(pk=section.pk).update(name="工匠风采")
    changes.hear_out()
    page = client.get("/articles/").text
    assert ("身边工匠" in page, "工匠风采" in page) == (False, True)


def test_the_frame_has_the_language_and_the_place_of_its_page(client, changes, newsroom):
    section = newsroom.section.get_absolute_url()
    for _time in range(2):
        assert f'href="{section}" aria-current="page"' in client.get(section).text
        assert f'href="{section}" aria-current="page"' not in client.get("/articles/").text
        english = client.get("/en/articles/").text
        assert ("All news" in english, "全部新闻" in english) == (True, False)
        assert '<a href="/articles/" lang="zh-Hans" hreflang="zh-Hans">中文</a>' in english
        chinese = client.get("/archive/").text
        assert '<a href="/en/archive/" lang="en" hreflang="en">English</a>' in chinese


def test_totals_go_by_the_clock(client, changes, newsroom, monkeypatch):
    soon = timezone.now() + dt.timedelta(minutes=10)
    make_published("定时", published_at=soon)
    changes.hear_out()
    assert client.get("/articles/").context["page"].total == 30
    monkeypatch.setattr(timezone, "now", lambda: soon)
    assert client.get("/articles/").context["page"].total == 31


def test_the_day_in_the_masthead_goes_by_the_clock(changes, newsroom, monkeypatch):
    at = timezone.localtime().replace(hour=23, minute=59, second=59)
    monkeypatch.setattr(timezone, "now", lambda: at)
    today, tomorrow = f"{at:%Y-%m-%d}", f"{at + dt.timedelta(days=1):%Y-%m-%d}"
    assert f'<time datetime="{today}">' in Client().get("/articles/").text
    monkeypatch.setattr(timezone, "now", lambda: at + dt.timedelta(seconds=1))
    assert f'<time datetime="{tomorrow}">' in Client().get("/articles/").text


@pytest.mark.parametrize("address", ["/", "/articles/"])
def test_what_an_item_shows_is_that_of_now(client, changes, newsroom, address):
    assert ("第0篇" in client.get(address).text, "新题" in client.get(address).text) == (True, False)
    newest = Article.objects.filter(pk=Article.objects.get(title="第0篇").pk)
    photo = Photo.objects.filter(articles=newest.get())
    for change, before, after in (
        (lambda: newest.update(title="新题", title_words=""), "第0篇", "新题"),
        (lambda: newest.update(kicker="眉题"), "", "眉题"),
        (lambda: newest.update(summary="新的提要"), "", "新的提要"),
        (lambda: Section.objects.update(name="时政"), "要闻", "时政"),
        (lambda: photo.update(focal_x=0.1), "", "fx-1"),
    ):
        assert after not in client.get(address).text
        change()
        changes.hear_out()
        page = client.get(address).text
        assert (after in page, before != "" and before in page) == (True, False)


def test_an_item_that_was_read_before_a_change_is_not_kept_for_after_it(changes, newsroom):
    [read_before] = LISTED.ask(keys=[newsroom.pk])
    Article.objects.filter(pk=newsroom.pk).update(title="改过", title_words="")
    changes.hear_out()
    assert newsroom.title in article_items([read_before])
    [read_after] = LISTED.ask(keys=[newsroom.pk])
    assert "改过" in article_items([read_after])


def test_an_item_has_the_language_of_its_page(client, changes, newsroom):
    address = newsroom.get_absolute_url()
    for _time in range(2):
        assert f'href="{address}"' in client.get("/articles/?page=2").text
        english = client.get("/en/articles/?page=2").text
        assert (f'href="/en{address}"' in english, f'href="{address}"' in english) == (True, False)


def test_what_is_signed_for_one_reader_is_not_kept(changes, newsroom):
    [article] = LISTED.ask(keys=[newsroom.pk])
    for _time in range(2):
        assert "?preview=" not in article_items([article])
        with signed_addresses():
            assert "?preview=" in article_items([article])


def test_an_article_that_came_another_way_is_rendered_each_time(changes, newsroom):
    article = Article.objects.for_lists().get(pk=newsroom.pk)
    assert newsroom.title in article_items([article])
    article.title, article.title_words = "改过", ""
    assert "改过" in article_items([article])
