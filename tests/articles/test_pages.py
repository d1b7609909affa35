"""Readers' lists of articles: what each shows, what it refuses, and what it costs."""

import datetime as dt
import re

import pytest
from django.urls import reverse
from django.utils import timezone

from articles.models import Article, Contributor, Credit
from search import index
from tests.factories import make_column, make_page, make_photo, make_published, make_section, make_topic

pytestmark = pytest.mark.django_db


@pytest.fixture
def shelf():
    """One of each place where articles stand, with three public articles in all of them."""
    places = {
        "section": make_section("基层动态"),
        "column": make_column("基层经验"),
        "group": make_topic("夜校").groups.create(name="报道"),
        "page": make_page(timezone.localdate()),
        "contributor": Contributor.objects.create(name="林晓舟"),
    }
    return places | {"article": fill(places, 3)[0]}


def fill(places, count: int) -> list[Article]:
    """Public articles in every place, each with a picture, a credit and a tag."""
    rows = []
    for number in range(count):
        row = make_published(
            f"夜校开课{number}",
            section=places["section"],
            column=places["column"],
            edition_page=places["page"],
        )
        row.tags.add("夜校")
        row.photo_entries.create(photo=make_photo(), is_lead=True)
        places["group"].entries.create(article=row)
        Credit.objects.create(article=row, contributor=places["contributor"])
        rows.append(row)
    return rows


def addresses(shelf) -> dict[str, int]:
    """The addresses of lists, with the queries that each costs."""
    page, at = shelf["page"], timezone.localtime(shelf["article"].published_at)
    return {
        "/": 10,
        reverse("articles:news"): 5,
        reverse("articles:archive"): 3,
        reverse("articles:archive_year", args=[at.year]): 6,
        reverse("articles:archive_month", args=[at.year, at.month]): 8,
        reverse("articles:archive_day", args=[at.year, at.month, at.day]): 7,
        shelf["section"].get_absolute_url(): 7,
        reverse("articles:columns"): 4,
        shelf["column"].get_absolute_url(): 7,
        reverse("articles:topics"): 3,
        shelf["group"].topic.get_absolute_url(): 6,
        reverse("articles:tag", args=["夜校"]): 6,
        shelf["contributor"].get_absolute_url(): 6,
        reverse("articles:editions"): 8,
        page.edition.get_absolute_url(): 8,
        page.get_absolute_url(): 8,
        reverse("articles:article_feed"): 5,
        reverse("articles:section_feed", args=[shelf["section"].slug]): 6,
        reverse("articles:column_feed", args=[shelf["column"].slug]): 6,
        reverse("articles:tag_feed", args=["夜校"]): 7,
        # Seven of these name and count what the results can be narrowed to.
        reverse("search:search") + "?q=夜校": 25,
        reverse("search:search"): 3,
    }


def test_every_page_opens_in_both_languages_without_a_cookie(client, shelf):
    names = ("articles:archive", "articles:topics", "search:search")
    without = {reverse(name) for name in names}
    for address in addresses(shelf):
        for prefix in ("", "/en"):
            answer = client.get(prefix + address)
            assert answer.status_code == 200, prefix + address
            assert "Cookie" not in answer.get("Vary", "")
            assert not answer.cookies
            text = re.sub("</?mark>", "", answer.text)
            assert "夜校开课" in text or address in without, prefix + address


def test_a_signed_in_editor_gets_the_same_bytes(client, desk, cast, shelf):
    for address in addresses(shelf):
        stranger = client.get(address).content
        assert desk(cast.editor).get(address).content == stranger
        client.logout()


def test_pages_cost_the_same_queries_for_three_rows_and_for_thirty(client, shelf, django_assert_num_queries):
    for count in (0, 27):
        fill(shelf, count)
        index.bring_up_to_date()
        for address, queries in addresses(shelf).items():
            with django_assert_num_queries(queries, info=address):
                client.get(address)


@pytest.mark.parametrize("page", ["abc", "0", "-1", "1.5", "", "３", "9" * 40, "1000000000", "2", "1'"])
def test_a_page_that_does_not_exist_is_a_clear_404(client, page):
    make_published()
    answer = client.get(reverse("articles:news"), {"page": page})
    assert answer.status_code == 404
    assert "列表没有这一页，请从第一页看起。" in answer.text


def test_twenty_a_page_newest_first_and_none_twice(client):
    now = timezone.now()
    # All at one moment: the order must not depend on the time alone.
    rows = [
        make_published(f"第{number:02}篇", published_at=now - dt.timedelta(hours=1)) for number in range(45)
    ]
    seen = []
    for number in (1, 2, 3):
        page = client.get(reverse("articles:news"), {"page": number}).context["page"]
        seen.append([row.pk for row in page])
    assert [len(page) for page in seen] == [20, 20, 5]
    assert sum(seen, []) == [row.pk for row in reversed(rows)]


def test_the_pager_names_first_neighbours_and_last(client):
    for _number in range(190):
        make_published()
    page = client.get(reverse("articles:news"), {"page": 5, "unknown": "x"}).context["page"]
    assert page.links == [
        (1, "/articles/"),
        (0, ""),
        (4, "/articles/?page=4"),
        (5, "/articles/?page=5"),
        (6, "/articles/?page=6"),
        (0, ""),
        (10, "/articles/?page=10"),
    ]


