"""What is shown of a text under a hit."""

import pytest

from search.passages import LONGEST, marked, passage, shortened


@pytest.mark.parametrize(
    ("text", "forms", "shown"),
    [
        ("工匠学院开课", ["工匠"], "<mark>工匠</mark>学院开课"),
        ("總工會開課", ["总工会"], "<mark>總工會</mark>開課"),
        ("工匠学院", ["工匠", "匠学"], "<mark>工匠学</mark>院"),
        ("工匠，工匠", ["工匠", ""], "<mark>工匠</mark>，<mark>工匠</mark>"),
        ("<b>工匠</b> & <i>学院", ["学院"], "&lt;b&gt;工匠&lt;/b&gt; &amp; &lt;i&gt;<mark>学院</mark>"),
        ("没有", ["工匠"], "没有"),
        ("", ["工匠"], ""),
    ],
)
def test_words_are_marked_in_the_original(text, forms, shown):
    assert marked(text, forms) == shown


def test_the_sentence_that_says_most_is_shown():
    texts = ["区总工会今天开会。工匠学院在区总工会开课！", "工匠学院又在区总工会开课。"]
    assert passage(texts, ["工匠", "区总工会"]) == "<mark>工匠</mark>学院在<mark>区总工会</mark>开课！"
    assert passage(texts, ["又在"]) == "工匠学院<mark>又在</mark>区总工会开课。"
    assert passage(texts, ["骑手"]) == passage([], ["工匠"]) == passage(["。"], ["。"]) == ""


@pytest.mark.parametrize(
    ("before", "after", "shown"),
    [
        (10, 10, "甲" * 10 + "工匠" + "乙" * 10),
        (200, 0, "…" + "甲" * 108 + "工匠"),
        (0, 200, "工匠" + "乙" * 108 + "…"),
        (200, 200, "…" + "甲" * 25 + "工匠" + "乙" * 83 + "…"),
    ],
)
def test_a_long_sentence_is_cut_around_its_first_word(before, after, shown):
    assert shortened("甲" * before + "工匠" + "乙" * after, ["工匠"]) == shown


def test_one_without_any_word_is_cut_at_its_end():
    assert shortened("甲" * 200, ["工匠"]) == "甲" * LONGEST + "…"
