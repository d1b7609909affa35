"""Texts as they are stored: nothing that is not shown, nothing that readers would miss."""

import pytest

from common.radicals import without_radicals
from common.text import fold, tidy_line, tidy_text, within_quotes


@pytest.mark.parametrize(
    ("text", "stored"),
    [
        ("二层\x0b大厅", "二层 大厅"),
        ("免费\x07", "免费"),
        ("全体\x1f职工", "全体职工"),
        ("现场\u200b报名", "现场报名"),
        ("a\u2028b\r\nc", "a b c"),
        ("\u3000两格　　中间\u3000", "两格 中间"),
        ("👷‍♀️ 女工风采", "👷‍♀️ 女工风采"),
        ("👨‍👩‍👧 亲子活动", "👨‍👩‍👧 亲子活动"),
        ("🏳️‍🌈", "🏳️‍🌈"),
        ("می‌خواهم", "می‌خواهم"),
        ("क्‍ष", "क्‍ष"),
        ("工会\u200d动态", "工会动态"),
        ("\u200d工会\u200c", "工会"),
        ("👷\u200d", "👷"),
        ("北京市总⼯会", "北京市总工会"),
        ("⺠主管理，⻓城杯，⽅案", "民主管理，长城杯，方案"),
        ("\ufdd0\uffff\x85", ""),
    ],
)
def test_a_line(text, stored):
    assert tidy_line(text) == stored
    assert tidy_line(stored) == stored


@pytest.mark.parametrize(
    ("text", "stored"),
    [
        ("一\r\n二\r三\x0b四", "一\n二\n三\n四"),
        ("　　缩进　\n\n\x00下段", "缩进　\n\n下段"),
        ("a  b\tc", "a  b\tc"),
    ],
)
def test_a_text_keeps_its_lines(text, stored):
    assert tidy_text(text) == stored


def test_radicals_without_an_equivalent_stay():
    assert without_radicals("⺀⺚⿰") == "⺀⺚⿰"


@pytest.mark.parametrize(
    ("one", "other"),
    [("⺠主", "民主"), ("ＡＩ", "ai"), ("工\u200b会", "工会"), ("5G 专网", "５ｇ专网"), ("Ç", "C\u0327")],
)
def test_spellings_of_one_name(one, other):
    assert fold(one) == fold(other)


def test_other_names_stay_apart():
    assert fold("一工会") != fold("二工会")


@pytest.mark.parametrize(
    ("name", "within"), [("“昌平工匠杯”决赛", "‘昌平工匠杯’决赛"), ("梁会芬", "梁会芬"), ("", "")]
)
def test_marks_within_marks_are_the_inner_ones(name, within):
    assert within_quotes(name) == within
