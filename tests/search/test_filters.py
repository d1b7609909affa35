"""By what a page of results can be narrowed, with how many results each leaves."""

import datetime as dt

import pytest

from articles.models import ArticleOrganization
from events.models import Programme
from search import finding
from tests.factories import (
    make_article,
    make_column,
    make_event,
    make_organization,
    make_person,
    make_published,
    make_section,
)

pytestmark = pytest.mark.django_db


def search(client, query, **values):
    answer = client.get("/search/", {"q": query, **values})
    assert answer.status_code == 200
    return answer


def filters(answer):
    return {
        each.name: [(option.label, option.number) for option in each.options]
        for each in answer.context["filters"]
    }


def titles(answer):
    return sorted(str(entry.row) for entry in answer.context["page"])


@pytest.fixture
def world():
    city = make_organization("云川市总工会")
    district = make_organization("宁山区总工会", parent=city)
    news, stories = make_section("要闻"), make_section("故事")
    make_section("空着")
    first = make_published("夜校一", section=news)
    second = make_published("夜校二", section=news, genre="feature")
    make_published("夜校三", section=stories)
    make_article("夜校四", section=stories).tags.add("密训")
    for article, unit in ((first, district), (second, city)):
        ArticleOrganization.objects.create(article=article, organization=unit)
    ArticleOrganization.objects.create(article=first, organization=city, position=1)
    event = make_event("夜校开班")
    event.organization_entries.create(organization=district)
    make_person("夜校", consented_on=dt.date(2026, 1, 1), organization=district)
    first.tags.add("学习")
    second.tags.add("学习", "技能")
    return {"city": city, "district": district}


def test_each_with_what_it_leaves(client, world):
    assert filters(search(client, "夜校")) == {
        "section": [("要闻", 2), ("故事", 1)],
        "genre": [("消息", 2), ("通讯", 1)],
        "organization": [("云川市总工会", 4), ("宁山区总工会", 3)],
        "tag": [("学习", 2), ("技能", 1)],
    }


@pytest.mark.parametrize("filter_name", ["section", "genre", "organization", "tag"])
def test_it_leaves_as_many_as_it_says(client, world, filter_name):
    offered = {each.name: each.options for each in search(client, "夜校").context["filters"]}[filter_name]
    left = {
        option.label: search(client, "夜校", **{filter_name: option.value}).context["page"].total
        for option in offered
    }
    assert left == {option.label: option.number for option in offered}


def test_what_is_chosen_stays_among_the_options(client, world):
    page = search(client, "夜校", organization=world["district"].slug, tag="学习", genre="feature")
    assert page.context["page"].total == 0
    assert [(each.name, each.chosen) for each in page.context["filters"] if each.chosen] == [
        ("genre", "feature"), ("organization", world["district"].slug), ("tag", page.context["asked"].tag.slug)
    ]  # fmt: skip
    page = search(client, "夜校", organization=world["city"].slug, kind="person")
    assert filters(page)["organization"] == [("云川市总工会", 1), ("宁山区总工会", 1)]
    assert '<option value="" selected' not in page.text
    assert page.text.count(" selected>") == 1
    assert f'<option value="{world["city"].slug}" lang="zh-Hans" selected>' in page.text
    assert titles(page) == ["夜校"]


def test_by_date_the_newest_first(client, world):
    page = search(client, "夜校", sort="date", kind="event")
    assert titles(page) == ["夜校开班"]
    assert [label for _sort, label, _address in page.context["sorts"]] == ["最相关", "最新"]


def test_where_there_are_more_the_numbers_say_so_and_every_kind_can_be_asked_for(client, monkeypatch):
    for number in range(4):
        make_published(f"夜校{number}")
    make_event("随谈", description="夜校")
    Programme.objects.create(name="随记", slug="notes", description="<p>夜校</p>")
    monkeypatch.setattr(finding, "MOST_COUNTED", 3)
    page = search(client, "夜校")
    assert [(name, number) for name, _label, number, _address in page.context["tabs"]] == [
        ("article", 3), ("organization", 0), ("station", 0), ("person", 0), ("event", 0), ("list", 0)
    ]  # fmt: skip
    assert "<small>3+</small>" in page.text
    assert "消息 (3+)" in page.text
    assert titles(search(client, "夜校", kind="event")) == ["随记", "随谈"]


# --- nothing that is not public is counted or offered ------------------------------------------------------
def test_a_tag_or_column_that_stands_in_drafts_alone_is_neither_counted_nor_offered(client):
    make_article("草稿", column=make_column("密训专栏")).tags.add("密训营地")
    for typed in ("密训", "密训营地", "密训专栏", "mixun"):
        page = search(client, typed)
        assert (page.context["page"].total, page.context["tabs"]) == (0, []), typed
    for slip in ("密训营第", "密训专兰", "秘训营地"):
        assert search(client, slip).context["meant"] == [], slip
    live = make_published("公开", column=make_column("学习专栏"))
    live.tags.add("密训营地")
    assert [name for name, _address in search(client, "密训营第").context["meant"]] == ["密训营地"]
    assert search(client, "密训").context["page"].total == 2
    assert "密训专栏" not in search(client, "密训").text
