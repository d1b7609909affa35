"""Wherever readers meet an event, it is said that it is cancelled or postponed, and which date comes next."""

import datetime as dt
import re

import pytest
from django.utils import timezone

from articles.models import Article
from common.templatetags.formats import day
from events.models import Event, EventOrganization, Programme
from tests.factories import make_event, make_organization, make_published

pytestmark = pytest.mark.django_db

NEEDLE = "周末法律咨询"


def everywhere(**values) -> Event:
    """An event that belongs to a programme with another one, a union and an article; with the address of each."""
    programme = Programme.objects.create(slug="law", name="普法月")
    union = make_organization("昌平区总工会", slug="changping")
    event = make_event(NEEDLE, programme=programme, **values)
    EventOrganization.objects.create(event=event, organization=union, role="host")
    make_event("下一场", programme=programme)
    make_published("普法月开场").events.add(event)
    return event


def places(event: Event) -> list[str]:
    """Every page that names the event beside others or other things."""
    start = timezone.localtime(event.next_date()[0])
    article = Article.objects.get().get_absolute_url()
    other = Event.objects.exclude(pk=event.pk).get().get_absolute_url()
    day_sheet = f"/events/{start.year}/{start.month}/"
    return [
        "/", "/search/?q=法律咨询", article, other, "/events/", "/events/programmes/law/", day_sheet,
        f"{day_sheet}{start.day}/", "/organizations/changping/", "/organizations/changping/events/",
    ]  # fmt: skip


def lines(page: str, event: Event) -> list[str]:
    """The list items that link to the event, without markup."""
    items = re.findall(r"<li\b(?:(?!<li\b).)*?</li>", page, re.DOTALL)
    return [re.sub(r"<[^>]*>", "", item) for item in items if f'href="{event.get_absolute_url()}"' in item]


@pytest.mark.parametrize(("status", "words"), [("cancelled", "✕ 取消"), ("postponed", "↷ 延期")])
def test_every_list_says_what_the_page_of_the_event_says(client, status, words):
    event = everywhere(status=status)
    for address in places(event):
        found = lines(client.get(address).text, event)
        assert found, address
        assert all(words in line for line in found), (address, found)


def test_an_event_as_planned_says_nothing(client):
    event = everywhere()
    for address in places(event):
        found = lines(client.get(address).text, event)
        assert not any(mark in line for line in found for mark in "✕↷"), (address, found)


def test_of_a_recurring_event_every_list_names_the_next_date(client):
    start = timezone.localtime().replace(hour=9, minute=0, second=0, microsecond=0) - dt.timedelta(days=20)
    event = everywhere(starts_at=start, recurrence="FREQ=WEEKLY;COUNT=8")
    following = start + dt.timedelta(days=21)
    named = (day(following), f"{following.month}月{following.day}")  # the second as a block of a day
    for address in places(event):
        if re.match(r"/events/\d+/\d+/", address):
            continue  # a month has days as cells, and the list of one day does not name it again
        found = ["".join(line.split()) for line in lines(client.get(address).text, event)]
        assert found, address
        assert all(any(name in line for name in named) for line in found), (address, found)


def test_an_article_on_an_event_says_what_became_of_it(client):
    event = everywhere(status="cancelled", status_note="场馆检修，改为线上咨询。")
    head = client.get(Article.objects.get().get_absolute_url()).text.partition('class="prose"')[0]
    assert "✕ 取消" in head
    assert event.status_note in head


@pytest.mark.parametrize(("status", "words"), [("cancelled", "取消"), ("postponed", "延期")])
def test_feeds_say_it_too(client, status, words):
    everywhere(status=status, status_note="另行通知。")
    for address in ("/feeds/articles/", "/en/feeds/articles/"):
        entry = client.get(address).text.partition("<entry>")[2]
        assert f"{words}：{NEEDLE}" in entry
        assert "另行通知。" in entry


def test_feeds_say_nothing_of_what_is_hidden_over_or_as_planned(client):
    event = everywhere(status="cancelled", published_at=None)
    assert NEEDLE not in client.get("/feeds/articles/").text
    Event.objects.filter(pk=event.pk).update(status="scheduled", published_at=timezone.now())
    assert NEEDLE not in client.get("/feeds/articles/").text
    past = timezone.now() - dt.timedelta(days=9)
    Event.objects.filter(pk=event.pk).update(
        status="cancelled", starts_at=past, ends_at=past, last_ends_at=past, published_at=past
    )
    assert NEEDLE not in client.get("/feeds/articles/").text
