"""Feeds, sitemaps, robots.txt, OpenSearch, Open Graph: as the programs that read them see them.

Read by packages: feedparser (feeds, as readers' programs do), ultimate-sitemap-parser (from robots.txt through every
sitemap, as crawlers do), protego (robots.txt by RFC 9309), extruct (Open Graph and JSON-LD, as crawlers do). No package
carries a schema of Atom, sitemaps or OpenSearch, so their grammars are written down in ``tests/grammars`` and held by
lxml. Pages go through the Nu HTML checker in ``test_markup.py``; what structured data means is held against
schema.org in ``tests/structured.py``; the web manifest is read by the browser itself in ``tests/browser``.
"""

import datetime as dt
import re
from html import unescape
from pathlib import Path
from urllib.parse import unquote, urlsplit

import extruct
import feedparser
import pytest
from lxml import etree
from protego import Protego
from usp.objects.sitemap import InvalidSitemap
from usp.tree import sitemap_tree_for_homepage
from usp.web_client import abstract_client as usp

from articles.models import Article
from tests import hard_world

pytestmark = pytest.mark.django_db
SITE = "http://127.0.0.1:8000"
GRAMMARS = Path(__file__).parent.parent / "grammars"
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def world():
    """With an article whose texts hold what XML forbids, as no form lets it in but a database may."""
    world = hard_world.make_world()
    rows = Article.objects.filter(pk=world["articles"]["control"].pk)
    text = hard_world.CONTROL
    rows.update(title=text, summary=text, body=f"<p>{text}</p>")
    return world


def held(content: bytes, grammar: str) -> etree._Element:
    """The document, which has to follow the grammar."""
    root = etree.fromstring(content)
    schema = etree.RelaxNG(etree.parse(GRAMMARS / grammar))
    schema.validate(root)
    assert [f"{error.line}: {error.message}" for error in schema.error_log] == []
    return root


def pages(world) -> dict[str, str]:
    """Every page of the readers' site that is meant to be found, by its route, in both languages."""
    found = {}
    for route, address in hard_world.addresses(world).items():
        is_page = route.endswith("/") and "feed" not in route and route != "/events/calendar/"
        if is_page and not route.startswith(("/preview/", "/search/")):
            found |= {route: address, f"/en{route}": f"/en{address}"}
    return found


# --- feeds ----------------------------------------------------------------------------------------
def feeds(world) -> list[str]:
    return [address for route, address in hard_world.addresses(world).items() if "feed" in route]


@pytest.mark.parametrize("language", ["", "/en"])
def test_feeds_follow_atom(client, world, language):
    assert len(feeds(world)) == 5
    for address in feeds(world):
        answer = client.get(language + address)
        assert (answer.status_code, answer["Content-Type"]) == (200, "application/atom+xml; charset=utf-8")
        feed = held(answer.content, "atom.rng")
        # What the grammar cannot say: RFC 4287, 4.1.1, 4.1.2 and 4.2.7.
        entries = feed.findall(f"{ATOM}entry")
        assert entries
        assert feed.find(f"{ATOM}author") is not None or all(
            e.find(f"{ATOM}author") is not None for e in entries
        )
        identities = [entry.findtext(f"{ATOM}id") for entry in entries]
        assert len(identities) == len(set(identities))
        links = [(link.get("rel", "alternate"), link.get("href")) for link in feed.findall(f"{ATOM}link")]
        assert [unquote(href) for rel, href in links if rel == "self"] == [SITE + language + unquote(address)]
        assert len([rel for rel, _href in links if rel == "alternate"]) == 1
        for entry in entries:
            kinds = [link.get("rel", "alternate") for link in entry.findall(f"{ATOM}link")]
            assert [kind for kind in kinds if kind != "enclosure"] == ["alternate"]
            assert entry.findtext(f"{ATOM}published") <= entry.findtext(f"{ATOM}updated")


