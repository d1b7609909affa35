"""A draft for somebody without an account: behind a signed address, until the link ends."""

from django.core.signing import BadSignature, Signer
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles.models import PreviewLink
from articles.preview import render_preview, seal
from articles.preview_links import end_of
from photos.signing import signed_addresses


@require_safe
def link(request: HttpRequest, token: str) -> HttpResponse:
    """The preview behind a link: 404 for an address that was never given out, 410 for one that works no more."""
    try:
        key = Signer(salt="preview").unsign(token)
    except BadSignature:
        raise Http404(_("This is not an address of a preview. Ask for the link again.")) from None
    found = (
        PreviewLink.objects.select_related("article__working_copy_of", "created_by").filter(token=key).first()
    )
    if found is None:
        raise Http404(_("This is not an address of a preview. Ask for the link again."))
    end = end_of(found)
    if end is not None:
        response = render(request, "articles/preview_over.html", {"end": end}, status=410)
        seal(response)
        return response
    with signed_addresses():
        return render_preview(request, found.article)
