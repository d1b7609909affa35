"""Whole days as an editor types them and as calendars have them; days off of years that are not ordered yet."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from events import calendars
from events.grid import public_holidays
from events.models import Event
from tests.desk.test_written_fields import event_values
from tests.factories import make_event

pytestmark = pytest.mark.django_db


def posted(first: str, last: str, **values: str) -> dict[str, str | int]:
    times = {"starts_at_0": first, "starts_at_1": "00:00", "ends_at_0": last, "ends_at_1": "00:00"}
    return event_values(**times, is_all_day="on", **values)


@pytest.mark.parametrize(("last", "days"), [("2026-12-05", 1), ("2026-12-06", 2), ("2026-12-07", 3)])
def test_the_last_day_that_is_typed_belongs_to_it(cast, desk, last, days):
    client = desk(cast.editor)
    client.post(reverse("admin:events_event_add"), posted("2026-12-05", last))
    event = Event.objects.get()
    assert (event.ends_at - event.starts_at, event.last_day.isoformat()) == (dt.timedelta(days=days), last)

    change = reverse("admin:events_event_change", args=[event.pk])
    form = client.get(change).context["adminform"].form
    shown = timezone.localtime(form["ends_at"].value())
    assert (shown.date().isoformat(), shown.time()) == (last, dt.time())
    before = (event.starts_at, event.ends_at, event.sequence)
    client.post(change, posted("2026-12-05", shown.date().isoformat()))
    event.refresh_from_db()
    assert (event.starts_at, event.ends_at, event.sequence) == before


@pytest.mark.parametrize("time", ["24:00", "00:00", "18:30", "24点"])
def test_the_time_of_the_last_day_does_not_count(cast, desk, time):
    values = posted("2026-12-05", "2026-12-05") | {"ends_at_1": time}
    desk(cast.editor).post(reverse("admin:events_event_add"), values)
    assert Event.objects.get().last_day.isoformat() == "2026-12-05"


def test_a_last_day_before_the_first_is_refused(cast, desk):
    answer = desk(cast.editor).post(reverse("admin:events_event_add"), posted("2026-12-05", "2026-12-04"))
    assert set(answer.context["adminform"].form.errors) == {"ends_at"}


def test_a_year_that_is_not_ordered_has_only_the_days_of_the_law():
    off = {day.isoformat() for day, holiday in public_holidays(2027, "zh-hans").items() if holiday.is_off}
    assert off == {
        "2027-01-01", "2027-02-05", "2027-02-06", "2027-02-07", "2027-02-08", "2027-04-05", "2027-05-01", "2027-05-02",
        "2027-06-09", "2027-09-15", "2027-10-01", "2027-10-02", "2027-10-03",
    }  # fmt: skip
    assert dt.date(2026, 10, 7) in public_holidays(2026, "zh-hans")
    assert dt.date(2026, 10, 5) in public_holidays(2026, "zh-hans")


@pytest.mark.parametrize(
    ("starts_at", "offset"),
    [("1988-07-01T09:00", 9), ("1988-12-01T09:00", 8), ("1991-07-01T09:00", 9), ("2026-07-01T09:00", 8)],
)
def test_the_time_zone_covers_the_earliest_event(starts_at, offset):
    moment = dt.datetime.fromisoformat(starts_at).replace(tzinfo=timezone.get_default_timezone())
    assert moment.utcoffset() == dt.timedelta(hours=offset)
    event = make_event("讲座", starts_at=moment, ends_at=moment + dt.timedelta(hours=1))
    content = calendars.calendar_file([event])
    zone = Calendar.from_ical(content).walk("VTIMEZONE")[0].to_tz()
    assert moment.replace(tzinfo=zone).utcoffset() == dt.timedelta(hours=offset)
    assert calendars.calendar_file([event]) == content
    assert b"COMMENT" not in content
