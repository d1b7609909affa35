"""From the bytes of a picture to the files of the library: done in a process of its own (``common.apart``).

The picture is checked by its content, turned upright and stripped of all but its pixels. Neither Django nor the
database is known here.
"""

import io
import logging
import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any, BinaryIO

from pi_heif import register_heif_opener
from PIL import Image, ImageChops, ImageCms, ImageOps, ImageStat, UnidentifiedImageError

from common.apart.answer import Keep
from common.text import gettext_noop

logger = logging.getLogger(__name__)

# Pillow's own limit warns only; open_picture() refuses by the header, before anything is unpacked.
Image.MAX_IMAGE_PIXELS = None
# Pictures of iPhones. What else such a file holds (a depth map, a thumbnail, another picture) is not read.
register_heif_opener(thumbnails=False, depth_images=False, aux_images=False)

ACCEPTED = ("JPEG", "PNG", "WEBP", "AVIF", "HEIF")
CAN_MOVE = ("PNG", "WEBP", "AVIF", "HEIF")
MOST_BYTES = 40 * 1024 * 1024
MOST_PIXELS = 40_000_000
LEAST_SIDE = 40  # pixels
MOST_STRETCHED = 50  # the longer side in shorter ones: beyond, the sizes for pages would be threads
LONGEST = {"WEBP": 16_383}  # pixels of a side that a format can hold; all other limits lie beyond MOST_PIXELS
WIDTHS = (320, 640, 960, 1600)
ENCODING: dict[str, dict[str, Any]] = {
    "webp": {"format": "WEBP", "quality": 76, "method": 4},
    "jpeg": {"format": "JPEG", "quality": 80, "optimize": True, "progressive": True},
}
# For many pictures at once: two fifths of the time, a tenth more bytes.
QUICKER: dict[str, dict[str, Any]] = {"webp": {"method": 2}, "jpeg": {}}
# AVIF is made where it is as good as WebP with fewer bytes: of these qualities the first that is as good decides. At a
# speed of 6 it saves a fifth to a third of the bytes in most photographs, at 8 next to nothing.
AVIF_QUALITIES = (50, 58, 66)
AVIF_SPEED, AVIF_QUICK_SPEED = 6, 8
AS_GOOD = 1.25  # times the mean square of the error of WebP in brightness: a decibel

# What the colours of a profile are (ICC.1, 7.2.6), and the modes of pictures that it fits.
COLOURS = {"RGB ": "RGB", "GRAY": "L", "CMYK": "CMYK"}

REFUSALS = {
    "empty": gettext_noop("The file is empty. Choose the picture again."),
    "bytes": gettext_noop(
        "The file is larger than %(most)d MB. Save the picture at a smaller size and upload it again."
    ),
    "unreadable": gettext_noop(
        "This file is not a picture that the portal can read. Save it as JPEG or PNG and upload it again."
    ),
    "pdf": gettext_noop("This is a PDF file, no picture. Save its page as JPEG or PNG and upload that."),
    "pixels": gettext_noop(
        "The picture has %(pixels)d megapixels; at most %(most)d are accepted. "
        "Save it at a smaller size and upload it again."
    ),
    "small": gettext_noop("The picture is only %(width)d × %(height)d pixels. Choose a larger one."),
    "stretched": gettext_noop(
        "The picture is more than %(most)d times as long as it is wide. Cut it into several and upload these."
    ),
    "moving": gettext_noop(
        "This picture moves; the library keeps still ones only. Save the frame that you need as JPEG or PNG and "
        "upload that."
    ),
    "damaged": gettext_noop("The picture is damaged or incomplete. Export it again and upload the new file."),
    "heavy": gettext_noop(
        "Unpacking this picture takes more memory or time than one file may. Save it as JPEG and upload that."
    ),
}


class PhotoError(ValueError):
    """A file that cannot become a picture of the library; the text says what to do. ``code`` is one of REFUSALS."""

    def __init__(self, code: str, **words: int) -> None:
        super().__init__(code)
        self.code, self.words = code, words

    def __str__(self) -> str:
        # Here and not above: the process that unpacks pictures knows the codes and does without Django.
        from django.utils.translation import gettext

        return gettext(REFUSALS[self.code]) % self.words


