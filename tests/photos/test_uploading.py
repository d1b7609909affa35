"""Pictures on their way into the library."""

import io
import zlib

import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage, storages
from django.db.models import ProtectedError
from PIL import Image

from photos.models import Photo
from photos.picture_files import PhotoError, open_picture, rendition_widths
from photos.uploading import delete_photo, store_photo
from tests.factories import make_organization, picture_bytes

pytestmark = pytest.mark.django_db


def upload(content: bytes, name: str = "picture.png", **values):
    return store_photo(io.BytesIO(content), name=name, **values)


def files_of(photo: Photo) -> list[str]:
    return sorted(default_storage.listdir(f"photos/{photo.key}")[1])


@pytest.mark.parametrize(
    ("width", "height", "widths"),
    [
        (100, 100, [100]),
        (320, 100, [320]),
        (700, 900, [320, 640, 700]),
        (1600, 1200, [320, 640, 960, 1600]),
        (4000, 3000, [320, 640, 960, 1600]),
        (1080, 16_383, [320, 640, 960, 1080]),
        (1080, 20_000, [320, 640, 884]),
        (320, 16_500, [317]),
    ],
)
def test_widths_exceed_neither_the_picture_nor_what_a_format_holds(width, height, widths):
    assert rendition_widths(width, height) == widths


def test_a_picture_gets_all_its_renditions():
    stored = upload(picture_bytes(700, 350), caption="开班", alt_text="教室", credit="周砚 摄")
    photo = stored.photo
    assert stored.is_new
    assert (photo.width, photo.height, photo.caption) == (700, 350, "开班")
    assert files_of(photo) == sorted(
        f"{width}.{kind}" for width in (320, 640, 700) for kind in ("avif", "webp", "jpeg")
    )
    with default_storage.open(photo.rendition_name("jpeg", 320)) as file:
        assert Image.open(file).size == (320, 160)
    assert photo.rendition("jpeg", 320)[1:] == (320, 160)


def test_the_same_file_again_is_the_same_picture():
    first, second = upload(picture_bytes()), upload(picture_bytes(), name="other.png")
    assert (first.photo, first.is_new, second.is_new) == (second.photo, True, False)
    assert Photo.objects.count() == 1


def test_it_is_turned_upright_and_carries_no_metadata():
    image = Image.new("RGB", (80, 60), "red")
    exif = image.getexif()
    exif[0x0112] = 6  # turned by 90 degrees
    exif[0x010E] = "昌平区某处"
    exif.get_ifd(0x8825)[1] = "N"
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", exif=exif)
    photo = upload(buffer.getvalue(), "phone.jpg").photo
    assert (photo.width, photo.height) == (60, 80)
    for storage, path in (
        (default_storage, photo.rendition_name("jpeg", 60)),
        (storages["originals"], photo.original),
    ):
        with storage.open(path) as file:
            assert dict(Image.open(file).getexif()) == {}


def test_transparency_becomes_white():
    buffer = io.BytesIO()
    Image.new("RGBA", (50, 50), (255, 0, 0, 0)).save(buffer, "PNG")
    photo = upload(buffer.getvalue()).photo
    with default_storage.open(photo.rendition_name("jpeg", 50)) as file:
        assert Image.open(file).getpixel((25, 25)) == (255, 255, 255)


def test_sixteen_bits_of_grey_keep_their_shades():
    ramp = bytes(
        shade for row in range(256) for _ in range(200) for shade in (row, row)
    )  # row * 257 in either order
    buffer = io.BytesIO()
    Image.frombytes("I;16", (200, 256), ramp).save(buffer, "PNG")
    picture = open_picture(buffer.getvalue())
    shades = [picture.getpixel((5, row))[0] for row in (0, 51, 128, 230)]
    assert [abs(shade - row) <= 1 for shade, row in zip(shades, (0, 51, 128, 230), strict=True)] == [True] * 4


def moving(kind: str) -> bytes:
    frames = [Image.new("RGB", (100, 100), colour) for colour in ("red", "blue", "lime")]
    buffer = io.BytesIO()
    frames[0].save(buffer, kind, save_all=True, append_images=frames[1:], duration=200)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (moving("WEBP"), "moving"),
        (moving("PNG"), "moving"),
        (picture_bytes(50, 2501), "stretched"),
        (picture_bytes(2501, 50), "stretched"),
        (picture_bytes(39, 39), "small"),
    ],
    ids=["moving webp", "moving png", "long", "wide", "small"],
)
def test_what_is_no_picture_for_a_page_is_refused_for_its_own_reason(content, said):
    with pytest.raises(PhotoError) as refused:
        upload(content)
    assert refused.value.code == said


def test_fifty_times_as_long_as_wide_is_still_taken():
    assert upload(picture_bytes(50, 2500)).is_new


def huge_png(width: int, height: int) -> bytes:
    """A PNG whose header claims a size; its pixels are never unpacked."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return len(data).to_bytes(4) + kind + data + zlib.crc32(kind + data).to_bytes(4)

    header = width.to_bytes(4) + height.to_bytes(4) + bytes([8, 2, 0, 0, 0])
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b"\0"))
        + chunk(b"IEND", b"")
    )


JPEG = picture_bytes(400, 400, "JPEG")


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"", id="empty"),
        pytest.param(b"<?php echo 1; ?>" * 50, id="script"),
        pytest.param(b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", id="svg"),
        pytest.param(picture_bytes(60, 60, "GIF"), id="gif"),
        pytest.param(JPEG[: len(JPEG) // 2] + b"<?php ?>", id="truncated"),
        pytest.param(huge_png(12000, 12000), id="144 megapixels"),
        pytest.param(huge_png(10000, 6000), id="60 megapixels"),
        pytest.param(picture_bytes(10, 500), id="a line"),
    ],
)
def test_refused_with_a_sentence_and_nothing_left(content, settings):
    with pytest.raises(PhotoError) as refused:
        upload(content)
    assert str(refused.value).endswith("。")
    assert Photo.objects.count() == 0
    assert not settings.MEDIA_ROOT.exists() or list(settings.MEDIA_ROOT.rglob("*.*")) == []


def test_a_failure_while_storing_leaves_no_file(settings):
    with pytest.raises(ValidationError):
        upload(picture_bytes(), caption="字" * 301)
    assert list(settings.MEDIA_ROOT.rglob("*.*")) == []


def test_a_picture_that_a_row_uses_stays_with_its_files(django_capture_on_commit_callbacks):
    photo = upload(picture_bytes()).photo
    organization = make_organization("昌平区总工会", logo=photo)
    files = files_of(photo)
    with django_capture_on_commit_callbacks(execute=True), pytest.raises(ProtectedError):
        delete_photo(photo)
    assert files_of(photo) == files
    organization.logo = None
    organization.save()
    delete_photo(photo)
    assert Photo.objects.count() == 0


def test_its_files_go_with_it(django_capture_on_commit_callbacks, settings):
    photo = upload(picture_bytes()).photo
    with django_capture_on_commit_callbacks(execute=True):
        delete_photo(photo)
    assert list(settings.MEDIA_ROOT.rglob("*.*")) == []
