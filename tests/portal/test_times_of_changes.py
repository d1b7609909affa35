"""What is told as changed has changed: feeds, sitemaps; deadlines and calendars say what they mean."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from articles import workflow
from articles.models import Article, Correction
from common.dates import end_of
from organizations.models import Person
from tests import factories as make

pytestmark = pytest.mark.django_db


def test_a_feed_without_a_withdrawn_article_is_not_the_same(client, cast):
    make.make_published("甲", published_at=timezone.now() - dt.timedelta(days=2))
    newest = make.make_published("乙", organization=cast.city)
    feed = reverse("articles:article_feed")
    before = client.get(feed)
    assert not before.has_header("Last-Modified")
    workflow.withdraw(newest, by=cast.chief_editor, comment="有误", notice="本文已撤回。")
    for headers in (
        {"If-Modified-Since": "Fri, 01 Jan 2100 00:00:00 GMT"},
        {"If-None-Match": before["ETag"]},
    ):
        answer = client.get(feed, headers=headers)
        assert (answer.status_code, "乙" in answer.text) == (200, False)


def lastmod(client, path: str) -> str:
    text = client.get(path).text
    return text.partition("<lastmod>")[2].partition("</lastmod>")[0][:19]


def test_pinning_changes_no_text(client):
    at = timezone.now().replace(microsecond=0) - dt.timedelta(days=3)
    article = make.make_published("甲", published_at=at)
    Article.objects.filter(pk=article.pk).update(pinned_until=timezone.now(), updated_at=timezone.now())
    expected = timezone.localtime(at).isoformat()[:19], at.isoformat()[:19]
    assert lastmod(client, "/sitemaps/articles-1.xml") in expected
    assert lastmod(client, "/sitemaps/articles-1.xml") == lastmod(client, "/sitemap.xml")
    corrected = at + dt.timedelta(days=1)
    Correction.objects.create(article=article, note="更正", corrected_at=corrected)
    expected = timezone.localtime(corrected).isoformat()[:19], corrected.isoformat()[:19]
    assert lastmod(client, "/sitemaps/articles-1.xml") in expected


def test_a_person_saved_as_it_was_has_not_changed(cast, desk):
    person = make.make_person("蒋玉芬", organization=cast.changping)
    before = Person.objects.get().updated_at
    change = reverse("admin:organizations_person_change", args=[person.pk])
    client = desk(cast.editor)
    values = {
        "name": "蒋玉芬", "organization": cast.changping.pk, "honours-TOTAL_FORMS": 0, "honours-INITIAL_FORMS": 0,
    }  # fmt: skip
    assert client.post(change, values).status_code == 302
    assert Person.objects.get().updated_at == before
    row = {
        "honours-TOTAL_FORMS": 1,
        "honours-0-title": "劳动模范",
        "honours-0-level": "city",
        "honours-0-year": 2020,
    }
    assert client.post(change, {**values, **row}).status_code == 302
    assert Person.objects.get().updated_at > before


@pytest.mark.parametrize(
    ("moment", "said"),
    [
        ((2026, 11, 28, 0, 0), (dt.date(2026, 11, 27), "24:00")),
        ((2026, 11, 28, 17, 30), (dt.date(2026, 11, 28), "17:30")),
        ((2027, 1, 1, 0, 0), (dt.date(2026, 12, 31), "24:00")),
        ((2026, 11, 28, 0, 1), (dt.date(2026, 11, 28), "00:01")),
    ],
)
def test_a_deadline_at_midnight_is_the_end_of_the_day_before(moment, said):
    assert end_of(dt.datetime(*moment, tzinfo=timezone.get_default_timezone())) == said


def test_pages_say_the_day_on_which_one_can_still_sign_up(client):
    year = timezone.localdate().year + 1
    zone = timezone.get_default_timezone()
    event = make.make_event(
        "讲座", starts_at=dt.datetime(year, 11, 30, 9, tzinfo=zone), ends_at=dt.datetime(year, 11, 30, 11, tzinfo=zone),
        sign_up_note="现场报名", sign_up_deadline=dt.datetime(year, 11, 28, tzinfo=zone),
    )  # fmt: skip
    assert f"{year}-11-27报名截止" in client.get(reverse("events:upcoming")).text
    page = client.get(event.get_absolute_url()).text
    assert f"<b>{year}-11-27 " in page and "24:00</b>" in page
    with translation.override("en"):
        assert f"Sign-up until {year}-11-27" in client.get(reverse("events:upcoming")).text


def test_the_tables_of_months_have_captions(client):
    at = timezone.localtime(make.make_published("甲").published_at)
    page = client.get(reverse("articles:archive_month", args=[at.year, at.month])).text
    assert f'<caption class="visually-hidden">{at.year}年{at.month}月文章</caption>' in page
