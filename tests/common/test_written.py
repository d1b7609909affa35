"""Dates, times, numbers and addresses as people write them."""

import datetime as dt

import pytest

from common.written import read_address, read_date, read_dates, read_telephones, read_time

FIFTH = dt.date(2026, 12, 5)


@pytest.mark.parametrize(
    "text",
    [
        "２０２６-１２-０５", "2026－12－05", "2026年12月5日", "２０２６年１２月５日", "2026.12.5", "2026。12。5", "2026/12/5",
        "2026-12-05", " 2026 年 12 月 5 日 ", "2026年12月5号", "2026．12．05", "2026—12—05", "2026·12·5",
        "2026年12月05日星期六", "2026-12-5（周六）", "2026年12月5日 礼拜六", "二〇二六年十二月五日", "二零二六年12月5日",
    ],
)  # fmt: skip
def test_days_that_are_read(text):
    assert read_date(text) == FIFTH


@pytest.mark.parametrize(
    "text",
    [
        "12月5日",
        "2026-13-01",
        "2026-02-30",
        "26-12-05",
        "明天",
        "",
        "2026-12",
        "20261205",
        "二〇二六年十二月",
        "5/12/2026",
    ],
)
def test_days_that_are_not(text):
    assert read_date(text) is None


@pytest.mark.parametrize(
    ("text", "time", "days"),
    [
        ("09：00", dt.time(9), 0), ("9点", dt.time(9), 0), ("9:30", dt.time(9, 30), 0), ("９时３０分", dt.time(9, 30), 0),
        ("9点半", dt.time(9, 30), 0), ("下午3点", dt.time(15), 0), ("晚上8:15", dt.time(20, 15), 0),
        ("中午12点", dt.time(12), 0), ("中午1点", dt.time(13), 0), ("上午9点一刻", dt.time(9, 15), 0),
        ("09:00:00", dt.time(9), 0), ("24:00", dt.time(0), 1), ("24点", dt.time(0), 1), ("0:00", dt.time(0), 0),
        ("10点整", dt.time(10), 0), ("九点", dt.time(9), 0), ("十二点三十分", dt.time(12, 30), 0), ("二十点", dt.time(20), 0),
        ("下午三点一刻", dt.time(15, 15), 0), ("傍晚6点", dt.time(18), 0), ("21:00时", dt.time(21), 0),
        ("早8点", dt.time(8), 0), ("凌晨12点", dt.time(0), 0), ("凌晨1点", dt.time(1), 0),
        ("晚12点", dt.time(0), 1), ("晚上12点", dt.time(0), 1), ("夜里11点半", dt.time(23, 30), 0),
    ],
)  # fmt: skip
def test_times_that_are_read(text, time, days):
    assert read_time(text) == (time, days)


@pytest.mark.parametrize(
    "text", ["25:00", "24:01", "9:60", "上午", "9", "", "九百点", "9点61分", "晚12点半", "0900", "9:00-11:00"]
)
def test_times_that_are_not(text):
    assert read_time(text) is None


TWO = [dt.date(2026, 12, 12), dt.date(2026, 12, 19)]


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("2026-12-12、２０２６-１２-１９", TWO), ("2026-12-12；2026-12-19", TWO), ("2026-12-12 2026-12-19", TWO),
        ("2026年12月12日，2026年12月19日", TWO), ("2026-12-12,\n2026-12-19,", TWO), ("", []),
        ("12月12日", None), ("2026-12-12，下周", None), ("2026年12月12日、19日", TWO), ("2026-12-12，12-19", TWO),
        ("2026.12.12；2026.12.19。", TWO), ("2026年12月12日和12月19日", TWO), ("2026年12月12日（周六）、19日（周六）", TWO),
        ("2026-12-12, 2026-12-12, 2026-12-19", TWO), ("2026-12-12，32日", None), ("2026年12月12日至19日", None),
    ],
)  # fmt: skip
def test_several_days(text, days):
    assert read_dates(text) == days


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("０１０－８４５５１２３４", ["01084551234"]), ("010－84551234", ["01084551234"]), ("８４５５ 1234", ["84551234"]),
        ("010-8455 1234 转 8", ["01084551234"]), ("010-84551234、84555678", ["01084551234", "84555678"]),
        ("400·810·1234", ["4008101234"]), ("400.810.1234", ["4008101234"]), ("（010）84551234", ["01084551234"]),
        ("+86 10 8455 1234", ["+861084551234"]), ("电话：8455–1234", ["84551234"]), ("12351", ["12351"]),
        ("84551234分机12", ["84551234"]), ("13800001234 / 010-84551234", ["13800001234", "01084551234"]),
        ("138 0000 1234 或 84551234", ["13800001234", "84551234"]), ("见门口", []), ("", []), ("8号楼", []),
        ("010-84551234-801", ["01084551234"]), ("（010）8455 1234－8001", ["01084551234"]),
        ("400-810-1234-2", ["4008101234"]), ("0311-8888-7777", ["031188887777"]), ("010-8455-1234", ["01084551234"]),
        ("13800001234-1", ["13800001234"]), ("138-0000-1234", ["13800001234"]), ("0371-6598123-12", ["03716598123"]),
        ("010-84551234 ext. 6", ["01084551234"]), ("010—8455—1234（办公室）", ["01084551234"]),
    ],
)  # fmt: skip
def test_telephone_numbers(text, numbers):
    pieces = read_telephones(text)
    assert [piece.address for piece in pieces if piece.address] == [f"tel:{number}" for number in numbers]
    assert "".join(piece.shown for piece in pieces) == text


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("https：//example.com/baoming", "https://example.com/baoming"),
        ("https://example.com/baoming。", "https://example.com/baoming"),
        ("example.com/a，", "https://example.com/a"),
        ("https://example.com/baoming（扫码）", "https://example.com/baoming"),
        ("ｗｗｗ.example.com", "https://www.example.com"),
        ("http://例子.测试/报名", "http://例子.测试/报名"),
        ("https://zh.wikipedia.org/wiki/工会", "https://zh.wikipedia.org/wiki/工会"),
        ("https://zh.wikipedia.org/wiki/工会_(中国)", "https://zh.wikipedia.org/wiki/工会_(中国)"),
        ("www。example。com", "https://www.example.com"),
        ("https:／／example．com／a？b＝1", "https://example.com/a?b=1"),
        ("www.example.com:8080/a?b=1#c", "https://www.example.com:8080/a?b=1#c"),
        ("mailto:a@example.com", "mailto:a@example.com"),
        ("/articles/1/", "/articles/1/"),
        ("https://example.com/a)", "https://example.com/a"),
        ("“https://example.com”", "https://example.com"),
        ("<https://example.com/a>", "https://example.com/a"),
        ("https;//example.com", "https://example.com"),
        ("http//example.com/a", "http://example.com/a"),
        ("https:\\\\example.com", "https://example.com"),
        ("http:/example.com", "http://example.com"),
        ("https:example.com", "https://example.com"),
        ("https:///example.com", "https://example.com"),
        ("https://example.com/?to=http//a", "https://example.com/?to=http//a"),
        ("报名处", "报名处"),
        ("", ""),
    ],
)
def test_addresses(text, address):
    assert read_address(text) == address
