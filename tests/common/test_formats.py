"""The filters of readers' pages."""

import datetime as dt
from decimal import Decimal

import pytest
from django.utils import timezone, translation

from common.templatetags import formats


@pytest.mark.parametrize(
    ("value", "chinese", "english"),
    [
        (Decimal("96.00"), "96", "96"),
        (Decimal("97.50"), "97.5", "97.5"),
        (4300, "4300", "4300"),
        (Decimal("12345.00"), "12\u2009345", "12,345"),
        (Decimal("300000.00"), "30万", "300,000"),
        (Decimal("1234567.50"), "1\u2009234\u2009567.5", "1,234,567.5"),
    ],
)
def test_figures_as_print_sets_them(value, chinese, english):
    assert formats.number(value) == chinese
    with translation.override("en"):
        assert formats.number(value) == english


def test_days_of_this_year_are_short(monkeypatch):
    now = dt.datetime(2026, 11, 22, 4, tzinfo=dt.UTC)
    monkeypatch.setattr(timezone, "now", lambda: now)
    late = dt.datetime(2025, 12, 31, 16, 30, tzinfo=dt.UTC)  # half past midnight of New Year in Beijing
    assert formats.day(late) == "1月1日"
    assert formats.day(dt.date(2025, 12, 31)) == "2025-12-31"
    assert formats.full_time(late) == "2026年1月1日 00:30"
    assert formats.machine(late) == "2026-01-01T00:30+08:00"
    assert formats.day(None) == ""
    with translation.override("en"):
        assert (formats.day(late), formats.weekday(late)) == ("1 January", "Thursday")


@pytest.mark.parametrize(
    ("headline", "expected"),
    [
        ("首都工匠学院：四级台阶，人人有课上", "by-clause"),
        ("昌平：给一线职工搭一架往上走的梯子", ""),
        ("夜校开课", ""),
    ],
)
def test_short_clauses_stay_whole(headline, expected):
    assert formats.by_clause(headline) == expected
