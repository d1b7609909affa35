"""Takes uploaded pictures into the library: checked by content, rotated upright, stripped of metadata, re-encoded.

Nothing of the uploaded bytes is ever served or kept: what is stored was encoded here from the decoded pixels,
under names of our making, so neither a place name in the metadata nor a script behind the picture survives.
"""

import hashlib
import io
import logging
import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, BinaryIO

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import Storage, default_storage, storages
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _
from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

from photos import decoding
from photos.models import Photo

logger = logging.getLogger(__name__)

# Pillow's own limit warns only; open_picture() refuses by the header, before anything is unpacked.
Image.MAX_IMAGE_PIXELS = None

ACCEPTED = ("JPEG", "PNG", "WEBP", "AVIF")
MOST_BYTES = 40 * 1024 * 1024
MOST_PIXELS = 40_000_000
LEAST_SIDE = 40
WIDTHS = (320, 640, 960, 1600)
# AVIF speed 8 costs a third of the time of the default and about 5 % more bytes.
ENCODING: dict[str, dict[str, Any]] = {
    "avif": {"format": "AVIF", "quality": 58, "speed": 8},
    "webp": {"format": "WEBP", "quality": 76, "method": 4},
    "jpeg": {"format": "JPEG", "quality": 80, "optimize": True, "progressive": True},
}
# For many pictures at once: two fifths of the time, a tenth more bytes.
QUICKER: dict[str, dict[str, Any]] = {"avif": {"speed": 9}, "webp": {"method": 2}, "jpeg": {}}


class PhotoError(ValidationError):
    """A file that cannot become a picture of the library; the message says what to do."""


@dataclass(frozen=True)
class StoredPhoto:
    """The picture, and whether it is new: the same file again gives the picture that is there."""

    photo: Photo
    is_new: bool


def store_photo(
    file: BinaryIO,
    *,
    name: str,
    caption: str = "",
    alt_text: str = "",
    credit: str = "",
    rights: str = "own",
    focal_point: tuple[float, float] = (0.5, 0.5),
    quick: bool = False,
) -> StoredPhoto:
    """Check a file, make its renditions and its row; ``quick`` spends less time on small files.

    Raises ``PhotoError`` for anything that is not a whole picture of an accepted format and size, and
    ``DecodingBusy`` when too many others are being stored.
    """
    content = file.read(MOST_BYTES + 1)
    check_size(len(content))
    digest = hashlib.sha256(content).hexdigest()
    known = Photo.objects.filter(digest=digest).first()
    if known:
        return StoredPhoto(known, is_new=False)
    with decoding.place():
        photo, stored = _make(
            content, digest=digest, original_name=name[-200:], caption=caption, alt_text=alt_text, credit=credit,
            rights=rights, focal_x=focal_point[0], focal_y=focal_point[1], quick=quick,
        )  # fmt: skip
    try:
        # At the last moment: somebody may have stored the same picture while this one was being made.
        with transaction.atomic():
            photo.save()
    except BaseException as error:
        _remove(stored)
        known = Photo.objects.filter(digest=digest).first() if isinstance(error, IntegrityError) else None
        if known is None:
            raise
        return StoredPhoto(known, is_new=False)
    return StoredPhoto(photo, is_new=True)


def _make(content: bytes, *, quick: bool, **columns: Any) -> tuple[Photo, list[tuple[Storage, str]]]:
    """Decode a picture and store its files; the row is not saved yet. What fails leaves no file behind."""
    image = open_picture(content)
    photo = Photo(width=image.width, height=image.height, widths=rendition_widths(image.width), **columns)
    photo.original = f"{photo.key}.{'png' if image.mode == 'RGBA' else 'jpeg'}"
    stored: list[tuple[Storage, str]] = []
    try:
        _store_files(photo, image, stored, quick=quick)
        # That the picture is not there yet is left to the database, which knows at the moment of saving.
        photo.full_clean(validate_unique=False)
    except BaseException:
        _remove(stored)
        raise
    return photo, stored


def _remove(stored: list[tuple[Storage, str]]) -> None:
    for storage, path in stored:
        storage.delete(path)


