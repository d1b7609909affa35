"""Four times the text takes about four times the work, never sixteen."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from newsroom.pages import KnownNames, KnownOrganization, parse_page
from tests.effort import BETWEEN, ratio

PAGE = (Path(__file__).parent / "samples/page-2026-03-12-03.txt").read_text(encoding="utf-8")
ONE_LINE = PAGE.replace("\n", "")
UNITS = [
    ONE_LINE, "工会", "（", "记者 ", "本报讯（记者 张三）", "转自《", "区总工会", "“", "a|", "张三 摄 ", "第1版", "<div>", "1", "，", "# ",
]  # fmt: skip
LINES = [
    "# 标题",
    "本报讯（记者 张三）天晴。",
    "短行没有标点",
    "■栏目",
    "（张三）",
    "2026年3月12日",
    ">> a <<\n# b",
    "一、列表",
]


def growth(parse: Callable[[str], Any], whole: str, quarter: str) -> float:
    return ratio(lambda: parse(whole), lambda: parse(quarter), limit=BETWEEN)


@pytest.mark.parametrize("unit", UNITS)
def test_one_long_line_takes_linear_time(unit):
    text = (unit * 100_000)[:100_000]
    assert growth(parse_page, text, text[:25_000]) < BETWEEN


@pytest.mark.parametrize("line", LINES)
def test_many_lines_take_linear_time(line):
    assert growth(parse_page, f"{line}\n" * 1600, f"{line}\n" * 400) < BETWEEN


def by_an_expression_that_looks_ahead_from_everywhere(text: str) -> object:
    return re.search(r"(?:工会)+。", text)


def by_adding_up_what_stands_before_each_character(text: str) -> object:
    return [sum(map(ord, text[:place:4])) for place in range(0, len(text), 4)]


@pytest.mark.parametrize(
    ("rule", "length"),
    [
        (by_an_expression_that_looks_ahead_from_everywhere, 12_000),
        (by_adding_up_what_stands_before_each_character, 16_000),
    ],
)
def test_a_quadratic_rule_would_be_noticed(rule, length):
    """The measure itself: the parser with one more rule, which is quadratic on purpose."""
    text = "工会" * (length // 2)  # a quarter of it is longer than any clause that the parser reads for names
    assert growth(lambda part: (parse_page(part), rule(part)), text, text[: length // 4]) > BETWEEN


def test_many_registered_names_cost_next_to_nothing():
    names = [
        KnownOrganization(f"第{n}街道总工会", (f"{n}街道工会", f"简称{n}"), "青禾区") for n in range(3000)
    ]
    known = KnownNames(names)
    text = PAGE * 5
    assert ratio(lambda: parse_page(text, known=known), lambda: parse_page(text), limit=3) < 3
