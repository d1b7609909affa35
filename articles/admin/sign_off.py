"""The sign-off sheet at its address, made to be printed."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from articles.admin.screens import ScreenMixin
from articles.content import RICH_TEXTS, photos_in
from articles.rendering import render_body
from articles.sign_off import sign_off_sheet
from photos.models import Photo


class SignOffMixin(ScreenMixin):
    """For the admin of articles."""

    def get_urls(self) -> list[URLPattern]:
        return [
            self.screen_path("<int:object_id>/sign-off/", require_GET(self.sign_off_view), "sign_off"),
            *super().get_urls(),
        ]

    def sign_off_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        article = self.article_or_404(request, object_id)
        sheet = sign_off_sheet(article, settings.REVIEW_LEVELS)
        data = sheet.version.data if sheet.version else {}
        shown = photos_in(data)
        photos = Photo.objects.in_bulk([key for key, _row in shown])
        context = {
            "title": _("Sign-off sheet"),
            "sheet": sheet,
            "data": data,
            "rich_texts": {part.name: render_body(part.of(data))[0] for part in RICH_TEXTS},
            "pictures": [(photos[key], row) for key, row in shown if key in photos],
            "now": timezone.now(),
            "copies": article.working_copies.order_by("pk"),
        }
        return self.screen(request, "sign_off.html", article, context)
