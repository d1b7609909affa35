"""Documents that answer a query, the best or the newest first.

**Relevance** is PostgreSQL's ``ts_rank`` of the pieces (a title weighs 1, names 0.5, a summary 0.25, the text 0.1),
doubled where the title holds what was typed and four times where it is just that; what ages is multiplied by its
freshness: 1 today, 0.67 after a year, 0.5 in the end.

What bears one of the typed names itself comes before all that only speaks of it.

**How it is read** (``reading``): up to ``MOST_COUNTED`` documents all are ranked. Of more the newest are, and the
newest of those that say it in a headline. The same are looked into for what must stand together, or must not. So no
query looks into more than some thousand documents, and ``has_more`` says that there are others.
"""

import datetime as dt
import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import connection
from django.utils import timezone

from search import names, reading, tokens
from search.queries import Query, Word
from search.reading import Wanted

MOST_COUNTED = 1000
MOST_TITLED = 300  # newest headlines besides, where more documents are found than are counted
MOST_TELLING = 8  # words of a question, the rarest, that choose what comes nearest
MOST_FOR_RARITY = 2000  # documents that are counted to say how rare a word is
ENOUGH = 3  # hits; with fewer, somebody may have made a slip, or asked with words that no answer has all
MANY_WORDS = 3  # from which on a query is a question
LEAST_SHARE = 0.4  # of the rarity of all words that a document must hold then

_SCORE = """
    ts_rank('{0.1, 0.25, 0.5, 1}', vector, %(rank)s::tsquery)
    * CASE WHEN title = %(plain)s THEN 4 WHEN position(%(plain)s in title) > 0 THEN 2 ELSE 1 END
    * CASE WHEN ages THEN 0.5 + 0.5 / (1 + greatest(0, extract(epoch FROM %(now)s - date)) / 15768000) ELSE 1 END
"""
# By their primary key: the vectors of these are looked into, and of no others.
_CHOSEN = """
    SELECT kind, key FROM search_document WHERE id = ANY (%(ids)s) AND {condition} ORDER BY {order} LIMIT %(most)s
"""
_ORDERS = {"relevance": f"{_SCORE} DESC, date DESC, id DESC", "date": "date DESC, id DESC"}


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
    hits = _found(query, query.leads(), query.exactly(), narrowed, order)
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
    rarities = rarities_of(query.loose, narrowed)
    known = [word for word, weight in rarities.items() if weight]
    if not known:
        return strict
    telling = sorted(known, key=lambda word: -rarities[word])[:MOST_TELLING]
    least = LEAST_SHARE * sum(rarities.values())
    asks = _enough([(tokens.both(word.leads), rarities[word]) for word in telling], least)
    hits = _found(query, [asks, *query.bars()], query.barred(), narrowed, order) if asks else Hits()
    hits.words = [word.text for word in known]
    hits.left_out = [word.text for word in query.loose if word not in known]
    hits.is_nearest = len(known) > 1
    return hits


def _enough(words: Sequence[tuple[str, float]], least: float) -> str:
    """What documents hold that hold at least so much of the weight of these words, as ``tsquery``; empty where all of
    them together are not enough."""
    if sum(weight for _asks, weight in words) < least:
        return ""
    (asks, weight), *others = words
    with_it = asks if weight >= least else tokens.both([asks, _enough(others, least - weight)])
    return tokens.either([with_it, _enough(others, least)])


def _found(query: Query, parts: Sequence[str], exactly: str, narrowed: Narrowed, order: str) -> Hits:
    """Documents that hold all parts, and answer ``exactly``, for which they are looked into: all of them, or of the
    newest, and by relevance of those that say it in a headline."""
    marks = [f"'{mark}'" for mark in narrowed.marks]
    now = timezone.now()
    span = (narrowed.since or reading.EVER[0], narrowed.until or reading.EVER[1])
    is_ranked = order == "relevance"
    ahead = reading.MOST_AHEAD if is_ranked else None
    found = reading.newest(Wanted([*parts, *marks], now, *span), MOST_COUNTED, ahead)
    rows = list(found.rows)
    if is_ranked and not found.is_all:
        titled = Wanted([*query.leads_to_headlines(), *marks], now, *span)
        rows += reading.newest(titled, MOST_TITLED, ahead).rows
    if not is_ranked and not exactly:
        return Hits([(row.kind, row.key) for row in rows], not found.is_all)
    given: dict[str, Any] = {
        "ids": [row.id for row in rows], "exactly": exactly, "now": now, "plain": query.plain,
        "rank": tokens.either(word.asks for word in query.pieces), "most": MOST_COUNTED,
    }  # fmt: skip
    condition = "vector @@ %(exactly)s::tsquery" if exactly else "true"
    with connection.cursor() as cursor:
        cursor.execute(_CHOSEN.format(condition=condition, order=_ORDERS[order]), given)
        return Hits(cursor.fetchall(), not found.is_all)


def rarities_of(words: Sequence[Word], narrowed: Narrowed) -> dict[Word, float]:
    """What each word tells: the logarithm of how few documents hold it; 0 for one that none holds."""
    marks = [f"'{mark}'" for mark in narrowed.marks]
    asked = [tokens.both([*word.leads, *marks]) for word in words]
    numbers = reading.numbers(asked, MOST_FOR_RARITY)
    total = max(reading.total(), 100)
    return {
        word: math.log(1 + max(total, number) / number) if number else 0.0
        for word, number in zip(words, numbers, strict=True)
    }
