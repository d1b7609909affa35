"""The search page."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from common.pace import Pace
from events.models import EventStatus
from portal.readers import search_page
from search.models import Synonyms
from tests.factories import (
    make_article,
    make_event,
    make_organization,
    make_person,
    make_published,
    make_section,
)

pytestmark = pytest.mark.django_db
ADDRESS = "/search/"


def search(client, query: str, **values):
    return client.get(ADDRESS, {"q": query, **values})


def titles(answer) -> list[str]:
    return [str(entry.row) for entry in answer.context["page"]]


def test_without_a_query_there_is_a_box(client):
    answer = client.get(reverse("search:search"))
    assert answer.status_code == 200
    assert 'name="q"' in answer.text


def test_every_kind_is_found_and_only_what_readers_may_see(client):
    make_published("劳模讲堂")
    make_article("劳模草稿")
    make_organization("劳模学院")
    make_organization("劳模旧院", status="closed")
    make_organization("劳模驿站", kind="station")
    make_person("张劳模", consented_on=dt.date(2026, 1, 1))
    make_person("李劳模")
    make_event("劳模座谈")
    make_event("劳模闭门会", published_at=None)
    make_section("劳模")
    answer = search(client, "劳模")
    assert sorted(titles(answer)) == ["劳模", "劳模学院", "劳模座谈", "劳模讲堂", "劳模驿站", "张劳模"]
    assert [(name, number) for name, _label, number, _address in answer.context["tabs"]] == [
        ("article", 1), ("organization", 1), ("station", 1), ("person", 1), ("event", 1), ("list", 1)
    ]  # fmt: skip
    assert titles(search(client, "劳模", kind="station")) == ["劳模驿站"]


def test_a_tag_that_stands_in_drafts_alone_is_not_found(client):
    make_article("草稿").tags.add("密训")
    assert titles(search(client, "密训")) == []
    assert client.get("/search/suggestions/", {"q": "密"}).json() == {"names": []}
    make_published("公开").tags.add("密训")
    assert sorted(titles(search(client, "密训"))) == ["公开", "密训"]
    assert client.get("/search/suggestions/", {"q": "密"}).json() == {"names": ["密训"]}


@pytest.mark.parametrize(
    ("typed", "names"),
    [("昌平", ["昌平总工会", "昌平区总工会"]), ("cpq", ["昌平区总工会"]), ("changpingq", ["昌平区总工会"]), ("總", ["总工会"]), ("", []), ("'\";--", [])],
)  # fmt: skip
def test_names_are_completed(client, typed, names):
    make_organization("昌平区总工会")
    found = client.get("/search/suggestions/", {"q": typed}).json()["names"]
    assert [name for name in found if name in names] == names
    assert names or not found


def test_a_slip_is_offered_and_never_searched_instead(client):
    make_organization("昌平区总工会")
    answer = search(client, "昌平区总公会")
    assert [name for name, _address in answer.context["meant"]] == ["昌平区总工会"]
    assert "您是不是要找" in answer.text


def test_a_passage_with_its_words_marked(client):
    make_published("开课", body="<p>第一句话。通州的職工&lt;夜校&gt;开课了，共三十人。最后一句。</p>")
    text = search(client, "夜校 职工").text
    assert (
        '<p class="passage" lang="zh-Hans">通州的<mark>職工</mark>&lt;<mark>夜校</mark>&gt;开课了，共三十人。</p>'
        in text
    )


def test_what_became_of_an_event_is_said(client):
    make_event("夜校开班", status=EventStatus.CANCELLED, status_note="天气")
    assert "取消" in search(client, "夜校").text


def test_telephone_and_address_of_a_union_stand_there(client):
    make_organization("昌平区总工会", telephone="010-84125566", address="府学路一号")
    text = search(client, "昌平区总工会 电话").text
    assert 'href="tel:01084125566"' in text
    assert "府学路一号" in text


def test_narrowed_by_section_genre_and_days(client):
    section = make_section("要闻")
    make_published("夜校一", section=section, published_at=timezone.now() - dt.timedelta(days=9))
    make_published("夜校二", genre="feature")
    day = (timezone.localdate() - dt.timedelta(days=3)).isoformat()
    assert titles(search(client, "夜校", section=section.slug)) == ["夜校一"]
    assert titles(search(client, "夜校", genre="feature")) == ["夜校二"]
    assert titles(search(client, "夜校", **{"from": day})) == ["夜校二"]
    assert titles(search(client, "夜校", to=day)) == ["夜校一"]
    assert sorted(titles(search(client, "夜校", section="none", genre="none", sort="none", kind="none"))) == [
        "夜校一", "夜校二"
    ]  # fmt: skip


@pytest.mark.parametrize("day", ["昨天", "2026-02-30", "9" * 99, "0001-01-01", "9999-12-31"])
def test_days_that_cannot_be_read_are_said(client, day):
    make_published("夜校")
    answer = search(client, "夜校", **{"from": day, "to": day})
    assert answer.status_code == 200
    assert ("不是日期" in answer.text) is (day not in ("0001-01-01", "9999-12-31"))


def test_nothing_found_says_what_to_do(client):
    answer = search(client, "量子隧穿", kind="event", genre="news")
    assert "没有" in answer.text
    assert "搜索全部内容" in answer.text


@pytest.mark.parametrize("length", [101, 5_000, 100_000])
def test_a_query_that_is_too_long_gets_a_sentence(client, length):
    answer = search(client, "工" * length)
    assert answer.status_code == 400
    assert "搜索内容最多100个字，请只留关键的词。" in answer.text


@pytest.mark.parametrize(
    "query",
    ["%", "_", "\\", "'", '"', "\x00夜校", "<script>", "  ", "(", "夜校&page=2", "🙂", "'\";--", '"夜校', "的 了 吗", "\ud83d",
     ".*(a+)+$", "工:*", "夜校 & !工会", "-夜校", "--", "（）"],
)  # fmt: skip
def test_odd_queries_are_plain_text(client, query):
    make_published("夜校开课")
    answer = client.get(ADDRESS, {"q": query.encode("utf-8", "surrogatepass")})
    assert answer.status_code == 200
    assert "<script>" not in answer.text.replace('<script src="', "")


def test_pages_keep_the_query(client):
    for _number in range(25):
        make_published("夜校 & 课堂")
    page = search(client, "夜校 &", sort="date").context["page"]
    assert page.next_address == "/search/?q=%E5%A4%9C%E6%A0%A1+%26&sort=date&page=2"
    assert len(client.get(page.next_address).context["page"]) == 5
    assert client.get(f"{page.next_address}7").status_code == 404


def test_more_words_than_a_query_can_hold(client):
    assert search(client, " ".join("工" * 50)).status_code == 200


def test_words_of_the_same_meaning(client):
    Synonyms.objects.all().delete()
    make_published("拖欠工资怎么办")
    assert titles(search(client, "讨薪")) == []
    Synonyms.objects.create(words="讨薪 拖欠工资")
    assert titles(search(client, "讨薪")) == ["拖欠工资怎么办"]


def test_whoever_asks_too_often_is_refused_and_nobody_else(client, settings, monkeypatch):
    settings.SEARCHES_A_SECOND = 0.001
    monkeypatch.setattr(search_page, "PACE", Pace(burst=2))
    assert [search(client, f"夜校{number}").status_code for number in range(2)] == [200, 200]
    refused = search(client, "夜校")
    assert refused.status_code == 429
    assert "一下子问得太多，别人就要等。请稍后再试。" in refused.text
    assert 0 < int(refused["Retry-After"]) <= 1000
    assert client.get("/search/suggestions/", {"q": "夜"}).status_code == 429
    assert client.get(ADDRESS).status_code == 200
    assert client.get(ADDRESS, {"q": "夜校"}, REMOTE_ADDR="192.0.2.7").status_code == 200


def test_what_holds_only_some_of_the_words_stands_under_a_heading_of_its_own(client):
    make_published("夜校报名开始", body="")
    make_published("夜校第一课", body="")
    answer = search(client, "夜校 报名")
    assert [str(entry.row) for entry in answer.context["answers"]] == ["夜校报名开始"]
    assert [str(entry.row) for entry in answer.context["near"]] == ["夜校第一课"]
    before, _heading, after = answer.text.partition("以下只含部分词语")
    assert "夜校第一课" not in before.replace("<wbr>", "").replace("<mark>", "").replace("</mark>", "")
    assert "第一课" in after
    assert "共1条" in answer.text.replace(" ", "")


def test_what_holds_only_some_of_the_words_is_not_counted_beside_what_holds_all(client):
    section = make_section("要闻")
    make_published("夜校报名开始", body="", section=section)
    make_published("夜校第一课", body="", section=make_section("文化"))
    make_event("夜校开讲")
    answer = search(client, "夜校 报名")
    assert [(name, number) for name, _label, number, _address in answer.context["tabs"]] == [
        ("article", 1),
        ("event", 0),
    ]
    sections = next(each for each in answer.context["filters"] if each.name == "section")
    assert [(option.label, option.number) for option in sections.options] == [("要闻", 1)]
    only_near = search(client, "夜校 报名", kind="event")
    assert ([str(entry.row) for entry in only_near.context["near"]], only_near.context["number"]) == (
        ["夜校开讲"],
        1,
    )


def test_where_all_hold_only_some_there_is_no_such_heading(client):
    make_published("夜校第一课", body="")
    answer = search(client, "夜校 体检")
    assert (len(answer.context["answers"]), answer.context["near"]) == (1, [])
    assert "以下只含部分词语" not in answer.text


def test_documents_are_in_the_language_of_the_site_whoever_makes_them(client):
    hours = [{"days": list(range(7)), "opens": "00:00", "closes": "24:00"}]
    make_organization("昌平驿站", kind="station", hours=hours)
    assert client.get("/en/search/", {"q": "驿站 24小时"}).status_code == 200
    assert titles(search(client, "驿站 24小时")) == ["昌平驿站"]
