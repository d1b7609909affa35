"""Pictures and PDFs of pages, where no web server in front serves them."""

import mimetypes

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.views.static import serve

mimetypes.add_type("image/avif", ".avif")
mimetypes.add_type("image/webp", ".webp")
YEAR = 365 * 24 * 3600


def media(request: HttpRequest, path: str) -> HttpResponseBase:
    """A file below MEDIA_ROOT. Renditions of pictures never change under their name, so browsers keep them."""
    response = serve(request, path, document_root=str(settings.MEDIA_ROOT))
    if path.startswith("photos/"):
        response["Cache-Control"] = f"public, max-age={YEAR}, immutable"
    return response