def check_size(size: int) -> None:
    """Refuse an empty file and one of more than ``MOST_BYTES`` bytes."""
    if size == 0:
        raise PhotoError(_("The file is empty. Choose the picture again."))
    if size > MOST_BYTES:
        raise PhotoError(
            _("The file is larger than %(most)d MB. Save the picture at a smaller size and upload it again.")
            % {"most": MOST_BYTES // 1024 // 1024}
        )


def open_picture(content: bytes) -> Image.Image:
    """Decode a picture: whole, upright, in sRGB, mode ``RGB`` or ``RGBA``, without metadata."""
    unreadable = _(
        "This file is not a picture that the portal can read. Save it as JPEG or PNG and upload it again."
    )
    try:
        image: Image.Image = Image.open(io.BytesIO(content), formats=ACCEPTED)
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError) as error:
        raise PhotoError(unreadable) from error
    if image.width * image.height > MOST_PIXELS:
        raise PhotoError(
            _(
                "The picture has %(pixels)d megapixels; at most %(most)d are accepted. "
                "Save it at a smaller size and upload it again."
            )
            % {"pixels": image.width * image.height // 1_000_000, "most": MOST_PIXELS // 1_000_000}
        )
    if min(image.size) < LEAST_SIDE:
        raise PhotoError(
            _("The picture is only %(width)d × %(height)d pixels. Choose a larger one.")
            % {"width": image.width, "height": image.height}
        )
    try:
        image.load()
        image = ImageOps.exif_transpose(image)
    except (OSError, ValueError, SyntaxError, EOFError) as error:
        raise PhotoError(
            _("The picture is damaged or incomplete. Export it again and upload the new file.")
        ) from error
    return _plain(image)


def _plain(image: Image.Image) -> Image.Image:
    """In sRGB, with an alpha channel only where something is transparent, and with nothing but its pixels."""
    profile = image.info.get("icc_profile")
    see_through = "A" in image.getbands() or "transparency" in image.info
    if profile and image.mode in ("RGB", "CMYK"):
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            image = (
                ImageCms.profileToProfile(image, source, ImageCms.createProfile("sRGB"), outputMode="RGB")
                or image
            )
        except ImageCms.PyCMSError:
            logger.info("A colour profile could not be read and was left out.")
    image = image.convert("RGBA" if see_through else "RGB")
    if image.mode == "RGBA" and image.getchannel("A").getextrema() == (255, 255):
        image = image.convert("RGB")
    bare = Image.new(image.mode, image.size)
    bare.paste(image)
    return bare


def rendition_widths(width: int) -> list[int]:
    """The widths below that of the picture, and never a larger one than it has.

    >>> rendition_widths(1200)
    [320, 640, 960, 1200]
    """
    return sorted({min(step, width) for step in WIDTHS})


def _store_files(photo: Photo, image: Image.Image, stored: list[tuple[Storage, str]], *, quick: bool) -> None:
    encoding = {format: ENCODING[format] | (QUICKER[format] if quick else {}) for format in ENCODING}
    original_format = {"format": "PNG"} if image.mode == "RGBA" else {"format": "JPEG", "quality": 92}
    _store(storages["originals"], photo.original, image, original_format, stored)
    # On paper's white where the picture is transparent: JPEG has no transparency, and pages have two grounds.
    if image.mode == "RGBA":
        ground = Image.new("RGBA", image.size, "white")
        image = Image.alpha_composite(ground, image).convert("RGB")
    renditions = []
    for width in reversed(photo.widths):  # each size from the next larger one: quick, and as good
        image = image.resize(
            (width, max(1, round(photo.height * width / photo.width))), Image.Resampling.LANCZOS
        )
        renditions += [(photo.rendition_name(format, width), image, encoding[format]) for format in encoding]
    # The encoders leave Python's lock, so they use all processors; the largest pictures come first.
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        encoded = pool.map(lambda rendition: _encode(rendition[1], rendition[2]), renditions)
        for (path, _image, _options), content in zip(renditions, encoded, strict=True):
            stored.append((default_storage, default_storage.save(path, ContentFile(content))))


def _store(
    storage: Storage,
    path: str,
    image: Image.Image,
    options: dict[str, Any],
    stored: list[tuple[Storage, str]],
) -> None:
    stored.append((storage, storage.save(path, ContentFile(_encode(image, options)))))


def _encode(image: Image.Image, options: dict[str, Any]) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, **options)
    return buffer.getvalue()


def where_used(photo: Photo) -> list[str]:
    """What holds the picture, each as ``kind: name``: articles, events, organizations, people, topics, pages."""
    uses = []
    for relation in Photo._meta.related_objects:
        if not relation.many_to_many:
            model = relation.related_model
            rows = model._default_manager.filter(**{relation.field.name: photo})
            uses += [f"{model._meta.verbose_name}: {_holder(row)}" for row in rows]
    return uses


def _holder(row: object) -> str:
    """The name of what holds the picture: of a row between two things, the other thing."""
    return str(getattr(row, "article", None) or getattr(row, "event", None) or row)


def delete_photo(photo: Photo) -> None:
    """Remove a picture that nothing uses, with its files. Raises ``PhotoError`` that names what uses it."""
    paths = [photo.rendition_name(format, width) for format in ENCODING for width in photo.widths]
    original = photo.original
    uses = where_used(photo)
    try:
        if uses:
            raise ProtectedError("in use", set())
        with transaction.atomic():
            photo.delete()
    except ProtectedError as error:
        raise PhotoError(
            _("The picture is in use and stays: %(uses)s. Take it out there first.")
            % {"uses": "；".join(uses)}
        ) from error

    def remove_files() -> None:
        for path in paths:
            default_storage.delete(path)
        storages["originals"].delete(original)

    transaction.on_commit(remove_files, robust=True)
