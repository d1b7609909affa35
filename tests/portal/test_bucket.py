"""Files in a bucket, on a real server that speaks S3: stored, handed out by the portal alone, and taken away."""

import io
from collections.abc import Iterator

import boto3
import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage, storages
from django.utils.http import http_date
from moto.server import ThreadedMotoServer

from photos.uploading import delete_photo, store_photo
from tests import factories as make

pytestmark = pytest.mark.django_db
NAME = "portal-files"
KEYS = {"access_key": "key", "secret_key": "secret"}


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture
def bucket(address: str, settings, media_root) -> Iterator[object]:
    """An empty bucket, in which the portal keeps its files."""
    client = boto3.client(
        "s3",
        endpoint_url=address,
        region_name="us-east-1",
        aws_access_key_id="key",
        aws_secret_access_key="secret",
    )
    client.create_bucket(Bucket=NAME)
    options = {
        "bucket_name": NAME, "endpoint_url": address, "region_name": "us-east-1", "file_overwrite": False,
        "default_acl": None, **KEYS,
    }  # fmt: skip
    settings.S3_BUCKET = NAME
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {"BACKEND": "portal.web.bucket.Bucket", "OPTIONS": {**options, "location": "media"}},
        "originals": {
            "BACKEND": "portal.web.bucket.Originals",
            "OPTIONS": {**options, "location": "originals"},
        },
    }
    yield client
    for name in names(client):
        client.delete_object(Bucket=NAME, Key=name)
    client.delete_bucket(Bucket=NAME)


def names(client) -> list[str]:
    return sorted(item["Key"] for item in client.list_objects_v2(Bucket=NAME).get("Contents", []))


def shown(**values):
    """A picture that something public shows."""
    photo = store_photo(io.BytesIO(make.picture_bytes(640, 480)), name="夜校", **values).photo
    make.make_published("夜校开课", body=f'<figure data-photo="{photo.pk}"><img src="x" alt=""></figure>')
    return photo


def test_an_upload_lies_in_the_bucket_and_nowhere_else(bucket, settings):
    photo = store_photo(io.BytesIO(make.picture_bytes(640, 480)), name="夜校").photo
    stored = names(bucket)
    assert f"originals/{photo.original}" in stored
    assert {name for name in stored if name.startswith("media/")} == {
        f"media/{photo.rendition_name(format, width)}" for format in photo.formats for width in photo.widths
    }
    assert not settings.MEDIA_ROOT.exists()


def test_addresses_are_the_portals_own(bucket):
    photo = shown()
    assert photo.rendition("jpeg", 480).url.startswith("/media/photos/")
    with pytest.raises(ValueError, match="An original has no address"):
        storages["originals"].url(photo.original)


def test_the_portal_hands_it_out(bucket, client):
    photo = shown()
    name = photo.rendition_name("jpeg", photo.widths[0])
    answer = client.get(f"/media/{name}")
    content = b"".join(answer)
    assert content == bucket.get_object(Bucket=NAME, Key=f"media/{name}")["Body"].read()
    assert answer["Content-Type"] == "image/jpeg"
    assert answer["Content-Length"] == str(len(content))
    assert answer["Cache-Control"] == "public, max-age=86400, s-maxage=0"
    assert answer["Last-Modified"] == http_date(default_storage.get_modified_time(name).timestamp())
    piece = client.get(f"/media/{name}", headers={"Range": "bytes=10-19"})
    assert (piece.status_code, b"".join(piece)) == (206, content[10:20])
    again = client.get(f"/media/{name}", headers={"If-Modified-Since": answer["Last-Modified"]})
    assert again.status_code == 304


def test_what_is_not_public_or_not_there_is_not_found(bucket, client):
    hidden = store_photo(io.BytesIO(make.picture_bytes(640, 480)), name="夜校").photo
    assert client.get(f"/media/{hidden.rendition_name('jpeg', hidden.widths[0])}").status_code == 404
    photo = shown()
    name = photo.rendition_name("jpeg", photo.widths[0])
    bucket.delete_object(Bucket=NAME, Key=f"media/{name}")
    assert client.get(f"/media/{name}").status_code == 404


def test_the_picture_to_share_is_made_and_kept(bucket, client):
    photo = shown()
    assert client.get(f"/media/{photo.share_name}").status_code == 200
    assert f"media/{photo.share_name}" in names(bucket)


def test_a_name_that_is_taken_is_not_written_over(bucket):
    assert default_storage.save("editions/a.pdf", ContentFile(b"one")) == "editions/a.pdf"
    assert default_storage.save("editions/a.pdf", ContentFile(b"two")) != "editions/a.pdf"
    with default_storage.open("editions/a.pdf") as file:
        assert file.read() == b"one"


def test_what_is_deleted_leaves_nothing(bucket, django_capture_on_commit_callbacks):
    photo = store_photo(io.BytesIO(make.picture_bytes(640, 480)), name="夜校").photo
    with django_capture_on_commit_callbacks(execute=True):
        delete_photo(photo)
    assert names(bucket) == []
