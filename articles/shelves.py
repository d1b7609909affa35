"""Pages of the long lists of articles, found by what is kept of them (``articles.models.shelves``).

A page costs the same wherever in the list it stands: the counts of days or months say in which of them it begins, and
only from there on the index is walked. What the clock changes is right to the second: of the day or month that runs,
and of what has an end, rows are looked at and not counts.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import connections, models, router
from django.db.models import F
from django.http import HttpRequest
from django.utils import timezone

from articles.models import Article, ArticleQuerySet, Shelf, Shelved
from articles.models.shelves import ShelvedQuerySet
from common.compiled import NOW, Compiled, Given, OneOf
from common.paging import PAGE_SIZE, Page, page_number, refuse_beyond
from pagecache.kept import kept

# The parts of a shelf with how many readers see in each: what has passed is counted already, what runs and what ends
# is looked at, what does not belong here (``without``) is taken out again.
_PARTS = """
    SELECT period, total FROM articles_shelfcount
    WHERE kind = %(kind)s AND key = %(key)s AND total <> 0
      AND period < articles_period(%(kind)s::smallint, %(now)s) AND period >= %(first)s AND period < %(end)s
  UNION ALL
    SELECT articles_period(%(kind)s::smallint, %(now)s), count(*) FROM articles_shelved
    WHERE kind = %(kind)s AND key = %(key)s AND until IS NULL AND at <= %(now)s AND at >= %(begun)s
      AND at >= %(from)s AND at < %(to)s
  UNION ALL
    SELECT articles_period(kind, at), 1 FROM articles_shelved
    WHERE kind = %(kind)s AND key = %(key)s AND until > %(now)s AND at <= %(now)s AND at >= %(from)s AND at < %(to)s
  UNION ALL
    SELECT articles_period(kind, at), -1 FROM articles_shelved
    WHERE article = ANY (%(without)s) AND kind = %(kind)s AND key = %(key)s
"""
_PERIODS = "SELECT period, sum(total)::int AS total FROM (parts) AS parts GROUP BY period".replace(
    "parts", _PARTS, 1
)
# How many there are in all; the part in which a place of the list lies, and how many stand before that part.
_PLACE = """
    WITH placed AS (
        SELECT period, sum(total) OVER (ORDER BY period DESC) - total AS before, sum(total) OVER () AS whole
        FROM (periods) AS periods
    )
    SELECT whole, period, before FROM placed WHERE before <= %(start)s ORDER BY before DESC, period LIMIT 1
""".replace("periods", _PERIODS, 1)
_MONTHS = """
    SELECT extract(year FROM period)::int, extract(month FROM period)::int, sum(total)::int
    FROM (periods) AS periods GROUP BY 1, 2 HAVING sum(total) > 0 ORDER BY 1 DESC, 2
""".replace("periods", _PERIODS, 1)
# The sitemap's files hold ranges of so many keys, as ``articles_shelves`` puts them on their shelves.
FILE_KEYS = 5000
# Each file that holds something, with the last change of a text in it: a publication or a correction.
_FILES = """
    SELECT number, greatest(appeared, corrected) FROM (
        SELECT number, (
            SELECT at FROM articles_shelved WHERE kind = %(kind)s AND key = number AND at <= %(now)s
              AND (until IS NULL OR until > %(now)s) ORDER BY at DESC LIMIT 1
        ) AS appeared, (
            SELECT max(c.corrected_at) FROM articles_correction c
            JOIN articles_shelved s ON s.article = c.article_id AND s.kind = %(kind)s AND s.key = number
            WHERE c.article_id > number * %(size)s AND c.article_id <= (number + 1) * %(size)s
              AND s.at <= %(now)s AND (s.until IS NULL OR s.until > %(now)s)
        ) AS corrected
        FROM generate_series(0, (SELECT (max(id) - 1) / %(size)s FROM articles_article)) AS number
    ) AS files WHERE appeared IS NOT NULL ORDER BY number
