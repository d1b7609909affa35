"""What the search finds of articles, and of the lists that readers meet them in."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from django.db.models import QuerySet
from django.db.models.functions import Coalesce

from articles.models import Article, Column, Contributor, Section, Status, Tag, Topic
from articles.models.contributor import Credit
from articles.models.parts import ArticleOrganization, ArticlePhoto, Figure
from articles.models.tag import TaggedArticle
from common.pinyin import sort_key
from organizations.documents import marks_of, with_all_above
from search.sources import Found, Source, register

_COLUMNS = (
    "pk", "title", "kicker", "subtitle", "summary", "body_text", "source_name", "original_title", "genre", "status",
    "published_at", "updated_at", "expires_at", "section_id", "section__name", "column_id", "column__name",
)  # fmt: skip
LONGEST_PERSON = 4  # characters of a signature that is read as a person's: a surname first


def _articles(keys: Sequence[int]) -> Iterator[Found]:
    """Rows of tables and not of models: of a million articles that is half the time."""
    units = _of_each(
        ArticleOrganization.objects.all(), keys, "organization_id", "organization__name", "organization__short_name"
    )  # fmt: skip
    by_name = Article.people.through._default_manager.order_by("person__sort_key", "person_id")
    people = _of_each(by_name, keys, "person_id", "person__name")
    credits = _of_each(Credit.objects.all(), keys, "contributor__name")
    photos = _of_each(ArticlePhoto.objects.all(), keys, "caption", "photo__caption")
    figures = _of_each(Figure.objects.all(), keys, "label")
    tags = _tags_of_each(keys)
    above = with_all_above({unit for of_one in units.values() for unit, *_names in of_one})
    for row in Article.objects.filter(pk__in=keys).order_by("pk").values_list(*_COLUMNS, named=True):
        key = row.pk
        yield Found(
            key,
            row.title,
            {
                "A": [row.title, row.kicker, row.subtitle],
                "B": [
                    *(name for _unit, name, _short in units[key]), *(short for _unit, _name, short in units[key]),
                    *(name for _person, name in people[key]), *(name for (name,) in credits[key]),
                    *(name for _tag, name in tags[key]), row.section__name or "", row.column__name or "",
                    row.source_name, row.original_title,
                ],
                "C": [
                    row.summary, *(text for captions in photos[key] for text in captions),
                    *(label for (label,) in figures[key]),
                ],
                "D": [row.body_text],
            },
            [
                *marks_of([unit for unit, *_names in units[key]], above),
                *(f"tag:{tag}" for tag, _name in tags[key]),
                *(f"person:{person}" for person, _name in people[key]),
                *_own_marks(row),
            ],
            date=row.published_at or row.updated_at,
            shown_from=row.published_at,
            shown_until=row.expires_at,
            is_public=row.status == Status.PUBLISHED and row.published_at is not None,
        )  # fmt: skip


def _own_marks(row: Any) -> Iterator[str]:
    yield f"genre:{row.genre}"
    if row.section_id:
        yield f"section:{row.section_id}"
    if row.column_id:
        yield f"column:{row.column_id}"


def _of_each(rows: "QuerySet[Any]", keys: Sequence[int], *columns: str) -> defaultdict[int, list[Any]]:
    """What rows of another table say of each article, in their order."""
    return _grouped(rows.filter(article__in=keys).values_list("article_id", *columns))


def _tags_of_each(keys: Sequence[int]) -> defaultdict[int, list[Any]]:
    """The tags of each article under which readers meet it, each once: its key and name."""
    shown = Coalesce("tag__shown_under", "tag_id"), Coalesce("tag__shown_under__name", "tag__name")
    rows = TaggedArticle.objects.filter(content_object__in=keys).order_by("tag__name")
    found = _grouped(rows.values_list("content_object_id", *shown))
    for key, tags in found.items():
        found[key] = list(dict.fromkeys(tags))
    return found


def _grouped(rows: Iterable[tuple[Any, ...]]) -> defaultdict[int, list[Any]]:
    found: defaultdict[int, list[Any]] = defaultdict(list)
    for key, *values in rows:
        found[key].append(tuple(values))
    return found


def _article_keys(after: int) -> Iterator[int]:
    return Article.objects.filter(pk__gt=after).order_by("pk").values_list("pk", flat=True).iterator()


def _lists(shown: "Callable[[], QuerySet[Any]]", marks: str) -> Callable[[Sequence[int]], Iterator[Found]]:
    """The documents of sections, columns, topics or tags. Whether readers find anything in one, the clock may change:
    that is asked when it is found."""

    def documents(keys: Sequence[int]) -> Iterator[Found]:
        for row in shown().filter(pk__in=keys):
            yield Found(
                row.pk,
                row.name,
                {
                    "A": [row.name],
                    "B": [row.parent.name] if isinstance(row, Column) and row.parent else [],
                    "D": [getattr(row, name, "") for name in ("description", "lead")],
                },
                [f"{marks}:{row.pk}"],
                [(row.name, sort_key(row.name))],
                ages=False,
                is_public=getattr(row, "shown_under_id", None) is None,
            )

    return documents


def _contributors(keys: Sequence[int]) -> Iterator[Found]:
    """Who signs: readers meet them in articles, the desk chooses among them."""
    for row in Contributor.objects.filter(pk__in=keys).select_related("organization"):
        unit = [row.organization.name, row.organization.short_name] if row.organization else []
        yield Found(
            row.pk,
            row.name,
            {"A": [row.name], "B": unit},
            names=[(row.name, sort_key(row.name, is_person=len(row.name) <= LONGEST_PERSON))],
            is_public=False,
        )


def _list_keys(shown: "Callable[[], QuerySet[Any]]") -> Callable[[int], Iterator[int]]:
    return lambda after: shown().filter(pk__gt=after).order_by("pk").values_list("pk", flat=True).iterator()


def register_documents() -> None:
    register(Source("contributor", _contributors, _list_keys(Contributor.objects.all)))
    register(Source("article", _articles, _article_keys))
    for kind, shown in {
        "section": Section.objects.all, "column": Column.objects.all, "topic": Topic.objects.all,
        "tag": Tag.objects.all,
    }.items():  # fmt: skip
        register(Source(kind, _lists(shown, kind), _list_keys(shown)))
