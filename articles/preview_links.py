"""When a link to a draft ends: with its time, its article's publication, expiry or withdrawal, and with its maker.

Decided when the link is opened, from what is true at that moment: no job has to run for a link to end, and an
article that is taken up again after its withdrawal does not bring an old link back.
"""

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from articles import policy
from articles.models import Article, Decision, PreviewLink, Status
from articles.models.article import CLOSED

if TYPE_CHECKING:
    from accounts.models import User


@dataclass(frozen=True)
class End:
    """Why a link no longer works, as a sentence for whoever opens it; ``published`` is what they may read instead."""

    sentence: str
    published: Article | None = None


def end_of(link: PreviewLink) -> End | None:
    """Why a link no longer works; ``None`` while it does."""
    if link.revoked_at is not None:
        return End(_("The newsroom has revoked this link."))
    if not link.is_valid:
        return End(_("The time of this link is over."))
    return _end_of_article(link.article, link.created_at) or _end_of_maker(link)


def _end_of_article(article: Article, since: dt.datetime) -> End | None:
    live = article.working_copy_of or article
    if live.status == Status.WITHDRAWN or _was_withdrawn(live, since):
        return End(_("This article was withdrawn; its preview is no longer shown."))
    if live.is_expired:
        return End(_("The time of this article is over; its preview is no longer shown."))
    if article.is_public or article.status == Status.MERGED:
        return End(_("This article has been published."), live if live.is_public else None)
    if article.status in CLOSED:
        return End(_("This correction has ended; its preview is no longer shown."))
    return None


def _was_withdrawn(article: Article, since: dt.datetime) -> bool:
    return article.records.filter(decision=Decision.WITHDRAWN, at__gte=since).exists()


def _end_of_maker(link: PreviewLink) -> End | None:
    maker: User | None = link.created_by
    if maker is not None and policy.may_see(maker, link.article):
        return None
    return End(_("The person who gave this link away no longer works on this article."))
