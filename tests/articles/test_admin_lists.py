"""The list of articles at the desk: what it costs, how it narrows, and what is done to several at once."""

import datetime as dt

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse
from django.utils import timezone

from articles import workflow
from articles.models import Article
from tests.factories import (
    make_article,
    make_column,
    make_contributor,
    make_organization,
    make_photo,
    make_published,
    make_section,
)

pytestmark = pytest.mark.django_db

LIST = "/admin/articles/article/"


def titles(client, **query):
    page = client.get(LIST, query)
    return {article.title for article in page.context["cl"].result_list}


def asked(client, action, articles, **values):
    """The page between, before anything is agreed to."""
    return client.post(
        LIST, {"action": action, "_selected_action": [article.pk for article in articles], **values}
    )


def plan(page):
    """What the page between says: what will happen to whom, and what is refused and why."""
    return (
        [(line.name, line.effect) for line in page.context["done"]],
        [(line.name, line.reasons) for line in page.context["refused"]],
    )


def act(client, action, articles, **values):
    """Agree to the page between, for these articles as they are now."""
    now = Article.objects.in_bulk([article.pk for article in articles]).values()
    seen = [f"{article.pk}-{article.version}-{article.status}" for article in now]
    answer = asked(client, action, articles, **{"bulk_confirmed": "1", "seen": seen, **values})
    return answer, [str(message) for message in get_messages(answer.wsgi_request)]


@pytest.fixture
def draft(cast):
    article = make_article("夜校开课", organization=cast.changping, author=cast.correspondent)
    workflow.text_saved(article, by=cast.correspondent)
    return article


@pytest.mark.parametrize("rows", [3, 30, 300])
def test_the_list_costs_the_same_for_any_number_of_rows(cast, desk, rows, django_assert_num_queries):
    section, column = make_section(), make_column()
    for number in range(rows):
        make_article(
            f"稿件 {number}",
            organization=cast.changping,
            author=cast.correspondent,
            section=section,
            column=column,
        )
    client = desk(cast.editor)
    client.get(LIST)
    with django_assert_num_queries(17):
        page = client.get(LIST)
    assert len(page.context["cl"].result_list) == min(rows, 30)


@pytest.mark.parametrize("rows", [3, 30])
def test_the_form_costs_the_same_for_any_number_of_parts(cast, desk, draft, rows, django_assert_num_queries):
    for number in range(rows):
        draft.photo_entries.create(photo=make_photo(), position=number)
        draft.credits.create(contributor=make_contributor(), position=number)
        draft.organization_entries.create(organization=make_organization(), position=number)
        draft.figures.create(
            label=f"项目{number}", value=number, position=number, organization=make_organization()
        )
    client = desk(cast.editor)
    client.get(reverse("admin:articles_article_change", args=[draft.pk]))
    with django_assert_num_queries(27):
        client.get(reverse("admin:articles_article_change", args=[draft.pk]))


def test_search_and_filters(cast, desk, draft):
    section = make_section("要闻")
    make_published("送温暖", organization=cast.chaoyang, section=section, body="<p>走访慰问。</p>")
    make_published("明天的稿", organization=cast.city, published_at=timezone.now() + dt.timedelta(days=1))
    client = desk(cast.editor)
    assert titles(client, q="慰问") == {"送温暖"}
    assert titles(client, state="published") == {"送温暖"}
    assert titles(client, state="scheduled") == {"明天的稿"}
    assert titles(client, section__id__exact=section.pk) == {"送温暖"}
    assert titles(client, whose="mine") == set()
    assert titles(client) == {"夜校开课", "送温暖", "明天的稿"}
    assert titles(desk(cast.correspondent), whose="mine") == {"夜校开课"}


def test_closed_corrections_are_out_of_the_way(cast, desk):
    live = make_published("送温暖", organization=cast.changping)
    copy = workflow.start_correction(live, by=cast.editor)
    workflow.discard(copy, by=cast.editor)
    client = desk(cast.editor)
    assert [article.pk for article in client.get(LIST).context["cl"].result_list] == [live.pk]
    assert [article.pk for article in client.get(LIST, {"state": "closed"}).context["cl"].result_list] == [
        copy.pk
    ]


def test_submitting_several_says_what_was_done_and_what_refused(cast, desk, draft):
    empty = make_article("空稿", organization=cast.changping, author=cast.correspondent, body="")
    answer, said = act(desk(cast.correspondent), "bulk_submit", [draft, empty])
    assert answer.status_code == 302
    assert said == [
        "已完成1篇：<ul><li>夜校开课 </li></ul>",
        "有1篇未能办理：<ul><li>空稿 稿件既无正文也无图片：请先写好再提交。</li></ul>",
    ]
    assert dict(Article.objects.values_list("title", "status")) == {"夜校开课": "submitted", "空稿": "draft"}


def test_returning_several_asks_for_the_reason(cast, desk, draft):
    workflow.submit(draft, by=cast.correspondent)
    client = desk(cast.editor)
    page = asked(client, "bulk_return", [draft])
    assert (page.status_code, plan(page)) == (200, ([("夜校开课", "待初审 → 已退回")], []))
    page, _said = act(client, "bulk_return", [draft], comment=" ")
    assert list(page.context["form"].errors) == ["comment"]
    act(client, "bulk_return", [draft], comment="请补数字")
    draft.refresh_from_db()
    assert (draft.status, draft.records.last().comment) == ("returned", "请补数字")


