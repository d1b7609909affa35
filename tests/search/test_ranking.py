"""Of documents that hold the same, the better answer comes first."""

import datetime as dt

import pytest
from django.utils import timezone

from search import ranking
from search.models import Synonyms
from tests.factories import make_organization, make_person, make_published
from tests.search.asking import titles

pytestmark = pytest.mark.django_db
NOW = timezone.now()


@pytest.fixture(autouse=True)
def own_synonyms():
    Synonyms.objects.all().delete()


def test_a_title_counts_more_than_names_and_those_more_than_a_summary_and_the_text():
    make_published("甲", body="<p>夜校开课</p>", published_at=NOW)
    make_published("乙", summary="夜校开课", body="", published_at=NOW)
    person = make_person("夜校", organization=make_organization("丁"))
    make_published("丙", body="", published_at=NOW).people.add(person)
    make_published("夜校开课", body="", published_at=NOW)
    assert titles("夜校") == ["夜校开课", "丙", "乙", "甲"]


def test_what_stands_together_counts_more_than_its_characters():
    make_published("总会与工总，公会", body="<p>昌平区的工会与总工</p>", published_at=NOW)
    make_published("甲", body="<p>昌平总工会</p>", published_at=NOW - dt.timedelta(days=1))
    assert titles("昌平总工会")[0] == "甲"


def test_as_typed_counts_more_than_by_another_word():
    Synonyms.objects.create(words="骑手 送餐员")
    make_published("送餐员的一天", body="", published_at=NOW)
    make_published("骑手的一天", body="", published_at=NOW - dt.timedelta(days=1))
    assert titles("骑手") == ["骑手的一天", "送餐员的一天"]


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


def test_the_order_of_those_that_are_not_looked_into_stays(monkeypatch):
    monkeypatch.setattr(ranking, "LOOKED_INTO", 1)
    for title in ("夜校开课", "职工夜校", "夜校", "甲"):
        make_published(title, body="<p>夜校</p>", published_at=NOW)
    assert titles("夜校")[0] == "夜校"
    assert set(titles("夜校")) == {"夜校开课", "职工夜校", "夜校", "甲"}
