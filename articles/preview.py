"""An unpublished text on the page that readers will see."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from articles.article_page import article_context
from articles.models import Article, Correction


def render_preview(request: HttpRequest, article: Article) -> HttpResponse:
    """The readers' own template with the draft in it; never cached, never indexed, and it tells no other site
    where the reader came from."""
    response = render(request, "articles/article_detail.html", preview_context(article.pk))
    seal(response)
    return response


def seal(response: HttpResponse) -> None:
    """Keep an answer about a draft out of caches, search engines and other sites' logs."""
    response["Cache-Control"] = "no-store, private"
    response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    response["Referrer-Policy"] = "no-referrer"


def preview_context(pk: int) -> dict[str, Any]:
    """What the page will show once the text is published; of a correction, at its article's place."""
    article = Article.objects.for_reading().get(pk=pk)
    live = article.working_copy_of
    if live is None:
        # What readers will see as its time: the planned one, or that of publishing it now.
        article.published_at = article.published_at or timezone.now()
        return article_context(article)
    article.published_at = live.published_at
    context = article_context(article)
    announced = Correction.announced_by(article)
    context["events"] = list(live.events.published().order_by("starts_at", "id"))
    context["corrections"] = [*filter(None, [announced]), *live.corrections.all()]
    return context
