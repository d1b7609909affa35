"""Twice the text takes about twice the time: ratios, so that a slow machine does not matter."""

import time
from pathlib import Path

import pytest

from newsroom.pages import KnownNames, KnownOrganization, parse_page

PAGE = (Path(__file__).parent / "samples/page-2026-03-12-03.txt").read_text(encoding="utf-8")
ONE_LINE = PAGE.replace("\n", "")


def seconds(text, known=()):
    """The best of two runs, in time of the processor: other programs can only make a run slower."""
    best = float("inf")
    for _round in range(2):
        start = time.process_time()
        parse_page(text, known=known)
        best = min(best, time.process_time() - start)
    return best


@pytest.mark.parametrize(
    "unit",
    [ONE_LINE, "工会", "（", "记者 ", "本报讯（记者 张三）", "转自《", "区总工会", "“", "a|", "张三 摄 ", "第1版", "<div>", "1", "，", "# "],
)  # fmt: skip
def test_one_long_line_takes_linear_time(unit):
    half, whole = (unit * 60_000)[:50_000], (unit * 120_000)[:100_000]
    assert seconds(whole) < 4 * seconds(half) + 0.05


@pytest.mark.parametrize(
    "line",
    [
        "# 标题",
        "本报讯（记者 张三）天晴。",
        "短行没有标点",
        "■栏目",
        "（张三）",
        "2026年3月12日",
        ">> a <<\n# b",
        "一、列表",
    ],
)
def test_many_lines_take_linear_time(line):
    assert seconds(f"{line}\n" * 1600) < 4 * seconds(f"{line}\n" * 800) + 0.05


def test_many_registered_names_cost_next_to_nothing():
    names = [
        KnownOrganization(f"第{n}街道总工会", (f"{n}街道工会", f"简称{n}"), "青禾区") for n in range(3000)
    ]
    known = KnownNames(names)
    assert seconds(PAGE * 5, known) < 3 * seconds(PAGE * 5) + 0.05
