"""The front page: sensible when left alone, as the editors arrange it when they do."""

import datetime as dt

import pytest
from django.contrib.auth.models import Permission
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from portal.desk.front_pages import copy_of, put_live
from portal.models import BlockKind, FrontPage, FrontPageBlock
from portal.readers.front_page import front_page, plan_of
from tests.factories import (
    make_article,
    make_column,
    make_event,
    make_organization,
    make_photo,
    make_published,
    make_section,
    make_topic,
)

pytestmark = pytest.mark.django_db


def with_picture(article):
    article.photo_entries.create(photo=make_photo(), is_lead=True)
    return article


def titles(articles) -> list[str]:
    return [article.title for article in articles]


def blocks(front) -> dict[str, list[str]]:
    rows = [*front.side, *(block for row in front.rows for block in row)]
    return {
        block.heading: titles(block.articles) or [str(entry) for entry in block.entries] for block in rows
    }


def test_an_empty_portal_has_a_page(client):
    answer = client.get("/")
    assert answer.status_code == 200
    assert "这里还没有内容。" in answer.text


def test_left_alone_the_newest_with_a_picture_leads(db):
    section = make_section("要闻")
    old = timezone.now() - dt.timedelta(days=5)
    for number in range(12):
        make_published(f"旧{number:02}", section=section, published_at=old + dt.timedelta(hours=number))
    with_picture(make_published("有图", section=section))
    make_published("最新无图", section=section)
    make_published("通知", genre="notice")
    front = front_page(plan_of(None))
    assert front.lead.title == "有图"
    assert titles(front.seconds) == ["最新无图", "旧11"]
    assert titles(front.headlines) == ["旧10", "旧09", "旧08", "旧07", "旧06", "旧05", "旧04"]
    assert blocks(front) == {"通知公告": ["通知"], "要闻": ["旧03", "旧02", "旧01", "旧00"]}


def test_no_block_is_empty_and_nothing_stands_twice(client):
    make_section("空频道")
    make_column("空专栏")
    make_topic("空专题")
    make_event("已过", starts_at=timezone.now() - dt.timedelta(days=9))
    make_event("未公开", published_at=None)
    make_article("草稿", genre="notice")
    make_organization("昌平区总工会", district="昌平区")
    make_organization("撤并的区总", status="closed")
    assert blocks(front_page(plan_of(None))) == {"组织": ["昌平区总工会"]}


def test_the_editors_arrangement_is_shown_once_it_is_live(client):
    section, column = make_section("要闻"), make_column("创新案例")
    lead, hidden = make_published("编辑选的"), make_article("未发的")
    other = make_published("另一篇", section=section)
    in_column = make_published("专栏文章", column=column)
    for number in range(10):
        make_published(f"填充{number}")
    arrangement = FrontPage.objects.create(name="春节")
    for position, article in enumerate((hidden, lead)):
        arrangement.leads.create(article=article, position=position)
    arrangement.blocks.create(kind=BlockKind.SECTION, section=section, heading="今日要闻", position=2)
    arrangement.blocks.create(kind=BlockKind.COLUMN, column=column, position=1)
    assert client.get("/").context["front"].lead.title != "编辑选的"
    put_live(arrangement)
    front = client.get("/").context["front"]
    assert front.lead == lead
    assert blocks(front) == {"创新案例": [in_column.title], "今日要闻": [other.title]}


def test_at_most_one_is_live():
    first, second = FrontPage.objects.create(name="一"), FrontPage.objects.create(name="二")
    put_live(first)
    put_live(second)
    assert list(FrontPage.objects.filter(is_live=True)) == [second]
    with pytest.raises(IntegrityError), transaction.atomic():
        FrontPage.objects.filter(pk=first.pk).update(is_live=True)


def test_a_copy_is_a_draft_of_its_own():
    arrangement = FrontPage.objects.create(name="春节", is_live=True)
    arrangement.leads.create(article=make_published("头条"))
    arrangement.blocks.create(kind=BlockKind.EVENTS)
    copy = copy_of(arrangement)
    assert (copy.name, copy.is_live) == ("春节（副本）", False)
    assert titles(lead.article for lead in copy.leads.all()) == ["头条"]
    copy.blocks.all().delete()
    assert arrangement.blocks.count() == 1


def test_a_block_needs_its_place():
    block = FrontPageBlock(front_page=FrontPage.objects.create(name="一"), kind=BlockKind.SECTION)
    with pytest.raises(ValidationError) as refused:
        block.full_clean()
    assert refused.value.message_dict == {"section": ["请选择这个版块要展示的频道、专栏或专题。"]}


# --- the desk ---------------------------------------------------------------------------------------
@pytest.fixture
def arranger(desk, cast):
    editor = cast.editor
    editor.user_permissions.set(Permission.objects.filter(content_type__app_label="portal"))
    return desk(editor)


def test_a_draft_is_looked_at_before_it_goes_live(arranger, client):
    arrangement = FrontPage.objects.create(name="春节")
    arrangement.leads.create(article=make_published("头条"))
    preview = reverse("admin:portal_frontpage_preview", args=[arrangement.pk])
    answer = arranger.get(preview)
    assert answer.status_code == 200
    assert "读者还看不到。" in answer.text
    assert "头条" in answer.text
    assert "no-store" in answer["Cache-Control"]
    live = reverse("admin:portal_frontpage_live", args=[arrangement.pk])
    assert arranger.get(live).status_code == 405
    assert arranger.post(live).status_code == 302
    assert FrontPage.objects.live() == arrangement


def test_strangers_see_no_preview_and_put_nothing_live(client, desk, cast):
    arrangement = FrontPage.objects.create(name="春节")
    preview = reverse("admin:portal_frontpage_preview", args=[arrangement.pk])
    live = reverse("admin:portal_frontpage_live", args=[arrangement.pk])
    assert client.get(preview).status_code == 302
    assert client.post(live).status_code == 302
    signed_in = desk(cast.correspondent)
    assert signed_in.get(preview).status_code == 403
    assert signed_in.post(live).status_code == 403
    assert FrontPage.objects.live() is None
