"""What the search finds of organizations, stations and people."""

import re
from collections.abc import Iterable, Iterator, Sequence

from django.db import connection
from django.db.models import QuerySet

from common.html import html_to_text
from common.pinyin import sort_key
from organizations.models import Organization, Person
from organizations.models.organization import Kind, OrganizationStatus
from search.sources import Found, Source, register

_ABOVE = """
    WITH RECURSIVE up (start, id) AS (
        SELECT id, id FROM organizations_organization WHERE id = ANY (%s)
      UNION
        SELECT up.start, o.parent_id FROM up JOIN organizations_organization o ON o.id = up.id
        WHERE o.parent_id IS NOT NULL
    )
    SELECT start, array_agg(id) FROM up GROUP BY start
"""


_AREA_BEFORE_UNION = re.compile("(?<=..)[省市区县](?=总工会)")


def with_all_above(keys: Iterable[int]) -> dict[int, list[int]]:
    """Of each organization its key with those of all above it."""
    with connection.cursor() as cursor:
        cursor.execute(_ABOVE, [list(keys)])
        return dict(cursor.fetchall())


def marks_of(keys: Iterable[int], above: dict[int, list[int]]) -> list[str]:
    """The marks by which a search is narrowed to one of these organizations, or to one above."""
    return [f"organization:{key}" for own in keys for key in above.get(own, [own])]


def _said_of(names: Sequence[str]) -> list[str]:
    """What people say and is no name: 经开区工会 for 经开区总工会."""
    shorter = (name.replace("总工会", "工会") for name in names)
    return [said for said in shorter if said not in names]


def _organizations(rows_of_kind: "QuerySet[Organization]", keys: Sequence[int]) -> Iterator[Found]:
    rows = rows_of_kind.filter(pk__in=keys).select_related("parent").prefetch_related("aliases", "honours")
    above = with_all_above(keys)
    for row in rows:
        others = [alias.name for alias in row.aliases.all()]
        # 北京总工会 is said, and 北京市总工会 is meant.
        called = [row.short_name, *others, _AREA_BEFORE_UNION.sub("", row.name)]
        names = [(row.name, row.sort_key), *((name, sort_key(name)) for name in called if name)]
        yield Found(
            row.pk,
            row.name,
            {
                "A": [row.name, row.short_name, *others],
                "B": [
                    row.district,
                    row.address,
                    row.services,
                    row.telephone,
                    str(row.get_kind_display()),
                ],
                "C": [honour.title for honour in row.honours.all()],
                "D": [
                    html_to_text(row.description),
                    row.hours_told,
                    # One of hundreds below a city's union is no answer to the name of that.
                    *([row.parent.name, row.parent.short_name] if row.parent else []),
                ],
            },
            marks_of([row.pk], above),
            names,
            row.updated_at,
            ages=False,
            is_public=row.status == OrganizationStatus.ACTIVE,
            said=[(name, sort_key(name)) for name in _said_of([row.name, *others])],
        )


def _people(keys: Sequence[int]) -> Iterator[Found]:
    rows = Person.objects.filter(pk__in=keys).select_related("organization", "studio")
    people = list(rows.prefetch_related("honours"))
    places = {key for row in people for key in (row.organization_id, row.studio_id) if key}
    above = with_all_above(places)
    for row in people:
        units = [unit for unit in (row.organization, row.studio) if unit is not None]
        yield Found(
            row.pk,
            row.name,
            {
                "A": [row.name],
                "B": [
                    row.trade,
                    *(unit.name for unit in units),
                    *(honour.title for honour in row.honours.all()),
                ],
                "D": [html_to_text(row.biography)],
            },
            marks_of([unit.pk for unit in units], above),
            [(row.name, row.sort_key)],
            row.updated_at,
            ages=False,
            is_public=row.consented_on is not None,
        )


def _keys(rows: "QuerySet[Organization] | QuerySet[Person]", after: int) -> Iterator[int]:
    return rows.filter(pk__gt=after).order_by("pk").values_list("pk", flat=True).iterator()


def _stations() -> "QuerySet[Organization]":
    return Organization.objects.stations()


def _others() -> "QuerySet[Organization]":
    return Organization.objects.exclude(kind=Kind.STATION)


def register_documents() -> None:
    register(
        Source(
            "station", lambda keys: _organizations(_stations(), keys), lambda after: _keys(_stations(), after)
        )
    )
    register(
        Source(
            "organization",
            lambda keys: _organizations(_others(), keys),
            lambda after: _keys(_others(), after),
        )
    )
    register(Source("person", _people, lambda after: _keys(Person.objects.all(), after)))
