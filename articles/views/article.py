"""One article, and the QR code of its address."""

import io

import segno
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.cache import cache_control

from articles.article_page import article_context, withdrawn_text
from articles.models import Article, WithdrawalKind
from articles.reading import ANSWERING


def article(request: HttpRequest, pk: int) -> HttpResponse:
    """The article for readers; what its address does after a withdrawal is decided by ``withdrawal_kind``."""
    found = ANSWERING.ask(key=pk, now=timezone.now())
    if not found:
        raise Http404
    article = found[0]
    if article.is_public:
        return render(request, "articles/article_detail.html", article_context(article))
    return _withdrawn(request, article)


def _withdrawn(request: HttpRequest, article: Article) -> HttpResponse:
    """Also while it is taken up again: until it is published once more, its address says what it said."""
    if (
        article.withdrawal_kind == WithdrawalKind.REPLACED
        and article.replaced_by
        and article.replaced_by.is_public
    ):
        return HttpResponsePermanentRedirect(article.replaced_by.get_absolute_url())
    if article.withdrawal_kind == WithdrawalKind.KEPT:
        text = withdrawn_text(article)
        if text is not None:
            return render(request, "articles/article_kept.html", {"article": article, **text})
    return render(request, "articles/article_gone.html", {"article": article}, status=410)


@cache_control(public=True, max_age=86400)
def qr_code(request: HttpRequest, pk: int) -> HttpResponse:
    """The address of a public article as a QR code, for a phone that scans it into WeChat."""
    article = get_object_or_404(Article.objects.published(), pk=pk)
    buffer = io.BytesIO()
    address = settings.SITE_URL + article.get_absolute_url()
    segno.make(address, error="m").save(
        buffer, kind="svg", border=4, xmldecl=False, light="#fff", dark="#000", omitsize=True
    )
    return HttpResponse(buffer.getvalue(), content_type="image/svg+xml")
