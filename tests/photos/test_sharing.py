"""Pictures to share, and what the process that unpacks pictures refuses, told by the same code in this one."""

import io
import uuid
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.urls import reverse
from PIL import Image

from articles.models import ArticlePhoto
from common.apart.answer import Answer
from common.apart.running import run_here
from photos import picture_files, sharing
from photos.models import Photo
from photos.picture_files import open_picture, pixels_of, work
from photos.sharing import make_shared, shared_names
from photos.uploading import PhotoError, store_photo
from tests.factories import make_article, make_photo, picture_bytes

# --- the picture to share ----------------------------------------------------------------------------------


@pytest.fixture
def photo(db) -> Photo:
    return store_photo(io.BytesIO(picture_bytes(160, 90, colour="#225588")), name="a.png").photo


def test_it_is_made_once_for_the_stored_focal_point(photo, django_assert_num_queries):
    name = photo.share_name
    assert make_shared(photo.key, name)
    with default_storage.open(name) as file:
        assert Image.open(file).size == (1200, 630)
    with django_assert_num_queries(0):
        assert make_shared(photo.key, name)
    assert shared_names(photo) == [name]


def test_no_other_than_that_is_made(photo):
    """Nobody has a hundred of them made by asking for a hundred focal points."""
    other = f"photos/{photo.key}/share-1-9.jpeg"
    assert other != photo.share_name
    assert not make_shared(photo.key, other)
    assert not make_shared(uuid.uuid4(), photo.share_name.replace(str(photo.key), str(uuid.uuid4())))
    assert shared_names(photo) == []


def test_of_two_processes_that_make_it_one_file_stays(photo, monkeypatch):
    """The other one has stored its file between the look and the writing."""
    name = photo.share_name
    assert make_shared(photo.key, name)
    looked, there = [], default_storage.exists

    def not_yet(asked: str) -> bool:
        looked.append(asked)
        return len(looked) > 1 and there(asked)

    monkeypatch.setattr(sharing.default_storage, "exists", not_yet)
    assert make_shared(photo.key, name)
    monkeypatch.undo()
    assert shared_names(photo) == [name]


def test_a_picture_without_files_has_none_to_share(db):
    assert shared_names(make_photo()) == []


# --- the library at the desk ---------------------------------------------------------------------------------
def test_a_file_that_is_in_the_library_already_leads_there(cast, desk, photo):
    sent = io.BytesIO(picture_bytes(160, 90, colour="#225588"))
    sent.name = "又一次.png"
    answer = desk(cast.editor).post(
        "/admin/photos/photo/add/", {"files": [sent], "rights": "own"}, follow=True
    )
    (told,) = [str(message) for message in answer.context["messages"]]
    assert told.startswith("图库里已有 又一次.png。 <a href=") and f"/photo/{photo.pk}/change/" in told
    assert Photo.objects.count() == 1


def test_a_picture_of_another_unions_draft_stays_and_the_draft_is_not_named(cast, desk):
    photo = make_photo()
    ArticlePhoto.objects.create(article=make_article("朝阳的稿", organization=cast.chaoyang), photo=photo)
    answer = desk(cast.correspondent).post(
        reverse("admin:photos_photo_delete", args=[photo.pk]), {"post": "yes"}, follow=True
    )
    assert "朝阳的稿" not in answer.text
    assert Photo.objects.filter(pk=photo.pk).exists()


def test_where_the_desk_changes_a_picture():
    photo = Photo(pk=7, height=900, width=600)
    assert photo.edit_url == f"/admin/photos/photo/{photo.pk}/change/"
    assert (photo.is_portrait, Photo(height=600, width=600).is_portrait) == (True, False)


# --- the process that unpacks ----------------------------------------------------------------------------------
def done(content: bytes, **orders: Any) -> Answer:
    return run_here(work, io.BytesIO(content), orders={"quick": True, "crop": None, **orders})


def test_a_picture_that_lets_through_is_kept_so_and_shown_on_white():
    buffer = io.BytesIO()
    Image.new("RGBA", (80, 60), (0, 0, 0, 0)).save(buffer, "PNG")
    answer = done(buffer.getvalue())
    assert (answer.data["original"], answer.data["width"], answer.data["height"]) == ("png", 80, 60)
    with Image.open(answer.piece(0)) as original:
        assert (original.format, original.mode, original.getpixel((5, 5))) == ("PNG", "RGBA", (0, 0, 0, 0))
    shown = {format: number for number, (format, _width) in enumerate(answer.data["renditions"], 1)}
    with Image.open(answer.piece(shown["jpeg"])) as jpeg:
        assert jpeg.convert("RGB").getpixel((5, 5)) == (255, 255, 255)


REFUSED = {
    "no picture": (b"GIF8 no picture", {}, "unreadable", {}),
    "too narrow": (picture_bytes(4, 60), {}, "small", {"width": 4, "height": 60}),
    "cut short": (picture_bytes(300, 200)[:-200], {}, "damaged", {}),
    "cropped to nothing": (
        picture_bytes(200, 100),
        {"crop": [0.9, 0, 0, 0]},
        "small",
        {"width": 20, "height": 100},
    ),
}


@pytest.mark.parametrize("kind", REFUSED)
def test_what_is_refused_is_told_by_its_code(kind):
    content, orders, code, words = REFUSED[kind]
    assert done(content, **orders).data == {"refused": code, "words": words}


def test_bounds_of_a_picture(monkeypatch):
    content = picture_bytes(300, 100)
    for bound, most, code, words in (
        ("MOST_PIXELS", 29_999, "pixels", {"pixels": 0, "most": 0}),
        ("MOST_STRETCHED", 2, "stretched", {"most": 2}),
    ):
        with monkeypatch.context() as patch:
            patch.setattr(picture_files, bound, most)
            with pytest.raises(PhotoError) as refused:
                open_picture(content)
            assert (refused.value.code, refused.value.words) == (code, words)
    assert open_picture(content).size == (300, 100)


def test_the_pixels_that_a_picture_says_it_has():
    assert [pixels_of(content) for content in (picture_bytes(30, 20), b"", b"GIF8 no picture")] == [600, 0, 0]


def test_avif_is_left_out_where_it_is_not_as_good(monkeypatch):
    """Where no quality of it comes near to WebP there is none, however small it is."""
    soft = Image.linear_gradient("L").convert("RGB")
    noise = Image.effect_noise((128, 96), 90).convert("RGB")
    monkeypatch.setattr(picture_files, "AS_GOOD", 0.0)
    assert [picture_files.avif_options(image, picture_files.ENCODING["webp"]) for image in (soft, noise)] == [
        None,
        None,
    ]
