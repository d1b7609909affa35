"""What every screen beside an article's form shares: finding the article, and the frame around it."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _

from accounts.requests import acting_user
from articles import policy
from articles.models import Article
from common.generic import ModelAdmin


class ScreenMixin(ModelAdmin[Article]):
    """For the admin of articles."""

    def screen_path(self, route: str, view: Callable[..., HttpResponse], name: str) -> URLPattern:
        """An address below ``/admin/articles/article/`` for those who are signed in, never cached."""
        return path(route, self.admin_site.admin_view(view), name=f"articles_article_{name}")

    def article_or_404(self, request: HttpRequest, object_id: int) -> Article:
        """The article, if the account may see it; whether one exists that it may not see is not said."""
        articles = policy.visible_articles(acting_user(request))
        article = articles.select_related("working_copy_of", "organization").filter(pk=object_id).first()
        if article is not None:
            return article
        raise Http404(
            _("This article does not exist, or it belongs to a union that your account does not act for.")
        )

    def screen(
        self,
        request: HttpRequest,
        template: str,
        article: Article | None,
        context: dict[str, Any],
        *,
        status: int = 200,
    ) -> HttpResponse:
        """A page of the desk about an article."""
        frame = {
            **self.admin_site.each_context(request), "opts": self.opts, "article": article, "original": article,
        }  # fmt: skip
        return TemplateResponse(
            request, f"admin/articles/article/{template}", {**frame, **context}, status=status
        )
