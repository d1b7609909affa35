"""Pictures are decoded a few at a time, whoever brings them; and the same one by several hands is one."""

import io
import os
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import default_storage, storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.urls import reverse

from photos import decoding, uploading
from photos.models import Photo
from tests.factories import picture_bytes


@pytest.fixture(autouse=True)
def places(settings, tmp_path: Path) -> None:
    settings.VAR_DIR = tmp_path
    settings.PICTURES_AT_ONCE = 2


def test_places_are_as_many_as_said():
    sentence = r"^正在保存的图片较多。内容没有丢失，请稍后再试。$"
    with decoding.place(), decoding.place(), pytest.raises(decoding.DecodingBusy, match=sentence):
        decoding.place(patience=0).__enter__()
    with decoding.place(patience=0):
        pass


def test_whoever_waits_gets_the_place_that_becomes_free(monkeypatch):
    held = decoding.place()
    held.__enter__()
    other = decoding.place()
    other.__enter__()
    # No clock: the pause of whoever waits is what frees the place.
    monkeypatch.setattr(decoding.time, "sleep", lambda _pause: held.__exit__(None, None, None))
    with decoding.place(patience=60):
        pass
    other.__exit__(None, None, None)


def test_another_process_counts_and_its_end_frees_the_place(tmp_path):
    code = (
        "import fcntl, os, sys\n"
        "for number in range(2):\n"
        "    held = os.open(f'{sys.argv[1]}/decoding.{number}.lock', os.O_RDWR | os.O_CREAT)\n"
        "    fcntl.flock(held, fcntl.LOCK_EX)\n"
        "print('held', flush=True)\n"
        "sys.stdin.read()\n"
    )
    holder = subprocess.Popen(
        [sys.executable, "-c", code, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert holder.stdout is not None
    assert holder.stdout.readline() == "held\n"
    with pytest.raises(decoding.DecodingBusy), decoding.place(patience=0):
        pass
    holder.kill()
    holder.communicate()
    with decoding.place(patience=0):
        pass


@pytest.mark.django_db
def test_a_picture_is_decoded_in_a_place_and_refused_without_one(monkeypatch, settings):
    settings.PICTURES_AT_ONCE = 1
    seen: list[int | None] = []
    decode = uploading.open_picture

    def looking(content: bytes) -> Any:
        free = decoding._free_place()
        seen.append(free)
        if free is not None:
            os.close(free)
        return decode(content)

    monkeypatch.setattr(uploading, "open_picture", looking)
    assert uploading.store_photo(io.BytesIO(picture_bytes()), name="a.png").is_new
    assert seen == [None]
    monkeypatch.setattr(decoding, "PATIENCE", 0.0)
    with decoding.place():
        # What is there already needs no decoding.
        assert not uploading.store_photo(io.BytesIO(picture_bytes()), name="a.png").is_new
        with pytest.raises(decoding.DecodingBusy):
            uploading.store_photo(io.BytesIO(picture_bytes(70, 70)), name="b.png")
    assert Photo.objects.count() == 1


@pytest.mark.django_db
def test_the_desk_is_told_to_try_again(cast, desk, monkeypatch, settings):
    settings.PICTURES_AT_ONCE = 1
    monkeypatch.setattr(decoding, "PATIENCE", 0.0)
    sentence = "正在保存的图片较多。内容没有丢失，请稍后再试。"
    client = desk(cast.editor)
    with decoding.place():
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
    hands = 6
    settings.PICTURES_AT_ONCE = hands
    together = threading.Barrier(hands)
    decode = uploading.open_picture

    def at_once(content: bytes) -> Any:
        together.wait(60)
        return decode(content)

    monkeypatch.setattr(uploading, "open_picture", at_once)
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
