"""Documents that answer a query, the best or the newest first.

What bears one of the typed names itself comes before all that only speaks of it; all else by its relevance
(``ranking``). Where fewer than ``FIRST_SCREEN`` hold all words, those follow that hold most of what is rare in them.

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

from search import names, ranking, reading, tokens
from search.queries import Query, Word
from search.reading import Wanted

MOST_COUNTED = 1000
MOST_TITLED = 300  # newest headlines besides, where more documents are found than are counted
MOST_TELLING = 8  # words of a question, the rarest, that choose what comes nearest
MOST_FOR_RARITY = 2000  # documents that are counted to say how rare a word is
ENOUGH = 3  # hits; with fewer, somebody may have made a slip, or asked with words that no answer has all
FIRST_SCREEN = 10  # hits; with fewer, what comes nearest follows them
MOST_NEAREST = 40
LEAST_SHARE = 0.2  # of the rarity of all words that a document must hold to come near

# By their primary key: the vectors of these are looked into, and of no others, whatever the planner expects.
_CHOSEN = """
    SELECT kind, key FROM (SELECT * FROM search_document WHERE id = ANY (%(ids)s) OFFSET 0) AS chosen
    WHERE {condition} ORDER BY date DESC, id DESC LIMIT %(most)s
"""


@dataclass(frozen=True, slots=True)
class Narrowed:
    """To what a search is narrowed: ``marks`` such as ``section:3``, each of which must be there; a span of time;
    documents of one of these ``kinds``, or of any."""

    marks: tuple[str, ...] = ()
    since: dt.datetime | None = None
    until: dt.datetime | None = None
    kinds: tuple[str, ...] = ()

    @property
    def parts(self) -> list[str]:
        """As parts of a ``tsquery``."""
        kinds = tokens.either(f"'kind:{kind}'" for kind in self.kinds)
        return [*(f"'{mark}'" for mark in self.marks), *([kinds] if kinds else [])]


@dataclass
class Hits:
    """``rows``: kind and key of each, in order. ``has_more``: whether there are more than were counted. ``whole``: how
    many of them, the first, hold all words; the others hold most. ``left_out``: what no document holds at all."""

    rows: list[tuple[str, int]] = field(default_factory=list)
    has_more: bool = False
    whole: int = 0
    left_out: list[str] = field(default_factory=list)

    @property
    def is_nearest(self) -> bool:
        """Whether none holds all words."""
        return bool(self.rows) and not self.whole


def find(query: Query, narrowed: Narrowed = Narrowed(), order: str = "relevance") -> Hits:
    """All words together, and behind few of them what holds most of what is rare in the words."""
    if query.is_empty:
        return Hits()
    # One word is all that counts, however rare it is.
    is_weighed = order == "relevance" and len(query.pieces) > 1
    rarities = rarities_of(query.pieces, Narrowed()) if is_weighed else dict.fromkeys(query.pieces, 1.0)
    hits = _found(query, query.leads(), query.exactly(), narrowed, order, rarities)
    if order == "relevance" and not narrowed.since and not narrowed.until:
        called = [row for row in names.called(query.names()) if not narrowed.parts or row in hits.rows]
        hits.rows = list(dict.fromkeys([*called, *hits.rows]))[:MOST_COUNTED]
    hits.whole = len(hits.rows)
    are_few = hits.whole < FIRST_SCREEN if query.has_several else not hits.whole
    if are_few and not query.phrases and len(query.loose) > 1:
        _add_nearest(hits, query, narrowed, order)
    return hits


def _add_nearest(hits: Hits, query: Query, narrowed: Narrowed, order: str) -> None:
    rarities = rarities_of(query.loose, narrowed)
    if not hits.whole:
        hits.left_out = [word.text for word in query.loose if not rarities[word]]
    signs = [sign for word in query.loose if not rarities[word] for sign in word.signs()]
    rarities |= rarities_of(signs, narrowed) if signs else {}
    weights = {word: rarity * word.weight for word, rarity in rarities.items() if rarity}
    telling = sorted(weights, key=lambda word: -weights[word])[:MOST_TELLING]
    least = LEAST_SHARE * sum(weights.values())
    asks = _enough([(tokens.both(word.leads), weights[word]) for word in telling], least) if telling else ""
    if asks:
        known = {word: rarities[word] for word in weights}
        near = _found(query, [asks, *query.bars()], query.barred(), narrowed, order, known)
        hits.rows += [row for row in near.rows if row not in hits.rows][:MOST_NEAREST]


def _enough(words: Sequence[tuple[str, float]], least: float) -> str:
    """What documents hold that hold at least so much of the weight of these words, as ``tsquery``; empty where all of
    them together are not enough."""
    if sum(weight for _asks, weight in words) < least:
        return ""
    (asks, weight), *others = words
    with_it = asks if weight >= least else tokens.both([asks, _enough(others, least - weight)])
    return tokens.either([with_it, _enough(others, least)])


def _found(
    query: Query, parts: Sequence[str], exactly: str, narrowed: Narrowed, order: str, rarities: dict[Word, float],
) -> Hits:  # fmt: skip
    """Documents that hold all parts, and the rest ``exactly``: all of them, or the newest, and by relevance those that
    say it in a headline."""
    now = timezone.now()
    span = (narrowed.since or reading.EVER[0], narrowed.until or reading.EVER[1])
    is_ranked = order == "relevance"
    ahead = reading.MOST_AHEAD if is_ranked else None
    found = reading.newest(Wanted([*parts, *narrowed.parts], now, *span), MOST_COUNTED, ahead)
    rows = list(found.rows)
    if is_ranked and not found.is_all:
        titled = Wanted([*query.leads_to_headlines(), *narrowed.parts], now, *span)
        rows += reading.newest(titled, MOST_TITLED, ahead).rows
    if not is_ranked and not exactly:
        return Hits([(row.kind, row.key) for row in rows], not found.is_all)
    condition = "vector @@ %(exactly)s::tsquery" if exactly else "true"
    given: dict[str, Any] = {"exactly": exactly}
    ids = [row.id for row in rows]
    if is_ranked:
        best = ranking.by_relevance(
            ids, query, rarities, condition=condition, given=given, now=now, most=MOST_COUNTED
        )
        return Hits(best, not found.is_all)
    with connection.cursor() as cursor:
        cursor.execute(_CHOSEN.format(condition=condition), {**given, "ids": ids, "most": MOST_COUNTED})
        return Hits(cursor.fetchall(), not found.is_all)


def rarities_of(words: Sequence[Word], narrowed: Narrowed) -> dict[Word, float]:
    """What each word tells: the logarithm of how few documents hold it; 0 for one that none holds."""
    asked = [tokens.both([*word.leads, *narrowed.parts]) for word in words]
    numbers = reading.numbers(asked, MOST_FOR_RARITY)
    total = max(reading.total(), 100)
    return {
        word: math.log(1 + max(total, number) / number) if number else 0.0
        for word, number in zip(words, numbers, strict=True)
    }
