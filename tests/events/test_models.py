"""What is always true of an event: its times, its dates, its revisions."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone, translation

from events.models import Event, EventStatus, Occurrence
from tests.factories import make_event, make_organization

pytestmark = pytest.mark.django_db


def at(text: str) -> dt.datetime:
    """``2026-11-07 09:00`` in Shanghai."""
    return dt.datetime.fromisoformat(text).replace(tzinfo=timezone.get_default_timezone())


def local(dates) -> list[str]:
    return [
        f"{timezone.localtime(start):%m-%d %H:%M} – {timezone.localtime(end):%m-%d %H:%M}"
        for start, end in dates
    ]


def saturdays(**values) -> Event:
    return make_event(
        "剪纸班",
        starts_at=at("2026-11-07 09:00"),
        ends_at=at("2026-11-07 11:00"),
        recurrence="FREQ=WEEKLY;BYDAY=SA;COUNT=4",
        **values,
    )


def errors(event: Event) -> dict[str, list[str]]:
    with translation.override("en"):
        with pytest.raises(ValidationError) as refused:
            event.full_clean()
        return refused.value.message_dict


def test_dates_of_a_rule_without_its_exceptions():
    event = saturdays(exception_dates=[dt.date(2026, 11, 14)])
    expected = ["11-07 09:00 – 11-07 11:00", "11-21 09:00 – 11-21 11:00", "11-28 09:00 – 11-28 11:00"]
    assert local(event.all_dates()) == expected
    assert local(event.occurrences.values_list("starts_at", "ends_at")) == expected
    assert event.last_ends_at == at("2026-11-28 11:00")


def test_the_first_date_may_be_the_exception():
    event = saturdays(exception_dates=[dt.date(2026, 11, 7)])
    event.full_clean()
    assert local([event.next_date(at("2026-11-01 00:00"))]) == ["11-14 09:00 – 11-14 11:00"]
    assert [found.next_starts_at for found in Event.objects.upcoming(at("2026-11-01 00:00"))] == [
        at("2026-11-14 09:00")
    ]


def test_an_exception_at_the_end_moves_the_end():
    event = saturdays(exception_dates=[dt.date(2026, 11, 28)])
    assert event.last_ends_at == at("2026-11-21 11:00")


def test_next_date_runs_comes_or_was_the_last():
    event = saturdays()
    assert local([event.next_date(at("2026-11-14 10:59"))]) == ["11-14 09:00 – 11-14 11:00"]
    assert local([event.next_date(at("2026-11-14 11:00"))]) == ["11-21 09:00 – 11-21 11:00"]
    assert local([event.next_date(at("2027-01-01 00:00"))]) == ["11-28 09:00 – 11-28 11:00"]


def test_upcoming_is_ordered_by_the_next_date_not_by_the_first():
    course = saturdays()
    talk = make_event("讲座", starts_at=at("2026-11-20 09:00"))
    over = make_event("已结束", starts_at=at("2026-11-18 09:00"))
    now = at("2026-11-19 00:00")
    assert list(Event.objects.upcoming(now)) == [talk, course]
    assert [event.next_starts_at for event in Event.objects.upcoming(now)] == [
        at("2026-11-20 09:00"),
        at("2026-11-21 09:00"),
    ]
    assert list(Event.objects.past(now)) == [over]


def test_between_asks_for_real_dates():
    event = saturdays(exception_dates=[dt.date(2026, 11, 14)])
    assert list(Event.objects.between(at("2026-11-09 00:00"), at("2026-11-16 00:00"))) == []
    assert list(Event.objects.between(at("2026-11-16 00:00"), at("2026-11-23 00:00"))) == [event]
    assert local(event.dates(at("2026-11-16 00:00"), at("2026-11-23 00:00"))) == ["11-21 09:00 – 11-21 11:00"]


def test_an_event_without_length_touches_the_day_it_lies_in():
    moment = at("2026-11-20 00:00")
    event = make_event("截稿", starts_at=moment, ends_at=moment)
    event.full_clean(exclude=["last_ends_at"])
    day, next_day = at("2026-11-20 00:00"), at("2026-11-21 00:00")
    assert list(Event.objects.between(day, next_day)) == [event]
    assert event.dates(day, next_day) == [(moment, moment)]
    assert list(Event.objects.between(at("2026-11-19 00:00"), day)) == []
    assert event.dates(at("2026-11-19 00:00"), day) == []
    assert event.last_day == dt.date(2026, 11, 20)


def test_whole_days_are_widened_to_midnights():
    event = make_event(is_all_day=True, starts_at=at("2026-11-20 09:00"), ends_at=at("2026-11-22 17:00"))
    event.full_clean()
    event.save()
    assert local([(event.starts_at, event.ends_at)]) == ["11-20 00:00 – 11-23 00:00"]
    assert (event.first_day, event.last_day) == (dt.date(2026, 11, 20), dt.date(2026, 11, 22))
    event.full_clean()  # and once only
    assert local([(event.starts_at, event.ends_at)]) == ["11-20 00:00 – 11-23 00:00"]


def test_one_whole_day_given_by_its_date_alone_ends_at_the_next_midnight():
    event = make_event(is_all_day=True, starts_at=at("2026-11-20 00:00"), ends_at=at("2026-11-20 00:00"))
    event.full_clean()
    assert event.ends_at == at("2026-11-21 00:00")


def test_end_before_start_is_refused_in_words_and_by_the_database():
    event = make_event(starts_at=at("2026-11-20 09:00"))
    event.ends_at = at("2026-11-20 08:00")
    assert errors(event)["ends_at"] == ["The event ends before it starts: correct one of the two times."]
    with pytest.raises(IntegrityError, match="event_ends_after_start"), transaction.atomic():
        Event.objects.filter(pk=event.pk).update(ends_at=event.ends_at)


def test_a_rule_without_end_is_refused_in_words_and_by_the_database():
    event = saturdays()
    event.recurrence = "FREQ=WEEKLY"
    assert errors(event)["recurrence"] == ["The rule has no end: add COUNT=… or UNTIL=…."]
    with pytest.raises(IntegrityError, match="event_recurrence_ends"), transaction.atomic():
        Event.objects.filter(pk=event.pk).update(recurrence="FREQ=WEEKLY")


def test_exceptions_need_a_rule_and_the_deadline_lies_before_the_end():
    event = make_event(starts_at=at("2026-11-20 09:00"), exception_dates=[dt.date(2026, 11, 20)])
    assert list(errors(event)) == ["exception_dates"]
    event.exception_dates = []
    event.sign_up_deadline = at("2026-11-21 09:00")
    assert list(errors(event)) == ["sign_up_deadline"]


def test_only_a_change_that_calendars_must_know_counts_as_a_revision():
    event = make_event("讲座", starts_at=at("2026-11-20 09:00"))
    event.description = "<p>请带身份证。</p>"
    event.save()
    assert event.sequence == 0
    event.place = "三层报告厅"
    event.save()
    assert event.sequence == 1
    event.status = EventStatus.CANCELLED
    event.save(update_fields=["status"])
    event.refresh_from_db()
    assert (event.sequence, event.status) == (2, EventStatus.CANCELLED)


def test_dates_are_written_anew_only_where_they_changed():
    event = saturdays()
    kept = list(event.occurrences.values_list("pk", flat=True))
    event.exception_dates = [dt.date(2026, 11, 14)]
    event.save()
    assert list(event.occurrences.values_list("pk", flat=True)) == [kept[0], kept[2], kept[3]]
    event.recurrence, event.exception_dates = "", []
    event.save()
    assert local(event.occurrences.values_list("starts_at", "ends_at")) == ["11-07 09:00 – 11-07 11:00"]


def test_events_made_in_bulk_have_their_dates():
    starts_at = at("2026-11-07 09:00")
    Event.objects.bulk_create(
        Event(
            title=f"场次{number}", kind="training", starts_at=starts_at, ends_at=starts_at + dt.timedelta(hours=1),
            recurrence="FREQ=DAILY;COUNT=2",
        )
        for number in range(3)
    )  # fmt: skip
    assert Occurrence.objects.count() == 6
    assert set(Event.objects.values_list("last_ends_at", flat=True)) == {at("2026-11-08 10:00")}


def test_sign_up_is_open_until_its_deadline_and_never_for_a_cancelled_event():
    now = timezone.now()
    event = make_event(sign_up_note="电话报名", sign_up_deadline=now + dt.timedelta(hours=1))
    assert event.sign_up_is_open
    event.status = EventStatus.CANCELLED
    assert not event.sign_up_is_open
    event.status, event.sign_up_deadline = EventStatus.SCHEDULED, now
    assert not event.sign_up_is_open
    assert not make_event().sign_up_is_open  # there is no way to sign up


def test_events_of_an_organization_in_any_role(cast):
    ours, theirs = make_event("本区"), make_event("外区")
    ours.organization_entries.create(organization=cast.changping, role="support")
    theirs.organization_entries.create(organization=make_organization(), role="host")
    assert list(Event.objects.of_organization(cast.changping)) == [ours]


@pytest.mark.parametrize("status", [EventStatus.CANCELLED, EventStatus.POSTPONED])
def test_whatever_changes_the_state_is_a_revision(status):
    """Also an event that comes in like that: a calendar may have it as planned from elsewhere."""
    assert make_event(status=status).sequence == 1
    (loaded,) = Event.objects.bulk_create(
        [
            Event(
                title="载入",
                kind="training",
                starts_at=at("2026-11-20 09:00"),
                ends_at=at("2026-11-20 10:00"),
                status=status,
            )
        ]
    )
    assert loaded.sequence == 1
    event = make_event()
    before = event.updated_at
    Event.objects.filter(pk=event.pk).update(status=status)
    event.refresh_from_db()
    assert event.sequence == 1
    assert event.updated_at > before
    event.status = EventStatus.SCHEDULED
    Event.objects.bulk_update([event], ["status"])
    event.refresh_from_db()
    assert (event.sequence, event.status) == (2, EventStatus.SCHEDULED)
    Event.objects.filter(pk=event.pk).update(description="<p>请带身份证。</p>")
    event.refresh_from_db()
    assert event.sequence == 2
