"""What a head says is what the page says; files can be fetched in pieces."""

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from photos.models import Photo
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def picture() -> str:
    photo = make.make_photo()
    from articles.models import ArticlePhoto

    ArticlePhoto.objects.create(article=make.make_published("夜校"), photo=photo, is_lead=True)
    return photo.get_absolute_url()


@pytest.fixture
def pdf() -> str:
    page = make.make_page()
    name = default_storage.save("editions/page.pdf", ContentFile(b"%PDF-1.4 " + bytes(range(200)) * 5))
    type(page).objects.filter(pk=page.pk).update(pdf=name)
    make.make_published("夜校", edition_page=page)
    return settings.MEDIA_URL + name


def whole(client, address: str, **headers: str) -> bytes:
    answer = client.get(address, headers=headers)
    assert answer.status_code == 200
    return b"".join(answer.streaming_content)


def test_a_file_says_that_it_comes_in_pieces_and_is_not_packed(client, picture, pdf):
    for address in (picture, pdf):
        answer = client.get(address, headers={"accept-encoding": "gzip"})
        assert answer["Accept-Ranges"] == "bytes"
        assert "Content-Encoding" not in answer
        assert int(answer["Content-Length"]) == len(b"".join(answer.streaming_content))


@pytest.mark.parametrize(
    ("asked", "start", "stop"),
    [("bytes=0-9", 0, 10), ("bytes=10-", 10, None), ("bytes=-7", -7, None), ("bytes=5-99999999", 5, None),
     ("bytes=-99999999", 0, None), ("Bytes=3-3", 3, 4)],
)  # fmt: skip
def test_a_piece(client, picture, pdf, asked, start, stop):
    for address in (picture, pdf):
        content = whole(client, address)
        answer = client.get(address, headers={"range": asked, "accept-encoding": "gzip"})
        piece = content[start:stop]
        begin = start if start >= 0 else len(content) + start
        assert answer.status_code == 206
        assert b"".join(answer.streaming_content) == piece
        assert answer["Content-Range"] == f"bytes {begin}-{begin + len(piece) - 1}/{len(content)}"
        assert answer["Content-Length"] == str(len(piece))
        assert "Content-Encoding" not in answer


@pytest.mark.parametrize("asked", ["bytes=99999999-", "bytes=-0"])
def test_a_piece_beyond_the_end(client, picture, asked):
    size = len(whole(client, picture))
    answer = client.get(picture, headers={"range": asked})
    assert (answer.status_code, answer["Content-Range"]) == (416, f"bytes */{size}")


@pytest.mark.parametrize(
    "asked",
    ["", "bytes", "bytes=", "bytes=-", "bytes=9-3", "bytes=a-b", "bytes=0-1,5-6", "lines=0-3", "bytes=１-２", "bytes=+1-2"],
)  # fmt: skip
def test_what_is_no_single_range_gets_the_whole(client, picture, asked):
    assert whole(client, picture, range=asked) == whole(client, picture)


def test_a_piece_of_what_has_changed_meanwhile_is_the_whole(client, picture):
    date = client.get(picture)["Last-Modified"]
    piece = {"range": "bytes=0-3", "if-range": date}
    assert client.get(picture, headers=piece).status_code == 206
    for other in ("Mon, 01 Jan 2024 00:00:00 GMT", '"tag"', "yesterday"):
        assert client.get(picture, headers={**piece, "if-range": other}).status_code == 200


def test_nobody_gets_a_piece_of_what_is_hidden(client):
    photo = make.make_photo()
    assert client.get(photo.get_absolute_url(), headers={"range": "bytes=0-3"}).status_code == 404


def test_the_head_of_a_file_is_that_of_the_file(client, picture, pdf):
    for address in (picture, pdf):
        for headers in ({}, {"range": "bytes=2-5"}):
            got, head = client.get(address, headers=headers), client.head(address, headers=headers)
            assert head.status_code == got.status_code
            assert dict(head.headers) == dict(got.headers)
            assert b"".join(head) == b""


def test_a_head_can_be_asked_for_again(client):
    make.make_published("夜校")
    tag = client.get("/articles/")["ETag"]
    assert client.head("/articles/")["ETag"] == tag
    assert client.head("/articles/", headers={"if-none-match": tag}).status_code == 304


def test_a_picture_to_share_is_cut_around_its_focal_point_from_the_largest(client, picture):
    import io

    from PIL import Image

    photo = Photo.objects.get()
    answer = client.get(photo.share.url)
    assert answer.status_code == 200
    image = Image.open(io.BytesIO(b"".join(answer.streaming_content)))
    assert (image.size, image.format) == ((1200, 630), "JPEG")
    assert (photo.share.width, photo.share.height) == (1200, 630)
    before = photo.share.url
    photo.focal_y = 0.2
    assert photo.share.url != before
    assert client.get(photo.share.url).status_code == 404  # not the focal point that is stored
    photo.save()
    assert client.get(photo.share.url).status_code == 200


def test_a_hidden_picture_has_none_to_share(client):
    assert client.get(make.make_photo().share.url).status_code == 404
