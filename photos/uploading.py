"""Takes uploaded pictures into the library: checked by content, rotated upright, stripped of metadata, re-encoded.

Nothing of the uploaded bytes is ever served or kept: what is stored was encoded from the decoded pixels by a process
apart (``photos.picture_files``), under names of our making, so neither a place name in the metadata nor a script behind
the picture survives.
"""

import hashlib
from dataclasses import dataclass
from typing import BinaryIO

from django.core.files.base import File
from django.core.files.storage import Storage, default_storage, storages
from django.db import IntegrityError, transaction

from common.apart.answer import Answer
from common.apart.running import Bounds, Failed, run, run_here
from photos.models import Photo
from photos.picture_files import MOST_BYTES, PhotoError, open_picture, work
from photos.sharing import shared_names

__all__ = ["MOST_BYTES", "PhotoError", "StoredPhoto", "open_picture", "store_photo"]

# The largest pictures that are accepted take up to 650 MB and, on an idle machine, some seconds.
BOUNDS = Bounds(memory=1024 * 1024 * 1024, processor=60, seconds=120, output=400 * 1024 * 1024)


MEASURES = ("width", "height", "widths")


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
    crop: tuple[float, float, float, float] | None = None,
    patience: float | None = None,
) -> StoredPhoto:
    """Check a file, make its renditions and its row.

    ``quick`` is for pictures that come with the program: less time is spent on small files, and they are unpacked
    here. ``crop``: the parts of the sides that are cut off, left, top, right and bottom; they are not kept.
    ``patience``: seconds to wait for a slot. Raises ``PhotoError`` for anything that is not a whole picture of
    an accepted format and size, and ``Busy`` when too much else is being taken in.
    """
    digest = _digest(file, crop)
    known = Photo.objects.filter(digest=digest).first()
    if known:
        return StoredPhoto(known, is_new=False)
    made = _made(file, quick=quick, crop=crop, patience=patience)
    photo = Photo(
        digest=digest, original_name=name[-200:], caption=caption, alt_text=alt_text, credit=credit, rights=rights,
        focal_x=focal_point[0], focal_y=focal_point[1], **{side: made.data[side] for side in MEASURES},
        has_avif=any(format == "avif" for format, _width in made.data["renditions"]),
    )  # fmt: skip
    photo.original = f"{photo.key}.{made.data['original']}"
    return _stored(photo, made)


def _stored(photo: Photo, made: Answer) -> StoredPhoto:
    """The files and the row: all of it or nothing, and what somebody else stored meanwhile instead."""
    stored: list[tuple[Storage, str]] = []
    try:
        _store_files(photo, made, stored)
        # That the picture is not there yet is left to the database, which knows at the moment of saving.
        photo.full_clean(validate_unique=False)
        # At the last moment: somebody may have stored the same picture while this one was being made.
        with transaction.atomic():
            photo.save()
    except BaseException as error:
        for storage, path in stored:
            storage.delete(path)
        known = (
            Photo.objects.filter(digest=photo.digest).first() if isinstance(error, IntegrityError) else None
        )
        if known is None:
            raise
        return StoredPhoto(known, is_new=False)
    return StoredPhoto(photo, is_new=True)


def _digest(file: BinaryIO, crop: tuple[float, ...] | None) -> str:
    """The SHA-256 of a file and of what is cut off; refuses an empty one and one of more than ``MOST_BYTES`` bytes."""
    size = file.seek(0, 2)
    if size == 0:
        raise PhotoError("empty")
    if size > MOST_BYTES:
        raise PhotoError("bytes", most=MOST_BYTES // 1024 // 1024)
    file.seek(0)
    digest = hashlib.sha256()
    while chunk := file.read(64 * 1024):
        digest.update(chunk)
    if crop:
        digest.update(f"crop {crop}".encode())
    return digest.hexdigest()


def _made(file: BinaryIO, *, quick: bool, crop: tuple[float, ...] | None, patience: float | None) -> Answer:
    orders = {"quick": quick, "crop": crop}
    try:
        if quick:
            made = run_here(work, file, orders=orders)
        else:
            made = run("photos.picture_files", file, orders=orders, bounds=BOUNDS, patience=patience)
    except Failed as error:
        raise PhotoError("damaged" if error.reason == "crash" else "heavy") from error
    if "refused" in made.data:
        raise PhotoError(made.data["refused"], **made.data["words"])
    return made


def _store_files(photo: Photo, made: Answer, stored: list[tuple[Storage, str]]) -> None:
    """``stored`` names what is there already when something fails."""
    paths = [(storages["originals"], photo.original)]
    paths += [
        (default_storage, photo.rendition_name(format, width)) for format, width in made.data["renditions"]
    ]
    for number, (storage, path) in enumerate(paths):
        stored.append((storage, storage.save(path, File(made.piece(number)))))


def delete_photo(photo: Photo) -> None:
    """Remove a picture with its files. Raises ``ProtectedError`` where a row uses it; a text may use it unnoticed."""
    with transaction.atomic():
        photo.delete()
        remove_files(photo)


def remove_files(photo: Photo) -> None:
    """Remove the files of a picture whose row is gone, once that is committed."""
    files = [
        (default_storage, photo.rendition_name(format, width))
        for format in photo.formats
        for width in photo.widths
    ]
    files += [(default_storage, name) for name in shared_names(photo)]
    files.append((storages["originals"], photo.original))

    def remove() -> None:
        for storage, path in files:
            storage.delete(path)

    transaction.on_commit(remove, robust=True)
