"""Atom feeds: well-formed, with full text, whole addresses and the time of the last correction."""

import datetime as dt
from xml.etree import ElementTree

import pytest
from django.urls import reverse

from articles.models import ArticlePhoto, Credit
from tests.factories import make_column, make_contributor, make_photo, make_published, make_section

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"


def test_an_entry_is_complete(client, settings):
    settings.SITE_URL = "https://news.example.org"
    at = dt.datetime(2026, 3, 12, 1, 30, tzinfo=dt.UTC)
    article = make_published(
        "开课 & 结业", summary="摘要。", published_at=at, section=make_section("要闻"),
        body='<p>正文<a href="/organizations/x/">单位</a></p>',
    )  # fmt: skip
    Credit.objects.create(article=article, contributor=make_contributor("林晓舟"))
    article.corrections.create(note="更正。", corrected_at=at + dt.timedelta(days=1))
    answer = client.get(reverse("articles:article_feed"))
    assert answer["Content-Type"] == "application/atom+xml; charset=utf-8"
    feed = ElementTree.fromstring(answer.content)
    assert feed.find(f"{ATOM}link[@rel='self']").get("href") == "https://news.example.org/feeds/articles/"
    (entry,) = feed.findall(f"{ATOM}entry")
    found = {
        tag: entry.find(ATOM + tag).text
        for tag in ("title", "id", "published", "updated", "summary", "content")
    }
    assert found == {
        "title": "开课 & 结业",
        "id": f"https://news.example.org/articles/{article.pk}/",
        "published": "2026-03-12T01:30:00+00:00",
        "updated": "2026-03-13T01:30:00+00:00",
        "summary": "摘要。",
        "content": '<p>正文<a href="https://news.example.org/organizations/x/">单位</a></p><p>记者 林晓舟</p>',
    }
    assert entry.find(f"{ATOM}author/{ATOM}name").text == "林晓舟"
    assert [category.get("term") for category in entry.findall(f"{ATOM}category")] == ["要闻"]


def test_a_note_in_an_entry_is_found_on_the_page_of_the_article(client, settings):
    settings.SITE_URL = "https://news.example.org"
    article = make_published("开课", body=(
        '<p>甲<sup><a href="#footnote-2" id="footnote-ref-2" rel="noopener">[1]</a></sup></p>'
        '<ol><li id="footnote-2"><p>注。</p></li></ol>'
    ))  # fmt: skip
    feed = ElementTree.fromstring(client.get(reverse("articles:article_feed")).content)
    content = feed.find(f"{ATOM}entry/{ATOM}content").text
    assert f'href="https://news.example.org/articles/{article.pk}/#footnote-2"' in content


def test_the_feed_of_a_column_holds_its_sub_columns(client):
    column = make_column("创新案例")
    make_published("下层", column=make_column("北京经验", parent=column))
    make_published("别处")
    feed = ElementTree.fromstring(client.get(reverse("articles:column_feed", args=[column.slug])).content)
    assert [title.text for title in feed.findall(f"{ATOM}entry/{ATOM}title")] == ["下层"]


def test_the_pictures_of_an_article_are_enclosed_the_leading_one_first(
    client, settings, django_assert_num_queries
):
    settings.SITE_URL = "https://news.example.org"
    article = make_published("一组照片")
    first, lead = make_photo(), make_photo()
    ArticlePhoto.objects.create(article=article, photo=first, position=0)
    ArticlePhoto.objects.create(article=article, photo=lead, position=1, is_lead=True)
    make_published("没有照片")
    with django_assert_num_queries(4):  # articles, credits, tags, corrections
        feed = ElementTree.fromstring(client.get(reverse("articles:article_feed")).content)
    found = {
        entry.find(f"{ATOM}title").text: [
            (link.get("type"), link.get("href")) for link in entry.findall(f"{ATOM}link[@rel='enclosure']")
        ]
        for entry in feed.findall(f"{ATOM}entry")
    }
    assert found == {
        "一组照片": [
            ("image/jpeg", "https://news.example.org" + photo.get_absolute_url()) for photo in (lead, first)
        ],
        "没有照片": [],
    }
