"""Readers' pages of events: what each shows, what it refuses, what it costs."""

import datetime as dt
import re

import pytest
from django.urls import reverse
from django.utils import timezone

from events.models import Event, EventStatus, Programme
from tests.factories import make_article, make_event, make_organization, make_photo, make_published
from tests.structured import structured_data

pytestmark = pytest.mark.django_db


def at(text: str) -> dt.datetime:
    """``2026-11-07 09:00`` in Shanghai."""
    return dt.datetime.fromisoformat(text).replace(tzinfo=timezone.get_default_timezone())


def day_after(days: int) -> dt.datetime:
    """Nine in the morning, so many days from today, in Shanghai."""
    return timezone.localtime().replace(hour=9, minute=0, second=0, microsecond=0) + dt.timedelta(days=days)


@pytest.fixture
def fair(cast):
    """An event that has everything."""
    programme = Programme.objects.create(
        name="春风行动", organization=cast.changping, description="<p>找工作。</p>"
    )
    event = make_event(
        "春季招聘会", kind="job_fair", starts_at=day_after(3), programme=programme, place="区文化宫", address="府学路10号",
        latitude=40.22, longitude=116.23, description="<p>一百家单位。</p><script>alert(1)</script>", fee="免费",
        audience="求职职工", sign_up_url="https://example.org/sign-up", sign_up_deadline=day_after(2),
    )  # fmt: skip
    event.organization_entries.create(organization=cast.changping, role="host")
    event.photo_entries.create(photo=make_photo(caption="去年的会场", alt_text="会场"))
    event.articles.add(make_published("招聘会预告"), make_article("没有发布的稿子"))
    return event


def addresses(event) -> list[str]:
    start = timezone.localtime(event.starts_at)
    return [
        reverse("events:upcoming"),
        reverse("events:past"),
        reverse("events:month", args=[start.year, start.month]),
        reverse("events:programmes"),
        event.programme.get_absolute_url(),
        event.get_absolute_url(),
    ]


def test_every_page_opens_in_both_languages_without_a_cookie(client, fair):
    for address in addresses(fair):
        for prefix in ("", "/en"):
            answer = client.get(prefix + address)
            assert answer.status_code == 200, prefix + address
            assert "Cookie" not in answer.get("Vary", "")
            assert not answer.cookies


def test_the_page_of_an_event_says_all_it_knows(client, fair):
    page = client.get(fair.get_absolute_url()).text
    for text in (
        "春季招聘会", "春风行动", "区文化宫", "府学路10号", "昌平区总工会", "求职职工", "免费", "招聘会预告", "去年的会场",
        "https://example.org/sign-up", "geo:40.220000,116.230000", f"/events/{fair.pk}.ics",
    ):  # fmt: skip
        assert text in page, text
    assert "没有发布的稿子" not in page
    assert "<script>alert" not in page
    assert "alert(1)" not in page.partition("ld+json")[0]


def test_drafts_and_events_of_tomorrow_s_publication_are_nowhere(client, fair):
    hidden = [
        make_event("草稿活动", published_at=None, programme=fair.programme, starts_at=day_after(4)),
        make_event("预定活动", published_at=timezone.now() + dt.timedelta(hours=1), programme=fair.programme),
    ]
    pages = [*addresses(fair), reverse("events:calendar_ics"), fair.organizations.get().get_absolute_url()]
    for event in hidden:
        event.organization_entries.create(organization=fair.organizations.get(), role="host")
        assert client.get(event.get_absolute_url()).status_code == 404
        assert client.get(reverse("events:event_ics", args=[event.pk])).status_code == 404
    for address in pages:
        page = client.get(address).content.decode()
        assert "草稿活动" not in page, address
        assert "预定活动" not in page, address


@pytest.mark.parametrize(
    "address",
    [
        "/events/999999/",
        "/events/999999.ics",
        "/events/2026/13/",
        "/events/2026/00/",
        "/events/1900/01/",
        "/events/2200/01/",
        "/events/0000/01/",
        "/events/?page=abc",
        "/events/?page=0",
        "/events/?page=1000000000",
        "/events/past/?page=2",
        "/events/?kind=party",
        "/events/?district=%E6%97%A0%E6%AD%A4%E5%8C%BA",
        "/events/?organization=nobody",
        "/events/?programme=nothing",
        "/events/?kind=%00",
        "/events/calendar.ics?kind=party",
        "/events/programmes/nothing/",
    ],
)
def test_what_does_not_exist_is_not_found(client, db, address):
    answer = client.get(address)
    assert answer.status_code == 404
    assert "<h1>" in answer.text


def test_pages_are_only_read(client, fair):
    for address in [*addresses(fair), "/events/calendar.ics", f"/events/{fair.pk}.ics"]:
        assert client.post(address).status_code == 405, address
        assert client.head(address).status_code == 200, address


