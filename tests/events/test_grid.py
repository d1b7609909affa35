"""The sheet of a month: weeks, lunar days, public holidays and their exchanged weekends."""

import datetime as dt

import pytest

from events.grid import month_sheet


def sheet(year: int, month: int, language: str = "zh-hans"):
    return month_sheet(year, month, [], today=dt.date(2026, 2, 17), language=language)


def test_weeks_begin_on_monday_and_hold_the_neighbours_days():
    weeks = sheet(2026, 2)
    assert [(week[0].date.isoformat(), week[-1].date.isoformat()) for week in weeks] == [
        ("2026-01-26", "2026-02-01"),
        ("2026-02-02", "2026-02-08"),
        ("2026-02-09", "2026-02-15"),
        ("2026-02-16", "2026-02-22"),
        ("2026-02-23", "2026-03-01"),
    ]
    assert [day.date.day for week in weeks for day in week if day.is_in_month] == list(range(1, 29))
    assert [day.date.isoformat() for week in weeks for day in week if day.is_today] == ["2026-02-17"]


def test_spring_festival_of_2026_with_its_exchanged_weekends():
    holidays = {
        f"{day.date:%m-%d}": (day.holiday.name, day.holiday.is_off)
        for week in sheet(2026, 2)
        for day in week
        if day.holiday
    }
    assert holidays == {
        "02-14": ("上班", False),
        "02-16": ("农历除夕", True),
        "02-17": ("春节", True),
        "02-18": ("春节", True),
        "02-19": ("春节", True),
        "02-20": ("休息日", True),
        "02-23": ("休息日", True),
        "02-28": ("上班", False),
    }


def test_holidays_in_english():
    names = [day.holiday.name for week in sheet(2026, 2, "en") for day in week if day.holiday]
    assert names == [
        "Working day",
        "Chinese New Year's Eve",
        "Chinese New Year",
        "Chinese New Year",
        "Chinese New Year",
        "Day off",
        "Day off",
        "Working day",
    ]


def test_lunar_labels_name_terms_months_and_days():
    labels = {f"{day.date:%m-%d}": day.lunar for week in sheet(2026, 2) for day in week}
    assert {key: labels[key] for key in ("02-04", "02-16", "02-17", "02-18")} == {
        "02-04": "立春",
        "02-16": "廿九",
        "02-17": "正月",
        "02-18": "雨水",
    }


@pytest.mark.parametrize(("year", "month"), [(1949, 1), (2099, 12), (2100, 12)])
def test_the_first_and_the_last_sheets_can_be_drawn(year, month):
    assert sum(day.is_in_month for week in sheet(year, month) for day in week) == 31
