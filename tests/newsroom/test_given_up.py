"""A page that is given up before it is brought in takes the pictures along that came into the library for it alone."""

from io import BytesIO
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from articles.models import Article
from newsroom.importing import bring_in
from newsroom.models import BinEntry, PageImport
from newsroom.review_screen import ReviewScreen, start_import
from newsroom.word_reading import WordPicture
from photos.models import Photo
from photos.uploading import store_photo
from tests.factories import make_article, picture_bytes
from tests.newsroom.test_bin import DAY, delete, restore

pytestmark = pytest.mark.django_db
SOURCE = "# 夜校开课\n\n本报讯 学员到齐。\n\n![](word-picture:0)\n\n![](word-picture:1)\n"


def begin(by: Any, *widths: int) -> PageImport:
    pictures = [WordPicture(BytesIO(picture_bytes(width, 40)), caption=f"第{width}张") for width in widths]
    return start_import(SOURCE, by=by, pictures=pictures)


def names() -> list[str]:
    return [photo.caption for photo in Photo.objects.order_by("pk")]


def test_its_pictures_go_along_and_come_back_with_it(cast, desk):
    browser = desk(cast.editor)
    record = begin(cast.editor, 90, 91)
    page = browser.get(reverse("admin:newsroom_pageimport_delete", args=[record.pk])).text
    assert "一并移走：图片 2" in page
    delete(browser, record)
    assert (names(), PageImport.objects.count(), BinEntry.objects.count()) == ([], 0, 1)
    restore(browser, BinEntry.objects.get())
    assert (names(), PageImport.objects.count()) == (["第90张", "第91张"], 1)
    screen = ReviewScreen(PageImport.objects.get(), None)
    assert [photo.caption for photo in screen.cards[0].photos] == ["第90张", "第91张"]


def test_what_was_there_before_or_is_used_or_meant_elsewhere_stays(cast, desk):
    store_photo(BytesIO(picture_bytes(90, 40)), name="早就在.png", caption="早就在")
    record = begin(cast.editor, 90, 91)
    other = begin(cast.editor, 91)  # the same picture on another page
    make_article("用了它").photo_entries.create(photo=Photo.objects.get(caption="第91张"))
    delete(desk(cast.editor), other)
    delete(desk(cast.editor), record)
    assert names() == ["早就在", "第91张"]


def test_a_picture_that_another_open_page_means_stays_until_that_goes_too(cast, desk):
    record = begin(cast.editor, 92)
    begin(cast.editor, 92)
    delete(desk(cast.editor), record)
    assert names() == ["第92张"]


def test_a_picture_that_was_left_out_of_the_articles_goes_too(cast, desk):
    record = begin(cast.editor, 93)
    record.plan["articles"][0]["photos"] = []
    record.save()
    delete(desk(cast.editor), record)
    assert names() == []


def test_files_go_when_the_page_has_lain_its_time(cast, desk, django_capture_on_commit_callbacks):
    record = begin(cast.editor, 94)
    file = Photo.objects.get().rendition_name("jpeg", Photo.objects.get().widths[0])
    delete(desk(cast.editor), record)
    assert default_storage.exists(file)
    BinEntry.objects.update(deleted_at=timezone.now() - 31 * DAY)
    with django_capture_on_commit_callbacks(execute=True):
        call_command("empty_bin", verbosity=0)
    assert not default_storage.exists(file)


def test_a_picture_that_was_deleted_meanwhile_stops_no_page(cast):
    record = begin(cast.editor, 95, 96)
    Photo.objects.get(caption="第95张").delete()
    bring_in(ReviewScreen(record, None).plan, by=cast.editor, source=record.source, page_import=record)
    assert [entry.photo.caption for entry in Article.objects.get().photo_entries.all()] == ["第96张"]
