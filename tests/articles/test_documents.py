"""What the search is told of articles."""

import datetime as dt

import pytest

from articles.models import Article, Status, Tag
from organizations.models import Organization
from search.sources import Found, sources
from tests.articles.full import make_full, make_surroundings
from tests.factories import make_article, make_organization

pytestmark = pytest.mark.django_db
AT = dt.datetime(2026, 3, 1, 8, tzinfo=dt.UTC)


def documents(*articles: Article) -> list[Found]:
    found = list(sources()["article"].documents([article.pk for article in articles]))
    for document in found:
        document.marks.sort()
    return sorted(found, key=lambda document: document.key)


def test_everything_that_is_in_an_article():
    make_surroundings()
    make_organization("云川市总工会", pk=9000)
    Organization.objects.filter(pk=9001).update(parent=9000)
    shown_under = Tag.objects.create(name="学习", slug="learning")
    Tag.objects.create(name="夜校", slug="evening", shown_under=shown_under, merged_into=shown_under)
    Tag.objects.create(name="学习班", slug="class", shown_under=shown_under, merged_into=shown_under)
    until = AT + dt.timedelta(days=9)
    full = make_full(status=Status.PUBLISHED, published_at=AT, expires_at=until)
    full.tags.add("学习班")
    other = Tag.objects.get(name="职工教育").pk
    bare = make_article("草稿", body="")
    assert documents(full, bare) == [
        Found(
            full.pk,
            "职工夜校开课",
            {
                "A": ["职工夜校开课", "秋季学期", "三十门课等你来"],
                "B": [
                    "昌平区总工会", "回龙观街道总工会", "昌平区总", "", "梁会芬", "王伟", "何苗", "周砚",
                    "学习", "职工教育", "要闻", "夜校", "劳动午报", "夜校开课了",
                ],
                "C": ["第一行。\n第二行。", "课堂一角", "", "剪纸", "", "培训职工", "课程"],
                "D": [full.body_text],
            },
            sorted([
                "organization:9000", "organization:9001", "organization:9003", "section:9101", "column:9201",
                "genre:feature", f"tag:{shown_under.pk}", f"tag:{other}", "person:9501", "person:9502",
            ]),
            date=AT, shown_from=AT, shown_until=until,
        ),
        Found(
            bare.pk,
            "草稿",
            {
                "A": ["草稿", "", ""],
                "B": ["", "", "", ""],
                "C": [""],
                "D": [""],
            },
            ["genre:news"],
            date=bare.updated_at, is_public=False,
        ),
    ]  # fmt: skip


def test_articles_of_any_number_cost_the_same(django_assert_num_queries):
    make_surroundings()
    articles = [make_full(), make_article("一"), make_article("二")]
    for asked in (articles[:1], articles):
        with django_assert_num_queries(8):
            assert len(documents(*asked)) == len(asked)