@pytest.mark.parametrize("address", ["/events/?colour=red", "/events/2026/2/?x=1", "/events/?page=1&kind="])
def test_parameters_that_nobody_knows_do_no_harm(client, db, address):
    assert client.get(address).status_code == 200


def test_this_month_leads_to_its_sheet(client, db, monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: at("2026-11-22 13:00"))
    assert client.get("/events/calendar/").headers["Location"] == "/events/2026/11/"


@pytest.mark.parametrize(
    ("status", "word"), [(EventStatus.CANCELLED, "取消"), (EventStatus.POSTPONED, "延期")]
)
def test_a_change_of_plan_is_said_on_every_page(client, fair, status, word):
    fair.status, fair.status_note = status, "场馆检修，另行通知。"
    fair.save()
    for address in [reverse("events:upcoming"), *addresses(fair)[2:3], *addresses(fair)[4:]]:
        assert word in client.get(address).text, address
    page = client.get(fair.get_absolute_url()).text
    assert "场馆检修，另行通知。" in page
    if status == EventStatus.CANCELLED:
        assert "https://example.org/sign-up" not in page


def test_a_sign_up_that_is_over_offers_no_button(client, fair):
    fair.sign_up_deadline = timezone.now() - dt.timedelta(hours=1)
    fair.save()
    page = client.get(fair.get_absolute_url()).text
    assert "https://example.org/sign-up" not in page
    assert "报名已截止" in page


def test_a_recurring_event_lists_its_next_dates_and_the_days_off(client, monkeypatch, db):
    event = make_event(
        "书法班", starts_at=at("2026-11-07 09:00"), ends_at=at("2026-11-07 11:00"),
        recurrence="FREQ=WEEKLY;BYDAY=SA;COUNT=6", exception_dates=[dt.date(2026, 11, 28)],
        published_at=at("2026-11-01 00:00"),
    )  # fmt: skip
    monkeypatch.setattr(timezone, "now", lambda: at("2026-11-22 13:00"))
    page = client.get(event.get_absolute_url())
    assert [f"{start:%m-%d}" for start, _end in page.context["dates"]["coming"]] == ["12-05", "12-12"]
    assert page.context["dates"]["left_out"] == [dt.date(2026, 11, 28)]
    assert "12月5日 星期六 09:00\u2060—\u206011:00" in page.text


@pytest.mark.parametrize(
    ("address", "whole", "short"),
    [
        ("", "每周六，共6次，11月28日除外", "每周六，共6次"),
        ("/en", "Every week on Sat, 6 times, except 28 November", "Every week on Sat, 6 times"),
    ],
)
def test_a_weekly_event_says_its_rule_in_words(client, monkeypatch, db, address, whole, short):
    event = make_event(
        "书法班", starts_at=at("2026-11-07 09:00"), ends_at=at("2026-11-07 11:00"),
        recurrence="FREQ=WEEKLY;BYDAY=SA;COUNT=6", exception_dates=[dt.date(2026, 11, 28)],
        published_at=at("2026-11-01 00:00"),
    )  # fmt: skip
    monkeypatch.setattr(timezone, "now", lambda: at("2026-11-22 13:00"))
    page = client.get(f"{address}/events/{event.pk}/").text
    assert re.findall(r'<span class="rhythm">(.*?)</span>', page) == [whole]
    listed = client.get(f"{address}/events/").text
    assert re.findall(r'</time> <span class="quiet">(.*?)</span>', listed) == [short]


def test_a_rule_that_weekdays_do_not_say_is_said_to_recur(client, monkeypatch, db):
    event = make_event(
        "例会", starts_at=at("2026-11-07 09:00"), ends_at=at("2026-11-07 11:00"),
        recurrence="FREQ=MONTHLY;BYDAY=1SA;COUNT=6", published_at=at("2026-11-01 00:00"),
    )  # fmt: skip
    monkeypatch.setattr(timezone, "now", lambda: at("2026-11-22 13:00"))
    assert 'class="rhythm"' not in client.get(event.get_absolute_url()).text
    listed = client.get("/events/").text
    assert re.findall(r'</time> <span class="quiet">(.*?)</span>', listed) == ["多次举行"]


