"""What the page of one article asks of the database: the article, all that belongs to it, and what is related.

The querysets are those of the models; they are compiled once (``common.compiled``), and all that belongs to an article
travels in one statement, however much or little there is of it.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone

from articles.models import (
    Article,
    ArticleOrganization,
    ArticleOrganizationRole,
    ArticlePhoto,
    Correction,
    Credit,
    Figure,
    PageCredit,
    Shelf,
    Shelved,
    Tag,
    published_q,
)
from articles.models.queries import shown_tags
from common.compiled import NOW, Compiled, Given, OneOf, Together
from organizations.models import Kind, Organization, Person
from photos.models import Photo

RELATED = 6
# With fewer than these, articles on the same subjects fill up; of so many of the newest the nearest are taken.
ENOUGH = 4
NEWEST_TAGGED = 90
# Half of all articles have to do with these: to share one of them says nothing.
EVERYWHERE = (Kind.NATIONAL, Kind.PROVINCE)

KEY = Given("key", models.BigIntegerField())
KEYS = Given("keys", ArrayField(models.BigIntegerField()))
COLUMN = Given("column", models.BigIntegerField())
AT = Given("at", models.DateTimeField())

# In one query, so that a draft takes as long as a number that was never given.
ANSWERING = Compiled(lambda: Article.objects.for_reading().originals().with_an_answer(NOW).filter(pk=KEY))
LISTED = Compiled(lambda: Article.objects.for_lists().filter(OneOf(F("pk"), KEYS)))


def _belongings() -> dict[str, QuerySet[Any, Any]]:
    """Under the names of the relations what ``Article`` looks for there, and what its page shows beside it."""
    events: Any = Article._meta.get_field("events").related_model
    entries = ArticleOrganization.objects.filter(article=KEY)
    subjects = entries.exclude(role=ArticleOrganizationRole.MENTIONED).values("organization")
    figures = Figure.objects.filter(article=KEY)
    page = Given("page", models.BigIntegerField())
    column = Article.objects.published(NOW).filter(column=COLUMN)
    named = column.only("pk", "title", "title_words")
    shown_events = events.objects.published(NOW).filter(articles=KEY)
    reports = Article.events.through.objects.filter(event__in=shown_events.values("pk")).exclude(article=KEY)
    return {
        "credits": Credit.objects.filter(article=KEY).select_related("contributor"),
        "organization_entries": _with_organization(entries),
        "people": Person.objects.filter(articles=KEY),
        "photo_entries": ArticlePhoto.objects.filter(article=KEY).select_related("photo"),
        "figures": _with_organization(figures),
        "corrections": Correction.objects.filter(article=KEY),
        "tagged_items": shown_tags().filter(content_object=KEY),
        "events": shown_events.order_by("starts_at", "id"),
        "page credits": PageCredit.objects.filter(page=page).select_related("contributor"),
        "other figures": _with_organization(
            Figure.objects.filter(published_q(NOW, prefix="article__"), label__in=figures.values("label"))
        ).exclude(article=KEY).select_related("article").defer("article__body", "article__body_text").order_by(
            "date", "pk"
        ),
        "photos in the text": Photo.objects.filter(OneOf(F("pk"), Given("photos", KEYS.output_field))),
        "newer": named.filter(Q(published_at__gt=AT) | Q(pk__gt=KEY), published_at__gte=AT).order_by(
            "published_at", "pk"
        )[:1],
        "older": named.filter(Q(published_at__lt=AT) | Q(pk__lt=KEY), published_at__lte=AT).newest_first()[:1],
        "of its events": reports.filter(published_q(NOW, prefix="article__"))
        .order_by("-article__published_at", "-article")
        .values_list("article")[: 2 * RELATED],
        "of its people": _newest_of(Person.objects.filter(articles=KEY), Shelf.PERSON, 2 * RELATED),
        "of its subjects": _newest_of(
            Organization.objects.filter(pk__in=subjects).exclude(kind__in=EVERYWHERE), Shelf.ORGANIZATION, 2 * RELATED
        ),
        "of its tags": _newest_of(
            Tag.objects.filter(pk__in=shown_tags().filter(content_object=KEY).order_by().values(
                met=Coalesce("tag__shown_under", "tag")
            )), Shelf.TAG, NEWEST_TAGGED + ENOUGH
        ),
        "of its column": column.exclude(pk=KEY).newest_first().values_list("pk")[: 2 * RELATED],
    }  # fmt: skip


BELONGINGS = Together(_belongings)
# Those that the article itself is asked for, as if they had been prefetched.
_RELATIONS = (
    "credits",
    "organization_entries",
    "people",
    "photo_entries",
    "figures",
    "corrections",
    "tagged_items",
)


def _with_organization(rows: QuerySet[Any, Any]) -> QuerySet[Any, Any]:
    return rows.select_related("organization").defer("organization__hours", "organization__description")


def _newest_of(rows: QuerySet[Any, Any], shelf: Shelf, count: int) -> QuerySet[Any, Any]:
    """Of each row's shelf the newest articles and their times, as two arrays; without the article itself."""
    shown = (
        Shelved.objects.published(NOW)
        .filter(kind=shelf, key=OuterRef("pk"))
        .exclude(article=KEY)
        .newest_first()
    )
    arrays: dict[str, Any] = {
        "of_keys": ArraySubquery(shown.values("article")[:count]),
        "of_times": ArraySubquery(shown.values("at")[:count]),
    }
    shelves: QuerySet[Any, Any] = rows.order_by().annotate(**arrays).values_list("of_keys", "of_times")
    return shelves


