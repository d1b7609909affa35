"""Whole snapshots of an article: taken at every save, pointed to by reviews, put back by restoring.

What a snapshot holds is the article's content; what that consists of stands in ``articles.content``.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import prefetch_related_objects
from django.utils import timezone

from articles.content import PARTS, Content, hash_of, words_of
from articles.models import Article, Snapshot

if TYPE_CHECKING:
    from accounts.models import User

__all__ = ["content_of", "contents_of", "hash_of", "put_back", "take", "take_first", "words_of"]


def content_of(article: Article) -> dict[str, Any]:
    """Everything of an article that is text: see ``articles.content``."""
    return contents_of([article])[0]


def contents_of(articles: Sequence[Article]) -> list[dict[str, Any]]:
    """The contents of many articles, in as many queries as that of one.

    What belongs to an article besides its own columns is fetched anew: an instance may hold older rows.
    """
    fetched = [lookup for part in PARTS for lookup in part.prefetch()]
    prefetch_related_objects(articles, *fetched)
    contents = [{part.name: part.read(article) for part in PARTS} for article in articles]
    for article in articles:
        for lookup in fetched:
            delattr(article, str(lookup.to_attr))
    return contents


@transaction.atomic
def take(article: Article, *, by: "User | None", note: str = "") -> Snapshot:
    """Keep the article as it stands now, and count its version up. The same content is not kept twice in a row."""
    Article.objects.select_for_update(no_key=True).get(pk=article.pk)
    content = content_of(article)
    text_hash = hash_of(content)
    latest = article.snapshots.order_by("-number").first()
    if latest and latest.text_hash == text_hash:
        article.version = latest.number
        return latest
    snapshot = Snapshot.objects.create(
        article=article,
        number=latest.number + 1 if latest else 1,
        data=content,
        text_hash=text_hash,
        saved_by=by,
        saved_at=timezone.now(),
        note=note,
        changes_words=latest is None or words_of(latest.data) != words_of(content),
    )
    article.version = snapshot.number
    Article.objects.filter(pk=article.pk).update(version=snapshot.number)
    return snapshot


@transaction.atomic
def take_first(articles: Sequence[Article], *, by: "User | None", note: str = "") -> list[Snapshot]:
    """The first versions of articles that were made just now, together; of many pages each would cost ten queries."""
    contents = contents_of(articles)
    taken = Snapshot.objects.bulk_create(
        Snapshot(
            article=article,
            number=1,
            data=content,
            text_hash=hash_of(content),
            saved_by=by,
            saved_at=timezone.now(),
            note=note,
            changes_words=True,
        )  # fmt: skip
        for article, content in zip(articles, contents, strict=True)
    )
    for article in articles:
        article.version = 1
    Article.objects.filter(pk__in=[article.pk for article in articles]).update(version=1)
    return taken


@transaction.atomic
def put_back(article: Article, content: Content) -> None:
    """Make an article hold a content again. Rows that are gone by now are left out.

    Changes texts, places and everything that belongs to the article; never its status, times or author.
    """
    columns = [part for part in PARTS if part.is_column]
    for part in columns:
        part.put(article, part.of(content))
    article.save()
    for part in [part for part in PARTS if not part.is_column]:
        part.put(article, part.of(content))