def test_an_event_describes_itself_to_search_engines(client, fair, settings):
    settings.SITE_URL = "https://news.example.org"
    event, trail = structured_data(client.get(fair.get_absolute_url()).text)
    assert event == {
        "@context": "https://schema.org",
        "@type": "Event",
        "name": "春季招聘会",
        "url": f"https://news.example.org/events/{fair.pk}/",
        "description": "一百家单位。",
        "startDate": timezone.localtime(fair.starts_at).isoformat(timespec="seconds"),
        "endDate": timezone.localtime(fair.ends_at).isoformat(timespec="seconds"),
        "eventStatus": "https://schema.org/EventScheduled",
        "eventAttendanceMode": "https://schema.org/OfflineEventAttendanceMode",
        "location": {
            "@type": "Place",
            "name": "区文化宫",
            "address": "府学路10号",
            "geo": {"@type": "GeoCoordinates", "latitude": 40.22, "longitude": 116.23},
        },
        "organizer": [
            {
                "@type": "Organization",
                "name": "昌平区总工会",
                "url": "https://news.example.org" + fair.organizations.get().get_absolute_url(),
            }
        ],
        "image": ["https://news.example.org" + fair.photos.get().fallback.url],
        "isAccessibleForFree": True,
        "superEvent": {
            "@type": "EventSeries",
            "name": "春风行动",
            "url": "https://news.example.org" + fair.programme.get_absolute_url(),
        },
    }
    assert [item["name"] for item in trail["itemListElement"]] == ["首页", "活动", "春风行动", "春季招聘会"]


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (
            {"is_all_day": True, "starts_at": at("2026-11-20 00:00"), "ends_at": at("2026-11-23 00:00")},
            {"startDate": "2026-11-20", "endDate": "2026-11-22"},
        ),
        ({"status": EventStatus.CANCELLED}, {"eventStatus": "https://schema.org/EventCancelled"}),
        ({"status": EventStatus.POSTPONED}, {"eventStatus": "https://schema.org/EventPostponed"}),
    ],
)
def test_days_and_changes_of_plan_are_in_the_structured_data(client, db, values, expected):
    event = make_event("书画展", **values)
    data = structured_data(client.get(event.get_absolute_url()).text)[0]
    assert {name: data[name] for name in expected} == expected


def titles(answer) -> list[str]:
    return [event.title for event in answer.context["page"]]


def test_filters_narrow_the_list_exactly(client, cast):
    programme = Programme.objects.create(name="春风行动")
    here = make_event("昌平讲座", kind="lecture", starts_at=day_after(1))
    here.organization_entries.create(organization=cast.changping, role="organizer")
    there = make_event("朝阳讲座", kind="lecture", starts_at=day_after(2), programme=programme)
    there.organization_entries.create(organization=cast.chaoyang, role="support")
    kept = make_event("朝阳比赛", kind="competition", starts_at=day_after(3), organization=cast.chaoyang)
    assert [here, there, kept]
    for query, expected in {
        "": ["昌平讲座", "朝阳讲座", "朝阳比赛"],
        "kind=lecture": ["昌平讲座", "朝阳讲座"],
        "district=昌平区": ["昌平讲座"],
        "district=朝阳区": ["朝阳讲座", "朝阳比赛"],
        f"organization={cast.chaoyang.slug}": ["朝阳讲座"],
        f"programme={programme.slug}": ["朝阳讲座"],
        "kind=competition&district=昌平区": [],
    }.items():
        assert titles(client.get(f"/events/?{query}")) == expected, query


def test_only_what_some_public_event_has_can_be_chosen(client, cast):
    programme = Programme.objects.create(name="春风行动")
    public = make_event("讲座", kind="lecture", programme=programme)
    public.organization_entries.create(organization=cast.changping)
    draft = make_event(
        "草稿", kind="donation", published_at=None, programme=Programme.objects.create(name="密")
    )
    draft.organization_entries.create(organization=cast.chaoyang)
    assert client.get("/events/").context["choices"] == {
        "kinds": [("lecture", "讲座")],
        "districts": ["昌平区"],
        "organizations": [(cast.changping.slug, "昌平区总工会")],
        "programmes": [(programme.slug, "春风行动")],
    }


def test_past_events_stand_apart_the_latest_first(client, db):
    make_event("前天", starts_at=day_after(-2))
    make_event("昨天", starts_at=day_after(-1))
    make_event("后天", starts_at=day_after(2))
    assert titles(client.get("/events/")) == ["后天"]
    assert titles(client.get("/events/past/")) == ["昨天", "前天"]


