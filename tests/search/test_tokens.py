"""Folded texts as lexemes, and what words ask of them."""

import pytest
from django.db import connection

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
    assert list(zip(*tokens.placed(text), strict=True)) == found


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
    ) == ("夜校:1A 校:2A 夜校:4 校:5 校歌:7 歌:8 ~夜 ~校 ~歌 'kind:article' 'section:3'")


@pytest.mark.django_db
def test_postgresql_joins_the_places_of_a_lexeme_and_keeps_as_many_as_it_does():
    with connection.cursor() as cursor:
        cursor.execute("SELECT %s::tsvector::text", [tokens.vector({"A": ["夜校"], "D": ["夜校"]})])
        assert cursor.fetchone() == ("'~夜' '~校' '夜校':1A,4 '校':2A,5",)
        cursor.execute("SELECT %s::tsvector::text", [tokens.vector({"D": ["一二" * 10_000 + "三四"]})])
        (kept,) = cursor.fetchone()
    places = {
        lexeme: found.split(",") for lexeme, _colon, found in (part.partition(":") for part in kept.split())
    }
    assert len(places["'一二'"]) == len(places["'二一'"]) == 256
    assert places["'三四'"] == [""]  # behind the last place: found, and in no phrase


@pytest.mark.parametrize(
    ("word", "sign", "leads"),
    [
        ("工匠学院", "", ["'工匠'", "'匠学'", "'学院'"]),
        ("工", "", ["'~工'"]),
        ("wifi", "", ["'wifi':*"]),
        ("第37届", "", ["'~第'", "'37'", "'~届'"]),
        ("卡拉ok", "", ["'卡拉'", "'ok':*"]),
        ("工匠", tokens.HEADLINE, ["'=工匠'"]),
        ("工", tokens.HEADLINE, ["'=工'"]),
        ("wifi", tokens.HEADLINE, ["'=wifi':*"]),
        ("…", "", []),
    ],
)
def test_what_the_index_alone_is_asked(word, sign, leads):
    assert tokens.leading(word, sign) == leads


def test_marks_of_a_headline():
    assert tokens.headline(["夜校ai", ""]) == {"=夜校", "=校", "=夜", "=ai"}


def test_all_and_any():
    assert tokens.both(["'a'", "", "'b'"]) == "('a' & 'b')"
    assert tokens.either(["", "'b'"]) == "'b'"
    assert tokens.both([]) == ""
