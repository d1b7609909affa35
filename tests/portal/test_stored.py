"""Which addresses may be stored, with which parameters: held against what the pages do."""

import datetime as dt

import pytest
from django.utils import timezone

from articles.models import Article, Section
from events.models import Event
from portal.web import clock, stored
from tests import factories as make
from tests import hard_world
from tests.desk.parameters import read_by
from tests.desk.probes import Probe

# Routes that are never stored, and why.
NEVER_STORED = {
    "/healthz": "told anew each time",
    "/readyz": "told anew each time",
    "/preview/<str:token>/": "a draft, for whoever has the link",
    "/search/": "a question of its own each time",
    "/search/suggestions/": "a question of its own each time",
    "/events/calendar/": "leads to another month each month",
}


@pytest.mark.django_db
def test_the_list_is_what_the_pages_read(client):
    """Found by watching: a new address, or a new parameter, fails here until it is listed."""
    found, listed = {}, {}
    for route, address in hard_world.addresses(hard_world.make_world()).items():
        known = stored.parameters_of(address)
        if known is None:
            found[route] = listed[route] = NEVER_STORED.get(route, "is not listed and has no reason")
            assert route in NEVER_STORED, route
            continue
        read = read_by(client, Probe(route, "get", address))
        if route == "/organizations/":  # it has pages once it is narrowed
            read.names |= read_by(client, Probe(route, "get", address + "?kind=district")).names
        found[route] = sorted({name for method, name in read.names if method == "GET"})
        listed[route] = sorted(known)
    assert listed == found
    assert len(found) >= 45
    assert {route for route in found if isinstance(found[route], str)} == NEVER_STORED.keys()


@pytest.mark.parametrize(
    ("address", "key"),
    [
        ("/", "/"),
        ("/en/", "/en/"),
        ("/en/articles/7/", "/en/articles/7/"),
        ("/articles/?page=2&utm=1", "/articles/?page=2"),
        ("/events/?when=today&page=3&kind=lecture&x", "/events/?kind=lecture&page=3&when=today"),
        ("/people/?honour=%E5%8A%B3%E6%A8%A1", "/people/?honour=%E5%8A%B3%E6%A8%A1"),
        ("/organizations/?letter=%23", "/organizations/?letter=%23"),
        ("/organizations/x/news/?below=1", "/organizations/x/news/?below=1"),
        ("/organizations/x/news/?below=2", "/organizations/x/news/"),
        ("/sitemaps/articles-1.xml", "/sitemaps/articles-1.xml"),
        ("/en/sitemap.xml", None),
        ("/articles/07/", None),
        ("/articles/0/", None),
        ("/articles/7", None),
        ("/articles/7/x/", None),
        ("/articles/٧/", None),
        ("/articles/7/\n", None),
        ("/admin/", None),
        ("/en/admin/", None),
        ("/search/?q=x", None),
        ("/organizations/?q=x", None),
        ("/organizations/?q=", "/organizations/"),
        ("/organizations/?page=7", "/organizations/"),
        ("/organizations/?page=7&kind=district", "/organizations/?kind=district&page=7"),
        ("/articles/?page=", None),
        ("/articles/?page=02", None),
        ("/articles/?page=2\xe5", None),
        ("/archive/2026/3/", None),
        ("/archive/2026/03/", "/archive/2026/03/"),
        ("/tags/" + "x" * 300 + "/", "/tags/" + "x" * 300 + "/"),
        ("/tags/" + "x" * 301 + "/", None),
        ("/articles/?" + "x" * 4001, None),
        ("/people/?district=" + "x" * 101, None),
        ("/people/?" + "&".join(f"x{n}" for n in range(1001)), None),
    ],
)
def test_keys(address, key):
    path, _mark, query = address.partition("?")
    found = stored.read(path, query)
    assert (found.key if found else None) == key


# --- the clock ----------------------------------------------------------------------------------------
NOW = timezone.make_aware(dt.datetime(2026, 3, 12, 9))
HOUR, DAY = dt.timedelta(hours=1), dt.timedelta(days=1)
MIDNIGHT = timezone.make_aware(dt.datetime(2026, 3, 13))


def next_change(now: dt.datetime = NOW) -> dt.datetime:
    return dt.datetime.fromtimestamp(clock.next_change(now.timestamp()), timezone.get_default_timezone())


def article(**values) -> None:
    row = make.make_published("夜校", published_at=NOW - 90 * DAY)
    Article.objects.filter(pk=row.pk).update(**values)


def event(**values) -> None:
    row = make.make_event("讲座", starts_at=NOW - 900 * DAY, ends_at=NOW - 899 * DAY)
    Event.objects.filter(pk=row.pk).update(published_at=NOW - 900 * DAY)
    Event.objects.filter(pk=row.pk).update(**values)
    dates = {name: value for name, value in values.items() if name in ("starts_at", "ends_at")}
    if dates:
        row.occurrences.update(**dates)


def fresh_for(days: int, age: dt.timedelta) -> None:
    section = make.make_section(f"频道{days}{age}")
    Section.objects.filter(pk=section.pk).update(freshness_days=days)
    article(section=section, published_at=NOW - age)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "change",
    [
        lambda: article(published_at=NOW + HOUR),
        lambda: article(expires_at=NOW + HOUR),
        lambda: article(pinned_until=NOW + HOUR),
        lambda: article(published_at=NOW - 2 * DAY + HOUR),  # leaves the sitemap of news
        lambda: fresh_for(14, 14 * DAY - HOUR),
        lambda: event(published_at=NOW + HOUR),
        lambda: event(starts_at=NOW + HOUR, ends_at=NOW + 2 * HOUR, last_ends_at=NOW + 2 * HOUR),
        lambda: event(starts_at=NOW - HOUR, ends_at=NOW + HOUR, last_ends_at=NOW + 2 * HOUR),
        lambda: event(last_ends_at=NOW + HOUR),
        lambda: event(sign_up_deadline=NOW + HOUR),
        lambda: event(last_ends_at=NOW - 366 * DAY + HOUR),  # leaves the calendar to subscribe to
    ],
)
def test_what_the_clock_changes_next(change, django_assert_num_queries):
    assert next_change() == MIDNIGHT
    change()
    with django_assert_num_queries(1):
        assert next_change() == NOW + HOUR
    assert next_change(NOW + HOUR) == NOW + HOUR  # on the second itself nothing can be kept
    after = next_change(NOW + HOUR + dt.timedelta(microseconds=10))
    assert after == NOW + 2 * HOUR or after == MIDNIGHT


@pytest.mark.django_db
def test_what_is_no_readers_business_changes_nothing():
    article(status="draft", published_at=NOW + HOUR)
    fresh_for(0, HOUR)
    fresh_for(14, 15 * DAY)
    assert next_change() == MIDNIGHT
