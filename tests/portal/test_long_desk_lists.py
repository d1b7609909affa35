"""Lists of the desk that may have a million rows: counted so far and no further, and never read whole."""

import datetime as dt

import pytest
from django.utils import timezone

from accounts.models import User
from articles.models import Article, Tag
from common import changelists
from newsroom import dashboard
from tests.factories import make_article, make_event, make_published

pytestmark = pytest.mark.django_db
LIST = "/admin/articles/article/"


def at(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text).replace(tzinfo=timezone.get_default_timezone())


@pytest.fixture
def root() -> User:
    return User.objects.create_superuser("root", password=None)


@pytest.fixture
def desk(client, root):
    client.force_login(root)
    return client


def test_a_list_says_how_many_there_are_so_far(desk, monkeypatch):
    for number in range(3):
        make_article(f"稿{number}")
    monkeypatch.setattr(changelists, "MOST_COUNTED", 3)
    answer = desk.get(LIST)
    assert ("共3条" in answer.text, "超过3条" in answer.text) == (True, False)
    make_article("又一篇")
    answer = desk.get(LIST)
    assert ("共3条" in answer.text, "超过3条" in answer.text) == (False, True)
    assert (answer.context["cl"].paginator.num_pages, len(answer.context["cl"].result_list)) == (1, 4)
    assert (
        "找到3条以上" in desk.get(LIST + "?q=篇&state=draft").text
        or "找到1条" in desk.get(LIST + "?q=篇").text
    )


def test_the_dates_offered_are_those_with_rows(desk):
    """Year, month and day by day, in the site's time, as Django's own look at all rows would say."""
    times = ["2023-12-31 23:59", "2024-01-01 00:00", "2024-01-31 12:00", "2024-03-05 08:00", "2024-03-05 09:00",
             "2026-07-01 00:30"]  # fmt: skip
    for text in times:
        Article.objects.filter(pk=make_article().pk).update(created_at=at(text))
    for query, step in (("", "year"), ("created_at__year=2024", "month"),
                        ("created_at__year=2024&created_at__month=3", "day")):  # fmt: skip
        changelist = desk.get(f"{LIST}?{query}").context["cl"]
        rows = Article.objects.filter(pk__in=changelist.queryset.values("pk"))
        expected = list(rows.datetimes("created_at", step))
        assert changelist.dates_with_rows("created_at", step) == expected
        assert len(expected) == {"year": 3, "month": 2, "day": 1}[step]
    text = desk.get(f"{LIST}?created_at__year=2024").text
    assert ("2024年1月" in text, "2024年2月" in text, "2024年3月" in text) == (True, False, True)
    assert desk.get(f"{LIST}?created_at__year=1999").status_code == 200


def test_a_full_day_of_the_calendar_says_how_many_more(desk, root, monkeypatch):
    now = at("2026-03-12 10:00")
    monkeypatch.setattr(timezone, "now", lambda: now)
    monkeypatch.setattr(dashboard, "PLANNED_A_DAY", 2)
    for number in range(5):
        make_published(f"稿{number}", published_at=now + dt.timedelta(hours=1 + number))
    for number in range(3):
        make_event(
            f"课{number}",
            starts_at=now + dt.timedelta(hours=number - 30),
            ends_at=now + dt.timedelta(hours=9),
        )
    today = dashboard.dashboard(root, now).planned[0]
    assert [article.title for article in today.articles] == ["稿0", "稿1"]
    assert [event.title for _start, event in today.events] == ["课0", "课1"]
    assert (today.more_articles, today.more_events, today.more) == (3, 1, 4)
    assert "另有4项" in desk.get("/admin/").text


def test_tags_say_how_often_they_are_used(desk, django_assert_num_queries):
    for number in range(3):
        make_article(f"稿{number}").tags.add("夜校", *(["急救"] if number else []))
    Tag.objects.create(name="没有用过", slug="unused")
    with django_assert_num_queries(5) as asked:
        rows = desk.get("/admin/articles/tag/").context["cl"].result_list
    assert {tag.name: tag.uses for tag in rows} == {"夜校": 3, "急救": 2, "没有用过": 0}
    # One tag at a time, after the page was cut: a list that joined all uses took seconds at a million articles.
    assert not [query for query in asked if 'JOIN "articles_taggedarticle"' in query["sql"]]
    rows = desk.get("/admin/articles/tag/?o=-3").context["cl"].result_list
    assert [tag.name for tag in rows] == ["夜校", "急救", "没有用过"]
