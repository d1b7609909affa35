"""Who has had the whole text of an article before their eyes, and in which version: nobody passes what they never saw.

The one door to ``Viewing``: the screens that show a text say so here, and the review asks here.
"""

from typing import TYPE_CHECKING

from django.utils import timezone

from articles.models import Article, Viewing

if TYPE_CHECKING:
    from accounts.models import User


def shown(article: Article, *, to: "User") -> None:
    """The whole text of the article as it is now was shown to somebody. Kept of those who review only."""
    if not to.works_on_others:
        return
    Viewing.objects.bulk_create(
        [Viewing(article=article, user=to, version=article.version, at=timezone.now())],
        update_conflicts=True,
        unique_fields=["article", "user"],
        update_fields=["version", "at"],
    )


def has_seen(user: "User", article: Article) -> bool:
    """Whether the present version was shown to them; an earlier one does not count."""
    return Viewing.objects.filter(article=article, user=user, version=article.version).exists()
