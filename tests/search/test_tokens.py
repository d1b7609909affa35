"""Folded texts as lexemes, and what words ask of them."""

import pytest

from search import tokens


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("工匠学院", [("工匠", 1), ("匠学", 2), ("学院", 3), ("院", 4)]),
        ("工", [("工", 1)]),
        ("ai夜校2026年", [("ai", 1), ("夜校", 2), ("校", 3), ("2026", 4), ("年", 5)]),
        ("夜校,开课", [("夜校", 1), ("校", 2), ("开课", 4), ("课", 5)]),
        ("wi-fi", [("wi", 1), ("fi", 3)]),
        ("…—。", []),
        ("𢡟一", [("𢡟一", 1), ("一", 2)]),
        ("a" * 200, [("a" * 80, 1)]),
    ],
)
def test_lexemes_and_their_places(text, found):
    assert [(lexeme, place) for lexeme, place, _is_rest in tokens.placed(text)] == found


@pytest.mark.parametrize(
    ("word", "asks"),
    [
        ("工匠学院", "('工匠' & '匠学' & '学院')"),
        ("工", "'工':*"),
        ("夜校", "'夜校'"),
        ("wifi", "'wifi':*"),
        ("ai夜校", "('ai':* <1> '夜校')"),
        ("工会工会", "('工会' & '会工')"),
        ("'\";--", ""),
        ("", ""),
    ],
)
def test_what_a_word_asks_for(word, asks):
    assert tokens.asked(word) == asks


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("工匠学院", "('工匠' <1> '匠学' <1> '学院')"),
        ("夜校ai班", "('夜校' <2> 'ai':* <1> '班':*)"),
        ("夜校,开课", "('夜校' <3> '开课')"),
        ("夜校", "'夜校'"),
        ("工", "'工':*"),
        ("…", ""),
    ],
)
def test_what_a_phrase_asks_for(text, asks):
    assert tokens.phrase(text) == asks


def test_a_vector_with_weights_and_marks():
    assert tokens.vector(
        {"A": ["夜校"], "D": ["夜校", "校歌"]}, ["section:3", "kind:article", "section:3"]
    ) == ("'夜校':1A,4D '校':2A,5D '校歌':7D '歌':8D 'kind:article' 'section:3'")


def test_a_long_text_keeps_what_postgresql_keeps():
    made = tokens.vector({"D": ["一二" * 10_000]})
    assert made.split("'一二':")[1].split(" ")[0].count(",") == tokens.MOST_PLACES - 1


def test_all_and_any():
    assert tokens.both(["'a'", "", "'b'"]) == "('a' & 'b')"
    assert tokens.either(["", "'b'"]) == "'b'"
    assert tokens.both([]) == ""
