"""The draft as readers will see it, at the desk; and links that show it to somebody without an account."""

import datetime as dt
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from accounts.requests import acting_user
from articles import policy, viewings
from articles.admin.screens import ScreenMixin
from articles.models import Article, PreviewLink
from articles.preview import render_preview
from articles.preview_links import end_of
from common.fields import MomentInOneField

LONGEST_DAYS = 60


class LinkForm(forms.Form):
    until = MomentInOneField(
        label=gettext_lazy("valid until"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        error_messages={
            "required": gettext_lazy("Say until when the link is to work."),
        },
    )

    def clean_until(self) -> dt.datetime:
        until: dt.datetime = self.cleaned_data["until"]
        now = timezone.now()
        if not now < until <= now + dt.timedelta(days=LONGEST_DAYS):
            raise ValidationError(
                _("Choose a time from now on, %(days)d days ahead at most.") % {"days": LONGEST_DAYS}
            )
        return until


class PreviewMixin(ScreenMixin):
    """For the admin of articles."""

    def get_urls(self) -> list[URLPattern]:
        return [
            self.screen_path("<int:object_id>/preview/", self.preview_view, "preview"),
            self.screen_path("<int:object_id>/preview/page/", require_GET(self.preview_page), "preview_page"),
            self.screen_path(
                "<int:object_id>/preview/links/<int:link_id>/revoke/",
                require_POST(self.revoke_view),
                "preview_revoke",
            ),
            *super().get_urls(),
        ]

    def preview_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """Phone and desktop side by side, and the links given away; posting makes a new link."""
        article = self.article_or_404(request, object_id)
        may_share = policy.may_share(acting_user(request), article)
        week = timezone.localtime(timezone.now() + dt.timedelta(days=7))
        form = LinkForm(initial={"until": week})
        if request.method == "POST":
            if not may_share:
                raise PermissionDenied(_("Only those who work on the article can give a link to it away."))
            form = LinkForm(request.POST)
            if form.is_valid():
                PreviewLink.objects.create(
                    article=article, expires_at=form.cleaned_data["until"], created_by=acting_user(request)
                )
                self._tell(
                    request,
                    _("The link works now. Whoever has it can read the draft until its time is over."),
                )
                return HttpResponseRedirect(reverse("admin:articles_article_preview", args=[article.pk]))
        links = self._links(article) if may_share else []
        context = {"title": _("Preview"), "form": form, "links": links, "may_share": may_share}
        return self.screen(request, "preview.html", article, context)

    def _links(self, article: Article) -> list[dict[str, Any]]:
        """Each link with the whole address to copy, or with why it is over."""
        links = article.preview_links.select_related("article__working_copy_of", "created_by")
        return [
            {"link": link, "end": end_of(link), "address": settings.SITE_URL + link.get_absolute_url()}
            for link in links
        ]

    def preview_page(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """The readers' page with the draft, for the frames of the preview."""
        article = self.article_or_404(request, object_id)
        page = render_preview(request, article)
        viewings.shown(article, to=acting_user(request))
        return page

    def revoke_view(self, request: HttpRequest, object_id: int, link_id: int) -> HttpResponse:
        article = self.article_or_404(request, object_id)
        if not policy.may_share(acting_user(request), article):
            raise PermissionDenied(_("Only those who work on the article can revoke a link to it."))
        link = article.preview_links.filter(pk=link_id).first()
        if link is None:
            raise Http404(_("There is no such link."))
        if link.revoked_at is None:
            link.revoked_at = timezone.now()
            link.save(update_fields=["revoked_at"])
        self._tell(request, _("The link no longer works."))
        return HttpResponseRedirect(reverse("admin:articles_article_preview", args=[article.pk]))

    def _tell(self, request: HttpRequest, text: str) -> None:
        self.message_user(request, text, messages.SUCCESS)
