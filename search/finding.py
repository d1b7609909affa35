"""Documents that answer a query, the best or the newest first.

**Relevance** is PostgreSQL's ``ts_rank`` of the pieces (a title weighs 1, names 0.5, a summary 0.25, the text 0.1),
doubled where the title holds what was typed and four times where it is just that; what ages is multiplied by its
freshness: 1 today, 0.67 after a year, 0.5 in the end.

What bears one of the typed names itself comes before all that only speaks of it.

**How it is read.** Before a query is run, the planner is asked how many documents it expects. Few are read from the GIN
index and ranked; many are walked newest first until there are enough, and ranked among themselves. So no query reads
every document, and what is counted is counted to ``MOST_COUNTED``.
"""

import datetime as dt
import json
import math
from dataclasses import dataclass, field
from typing import Any

from django.db import connection
from django.utils import timezone

from search import names, tokens
from search.queries import Query, Word

MOST_COUNTED = 1000
MANY = 20_000  # documents that are expected, from which on they are walked newest first
ENOUGH = 3  # hits; with fewer, somebody may have made a slip, or asked with words that no answer has all
MANY_WORDS = 3  # from which on a query is a question
LEAST_SHARE = 0.4  # of the rarity of all words that a document must hold then

_ROWS = """
    SELECT id, kind, key, title, date, ages, vector FROM search_document
    WHERE vector @@ %(asks)s::tsquery AND shown_from <= %(now)s AND (shown_until IS NULL OR shown_until > %(now)s)
      AND date >= %(since)s AND date < %(until)s
"""
_SCORE = """
    ts_rank('{0.1, 0.25, 0.5, 1}', vector, %(rank)s::tsquery)
    * CASE WHEN title = %(plain)s THEN 4 WHEN position(%(plain)s in title) > 0 THEN 2 ELSE 1 END
    * CASE WHEN ages THEN 0.5 + 0.5 / (1 + greatest(0, extract(epoch FROM %(now)s - date)) / 15768000) ELSE 1 END
"""
# Of few: all that there are. Of many: the newest.
_FOUND = """
    WITH found AS MATERIALIZED (rows walked)
    SELECT kind, key, score AS score, date FROM found WHERE exactly ORDER BY order_by, id DESC LIMIT most
""".replace("rows", _ROWS, 1).replace("score", _SCORE, 1)
_WALKED = "ORDER BY date DESC, id DESC LIMIT most"
_ORDERS = {"relevance": "score DESC, date DESC", "date": "date DESC"}
_EVER = (dt.datetime(1, 1, 2, tzinfo=dt.UTC), dt.datetime(9999, 1, 1, tzinfo=dt.UTC))


@dataclass(frozen=True, slots=True)
class Narrowed:
    """To what a search is narrowed: ``marks`` such as ``kind:event``, each of which must be there; a span of time."""

    marks: tuple[str, ...] = ()
    since: dt.datetime | None = None
    until: dt.datetime | None = None


@dataclass
class Hits:
    """``rows``: kind and key of each, in order. ``has_more``: whether there are more than were counted. ``words``: what
    was looked for in the end; ``left_out``: what no document holds at all. ``is_nearest``: whether no document holds
    all words, and these hold most of them."""

    rows: list[tuple[str, int]] = field(default_factory=list)
    has_more: bool = False
    words: list[str] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    is_nearest: bool = False


def find(query: Query, narrowed: Narrowed = Narrowed(), order: str = "relevance") -> Hits:
    """All words together; where no document holds them, and behind the few that hold all of many, those that hold most
    of what is rare in them."""
    if query.is_empty:
        return Hits()
    hits = _found(query, query.in_pieces(), narrowed, order)
    hits.words = [word.text for word in query.pieces]
    # Of a question with several words few answers hold each.
    are_few = len(hits.rows) < (ENOUGH if len(query.pieces) >= MANY_WORDS else 1)
    if are_few and not query.phrases and len(query.loose) > 1:
        strict, hits = hits.rows, _nearest(query, narrowed, order, hits)
        hits.rows = list(dict.fromkeys([*strict, *hits.rows]))[:MOST_COUNTED]
        hits.is_nearest = hits.is_nearest and not strict
    if order == "relevance" and not narrowed.since and not narrowed.until:
        called = [row for row in names.called(query.names()) if not narrowed.marks or row in hits.rows]
        hits.rows = list(dict.fromkeys([*called, *hits.rows]))[:MOST_COUNTED]
    return hits


