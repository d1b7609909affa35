"""What comes next is found by walking the dates: it is always what the one queryset says that sorts all of them."""

import datetime as dt
from random import Random

import pytest
from django.http import Http404
from django.test import RequestFactory
from django.utils import timezone

from articles.models import Status
from common import paging
from events import filters
from events.coming import Coming
from events.models import Event, EventKind, EventQuerySet
from tests.factories import make_event, make_organization

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2026, 11, 12, 10, 0, tzinfo=timezone.get_default_timezone())
MIDNIGHT = NOW.replace(hour=0)


@pytest.fixture
def many() -> EventQuerySet:
    """Events of all sorts around a moment: over, running since before or since today, ahead; drafts among them."""
    random = Random(7)
    for number in range(60):
        starts_at = NOW + dt.timedelta(hours=random.choice([-400, -30, -8, -2, 0, 1, 5, 30, 30, 200]))
        make_event(
            f"活动{number}",
            starts_at=starts_at,
            ends_at=starts_at + dt.timedelta(hours=random.choice([0, 1, 3, 20, 500])),
            recurrence=random.choice(["", "", "FREQ=DAILY;COUNT=5", "FREQ=WEEKLY;COUNT=30"]),
            published_at=random.choice([NOW - dt.timedelta(days=9)] * 4 + [None, NOW + dt.timedelta(days=1)]),
        )
    return Event.objects.published(NOW)


def told(events) -> list[tuple[str, dt.datetime, dt.datetime]]:
    return [(event.title, *event.next_date()) for event in events]


@pytest.mark.parametrize("until", [None, NOW + dt.timedelta(hours=14), MIDNIGHT])
@pytest.mark.parametrize("today", [None, MIDNIGHT])
def test_it_is_what_the_queryset_says(many, until, today, monkeypatch):
    expected = told(many.upcoming(NOW, until=until, today=today))
    coming = Coming(many, NOW, until, today)
    monkeypatch.setattr(paging, "PAGE_SIZE", 7)
    found, number = [], 0
    while len(found) < len(expected) or number == 0:
        number += 1
        page = coming.page(RequestFactory().get(f"/events/?page={number}"))
        assert page.total == len(expected)
        found += told(page)
    assert found == expected
    with pytest.raises(Http404):
        coming.page(RequestFactory().get(f"/events/?page={number + 1}"))


@pytest.mark.parametrize("count", [1, 5, 500])
def test_the_first_are_the_first(many, count):
    expected = told(many.upcoming(NOW)[:count])
    assert told(Coming(many, NOW).first(count)) == expected
    assert expected  # something is compared


def test_what_is_hidden_is_what_is_not_published(many):
    Event.objects.filter(title="活动0").update(stage=Status.PUBLISHED, published_at=None)
    Event.objects.filter(title="活动1").update(stage=Status.DRAFT, published_at=NOW)
    shown, hidden = (
        set(rows.values_list("pk", flat=True))
        for rows in (Event.objects.published(NOW), Event.objects.hidden(NOW))
    )
    assert (shown & hidden, shown | hidden) == (set(), set(Event.objects.values_list("pk", flat=True)))
    assert shown and hidden


def test_a_long_list_is_counted_so_far_and_goes_on(client, monkeypatch):
    """It has no last page to jump to until that one is reached."""
    monkeypatch.setattr(paging, "MOST_COUNTED", 30)
    now = timezone.now()
    for number in range(55):
        make_event(f"旧{number:02}", starts_at=now - dt.timedelta(days=number + 1))
        make_event(f"新{number:02}", starts_at=now + dt.timedelta(days=number + 1))
    for path, sign in (("/events/past/", "旧"), ("/events/", "新")):
        pages = [client.get(f"{path}?page={number}").context["page"] for number in (1, 2, 3)]
        assert [[event.title for event in page] for page in pages] == [
            [f"{sign}{number:02}" for number in range(first, min(first + 20, 55))] for first in (0, 20, 40)
        ]
        assert [[number for number, _address in page.links] for page in pages] == [
            [1, 2, 0], [1, 2, 3, 0], [1, 2, 3],
        ]  # fmt: skip
        assert [(page.is_open, page.number < page.last) for page in pages] == [
            (True, True), (True, True), (False, False),
        ]  # fmt: skip
        assert client.get(f"{path}?page=4").status_code == 404


def test_what_can_be_chosen_is_what_some_public_event_has():
    """Drafts, and organizations without a public event, offer nothing."""
    for number, district in enumerate(["昌平区", "朝阳区", "海淀区", "", "延庆区"]):
        make_organization(f"{number}工会", district=district)
    unions = {union.district: union for union in Event.organizations.rel.model.objects.all()}
    make_event(kind=EventKind.LECTURE).organization_entries.create(organization=unions["朝阳区"], role="host")
    make_event(kind=EventKind.LECTURE, organization=unions["延庆区"])
    hidden = make_event(kind=EventKind.DONATION, published_at=None, organization=unions["昌平区"])
    hidden.organization_entries.create(organization=unions["昌平区"], role="host")
    found = filters.choices()
    assert found["kinds"] == [("lecture", "讲座")]
    assert found["districts"] == ["朝阳区", "延庆区"]
    assert [name for _slug, name in found["organizations"]] == ["1工会"]


def test_a_full_month_says_how_many_it_has_no_room_for(client, monkeypatch):
    """Dates of drafts are neither shown nor counted; those over several days are all there."""
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    day = MIDNIGHT + dt.timedelta(days=3)
    for number in range(15):
        make_event(f"课{number:02}", starts_at=day + dt.timedelta(hours=9, minutes=number))
        make_event(f"稿{number:02}", starts_at=day + dt.timedelta(hours=8), published_at=None)
        make_event(f"后{number:02}", starts_at=day + dt.timedelta(hours=8), published_at=day)
    make_event("两天", starts_at=day - dt.timedelta(hours=9), ends_at=day + dt.timedelta(hours=9))
    weeks = client.get("/events/2026/11/").context["weeks"]
    sheet = {date.date.day: date for week in weeks for date in week if date.is_in_month}
    assert [entry.date.title for entry in sheet[15].entries] == [
        "两天",
        *(f"课{number:02}" for number in range(11)),
    ]
    assert (sheet[15].more, sheet[14].more, [entry.date.title for entry in sheet[14].entries]) == (
        4,
        0,
        ["两天"],
    )
