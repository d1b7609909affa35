"""The head of every page: a title and a description that say what it is, and the picture where it is shared."""

import re
from html import unescape

import pytest
from django.conf import settings

from articles.models import ArticlePhoto
from tests import hard_world
from tests.factories import make_photo, make_published

pytestmark = pytest.mark.django_db


def head(client, address: str) -> dict[str, str]:
    page = client.get(address).text
    metas = re.findall(r'<meta (?:name|property)="([^"]+)" content="([^"]*)"', page)
    found = {name: unescape(content) for name, content in metas}
    title = re.search(r"<title>(.*?)</title>", page, re.DOTALL)
    return {**found, "title": unescape(title[1]) if title else ""}


def pages(client, addresses: dict[str, str], language: str) -> dict[str, dict[str, str]]:
    found = {}
    for route, address in addresses.items():
        answer = client.get(language + address)
        if answer.status_code == 200 and answer["Content-Type"].startswith("text/html"):
            found[route] = head(client, language + address)
    return {route: one for route, one in found.items() if "noindex" not in one.get("robots", "")}


@pytest.mark.parametrize("language", ["", "/en"])
def test_titles_and_descriptions_say_what_the_page_is(client, addresses, language):
    name, slogan = settings.SITE["name"], settings.SITE["description"]
    found = pages(client, addresses, language)
    assert len(found) > 30
    for route, one in found.items():
        title = one["title"].removesuffix(f" - {name}")
        assert (one["og:title"], one["og:description"]) == (title, one["description"]), route
        assert 2 <= len(one["description"]) <= 170, (route, one["description"])
        if route != "/":
            assert one["title"].endswith(f" - {name}"), route
            assert slogan not in one["description"], route
    for key in ("title", "description"):
        said = [one[key] for one in found.values() if hard_world.HARD[:12] not in one[key]]
        said = [text for text in said if not text.startswith("一、开课")]  # the one text of that world
        assert sorted(text for text in set(said) if said.count(text) > 1) == [], key


def test_the_picture_to_share_has_its_size(client, addresses):
    for route, one in pages(client, addresses, "").items():
        assert (one["og:image:width"], one["og:image:height"]) == ("1200", "630"), route
    photo = make_photo()
    article = make_published("夜校")
    ArticlePhoto.objects.create(article=article, photo=photo, is_lead=True)
    assert head(client, article.get_absolute_url())["og:image"] == settings.SITE_URL + photo.share.url


@pytest.mark.parametrize(("language", "words"), [("", "（第2页）"), ("/en", " (page 2)")])
def test_the_later_pages_of_a_list_say_which_they_are(client, language, words):
    for number in range(21):
        make_published(f"夜校{number}")
    for address in ("/articles/", "/search/?q=夜校"):
        first, second = (
            head(client, f"{language}{address}{mark}")
            for mark in ("", "&page=2" if "?" in address else "?page=2")
        )
        assert words not in first["title"]
        assert words in second["title"], address
        assert second["description"].endswith(words), address
