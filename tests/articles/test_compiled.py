"""Querysets that are compiled once give what Django gives, row by row; fresh articles in parts are the fresh ones."""

import datetime as dt

import pytest
from django.db import models
from django.utils import timezone

from articles.models import Article, Section
from common.compiled import NOW, Compiled, Given, Together
from tests.factories import make_column, make_organization, make_photo, make_published, make_section

pytestmark = pytest.mark.django_db


def told(row):
    """All that an object holds, with what was selected along with it."""
    if not isinstance(row, models.Model):
        return row
    along = {name: told(other) for name, other in row._state.fields_cache.items() if other is not row}
    return (
        type(row),
        {
            name: value
            for name, value in vars(row).items()
            if name not in ("_state", "lead_entry", "_as_asked")
        },
        along,
    )


@pytest.fixture
def shelf():
    section, column = make_section("百分之%s"), make_column("北京经验", parent=make_column("创新案例"))
    for number in range(4):
        article = make_published(f"第{number}篇 100%", section=section, column=column if number % 2 else None)
        if number:
            article.photo_entries.create(photo=make_photo(), is_lead=True)
    make_published("还没有", published_at=timezone.now() + dt.timedelta(days=1))
    make_published("过去了", expires_at=timezone.now())
    make_organization("昌平区总工会")


def test_rows_are_those_of_the_queryset(shelf):
    def rows(now):
        return Article.objects.published(now).for_lists().newest_first()[:3]

    now = timezone.now()
    wanted = [told(row) for row in rows(now)]
    assert len(wanted) == 3
    alone, together = (
        Compiled(lambda: rows(NOW)),
        Together(lambda: {"a": rows(NOW), "b": Article.objects.filter(pk=0)}),
    )
    for _time in range(4):  # plain first, prepared later
        assert [told(row) for row in alone.ask(now=now)] == wanted
        assert {name: [told(row) for row in found] for name, found in together.ask(now=now).items()} == {
            "a": wanted, "b": [],
        }  # fmt: skip


def test_what_is_given_and_what_is_fixed(shelf):
    name = Given("name", models.CharField())
    asked = Compiled(lambda: Section.objects.filter(name=name).values_list("name", "in_navigation"))
    assert asked.ask(name="百分之%s") == [("百分之%s", True)]
    assert asked.ask(name="' OR 1=1 --") == []
    fixed = Compiled(lambda: Section.objects.filter(name="百分之%s").values_list("name"))
    assert fixed.ask() == ["百分之%s"]


def test_fresh_in_parts_is_fresh(shelf):
    now = timezone.now()
    sections = [
        None,
        *(make_section(f"频道{number}", freshness_days=days) for number, days in enumerate((0, 14, 14, 180))),
    ]
    for section in sections:
        for days in (1, 13, 15, 179, 181):
            for pinned in (None, now - dt.timedelta(hours=1), now + dt.timedelta(hours=1)):
                make_published(
                    section=section, published_at=now - dt.timedelta(days=days), pinned_until=pinned
                )
    limits = [(None, 0), *Section.objects.values_list("pk", "freshness_days")]
    parts = Article.objects.fresh_parts(limits, now)
    found = {key for part in parts for key in part.values_list("pk", flat=True)}
    assert found == set(Article.objects.fresh(now).values_list("pk", flat=True))


def test_rows_of_one_answer_share_what_they_lead_to(shelf):
    compiled = Compiled(lambda: Article.objects.published(NOW).for_lists().newest_first())
    first, second = (compiled.ask(now=timezone.now()) for _time in range(2))
    assert len({id(row.section) for row in first}) == 1
    assert [row.column and row.column.name for row in first] == ["北京经验", None, "北京经验", None]
    assert first[0].column is first[2].column
    assert first[0].section is not second[0].section
    # What belongs to one row alone leads back to it.
    assert [row.lead_entry.article is row for row in first if row.lead_photo] == [True] * 3