def test_feeds_are_read_as_written(client, world):
    for address in feeds(world):
        read = feedparser.parse(client.get(address).content)
        assert (read.bozo, read.version, read.feed.language) == (False, "atom10", "zh-Hans")
    read = feedparser.parse(client.get("/feeds/articles/").content)
    titles = {entry.id: entry.title_detail for entry in read.entries}
    full = titles[f"{SITE}/articles/{world['articles']['full'].pk}/"]
    assert (full.type, full.value) == ("text/plain", hard_world.HARD)
    assert titles[f"{SITE}/articles/{world['articles']['control'].pk}/"].value == "第一行末"
    assert len(read.entries) == 4
    assert all(
        entry.content[0].value and entry.published_parsed and entry.updated_parsed for entry in read.entries
    )


def test_the_english_feed_is_the_same_with_english_pages(client, world):
    chinese, english = (
        feedparser.parse(client.get(f"{prefix}/feeds/articles/").content) for prefix in ("", "/en")
    )
    assert [entry.id for entry in english.entries] == [entry.id for entry in chinese.entries]
    assert [entry.content for entry in english.entries] == [entry.content for entry in chinese.entries]
    assert [entry.link for entry in english.entries] == [
        entry.link.replace(SITE, f"{SITE}/en") for entry in chinese.entries
    ]
    assert (english.feed.language, english.feed.link) == ("zh-Hans", f"{SITE}/en/articles/")


# --- sitemaps and robots.txt ------------------------------------------------------------------------
class Crawler(usp.AbstractWebClient):
    """Lets the crawler fetch from the test client."""

    def __init__(self, client) -> None:
        self.client, self.fetched = client, {}

    def set_max_response_data_length(self, max_response_data_length) -> None:
        self.limit = max_response_data_length

    def get(self, url: str):
        answer = self.fetched[url] = self.client.get(url.removeprefix(SITE))
        return (
            Fetched(url, answer)
            if answer.status_code == 200
            else usp.WebClientErrorResponse("refused", False)
        )


class Fetched(usp.AbstractWebClientSuccessResponse):
    def __init__(self, url: str, answer) -> None:
        self._url, self.answer = url, answer

    def status_code(self) -> int:
        return self.answer.status_code

    def status_message(self) -> str:
        return "OK"

    def header(self, case_insensitive_name: str) -> str | None:
        return self.answer.headers.get(case_insensitive_name)

    def raw_data(self) -> bytes:
        return self.answer.content

    def url(self) -> str:
        return self._url


def test_a_crawler_finds_everything_and_nothing_that_is_gone(client, world):
    crawler = Crawler(client)
    tree = sitemap_tree_for_homepage(SITE, web_client=crawler, use_known_paths=False)
    assert [one.url for one in tree.all_sitemaps() if isinstance(one, InvalidSitemap)] == []
    assert [urlsplit(url).path for url in crawler.fetched] == [
        "/robots.txt", "/sitemap.xml", "/sitemaps/pages.xml", "/sitemaps/news.xml", "/sitemaps/articles-1.xml",
        "/sitemaps/events-1.xml",
    ]  # fmt: skip
    found = {page.url for page in tree.all_pages()}
    assert {url: client.get(url.removeprefix(SITE)).status_code for url in found} == dict.fromkeys(found, 200)
    articles = {name for name, row in world["articles"].items() if SITE + row.get_absolute_url() in found}
    assert articles == {"full", "control", "long", "bare"}
    # The package takes "&amp;" in a title for an entity once more, after XML.
    stories = {page.news_story.title for page in tree.all_pages() if page.news_story}
    assert stories == {unescape(hard_world.HARD), "第一行末", hard_world.LONG[:200], "没有图片"}


def test_sitemaps_follow_the_protocol(client, world):
    for route, address in hard_world.addresses(world).items():
        if "sitemap" in route:
            held(client.get(address).content, "sitemap.rng")


def test_an_empty_portal_has_valid_sitemaps_too(client):
    index = held(client.get("/sitemap.xml").content, "sitemap.rng")
    addresses = [loc.text for loc in index.iter("{*}loc")]
    assert addresses == [f"{SITE}/sitemaps/pages.xml"]
    held(client.get("/sitemaps/pages.xml").content, "sitemap.rng")


