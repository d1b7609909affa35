"""Of documents that hold the same, the better answer comes first."""

import datetime as dt

import pytest
from django.utils import timezone

from search import ranking
from search.models import Synonyms
from tests.factories import make_organization, make_person, make_published
from tests.search.asking import titles

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_synonyms")]
NOW = timezone.now()


def test_a_title_counts_more_than_names_and_those_more_than_a_summary_and_the_text():
    make_published("甲", body="<p>夜校开课</p>", published_at=NOW)
    make_published("乙", summary="夜校开课", body="", published_at=NOW)
    person = make_person("夜校", organization=make_organization("丁"))
    make_published("丙", body="", published_at=NOW).people.add(person)
    make_published("夜校开课", body="", published_at=NOW)
    assert titles("夜校") == ["夜校开课", "丙", "乙", "甲"]


def test_what_stands_together_counts_more_than_its_characters():
    make_published("总会与工总", body="<p>昌平区的工会与总工</p>", published_at=NOW)
    make_published("甲", body="<p>昌平总工会</p>", published_at=NOW - dt.timedelta(days=1))
    assert titles("昌平总工会")[0] == "甲"


def test_as_typed_counts_more_than_by_another_word():
    Synonyms.objects.create(words="骑手 送餐员")
    make_published("送餐员的一天", body="", published_at=NOW)
    make_published("骑手的一天", body="", published_at=NOW - dt.timedelta(days=1))
    assert titles("骑手") == ["骑手的一天", "送餐员的一天"]
    # And where no title holds it, which counts for itself.
    make_published("甲", summary="送餐员的一天", body="", published_at=NOW)
    make_published("乙", summary="骑手的一天", body="", published_at=NOW - dt.timedelta(days=1))
    assert titles("骑手")[2:] == ["乙", "甲"]


def test_a_rare_word_in_a_title_counts_more_than_a_common_one():
    for number in range(12):
        make_published(f"招聘{number}", body="", published_at=NOW)
    make_published("铸造", body="", published_at=NOW - dt.timedelta(days=300))
    assert titles("铸造 招聘")[0] == "铸造"


def test_one_below_a_union_is_no_answer_to_its_name():
    city = make_organization("北京市总工会")
    make_organization("大兴区总工会", parent=city)
    article = make_published("甲", body="")
    article.organizations.add(city)
    assert titles("北京市总工会") == ["北京市总工会", "甲", "大兴区总工会"]


def test_a_noun_counts_more_than_a_verb_that_is_as_rare():
    make_published("参加", body="", published_at=NOW)
    make_published("律师", body="", published_at=NOW - dt.timedelta(days=1))
    assert titles("律师 参加") == ["律师", "参加"]


@pytest.mark.parametrize(
    ("looked_into", "order"),
    [(200, ["昌平总工会", "甲", "总会与工总"]), (1, ["昌平总工会", "总会与工总", "甲"])],
)
def test_those_that_are_not_looked_into_follow_by_their_rank_alone(monkeypatch, looked_into, order):
    monkeypatch.setattr(ranking, "LOOKED_INTO", looked_into)
    make_published("总会与工总", body="<p>昌平区的工会与总工</p>", published_at=NOW)
    make_published("甲", body="<p>昌平总工会</p>", published_at=NOW - dt.timedelta(days=1))
    make_published("昌平总工会", body="", published_at=NOW)
    assert titles("昌平总工会") == order
