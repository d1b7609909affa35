"""Sitemaps, robots.txt, OpenSearch, the manifest, and structured data of an article."""

import datetime as dt
import json
import re
from xml.etree import ElementTree

import pytest
from django.utils import timezone

from articles.models import ArticlePhoto, Correction, Edition, EditionPage
from tests.factories import (
    make_article,
    make_column,
    make_event,
    make_organization,
    make_person,
    make_photo,
    make_published,
    make_section,
    make_topic,
)

pytestmark = pytest.mark.django_db
SITE = "http://127.0.0.1:8000"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
NEWS = "{http://www.google.com/schemas/sitemap-news/0.9}"


def addresses(client, path: str) -> list[str]:
    answer = client.get(path)
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/xml; charset=utf-8")
    assert "Set-Cookie" not in answer
    root = ElementTree.fromstring(answer.content)
    return [loc.text.removeprefix(SITE) for loc in root.iter(f"{SITEMAP}loc")]


def test_articles_stand_in_files_by_their_keys(client):
    late = make_published(pk=5001)
    first = make_published(pk=1)
    make_article(pk=12_000)
    assert addresses(client, "/sitemap.xml") == [
        "/sitemaps/pages.xml",
        "/sitemaps/news.xml",
        "/sitemaps/articles-1.xml",
        "/sitemaps/articles-2.xml",
    ]
    assert addresses(client, "/sitemaps/articles-1.xml") == [first.get_absolute_url()]
    assert addresses(client, "/sitemaps/articles-2.xml") == [late.get_absolute_url()]


@pytest.mark.parametrize("number", ["0", "3", "99999999999"])
def test_a_file_without_articles_does_not_exist(client, number):
    make_article(pk=12_000)
    assert client.get(f"/sitemaps/articles-{number}.xml").status_code == 404


def test_nothing_unpublished_is_named(client):
    tomorrow, yesterday = timezone.now() + dt.timedelta(days=1), timezone.now() - dt.timedelta(days=1)
    make_article("草稿")
    make_published("将来", published_at=tomorrow)
    make_published("过期", published_at=yesterday - dt.timedelta(days=1), expires_at=yesterday)
    make_person("没有同意")
    make_event("没有公开", published_at=None)
    make_organization("已关闭", status="closed")
    assert addresses(client, "/sitemap.xml") == ["/sitemaps/pages.xml"]
    assert client.get("/sitemaps/news.xml").status_code == 404
    assert addresses(client, "/sitemaps/pages.xml") == [
        "/", "/articles/", "/archive/", "/editions/", "/organizations/", "/stations/", "/people/", "/events/"
    ]  # fmt: skip


def test_what_is_public_is_named(client):
    section = make_section("基层动态")
    organization = make_organization("昌平区总工会")
    person = make_person("梁会芬", consented_on=dt.date(2026, 1, 1))
    named = addresses(client, "/sitemaps/pages.xml")[8:]
    assert named == [row.get_absolute_url() for row in (organization, person, section)]


def test_every_line_of_the_pages(client):
    """The order, and that only organizations and people say when they were changed."""
    section, column, topic = make_section("基层动态"), make_column("北京经验"), make_topic("专题")
    organization = make_organization("昌平区总工会")
    person = make_person("梁会芬", consented_on=dt.date(2026, 1, 1))
    edition = Edition.objects.create(date=dt.date(2026, 3, 12), number=7)
    Edition.objects.create(date=dt.date(2026, 3, 13), number=8)  # with nothing to read
    make_published(edition_page=EditionPage.objects.create(edition=edition, number=1))
    changed = [
        f"<url><loc>{SITE}{row.get_absolute_url()}</loc>"
        f"<lastmod>{timezone.localtime(row.updated_at).isoformat()}</lastmod></url>"
        for row in (organization, person)
    ]
    listed = [
        f"<url><loc>{SITE}{row.get_absolute_url()}</loc></url>" for row in (section, column, topic, edition)
    ]
    assert client.get("/sitemaps/pages.xml").text.splitlines()[10:] == [*changed, *listed, "</urlset>"]


def test_events_stand_in_files_by_key(client):
    """A file without a public event does not exist."""
    first, late = make_event(pk=1), make_event(pk=12_000)
    make_event(pk=7_000, published_at=None)
    assert addresses(client, "/sitemap.xml")[1:] == ["/sitemaps/events-1.xml", "/sitemaps/events-3.xml"]
    assert addresses(client, "/sitemaps/events-1.xml") == [first.get_absolute_url()]
    assert addresses(client, "/sitemaps/events-3.xml") == [late.get_absolute_url()]
    assert [client.get(f"/sitemaps/events-{number}.xml").status_code for number in (0, 2, 4)] == [404] * 3
    assert (
        f"<lastmod>{timezone.localtime(late.updated_at).isoformat()}</lastmod>"
        in client.get("/sitemaps/events-3.xml").text
    )


