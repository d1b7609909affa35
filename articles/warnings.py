"""What should be looked at before a text goes on: none of it forbids anything, and nobody is told of what is not theirs
to mend."""

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import is_valid_path
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles import policy
from articles.content import PARTS, Nature, anchor_of
from articles.models import Article, ArticlePhoto
from common.html import links_in
from common.text import count_characters

if TYPE_CHECKING:
    from accounts.models import User

LONGEST_TITLE = 30
# The parts that the newsroom sets; what is missing there is no business of whoever only writes.
PLACES = frozenset(part.name for part in PARTS if part.nature is Nature.PLACEMENT)


@dataclass(frozen=True)
class Warning:
    """``part`` is the name of the part of the content to go to."""

    code: str
    message: str
    part: str

    @property
    def anchor(self) -> str:
        return anchor_of(self.part)


def _leads_somewhere(address: str) -> bool:
    """Whether a browser finds a page behind it, as far as the address itself tells."""
    if re.match("(?i)https?:|mailto:|tel:", address):
        return True
    path = re.sub("^/en/", "/", re.split("[?#]", address, maxsplit=1)[0])
    return path.startswith("/") and bool(is_valid_path(path))


def warnings_to(user: "User", article: Article, photos: list[ArticlePhoto]) -> list[Warning]:
    """Those that this person can mend by changing the text as it is now; none where they may not change it."""
    if policy.reasons_against_change(user, article):
        return []
    places = policy.may_set_placement(user)
    return [found for found in warnings_for(article, photos) if places or found.part not in PLACES]


def warnings_for(article: Article, photos: list[ArticlePhoto]) -> list[Warning]:
    """All warnings about an article and its pictures, in the order of the form. Reads no database."""
    found = []
    length = count_characters(article.title)
    if length > LONGEST_TITLE:
        text = _("The headline has %(length)d characters; more than %(most)d do not fit on a phone.")
        found.append(Warning("long_title", text % {"length": length, "most": LONGEST_TITLE}, "title"))
    if not any(entry.is_lead for entry in photos):
        found.append(Warning("no_lead_photo", _("There is no lead picture."), "photos"))
    silent = sum(1 for entry in photos if not entry.alt_text.strip())
    if silent:
        text = ngettext(
            "%(count)d picture has no alternative text.",
            "%(count)d pictures have no alternative text.",
            silent,
        )
        found.append(Warning("no_alt_text", text % {"count": silent}, "photos"))
    lost = [address for address in links_in(article.body) if not _leads_somewhere(address)]
    if lost:
        text = ngettext(
            "%(count)d link leads nowhere: %(addresses)s.",
            "%(count)d links lead nowhere: %(addresses)s.",
            len(lost),
        )
        found.append(Warning("dead_link", text % {"count": len(lost), "addresses": "、".join(lost)}, "body"))
    if article.section_id is None:
        found.append(Warning("no_section", _("No section is chosen."), "section"))
    if article.is_reprint and not article.source_name.strip():
        found.append(Warning("no_source", _("A reprint must name its source."), "source_name"))
    return found
