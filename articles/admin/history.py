"""The history of an article at the desk: versions and decisions, two of them compared, one put back."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from accounts.models import User
from accounts.requests import acting_user
from articles import history, policy, workflow
from articles.actions import reasons_against
from articles.admin.screens import ScreenMixin
from articles.models import Article, Snapshot, Status


class HistoryMixin(ScreenMixin):
    """For the admin of articles."""

    def get_urls(self) -> list[URLPattern]:
        return [
            self.screen_path("<int:object_id>/history/", require_GET(self.versions_view), "history"),
            self.screen_path("<int:object_id>/compare/", require_GET(self.compare_view), "compare"),
            self.screen_path("<int:object_id>/versions/<int:number>/", self.version_view, "version"),
            *super().get_urls(),
        ]

    def versions_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """Every saved version with its author and time, the decisions between them."""
        article = self.article_or_404(request, object_id)
        entries = history.timeline(article)
        numbers = [entry.snapshot.number for entry in entries if entry.snapshot]
        context = {
            "title": _("History"),
            "entries": entries,
            "numbers": numbers,
            "older": numbers[1:2],
            "newer": numbers[:1],
        }
        return self.screen(request, "versions.html", article, context)

    def compare_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """Two versions field by field, ``?from=…&to=…``; the older one always stands at the left."""
        article = self.article_or_404(request, object_id)
        numbers = [request.GET.get(name, "") for name in ("from", "to")]
        if not all(number.isdecimal() and len(number) < 10 for number in numbers):
            raise Http404(_("Choose two versions in the history."))
        old, new = (self._version(article, number) for number in sorted(map(int, numbers)))
        context = {
            "title": _("Compare"),
            "sides": (old, new),
            "differences": history.compare(old.data, new.data),
        }
        return self.screen(request, "compare.html", article, context)

    def version_view(self, request: HttpRequest, object_id: int, number: int) -> HttpResponse:
        """One version as it was; posting to it puts it back."""
        article = self.article_or_404(request, object_id)
        version = self._version(article, number)
        reasons, status = reasons_against_restoring(article, acting_user(request)), 200
        if request.method == "POST":
            try:
                target = workflow.restore_version(article, version, by=acting_user(request))
            except workflow.NotPossible as refused:
                reasons, status = [str(reason) for reason in refused.reasons], 409
            else:
                self.message_user(
                    request, _("Version %(number)d put back") % {"number": number}, messages.SUCCESS
                )
                return HttpResponseRedirect(reverse("admin:articles_article_change", args=[target.pk]))
        context = {
            "title": _("Version %(number)d") % {"number": number},
            "version": version,
            "fields": [(part.label, lines) for part, lines in history.readable(version.data)],
            "reasons": reasons,
            "refused": status == 409,
            "through_correction": article.status == Status.PUBLISHED,
        }
        return self.screen(request, "version.html", article, context, status=status)

    def _version(self, article: Article, number: int) -> Snapshot:
        version = article.snapshots.select_related("saved_by").filter(number=number).first()
        if version is None:
            raise Http404(_("The article has no version %(number)d.") % {"number": number})
        return version


def reasons_against_restoring(article: Article, user: User) -> list[str]:
    """Why a version cannot be put back; a published text is put back through a correction."""
    if article.status == Status.PUBLISHED:
        return [str(reason) for reason in reasons_against("start_correction", article, user)]
    return [str(reason) for reason in policy.reasons_against_change(user, article)]
