"""From a Word file to a draft with its pictures."""

import io
import re
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from articles import snapshots
from articles.models import Article, ArticlePhoto
from newsroom.word_documents import WordDocument
from photos.decoding import DecodingBusy
from photos.models import Photo
from photos.uploading import PhotoError, store_photo

if TYPE_CHECKING:
    from accounts.models import User


@dataclass(frozen=True)
class WordDraft:
    """The draft, and remarks on what could not be taken over."""

    article: Article
    remarks: list[str]


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
    photos: dict[int, Photo] = {}
    for number, picture in enumerate(document.pictures):
        try:
            stored = store_photo(
                io.BytesIO(picture.content), name=f"word-{number + 1}", caption=picture.caption,
                alt_text=picture.alt_text,
            )  # fmt: skip
        except (PhotoError, DecodingBusy) as error:
            reason = " ".join(error.messages) if isinstance(error, PhotoError) else str(error)
            remarks.append(
                _("Picture %(number)d was left out: %(reason)s") % {"number": number + 1, "reason": reason}
            )
        else:
            photos[number] = stored.photo
    return photos


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