def work(source: BinaryIO, orders: dict[str, Any], keep: Keep) -> dict[str, Any]:
    """Keeps the original and the renditions.

    ``orders``: ``quick``, for less time and more bytes; ``crop``, the parts of the sides that are cut off (left, top,
    right, bottom), or ``None``.

    Answers ``{"width", "height", "widths", "original": extension, "renditions": [[format, width], …]}``, the original
    being file 0 and the renditions the next ones in their order; ``{"refused": code, "words": …}`` for no picture.
    """
    try:
        image = cropped(open_picture(source.read()), orders.get("crop"))
    except PhotoError as error:
        return {"refused": error.code, "words": error.words}
    told = {"width": image.width, "height": image.height, "widths": rendition_widths(*image.size)}
    see_through = image.mode == "RGBA"
    keep(
        _encode(
            image,
            {"format": "PNG", "compress_level": 3} if see_through else {"format": "JPEG", "quality": 92},
        )
    )
    if see_through:
        # On paper's white: JPEG has no transparency, and pages have two grounds.
        ground = Image.new("RGB", image.size, "white")
        ground.paste(image, mask=image)
        image = ground
    names = []
    for name, content in _renditions(image, quick=orders["quick"]):
        keep(content)
        names.append(name)
    return {**told, "original": "png" if see_through else "jpeg", "renditions": names}


def _renditions(image: Image.Image, *, quick: bool) -> Iterator[tuple[tuple[str, int], bytes]]:
    """``((format, width), content)``, the largest first."""
    encoding = {format: ENCODING[format] | (QUICKER[format] if quick else {}) for format in ENCODING}
    width, height = image.size
    sizes = []
    for step in reversed(
        rendition_widths(width, height)
    ):  # each from the next larger one: quick, and as good
        image = image.resize((step, max(1, round(height * step / width))), Image.Resampling.LANCZOS)
        sizes.append(image)
    if avif := avif_options(sizes[len(sizes) // 2], encoding["webp"], quick=quick):
        encoding = {"avif": avif, **encoding}
    wanted = [((format, size.width), size, encoding[format]) for size in sizes for format in encoding]
    # The encoders leave Python's lock, so they use all processors; the largest pictures come first.
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        encoded = pool.map(lambda rendition: _encode(rendition[1], rendition[2]), wanted)
        made = [(name, content) for (name, _size, _options), content in zip(wanted, encoded, strict=True)]
    bytes_of = {kind: sum(len(content) for name, content in made if name[0] == kind) for kind in encoding}
    for name, content in made:
        if name[0] != "avif" or bytes_of["avif"] < bytes_of["webp"]:
            yield name, content


def avif_options(image: Image.Image, webp: dict[str, Any], *, quick: bool = False) -> dict[str, Any] | None:
    """How to encode the picture as AVIF so that it is as good as WebP and smaller; ``None`` where it can't be."""
    other = _encode(image, webp)
    most = AS_GOOD * _error(image, other)
    for quality in AVIF_QUALITIES:
        options = {"format": "AVIF", "quality": quality, "speed": AVIF_QUICK_SPEED if quick else AVIF_SPEED}
        content = _encode(image, options)
        if len(content) >= len(other):
            return None
        if _error(image, content) <= most:
            return options
    return None


def _error(image: Image.Image, content: bytes) -> float:
    """The mean square of the difference in brightness."""
    with Image.open(io.BytesIO(content)) as decoded:
        difference = ImageStat.Stat(ImageChops.difference(image.convert("L"), decoded.convert("L")))
    return float(difference.sum2[0] / difference.count[0])


def _encode(image: Image.Image, options: dict[str, Any]) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, **options)
    return buffer.getvalue()


def rendition_widths(width: int, height: int) -> list[int]:
    """The widths below that of the picture, never larger than it or longer than every format holds.

    >>> rendition_widths(1200, 800)
    [320, 640, 960, 1200]
    >>> rendition_widths(1080, 20_000)
    [320, 640, 884]
    """
    most = min(width, width * min(LONGEST.values()) // height)
    return sorted({min(step, most) for step in WIDTHS})


def pixels_of(content: bytes) -> int:
    """How many pixels a picture says that it has; 0 for what is none."""
    try:
        with Image.open(io.BytesIO(content), formats=ACCEPTED) as image:
            return image.width * image.height
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError):
        return 0


def open_picture(content: bytes) -> Image.Image:
    """Decode a picture: whole, upright, in sRGB, mode ``RGB`` or ``RGBA``, without metadata. Raises ``PhotoError``."""
    if content.startswith(b"%PDF-"):
        raise PhotoError("pdf")
    try:
        image: Image.Image = Image.open(io.BytesIO(content), formats=ACCEPTED)
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError) as error:
        raise PhotoError("unreadable") from error
    _check_size(*image.size)
    if image.format in CAN_MOVE and getattr(image, "is_animated", False):
        raise PhotoError("moving")
    try:
        image.load()
        ImageOps.exif_transpose(image, in_place=True)
    except (OSError, ValueError, SyntaxError, EOFError) as error:
        raise PhotoError("damaged") from error
    return _plain(image)


