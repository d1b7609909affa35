"""What the desk deletes lies in the bin for thirty days, and comes back whole."""

import datetime as dt
import re
from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from articles import workflow
from articles.models import Article, Column, Notice, Tag
from events.models import Event
from newsroom import bin
from newsroom.models import BinEntry
from organizations.models import Organization
from photos.models import Photo
from tests.factories import (
    make_article,
    make_column,
    make_event,
    make_organization,
    make_person,
    make_photo,
    make_section,
)

DAY = dt.timedelta(days=1)


def delete(browser: Any, row: Any) -> Any:
    opts = row._meta
    address = reverse(f"admin:{opts.app_label}_{opts.model_name}_delete", args=[row.pk])
    return browser.post(address, {"post": "yes"}, follow=True)


def restore(browser: Any, entry: BinEntry) -> Any:
    return browser.post(reverse("admin:newsroom_binentry_restore", args=[entry.pk]), follow=True)


@pytest.fixture
def draft(cast) -> Article:
    article = make_article(
        "夜校开课", organization=cast.changping, author=cast.correspondent, credits=(("correspondent", "何苗"),),
        section=make_section("要闻"),
    )  # fmt: skip
    article.tags.add("夜校", "技能")
    article.people.add(make_person("梁会芬"))
    article.photo_entries.create(photo=make_photo(), is_lead=True, caption="课堂")
    article.figures.create(label="人数", value="40", unit="人")
    workflow.text_saved(article, by=cast.correspondent)
    return article


def whole(article: Article) -> Any:
    from articles import snapshots

    return (
        Article.objects.filter(pk=article.pk).values().get(), snapshots.content_of(article),
        list(article.snapshots.values_list("number", "text_hash", "saved_at")),
    )  # fmt: skip


def test_a_draft_comes_back_as_it_was(cast, desk, draft):
    before = whole(draft)
    browser = desk(cast.editor)
    delete(browser, draft)
    assert list(Article.objects.filter(pk=draft.pk)) == []
    entry = BinEntry.objects.get()
    assert (entry.kind, entry.row_key, entry.name, entry.deleted_by, entry.organization_key) == (
        "articles.article", str(draft.pk), "夜校开课", cast.editor, cast.changping.pk,
    )  # fmt: skip
    page = restore(browser, entry)
    assert "“夜校开课”已从回收站恢复。" in page.content.decode()
    assert whole(Article.objects.get(pk=draft.pk)) == before
    assert BinEntry.objects.count() == 0


def test_the_author_is_told(cast, desk, draft):
    delete(desk(cast.editor), draft)
    notice = Notice.objects.get(recipient=cast.correspondent)
    assert (notice.kind, notice.article, notice.title, notice.actor_name) == (
        "deleted",
        None,
        "夜校开课",
        "方宁",
    )
    page = desk(cast.correspondent).get("/admin/articles/article/notices/").content.decode()
    assert ("夜校开课" in page, "已删除，可在回收站中恢复" in page) == (True, True)


def test_nobody_is_told_of_their_own_deed(cast, desk, draft):
    delete(desk(cast.correspondent), draft)
    assert (BinEntry.objects.count(), Notice.objects.count()) == (1, 0)


def test_what_goes_along_is_said_in_words(cast, desk, draft):
    page = desk(cast.editor).get(reverse("admin:articles_article_delete", args=[draft.pk])).content.decode()
    assert re.search("一并移走：(.*?)<", page)[1] == "署名 1、稿件图片 1、关键数字 1、版本 1"
    assert "30天内" in page
    assert "Article" not in page
    assert "relationship" not in page


@pytest.mark.parametrize(
    "kind", ["event", "column", "photo", "organization", "person", "topic", "tag", "contributor"]
)
def test_every_kind_comes_back(cast, desk, kind):
    from tests import factories

    made: dict[str, Any] = {
        "event": lambda: make_event("讲座", organization=cast.city),
        "column": lambda: make_column("创新案例"),
        "photo": make_photo,
        "organization": lambda: make_organization("新区总工会", parent=cast.city),
        "person": lambda: make_person("梁会芬", organization=cast.city),
        "topic": lambda: factories.make_topic("五一"),
        "tag": lambda: Tag.objects.create(name="夜校"),
        "contributor": lambda: factories.make_contributor("何苗", organization=cast.city),
    }
    row = made[kind]()
    before = type(row).objects.filter(pk=row.pk).values().get()
    browser = desk(cast.chief_editor)
    delete(browser, row)
    assert not type(row).objects.filter(pk=row.pk).exists()
    restore(browser, BinEntry.objects.get())
    assert type(row).objects.filter(pk=row.pk).values().get() == before


def test_an_event_comes_back_with_its_dates(cast, desk):
    event = make_event("每周讲座", organization=cast.city, recurrence="FREQ=WEEKLY;COUNT=4")
    before = list(event.occurrences.values_list("starts_at", flat=True))
    browser = desk(cast.chief_editor)
    delete(browser, event)
    restore(browser, BinEntry.objects.get())
    assert list(Event.objects.get().occurrences.values_list("starts_at", flat=True)) == before
    assert len(before) == 4


