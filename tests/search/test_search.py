"""The search page."""

import datetime as dt

import pytest
from django.urls import reverse

from tests.factories import make_article, make_event, make_organization, make_person, make_published

pytestmark = pytest.mark.django_db
ADDRESS = "/search/"


def search(client, query: str, **values):
    return client.get(ADDRESS, {"q": query, **values})


def test_without_a_query_there_is_a_box(client):
    answer = client.get(reverse("search:search"))
    assert answer.status_code == 200
    assert 'name="q"' in answer.text


def test_no_hit_is_missed_for_any_part_of_a_headline(client):
    title = "北京市总工会职工夜校开课"
    make_published(title)
    for start in range(len(title)):
        for end in range(start + 1, len(title) + 1):
            assert [row.title for row in search(client, title[start:end]).context["page"]] == [title]


def test_every_word_must_match_wherever_it_stands(client):
    make_published("夜校开课", kicker="昌平", body="<p>钳工基础</p>")
    make_published("夜校开课", body="<p>急救护理</p>")
    found = search(client, "夜校 钳工　昌平").context["page"]
    assert [row.kicker for row in found] == ["昌平"]
    assert search(client, "夜校 没有").context["page"].total == 0


def test_every_kind_is_found_and_only_what_readers_may_see(client):
    make_published("劳模讲堂")
    make_article("劳模草稿")
    make_organization("劳模学院")
    make_organization("劳模旧院", status="closed")
    make_person("张劳模", consented_on=dt.date(2026, 1, 1))
    make_person("李劳模")
    make_event("劳模座谈")
    make_event("劳模闭门会", published_at=None)
    context = search(client, "劳模").context
    assert [row.title for row in context["page"]] == ["劳模讲堂"]
    assert [row.name for row in context["organizations"]] == ["劳模学院"]
    assert [row.name for row in context["people"]] == ["张劳模"]
    assert [row.title for row in context["events"]] == ["劳模座谈"]


@pytest.mark.parametrize("length", [101, 5_000, 100_000])
def test_a_query_that_is_too_long_gets_a_sentence(client, length):
    answer = search(client, "工" * length)
    assert answer.status_code == 400
    assert "搜索内容最多100个字，请只留关键的词。" in answer.text


@pytest.mark.parametrize(
    "query", ["%", "_", "\\", "'", '"', "\x00夜校", "<script>", "  ", "(", "夜校&page=2", "🙂"]
)
def test_odd_queries_are_plain_text(client, query):
    make_published("夜校开课")
    answer = search(client, query)
    assert answer.status_code == 200
    assert "<script>" not in answer.text.replace('<script src="', "")


def test_pages_keep_the_query(client):
    for _number in range(25):
        make_published("夜校 & 课堂")
    page = search(client, "夜校 &").context["page"]
    assert page.next_address == "/search/?q=%E5%A4%9C%E6%A0%A1+%26&page=2"
    assert len(client.get(page.next_address).context["page"]) == 5


def test_more_words_than_a_query_can_hold(client):
    """A hundred characters hold at most fifty words: still one query, still quick."""
    assert search(client, " ".join("工" * 50)).status_code == 200
