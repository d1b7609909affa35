"""What concerns me: the notices of the person at the desk."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, reverse
from django.utils.translation import gettext as _

from accounts.requests import acting_user
from articles import notices, policy
from articles.admin.screens import ScreenMixin
from articles.models import Notice

SHOWN_AT_MOST = 100


class NoticesMixin(ScreenMixin):
    """For the admin of articles."""

    def get_urls(self) -> list[URLPattern]:
        return [
            self.screen_path("notices/", self.notices_view, "notices"),
            *super().get_urls(),
        ]

    def notices_view(self, request: HttpRequest) -> HttpResponse:
        """One's own notices, the newest first; posting marks them as read, all or those of ``notice``."""
        user = acting_user(request)
        if request.method == "POST":
            chosen = [int(key) for key in request.POST.getlist("notice") if key.isdecimal() and len(key) < 19]
            notices.mark_read(user, chosen or None)
            return HttpResponseRedirect(reverse("admin:articles_article_notices"))
        own = Notice.objects.filter(recipient=user).select_related("article")
        # Somebody who has moved to another union keeps the line, not the way to the article.
        visible = policy.visible_articles(user).values("pk")
        rows = list(own[:SHOWN_AT_MOST])
        reachable = set(visible.filter(pk__in=[row.article_id for row in rows]).values_list("pk", flat=True))
        context = {"title": _("My notices"), "notices": rows, "reachable": reachable,
                   "unread": notices.unread_count(user)}  # fmt: skip
        return self.screen(request, "notices.html", None, context)
