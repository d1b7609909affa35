"""What the desk's lists and choosers find: what readers find, and what they do not see, as far as the list shows it.

A list says itself which rows the account may see (its queryset); the search only tells which of those answer. So it
adds nothing to a scope, and whatever else narrows the list narrows what is found.

**How much is read.** Of words that few documents hold, the index gives all keys. What more than ``MANY`` hold, phrases
and exclusions are looked for in the documents of the first ``LOOKED_AT`` rows of the list, in its own order: of a word
that stands nearly everywhere the list shows the newest.
"""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from django.db import connection
from django.db.models import Model, QuerySet
from django.db.models.expressions import RawSQL
from django.http import HttpRequest

from search import index, queries, reading, spelling, tokens
from search.queries import Query

if TYPE_CHECKING:  # what the mixin below is mixed into
    from common.generic import ModelAdmin

    _Admin = ModelAdmin[Any]
else:
    _Admin = object

MANY = 20_000  # keys that are taken from the index
LOOKED_AT = 2000  # rows of a list whose documents are looked at one by one
_LEXEME = re.compile(r"('[^':]+')(?::(\*))?")
_KEY = re.compile(r"[0-9]{1,18}")
_CODE = re.compile(r"[a-z0-9][a-z0-9_-]*")

_BY_INDEX = """
    (SELECT key FROM search_document WHERE vector @@ %(asks)s::tsquery LIMIT %(most)s)
    UNION ALL (SELECT key FROM search_deskdocument WHERE vector @@ %(asks)s::tsquery LIMIT %(most)s)
"""
_AMONG = """
    SELECT key FROM search_document
    WHERE kind = ANY (%(kinds)s) AND key = ANY (%(keys)s) AND vector @@ %(asks)s::tsquery
    UNION ALL SELECT key FROM search_deskdocument
    WHERE kind = ANY (%(kinds)s) AND key = ANY (%(keys)s) AND vector @@ %(asks)s::tsquery
"""

Row = TypeVar("Row", bound=Model)


def found(
    rows: QuerySet[Row], text: str, kinds: Sequence[str], codes: Sequence[str] = (), weights: str = ""
) -> QuerySet[Row]:
    """Of the rows, in their order, those whose documents answer a query as readers type it.

    ``kinds`` are those of their documents. Figures alone are also the number of a row; a word is also what stands in
    one of the columns ``codes`` (a slug). ``weights`` are those of the texts that count, all without any: ``A`` for
    names alone. A query that asks for nothing finds nothing.
    """
    index.bring_up_to_date()
    query = queries.read(text)
    keys = _answering(rows, query, kinds, weights) + _named(rows, text.strip(), codes)
    return _of(rows, keys)


def _answering(rows: QuerySet[Row], query: Query, kinds: Sequence[str], weights: str) -> list[int]:
    whole = tokens.both([query.exactly(), *query.bars()])
    asks, exactly = (_weighed(part, weights) for part in (_asked(query), whole))
    keys = _by_index(asks, kinds) if asks else None
    if keys is not None and not exactly:
        return keys
    if not asks and not exactly:
        return []
    listed = rows if keys is None else _of(rows, keys)
    first = list(listed.values_list("pk", flat=True)[:LOOKED_AT])
    return _keys(_AMONG, {"kinds": list(kinds), "keys": first, "asks": tokens.both([asks, exactly])})


def _asked(query: Query) -> str:
    """All words; one of letters may be the beginning of a name too, for whoever is still typing."""
    return tokens.both(
        tokens.either([word.asks, *(spelling.begun(form) for form in word.forms)]) for word in query.pieces
    )


def _weighed(asks: str, weights: str) -> str:
    """The same of texts of these weights alone. Marks and spellings hold a colon, and have no weight."""
    return _LEXEME.sub(rf"\1:\2{weights}", asks) if weights else asks


def _by_index(asks: str, kinds: Sequence[str]) -> list[int] | None:
    """The keys of all documents of these kinds that hold what is asked for; ``None`` where there are too many."""
    asks = tokens.both([asks, tokens.either(f"'kind:{kind}'" for kind in kinds)])
    if reading.expected(asks) > MANY:
        return None
    keys = _keys(_BY_INDEX, {"asks": asks, "most": MANY + 1})
    return keys if len(keys) <= MANY else None


def _named(rows: QuerySet[Any], text: str, codes: Sequence[str]) -> list[int]:
    keys = [int(text)] if _KEY.fullmatch(text) else []
    if _CODE.fullmatch(text):
        for column in codes:
            keys += rows.order_by().filter(**{column: text}).values_list("pk", flat=True)
    return keys


def _of(rows: QuerySet[Row], keys: Sequence[int]) -> QuerySet[Row]:
    # One value however many keys there are, and the planner knows how many.
    return rows.filter(pk__in=RawSQL("SELECT unnest(%s::bigint[])", [list(keys)]))


def _keys(statement: str, values: dict[str, Any]) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return [key for (key,) in cursor.fetchall()]


class Searched(_Admin):
    """For admins of a kind of content whose list and choosers search as readers do.

    ``search_kinds`` are the kinds of its documents, ``search_codes`` columns whose whole value finds a row too,
    ``search_weights`` the weights of the texts that count.
    """

    search_kinds: tuple[str, ...] = ()
    search_codes: tuple[str, ...] = ()
    search_weights = ""

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        if not search_term.strip():
            return queryset, False
        if not queryset.ordered:
            queryset = queryset.order_by(*self.get_ordering(request))
        rows = found(queryset, search_term, self.search_kinds, self.search_codes, self.search_weights)
        return rows, False
