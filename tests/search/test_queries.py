"""What a query asks for."""

import datetime as dt

import pytest

from search import index, queries
from search.models import Synonyms
from tests.factories import make_organization, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_synonyms():
    """Only those that a test writes."""
    Synonyms.objects.all().delete()


def forms(words):
    return [word.forms for word in words]


@pytest.mark.parametrize(
    ("typed", "words", "pieces", "phrases", "without"),
    [
        ("昌平工匠学院", ["昌平工匠学院"], ["昌平", "工匠", "学院"], [], []),
        ("夜校 报名", ["夜校", "报名"], ["夜校", "报名"], [], []),
        ("工伤怎么赔", ["工伤怎么赔"], ["工伤", "赔"], [], []),
        ("總工會　ＷＩＦＩ", ["总工会", "wifi"], ["总工会", "wifi"], [], []),
        ("網路", ["网络"], ["网络"], [], []),
        ("“职工夜校” 通州", ["通州", "职工夜校"], ["通州", "职工夜校"], ["职工夜校"], []),
        ("夜校 -报名", ["夜校"], ["夜校"], [], ["报名"]),
        ('夜校 -"网上报名"', ["夜校"], ["夜校"], [], ["网上报名"]),
        ("-报名", [], [], [], ["报名"]),
        ('"夜校', ["夜校"], ["夜校"], [], []),
        ("的", ["的"], ["的"], [], []),
        ("待审核", ["待审核"], ["待审核"], [], []),
        ("第37届", ["第37届"], ["第37届"], [], []),
        ("（夜校）", ["夜校"], ["夜校"], [], []),
        ("'\";--", [], [], [], []),
        ("", [], [], [], []),
        ("👷‍♀️", [], [], [], []),
    ],
)
def test_words_phrases_and_exclusions(typed, words, pieces, phrases, without):
    query = queries.read(typed)
    assert [word.text for word in query.words] == words
    assert [word.text for word in query.pieces] == pieces
    assert (query.phrases, query.without) == (phrases, without)
    assert query.is_empty is not bool(words)


@pytest.mark.parametrize(
    "typed", ["工" * 5_000, "\x00\ud800", " ".join("工会" * 200), ".*(a+)+$", '"' * 99, "- -- ---"]
)
def test_anything_can_be_typed(typed):
    query = queries.read(typed)
    assert len(query.words) <= queries.MOST_WORDS


def test_words_of_the_same_meaning():
    Synonyms.objects.create(words="欠薪 讨薪 拖欠工资")
    assert forms(queries.read("讨薪").words) == [("讨薪", "欠薪", "拖欠工资")]
    assert forms(queries.read("工地讨薪").pieces) == [("工地",), ("讨薪", "欠薪", "拖欠工资")]


def test_a_short_name_means_the_full_one_and_the_other_way_round():
    make_organization("中华全国总工会", short_name="全总")
    index.bring_up_to_date()
    assert forms(queries.read("全总").words) == [("全总", "中华全国工会", "中华全国总工会")]
    assert forms(queries.read("中华全国总工会").words) == [("中华全国总工会", "中华全国工会", "全总")]
    assert forms(queries.read("中华全国 总工会").words) == forms(queries.read("中华全国总工会").words)


def test_names_in_pinyin_and_by_initials():
    make_organization("昌平区总工会")
    index.bring_up_to_date()
    assert forms(queries.read("cpqzgh").words) == [("cpqzgh", "昌平区总工会")]
    assert forms(queries.read("zonggonghui").words) == [("zonggonghui", "总工会")]
    assert forms(queries.read("zg").words) == [("zg",)]


def test_a_persons_name_is_one_piece():
    make_person("单青山", consented_on=dt.date(2026, 1, 1))
    make_person("何向东")
    index.bring_up_to_date()
    assert [word.text for word in queries.read("单青山的工作室").pieces] == ["单青山", "工作室"]
    assert queries.names_of_people(["单青山和何向东的工作室"]) == {"单青山"}


@pytest.mark.parametrize(
    ("typed", "kept"), [("讨薪、欠薪，拖欠工资", "讨薪 欠薪 拖欠工资"), ("  讨薪   欠薪 ", "讨薪 欠薪")]
)
def test_synonyms_are_parted_by_blanks(typed, kept):
    row = Synonyms(words=typed)
    row.full_clean()
    assert row.words == kept


@pytest.mark.parametrize("typed", ["讨薪", "讨薪 討薪", "，"])
def test_one_word_has_no_synonym(typed):
    from django.core.exceptions import ValidationError

    with pytest.raises(ValidationError, match="请写至少两个词，中间用空格隔开。"):
        Synonyms(words=typed).full_clean()
