"""Nothing unpublished stands anywhere: every address of readers is walked with something that could leak."""

import datetime as dt
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import pytest
from django.urls import get_resolver, reverse
from django.utils import timezone, translation

from articles import workflow
from articles.models import Article, ArticleOrganization, Contributor, Credit, Figure, Status
from events.models import Programme
from tests.factories import (
    make_article,
    make_column,
    make_event,
    make_organization,
    make_page,
    make_person,
    make_photo,
    make_published,
    make_section,
    make_topic,
)

pytestmark = pytest.mark.django_db
SECRET = "密稿"


@pytest.fixture
def shelf():
    """One of everything that lists articles, and a public article in all of it."""
    places = {
        "section": make_section("通知公告"),
        "column": make_column("基层经验"),
        "group": make_topic("夜校").groups.create(name="报道"),
        "page": make_page(timezone.localdate()),
        "organization": make_organization("昌平区总工会"),
        "person": make_person("蒋玉芬", consented_on=dt.date(2026, 1, 1)),
        "contributor": Contributor.objects.create(name="林晓舟"),
        "event": make_event(
            "夜校开学", programme=Programme.objects.create(name="夜校计划", slug="night-school")
        ),
        "photo": make_photo(),
    }
    for genre in ("news", "photo", "notice"):
        public = make_published(f"公开的稿件{genre}", genre=genre)
        put_everywhere(public, places)
    return places | {"public": public}


def put_everywhere(article: Article, places) -> None:
    article.section, article.column = places["section"], places["column"]
    article.edition_page = places["page"]
    article.save()
    places["group"].entries.create(article=article)
    places["event"].articles.add(article)
    article.people.add(places["person"])
    article.tags.add("夜校")
    article.photo_entries.create(photo=places["photo"], is_lead=True)
    Credit.objects.create(article=article, contributor=places["contributor"])
    ArticleOrganization.objects.create(article=article, organization=places["organization"])
    Figure.objects.create(
        article=article, label="开课", value=96, unit="场", date=dt.date(2026, 1, 1) + dt.timedelta(article.pk),
        organization=places["organization"],
    )  # fmt: skip


@pytest.fixture
def hidden(shelf, cast) -> list[Article]:
    """One article in every state that readers do not see, standing everywhere."""
    now = timezone.now()
    rows = [make_article(f"{SECRET}-{status}-", status=status) for status in (
        Status.DRAFT, Status.RETURNED, Status.SUBMITTED, Status.FIRST_PASSED, Status.SECOND_PASSED, Status.APPROVED
    )]  # fmt: skip
    rows.append(make_published(f"{SECRET}排期", published_at=now + dt.timedelta(minutes=5)))
    rows.append(make_published(f"{SECRET}过期", published_at=now - dt.timedelta(days=3), expires_at=now))
    rows.append(make_published(f"{SECRET}撤下", organization=cast.city))
    for row in rows:
        put_everywhere(row, shelf)
    workflow.withdraw(rows[-1], by=cast.chief_editor, comment="有误", notice="本文已撤回。")
    Article.objects.filter(pk=shelf["public"].pk).update(organization=cast.city)
    copy = workflow.start_correction(shelf["public"], by=cast.editor)
    copy.title = f"{SECRET}更正稿"
    copy.save()
    return [*rows, copy]


def readers_routes() -> Iterator[tuple[str, str]]:
    """Name and pattern of every address outside the desk, as the site itself knows them."""

    def walk(patterns, spaces, before):
        for pattern in patterns:
            route = before + str(pattern.pattern)
            if hasattr(pattern, "url_patterns"):
                yield from walk(pattern.url_patterns, [*spaces, *filter(None, [pattern.namespace])], route)
            else:
                yield ":".join([*spaces, pattern.name or route]), route

    resolver = get_resolver()
    yield from ((name, route) for name, route in walk(resolver.url_patterns, [], "") if "admin" not in route)


