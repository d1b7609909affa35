"""The desk's front page for one account: what waits for it, what it sent in, what is planned, stale listings."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

from django.db.models import (
    Count,
    DateTimeField,
    F,
    Model,
    OuterRef,
    QuerySet,
    Subquery,
    Value,
    Window,
)
from django.db.models.functions import Greatest, RowNumber, TruncDate
from django.utils import timezone

from articles import policy, queues
from articles.models import Article, Column, Section
from events import queues as event_queues
from events.models import Event, Occurrence

if TYPE_CHECKING:
    from accounts.models import User

SHELF_LENGTH = 10
CALENDAR_DAYS = 14
# Of each kind the calendar names so many a day; the lists have the rest.
PLANNED_A_DAY = 6
SHOWN_OF_PLANNED = ("event__title", "event__is_all_day", "event__status")

Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True)
class Shelf:
    """The first rows of a list; ``has_more`` when there are further ones."""

    items: list[Any]
    has_more: bool

    def __bool__(self) -> bool:
        return bool(self.items)


@dataclass
class PlannedDay:
    """A day with what is planned for it: articles by their publication time, events with their start."""

    date: dt.date
    articles: list[Article] = field(default_factory=list)
    events: list[tuple[dt.datetime, Event]] = field(default_factory=list)
    more_articles: int = 0
    more_events: int = 0

    @property
    def more(self) -> int:
        """How many are planned for the day that are not named."""
        return self.more_articles + self.more_events


@dataclass(frozen=True)
class StaleListing:
    """A section or column without news for longer than its limit; ``days`` is ``None`` if it never had any."""

    listing: Section | Column
    limit: int
    days: int | None
    is_own: bool


@dataclass(frozen=True)
class Dashboard:
    """Every list of the front page, for one person at one moment."""

    waiting: Shelf
    to_publish: Shelf
    to_withdraw: Shelf
    events_waiting: Shelf
    events_returned: Shelf
    returned: Shelf
    sent: Shelf
    drafts: Shelf
    published_today: Shelf
    planned: list[PlannedDay]
    stale: list[StaleListing]


def dashboard(user: "User", now: dt.datetime | None = None) -> Dashboard:
    """The front page of somebody, in a constant number of queries."""
    now = now or timezone.now()
    midnight = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    visible = policy.visible_articles(user)
    return Dashboard(
        waiting=_shelf(queues.waiting_for(user)),
        to_publish=_shelf(queues.to_publish(user)),
        to_withdraw=_shelf(queues.to_withdraw(user)),
        events_waiting=_first(event_queues.waiting_for(user).select_related("organization")),
        events_returned=_first(event_queues.returned_to(user).select_related("organization")),
        returned=_shelf(queues.returned_to(user)),
        sent=_shelf(queues.sent_by(user)),
        drafts=_shelf(queues.drafts_of(user)),
        published_today=_shelf(visible.published(now).filter(published_at__gte=midnight).newest_first()),
        planned=planned_days(user, now),
        stale=stale_listings(user, now),
    )


def _shelf(articles: QuerySet[Article]) -> Shelf:
    light = articles.select_related("organization").defer("body", "body_text")
    return _first(light)


def _first(found: QuerySet[Any]) -> Shelf:
    rows = list(found[: SHELF_LENGTH + 1])
    return Shelf(rows[:SHELF_LENGTH], len(rows) > SHELF_LENGTH)


def planned_days(user: "User", now: dt.datetime, days: int = CALENDAR_DAYS) -> list[PlannedDay]:
    """Today and the coming days, every one of them: planned publications that the account sees, and events."""
    today = timezone.localtime(now).date()
    calendar = {day: PlannedDay(day) for day in (today + dt.timedelta(days=offset) for offset in range(days))}
    start = timezone.make_aware(dt.datetime.combine(today, dt.time()))
    end = start + dt.timedelta(days=days)
    visible = policy.visible_articles(user)
    planned = visible.planned(now).filter(published_at__lt=end).only("title", "published_at")
    for article, more in _of_each_day(planned, "published_at", start):
        assert article.published_at is not None  # noqa: S101 - filtered by it
        day = calendar[timezone.localtime(article.published_at).date()]
        day.articles.append(article)
        day.more_articles = more
    dates = Occurrence.objects.touching(start, end)
    if user.grant is not None:
        dates = dates.filter(event__in=Event.objects.visible_to(user.grant))
    shown = dates.select_related("event").only("starts_at", *SHOWN_OF_PLANNED)
    for date, more in _of_each_day(shown, "starts_at", start):
        day = calendar[max(timezone.localtime(date.starts_at).date(), today)]
        day.events.append((date.starts_at, date.event))
        day.more_events = more
    return list(calendar.values())


def _of_each_day(rows: QuerySet[Row], field: str, start: dt.datetime) -> list[tuple[Row, int]]:
    """The first rows of each day by a time, in order, each with how many more its day has.

    What began before ``start`` counts for that day. Two queries: the days are counted by keys alone.
    """
    day = TruncDate(Greatest(F(field), Value(start), output_field=DateTimeField()))
    places = (
        rows.select_related(None)
        .annotate(day=day)
        .annotate(
            place=Window(RowNumber(), partition_by=[F("day")], order_by=[field, "pk"]),
            total=Window(Count("*"), partition_by=[F("day")]),
        )
        .filter(place__lte=PLANNED_A_DAY)
        .order_by(field, "pk")
        .values_list("pk", "total")
    )
    totals = dict(places)
    by_key = rows.in_bulk(list(totals)) if totals else {}
    return [(by_key[key], max(0, total - PLANNED_A_DAY)) for key, total in totals.items() if key in by_key]


def stale_listings(user: "User", now: dt.datetime) -> list[StaleListing]:
    """Sections, then columns, without news for longer than their limit; the account's own first.

    A section counts from its limit in ``freshness_days``; a column only where it has one and is not closed.
    """
    latest = {
        place: Subquery(
            Article.objects.published(now)
            .filter(**{place: OuterRef("pk")})
            .order_by("-published_at")
            .values("published_at")[:1]
        )
        for place in ("section", "column")
    }
    sections = Section.objects.filter(freshness_days__gt=0)
    sections = sections.annotate(latest=latest["section"], limit=F("freshness_days"))
    columns = Column.objects.filter(freshness_days__gt=0, is_closed=False).select_related("parent")
    columns = columns.annotate(latest=latest["column"], limit=F("freshness_days"))
    listings: Iterable[Any] = [*sections, *columns]
    found = [
        StaleListing(
            listing, listing.limit, (now - listing.latest).days if listing.latest else None,
            getattr(listing, "owner_id", None) == user.pk,
        )
        for listing in listings
        if listing.latest is None or now - listing.latest > dt.timedelta(days=listing.limit)
    ]  # fmt: skip
    return sorted(found, key=lambda stale: not stale.is_own)