def test_news_of_two_days(client):
    make_published("旧闻", published_at=timezone.now() - dt.timedelta(days=3))
    fresh = make_published("新 & 闻", published_at=timezone.now() - dt.timedelta(hours=1))
    newer = make_published("更新")
    root = ElementTree.fromstring(client.get("/sitemaps/news.xml").content)
    assert [title.text for title in root.iter(f"{NEWS}title")] == ["更新", "新 & 闻"]
    assert [name.text for name in root.iter(f"{NEWS}language")] == ["zh-cn"] * 2
    assert [loc.text for loc in root.iter(f"{SITEMAP}loc")] == [
        SITE + article.get_absolute_url() for article in (newer, fresh)
    ]
    assert [date.text for date in root.iter(f"{NEWS}publication_date")] == [
        timezone.localtime(article.published_at).isoformat() for article in (newer, fresh)
    ]


@pytest.mark.parametrize(
    ("path", "queries"),
    [
        ("/sitemap.xml", 3),
        ("/sitemaps/articles-1.xml", 1),
        ("/sitemaps/events-1.xml", 1),
        ("/sitemaps/pages.xml", 1),
        ("/sitemaps/news.xml", 1),
    ],
)
@pytest.mark.parametrize("rows", [3, 30])
def test_queries(client, django_assert_num_queries, path, queries, rows):
    for number in range(1, rows + 1):
        make_published(pk=number)
        make_organization()
        make_event(pk=number)
    with django_assert_num_queries(queries):
        client.get(path)


def test_robots(client):
    answer = client.get("/robots.txt")
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    assert answer.text == (
        "User-agent: *\nDisallow: /admin/\nDisallow: /en/admin/\nDisallow: /preview/\nDisallow: /en/preview/\nDisallow: /search/\n"
        f"Disallow: /en/search/\n\nSitemap: {SITE}/sitemap.xml\n"
    )


def test_opensearch(client):
    answer = client.get("/opensearch.xml")
    root = ElementTree.fromstring(answer.content)
    url = root.find("{http://a9.com/-/spec/opensearch/1.1/}Url")
    assert url.attrib == {"type": "text/html", "template": f"{SITE}/search/?q={{searchTerms}}"}


def test_manifest(client):
    data = client.get("/manifest.webmanifest").json()
    assert (data["name"], data["start_url"], [icon["sizes"] for icon in data["icons"]]) == (
        "工会动态", "/", ["192x192", "512x512"]
    )  # fmt: skip


@pytest.mark.parametrize("path", ["/sitemap.xml", "/robots.txt", "/opensearch.xml", "/manifest.webmanifest"])
def test_only_reading_is_possible(client, path):
    assert client.post(path).status_code == 405


def test_structured_data_of_an_article(client):
    article = make_published(
        "夜校</script>开课", subtitle="一所夜校", section=make_section("基层动态"), credits=(("reporter", "林晓舟"),),
        is_reprint=True, source_name="东屏工人报", source_url="https://paper.example.org/1",
        published_at=dt.datetime(2026, 3, 12, 1, 30, tzinfo=dt.UTC),
    )  # fmt: skip
    photo = make_photo(alt_text="教室")
    ArticlePhoto.objects.create(article=article, photo=photo, is_lead=True)
    Correction.objects.create(
        article=article, note="场次有误。", corrected_at=dt.datetime(2026, 3, 13, 2, 0, tzinfo=dt.UTC)
    )
    html = client.get(article.get_absolute_url()).text
    data = json.loads(re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)[0])
    assert data["@type"] == "NewsArticle"
    assert data["headline"] == "夜校</script>开课"
    assert (data["datePublished"], data["dateModified"]) == (
        "2026-03-12T09:30:00+08:00", "2026-03-13T10:00:00+08:00"
    )  # fmt: skip
    assert [author["name"] for author in data["author"]] == ["林晓舟"]
    assert data["isBasedOn"]["publisher"]["name"] == "东屏工人报"
    assert data["image"] == [SITE + photo.get_absolute_url()]
    assert f'<meta property="og:image" content="{SITE}{photo.share.url}">' in html
    assert '<meta property="og:type" content="article">' in html
