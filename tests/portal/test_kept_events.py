"""That what lists of events and the sheet of a month keep is never out of date, and what they cost the database."""

import datetime as dt

import pytest
from django.utils import timezone

from events.lists import listed
from events.models import Event, Programme
from organizations.models import Organization
from portal.templatetags.frame import event_items
from tests.factories import make_event, make_organization

pytestmark = pytest.mark.django_db(transaction=True)


def at(text: str) -> dt.datetime:
    return timezone.make_aware(dt.datetime.fromisoformat(text))


@pytest.fixture
def event(monkeypatch) -> Event:
    """One of three evenings of a programme, held by a union; the moment is 12:00 of the day before the first."""
    monkeypatch.setattr(timezone, "now", lambda: at("2026-02-09 12:00"))
    union = make_organization("昌平区总工会", short_name="昌平工会", kind="district", district="昌平区")
    programme = Programme.objects.create(name="春风行动", organization=union)
    event = make_event(
        "夜校开课", programme=programme, place="一号教室", starts_at=at("2026-02-10 19:00"),
        recurrence="FREQ=DAILY;COUNT=3", sign_up_note="打电话", sign_up_deadline=at("2026-02-10 12:00"),
        published_at=at("2026-02-01 08:00"),
    )  # fmt: skip
    event.organization_entries.create(organization=union, role="host")
    return event


@pytest.mark.parametrize("address", ["/events/", "/organizations/{slug}/", "/organizations/{slug}/events/"])
def test_what_an_item_shows_is_that_of_now(client, changes, event, address):
    address = address.format(slug=Organization.objects.get().slug)
    row, host = Event.objects.filter(pk=event.pk), Organization.objects.all()
    other = make_organization("朝阳区总工会", short_name="朝阳工会", kind="district")
    for change, before, after in (
        (lambda: row.update(title="结业", title_words=""), ">夜校", ">结业</a></h"),
        (lambda: row.update(place="二号教室"), "一号教室", "二号教室"),
        (lambda: row.update(kind="lecture"), '<p class="kicker">培训', '<p class="kicker">讲座'),
        (lambda: row.update(status="postponed"), "", "↷"),
        (lambda: row.update(sign_up_note=""), "报名", ""),
        (lambda: Programme.objects.update(name="夏送清凉"), ">春风行动</a>", ">夏送清凉</a>"),
        (lambda: host.filter(short_name="昌平工会").update(short_name=""), ">昌平工会<", ">昌平区总工会<"),
        (lambda: event.organization_entries.create(organization=other), "", ">朝阳工会<"),
        (lambda: other.event_entries.update(role="support"), ">朝阳工会<", ""),
    ):
        shown = items(client, address)
        assert (before in shown, after != "" and after in shown) == (True, False)
        change()
        changes.hear_out()
        shown = items(client, address)
        assert (before != "" and before in shown, after in shown) == (False, True)


def items(client, address: str) -> str:
    """The list of events to come of a page."""
    return client.get(address).text.partition('<ul class="event-list">')[2].partition("</ul>")[0]


def test_an_item_goes_by_the_clock(client, changes, event, monkeypatch):
    told = {}
    for moment in ("2026-02-10 11:59", "2026-02-10 12:00", "2026-02-10 19:00", "2026-02-10 21:00"):
        monkeypatch.setattr(timezone, "now", lambda moment=moment: at(moment))
        shown = items(client, "/events/")
        told[moment] = ["进行中" in shown, "报名截止" in shown, 'datetime="2026-02-11T19:00' in shown]
    assert told == {
        "2026-02-10 11:59": [False, True, False],
        "2026-02-10 12:00": [False, False, False],
        "2026-02-10 19:00": [True, False, False],
        "2026-02-10 21:00": [False, False, True],
    }


def test_an_item_that_was_read_before_a_change_is_not_kept_for_after_it(changes, event):
    [read_before] = listed([event.pk])
    Event.objects.filter(pk=event.pk).update(title="改过", title_words="")
    changes.hear_out()
    assert read_before.headline in event_items([read_before])
    assert "改过" in event_items(listed([event.pk]))


@pytest.mark.parametrize("address", ["/events/calendar.ics", "/organizations/{slug}/events.ics"])
def test_what_a_calendar_says_is_that_of_now(client, changes, event, address):
    address, row = address.format(slug=Organization.objects.get().slug), Event.objects.filter(pk=event.pk)
    for change, before, after in (
        (lambda: row.update(title="结业"), "SUMMARY:夜校开课", "SUMMARY:结业"),
        (lambda: row.update(description="<p>带上证件</p>"), "", "带上证件"),
        (lambda: row.update(exception_dates=[dt.date(2026, 2, 11)]), "", "EXDATE;"),
        (lambda: row.update(status="cancelled"), "STATUS:CONFIRMED", "STATUS:CANCELLED"),
    ):
        said = client.get(address).text
        assert (before in said, after in said) == (True, False)
        change()
        changes.hear_out()
        said = client.get(address).text
        assert (before != "" and before in said, after in said) == (False, True)
    assert "SUMMARY:【Cancelled】" in client.get(f"/en{address}").text


def test_how_many_are_over_goes_by_changes_and_by_the_clock(client, changes, event, monkeypatch):
    union = Organization.objects.get()
    over = [
        make_event(starts_at=at("2026-02-05 19:00"), published_at=at("2026-02-01 08:00"))
        for _number in (1, 2)
    ]
    over[0].organization_entries.create(organization=union)

    def totals() -> list[int]:
        changes.hear_out()
        addresses = ("/events/past/", f"/organizations/{union.slug}/events/", "/events/programmes/spring/")
        return [client.get(address).context["page"].total for address in addresses]

    Programme.objects.update(slug="spring")
    assert totals() == [2, 1, 0]
    over[1].organization_entries.create(organization=union)
    Event.objects.filter(pk=over[0].pk).update(programme=event.programme)
    assert totals() == [2, 2, 1]
    monkeypatch.setattr(timezone, "now", lambda: at("2026-02-12 21:00"))
    assert totals() == [3, 3, 2]