def test_robots(client, world):
    robots = Protego.parse(client.get("/robots.txt").text)
    assert list(robots.sitemaps) == [f"{SITE}/sitemap.xml"]
    kept_out = {
        route for route, address in hard_world.addresses(world).items()
        if not robots.can_fetch(SITE + address, "AnyBot") or not robots.can_fetch(f"{SITE}/en{address}", "AnyBot")
    }  # fmt: skip
    assert kept_out == {"/search/", "/search/suggestions/", "/preview/<str:token>/"}
    both = [
        robots.can_fetch(SITE + prefix + route, "AnyBot")
        for route in ("/search/?q=a", "/preview/x/", "/admin/")
        for prefix in ("", "/en")
    ]
    assert both == [False] * 6


@pytest.mark.parametrize("name", ["工会动态", "北京市昌平区总工会新闻与服务的网站首页 & <门户>"])
def test_opensearch(client, settings, name):
    settings.SITE = {**settings.SITE, "name": name}
    answer = client.get("/opensearch.xml")
    assert answer["Content-Type"] == "application/opensearchdescription+xml; charset=utf-8"
    held(answer.content, "opensearch.rng")


# --- pages as they are shared, and in two languages ---------------------------------------------------
def test_open_graph_of_every_page(client, world):
    """The four properties that the protocol asks for, whole addresses, and the picture's size."""
    for label, address in pages(world).items():
        html = client.get(address).text
        read = extruct.extract(html, syntaxes=["opengraph", "json-ld"], uniform=False)
        (graph,) = read["opengraph"]
        values = dict(graph["properties"])
        assert {"og:title", "og:type", "og:url", "og:image"} <= values.keys(), label
        assert all(value.strip() for value in values.values()), label
        assert values["og:type"] in ("website", "article", "profile"), label
        assert values["og:url"] == re.findall(r'<link rel="canonical" href="([^"]+)">', html)[0], label
        assert values["og:image"].startswith(f"{SITE}/"), label
        assert int(values["og:image:width"]) > 0 and int(values["og:image:height"]) > 0, label
        assert len(values) == len(graph["properties"]), label
        for data in read["json-ld"]:
            assert data["@context"] == "https://schema.org", label


IN_CHINESE_ALONE = re.compile(
    r"/(articles/\d|(sections|columns|topics|tags|contributors|people)/[^/]|editions/\d"
    r"|events/(programmes/[^/]|\d+/$)|organizations/[^/]+/(news/)?$)"
)


def test_every_page_names_itself_in_both_languages(client, world):
    """Each page is canonical itself; both name the same pair where there is a translation."""
    chinese = {label: address for label, address in pages(world).items() if not label.startswith("/en/")}
    for label, address in chinese.items():
        pair = {"zh-Hans": SITE + address, "en": f"{SITE}/en{address}"}
        for prefix, language in (("", "zh-Hans"), ("/en", "en")):
            answer = client.get(prefix + address)
            assert answer["Content-Language"] == language.lower(), label
            assert f'<html lang="{language}">' in answer.text
            head = answer.text.partition("</head>")[0]
            assert re.findall(r'rel="canonical" href="([^"]+)"', head) == [pair[language]], label
            named = dict(re.findall(r'rel="alternate" hreflang="([^"]+)" href="([^"]+)"', head))
            # A text that exists in Chinese alone names no translation.
            assert named in ({}, {**pair, "x-default": pair["zh-Hans"]}), label
            assert (named == {}) == bool(IN_CHINESE_ALONE.match(address)), label


def test_the_second_page_of_a_list_is_canonical_itself(client, world):
    section = world["section"]
    for number in range(25):
        hard_world.make.make_published(f"第{number}篇", section=section)
    address = section.get_absolute_url()
    for query, canonical in (("", ""), ("?page=2", "?page=2"), ("?page=1&x=1", ""), ("?utm=1", "")):
        head = client.get(address + query).text.partition("</head>")[0]
        assert re.findall(r'rel="canonical" href="([^"]+)"', head) == [SITE + address + canonical]


@pytest.mark.parametrize("language", ["", "/en"])
def test_a_date_has_one_canonical_spelling(client, db, language):
    hard_world.make.make_published("夜校", published_at=dt.datetime(2026, 3, 2, 4, 0, tzinfo=dt.UTC))
    head = client.get(f"{language}/archive/2026/3/2/").text.partition("</head>")[0]
    assert re.findall(r'rel="canonical" href="([^"]+)"', head) == [f"{SITE}{language}/archive/2026/03/02/"]
