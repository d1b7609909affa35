"""What choosers say of an article: whether readers see it where it is chosen, and if not, what has to happen."""

from typing import Any

from django.db.models import Case, F, QuerySet, Value, When
from django.utils.translation import gettext as _

from articles.models import Article, Status, published_q
from articles.models.article import CLOSED
from common.dates import desk_time

NEVER_SHOWN = (*CLOSED, Status.WITHDRAWN)


def labelled(article: Article) -> str:
    """The headline, and in brackets its state: ``夜校开课（草稿，发布后显示）``."""
    if article.is_public and article.published_at is not None:
        told = _("published %(time)s") % {"time": desk_time(article.published_at)}
    elif article.is_scheduled:
        told = article.state_label
    elif article.is_expired or article.status in NEVER_SHOWN:
        told = _("%(state)s, not shown") % {"state": article.state_label}
    else:
        told = _("%(state)s, shown when it is published") % {"state": article.state_label}
    return _("%(title)s (%(told)s)") % {"title": article.title, "told": told}


def remark_on(article: Article) -> str:
    """A sentence for whoever chose an article that readers do not see now; empty for one that they see."""
    words = {"article": article.title, "state": article.state_label}
    if article.is_public:
        return ""
    if article.is_scheduled:
        return _("“%(article)s” is “%(state)s”: it appears here at that time.") % words
    if article.is_expired or article.status in NEVER_SHOWN:
        return _("“%(article)s” is “%(state)s”: it does not appear here. Choose another one.") % words
    return _("“%(article)s” is “%(state)s”: it appears here when it is published.") % words


def shown_first(articles: "QuerySet[Article]") -> "QuerySet[Any]":
    """What readers see now, the newest first; then what is scheduled; then what is on its way."""
    rank = Case(
        When(published_q(), then=0),
        When(pk__in=Article.objects.scheduled().values("pk"), then=1),
        When(status__in=(*NEVER_SHOWN, Status.PUBLISHED), then=3),  # the published that are left have expired
        default=Value(2),
    )
    return articles.filter(working_copy_of=None).order_by(
        rank, F("published_at").desc(nulls_last=True), "-updated_at", "-pk"
    )