"""
_EVER = (dt.date(1, 1, 2), dt.date(9999, 12, 31))


def _now() -> dt.datetime:
    """By the clock as it is when asked: one that was set is looked at too."""
    return timezone.now()


@dataclass(frozen=True)
class ShelfOf:
    """A shelf as readers see it at a moment; ``days`` narrows it to some days, the last of them left out.

    The narrowing counts whole days, so only the shelf of all articles can be narrowed.
    """

    kind: Shelf = Shelf.ALL
    key: int = 0
    days: tuple[dt.date, dt.date] = _EVER
    without: Sequence[int] = ()
    now: dt.datetime = field(default_factory=_now)

    def total(self) -> int:
        """How many readers see. One query."""
        return self._place(0)[0]

    def slice(self, start: int, count: int) -> tuple[int, list[Article]]:
        """How many there are in all, and what stands at a place, for a list.

        One query, and another for the place where that is not kept.
        """
        whole, end, before = self._place(start)
        if not whole or not count:
            return whole, []
        first, last = self._moments()
        end = last if start == 0 else min(end, last)
        rows = _rows(start - before, count, has_without=bool(self.without))
        given = {"kind": int(self.kind), "key": self.key, "first": first, "end": end, "now": self.now}
        return whole, rows.ask(**given, **({"without": list(self.without)} if self.without else {}))

    def newest(self, count: int) -> ArticleQuerySet:
        """The newest of them, to be ordered by whoever asks."""
        return Article.objects.filter(pk__in=self._shown().values("article")[:count])

    def days_with_totals(self) -> dict[dt.date, int]:
        """The days on which something appeared, with how much. One query."""
        return {day: total for day, total in self._asked(_PERIODS) if total > 0}

    def months_with_totals(self) -> list[tuple[int, int, int]]:
        """``(year, month, how much)``, the latest year first, its months in order. One query."""
        return self._asked(_MONTHS)

    def _shown(self) -> ShelvedQuerySet:
        first, end = self._moments()
        rows = Shelved.objects.shown_on(self.kind, self.key, first, end, self.now)
        return rows.exclude(article__in=self.without) if self.without else rows

    def _moments(self) -> tuple[dt.datetime, dt.datetime]:
        """The moments between which its days lie."""
        return midnight(self.days[0]), midnight(self.days[1])

    def _place(self, start: int) -> tuple[int, dt.datetime, int]:
        """How many there are in all; where the part ends in which a place lies; how many stand before that part."""
        # ``now`` is the moment of the request, and what is kept holds until a moment at which the clock changes it.
        key = ("place on a shelf", self.kind, self.key, self.days, tuple(self.without), start)
        rows = kept(key, lambda: self._asked(_PLACE, start=start))
        if not rows:
            return 0, self.now, 0
        whole, period, before = rows[0]
        after = dt.timedelta(days=1 if self.kind == Shelf.ALL else 31)
        following = period + after if self.kind == Shelf.ALL else (period + after).replace(day=1)
        return int(whole), midnight(following), int(before)

    def _asked(self, statement: str, **more: int) -> list[tuple[Any, ...]]:
        first, end = self._moments()
        running = timezone.localdate(self.now)
        begun = running if self.kind == Shelf.ALL else running.replace(day=1)
        values: dict[str, Any] = {
            "kind": int(self.kind), "key": self.key, "now": self.now, "begun": midnight(begun),
            "first": self.days[0], "end": self.days[1], "from": first, "to": end, "without": list(self.without),
        }  # fmt: skip
        with connections[router.db_for_read(Shelved)].cursor() as cursor:
            cursor.execute(statement, values | more)
            rows: list[tuple[Any, ...]] = cursor.fetchall()
        return rows


def files_with_last_change(now: dt.datetime) -> list[tuple[int, dt.datetime]]:
    """The sitemap's files that hold something, from 0, each with the last change of a text in it. One query."""
    with connections[router.db_for_read(Shelved)].cursor() as cursor:
        cursor.execute(_FILES, {"kind": int(Shelf.FILE), "now": now, "size": FILE_KEYS})
        files: list[tuple[int, dt.datetime]] = cursor.fetchall()
    return files


@lru_cache(maxsize=200)
def _rows(skipped: int, count: int, *, has_without: bool) -> Compiled[Article]:
    """What stands on a shelf between two moments, without so many of the newest; ``count`` of them, for a list."""
    moment, number = models.DateTimeField(), models.BigIntegerField()

    def make() -> ArticleQuerySet:
        shown = Shelved.objects.shown_on(
            Given("kind", number), Given("key", number), Given("first", moment), Given("end", moment), NOW
        )
        if has_without:
            shown = shown.exclude(OneOf(F("article"), Given("without", ArrayField(number))))
        keys = shown.values("article")[skipped : skipped + count]
        return Article.objects.for_lists().filter(pk__in=keys).newest_first()

    return Compiled(make)


def shelf_page(
    request: HttpRequest, shelf: ShelfOf, *, first: Sequence[int] = (), size: int = PAGE_SIZE
) -> Page[Article]:
    """The page of a shelf that the request asks for; two queries, one more where something stands first.

    ``first`` are the keys of articles that stand before all others, in their order; the shelf is to be without them.
    Raises ``Http404`` for a page beyond the last.
    """
    number = page_number(request)
    start = (number - 1) * size
    leading = list(first[start : start + size])
    rest, rows = shelf.slice(max(0, start - len(first)), size - len(leading))
    total = rest + len(first)
    refuse_beyond(number, size, total)
    if leading:
        by_key = Article.objects.for_lists().in_bulk(leading)
        rows = [*(by_key[key] for key in leading if key in by_key), *rows]
    return Page(rows, number, total, size, request.path)


def midnight(day: dt.date) -> dt.datetime:
    """The beginning of a day in the zone of the site."""
    return dt.datetime.combine(day, dt.time(), timezone.get_default_timezone())
