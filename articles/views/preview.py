"""A draft for somebody without an account: behind a signed address, until its time is over or it is revoked."""

from django.core.signing import BadSignature, Signer
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles.models import PreviewLink
from articles.models.article import CLOSED
from articles.preview import render_preview, seal


@require_safe
def link(request: HttpRequest, token: str) -> HttpResponse:
    """The preview behind a link: 404 for an address that was never given out, 410 for one that works no more."""
    try:
        key = Signer(salt="preview").unsign(token)
    except BadSignature:
        raise Http404(_("This is not an address of a preview. Ask for the link again.")) from None
    found = PreviewLink.objects.select_related("article").filter(token=key).first()
    if found is None:
        raise Http404(_("This is not an address of a preview. Ask for the link again."))
    if not found.is_valid or found.article.status in CLOSED:
        response = render(request, "articles/preview_over.html", {"link": found}, status=410)
        seal(response)
        return response
    if found.article.is_public:
        response = redirect(found.article.get_absolute_url())
        seal(response)
        return response
    return render_preview(request, found.article)
