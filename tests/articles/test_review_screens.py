"""The review screens of the desk, as a browser meets them."""

import re
from typing import Any

import pytest
from django.urls import reverse

from articles import workflow
from articles.models import Article
from tests.factories import make_article

pytestmark = pytest.mark.django_db


@pytest.fixture
def article(cast) -> Article:
    row = make_article("夜校开课", organization=cast.changping, author=cast.correspondent)
    workflow.text_saved(row, by=cast.correspondent)
    row.refresh_from_db()
    return row


def do(article: Article, code: str) -> str:
    return reverse("admin:articles_article_action", args=[article.pk, code])


def change(article: Article) -> str:
    return reverse("admin:articles_article_change", args=[article.pk])


def seen(article: Article) -> str:
    return f"{article.version}-{article.status}"


def post(desk: Any, user: Any, article: Article, code: str, **data: Any) -> Any:
    return desk(user).post(do(article, code), {"seen": seen(article), **data})


def reasons_in(response: Any) -> list[str]:
    """The reasons that a screen shows."""
    block = re.search(r'<div class="refusal".*?</div>', response.content.decode(), re.DOTALL)
    return re.findall(r"<li>(.*?)</li>", block[0]) if block else []


def test_the_whole_way_through_the_screens(cast, desk, article):
    steps = [
        (cast.correspondent, "submit", {"comment": "请审"}, "submitted"),
        (cast.editor, "pass", {"comment": "文字已核"}, "first_passed"),
        (cast.section_chief, "pass", {}, "second_passed"),
        (cast.chief_editor, "pass", {}, "approved"),
        (cast.editor, "publish", {"at": ""}, "published"),
    ]
    for person, code, data, status in steps:
        page = desk(person).get(do(article, code))
        assert (page.status_code, reasons_in(page)) == (200, [])
        answer = post(desk, person, article, code, **data)
        assert (answer.status_code, answer["Location"]) == (302, change(article))
        article.refresh_from_db()
        assert article.status == status
    assert list(article.records.order_by("pk").values_list("decision", "user_name", "comment")) == [
        ("submitted", "何苗", "请审"),
        ("passed", "方宁", "文字已核"),
        ("passed", "高原", ""),
        ("passed", "林川", ""),
        ("published", "方宁", ""),
    ]
    for name in ("history", "preview", "preview_page", "sign_off"):
        assert (
            desk(cast.editor).get(reverse(f"admin:articles_article_{name}", args=[article.pk])).status_code
            == 200
        )
    assert desk(cast.correspondent).get(reverse("admin:articles_article_notices")).status_code == 200


def test_a_refused_action_keeps_what_was_typed(cast, desk, article):
    workflow.submit(article, by=cast.correspondent)
    stale = seen(article)
    workflow.pass_review(article, by=cast.editor)
    answer = desk(cast.editor).post(do(article, "return"), {"seen": stale, "comment": "第二段数字有误"})
    assert answer.status_code == 409
    assert "第二段数字有误" in answer.content.decode()
    assert len(reasons_in(answer)) == 1
    article.refresh_from_db()
    assert article.status == "first_passed"
