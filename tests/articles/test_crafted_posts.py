"""Forms that nobody sent from our pages: forged states, foreign unions, nonsense where a number belongs."""

from typing import Any

import pytest
from django.urls import reverse

from articles import workflow
from articles.models import Article
from tests.factories import make_article, make_published

pytestmark = pytest.mark.django_db

PREFIXES = ("photo_entries", "credits", "organization_entries", "figures")


def posted(article: Article, **values: Any) -> dict[str, Any]:
    """What the article's form would post, with no rows in its lists."""
    data = {"title": article.title, "body": article.body, "genre": article.genre, "page_position": 0,
            "organization": article.organization_id, "version": article.version, "_continue": "1"}  # fmt: skip
    for prefix in PREFIXES:
        data |= {f"{prefix}-TOTAL_FORMS": 0, f"{prefix}-INITIAL_FORMS": 0}
    return data | values


def save(desk: Any, user: Any, article: Article, **values: Any) -> Any:
    return desk(user).post(
        reverse("admin:articles_article_change", args=[article.pk]), posted(article, **values)
    )


@pytest.fixture
def draft(cast) -> Article:
    row = make_article("夜校开课", organization=cast.changping, author=cast.correspondent)
    workflow.text_saved(row, by=cast.correspondent)
    return Article.objects.get(pk=row.pk)


def test_a_forged_state_is_not_saved(cast, desk, draft):
    other = make_published(organization=cast.changping)
    answer = save(
        desk, cast.correspondent, draft, title="改了", status="published", published_at_0="2026-01-01",
        published_at_1="09:00", author=cast.editor.pk, working_copy_of=other.pk, withdrawn_at="2026-01-01",
    )  # fmt: skip
    assert answer.status_code == 302
    now = Article.objects.get(pk=draft.pk)
    assert (now.title, now.status, now.published_at, now.author, now.working_copy_of, now.withdrawn_at) == (
        "改了", "draft", None, cast.correspondent, None, None,
    )  # fmt: skip


def test_an_article_is_not_moved_to_another_union(cast, desk, draft):
    answer = save(desk, cast.correspondent, draft, organization=cast.chaoyang.pk)
    assert (answer.status_code, list(answer.context["adminform"].form.errors)) == (200, ["organization"])
    assert Article.objects.get(pk=draft.pk).organization == cast.changping


@pytest.mark.parametrize(
    "values",
    [
        {"title": ""},
        {"title": "   "},
        {"title": "长" * 400},
        {"organization": "x"},
        {"organization": "9" * 30},
        {"genre": "x"},
        {"page_position": "-1"},
        {"people": ["x"]},
        {"credits-TOTAL_FORMS": "x"},
        {"credits-TOTAL_FORMS": 1, "credits-0-contributor": "x", "credits-0-role": "reporter", "credits-0-position": 0},
        {"figures-TOTAL_FORMS": 1, "figures-0-label": "开课", "figures-0-value": "1e400", "figures-0-state": "done", "figures-0-position": 0},
    ],
)  # fmt: skip
def test_nonsense_is_answered_by_the_form(cast, desk, draft, values):
    answer = save(desk, cast.editor, draft, body="<p>没有丢失的正文。</p>", **values)
    assert answer.status_code == 200
    assert "没有丢失的正文。" in answer.content.decode()
    assert Article.objects.get(pk=draft.pk).body == draft.body


def test_a_published_text_cannot_be_posted_over(cast, desk):
    live = make_published("已发布", organization=cast.changping)
    answer = save(
        desk, cast.editor, Article.objects.get(pk=live.pk), title="偷偷改", body="<p>写好的字。</p>"
    )
    page = answer.content.decode()
    assert (answer.status_code, "已发布的稿件不能直接修改：请发起更正。" in page, "写好的字。" in page) == (
        200,
        True,
        True,
    )
    assert Article.objects.get(pk=live.pk).title == "已发布"