def fillings(shelf) -> dict[str, list[Any]]:
    """What stands in the addresses that name something: the public things that the hidden articles stand in too."""
    at = timezone.localtime(shelf["public"].published_at)
    day = [at.year, at.month, at.day]
    section, column, organization = shelf["section"].slug, shelf["column"].slug, shelf["organization"].slug
    event, page = shelf["event"], shelf["page"]
    of_union = ("organization", "news", "events", "units", "branch_stations", "people", "feed", "events_ics")
    return {
        "sitemap_articles": [1],
        "sitemap_events": [(event.pk - 1) // 5000 + 1],
        "media": ["photos/nothing.jpg"],
        "articles:article": [shelf["public"].pk],
        "articles:qr_code": [shelf["public"].pk],
        "articles:archive_year": day[:1],
        "articles:archive_month": day[:2],
        "articles:archive_day": day,
        "articles:section": [section],
        "articles:section_feed": [section],
        "articles:column": [column],
        "articles:column_feed": [column],
        "articles:topic": [shelf["group"].topic.slug],
        "articles:tag": ["夜校"],
        "articles:tag_feed": ["夜校"],
        "articles:contributor": [shelf["contributor"].pk],
        "articles:edition": [page.edition.date],
        "articles:edition_page": [page.edition.date, page.number],
        "articles:preview_link": ["not-a-token"],
        "people:person": [shelf["person"].pk],
        "events:programme": [event.programme.slug],
        "events:event": [event.pk],
        "events:event_ics": [event.pk],
        "events:month": [event.starts_at.year, event.starts_at.month],
        "events:day": [event.starts_at.year, event.starts_at.month, event.starts_at.day],
    } | {f"organizations:{name}": [organization] for name in of_union}


# What is asked besides: words that only hidden articles have, words that public ones have too, further pages.
QUERIES = {
    "search:search": [f"?q={SECRET}", "?q=稿件"],
    "organizations:directory": [f"?q={SECRET}"],
    "people:people": [f"?honour={SECRET}"],
    "articles:news": ["?page=1", "?genre=notice"],
    "events:upcoming": [f"?q={SECRET}"],
}
NOT_THERE = {"media": 404, "articles:preview_link": 404}


def addresses(shelf) -> dict[str, int]:
    """Every address of readers in both languages, with the status of its answer; a new one without a line fails."""
    filled = fillings(shelf)
    found = {}
    for name, route in readers_routes():
        assert "<" not in route or name in filled, f"no example for {name}: {route}"
        for language in ("zh-hans", "en"):
            with translation.override(language):
                address = reverse(name, args=filled.get(name, []))
            for query in ["", *QUERIES.get(name, [])]:
                found[address + query] = 302 if name == "events:this_month" else NOT_THERE.get(name, 200)
    found[f"/没有的/{SECRET}/"] = 404
    return found


def told(answer, address: str) -> str:
    """The text of an answer without the words that were asked for."""
    text = answer.content.decode()
    for asked in (
        f'value="{SECRET}"',
        f"“{SECRET}”",
        f'<span lang="">{SECRET}</span>',
        f"搜索：{SECRET}",
        f"Search: {SECRET}",
        address,
    ):
        text = text.replace(asked, "")
    return text.replace(quote(SECRET), "").replace(f"q={SECRET}", "").replace(f"honour={SECRET}", "")


def test_no_address_shows_what_is_not_public(client, shelf, hidden, record_property):
    walked = addresses(shelf)
    for address, status in walked.items():
        answer = client.get(address)
        text = told(answer, address)
        assert [row.title for row in hidden if row.title in text] == [], address
        assert SECRET not in text, address
        assert answer.status_code == status, address
    record_property("leak table", f"{len(walked)} addresses × {len(hidden)} hidden states")
    assert (len(walked) >= 110, len(hidden)) == (True, 10)


LISTS = (
    "portal:home", "articles:news", "articles:archive_year", "articles:archive_month", "articles:archive_day",
    "articles:section", "articles:section_feed", "articles:columns", "articles:column", "articles:column_feed",
    "articles:topic", "articles:tag", "articles:tag_feed", "articles:contributor", "articles:editions", "articles:edition",
    "articles:edition_page", "articles:article_feed", "organizations:organization", "organizations:news",
    "organizations:feed", "people:person", "events:event", "articles:article", "sitemap_news",
)  # fmt: skip


def test_the_same_pages_show_what_is_public(client, shelf):
    """Else the test above would prove nothing."""
    filled = fillings(shelf)
    for name in LISTS:
        assert "公开的稿件" in client.get(reverse(name, args=filled.get(name, []))).text, name


def test_the_address_of_a_hidden_article_says_nothing_of_it(client, shelf, hidden):
    codes = []
    for row in hidden:
        for language in ("en", "zh-hans"):
            with translation.override(language):
                answer = client.get(row.get_absolute_url())
                assert client.get(reverse("articles:qr_code", args=[row.pk])).status_code == 404
            assert SECRET not in answer.text
        codes.append(answer.status_code)
    assert codes == [404] * 8 + [410] + [404]


def test_places_without_anything_public_are_not_there(client, shelf, hidden):
    """A tag, a contributor or an issue that only hidden articles know."""
    draft = hidden[0]
    draft.tags.add("秘密行动")
    Credit.objects.create(article=draft, contributor=Contributor.objects.create(name="匿名者"))
    draft.edition_page = make_page(dt.date(2020, 1, 1))
    draft.save()
    assert client.get(reverse("articles:tag", args=["秘密行动"])).status_code == 404
    assert client.get(reverse("articles:tag_feed", args=["秘密行动"])).status_code == 404
    assert client.get(Contributor.objects.get(name="匿名者").get_absolute_url()).status_code == 404
    assert client.get(draft.edition_page.get_absolute_url()).status_code == 404
    assert client.get(draft.edition_page.edition.get_absolute_url()).status_code == 404
    assert client.get("/archive/2020/").status_code == 404
    assert "秘密行动" not in client.get(shelf["public"].get_absolute_url()).text


def test_tomorrows_paper_is_not_read_today(client):
    page = make_page(timezone.localdate() + dt.timedelta(days=1))
    make_published("明天见报", edition_page=page)
    assert client.get(page.get_absolute_url()).status_code == 404
    assert page.edition.get_absolute_url() not in client.get(reverse("articles:editions")).text
