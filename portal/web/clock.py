"""When the clock changes a readers' page next, whatever page it is."""

import datetime as dt
from typing import Any

from django.db.models import Min, QuerySet

from articles import clock as of_articles
from articles.clock import next_midnight, next_of
from articles.models import Article, Status
from common.compiled import NOW, Together
from events import clock as of_events
from events.clock import KEPT
from events.models import Event
from portal.readers.discovery import NEWS_DAYS


def moments() -> dict[str, QuerySet[Any, Any]]:
    """Of each way in which the clock changes a page the next moment from ``NOW`` on, if there is one.

    An article appears or ends, a pin or an event does; or something grows too old for the sitemap of news or for the
    calendar to subscribe to.
    """
    published = Article.objects.with_status(Status.PUBLISHED)
    queries = [
        *of_articles.moments(NOW),
        *of_events.moments(NOW),
        next_of(published, "published_at", NOW, after=dt.timedelta(days=NEWS_DAYS)),
        next_of(Event.objects.all(), "last_ends_at", NOW, after=KEPT),
    ]
    return {f"moment {number}": query for number, query in enumerate(queries)}


MOMENTS = Together(moments)


def next_change(now: float) -> float:
    """The next moment from ``now`` on, both in seconds since the epoch: one query."""
    at = dt.datetime.fromtimestamp(now, dt.UTC)
    return nearest(MOMENTS.ask(now=at), at)


def nearest(found: dict[str, list[Any]], now: dt.datetime) -> float:
    """The first of the ``moments`` among what was found, or the beginning of the next day; seconds since the epoch."""
    ahead = [
        moment
        for name, rows in found.items()
        if name.startswith("moment ")
        for moment in rows
        if moment is not None
    ]
    first: dt.datetime = min([next_midnight(now), *ahead])
    return first.timestamp()


def first_end(marks: set[str]) -> float | None:
    """When the first of the articles with these marks (``pagecache.marks``) ends by the clock: one query."""
    keys = [int(key) for kind, _slash, key in (mark.partition("/") for mark in marks)
            if kind == "articles" and key.isdecimal() and len(key) < 19]  # fmt: skip
    if not keys:
        return None
    end = Article.objects.filter(pk__in=keys).aggregate(end=Min("expires_at"))["end"]
    return None if end is None else end.timestamp()
