"""Calendars to take along: parsed back with a library and compared whole."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from dateutil.rrule import rruleset, rrulestr
from django.utils import timezone
from icalendar import Calendar

from events.models import Event, EventStatus
from events.views import calendars as calendar_views
from tests.factories import make_event

pytestmark = pytest.mark.django_db
SHANGHAI = ZoneInfo("Asia/Shanghai")


def at(text: str) -> dt.datetime:
    """``2026-11-07 09:00`` in Shanghai."""
    return dt.datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


def fetch(client, address: str) -> Calendar:
    answer = client.get(address)
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    lines = answer.content.split(b"\r\n")
    assert lines[-1] == b""
    assert all(len(line) <= 75 and b"\n" not in line for line in lines)
    return Calendar.from_ical(answer.content)


def values(calendar: Calendar) -> dict[str, object]:
    """The only event of a calendar as plain values."""
    (event,) = calendar.walk("VEVENT")
    found: dict[str, object] = {
        name: event.decoded(name) for name in event if name not in ("RRULE", "EXDATE", "CATEGORIES", "URL")
    }
    return found | {"CATEGORIES": [str(word) for word in event["CATEGORIES"].cats], "URL": str(event["URL"])}


@pytest.fixture
def talk(settings) -> Event:
    settings.SITE_URL = "https://news.example.org"
    event = make_event(
        "讲座：劳动合同，怎么签; 怎么改", kind="lecture", starts_at=at("2026-11-25 14:00"), ends_at=at("2026-11-25 16:30"),
        place="区文化宫, 三层", address="府学路10号", latitude=40.22, longitude=116.23, fee="免费",
        description="<p>请带合同。</p><p>座位有限；先到先得\\</p>",
    )  # fmt: skip
    Event.objects.filter(pk=event.pk).update(updated_at=at("2026-11-20 10:00"))
    event.refresh_from_db()
    return event


def test_one_event_with_all_it_has(client, talk):
    assert values(fetch(client, f"/events/{talk.pk}.ics")) == {
        "UID": str(talk.uid),
        "SEQUENCE": 0,
        "DTSTAMP": dt.datetime(2026, 11, 20, 2, tzinfo=dt.UTC),
        "LAST-MODIFIED": dt.datetime(2026, 11, 20, 2, tzinfo=dt.UTC),
        "SUMMARY": "讲座：劳动合同，怎么签; 怎么改",
        "STATUS": "CONFIRMED",
        "DTSTART": at("2026-11-25 14:00"),
        "DTEND": at("2026-11-25 16:30"),
        "TRANSP": "OPAQUE",
        "CATEGORIES": ["讲座"],
        "LOCATION": "区文化宫, 三层，府学路10号",
        "GEO": (40.22, 116.23),
        "DESCRIPTION": f"请带合同。\n座位有限；先到先得\\\n费用：免费\nhttps://news.example.org/events/{talk.pk}/",
        "URL": f"https://news.example.org/events/{talk.pk}/",
    }


def test_the_file_names_its_zone_and_escapes_its_text(client, talk):
    text = client.get(f"/events/{talk.pk}.ics").content.decode().replace("\r\n ", "")
    for line in (
        "BEGIN:VTIMEZONE", "TZID:Asia/Shanghai", "TZOFFSETTO:+0800", "DTSTART;TZID=Asia/Shanghai:20261125T140000",
        "DTSTAMP:20261120T020000Z", "SUMMARY:讲座：劳动合同，怎么签\\; 怎么改", "LOCATION:区文化宫\\, 三层，府学路10号",
        "CATEGORIES:讲座", f"URL:https://news.example.org/events/{talk.pk}/", "VERSION:2.0",
    ):  # fmt: skip
        assert f"\r\n{line}\r\n" in text, line
    assert "METHOD" not in text


def test_a_change_raises_the_sequence_and_keeps_the_uid(client, talk):
    before = values(fetch(client, f"/events/{talk.pk}.ics"))
    talk.starts_at, talk.ends_at = at("2026-11-26 14:00"), at("2026-11-26 16:30")
    talk.save()
    after = values(fetch(client, f"/events/{talk.pk}.ics"))
    assert (after["UID"], after["SEQUENCE"], after["DTSTART"]) == (before["UID"], 1, at("2026-11-26 14:00"))
    assert after["DTSTAMP"] > before["DTSTAMP"]


@pytest.mark.parametrize(
    ("status", "expected", "summary"),
    [
        (EventStatus.CANCELLED, "CANCELLED", "【取消】讲座"),
        (EventStatus.POSTPONED, "TENTATIVE", "【延期】讲座"),
    ],
)
def test_a_change_of_plan_is_in_the_status_and_in_words(client, status, expected, summary):
    event = make_event("讲座", status=status, status_note="另行通知。")
    found = values(fetch(client, f"/events/{event.pk}.ics"))
    assert (found["STATUS"], found["SUMMARY"]) == (expected, summary)
    assert found["DESCRIPTION"].startswith("另行通知。\n")


def test_a_course_has_its_rule_and_the_dates_left_out(client):
    event = make_event(
        "书法班", starts_at=at("2026-11-07 09:00"), ends_at=at("2026-11-07 11:00"),
        recurrence="FREQ=WEEKLY;BYDAY=SA;UNTIL=20261219", exception_dates=[dt.date(2026, 11, 7), dt.date(2026, 11, 28)],
    )  # fmt: skip
    text = client.get(f"/events/{event.pk}.ics").content.decode().replace("\r\n ", "")
    # Beside a start with a zone, UNTIL is UTC (RFC 5545, 3.3.10): the end of 19 December in Shanghai.
    assert "\r\nRRULE:FREQ=WEEKLY;UNTIL=20261219T155959Z;BYDAY=SA\r\n" in text
    assert "\r\nEXDATE;TZID=Asia/Shanghai:20261107T090000,20261128T090000\r\n" in text


def test_whole_days_are_dates(client):
    event = make_event(
        "书画展", is_all_day=True, starts_at=at("2026-11-20 00:00"), ends_at=at("2026-11-23 00:00"),
        recurrence="FREQ=YEARLY;COUNT=2", exception_dates=[dt.date(2026, 11, 20)],
    )  # fmt: skip
    found = values(fetch(client, f"/events/{event.pk}.ics"))
    assert (found["DTSTART"], found["DTEND"]) == (dt.date(2026, 11, 20), dt.date(2026, 11, 23))
    text = client.get(f"/events/{event.pk}.ics").content.decode()
    assert "\r\nDTSTART;VALUE=DATE:20261120\r\n" in text
    assert "\r\nEXDATE;VALUE=DATE:20261120\r\n" in text
    assert "\r\nRRULE:FREQ=YEARLY;COUNT=2\r\n" in text
    event.recurrence = "FREQ=YEARLY;UNTIL=20281231"
    event.save()
    assert (
        "\r\nRRULE:FREQ=YEARLY;UNTIL=20281231\r\n" in client.get(f"/events/{event.pk}.ics").content.decode()
    )


def test_an_event_without_length_has_no_end(client):
    event = make_event("截稿", starts_at=at("2026-11-20 12:00"), ends_at=at("2026-11-20 12:00"))
    assert "DTEND" not in values(fetch(client, f"/events/{event.pk}.ics"))


def titles(calendar: Calendar) -> list[str]:
    return [str(event["SUMMARY"]) for event in calendar.walk("VEVENT")]


def test_all_events_and_those_of_one_organization(client, cast):
    now = dt.datetime.now(SHANGHAI)
    here = make_event("昌平讲座", kind="lecture", starts_at=now + dt.timedelta(days=2))
    here.organization_entries.create(organization=cast.changping)
    make_event("很久以前", starts_at=now - dt.timedelta(days=400))
    make_event("上个月", starts_at=now - dt.timedelta(days=30))
    make_event("草稿", published_at=None)
    make_event("已取消的", starts_at=now + dt.timedelta(days=3), status=EventStatus.CANCELLED)
    whole = fetch(client, "/events/calendar.ics")
    assert titles(whole) == ["上个月", "昌平讲座", "【取消】已取消的"]
    assert (whole["NAME"], whole["X-WR-CALNAME"], whole["X-WR-TIMEZONE"]) == (
        "工会活动",
        "工会活动",
        "Asia/Shanghai",
    )
    assert titles(fetch(client, f"/organizations/{cast.changping.slug}/events.ics")) == ["昌平讲座"]
    assert titles(fetch(client, f"/organizations/{cast.chaoyang.slug}/events.ics")) == []
    assert titles(fetch(client, "/events/calendar.ics?kind=lecture")) == ["昌平讲座"]


def test_a_subscriber_who_has_it_is_told_so(client):
    event = make_event("讲座")
    first = client.get("/events/calendar.ics")
    again = client.get("/events/calendar.ics", headers={"if-none-match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    event.place = "二层"
    event.save()
    assert (
        client.get("/events/calendar.ics", headers={"if-none-match": first.headers["ETag"]}).status_code
        == 200
    )


@pytest.mark.parametrize(
    ("rule", "exceptions", "is_all_day"),
    [
        ("FREQ=WEEKLY;BYDAY=SA;COUNT=8", [dt.date(2026, 11, 14)], False),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=SA,SU;UNTIL=20261231", [], False),
        ("FREQ=WEEKLY;BYDAY=SA;UNTIL=20261121T010000Z", [], False),
        ("FREQ=MONTHLY;BYDAY=1SA;COUNT=5", [dt.date(2026, 11, 7), dt.date(2027, 1, 2)], False),
        ("FREQ=MONTHLY;BYMONTHDAY=7,-1;UNTIL=20270207", [], False),
        ("FREQ=YEARLY;COUNT=3", [], True),
        ("FREQ=WEEKLY;UNTIL=20261205", [dt.date(2026, 11, 21)], True),
    ],
)
def test_a_calendar_program_finds_the_dates_that_our_pages_show(client, rule, exceptions, is_all_day):
    start, end = (
        ("2026-11-07 00:00", "2026-11-08 00:00") if is_all_day else ("2026-11-07 09:00", "2026-11-07 11:00")
    )
    event = make_event(
        "班",
        starts_at=at(start),
        ends_at=at(end),
        recurrence=rule,
        exception_dates=exceptions,
        is_all_day=is_all_day,
    )
    event.full_clean()
    (component,) = fetch(client, f"/events/{event.pk}.ics").walk("VEVENT")
    first = component.decoded("DTSTART")
    if is_all_day:
        first = dt.datetime.combine(first, dt.time())
    expanded = rruleset()
    expanded.rrule(rrulestr(component["RRULE"].to_ical().decode(), dtstart=first))
    if "EXDATE" in component:
        for left_out in component["EXDATE"].dts:
            day = left_out.dt
            expanded.exdate(dt.datetime.combine(day, dt.time()) if is_all_day else day)
    found = [moment.replace(tzinfo=moment.tzinfo or SHANGHAI) for moment in expanded]
    assert found == [date for date, _end in event.all_dates()]
    assert found == list(event.occurrences.values_list("starts_at", flat=True))


def test_a_long_calendar_holds_what_comes_next(client, monkeypatch):
    """Then the latest of what is over, as far as there is room; nothing that is over for more than a year."""
    monkeypatch.setattr(calendar_views, "MOST", 4)
    now = timezone.now()
    for days in (1, 2, 9):
        make_event(f"前{days}", starts_at=now - dt.timedelta(days=days))
        make_event(f"后{days}", starts_at=now + dt.timedelta(days=days))
    make_event("去年", starts_at=now - dt.timedelta(days=400))

    def names() -> list[str]:
        found = Calendar.from_ical(client.get("/events/calendar.ics").content)
        return [str(event["summary"]) for event in found.walk("VEVENT")]

    assert names() == ["前1", "后1", "后2", "后9"]
    monkeypatch.setattr(calendar_views, "MOST", 2)
    assert names() == ["后1", "后2"]
    monkeypatch.setattr(calendar_views, "MOST", 20)
    assert names() == ["前9", "前2", "前1", "后1", "后2", "后9"]


@pytest.mark.parametrize("padding", range(4))
def test_long_lines_are_folded_between_characters(client, talk, padding):
    """Of three octets each in UTF-8, or of four: wherever the fold falls, none is cut."""
    title = "a" * padding + "职工夜校" * 20 + "𠮷" * 20
    Event.objects.filter(pk=talk.pk).update(
        title=title, title_words="", place="一层；A,B;C\\D", status_note="第一行\r\n第二行"
    )
    (event,) = fetch(client, f"/events/{talk.pk}.ics").walk("VEVENT")
    assert (str(event["SUMMARY"]), str(event["LOCATION"])) == (title, "一层；A,B;C\\D，府学路10号")
    assert str(event["DESCRIPTION"]).split("\n")[:2] == ["第一行", "第二行"]
