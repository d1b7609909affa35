"""What changed between two texts."""

import random

import pytest

from common.differences import ADDED, REMOVED, Piece, Row, lines_of, marked, pieces, rows
from tests.effort import calls

# A quarter more calls than each costs. Comparing tokens costs one call a round, and what a round costs is bounded by its
# number; so four times as many changes allowed (MOST_CHANGES) would be seen in "another" and "two characters".
MOST_CALLS = {"edited": 45_000, "another": 10_000, "no clauses": 36_000, "two characters": 1_100}


def old_of(found):
    return "".join(piece.text for piece in found if piece.kind != ADDED)


def new_of(found):
    return "".join(piece.text for piece in found if piece.kind != REMOVED)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("职工夜校开课", "职工夜校开课", ("职工夜校开课", "职工夜校开课")),
        ("", "开课", ("", "<ins>开课</ins>")),
        ("开课", "", ("<del>开课</del>", "")),
        (
            "昨天，夜校开课90场，1,200人次参加。",
            "日前，夜校开课96场，1,250人次参加。",
            (
                "<del>昨天</del>，夜校开课<del>90</del>场，<del>1,200</del>人次参加。",
                "<ins>日前</ins>，夜校开课<ins>96</ins>场，<ins>1,250</ins>人次参加。",
            ),
        ),
        # A number and a Latin word change as a whole, never by a digit or a letter.
        ("共1999元", "共1990元", ("共<del>1999</del>元", "共<ins>1990</ins>元")),
        ("用WiFi上课", "用WiMAX上课", ("用<del>WiFi</del>上课", "用<ins>WiMAX</ins>上课")),
        ("甲<b>乙&", "甲<i>乙&", ("甲&lt;<del>b</del>&gt;乙&amp;", "甲&lt;<ins>i</ins>&gt;乙&amp;")),
        # A single character that happens to be the same between two changes is no anchor.
        ("通州区的志愿者", "海淀团的服务队", ("<del>通州区的志愿者</del>", "<ins>海淀团的服务队</ins>")),
    ],
)
def test_changed_words_are_marked(old, new, expected):
    assert marked(old, new) == expected


def test_paragraphs_stand_beside_each_other():
    assert rows(
        ["一段不变。", "二段要改动一些字。", "三段删去了，再也没有。", "四段不变。"],
        ["一段不变。", "新来的一段话语。", "二段要改动几个字。", "四段不变。"],
    ) == [
        Row("一段不变。", "一段不变。", False),
        Row(None, "<ins>新来的一段话语。</ins>", True),
        Row("二段要改动<del>一些</del>字。", "二段要改动<ins>几个</ins>字。", True),
        Row("<del>三段删去了，再也没有。</del>", None, True),
        Row("四段不变。", "四段不变。", False),
    ]


def test_rich_text_becomes_lines_that_show_its_marks():
    html = (
        "<h2>标题</h2><p>一<strong>二</strong> <a href='/x'>三</a></p><ul><li><p>四</p></li><li>五</li></ul>"
        "<blockquote><p>引</p></blockquote><table><tr><th>甲</th><td>乙</td></tr></table><hr>"
        "<figure data-photo='3'><img data-photo='3' alt='画'><figcaption>说明</figcaption></figure>"
    )
    assert lines_of(html) == [
        "■ 标题", "一**二** 三⟨/x⟩", "• 四", "• 五", "❝ 引", "甲 ┃ 乙", "———", "[▨ 3 画]", "▣ 说明"
    ]  # fmt: skip


def _text(chance: random.Random, length: int) -> str:
    return "".join(
        chance.choice("的一是在不了有和人这中大为上个国我以要他，时来用们生到作地于出就分对成")
        for _ in range(length)
    )


@pytest.mark.parametrize("case", MOST_CALLS)
def test_twenty_thousand_characters_take_bounded_work(case):
    chance = random.Random(7)
    old = _text(chance, 20_000)
    if case == "edited":
        new = "".join(character if chance.random() > 0.01 else "甲" for character in old)
    elif case == "another":
        new = _text(chance, 20_000)
    elif case == "no clauses":
        old = old.replace("，", "")
        new = old[:5_000] + "乙" + old[5_001:15_000] + "丙丁" + old[15_000:]
    else:
        old, new = "的是" * 10_000, "是的的" * 7_000
    found: list[Piece] = []
    assert calls(lambda: found.extend(pieces(old, new))) < MOST_CALLS[case]
    assert (old_of(found), new_of(found)) == (old, new)