def _nearest(query: Query, narrowed: Narrowed, order: str, strict: Hits) -> Hits:
    rarities = {word: rarity(word, narrowed) for word in query.loose}
    known = [word for word, weight in rarities.items() if weight]
    if not known:
        return strict
    least = LEAST_SHARE * sum(rarities.values())
    terms = [
        f"CASE WHEN vector @@ %(word{n})s::tsquery THEN %(weight{n})s ELSE 0 END" for n in range(len(known))
    ]
    values: dict[str, Any] = {"least": least}
    for number, word in enumerate(known):
        values |= {f"word{number}": word.asks, f"weight{number}": rarities[word]}
    # Common words alone lead to no document that the rare ones do not lead to.
    leading = sorted(known, key=lambda word: -rarities[word])
    kept: list[Word] = []
    for word in leading:
        kept.append(word)
        if sum(rarities[other] for other in leading if other not in kept) < least:
            break
    asks = tokens.either(word.asks for word in kept)
    condition = f"AND {' + '.join(terms)} >= %(least)s"
    hits = _found(query, asks, narrowed, order, condition, values)
    hits.words = [word.text for word in known]
    hits.left_out = [word.text for word in query.loose if word not in known]
    hits.is_nearest = len(known) > 1
    return hits


def _found(query: Query, asks: str, narrowed: Narrowed, order: str, condition: str = "",
           values: dict[str, Any] | None = None) -> Hits:  # fmt: skip
    asks = tokens.both([asks, *(f"'{mark}'" for mark in narrowed.marks)])
    since, until = narrowed.since or _EVER[0], narrowed.until or _EVER[1]
    rank = tokens.either(word.asks for word in query.pieces)
    given: dict[str, Any] = {
        "asks": asks, "rank": rank, "plain": query.plain, "now": timezone.now(), "since": since, "until": until,
    } | (values or {})  # fmt: skip
    exactly = query.exactly()
    given["exactly"] = exactly
    walked = _WALKED if condition or exactly or expected(asks) > MANY else ""
    parts = {
        "walked": f"{condition} {walked}",
        "exactly": "vector @@ %(exactly)s::tsquery" if exactly else "true",
        "order_by": _ORDERS[order],
        "most": str(MOST_COUNTED + 1),
    }
    statement = _FOUND
    for name, part in parts.items():
        statement = statement.replace(name, part)
    with connection.cursor() as cursor:
        cursor.execute(statement, given)
        rows = [(kind, key) for kind, key, _score, _date in cursor.fetchall()]
    return Hits(rows[:MOST_COUNTED], len(rows) > MOST_COUNTED)


def expected(asks: str) -> float:
    """How many documents the planner expects, from its statistics alone: nothing is read."""
    with connection.cursor() as cursor:
        cursor.execute(
            "EXPLAIN (FORMAT JSON) SELECT FROM search_document WHERE vector @@ %s::tsquery", [asks]
        )
        (plan,) = cursor.fetchone()
    rows: float = (json.loads(plan) if isinstance(plan, str) else plan)[0]["Plan"]["Plan Rows"]
    return rows


def rarity(word: Word, narrowed: Narrowed) -> float:
    """What a word tells: the logarithm of how few documents hold it; 0 for one that none holds."""
    asks = tokens.both([word.asks, *(f"'{mark}'" for mark in narrowed.marks)])
    number = expected(asks)
    if number <= MANY:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM (SELECT FROM search_document WHERE vector @@ %s::tsquery LIMIT 2000) AS found",
                [asks],
            )
            (number,) = cursor.fetchone()
    with connection.cursor() as cursor:
        cursor.execute("SELECT greatest(reltuples, 1) FROM pg_class WHERE oid = 'search_document'::regclass")
        (all_of_them,) = cursor.fetchone()
    return math.log(1 + max(all_of_them, 100, number) / number) if number else 0.0