def test_a_day_with_many_events_has_a_page_of_its_own(client, monkeypatch, db):
    """The sheet names twelve and leads to all; a filter goes along."""
    monkeypatch.setattr(timezone, "now", lambda: at("2026-02-10 12:00"))
    for number in range(60):
        make_event(f"课{number}", starts_at=at("2026-02-12 09:00") + dt.timedelta(minutes=number))
    make_event("书画展", starts_at=at("2026-02-11 00:00"), ends_at=at("2026-02-21 00:00"), is_all_day=True)
    make_event("次日", starts_at=at("2026-02-13 00:00"), kind="lecture")
    answer = client.get("/events/2026/02/?kind=training")
    days = {day.date.day: day for week in answer.context["weeks"] for day in week if day.is_in_month}
    assert [entry.date.title for entry in days[12].entries] == [f"课{number}" for number in range(12)]
    assert (days[12].more, days[11].more) == (48, 0)
    assert '<a href="/events/2026/02/12/?kind=training">另有48项' in answer.text
    page = client.get("/events/2026/02/12/")
    assert [date.event.title for date in page.context["page"]] == [
        "书画展",
        *(f"课{number}" for number in range(49)),
    ]
    assert "<h1>2026年2月12日的活动</h1>" in page.text
    second = client.get("/events/2026/02/12/?page=2")
    assert [date.event.title for date in second.context["page"]] == [
        f"课{number}" for number in range(49, 60)
    ]
    assert titles_of_day(client, "/events/2026/02/13/?kind=lecture") == ["次日"]
    empty = client.get("/events/2026/02/10/")
    assert (empty.status_code, '<meta name="robots" content="noindex">' in empty.text) == (200, True)
    assert [client.get(f"/events/2026/02/{day}/").status_code for day in ("00", "30", "99")] == [
        404,
        404,
        404,
    ]


def titles_of_day(client, address: str) -> list[str]:
    return [date.event.title for date in client.get(address).context["page"]]


def test_a_month_of_two_thousand_dates_costs_no_more_queries(client, django_assert_num_queries, db):
    start = at("2026-02-01 08:00")
    for count in (1, 2200):
        Event.objects.bulk_create(
            Event(title=f"课{n}", kind="training", starts_at=start + dt.timedelta(minutes=18 * n), published_at=start,
                  ends_at=start + dt.timedelta(minutes=18 * n + 10), stage="published")
            for n in range(count)
        )  # fmt: skip
        with django_assert_num_queries(8):
            answer = client.get("/events/2026/02/")
    assert answer.text.count('<span class="entry-time">') == 28 * 12
    assert len(answer.content) < 90_000


def test_the_month_shows_each_event_on_each_of_its_days(client, monkeypatch, db):
    monkeypatch.setattr(timezone, "now", lambda: at("2026-02-10 12:00"))
    make_event(
        "节前慰问",
        starts_at=at("2026-02-12 22:00"),
        ends_at=at("2026-02-14 00:00"),
        published_at=at("2026-01-01 00:00"),
    )
    make_event(
        "夜校", starts_at=at("2026-02-05 19:00"), recurrence="FREQ=WEEKLY;COUNT=4", published_at=at("2026-01-01 00:00"),
        exception_dates=[dt.date(2026, 2, 19)],
    )  # fmt: skip
    make_event(
        "书画展", starts_at=at("2026-02-16 00:00"), ends_at=at("2026-03-02 00:00"), is_all_day=True,
        published_at=at("2026-01-01 00:00"),
    )  # fmt: skip
    answer = client.get("/events/2026/02/")
    assert [date.title for date in answer.context["running"]] == ["书画展"]
    days = {
        f"{day.date:%m-%d}": [(entry.date.title, entry.part) for entry in day.entries]
        for week in answer.context["weeks"]
        for day in week
        if day.entries
    }
    assert days == {
        "02-05": [("夜校", "whole")],
        "02-12": [("夜校", "whole"), ("节前慰问", "first")],
        "02-13": [("节前慰问", "last")],
        "02-16": [("书画展", "first")],
        "02-26": [("夜校", "whole")],
        "03-01": [("书画展", "last")],
    }
    assert answer.text.count('aria-current="date"') == 1
    assert 'href="/events/2026/01/"' in answer.text
    assert 'href="/events/2026/03/"' in answer.text


def cost(client, django_assert_num_queries, address: str, number: int) -> None:
    with django_assert_num_queries(number):
        assert client.get(address).status_code == 200


@pytest.mark.parametrize("rows", [3, 30])
def test_pages_cost_the_same_for_three_rows_and_for_thirty(client, cast, rows, django_assert_num_queries):
    programme = Programme.objects.create(name="春风行动", organization=cast.changping)
    for number in range(rows):
        event = make_event(f"讲座{number}", starts_at=day_after(1), programme=programme)
        make_event(f"旧讲座{number}", starts_at=day_after(-9), programme=programme)
        for union in (cast.changping, make_organization(f"工会{number}")):
            event.organization_entries.create(organization=union, role="host")
        event.photo_entries.create(photo=make_photo())
    whole = event
    whole.recurrence = "FREQ=DAILY;COUNT=3"
    whole.save()
    for number in range(rows):
        whole.articles.add(make_published(f"报道{number}"))
        whole.photo_entries.create(photo=make_photo(), position=number)
    for address, number in zip(addresses(whole), COSTS, strict=True):
        cost(client, django_assert_num_queries, address, number)
    cost(client, django_assert_num_queries, "/events/calendar.ics", 3)
    cost(client, django_assert_num_queries, f"/events/{whole.pk}.ics", 1)


# upcoming, past, month, programmes, programme, event
COSTS = [11, 9, 8, 3, 8, 8]
