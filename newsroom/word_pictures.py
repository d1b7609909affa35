"""The pictures of a Word file: into the library, and to the articles of a page."""

import re
from collections.abc import Sequence
from typing import BinaryIO

from django.utils.translation import gettext as _

from common.apart.slots import Busy
from newsroom.pages import split_lines
from newsroom.plans import PagePlan
from newsroom.word_reading import Crop, WordPicture
from photos.models import Photo
from photos.uploading import PhotoError, StoredPhoto, store_photo

PATIENCE = 30.0  # seconds for a place to unpack a picture: nobody sends a form once more by himself
PICTURE_PLACE = re.compile(r"!\[\]\(word-picture:(\d+)\)")


def store_pictures(
    pictures: Sequence[WordPicture], remarks: list[str], brought: list[int] | None = None
) -> dict[int, Photo]:
    """The pictures in the library by their number in the document; one that is shown often is stored once.

    ``brought`` takes the keys of those that were not in the library before.
    """
    photos: dict[int, Photo] = {}
    done: dict[tuple[BinaryIO, Crop | None], StoredPhoto | str] = {}
    for number, picture in enumerate(pictures):
        shown = (picture.file, picture.crop)
        if shown not in done:
            done[shown] = stored = _photo_or_reason(picture, number)
            if brought is not None and isinstance(stored, StoredPhoto) and stored.is_new:
                brought.append(stored.photo.pk)
        stored = done[shown]
        if isinstance(stored, StoredPhoto):
            photos[number] = stored.photo
        else:
            words = {"number": number + 1, "reason": stored}
            remarks.append(_("Picture %(number)d was left out: %(reason)s") % words)
    return photos


def _photo_or_reason(picture: WordPicture, number: int) -> StoredPhoto | str:
    try:
        return store_photo(
            picture.file, name=f"word-{number + 1}", caption=picture.caption, alt_text=picture.alt_text,
            crop=picture.crop, patience=PATIENCE,
        )  # fmt: skip
    except (PhotoError, Busy) as error:
        return str(error)


def place_pictures(
    plan: PagePlan, source: str, photos: dict[int, Photo], pictures: Sequence[WordPicture]
) -> None:
    """Give each picture of a page to the article within whose lines it stands, else to the one above it.

    ``photos``: the stored pictures by their number in the file. A page without an article keeps none.
    """
    for line, text in enumerate(split_lines(source), 1):
        for number in map(int, PICTURE_PLACE.findall(text)):
            if number in photos and plan.articles:
                above = [article for article in plan.articles if article.lines[0] <= line]
                article = above[-1] if above else plan.articles[0]
                placed = [key for key, _caption in article.photos]
                if photos[number].pk not in placed:
                    article.photos.append((photos[number].pk, pictures[number].caption))
    for article in plan.articles:
        if article.photos:
            article.warnings = [told for told in article.warnings if told["code"] != "photo-missing"]
