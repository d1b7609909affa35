"""A picture looks as its maker saw it, whatever it was kept in; and takes no more bytes than it must."""

import io

import pytest
from django.core.files.storage import default_storage
from PIL import Image, ImageDraw

from common.apart.running import run_here
from photos import uploading
from photos.models import Photo
from photos.picture_files import ENCODING, PhotoError, avif_options, open_picture
from photos.uploading import store_photo
from tests.factories import picture_bytes
from tests.photos.profiles import HEIC, inks, linear_grey, swapped

SIZE = (60, 60)
RED, BLUE = (255, 0, 0), (0, 0, 255)


@pytest.fixture(autouse=True)
def here(monkeypatch) -> None:
    """Pictures are unpacked in this process; what the process apart adds is tested by itself."""
    monkeypatch.setattr(
        uploading,
        "run",
        lambda _task, file, *, orders, bounds, patience: run_here(uploading.work, file, orders=orders),
    )


def saved(image: Image.Image, kind: str, **options) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


def palette(colour: tuple[int, ...]) -> Image.Image:
    image = Image.new("P", SIZE, 1)
    image.putpalette([0, 0, 0, *colour])
    return image


def sixteen_bits(value: int) -> Image.Image:
    return Image.frombytes("I;16", SIZE, value.to_bytes(2, "little") * (SIZE[0] * SIZE[1]))


CASES = {
    "rgb": (saved(Image.new("RGB", SIZE, RED), "PNG", icc_profile=swapped()), BLUE),
    "rgb in jpeg": (saved(Image.new("RGB", SIZE, RED), "JPEG", icc_profile=swapped(), quality=100, subsampling=0), BLUE),
    "half of the light": (saved(Image.new("RGB", SIZE, (128, 128, 128)), "PNG", icc_profile=swapped()), (188,) * 3),
    "rgba": (saved(Image.new("RGBA", SIZE, (*RED, 90)), "PNG", icc_profile=swapped()), (*BLUE, 90)),
    "rgba that hides nothing": (saved(Image.new("RGBA", SIZE, (*RED, 255)), "PNG", icc_profile=swapped()), BLUE),
    "rgba in webp": (
        saved(Image.new("RGBA", SIZE, (*RED, 90)), "WEBP", icc_profile=swapped(), lossless=True), (*BLUE, 90)
    ),
    "palette": (saved(palette(RED), "PNG", icc_profile=swapped()), BLUE),
    "palette that lets through": (
        saved(palette(RED), "PNG", icc_profile=swapped(), transparency=b"\xff\x50"), (*BLUE, 80)
    ),
    "grey": (saved(Image.new("L", SIZE, 128), "PNG", icc_profile=linear_grey()), (188,) * 3),
    "grey that lets through": (
        saved(Image.new("LA", SIZE, (128, 40)), "PNG", icc_profile=linear_grey()), (188, 188, 188, 40)
    ),
    "sixteen bits": (saved(sixteen_bits(128 * 257), "PNG"), (128,) * 3),
    "sixteen bits with a profile": (saved(sixteen_bits(128 * 257), "PNG", icc_profile=linear_grey()), (188,) * 3),
    "black and white": (saved(Image.new("1", SIZE, 1), "PNG"), (255,) * 3),
    "inks": (saved(Image.new("CMYK", SIZE, (255, 0, 0, 0)), "JPEG", icc_profile=inks(), quality=100), (119,) * 3),
    "paper": (saved(Image.new("CMYK", SIZE, (0, 0, 0, 0)), "JPEG", icc_profile=inks(), quality=100), (255,) * 3),
    "inks without a profile": (saved(Image.new("CMYK", SIZE, (0, 255, 255, 0)), "JPEG", quality=100), RED),
    "a profile of other colours": (saved(Image.new("RGB", SIZE, RED), "PNG", icc_profile=linear_grey()), RED),
    "no profile at all": (saved(Image.new("RGB", SIZE, RED), "PNG", icc_profile=b"none"), RED),
}  # fmt: skip


@pytest.mark.parametrize("kind", CASES)
def test_it_looks_as_its_maker_saw_it(kind):
    content, colour = CASES[kind]
    picture = open_picture(content)
    shown = picture.getpixel((30, 30))
    assert len(shown) == len(colour)
    assert [abs(is_ - right) <= 2 for is_, right in zip(shown, colour, strict=True)] == [True] * len(colour)
    assert picture.info == {}


@pytest.mark.django_db
def test_a_picture_of_an_iphone_is_taken():
    photo = store_photo(io.BytesIO(HEIC), name="IMG_0001.HEIC").photo
    assert (photo.width, photo.height) == (64, 48)
    with default_storage.open(photo.rendition_name("webp", 64)) as file:
        image = Image.open(file).convert("RGB")
    assert [image.getpixel(at)[2] > 128 for at in ((10, 24), (54, 24))] == [False, True]


def test_a_damaged_picture_of_an_iphone_is_refused():
    with pytest.raises(PhotoError) as refused:
        open_picture(HEIC[: len(HEIC) // 2])
    assert refused.value.code in ("damaged", "unreadable")


def test_a_pdf_is_refused_by_name():
    with pytest.raises(PhotoError) as refused:
        open_picture(b"%PDF-1.7 ...")
    assert refused.value.code == "pdf"


@pytest.mark.django_db
def test_what_is_cropped_away_is_kept_nowhere():
    image = Image.new("RGB", (200, 100), RED)
    ImageDraw.Draw(image).rectangle((100, 0, 199, 99), fill=BLUE)
    content = saved(image, "PNG")
    half = store_photo(io.BytesIO(content), name="a.png", crop=(0.5, 0.0, 0.0, 0.1)).photo
    whole = store_photo(io.BytesIO(content), name="a.png").photo
    again = store_photo(io.BytesIO(content), name="a.png", crop=(0.5, 0.0, 0.0, 0.1))
    assert (half.width, half.height, whole.width) == (100, 90, 200)
    assert (again.photo, again.is_new, Photo.objects.count()) == (half, False, 2)
    with default_storage.open(half.rendition_name("jpeg", 100)) as file:
        red, _green, blue = Image.open(file).getpixel((2, 45))
    assert (red < 30, blue > 220) == (True, True)


@pytest.mark.django_db
def test_a_crop_that_leaves_too_little_is_refused():
    with pytest.raises(PhotoError) as refused:
        store_photo(io.BytesIO(picture_bytes(200, 100)), name="a.png", crop=(0.9, 0.0, 0.0, 0.0))
    assert refused.value.code == "small"


def test_avif_is_made_only_where_it_is_smaller_and_as_good():
    soft = Image.effect_mandelbrot((640, 480), (-2.2, -1.6, 1.0, 1.6), 60).convert("RGB")
    options = avif_options(soft, ENCODING["webp"])
    assert options is None or len(saved(soft, options["format"], quality=options["quality"], speed=6)) < len(
        saved(soft, "WEBP", quality=76, method=4)
    )
    assert avif_options(Image.new("RGB", (320, 240), RED), ENCODING["webp"]) is None


@pytest.mark.django_db
def test_a_picture_without_avif_offers_none():
    photo = store_photo(io.BytesIO(picture_bytes(80, 60, colour="#a81c17")), name="a.png").photo
    assert (photo.has_avif, [kind for kind, _srcset in photo.sources]) == (False, ["image/webp"])
    assert sorted(default_storage.listdir(f"photos/{photo.key}")[1]) == ["80.jpeg", "80.webp"]
