"""In what order documents answer a query, the best first.

**Relevance** is the sum of two figures, each at most about 1:

- for each word the **field** that holds it as it was typed: a title 1, names 0.6, a summary 0.3, the text 0.1; a
  synonym or what only sounds so 0.7 of that. Of several words the rare ones count more: each by its rarity (the
  logarithm of how few documents hold it, as in TF-IDF), verbs and their like by half of it;
- PostgreSQL's ``ts_rank`` of all words with the weights 1, 0.5, 0.25 and 0.1, which tells apart how often and how many.

The sum is doubled where the title holds what was typed and four times where it is just that; what ages is multiplied by
its freshness: 1 today, 0.67 after a year, 0.5 in the end.

The first figure is worked out for the ``LOOKED_INTO`` that are best by the second alone; the others follow them.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import connection

from search import spelling, tokens
from search.queries import Query, Word

LOOKED_INTO = 200
# The best first: titles, names, summaries, texts.
FIELDS = (("A", 1.0), ("AB", 0.6), ("ABC", 0.3), ("ABCD", 0.1))
NOT_AS_TYPED = 0.7
HELD_SOMEHOW = 0.07  # all its characters are there, and not together
LEAST_RARITY = 0.1

_FAVOUR = """
    CASE WHEN title = %(plain)s THEN 4 WHEN position(%(plain)s in title) > 0 THEN 2 ELSE 1 END
    * CASE WHEN ages THEN 0.5 + 0.5 / (1 + greatest(0, extract(epoch FROM %(now)s - date)) / 15768000) ELSE 1 END
"""
# Those of the keys first and whatever else is asked of them then: the planner may not turn that round.
# Joined with nothing, a vector comes out of its compressed form once, and not for each question about it.
_RANKED = """
    WITH ranked AS MATERIALIZED (
        SELECT id, kind, key, date, {favour} AS favour,
               ts_rank('{{0.1, 0.25, 0.5, 1}}', vector, %(rank)s::tsquery) AS rank
        FROM (SELECT * FROM search_document WHERE id = ANY (%(ids)s) OFFSET 0) AS chosen WHERE {condition}
    ), placed AS MATERIALIZED (
        SELECT *, row_number() OVER (ORDER BY favour * rank DESC, date DESC, id DESC) AS place FROM ranked
    ), looked_into AS MATERIALIZED (
        SELECT id, vector || ''::tsvector AS vector FROM search_document
        WHERE id = ANY (ARRAY(SELECT id FROM placed WHERE place <= %(looked_into)s))
    )
    SELECT kind, key FROM placed LEFT JOIN looked_into USING (id)
    ORDER BY CASE WHEN place <= %(looked_into)s THEN favour * (rank + {fields}) END DESC NULLS LAST, place
    LIMIT %(most)s
"""


def by_relevance(
    ids: Sequence[int], query: Query, rarities: Mapping[Word, float], *, condition: str, given: Mapping[str, Any],
    now: dt.datetime, most: int,
) -> list[tuple[str, int]]:  # fmt: skip
    """Kind and key of these documents that fulfil an SQL ``condition`` with its ``given`` values, the best first.

    ``rarities``: of each word that counts, what it tells.
    """
    values: dict[str, Any] = {
        **given, "ids": list(ids), "plain": query.plain, "now": now, "most": most, "looked_into": LOOKED_INTO,
        "rank": tokens.either(word.asks for word in query.pieces),
    }  # fmt: skip
    fields = _fields(rarities, values)
    with connection.cursor() as cursor:
        cursor.execute(_RANKED.format(condition=condition, favour=_FAVOUR, fields=fields), values)
        rows: list[tuple[str, int]] = cursor.fetchall()
    return rows


def _fields(rarities: Mapping[Word, float], values: dict[str, Any]) -> str:
    """The first figure as SQL; what it asks is put into ``values``."""
    weights = [max(rarity, LEAST_RARITY) * word.weight for word, rarity in rarities.items()]
    terms = []
    for number, (word, weight) in enumerate(zip(rarities, weights, strict=True)):
        values |= {f"held{number}": word.asks, f"share{number}": weight / sum(weights)}
        ways = [
            _field([word.text], 1, f"typed{number}", values),
            _field(word.others, NOT_AS_TYPED, f"other{number}", values),
            f"CASE WHEN vector @@ %(held{number})s::tsquery THEN {HELD_SOMEHOW} ELSE 0 END",
        ]
        if sounds := spelling.asked(word.text):
            values[f"sounds{number}"] = sounds
            ways.append(f"CASE WHEN vector @@ %(sounds{number})s::tsquery THEN {NOT_AS_TYPED} ELSE 0 END")
        terms.append(f"%(share{number})s * greatest({', '.join(filter(None, ways))})")
    return " + ".join(terms) or "0"


def _field(forms: Sequence[str], worth: float, name: str, values: dict[str, Any]) -> str:
    """As SQL, what the best field is worth that holds one of the forms; empty where there are none."""
    cases = []
    for weights, of_field in FIELDS:
        asks = tokens.either(tokens.phrase(form, weights) for form in forms)
        if asks:
            values[f"{name}{weights}"] = asks
            cases.append(f"WHEN vector @@ %({name}{weights})s::tsquery THEN {of_field * worth:.3f}")
    return f"CASE {' '.join(cases)} ELSE 0 END" if cases else ""
