"""While the demonstration is loaded, everything that readers see says so, and no search engine keeps it."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone

from portal.demo import notice
from portal.models import Demonstration
from tests.factories import make_event, make_published

pytestmark = pytest.mark.django_db

SAID = {
    "zh-Hans": "演示内容：单位名称真实，人物、活动、数字均系虚构。",
    "en": "A demonstration: the unions bear real names; the people, events and figures told of are invented.",
}


@pytest.fixture
def demonstration() -> Demonstration:
    notice.forget()
    return Demonstration.objects.create()


@pytest.mark.parametrize(
    ("path", "language"),
    [
        ("/", "zh-Hans"),
        ("/en/", "en"),
        ("/search/", "zh-Hans"),
        ("/nothing-here/", "zh-Hans"),
        ("/en/events/", "en"),
    ],
)
def test_every_page_says_so_before_its_head(client, demonstration, path, language):
    answer = client.get(path)
    page = answer.content.decode()
    assert f'<p class="site-notice">{SAID[language]}</p>' in page
    assert page.index("site-notice") < page.index("masthead")
    assert '<meta name="robots" content="noindex">' in page
    assert answer["X-Robots-Tag"] == "noindex"


def test_the_desk_says_so(cast, desk, demonstration):
    assert SAID["zh-Hans"] in desk(cast.editor).get(reverse("admin:index")).content.decode()


def test_feeds_and_calendars_say_so(client, demonstration):
    make_published("甲")
    event = make_event("讲座")
    feed = client.get(reverse("articles:article_feed")).content.decode()
    assert f"<subtitle>{SAID['zh-Hans']} " in feed
    assert f'<summary type="html">{SAID["zh-Hans"]} ' in feed
    assert f'<content type="html">&lt;p&gt;{SAID["zh-Hans"]}&lt;/p&gt;' in feed
    for path in (reverse("events:calendar_ics"), reverse("events:event_ics", args=[event.pk])):
        answer = client.get(path)
        assert SAID["zh-Hans"] in re.sub(r"\r\n ", "", answer.content.decode())
        assert answer["X-Robots-Tag"] == "noindex"


def test_nothing_is_said_without_it(client, demonstration):
    Demonstration.objects.update(removed_at=timezone.now())
    notice.forget()
    answer = client.get("/")
    assert "site-notice" not in answer.content.decode()
    assert not answer.has_header("X-Robots-Tag")


def test_it_is_asked_once_for_each_change_only(client, demonstration, django_assert_num_queries):
    assert notice.loaded()
    with django_assert_num_queries(0):
        assert notice.loaded()
