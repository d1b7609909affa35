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


def act(client, action, articles, **values):
    data = {"action": action, "_selected_action": [article.pk for article in articles], **values}
    answer = client.post(LIST, data)
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
    with django_assert_num_queries(16):
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
    with django_assert_num_queries(26):
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
    page, _said = act(client, "bulk_return", [draft])
    assert (page.status_code, list(page.context["articles"])) == (200, [draft])
    page, _said = act(client, "bulk_return", [draft], bulk_confirmed="1", comment=" ")
    assert list(page.context["form"].errors) == ["comment"]
    act(client, "bulk_return", [draft], bulk_confirmed="1", comment="请补数字")
    draft.refresh_from_db()
    assert (draft.status, draft.records.last().comment) == ("returned", "请补数字")


def test_passing_and_publishing_several(cast, desk, draft):
    workflow.submit(draft, by=cast.correspondent)
    for reviewer in (cast.editor, cast.section_chief, cast.chief_editor):
        act(desk(reviewer), "bulk_pass", [draft])
    act(desk(cast.editor), "bulk_publish", [draft])
    draft.refresh_from_db()
    assert draft.is_public


def test_a_section_for_several_refuses_what_cannot_be_changed(cast, desk, draft):
    section = make_section("要闻")
    live = make_published("送温暖", organization=cast.changping)
    _answer, said = act(
        desk(cast.editor), "bulk_section", [draft, live], bulk_confirmed="1", section=section.pk
    )
    assert said == [
        "已完成1篇：<ul><li>夜校开课 </li></ul>",
        "有1篇未能办理：<ul><li>送温暖 已发布的稿件不能直接修改：请发起更正。</li></ul>",
    ]
    assert dict(Article.objects.values_list("title", "section__name")) == {"夜校开课": "要闻", "送温暖": None}
    draft.refresh_from_db()
    assert draft.version == 2


def test_tags_for_several(cast, desk, draft):
    act(desk(cast.correspondent), "bulk_tags", [draft], bulk_confirmed="1", tags=["夜校", "冬季"])
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
