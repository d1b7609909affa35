"""The review screens of an article: what can be done to it, with all reasons against what cannot, and doing it."""

import datetime as dt
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import audit
from accounts.freshness import require_fresh
from accounts.models import User, What
from accounts.requests import acting_user
from articles import actions, notices, policy, queues, viewings, workflow
from articles.actions import Action
from articles.admin import review_forms
from articles.admin.history import HistoryMixin
from articles.admin.notices import NoticesMixin
from articles.admin.preview import PreviewMixin
from articles.admin.review_forms import ActionForm
from articles.admin.screens import ScreenMixin
from articles.admin.sign_off import SignOffMixin
from articles.models import Article, Notice, Status
from articles.models.article import CLOSED
from articles.refusals import open_request, valid_passes


class ReviewMixin(HistoryMixin, PreviewMixin, SignOffMixin, NoticesMixin, ScreenMixin):
    """Addresses and context of the review screens, for ``ArticleAdmin``."""

    def get_urls(self) -> list[URLPattern]:
        return [
            self.screen_path("<int:object_id>/do/<str:code>/", self.action_view, "action"),
            *super().get_urls(),
        ]

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], add: bool = False, change: bool = False,
        form_url: str = "", obj: Article | None = None,
    ) -> HttpResponse:  # fmt: skip
        if obj is not None:
            if request.method == "GET":
                viewings.shown(obj, to=acting_user(request))
            context["review"] = review_panel(obj, acting_user(request))
            if request.method == "GET":
                unread = Notice.objects.filter(recipient=acting_user(request), article=obj)
                notices.mark_read(acting_user(request), list(unread.values_list("pk", flat=True)))
        return super().render_change_form(request, context, add, change, form_url, obj)

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Article], search_term: str
    ) -> tuple[QuerySet[Article], bool]:
        """The chooser of a replacement offers what readers can be led to."""
        if request.GET.get("field_name") == "replaced_by":
            queryset = Article.objects.published().filter(pk__in=queryset.values("pk")).newest_first()
        return super().get_search_results(request, queryset, search_term)

    def action_view(self, request: HttpRequest, object_id: int, code: str) -> HttpResponse:
        """Ask for an action and do it. What is refused is said with all reasons, and what was typed stays."""
        article = self.article_or_404(request, object_id)
        action, user = actions.ACTIONS.get(code), acting_user(request)
        if action is None or not action.fits(article):
            raise Http404(_("There is no such action."))
        if code == "publish":
            require_fresh(request)
        form_class: type[ActionForm] = getattr(review_forms, action.screen.form)
        reasons = [str(reason) for reason in actions.reasons_against(code, article, user)]
        status = 200
        if request.method == "POST":
            form = form_class(request.POST, article=article, site=self.admin_site)
            if form.is_valid():
                try:
                    result = workflow.FUNCTIONS[code](article, by=user, **form.cleaned_data)
                except workflow.NotPossible as refused:
                    # The form keeps what the person saw: only opening the screen anew shows the present text.
                    reasons, status = [str(reason) for reason in refused.reasons], 409
                else:
                    note = article.state_label if article.is_scheduled else str(action.label)
                    audit.record(What.DECIDED, request=request, about=article, note=note)
                    return self._done(request, action, article, result)
        else:
            form = form_class(article=article, site=self.admin_site)
        return self._screen(request, article, action, form, reasons, status)

    def _screen(
        self, request: HttpRequest, article: Article, action: Action, form: ActionForm, reasons: list[str],
        status: int,
    ) -> HttpResponse:  # fmt: skip
        context = {
            "title": action.label,
            "lead": action.screen.lead,
            "code": action.code,
            "form": form,
            "reasons": reasons,
            # What was refused may be tried again from the screen as it is now.
            "refused": status == 409,
            "level": actions.level_of(article.status),
            "since_pass": changed_since_pass(article, action.code),
            "planned_for": planned_for(article, action.code),
            "media": self.media + form.media,
        }
        return self.screen(request, "action.html", article, context, status=status)

    def _done(
        self, request: HttpRequest, action: Action, article: Article, result: object
    ) -> HttpResponse:  # fmt: skip
        """Say what was done and go on with the article, with its copy, or from a closed copy back to its article."""
        target = result if isinstance(result, Article) else article
        if target.status in CLOSED and target.working_copy_of is not None:
            target = target.working_copy_of
        text = action.screen.done % {"article": article.title, "state": target.state_label}
        if target.is_scheduled and target.published_at:
            text += " " + workflow.seen_from(target.published_at)
        self.message_user(request, text, messages.SUCCESS)
        if action.code in ("pass", "return"):
            following = queues.waiting_for(acting_user(request)).first()
            if following is not None:
                self.message_user(request, _("This is the next one that waits for you."), messages.INFO)
                target = following
        return HttpResponseRedirect(reverse("admin:articles_article_change", args=[target.pk]))


def review_panel(article: Article, user: User) -> dict[str, Any]:
    """What the form of an article shows of its review."""
    passes = valid_passes(article)
    request = open_request(article) if article.status == Status.PUBLISHED else None
    possible = actions.possible_actions(article, user)
    return {
        # What nobody has asked for is not offered to be dropped.
        "possible": [row for row in possible if request or row[0].code != "drop_withdrawal"],
        "others": actions.other_actions(article, user),
        "level": actions.level_of(article.status),
        "records": list(article.records.order_by("-at", "-id")),
        "passes": passes,
        "request": request,
        "open_copy": Article.objects.open_working_copies().filter(working_copy_of=article).first(),
        "may_share": policy.may_share(user, article),
    }


def planned_for(article: Article, code: str) -> dt.datetime | None:
    """For whoever publishes: the time in the article's form, when it is still ahead."""
    time = article.published_at if code == "publish" and not article.is_working_copy else None
    return time if time is not None and time > timezone.now() else None


def changed_since_pass(article: Article, code: str) -> tuple[int, int] | None:
    """For a reviewer: the versions between which the text changed since it was last looked at by anybody."""
    if code != "pass":
        return None
    seen = article.records.filter(decision__in=("passed", "returned"), snapshot__isnull=False).last()
    if seen is None or seen.snapshot is None or seen.snapshot.number == article.version:
        return None
    return seen.snapshot.number, article.version
