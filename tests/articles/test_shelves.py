"""What is kept of readers' lists is what the rows say, whoever changes them and by whatever way."""

import datetime as dt
from collections import Counter
from contextlib import suppress

import pytest
from django.db import connection, transaction
from django.utils import timezone

from articles import workflow
from articles.models import Article, Credit, Shelf, ShelfCount, Shelved, Tag, merge_tag, published_q
from articles.shelves import ShelfOf
from tests import factories as make

pytestmark = pytest.mark.django_db

NOW = dt.datetime(2026, 3, 12, 10, 30, tzinfo=dt.UTC)
DAY, HOUR = dt.timedelta(days=1), dt.timedelta(hours=1)


def places(article: Article) -> set[tuple[int, int]]:
    """The shelves on which an article belongs, read from its own rows."""
    column = article.column
    return {
        (Shelf.ALL, 0),
        (Shelf.FILE, (article.pk - 1) // 5000),
        *([(Shelf.SECTION, article.section_id)] if article.section_id else []),
        *([(Shelf.COLUMN, column.pk)] if column else []),
        *([(Shelf.COLUMN, column.parent_id)] if column and column.parent_id else []),
        *((Shelf.TAG, (tag.shown_under or tag).pk) for tag in article.tags.all()),
        *((Shelf.ORGANIZATION, row.pk) for row in article.organizations.all()),
        *((Shelf.CONTRIBUTOR, row.contributor_id) for row in article.credits.all()),
        *((Shelf.PERSON, row.pk) for row in article.people.all()),
    }


def assert_right(*moments: dt.datetime) -> None:
    """Shelves and totals are those of the rows, at each of these moments."""
    stored = {
        (row.pk, *place, row.published_at, row.expires_at)
        for row in Article.objects.filter(status="published")
        for place in places(row)
    }
    assert set(Shelved.objects.values_list("article", "kind", "key", "at", "until")) == stored
    for now in moments or (timezone.now(),):
        seen = Counter(place for row in Article.objects.filter(published_q(now)) for place in places(row))
        asked = {(row.kind, row.key) for row in ShelfCount.objects.all()} | set(seen)
        totals = {
            place: ShelfOf(Shelf(place[0]), place[1], now=now).total()
            for place in asked
            if place[0] != Shelf.FILE
        }
        assert {place: total for place, total in totals.items() if total} == {
            place: total for place, total in seen.items() if place[0] != Shelf.FILE
        }


@pytest.fixture
def article() -> Article:
    """One that stands on every kind of shelf."""
    below = make.make_column("北京经验", parent=make.make_column("创新案例"))
    row = make.make_published(
        "夜校开课",
        section=make.make_section("要闻"),
        column=below,
        credits=(("reporter", "林晓舟"), ("editor", "林晓舟")),
    )
    row.tags.add("夜校", "培训")
    row.organizations.add(make.make_organization("昌平区总工会"))
    row.people.add(make.make_person())
    return row


def test_it_stands_on_every_kind_of_shelf(article):
    assert {kind for kind, _key in places(article)} == set(Shelf)
    assert_right()


def test_what_is_not_published_stands_nowhere():
    row = make.make_article("草稿", section=make.make_section("要闻"), credits=(("reporter", "林晓舟"),))
    row.tags.add("夜校")
    assert not Shelved.objects.exists()
    assert not ShelfCount.objects.exists()


def test_withdrawing_and_deleting_take_it_away(article):
    chief = make.make_user("chief", roles=("chief_editor",), is_superuser=True)
    workflow.withdraw(article, by=chief, comment="有误。")
    assert not Shelved.objects.exists()
    assert_right()
    assert not ShelfCount.objects.exists()


def test_deleting_takes_it_away(article):
    Article.objects.all().delete()
    assert not Shelved.objects.exists()
    assert_right()


def test_each_part_that_changes_moves_it(article):
    other = make.make_section("基层")
    changes = [
        lambda: Article.objects.update(section=other),
        lambda: Article.objects.update(column=None),
        lambda: Article.objects.update(published_at=timezone.now() - 40 * DAY),
        lambda: article.tags.set(["夜校", "比武"]),
        lambda: article.organizations.set([make.make_organization("朝阳区总工会")]),
        lambda: article.people.clear(),
        lambda: article.credits.filter(role="reporter").delete(),
        lambda: article.credits.update(contributor=make.make_contributor("苏禾")),
        lambda: article.credits.all().delete(),
        lambda: Article.objects.update(status="withdrawn", withdrawn_at=NOW, withdrawal_kind="gone"),
        lambda: Article.objects.update(status="published"),
    ]
    for change in changes:
        change()
        article.refresh_from_db()
        assert_right()


def test_a_column_that_is_moved_takes_its_articles_along(article):
    column = article.column
    column.parent = make.make_column("一周")
    column.save()
    assert_right()
    column.parent = None
    column.save()
    assert_right()


def test_a_merged_tag_takes_its_articles_along_and_back(article):
    make.make_published("比武").tags.add("夜校", "夜间学校")
    night, school = Tag.objects.get(name="夜校"), Tag.objects.get(name="夜间学校")
    merge_tag(night, school)
    assert ShelfOf(Shelf.TAG, school.pk).total() == 2
    assert ShelfOf(Shelf.TAG, night.pk).total() == 0
    assert_right()
    merge_tag(night, None)
    assert_right()


def test_many_at_once(article):
    section = make.make_section("基层")
    Article.objects.bulk_create(
        Article(title=f"第{n}篇", status="published", published_at=NOW - n * DAY, section=section)
        for n in range(60)
    )
    assert_right()
    Article.objects.filter(section=section, pk__gt=article.pk + 30).delete()
    assert_right()


def test_what_is_rolled_back_is_not_counted(article):
    with suppress(ZeroDivisionError), transaction.atomic():
        make.make_published("比武")
        raise ZeroDivisionError
    assert_right()


def test_the_clock_alone_shows_and_hides_to_the_second():
    section = make.make_section("要闻")
    midnight = dt.datetime(2026, 3, 11, 16, tzinfo=dt.UTC)  # of March 12, in Beijing
    firsts = [
        NOW,
        midnight,
        midnight - dt.timedelta(microseconds=1),
        NOW - 400 * DAY,
        NOW + DAY,
        NOW - 12 * DAY,
    ]
    for at in firsts:
        for end in (None, at + HOUR, NOW + 60 * DAY, NOW + DAY + HOUR):
            if end is None or end > at:
                make.make_published("稿件", published_at=at, expires_at=end, section=section)
    second = dt.timedelta(seconds=1)
    moments = [at + step for at in firsts for step in (-second, 0 * second, HOUR - second, HOUR)]
    assert_right(*moments, NOW + 60 * DAY, NOW + 900 * DAY)


def test_all_can_be_put_on_their_shelves_anew(article):
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM articles_shelved; DELETE FROM articles_shelfcount")
        cursor.execute("SELECT articles_shelve_all()")
    assert_right()
    assert Credit.objects.count() == 2
