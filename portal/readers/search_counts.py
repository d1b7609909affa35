"""By what a list of results can be narrowed, each with how many of the results it would leave.

Counted are the results that were found, so never more than ``finding.MOST_COUNTED``; where there are more, the page
says that each number is a least one.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import Count
from django.db.models.expressions import RawSQL
from django.db.models.functions import Coalesce

from articles.models import Article, Genre, Section, Tag
from articles.models.tag import TaggedArticle
from organizations.models import Organization

MOST_OFFERED = 20  # organizations, and tags

# An organization with all below it: what belongs to two of them counts once.
_ORGANIZATIONS = """
    SELECT place, count(*) AS number FROM (
        SELECT DISTINCT place, held.kind, held.key FROM (
            SELECT 1 AS kind, article_id AS key, organization_id FROM articles_articleorganization
            WHERE article_id = ANY (%(article)s)
          UNION ALL
            SELECT 2, event_id, organization_id FROM events_eventorganization WHERE event_id = ANY (%(event)s)
          UNION ALL
            SELECT 3, id, id FROM organizations_organization WHERE id = ANY (%(organization)s)
          UNION ALL
            SELECT 4, id, unnest(ARRAY[organization_id, studio_id]) FROM organizations_person
            WHERE id = ANY (%(person)s)
        ) AS held
        JOIN organizations_organization o ON o.id = held.organization_id,
        LATERAL unnest(o.above_keys || o.id) AS place
    ) AS once
    GROUP BY place ORDER BY number DESC, place LIMIT %(most)s
"""


@dataclass(frozen=True, slots=True)
class Option:
    """One value of a filter: as it stands in the address, as readers know it, and how many results it leaves."""

    value: str
    label: str
    number: int


@dataclass(frozen=True, slots=True)
class Filter:
    """One way to narrow: its name in the address, as readers know it, the options, and which of them is chosen.

    What is chosen is always among the options.
    """

    name: str
    label: str
    options: list[Option]
    chosen: str


def options(rows: Iterable[tuple[str, int]]) -> dict[str, list[Option]]:
    """By filter (``section``, ``genre``, ``organization``, ``tag``) what these results can be narrowed to."""
    keys: dict[str, list[int]] = {"article": [], "event": [], "organization": [], "station": [], "person": []}
    for kind, key in rows:
        if kind in keys:
            keys[kind].append(key)
    rows_of_articles = list(
        Article.objects.filter(pk__in=among(keys["article"])).order_by().values_list("section_id", "genre")
    )
    of_section = Counter(section for section, _genre in rows_of_articles if section is not None)
    of_genre = Counter(genre for _section, genre in rows_of_articles)
    return {
        "section": [
            Option(section.slug, section.name, of_section[section.pk])
            for section in Section.objects.filter(pk__in=of_section)
        ],
        "genre": [
            Option(value, str(label), of_genre[value]) for value, label in Genre.choices if value in of_genre
        ],
        "organization": _organizations(keys),
        "tag": _tags(keys["article"]),
    }


def among(keys: Sequence[int]) -> RawSQL:
    """Many keys for ``__in``, as one value and not as one each: that takes Python and PostgreSQL ten times as long."""
    return RawSQL("SELECT unnest(%s::bigint[])", [list(keys)])


def _organizations(keys: dict[str, list[int]]) -> list[Option]:
    given: dict[str, Any] = {**keys, "organization": keys["organization"] + keys["station"]}
    with connection.cursor() as cursor:
        cursor.execute(_ORGANIZATIONS, {**given, "most": MOST_OFFERED})
        numbers = dict(cursor.fetchall())
    units = Organization.objects.active().in_bulk(list(numbers))
    return [
        Option(units[key].slug, units[key].display_name, number)
        for key, number in numbers.items()
        if key in units
    ]


def _tags(articles: Sequence[int]) -> list[Option]:
    """Tags as readers meet them: a merged one counts for the one that it is shown under."""
    held = TaggedArticle.objects.filter(content_object__in=among(articles))
    shown = held.annotate(shown=Coalesce("tag__shown_under", "tag")).values_list("shown")
    counted = shown.annotate(number=Count("content_object", distinct=True)).order_by("-number", "shown")
    numbers = dict(counted[:MOST_OFFERED])
    tags = Tag.objects.in_bulk(list(numbers))
    return [Option(tags[key].slug, tags[key].name, number) for key, number in numbers.items()]
