"""Spans of time as marks."""

import datetime as dt

import pytest

from search import periods


def day(text: str) -> int:
    return dt.date.fromisoformat(text).toordinal()


@pytest.mark.parametrize(
    ("first", "last", "marks"),
    [
        ("2026-11-27", "2026-11-27", ["day:2026-11-27"]),
        ("2026-11-29", "2026-12-02", ["day:2026-11-29", "day:2026-11-30", "day:2026-12-01", "day:2026-12-02"]),
        ("2026-10-31", "2026-12-01", ["day:2026-10-31", "month:2026-11", "day:2026-12-01"]),
        ("2024-12-01", "2026-01-31", ["month:2024-12", "year:2025", "month:2026-01"]),
        ("2024-01-01", "2024-02-29", ["month:2024-01", "month:2024-02"]),
        ("2026-11-28", "2026-11-27", []),
    ],
)  # fmt: skip
def test_marks_of_all_days_of_a_span(first, last, marks):
    assert list(periods.marks_between(day(first), day(last))) == marks


def test_every_document_of_a_span_bears_one_of_its_marks_and_no_other_does():
    first, last = day("2023-11-20"), day("2025-02-10")
    marks = set(periods.marks_between(first, last))
    assert len(marks) == 11 + 1 + 1 + 1 + 10
    for number in range(first - 40, last + 40):
        moment = dt.datetime.combine(dt.date.fromordinal(number), dt.time(23, 59), dt.UTC)
        assert bool(marks & set(periods.marks_of(moment, moment))) is (first <= number <= last)


def test_what_readers_see_before_its_date_is_ahead():
    moment = dt.datetime(2026, 3, 1, 7, tzinfo=dt.timezone(dt.timedelta(hours=8)))
    own = ["year:2026", "month:2026-02", "day:2026-02-28"]
    assert periods.marks_of(moment, None) == periods.marks_of(moment, moment) == own
    assert periods.marks_of(moment, moment - dt.timedelta(seconds=1)) == [*own, "ahead"]
    assert periods.lately(moment) == ["month:2026-02", "month:2026-01"]


@pytest.mark.parametrize(
    ("first", "last", "begun"),
    [("2026-11-20", "2026-11-27", "2026-11-20"), ("2026-09-15", "2026-11-27", "2026-09-01"), ("2020-09-15", "2026-11-27", "2020-01-01")],
)  # fmt: skip
def test_long_spans_begin_with_a_month_or_a_year(first, last, begun):
    assert periods.begun_by(day(first), day(last)) == day(begun)
