"""When the clock, and nobody else, changes what readers see of articles."""

import datetime as dt
from typing import Any

from django.db.models import DateTimeField, DurationField, ExpressionWrapper, F, OuterRef, Subquery, Value
from django.utils import timezone

from articles.models import Article, Section, Status
from common.compiled import Moment, as_expression


def moments(now: Moment) -> list[Any]:
    """Queries of one value each: the next moment from ``now`` on at which an article appears, ends, is pinned no
    longer, or is no longer fresh in its section. Each takes a few rows from an index."""
    published = Article.objects.with_status(Status.PUBLISHED)
    days = ExpressionWrapper(F("freshness_days") * Value(dt.timedelta(days=1)), output_field=DurationField())
    oldest = published.filter(
        section=OuterRef("pk"), published_at__gte=as_expression(now) - OuterRef("kept_for")
    )
    fresh = Section.objects.filter(freshness_days__gt=0).annotate(kept_for=days).order_by()
    fresh = fresh.annotate(oldest=Subquery(oldest.order_by("published_at").values("published_at")[:1]))
    ends = ExpressionWrapper(F("oldest") + F("kept_for"), output_field=DateTimeField())
    return [
        *(next_of(published, column, now) for column in ("published_at", "expires_at", "pinned_until")),
        next_of(fresh.annotate(ends=ends), "ends", now),
    ]


def next_of(rows: Any, column: str, now: Moment, *, after: dt.timedelta = dt.timedelta()) -> Any:
    """The first moment from ``now`` on that lies so long after the value of a column."""
    found = rows.filter(**{f"{column}__gte": as_expression(now) - Value(after)}).order_by(column)
    moment = ExpressionWrapper(F(column) + Value(after), output_field=DateTimeField())
    return found.values_list(moment if after else F(column), flat=True)[:1]


def next_midnight(now: dt.datetime) -> dt.datetime:
    """When the next day of the site's zone begins."""
    tomorrow = timezone.localtime(now).date() + dt.timedelta(days=1)
    return dt.datetime.combine(tomorrow, dt.time.min, timezone.get_default_timezone())
