"""Pictures are unpacked a few at a time, whoever brings them; and the same one by several hands is one."""

import io
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import default_storage, storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.urls import reverse

from common.apart import slots
from common.apart.slots import Busy
from photos import uploading
from photos.models import Photo
from tests.factories import picture_bytes


@pytest.fixture(autouse=True)
def var_of_its_own(settings, tmp_path: Path) -> None:
    settings.VAR_DIR = tmp_path


@pytest.mark.django_db
def test_what_is_in_the_library_already_needs_no_slot(monkeypatch, settings):
    settings.FILES_AT_ONCE = 1
    assert uploading.store_photo(io.BytesIO(picture_bytes()), name="a.png").is_new
    monkeypatch.setattr(slots, "PATIENCE", 0.0)
    with slots.slot():
        assert not uploading.store_photo(io.BytesIO(picture_bytes()), name="a.png").is_new
        with pytest.raises(Busy):
            uploading.store_photo(io.BytesIO(picture_bytes(70, 70)), name="b.png")
    assert Photo.objects.count() == 1


@pytest.mark.django_db
def test_the_desk_is_told_to_try_again(cast, desk, monkeypatch, settings):
    settings.FILES_AT_ONCE = 1
    monkeypatch.setattr(slots, "PATIENCE", 0.0)
    sentence = "此刻正在处理的文件较多。内容没有丢失，请稍后再试。"
    client = desk(cast.editor)
    with slots.slot():
        answer = client.post(
            reverse("admin:photos_photo_upload"), {"file": SimpleUploadedFile("a.png", picture_bytes())}
        )
        assert (answer.status_code, answer.json(), answer["Retry-After"]) == (503, {"error": sentence}, "5")
        page = client.post(
            reverse("admin:photos_photo_add"),
            {"files": [SimpleUploadedFile("a.png", picture_bytes())], "rights": "own"}, follow=True,
        )  # fmt: skip
        assert [str(message) for message in page.context["messages"]] == [f"a.png: {sentence}"]
    assert Photo.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_one_picture_by_many_hands_is_stored_once(monkeypatch, settings):
    """All have looked whether it is there, and found nothing, before the first stores it."""
    hands = 10
    settings.FILES_AT_ONCE = hands
    together = threading.Barrier(hands)
    run = uploading.run

    def at_once(*arguments: Any, **options: Any) -> Any:
        made = run(*arguments, **options)
        together.wait(120)
        return made

    monkeypatch.setattr(uploading, "run", at_once)
    results: list[Any] = []

    def hand() -> None:
        try:
            results.append(uploading.store_photo(io.BytesIO(picture_bytes(120, 90)), name="same.png"))
        except Exception as error:
            results.append(error)
        finally:
            connection.close()

    run_all([hand] * hands)
    assert [type(result).__name__ for result in results] == ["StoredPhoto"] * hands
    photo = Photo.objects.get()
    assert sorted(result.is_new for result in results) == [False] * (hands - 1) + [True]
    assert {result.photo.pk for result in results} == {photo.pk}
    # What the others made is gone again, and what the row names is there.
    folders = default_storage.listdir("photos")[0]
    assert [key for key in folders if default_storage.listdir(f"photos/{key}")[1]] == [str(photo.key)]
    assert storages["originals"].listdir("")[1] == [photo.original]


def run_all(tasks: list[Callable[[], None]]) -> None:
    threads = [threading.Thread(target=task) for task in tasks]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
