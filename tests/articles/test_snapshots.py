"""Versions: when one is kept, what it says, and what an article holds after one was put back."""

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles import snapshots
from articles.models import Article
from tests.articles.full import make_full, make_surroundings, rewrite
from tests.factories import make_article

pytestmark = pytest.mark.django_db

NOW = timezone.make_aware(dt.datetime(2046, 3, 12, 9, 0))
HOUR = dt.timedelta(hours=1)


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: NOW)


def kept(article: Article) -> list[tuple[Any, ...]]:
    """The versions from the first on."""
    return list(
        article.snapshots.order_by("number").values_list(
            "number", "saved_by__username", "note", "changes_words", "saved_at", "data__title"
        )
    )


def test_a_version_says_who_kept_what_and_when(cast):
    article, other = make_article("第一稿"), make_article("另一篇")
    assert snapshots.take(article, by=cast.editor, note="初稿") == article.snapshots.get()
    article.title = "第二稿"
    article.save()
    snapshots.take(article, by=None)
    article.tags.add("夜校")
    last = snapshots.take(article, by=cast.editor)
    assert kept(article) == [
        (1, "editor", "初稿", True, NOW, "第一稿"),
        (2, None, "", True, NOW, "第二稿"),
        (3, "editor", "", False, NOW, "第二稿"),
    ]
    assert (article.version, Article.objects.get(pk=article.pk).version) == (3, 3)
    assert last.data == snapshots.content_of(article)
    assert last.text_hash == snapshots.hash_of(last.data)
    assert (Article.objects.get(pk=other.pk).version, kept(other)) == (0, [])


def test_the_same_text_is_kept_once_in_a_row(cast):
    article = make_article("第一稿")
    first = snapshots.take(article, by=cast.editor)
    article.version = 0  # as of an instance that was loaded earlier
    assert snapshots.take(article, by=cast.section_chief, note="又") == first
    assert (article.version, len(kept(article))) == (1, 1)
    for title in ("第二稿", "第一稿"):
        article.title = title
        article.save()
        snapshots.take(article, by=cast.editor)
    assert [row[0] for row in kept(article)] == [1, 2, 3]  # what comes back later is a version again


def test_whoever_keeps_a_version_holds_the_row(cast):
    """And nobody waits for it who merely points to the article."""
    article = make_article("第一稿")
    with CaptureQueriesContext(connection) as queries:
        snapshots.take(article, by=cast.editor)
    locks = [query["sql"] for query in queries if "FOR " in query["sql"]]
    assert len(locks) == 1
    assert locks[0].endswith(f'WHERE "articles_article"."id" = {article.pk} LIMIT 21 FOR NO KEY UPDATE')


def test_a_version_that_cannot_be_counted_is_not_kept(cast, monkeypatch):
    """Both are written, or nothing is."""

    def broken(*_given: Any, **_values: Any) -> None:
        raise OSError("no update")

    article = make_article("第一稿")
    monkeypatch.setattr("articles.models.queries.ArticleQuerySet.update", broken)
    for attempt in (
        lambda: snapshots.take(article, by=cast.editor),
        lambda: snapshots.take_first([article], by=cast.editor),
    ):
        with pytest.raises(OSError, match="no update"):
            attempt()
        assert kept(article) == []


def test_first_versions_together(cast):
    articles, other = [make_article("甲"), make_article("乙")], make_article("另一篇")
    taken = snapshots.take_first(articles, by=cast.editor, note="导入")
    assert [kept(article) for article in articles] == [
        [(1, "editor", "导入", True, NOW, "甲")], [(1, "editor", "导入", True, NOW, "乙")],
    ]  # fmt: skip
    for article, snapshot in zip(articles, taken, strict=True):
        assert (snapshot.article, article.version) == (article, 1)
        assert Article.objects.get(pk=article.pk).version == 1
        assert (snapshot.data, snapshot.text_hash) == (
            snapshots.content_of(article), snapshots.hash_of(snapshots.content_of(article)),
        )  # fmt: skip
        assert snapshots.take(article, by=cast.editor) == snapshot  # as a version that was taken alone
    assert (Article.objects.get(pk=other.pk).version, kept(other)) == (0, [])
    assert snapshots.take_first([other], by=None)[0].note == ""


def test_what_was_fetched_for_reading_does_not_stay(cast):
    """Else the next reading would show rows as they were."""
    make_surroundings()
    article = make_full()
    before = set(vars(article))
    first = snapshots.content_of(article)
    assert {name for name in set(vars(article)) - before if name.startswith("content_")} == set()
    article.credits.filter(role="reporter").delete()
    assert [row["role"] for row in snapshots.content_of(article)["credits"]] == ["photographer"]
    assert [row["role"] for row in first["credits"]] == ["reporter", "photographer"]


def test_putting_back_leaves_state_times_and_author_alone(cast):
    make_surroundings()
    article = make_full(author=cast.editor)
    first = snapshots.content_of(article)
    Article.objects.filter(pk=article.pk).update(
        status="approved", version=7, published_at=NOW, expires_at=NOW + HOUR
    )
    article = rewrite(Article.objects.get(pk=article.pk))
    snapshots.put_back(article, first)
    stored = Article.objects.get(pk=article.pk)
    assert snapshots.content_of(stored) == first
    assert (stored.status, stored.version, stored.published_at, stored.expires_at, stored.author) == (
        "approved", 7, NOW, NOW + HOUR, cast.editor,
    )  # fmt: skip


def test_what_cannot_be_put_back_whole_is_not_put_back(cast, monkeypatch):
    make_surroundings()
    article = make_full()
    first = snapshots.content_of(article)
    second = snapshots.content_of(rewrite(article))

    def broken(*_given: Any) -> None:
        raise OSError("no tags")

    monkeypatch.setattr("articles.content.parts.Tags.put", broken)
    with pytest.raises(OSError, match="no tags"):
        snapshots.put_back(article, first)
    assert snapshots.content_of(Article.objects.get(pk=article.pk)) == second