def fetch_belongings(article: Article) -> dict[str, list[Any]]:
    """All that belongs to an article by ``_belongings``, in one query; the article knows its own relations then."""
    found = BELONGINGS.ask(
        key=article.pk,
        column=article.column_id,
        at=article.published_at,
        page=article.edition_page_id,
        photos=article.body_photos,
        now=timezone.now(),
    )
    _know(article, {name: found[name] for name in _RELATIONS})
    if article.edition_page is not None:
        _know(article.edition_page, {"credits": found["page credits"]})
    return found


def _know(row: models.Model, relations: dict[str, list[Any]]) -> None:
    """As ``prefetch_related`` does: what is asked of a relation is answered from what is there already."""
    known: dict[str, Any] = vars(row).setdefault("_prefetched_objects_cache", {})
    for name, found in relations.items():
        rows: Any = getattr(row, name).get_queryset()
        rows._result_cache, rows._prefetch_done = found, True
        known[name] = rows


def related_articles(article: Article, belongings: dict[str, list[Any]]) -> list[Article]:
    """Public articles on the same event, of the same people, organizations, column; few: with the same tags.

    Never merely the newest: an article that shares nothing has none. One query.
    """
    wanted = list(
        dict.fromkeys(
            [
                *belongings["of its events"],
                *_newest_first(belongings["of its people"]),
                *_newest_first(belongings["of its subjects"]),
                *belongings["of its column"],
            ]
        )
    )
    if len(wanted) < ENOUGH:
        wanted += _with_the_same_tags(belongings["of its tags"], wanted)
    wanted = wanted[:RELATED]
    by_key = {row.pk: row for row in LISTED.ask(keys=wanted)} if wanted else {}
    return [by_key[key] for key in wanted if key in by_key]


def _with_the_same_tags(shelves: Iterable[Any], already: Sequence[int]) -> list[int]:
    """Those that share the most tags, the newer first; as many as are wanted."""
    # One for each shared tag.
    newest = [key for key in _newest_first(shelves) if key not in already][:NEWEST_TAGGED]
    return [key for key, _number in Counter(newest).most_common(ENOUGH - len(already))]


def _newest_first(shelves: Iterable[Any]) -> list[int]:
    """The keys of several shelves in one order; what stands on more than one is there as often."""
    times = ((at, key) for keys, ats in shelves for key, at in zip(keys, ats, strict=True))
    return [key for _at, key in sorted(times, reverse=True)]
