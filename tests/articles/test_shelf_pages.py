"""The pages of readers' lists hold what the lists hold, in the same order, among articles over years."""

import datetime as dt
from collections import Counter
from collections.abc import Iterator

import pytest
from django.http import Http404
from django.test import RequestFactory
from django.utils import timezone
from pytest_django import DjangoDbBlocker

from articles.models import Article, Shelf
from articles.shelves import ShelfOf, shelf_page
from tests import factories as make
from tests.shared import undone

pytestmark = pytest.mark.django_db

NOW = dt.datetime(2026, 3, 12, 10, 30, tzinfo=dt.UTC)
DAY, HOUR = dt.timedelta(days=1), dt.timedelta(hours=1)


@pytest.fixture(scope="module")
def mixed(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[list[int]]:
    """Articles over years, several at one moment, some ended, ending or to come; the keys readers see, in order."""
    with undone(django_db_blocker, tmp_path_factory.mktemp("mixed")):
        section = make.make_section("要闻")
        for n in range(130):
            at = NOW - dt.timedelta(days=n * n // 7, hours=n % 3)
            end = {0: NOW - HOUR, 1: NOW + HOUR}.get(n % 11) if n > 20 else None
            make.make_published(f"第{n}篇", published_at=at, expires_at=end, section=section)
        make.make_published("待发", published_at=NOW + DAY, section=section)
        yield list(Article.objects.published(NOW).newest_first().values_list("pk", flat=True))


@pytest.mark.parametrize("kind", [Shelf.ALL, Shelf.SECTION])
@pytest.mark.parametrize("first", [0, 3, 25])
def test_every_page_holds_what_the_list_holds(mixed, kind, first):
    key = 0 if kind == Shelf.ALL else Article.objects.all()[0].section_id
    ahead = mixed[40 : 40 + first]
    wanted = [*ahead, *(row for row in mixed if row not in ahead)]
    shelf = ShelfOf(kind, key, without=ahead, now=NOW)
    found = []
    for number in range(1, len(wanted) // 7 + 2):
        request = RequestFactory().get("/", {"page": str(number)})
        page = shelf_page(request, shelf, first=ahead, size=7)
        assert page.total == len(wanted)
        found += [row.pk for row in page]
    assert found == wanted
    with pytest.raises(Http404):
        shelf_page(RequestFactory().get("/", {"page": str(number + 1)}), shelf, first=ahead, size=7)


def test_days_and_months_are_those_of_the_zone(mixed):
    days = Counter(
        timezone.localtime(at).date()
        for at in Article.objects.published(NOW).values_list("published_at", flat=True)
    )
    assert ShelfOf(now=NOW).days_with_totals() == days
    months = Counter((day.year, day.month) for day in days.elements())
    assert ShelfOf(now=NOW).months_with_totals() == sorted(
        ((*month, total) for month, total in months.items()), key=lambda row: (-row[0], row[1])
    )
    february = (dt.date(2026, 2, 1), dt.date(2026, 3, 1))
    narrowed = ShelfOf(days=february, now=NOW)
    inside = {day: total for day, total in days.items() if february[0] <= day < february[1]}
    assert narrowed.days_with_totals() == inside
    assert narrowed.total() == sum(inside.values()) > 0
