"""When the clock changes a readers' page next, whatever page it is."""

import datetime as dt
from typing import Any

from django.db.models import Min

from articles import clock as of_articles
from articles.clock import next_midnight, next_of
from articles.models import Article, Status
from events import clock as of_events
from events.models import Event
from events.views.calendars import KEPT
from portal.readers.discovery import NEWS_DAYS


def next_change(now: float) -> float:
    """The next moment from ``now`` on, both in seconds since the epoch: one query.

    An article appears or ends, a pin or an event does, a day begins; or something grows too old for the sitemap of
    news or for the calendar to subscribe to.
    """
    at = dt.datetime.fromtimestamp(now, dt.UTC)
    queries: list[Any] = [
        *of_articles.moments(at),
        *of_events.moments(at),
        next_of(
            Article.objects.with_status(Status.PUBLISHED),
            "published_at",
            at,
            after=dt.timedelta(days=NEWS_DAYS),
        ),
        next_of(Event.objects.all(), "last_ends_at", at, after=KEPT),
    ]
    found = queries[0].union(*queries[1:], all=True)
    nearest: dt.datetime = min([next_midnight(at), *(moment for moment in found if moment is not None)])
    return nearest.timestamp()


def first_end(marks: set[str]) -> float | None:
    """When the first of the articles with these marks (``pagecache.marks``) ends by the clock: one query."""
    keys = [int(key) for kind, _slash, key in (mark.partition("/") for mark in marks)
            if kind == "articles" and key.isdecimal() and len(key) < 19]  # fmt: skip
    if not keys:
        return None
    end = Article.objects.filter(pk__in=keys).aggregate(end=Min("expires_at"))["end"]
    return None if end is None else end.timestamp()
