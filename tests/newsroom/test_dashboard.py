"""The front page of the desk: what each person finds on it."""

import datetime as dt

import pytest
from django.utils import timezone

from articles import actions, queues, workflow
from articles.models import Article
from newsroom.dashboard import StaleListing, dashboard, stale_listings
from tests.factories import make_article, make_column, make_event, make_published, make_section, make_user

pytestmark = pytest.mark.django_db


def titles(shelf) -> list[str]:
    return [article.title for article in getattr(shelf, "items", shelf)]


def draft(cast, title: str, **values) -> Article:
    values = {"organization": cast.changping, "author": cast.correspondent, **values}
    article = make_article(title, **values)
    workflow.text_saved(article, by=values["author"])
    return article


def in_review(cast, title: str, passes: int = 0, **values) -> Article:
    article = draft(cast, title, **values)
    workflow.submit(article, by=article.author)
    for person in (cast.editor, cast.section_chief, cast.chief_editor)[:passes]:
        workflow.pass_review(article, by=person)
    return article


@pytest.fixture
def desk_full(cast) -> None:
    assert cast.chaoyang  # before anybody's grant is asked for: it is remembered
    draft(cast, "写作中")
    in_review(cast, "待初审")
    in_review(cast, "待复审", 1)
    in_review(cast, "待终审", 2)
    in_review(cast, "已通过", 3)
    in_review(cast, "朝阳的稿", organization=cast.chaoyang, author=cast.other_correspondent)
    returned = in_review(cast, "退回的稿")
    workflow.return_to_author(returned, by=cast.editor, comment="缺单位全称")


def test_what_waits_for_each_role(cast, desk_full):
    assert {
        role: titles(queues.waiting_for(getattr(cast, role)))
        for role in ("correspondent", "editor", "section_chief", "chief_editor", "administrator", "stranger")
    } == {
        "correspondent": [],
        "editor": ["待初审", "朝阳的稿"],
        "section_chief": ["待复审"],
        "chief_editor": ["待终审"],
        "administrator": [],
        "stranger": [],
    }


@pytest.mark.parametrize("levels", [1, 2, 3])
@pytest.mark.parametrize("by_author", [False, True])
def test_what_waits_is_what_could_be_passed(cast, settings, desk_full, levels, by_author):
    """The queue and the table of actions agree, for everybody, on every article."""
    in_review(cast, "编辑自己的", author=cast.editor)
    all_round = make_user("all", roles=("editor", "section_chief", "chief_editor"), organization=cast.city)
    article = in_review(cast, "一人两级")
    workflow.pass_review(article, by=all_round)
    changed = in_review(cast, "改过文字的", 1)
    changed.title = "改过文字"
    changed.save()
    workflow.text_saved(changed, by=cast.section_chief)
    settings.REVIEW_LEVELS, settings.REVIEW_BY_AUTHOR = levels, by_author
    root = make_user("root", is_superuser=True)
    people = [cast.correspondent, cast.editor, cast.section_chief, cast.chief_editor, all_round, root]
    for person in people:
        could = [
            row.pk for row in Article.objects.in_review() if not actions.reasons_against("pass", row, person)
        ]
        assert sorted(queues.waiting_for(person).values_list("pk", flat=True)) == sorted(could)


def test_what_i_sent_and_what_came_back(cast, desk_full):
    board = dashboard(cast.correspondent)
    assert titles(board.sent) == ["已通过", "待终审", "待复审", "待初审"]
    assert titles(board.drafts) == ["写作中"]
    [returned] = board.returned.items
    assert (returned.title, returned.return_reason, returned.returned_by) == (
        "退回的稿",
        "缺单位全称",
        "方宁",
    )
    assert titles(board.to_publish) == []
    assert titles(dashboard(cast.editor).to_publish) == ["已通过"]


def test_the_calendar_holds_planned_publications_and_events(cast, monkeypatch):
    now = timezone.make_aware(dt.datetime(2026, 3, 12, 10, 0))
    monkeypatch.setattr(timezone, "now", lambda: now)
    make_published("明早", organization=cast.changping, published_at=now + dt.timedelta(hours=23))
    make_published("朝阳明早", organization=cast.chaoyang, published_at=now + dt.timedelta(hours=22))
    planned = in_review(cast, "计划中", 3)
    Article.objects.filter(pk=planned.pk).update(published_at=now + dt.timedelta(days=2))
    make_published("太远", organization=cast.changping, published_at=now + dt.timedelta(days=20))
    make_event("三天的展览", starts_at=now - dt.timedelta(days=1), ends_at=now + dt.timedelta(days=1))
    make_event("讲座", starts_at=now + dt.timedelta(days=13))
    days = dashboard(cast.correspondent).planned
    assert [day.date for day in days] == [
        dt.date(2026, 3, 12) + dt.timedelta(days=offset) for offset in range(14)
    ]
    assert {
        day.date.day: (titles(day.articles), [event.title for _start, event in day.events])
        for day in days
        if day.articles or day.events
    } == {12: ([], ["三天的展览"]), 13: (["明早"], []), 14: (["计划中"], []), 25: ([], ["讲座"])}
    assert titles(dashboard(cast.editor).planned[1].articles) == ["朝阳明早", "明早"]


def test_published_today_begins_at_midnight_in_beijing(cast):
    now = timezone.make_aware(dt.datetime(2026, 3, 12, 10, 0))
    for title, at in (
        ("今晨零时", dt.datetime(2026, 3, 12, 0, 0)),
        ("昨夜", dt.datetime(2026, 3, 11, 23, 59)),
        ("今天晚些", dt.datetime(2026, 3, 12, 18, 0)),
    ):
        make_published(title, organization=cast.changping, published_at=timezone.make_aware(at))
    assert titles(dashboard(cast.correspondent, now).published_today) == ["今晨零时"]


def test_places_go_stale_after_their_limit(cast):
    now = timezone.now()
    fresh, stale, empty, notices = (
        make_section(name, freshness_days=days, owner=owner)
        for name, days, owner in (
            ("新", 14, None),
            ("旧", 14, None),
            ("空", 14, cast.editor),
            ("通知", 180, None),
        )
    )
    column = make_column("专栏", freshness_days=30)
    make_column("不提醒")
    make_column("停办", freshness_days=30, is_closed=True)
    for section, days in ((fresh, 13), (stale, 15), (notices, 100)):
        make_published(section=section, published_at=now - dt.timedelta(days=days))
    make_published(section=stale, published_at=now + dt.timedelta(days=1))  # planned is not published
    make_published(column=column, published_at=now - dt.timedelta(days=40))
    assert stale_listings(cast.editor, now) == [
        StaleListing(empty, 14, None, True),
        StaleListing(stale, 14, 15, False),
        StaleListing(column, 30, 40, False),
    ]


@pytest.mark.parametrize("rows", [3, 30])
def test_the_front_page_costs_the_same_however_full_it_is(cast, django_assert_num_queries, rows):
    for number in range(rows):
        in_review(cast, f"审{number}")
        draft(cast, f"草{number}")
        make_published(
            organization=cast.changping, published_at=timezone.now() + dt.timedelta(hours=number + 1)
        )
        make_event(starts_at=timezone.now() + dt.timedelta(days=1, minutes=number))
        make_section(freshness_days=14)
    person = type(cast.editor).objects.get(pk=cast.editor.pk)
    with django_assert_num_queries(16):
        board = dashboard(person)
        assert len(board.waiting.items) == min(rows, 10)
    assert board.waiting.has_more == (rows > 10)