def test_what_pointed_at_it_points_at_it_again(cast, desk, draft):
    """A reference that is emptied when its row goes (an article brought in from a page)."""
    from newsroom.models import ImportedArticle, PageImport

    page = PageImport.objects.create(source="文", digest="d")
    row = ImportedArticle.objects.create(
        page_import=page, article=draft, title_key="k", body_digest="b", content={}
    )
    browser = desk(cast.editor)
    delete(browser, draft)
    row.refresh_from_db()
    assert row.article_id is None
    restore(browser, BinEntry.objects.get())
    row.refresh_from_db()
    assert row.article_id == draft.pk


def test_files_of_a_picture_stay_as_long_as_it_can_come_back(cast, desk, django_capture_on_commit_callbacks):
    photo = make_photo()
    name = photo.rendition_name("jpeg", 480)
    with django_capture_on_commit_callbacks(execute=True):
        delete(desk(cast.chief_editor), photo)
    assert default_storage.exists(name)
    BinEntry.objects.update(deleted_at=timezone.now() - 31 * DAY)
    with django_capture_on_commit_callbacks(execute=True):
        call_command("empty_bin", verbosity=0)
    assert (default_storage.exists(name), BinEntry.objects.count()) == (False, 0)


def test_a_picture_that_came_back_keeps_its_files(cast, desk, django_capture_on_commit_callbacks):
    photo = make_photo()
    entry = bin.keep(photo, by=cast.chief_editor, owner=None)
    BinEntry.objects.filter(pk=entry.pk).update(deleted_at=timezone.now() - 31 * DAY)
    with django_capture_on_commit_callbacks(execute=True):
        bin.empty()
    assert default_storage.exists(photo.rendition_name("jpeg", 480))
    assert Photo.objects.filter(pk=photo.pk).exists()


@pytest.mark.parametrize(("days", "found"), [(29, True), (31, False)])
def test_after_thirty_days_it_is_gone(cast, desk, draft, days, found):
    browser = desk(cast.editor)
    delete(browser, draft)
    BinEntry.objects.update(deleted_at=timezone.now() - days * DAY)
    page = browser.get(reverse("admin:newsroom_binentry_changelist")).content.decode()
    answer = browser.post(reverse("admin:newsroom_binentry_restore", args=[BinEntry.objects.get().pk]))
    assert ("夜校开课" in page, answer.status_code) == (found, 302 if found else 404)
    assert Article.objects.filter(pk=draft.pk).exists() == found


def test_a_place_that_was_taken_meanwhile_is_said(cast, desk):
    browser = desk(cast.chief_editor)
    column = make_column("创新案例", slug="cases")
    delete(browser, column)
    make_column("别的专栏", slug="cases")
    page = restore(browser, BinEntry.objects.get()).content.decode()
    assert "无法恢复“创新案例”：它的名称或地址名已被别的内容占用，请先修改那一项。" in page
    assert (Column.objects.count(), BinEntry.objects.count()) == (1, 1)


def test_what_it_belonged_to_is_gone_is_said(cast, desk, draft):
    browser = desk(cast.editor)
    delete(browser, draft)
    entry = BinEntry.objects.get()
    draft.section.delete()
    page = restore(browser, entry).content.decode()
    assert "无法恢复“夜校开课”：它所属的内容已不存在，请先恢复那一项。" in page
    assert (Article.objects.count(), BinEntry.objects.count()) == (0, 1)


def test_who_sees_and_restores(cast, desk, draft):
    delete(desk(cast.editor), draft)
    entry = BinEntry.objects.get()
    address = reverse("admin:newsroom_binentry_restore", args=[entry.pk])
    seen = {}
    for person in (
        cast.correspondent,
        cast.other_correspondent,
        cast.section_chief,
        cast.administrator,
        cast.editor,
    ):
        page = desk(person).get(reverse("admin:newsroom_binentry_changelist"))
        seen[person.username] = (page.status_code, "夜校开课" in page.content.decode())
    assert seen == {
        "correspondent": (200, True), "other_correspondent": (200, False), "section_chief": (200, True),
        "administrator": (200, False), "editor": (200, True),
    }  # fmt: skip
    assert desk(cast.other_correspondent).post(address).status_code == 404
    assert desk(cast.stranger).post(address).status_code == 302  # to the door
    assert desk(cast.editor).get(address).status_code == 405
    assert desk(cast.correspondent).post(address).status_code == 302
    assert Article.objects.filter(pk=draft.pk).exists()


def test_a_refusal_keeps_nothing(cast, desk):
    union = make_organization("有下级的总工会", parent=cast.city)
    make_organization("下级", parent=union)
    delete(desk(cast.chief_editor), union)
    assert (Organization.objects.filter(pk=union.pk).exists(), BinEntry.objects.count()) == (True, 0)


def test_an_event_from_before_there_were_stages_comes_back_as_readers_saw_it(cast):
    """The migration: what lay in the bin with a time to be shown was published."""
    shown = make_event("公开", organization=cast.changping)
    entry = bin.keep(shown, by=cast.editor, owner=cast.changping.pk)
    shown.delete()
    for row in entry.rows:
        row["fields"].pop("stage", None)
    entry.save()
    migration = import_module("newsroom.migrations.0003_stages_of_events_in_the_bin")
    migration.keep_published(apps, None)
    entry.refresh_from_db()
    assert bin.restore(entry).is_public
