"""The front page shows nothing older than the limit of its section, unless it is pinned or chosen."""

import datetime as dt

import pytest
from django.utils import timezone

from portal.models import FrontPage
from tests.factories import make_published, make_section

pytestmark = pytest.mark.django_db


def test_nothing_older_than_its_section_allows(client):
    section = make_section("女职工", freshness_days=30, in_navigation=True)
    without = make_section("副刊", freshness_days=0, in_navigation=True)
    now = timezone.now()
    for title, days, values in (
        ("新的", 29, {}), ("旧的", 31, {}), ("置顶的", 300, {"pinned_until": now + dt.timedelta(days=1)}),
    ):  # fmt: skip
        make_published(title, section=section, published_at=now - dt.timedelta(days=days), **values)
    make_published("不限的", section=without, published_at=now - dt.timedelta(days=900))
    old = make_published("选定的", section=section, published_at=now - dt.timedelta(days=90))
    page = client.get("/").text
    assert [title in page for title in ("新的", "旧的", "置顶的", "不限的", "选定的")] == [
        True, False, True, True, False,
    ]  # fmt: skip
    FrontPage.objects.create(name="头版", is_live=True).leads.create(article=old)
    assert "选定的" in client.get("/").text