def test_passing_and_publishing_several(cast, desk, draft):
    workflow.submit(draft, by=cast.correspondent)
    for reviewer in (cast.editor, cast.section_chief, cast.chief_editor):
        act(desk(reviewer), "bulk_pass", [draft])
    act(desk(cast.editor), "bulk_publish", [draft])
    draft.refresh_from_db()
    assert draft.is_public


def test_nothing_is_done_before_the_list_is_agreed_to(cast, desk, draft):
    empty = make_article("空稿", organization=cast.changping, author=cast.correspondent, body="")
    page = asked(desk(cast.correspondent), "bulk_submit", [draft, empty])
    assert (page.status_code, plan(page)) == (
        200,
        (
            [("夜校开课", "草稿 → 待初审")],
            [("空稿", ["稿件既无正文也无图片：请先写好再提交。"])],
        ),
    )
    # Only what is possible goes along when the list is agreed to.
    assert b'name="_selected_action" value="%d"' % draft.pk in page.content
    assert b'name="_selected_action" value="%d"' % empty.pk not in page.content
    assert set(Article.objects.values_list("status", flat=True)) == {"draft"}


def test_the_list_says_what_a_change_costs_and_when_readers_see_it(cast, desk, draft):
    make_section("要闻")
    workflow.submit(draft, by=cast.correspondent)
    workflow.pass_review(draft, by=cast.editor)
    page = asked(desk(cast.section_chief), "bulk_section", [draft])
    assert plan(page) == ([("夜校开课", "放入所选频道；已有的审核通过将作废")], [])
    page = asked(desk(cast.section_chief), "bulk_pass", [draft])
    assert plan(page) == ([("夜校开课", "待复审 → 待终审")], [])
    workflow.pass_review(draft, by=cast.section_chief)
    workflow.pass_review(draft, by=cast.chief_editor)
    assert plan(asked(desk(cast.editor), "bulk_publish", [draft])) == ([("夜校开课", "读者随即可见")], [])
    Article.objects.update(published_at=dt.datetime(2099, 5, 1, 1, tzinfo=dt.UTC))
    assert plan(asked(desk(cast.editor), "bulk_publish", [draft])) == (
        [("夜校开课", "读者从 2099-05-01 09:00 起可见")],
        [],
    )


def test_what_changed_after_the_list_was_shown_is_refused(cast, desk, draft):
    workflow.submit(draft, by=cast.correspondent)
    client = desk(cast.editor)
    shown = [f"{draft.pk}-{draft.version}-submitted"]
    draft.title = "夜校开课了"
    draft.save()
    workflow.text_saved(draft, by=cast.section_chief)
    _answer, said = act(client, "bulk_pass", [draft], seen=shown)
    assert said == [
        "有1篇未能办理：<ul><li>夜校开课了 您打开之后稿件有过修改：请重新阅读再作决定。</li></ul>"
    ]
    _answer, said = act(client, "bulk_pass", [draft], seen=["", "x-1-submitted", f"{draft.pk}-1-gone"])
    assert said[-1:] == [
        "有1篇未能办理：<ul><li>夜校开课了 您确认的清单中没有这篇稿件：请重新操作。</li></ul>"
    ]
    draft.refresh_from_db()
    assert draft.status == "submitted"


def test_a_section_for_several_refuses_what_cannot_be_changed(cast, desk, draft):
    section = make_section("要闻")
    live = make_published("送温暖", organization=cast.changping)
    _answer, said = act(desk(cast.editor), "bulk_section", [draft, live], section=section.pk)
    assert said == [
        "已完成1篇：<ul><li>夜校开课 </li></ul>",
        "有1篇未能办理：<ul><li>送温暖 已发布的稿件不能直接修改：请发起更正。</li></ul>",
    ]
    assert dict(Article.objects.values_list("title", "section__name")) == {"夜校开课": "要闻", "送温暖": None}
    draft.refresh_from_db()
    assert draft.version == 2


def test_tags_for_several(cast, desk, draft):
    act(desk(cast.correspondent), "bulk_tags", [draft], tags=["夜校", "冬季"])
    assert sorted(draft.tags.names()) == ["冬季", "夜校"]


@pytest.mark.parametrize(("who", "offered"), [
    ("correspondent", ["bulk_submit", "bulk_tags"]),
    ("editor", ["bulk_submit", "bulk_pass", "bulk_return", "bulk_publish", "bulk_section", "bulk_tags"]),
])  # fmt: skip
def test_which_actions_are_offered(cast, desk, draft, who, offered):
    page = desk(getattr(cast, who)).get(LIST)
    choices = [name for name, _label in page.context["action_form"].fields["action"].choices if name]
    assert choices == offered


def test_a_correspondent_cannot_forge_a_bulk_pass(cast, desk, draft):
    workflow.submit(draft, by=cast.correspondent)
    act(desk(cast.correspondent), "bulk_pass", [draft])
    draft.refresh_from_db()
    assert draft.status == "submitted"


def test_another_unions_article_is_out_of_reach_of_a_bulk_action(cast, desk, draft):
    act(desk(cast.other_correspondent), "bulk_submit", [draft])
    draft.refresh_from_db()
    assert draft.status == "draft"


def test_what_was_published_for_later_is_told_with_its_time(cast, desk, draft):
    workflow.submit(draft, by=cast.correspondent)
    for person in (cast.editor, cast.section_chief, cast.chief_editor):
        workflow.pass_review(draft, by=person)
    Article.objects.filter(pk=draft.pk).update(published_at=timezone.now() + dt.timedelta(days=400))
    draft.refresh_from_db()
    _page, said = act(desk(cast.editor), "bulk_publish", [draft])
    draft.refresh_from_db()
    assert draft.state_label.startswith("定时") and draft.state_label in "".join(map(str, said))