def _check_size(width: int, height: int) -> None:
    if width * height > MOST_PIXELS:
        raise PhotoError("pixels", pixels=width * height // 1_000_000, most=MOST_PIXELS // 1_000_000)
    if min(width, height) < LEAST_SIDE:
        raise PhotoError("small", width=width, height=height)
    if max(width, height) > MOST_STRETCHED * min(width, height):
        raise PhotoError("stretched", most=MOST_STRETCHED)


def cropped(image: Image.Image, crop: Sequence[float] | None) -> Image.Image:
    """The picture without what was cut off. Raises ``PhotoError`` where too little is left."""
    if crop is None:
        return image
    width, height = image.size
    left, top = round(crop[0] * width), round(crop[1] * height)
    image = image.crop(
        (left, top, max(left, round((1 - crop[2]) * width)), max(top, round((1 - crop[3]) * height)))
    )
    _check_size(*image.size)
    return image


def _plain(image: Image.Image) -> Image.Image:
    """In sRGB, with an alpha channel only where something is transparent, and with nothing but its pixels."""
    profile = image.info.get("icc_profile")
    alpha = None
    if "A" in image.getbands() or "transparency" in image.info:
        alpha = image.convert("RGBA").getchannel("A")
        if alpha.getextrema() == (255, 255):
            alpha = None
    image = _in_srgb(_in_colours(image), profile)
    bare = Image.new("RGB", image.size)
    bare.paste(image)
    if alpha is not None:
        bare.putalpha(alpha)
    return bare


def _in_colours(image: Image.Image) -> Image.Image:
    """Grey, RGB or CMYK with 8 bits a channel: what profiles of colours speak of."""
    if image.mode.startswith(("I", "F")):  # 16 bits a pixel, of a scanner: Pillow would cut off all above 255
        return image.convert("I").point(lambda value: value * (1 / 257)).convert("L")
    if image.mode in ("L", "RGB", "CMYK"):
        return image
    if image.mode in ("1", "LA", "La"):
        return image.convert("L")
    return image.convert("RGBA").convert("RGB") if image.mode == "P" else image.convert("RGB")


def _in_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """By the profile where it fits the picture: relative colours, black as black, as editors of pictures show them."""
    if profile:
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            if COLOURS.get(source.profile.xcolor_space) == image.mode:
                made = ImageCms.profileToProfile(
                    image, source, ImageCms.createProfile("sRGB"), outputMode="RGB",
                    renderingIntent=ImageCms.Intent.RELATIVE_COLORIMETRIC,
                    flags=ImageCms.Flags.BLACKPOINTCOMPENSATION,
                )  # fmt: skip
                image = made or image
        except (ImageCms.PyCMSError, OSError):
            logger.info("A colour profile could not be read and was left out.")
    return image.convert("RGB")
