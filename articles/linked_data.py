"""An article as structured data (https://schema.org/NewsArticle)."""

from typing import Any

from django.conf import settings
from django.templatetags.static import static
from django.utils import timezone

from articles.models import Article, ArticlePhoto
from common.linked_data import absolute, node


def article_data(article: Article, lead: ArticlePhoto | None, corrections: list[Any]) -> dict[str, Any]:
    """One public article. ``lead`` is its lead picture wherever it stands, ``corrections`` the newest first."""
    changed = corrections[0].corrected_at if corrections else article.published_at
    address = absolute(article.get_absolute_url())
    return node(
        "NewsArticle",
        headline=article.title,
        alternativeHeadline=article.subtitle,
        description=article.teaser,
        url=address,
        mainEntityOfPage=address,
        inLanguage="zh-Hans",
        datePublished=_time(article.published_at),
        dateModified=_time(changed),
        articleSection=article.section.name if article.section else "",
        keywords=[tag.name for tag in article.shown_tags],
        image=[absolute(lead.photo.get_absolute_url())] if lead else [absolute(static("img/share.jpg"))],
        author=[
            node("Person", name=contributor.name, jobTitle=role, url=absolute(contributor.get_absolute_url()))
            for role, contributors in article.byline
            for contributor in contributors
        ],
        isBasedOn=node("CreativeWork", name=article.original_title or article.title, url=article.source_url,
                       publisher=node("Organization", name=article.source_name))
        if article.is_reprint and article.source_name
        else None,
        publisher=node(
            "NewsMediaOrganization",
            name=settings.SITE["organizer"] or settings.SITE["name"],
            url=absolute("/"),
            logo=node("ImageObject", url=absolute(static("img/icon-512.png")), width=512, height=512),
        ),
    )  # fmt: skip


def _time(moment: Any) -> str:
    return timezone.localtime(moment).isoformat(timespec="seconds") if moment else ""
