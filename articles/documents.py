"""What the search finds of articles, and of the lists that readers meet them in."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from django.db.models import QuerySet

from articles.models import Article, Column, Contributor, Section, Status, Tag, Topic
from articles.models.queries import shown_tags_prefetch
from common.pinyin import sort_key
from organizations.documents import marks_of, with_all_above
from search.sources import Found, Source, register

LONGEST_PERSON = 4  # characters of a signature that is read as a person's: a surname first


def _articles(keys: Sequence[int]) -> Iterator[Found]:
    rows = list(
        Article.objects.filter(pk__in=keys)
        .select_related("section", "column")
        .prefetch_related(
            "credits__contributor", "organization_entries__organization", "people", "photo_entries__photo",
            "figures", shown_tags_prefetch(),
        )
    )  # fmt: skip
    places = {entry.organization_id for row in rows for entry in row.organization_entries.all()}
    above = with_all_above(places)
    for row in rows:
        units = [entry.organization for entry in row.organization_entries.all()]
        tags, people, credits = row.shown_tags, list(row.people.all()), list(row.credits.all())
        lists = [entry for entry in (row.section, row.column) if entry is not None]
        captions = [
            text for entry in row.photo_entries.all() for text in (entry.caption, entry.photo.caption)
        ]
        marks = [
            *marks_of([unit.pk for unit in units], above),
            *([f"section:{row.section_id}"] if row.section_id else []),
            *([f"column:{row.column_id}"] if row.column_id else []),
            f"genre:{row.genre}",
            *(f"tag:{tag.pk}" for tag in tags),
            *(f"person:{person.pk}" for person in people),
        ]
        yield Found(
            row.pk,
            row.title,
            {
                "A": [row.title, row.kicker, row.subtitle],
                "B": [
                    *(unit.name for unit in units), *(unit.short_name for unit in units),
                    *(person.name for person in people), *(credit.contributor.name for credit in credits),
                    *(tag.name for tag in tags), *(entry.name for entry in lists), row.source_name, row.original_title,
                ],
                "C": [row.summary, *captions, *(figure.label for figure in row.figures.all())],
                "D": [row.body_text],
            },
            marks,
            date=row.published_at or row.updated_at,
            shown_from=row.published_at,
            shown_until=row.expires_at,
            is_public=row.status == Status.PUBLISHED and row.published_at is not None,
        )  # fmt: skip


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
