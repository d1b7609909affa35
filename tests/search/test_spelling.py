"""What letters find titles and names by."""

import pytest

from search import spelling


def test_a_title_is_read_in_pairs_and_by_four_initials_each():
    assert spelling.lexemes("工匠学院a班", []) == {
        "py:gong.jiang", "py:jiang.xue", "py:xue.yuan", "in:gjxy",
    }  # fmt: skip


def test_a_character_of_two_readings_gives_both():
    assert spelling.lexemes("长行", []) == {
        "py:zhang.xing", "py:zhang.hang", "py:chang.xing", "py:chang.hang",
    }  # fmt: skip


def test_a_name_is_read_as_its_key_says():
    assert spelling.lexemes("", ["shan4 qing1 shan1", "", "12"]) == {
        "py:shan.qing", "py:qing.shan", "pn:shanqingshan", "pi:sqs",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "asks"),
    [
        ("gongjiang", "'py:gong.jiang'"),
        ("fangan", "('py:fang.an' | 'py:fan.gan')"),
        ("xi'an", "'py:xi.an'"),
        ("zhigongyexiao", "('py:zhi.gong' & 'py:gong.ye' & 'py:ye.xiao')"),
        ("gongjiangx", "('py:gong.jiang' & 'py:jiang.x':*)"),
        ("gjxy", "'in:gjxy'"),
        ("cpqzgh", "('in:cpqz' & 'in:pqzg' & 'in:qzgh')"),
        ("gong", ""),
        ("gongj", ""),
        ("zgh", ""),
        ("app", ""),
        ("工匠", ""),
        ("gong jiang", ""),
        ("12351", ""),
        ("'", ""),
        ("''''", ""),
        ("a" * 61, ""),
    ],
)
def test_what_letters_ask_for(typed, asks):
    assert spelling.asked(typed) == asks


@pytest.mark.parametrize("letters", ["an" * 30, "a" * 60, "n'" * 30, "xian" * 15])
def test_letters_that_can_be_cut_in_many_ways_are_cut_in_few(letters):
    assert spelling.asked(letters).count("py:") <= 60 * spelling.MOST_WAYS


@pytest.mark.parametrize(
    ("typed", "asks"),
    [("gongj", "('pn:gongj':* | 'pi:gongj':*)"), ("xi'an", "('pn:xian':* | 'pi:xian':*)"), ("g", ""), ("''", ""), ("工", "")],
)  # fmt: skip
def test_the_beginning_of_a_name(typed, asks):
    assert spelling.begun(typed) == asks
