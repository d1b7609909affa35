"""From Word files to drafts with their pictures."""

import re
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from html import escape
from typing import TYPE_CHECKING, BinaryIO

from django.db import transaction
from django.utils.translation import gettext as _

from articles import snapshots
from articles.models import Article, ArticlePhoto
from common.apart.slots import Busy
from newsroom.source_errors import SourceError
from newsroom.word_documents import Crop, WordDocument, WordPicture, read_document
from photos.models import Photo
from photos.uploading import PhotoError, store_photo

if TYPE_CHECKING:
    from accounts.models import User

# No file of an upload is begun later than this, so that its person is answered before the server in front gives up
# (docs/nginx.conf.example: 180 seconds).
SECONDS = 60.0
PATIENCE = 30.0  # seconds for a place to unpack a picture: nobody sends a form once more by himself


@dataclass(frozen=True)
class WordDraft:
    """The draft, and remarks on what could not be taken over."""

    article: Article
    remarks: list[str]


@dataclass
class Outcome:
    """What became of an upload: its drafts, and a sentence for each file that is none."""

    drafts: list[WordDraft] = field(default_factory=list)
    refusals: list[str] = field(default_factory=list)


def make_drafts(files: Iterable[tuple[str, BinaryIO]], *, by: "User") -> Outcome:
    """A draft for each Word file (name, content), one after the other; what is wrong with one is no harm to others."""
    outcome, end = Outcome(), time.monotonic() + SECONDS
    for name, file in files:
        try:
            if time.monotonic() > end:
                raise SourceError("out-of-time")
            document = read_document(file, name)
        except SourceError as error:
            outcome.refusals.append(f"{name}: {error}")
        else:
            outcome.drafts.append(make_draft(document, by=by, file_name=name))
    return outcome


def make_draft(document: WordDocument, *, by: "User", file_name: str) -> WordDraft:
    """Store the pictures and make the draft; a picture that cannot be read is named in the remarks and left out."""
    remarks = list(document.remarks)
    photos = _store_pictures(document, remarks)
    with transaction.atomic():
        article = Article(
            title=document.title, subtitle=document.subtitle, body=_with_figures(document, photos), author=by,
            organization=by.organization,
        )  # fmt: skip
        article.clean()
        article.save()
        for position, number in enumerate(photos):
            picture = document.pictures[number]
            ArticlePhoto.objects.get_or_create(
                article=article, photo=photos[number],
                defaults={"position": position, "is_lead": position == 0, "caption": picture.caption},
            )  # fmt: skip
        snapshots.take_first(
            [article], by=by, note=_("From a Word file: %(name)s") % {"name": file_name[:120]}
        )
    return WordDraft(article, remarks)


def _store_pictures(document: WordDocument, remarks: list[str]) -> dict[int, Photo]:
    """The pictures in the library by their number in the document; one that is shown often is stored once."""
    photos: dict[int, Photo] = {}
    done: dict[tuple[BinaryIO, Crop | None], Photo | str] = {}
    for number, picture in enumerate(document.pictures):
        shown = (picture.file, picture.crop)
        if shown not in done:
            done[shown] = _photo_or_reason(picture, number)
        stored = done[shown]
        if isinstance(stored, Photo):
            photos[number] = stored
        else:
            words = {"number": number + 1, "reason": stored}
            remarks.append(_("Picture %(number)d was left out: %(reason)s") % words)
    return photos


def _photo_or_reason(picture: WordPicture, number: int) -> Photo | str:
    try:
        return store_photo(
            picture.file, name=f"word-{number + 1}", caption=picture.caption, alt_text=picture.alt_text,
            crop=picture.crop, patience=PATIENCE,
        ).photo  # fmt: skip
    except (PhotoError, Busy) as error:
        return str(error)


def _with_figures(document: WordDocument, photos: dict[int, Photo]) -> str:
    """The text with its pictures; the first one leads the article, so it does not stand in the text again."""
    lead = next(iter(photos), None)

    def figure(found: re.Match[str]) -> str:
        number = int(found[1])
        if number not in photos or number == lead:
            return ""
        photo, picture = photos[number], document.pictures[number]
        image = photo.fallback
        caption = (
            f"<figcaption>{escape(picture.caption, quote=False)}</figcaption>" if picture.caption else ""
        )
        return (
            f'<figure data-photo="{photo.pk}"><img src="{image.url}" data-photo="{photo.pk}" '
            f'alt="{escape(picture.alt_text)}" width="{image.width}" height="{image.height}">{caption}</figure>'
        )

    return re.sub(r"<figure>word-picture:(\d+)</figure>", figure, document.body)
