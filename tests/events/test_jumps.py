"""The list of events begins with what comes next; jumps lead to today, the weekend and what runs."""

import datetime as dt

import pytest
from django.test import RequestFactory
from django.utils import timezone

from events import filters
from tests.factories import make_event

pytestmark = pytest.mark.django_db


def titles(client, query: str = "") -> list[str]:
    return [event.title for event in client.get("/events/" + query).context["page"]]


def test_what_runs_for_days_stands_below_what_comes_next(client):
    now = timezone.now()
    make_event("展览", starts_at=now - dt.timedelta(days=9), ends_at=now + dt.timedelta(days=9))
    make_event("后天", starts_at=now + dt.timedelta(days=2))
    make_event("明年", starts_at=now + dt.timedelta(days=300))
    assert titles(client) == ["后天", "明年", "展览"]
    assert titles(client, "?when=running") == ["展览"]
    assert client.get("/events/?when=tomorrow").status_code == 404


@pytest.mark.parametrize(
    ("today", "start", "until"),
    [("2026-11-25", "2026-11-28", "2026-11-30"), ("2026-11-28", "2026-11-28", "2026-11-30"),
     ("2026-11-29", "2026-11-29", "2026-11-30"), ("2026-11-30", "2026-12-05", "2026-12-07")],
)  # fmt: skip
def test_the_weekend_is_the_one_that_comes_or_runs(today, start, until):
    zone = timezone.get_default_timezone()
    now = dt.datetime.combine(dt.date.fromisoformat(today), dt.time(10), zone)
    span = filters.read_span(RequestFactory().get("/events/?when=weekend"), now)
    assert (span.start.date().isoformat(), span.until.date().isoformat()) == (start, until)


def test_of_a_recurring_event_the_date_of_the_weekend_counts(client):
    now = timezone.localtime()
    first = now.replace(hour=9, minute=0, second=0, microsecond=0) - dt.timedelta(days=14)
    make_event("每天", starts_at=first, recurrence="FREQ=DAILY;COUNT=40")
    (event,) = client.get("/events/?when=weekend").context["page"]
    assert timezone.localtime(event.next_date()[0]).weekday() >= 5
