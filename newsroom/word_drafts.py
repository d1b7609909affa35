"""From Word files to drafts with their pictures."""

import re
import time
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from html import escape
from typing import TYPE_CHECKING, BinaryIO

from django.utils.translation import gettext as _

from articles import policy
from articles.models import Article
from common.html import html_to_text
from newsroom.importing import SAME, ImportProblem, Recognition, Register, bring_in, recognize
from newsroom.models import ImportedArticle
from newsroom.plans import PlannedArticle, Text
from newsroom.source_errors import SourceError
from newsroom.word_documents import WordDocument, read_document
from newsroom.word_pictures import store_pictures
from newsroom.word_plans import plan_of
from photos.models import Photo

if TYPE_CHECKING:
    from accounts.models import User

# No file of an upload is begun later than this, so that its person is answered before the server in front gives up
# (docs/nginx.conf.example: 180 seconds).
SECONDS = 60.0


@dataclass(frozen=True)
class WordDraft:
    """The draft, and remarks on what could not be taken over."""

    article: Article
    remarks: list[str]
    is_new: bool = True  # else it came in before and was left as it is


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
            outcome.drafts.append(make_draft(document, by=by, file_name=name))
        except (SourceError, ImportProblem) as error:
            outcome.refusals.append(f"{name}: {error}")
    return outcome


def make_draft(document: WordDocument, *, by: "User", file_name: str) -> WordDraft:
    """Store the pictures and make the draft; a picture that cannot be read is named in the remarks and left out.

    A file that came in before leads to the article that it became then. Raises ``ImportProblem``.
    """
    register = Register()
    plan, read = plan_of(document, register)
    remarks = [*document.remarks, *read]
    within = policy.visible_articles(by)
    (planned,) = plan.articles
    known = recognize(plan, within)[0]
    if known.article is not None:
        return WordDraft(known.article, [_known(known, planned)], is_new=False)
    if ImportedArticle.objects.filter(title_key=planned.title_key, article__in=within).exists():
        remarks.append(_("An article with this headline came in before. Look whether this is the same one."))
    photos = store_pictures(document.pictures, remarks)
    planned.texts = [
        text for text in (_with_figures(text, document, photos) for text in planned.texts) if text
    ]
    captions = {photo.pk: document.pictures[number].caption for number, photo in reversed(photos.items())}
    planned.photos = [(key, captions[key]) for key in dict.fromkeys(photo.pk for photo in photos.values())]
    note = _("From a Word file: %(name)s") % {"name": file_name[:120]}
    outcome = bring_in(
        plan,
        by=by,
        source=planned.body_source,
        file_name=file_name,
        register=register,
        within=within,
        note=note,
    )
    (known,) = outcome.recognitions
    if known.article is not None:  # somebody brought it in at the same moment
        return WordDraft(known.article, [_known(known, planned)], is_new=False)
    return WordDraft(outcome.drafts[0], remarks)


def _known(known: Recognition, planned: PlannedArticle) -> str:
    if known.state == SAME:
        return _("This file came in before; the article was left as it is.")
    if known.known and known.known.title_key == planned.title_key:
        return _("This text came in before with other lines around it; the article was left as it is.")
    return _("This text came in before under another headline; the article was left as it is.")


def _with_figures(text: Text, document: WordDocument, photos: dict[int, Photo]) -> Text | None:
    """A paragraph with its pictures; the first one leads the article, so it does not stand in the text again."""
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

    html = re.sub(r"<figure>word-picture:(\d+)</figure>", figure, text.html)
    shows_something = html_to_text(html).strip() or "<img" in html or "<hr" in html
    return replace(text, html=html) if shows_something else None
