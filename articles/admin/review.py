"""The review screens of an article: what can be done to it, with all reasons against what cannot, and doing it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import actions, notices, policy, workflow
from articles.admin.history import HistoryMixin
from articles.admin.notices import NoticesMixin
from articles.admin.preview import PreviewMixin
from articles.admin.review_forms import (
    ActionForm,
    CommentForm,
    PublishForm,
    ReasonForm,
    TimesForm,
    WithdrawForm,
)
from articles.admin.screens import ScreenMixin
from articles.admin.sign_off import SignOffMixin
from articles.models import Article, Notice
from common.desk import acting_user


@dataclass(frozen=True)
class Screen:
    """How an action is asked for: its form, what it says will happen, and what does it.

    ``run`` takes the article, the person and the form's clean data; it returns the article to go to.
    """

    form: type[ActionForm]
    lead: Any
    run: Callable[[Article, Any, dict[str, Any]], Any]
    done: Any


SCREENS: dict[str, Screen] = {
    "submit": Screen(
        CommentForm, gettext_lazy("The article goes to the first reviewer. Until it comes back you cannot change it."),
        lambda article, by, data: workflow.submit(article, by=by, **data),
        gettext_lazy("Submitted: “%(article)s” is “%(state)s” now."),
    ),
    "take_back": Screen(
        ActionForm, gettext_lazy("The article becomes a draft again, and you can change it."),
        lambda article, by, data: workflow.take_back(article, by=by, **data),
        gettext_lazy("Taken back: “%(article)s” is a draft again."),
    ),
    "pass": Screen(
        CommentForm, gettext_lazy("You vouch for exactly this version: texts, pictures, captions, credits and tags."),
        lambda article, by, data: workflow.pass_review(article, by=by, **data),
        gettext_lazy("Passed: “%(article)s” is “%(state)s” now."),
    ),
    "return": Screen(
        ReasonForm, gettext_lazy("The article goes back to its author, who can change it and submit it again."),
        lambda article, by, data: workflow.return_to_author(article, by=by, **data),
        gettext_lazy("Returned: the author is told of your reason."),
    ),
    "publish": Screen(
        PublishForm, gettext_lazy("Readers see the text that passed the final review."),
        lambda article, by, data: workflow.publish(article, by=by, **data),
        gettext_lazy("Done: “%(article)s” is “%(state)s” now."),
    ),
    "call_off": Screen(
        ActionForm, gettext_lazy("The article is not published at its time. Its reviews stay valid."),
        lambda article, by, data: workflow.call_off(article, by=by, **data),
        gettext_lazy("Called off: “%(article)s” is not published."),
    ),
    "set_times": Screen(
        TimesForm, gettext_lazy("The text stays as it was passed; only where and how long it stands changes."),
        lambda article, by, data: workflow.set_times(article, by=by, **data),
        gettext_lazy("The times of “%(article)s” were changed."),
    ),
    "start_correction": Screen(
        CommentForm,
        gettext_lazy("You change a copy, which is reviewed like any text. Readers see the present text until then."),
        lambda article, by, data: workflow.start_correction(article, by=by, **data),
        gettext_lazy("This is the correction of “%(article)s”."),
    ),
    "discard": Screen(
        CommentForm, gettext_lazy("The correction is given up. It stays in the record; readers notice nothing."),
        lambda article, by, data: workflow.discard(article, by=by, **data) and article.working_copy_of,
        gettext_lazy("The correction was discarded."),
    ),
    "withdraw": Screen(
        WithdrawForm,
        gettext_lazy("The article leaves every list, search, feed, sitemap and edition at once."),
        lambda article, by, data: workflow.withdraw(article, by=by, **data),
        gettext_lazy("Withdrawn: readers no longer find “%(article)s”."),
    ),
    "restore": Screen(
        CommentForm,
        gettext_lazy("The article becomes a draft and goes through review; until then its address stays as it is."),
        lambda article, by, data: workflow.restore(article, by=by, **data),
        gettext_lazy("“%(article)s” is a draft again."),
    ),
}  # fmt: skip


class ReviewMixin(HistoryMixin, PreviewMixin, SignOffMixin, NoticesMixin, ScreenMixin):
    """Addresses and context of the review screens, for ``ArticleAdmin``."""

    def get_urls(self) -> list[URLPattern]:
        return [
            self.screen_path("<int:object_id>/do/<str:code>/", self.action_view, "action"),
            *super().get_urls(),
        ]

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], add: bool = False, change: bool = False,
        form_url: str = "", obj: Any = None,
    ) -> HttpResponse:  # fmt: skip
        if obj is not None:
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
        if code not in SCREENS or not actions.ACTIONS[code].fits(article):
            raise Http404(_("There is no such action."))
        screen, user = SCREENS[code], acting_user(request)
        reasons = [str(reason) for reason in actions.reasons_against(code, article, user)]
        status = 200
        if request.method == "POST":
            form = screen.form(request.POST, article=article, site=self.admin_site)
            if form.is_valid():
                try:
                    result = screen.run(article, user, form.cleaned_data)
                except workflow.NotPossible as refused:
                    # The form keeps what the person saw: only opening the screen anew shows the present text.
                    reasons, status = [str(reason) for reason in refused.reasons], 409
                else:
                    return self._done(request, screen, article, result)
        else:
            form = screen.form(article=article, site=self.admin_site)
        return self._screen(request, article, code, form, reasons, status)

    def _screen(
        self, request: HttpRequest, article: Article, code: str, form: ActionForm, reasons: list[str], status: int
    ) -> HttpResponse:  # fmt: skip
        context = {
            "title": actions.ACTIONS[code].label,
            "lead": SCREENS[code].lead,
            "code": code,
            "form": form,
            "reasons": reasons,
            # What was refused may be tried again from the screen as it is now.
            "refused": status == 409,
            "level": actions.level_of(article.status),
            "since_pass": changed_since_pass(article, code),
            "media": self.media + form.media,
        }
        return self.screen(request, "action.html", article, context, status=status)

    def _done(self, request: HttpRequest, screen: Screen, article: Article, result: Any) -> HttpResponse:
        target = result if isinstance(result, Article) else article
        text = screen.done % {"article": article.title, "state": target.state_label}
        if target.is_scheduled and target.published_at:
            moment = date_format(timezone.localtime(target.published_at), "Y-m-d H:i")
            text += " " + _("Readers see it from %(time)s.") % {"time": moment}
        self.message_user(request, text, messages.SUCCESS)
        return HttpResponseRedirect(reverse("admin:articles_article_change", args=[target.pk]))


def review_panel(article: Article, user: Any) -> dict[str, Any]:
    """What the form of an article shows of its review."""
    passes = actions.valid_passes(article)
    return {
        "possible": actions.possible_actions(article, user),
        "others": actions.other_actions(article, user),
        "level": actions.level_of(article.status),
        "records": list(article.records.order_by("-at", "-id")),
        "passes": passes,
        "open_copy": Article.objects.open_working_copies().filter(working_copy_of=article).first(),
        "may_share": policy.may_share(user, article),
    }


def changed_since_pass(article: Article, code: str) -> tuple[int, int] | None:
    """For a reviewer: the versions between which the text changed since it was last looked at by anybody."""
    if code != "pass":
        return None
    seen = article.records.filter(decision__in=("passed", "returned"), snapshot__isnull=False).last()
    if seen is None or seen.snapshot is None or seen.snapshot.number == article.version:
        return None
    return seen.snapshot.number, article.version