def test_unknown_parameters_are_ignored(client, shelf):
    for address in addresses(shelf):
        mark = "&" if "?" in address else "?"
        assert client.get(f"{address}{mark}utm_source=wechat&from=x").status_code == 200


@pytest.mark.parametrize(
    "address",
    [
        "/archive/2026/13/",
        "/archive/2026/00/",
        "/archive/2026/02/30/",
        "/archive/1066/",
        "/archive/2026/01/",
        "/editions/2026-02-30/",
        "/editions/2026-01-01/",
        "/editions/?year=1999",
        "/editions/?year=abc",
        "/sections/nichts/",
        "/columns/nichts/",
        "/topics/nichts/",
        "/tags/没有/",
        "/tags/%00/",
        "/contributors/99999/",
        "/articles/99999999999999999999999/",
        "/sections/nichts/feed/",
        "/tags/没有/feed/",
    ],
)
def test_what_is_not_there_is_a_404(client, address):
    make_published("今年一月没有", published_at=dt.datetime(2026, 3, 1, 12, tzinfo=dt.UTC))
    assert client.get(address).status_code == 404


def test_days_are_those_of_beijing(client):
    """23:30 on 31 December in Beijing is 15:30 in Greenwich; half an hour later it is another year."""
    make_published("除夕夜", published_at=dt.datetime(2025, 12, 31, 15, 30, tzinfo=dt.UTC))
    make_published("新年到", published_at=dt.datetime(2025, 12, 31, 16, 0, tzinfo=dt.UTC))
    assert [row.title for row in client.get("/archive/2025/12/31/").context["page"]] == ["除夕夜"]
    first = client.get("/archive/2026/01/01/")
    assert [row.title for row in first.context["page"]] == ["新年到"]
    assert first.context["previous"] == dt.date(2025, 12, 31)
    assert [row.title for row in client.get("/archive/2025/").context["page"]] == ["除夕夜"]
    assert [year for year, _total, _months in client.get("/archive/").context["years"]] == [2026, 2025]


def test_a_column_holds_its_sub_columns(client):
    column = make_column("创新案例")
    below = make_column("北京经验", parent=column)
    make_column("空的子栏目", parent=column)
    make_published("上层", column=column)
    make_published("下层", column=below)
    page = client.get(column.get_absolute_url())
    assert [row.title for row in page.context["page"]] == ["下层", "上层"]
    assert [child.name for child in page.context["subcolumns"]] == ["北京经验"]
    assert [row.title for row in client.get(below.get_absolute_url()).context["page"]] == ["下层"]


def test_pinned_articles_lead_their_section_while_the_pin_lasts(client):
    section, now = make_section("要闻"), timezone.now()
    make_published(
        "旧而置顶",
        section=section,
        published_at=now - dt.timedelta(days=9),
        pinned_until=now + dt.timedelta(1),
    )
    make_published("置顶已过", section=section, published_at=now - dt.timedelta(days=8), pinned_until=now)
    make_published("新", section=section)
    rows = client.get(section.get_absolute_url()).context["page"]
    assert [row.title for row in rows] == ["旧而置顶", "新", "置顶已过"]


def test_a_topic_shows_its_groups_in_order_and_its_end(client):
    topic = make_topic("送温暖", is_archived=True)
    second, first = topic.groups.create(name="后续", position=2), topic.groups.create(name="启动", position=1)
    topic.groups.create(name="空组", position=3)
    second.entries.create(article=make_published("回访"))
    first.entries.create(article=make_published("启动仪式"))
    page = client.get(topic.get_absolute_url())
    shown = [(group.name, [row.title for row in rows]) for group, rows in page.context["groups"]]
    assert shown == [("启动", ["启动仪式"]), ("后续", ["回访"])]
    assert "本专题已结束，页面留存备查。" in page.text


def test_a_page_of_the_paper_in_its_order_with_its_neighbours(client):
    day = timezone.localdate()
    page = make_page(day, 3, "工会")
    make_published("次条", edition_page=page, page_position=2)
    make_published("头条", edition_page=page, page_position=1)
    make_published("一版", edition_page=make_page(day, 1, "要闻"))
    make_page(day, 2, "空版")
    make_published("昨天", edition_page=make_page(day - dt.timedelta(days=1), 1))
    answer = client.get(page.get_absolute_url())
    assert [row.title for row in answer.context["paper_page"].shown] == ["头条", "次条"]
    assert [other.number for other in answer.context["pages"]] == [1, 3]
    assert (answer.context["previous_page"].number, answer.context["next_page"]) == (1, None)
    assert answer.context["previous_issue"].date == day - dt.timedelta(days=1)
    assert answer.context["next_issue"] is None
    assert client.get(f"/editions/{day}/2/").status_code == 404


def test_the_columns_show_the_latest_of_themselves_and_of_their_sub_columns(client):
    column = make_column("创新案例")
    below = make_column("北京经验", parent=column)
    closed, _empty = make_column("旧专栏", is_closed=True), make_column("空专栏")
    now = timezone.now()
    for number, place in enumerate((below, column, below, column, closed)):
        make_published(f"第{number}篇", column=place, published_at=now - dt.timedelta(days=number))
    shown = client.get(reverse("articles:columns")).context["columns"]
    assert [
        (str(top), [str(row.name) for row in subs], [row.title for row in rows]) for top, subs, rows in shown
    ] == [
        ("创新案例", ["北京经验"], ["第0篇", "第1篇", "第2篇"]),
        ("旧专栏", [], ["第4篇"]),
    ]
