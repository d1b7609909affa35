"""What the desk's pages cost the database: the same with 30 and with 300 articles."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from articles import workflow
from articles.models import Article, Notice
from tests.factories import make_article

pytestmark = pytest.mark.django_db

QUERIES = {
    "front page": 21,
    "list": 17,
    "form": 33,
    "pass": 14,
    "history": 12,
    "compare": 12,
    "preview": 11,
    "sign-off sheet": 14,
    "notices": 12,
}


def fill(cast, rows: int) -> Article:
    """So many articles of 昌平 in review, each with a notice, and one with as many versions."""
    articles = Article.objects.bulk_create(
        Article(
            title=f"稿件{number}", body="<p>字</p>", body_text="字", organization=cast.changping,
            author=cast.correspondent, status=("submitted", "approved", "draft")[number % 3],
            published_at=timezone.now() + dt.timedelta(hours=number + 1),
        )
        for number in range(rows)
    )  # fmt: skip
    Notice.objects.bulk_create(
        Notice(recipient=cast.editor, kind="submitted", article=row) for row in articles
    )
    article = make_article("要审的", organization=cast.changping, author=cast.correspondent)
    for number in range(rows // 10):
        article.title = f"要审的{number}"
        article.save()
        workflow.text_saved(article, by=cast.correspondent)
    workflow.submit(article, by=cast.correspondent)
    return article


@pytest.mark.parametrize("rows", [30, 300])
def test_every_page_costs_the_same_however_full_the_desk_is(cast, desk, rows):
    article = fill(cast, rows)
    client = desk(cast.editor)
    pages = {
        "front page": reverse("admin:index"),
        "list": reverse("admin:articles_article_changelist"),
        "form": reverse("admin:articles_article_change", args=[article.pk]),
        "pass": reverse("admin:articles_article_action", args=[article.pk, "pass"]),
        "history": reverse("admin:articles_article_history", args=[article.pk]),
        "compare": reverse("admin:articles_article_compare", args=[article.pk]) + "?from=1&to=3",
        "preview": reverse("admin:articles_article_preview_page", args=[article.pk]),
        "sign-off sheet": reverse("admin:articles_article_sign_off", args=[article.pk]),
        "notices": reverse("admin:articles_article_notices"),
    }
    found = {}
    for name, address in pages.items():
        client.get(address)  # what is cached for good is fetched once
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        found[name] = len(queries)
    assert found == QUERIES
