"""Readers' pages of articles: what each shows, what it refuses, and what it costs."""

import pytest
from django.urls import reverse

from tests.factories import make_column, make_page, make_published, make_section, make_topic

pytestmark = pytest.mark.django_db


@pytest.fixture
def shelf():
    """One of each place where articles stand, with one public article in all of them."""
    section, column, topic, page = (
        make_section("基层动态"),
        make_column("基层经验"),
        make_topic("夜校"),
        make_page(),
    )
    article = make_published("夜校开课", section=section, column=column, edition_page=page)
    article.tags.add("夜校")
    topic.groups.create(name="报道").entries.create(article=article)
    return {"section": section, "column": column, "topic": topic, "page": page, "article": article}


def addresses(shelf) -> list[str]:
    article, page = shelf["article"], shelf["page"]
    at = article.published_at
    return [
        "/",
        reverse("articles:news"),
        article.get_absolute_url(),
        reverse("articles:archive"),
        reverse("articles:archive_year", args=[at.year]),
        reverse("articles:archive_month", args=[at.year, at.month]),
        shelf["section"].get_absolute_url(),
        reverse("articles:columns"),
        shelf["column"].get_absolute_url(),
        reverse("articles:topics"),
        shelf["topic"].get_absolute_url(),
        reverse("articles:tag", args=["夜校"]),
        reverse("articles:editions"),
        page.edition.get_absolute_url(),
        page.get_absolute_url(),
        reverse("articles:article_feed"),
        reverse("search:search") + "?q=夜校",
    ]


def test_every_page_opens_in_both_languages_without_a_cookie(client, shelf):
    without = {reverse("articles:archive"), reverse("articles:columns"), reverse("articles:topics")}
    for address in addresses(shelf):
        for prefix in ("", "/en"):
            answer = client.get(prefix + address)
            assert answer.status_code == 200, prefix + address
            assert "Cookie" not in answer.get("Vary", "")
            assert not answer.cookies
            assert "夜校开课" in answer.text or address in without
