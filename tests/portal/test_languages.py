"""Under ``/en/`` the interface is English and the texts are Chinese: each says in which language it is."""

import re

import pytest
from bs4 import BeautifulSoup
from bs4.element import Comment, NavigableString, Tag

pytestmark = pytest.mark.django_db

CHINESE = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")
SPOKEN = ("alt", "title", "aria-label", "placeholder", "value")
# Whatever is said in the head is for machines and carries no language of its own; a reader's own words stand in the
# field and in what is said of them.
UNREAD = ("head", "script", "style", "template")


def language_of(tag: Tag | None) -> str:
    while tag is not None:
        if tag.has_attr("lang"):  # an empty one says that nobody knows: words that a reader typed
            return str(tag["lang"])
        tag = tag.parent
    return ""


def misspoken(page: str) -> list[str]:
    """Chinese words of a page that are said to be English: the element around them, and the words."""
    soup = BeautifulSoup(page, "lxml")
    found = []
    for text in soup.find_all(string=CHINESE):
        if isinstance(text, NavigableString) and not isinstance(text, Comment):
            if text.find_parent(UNREAD) or not language_of(text.parent).startswith("en"):
                continue
            place = " ".join(
                f"{one.name}.{'.'.join(one.get('class', []))}" for one in reversed(list(text.parents)[:3])
            )
            found.append(f"{place}: {' '.join(text.split())[:40]}")
    for tag in soup.find_all(True):
        if tag.find_parent(UNREAD) or tag.name in UNREAD or not language_of(tag).startswith("en"):
            continue
        found += [
            f"{tag.name}.{'.'.join(tag.get('class', []))} {name}: {tag[name][:40]}"
            for name in SPOKEN
            if tag.get(name)
            and CHINESE.search(str(tag[name]))
            and not (tag.name == "input" and name == "value")
        ]
    return found


def english_pages(client, addresses: dict[str, str]) -> dict[str, str]:
    pages = {}
    for route, address in addresses.items():
        answer = client.get("/en" + address)
        if answer.get("Content-Type", "").startswith("text/html") and answer.status_code in (200, 404, 410):
            pages[route] = answer.text
    return pages


def test_chinese_words_on_english_pages_are_said_to_be_chinese(client, addresses):
    pages = english_pages(client, addresses)
    assert len(pages) > 30
    found = {route: misspoken(page) for route, page in pages.items()}
    assert {route: words for route, words in found.items() if words} == {}


def test_no_english_word_stands_on_chinese_pages_under_another_language(client, addresses):
    """The other way round: what is marked as English is no Chinese."""
    for route, address in addresses.items():
        answer = client.get(address)
        if answer.get("Content-Type", "").startswith("text/html"):
            assert misspoken(answer.text) == [], route


def test_every_english_page_says_that_the_texts_are_chinese(client, addresses):
    silent = [
        route
        for route, page in english_pages(client, addresses).items()
        if "in Chinese" not in BeautifulSoup(page, "lxml").get_text()
    ]
    assert silent == []


def test_another_language_is_named_only_where_the_page_exists_in_it(client, addresses):
    """An article is the same Chinese text under both addresses: no translation, so none is promised."""
    for route, address in addresses.items():
        for prefix in ("", "/en"):
            answer = client.get(prefix + address)
            if not answer.get("Content-Type", "").startswith("text/html"):
                continue
            named = re.findall(r'<link rel="alternate" hreflang="([^"]+)"', answer.text)
            is_text = re.match(r"/articles/<int:|/preview/", route) is not None
            if is_text:
                assert named == [], route
