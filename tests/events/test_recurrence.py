"""Rules of RFC 5545: what they mean, what they refuse, and that every one of them comes to an end."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from events import recurrence

SHANGHAI = ZoneInfo("Asia/Shanghai")
SATURDAY = dt.datetime(2026, 11, 7, 9, tzinfo=SHANGHAI)


def days(rule: str, first: dt.datetime = SATURDAY, zone: dt.tzinfo = SHANGHAI) -> list[str]:
    return [f"{date:%m-%d %H:%M}" for date in recurrence.starts(rule, first, zone)]


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("FREQ=WEEKLY;BYDAY=SA;COUNT=3", ["11-07 09:00", "11-14 09:00", "11-21 09:00"]),
        ("FREQ=WEEKLY;INTERVAL=2;COUNT=2", ["11-07 09:00", "11-21 09:00"]),
        ("FREQ=MONTHLY;BYDAY=1SA;COUNT=3", ["11-07 09:00", "12-05 09:00", "01-02 09:00"]),
        ("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR,SA,SU;BYSETPOS=-1;COUNT=1", ["11-30 09:00"]),
        # UTC: 01:00 is nine in the morning here, so the last Saturday still counts …
        ("FREQ=WEEKLY;UNTIL=20261121T010000Z", ["11-07 09:00", "11-14 09:00", "11-21 09:00"]),
        # … and a second before it no longer does.
        ("FREQ=WEEKLY;UNTIL=20261121T005959Z", ["11-07 09:00", "11-14 09:00"]),
        ("FREQ=WEEKLY;UNTIL=20261121T090000", ["11-07 09:00", "11-14 09:00", "11-21 09:00"]),
        # A bare date means the whole day, as people write it.
        ("FREQ=WEEKLY;UNTIL=20261121", ["11-07 09:00", "11-14 09:00", "11-21 09:00"]),
        ("RRULE:freq=weekly；count＝２", ["11-07 09:00", "11-14 09:00"]),
    ],
)
def test_rule_gives_exactly_these_dates(rule, expected):
    assert days(rule) == expected


def test_a_rule_counts_by_the_clock_on_the_wall_through_summer_time():
    paris = ZoneInfo("Europe/Paris")
    first = dt.datetime(2026, 10, 24, 9, tzinfo=paris)
    dates = recurrence.starts("FREQ=DAILY;COUNT=2", first, paris)
    assert [date.isoformat() for date in dates] == ["2026-10-24T09:00:00+02:00", "2026-10-25T09:00:00+01:00"]


def test_first_date_in_utc_is_taken_in_local_time():
    # 23:00 UTC on Friday is Saturday morning in Shanghai.
    first = dt.datetime(2026, 11, 6, 23, tzinfo=dt.UTC)
    assert days("FREQ=WEEKLY;BYDAY=SA;COUNT=2", first) == ["11-07 07:00", "11-14 07:00"]


@pytest.mark.parametrize(
    ("rule", "number"),
    [
        ("FREQ=YEARLY;BYMONTH=4;BYYEARDAY=200;COUNT=3", 0),
        ("FREQ=DAILY;COUNT=999999", 1000),
        ("FREQ=DAILY;UNTIL=99991231", 1000),
        ("FREQ=YEARLY;COUNT=100", 11),
        ("FREQ=DAILY", 1000),
        ("FREQ=WEEKLY;INTERVAL=999999;COUNT=9", 1),
    ],
)
def test_rules_without_a_sensible_end_come_to_one(rule, number):
    assert len(recurrence.starts(rule, SATURDAY, SHANGHAI)) == number


NOT_UNDERSTOOD = "Write it like FREQ=WEEKLY;BYDAY=SA;COUNT=8."


@pytest.mark.parametrize(
    ("rule", "exceptions", "sentence"),
    [
        ("every saturday", [], NOT_UNDERSTOOD),
        ("FREQ=SECONDLY;COUNT=3", [], NOT_UNDERSTOOD),
        ("FREQ=WEEKLY;BYHOUR=9;COUNT=3", [], NOT_UNDERSTOOD),
        ("FREQ=WEEKLY;INTERVAL=0;COUNT=3", [], NOT_UNDERSTOOD),
        ("FREQ=WEEKLY;COUNT=0", [], NOT_UNDERSTOOD),
        ("FREQ=WEEKLY;COUNT=3;COUNT=4", [], NOT_UNDERSTOOD),
        ("FREQ=WEEKLY;BYDAY=SATURDAY;COUNT=3", [], NOT_UNDERSTOOD),
        ("FREQ=WEEKLY;UNTIL=20260230", [], NOT_UNDERSTOOD),
        ("FREQ=WEEKLY;UNTIL=tomorrow", [], NOT_UNDERSTOOD),
        ("FREQ=MONTHLY;BYSETPOS=0;BYDAY=MO;COUNT=2", [], NOT_UNDERSTOOD),
        ("FREQ=WEEKLY;COUNT=3;UNTIL=20261231", [], "either COUNT=… or UNTIL=…"),
        ("FREQ=WEEKLY;BYDAY=SA", [], "has no end"),
        ("FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30;COUNT=3", [], "no date at all"),
        ("FREQ=WEEKLY;UNTIL=20261101", [], "no date at all"),
        ("FREQ=DAILY;COUNT=1001", [], "too many dates"),
        ("FREQ=YEARLY;COUNT=20", [], "too many dates"),
        ("FREQ=DAILY;UNTIL=20991231", [], "too many dates"),
        ("FREQ=WEEKLY;BYDAY=SU;COUNT=2", [], "the first date is 2026-11-08 09:00"),
        ("FREQ=WEEKLY;BYDAY=SA;COUNT=2", [dt.date(2026, 11, 8)], "no date on 2026-11-08"),
        ("FREQ=WEEKLY;COUNT=1", [dt.date(2026, 11, 7)], "Every date of the rule is taken out"),
    ],
)
def test_a_rule_that_cannot_be_meant_is_refused_with_a_sentence(rule, exceptions, sentence):
    from django.utils import translation

    with translation.override("en"):
        with pytest.raises(recurrence.RuleError) as refused:
            recurrence.check(rule, SATURDAY, exceptions, SHANGHAI)
        assert sentence in str(refused.value)


def test_the_largest_rules_pass():
    recurrence.check("FREQ=DAILY;COUNT=1000", SATURDAY, [], SHANGHAI)
    recurrence.check("FREQ=YEARLY;COUNT=11", SATURDAY, [dt.date(2026, 11, 7)], SHANGHAI)
