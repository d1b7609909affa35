"""What can be done to several articles at once: first the list of what will happen to each, then each through the
workflow, each refusal with its reasons."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts import audit
from accounts.freshness import require_fresh
from accounts.models import What
from accounts.requests import acting_user
from articles import policy, workflow
from articles.actions import ACTIONS, Action, reasons_against
from articles.admin.fields import TagNamesField
from articles.models import Article, Section, Status
from articles.refusals import against_no_reason, publication_time, valid_passes
from articles.state_marks import state_mark
from articles.workflow import NotPossible, Seen
from common.bulk import Line, ask, form_of
from common.choosing import Choose
from common.desk import change_url
from common.generic import ModelAdmin

if TYPE_CHECKING:
    from accounts.models import User


class ReasonForm(forms.Form):
    comment = forms.CharField(
        label=gettext_lazy("Reason"), widget=forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"}),
        error_messages={
            "required": gettext_lazy("Write the reason: it is kept in the record and shown to the author.")
        },
    )  # fmt: skip


class SectionForm(forms.Form):
    section = forms.ModelChoiceField(Section.objects.all(), label=gettext_lazy("section"))


class TagsForm(forms.Form):
    tags = TagNamesField(label=gettext_lazy("tags"))

    @property
    def media(self) -> forms.Media:
        """With Django's own scripts of choosers in their order: on this page no other field brings them."""
        return Choose(Article._meta.get_field("column"), admin.site).media + super().media


def seen_in(posted: list[str]) -> dict[int, Seen]:
    """The articles that a confirmed list names, each as it was then; what is no such text is left out."""
    found = {}
    for text in posted:
        key, version, status = [*text.split("-", 2), "", ""][:3]
        if key.isdecimal() and version.isdecimal() and len(text) < 40 and status in Status.values:
            found[int(key)] = Seen(int(version), status)
    return found


def line_of_action(action: Action, article: Article, user: "User") -> Line:
    reasons = [str(reason) for reason in reasons_against(action.code, article, user)]
    return _line(article, "" if reasons else _effect(action, article), reasons)


def _line(article: Article, effect: str, reasons: list[str]) -> Line:
    return Line(
        article.pk, article.title, change_url(article), effect, reasons, state_mark(article),
        seen=f"{article.pk}-{article.version}-{article.status}",
    )  # fmt: skip


def _effect(action: Action, article: Article) -> str:
    if action.code == "publish":
        if article.is_working_copy:
            return _("its text replaces the published one at once")
        at = publication_time(article, None)
        if at <= timezone.now():
            return _("readers see it at once")
        return _("readers see it from %(time)s") % {"time": date_format(timezone.localtime(at), "Y-m-d H:i")}
    after = Status(action.outcome_for(article).to).label
    return f"{article.state_label} → {after}"


def line_of_change(article: Article, user: "User", effect: str) -> Line:
    """Of a change of the text; says so where it costs passes."""
    reasons = [str(reason) for reason in policy.reasons_against_change(user, article)]
    if not reasons and valid_passes(article):
        effect = _("%(effect)s; the passes given so far become void") % {"effect": effect}
    return _line(article, "" if reasons else effect, reasons)


def _bulk(action: Action) -> Callable[..., HttpResponse | None]:
    """The action of the table in the menu of the list; a page between says what will happen and asks what it needs."""
    form_class = ReasonForm if against_no_reason in action.needs else forms.Form

    @admin.action(description=action.bulk)
    def do(admin: "BulkMixin", request: HttpRequest, queryset: QuerySet[Article]) -> HttpResponse | None:
        user, form = acting_user(request), form_of(request, form_class)
        if not form.is_valid():
            lines = (line_of_action(action, article, user) for article in queryset)
            return ask(request, admin, lines, form, action=do.__name__, title=str(action.label))
        if action.code == "publish":
            require_fresh(request)
        function = workflow.FUNCTIONS[action.code]
        admin._each(
            request, queryset,
            lambda article, seen: function(article, by=user, seen=seen, **form.cleaned_data),
        )  # fmt: skip
        return None

    do.__name__ = f"bulk_{action.code}"
    return do


# What the menu of the list offers, as Django keeps it: function, name, words.
Offered = dict[str, tuple[Callable[..., str], str, str] | None]
IN_THE_MENU = {f"bulk_{action.code}": action for action in ACTIONS.values() if action.bulk}


class BulkMixin(ModelAdmin[Article]):
    """The bulk actions of ``ArticleAdmin``."""

    actions = (*(_bulk(action) for action in IN_THE_MENU.values()), "bulk_section", "bulk_tags")

    def get_actions(self, request: HttpRequest) -> Offered:
        actions = super().get_actions(request)
        user = acting_user(request)
        if not policy.may_add(user):
            return {}
        if not user.works_on_others:
            allowed = {name for name, action in IN_THE_MENU.items() if user.has_role(*action.roles)}
            return {name: action for name, action in actions.items() if name in {*allowed, "bulk_tags"}}
        return actions

    @admin.action(description=gettext_lazy("Put into a section …"))
    def bulk_section(self, request: HttpRequest, queryset: QuerySet[Article]) -> HttpResponse | None:
        form = form_of(request, SectionForm)
        if not form.is_valid():
            lines = [
                line_of_change(
                    article, acting_user(request),
                    _("moves from “%(section)s” into the section chosen") % {"section": article.section}
                    if article.section else _("is put into the section chosen"),
                )
                for article in queryset.select_related("section")
            ]  # fmt: skip
            return ask(request, self, lines, form, action="bulk_section", title=_("Put into a section"))

        def put(article: Article) -> None:
            article.section = form.cleaned_data["section"]
            article.save(update_fields=["section", "updated_at"])

        self._change_each(request, queryset, put)
        return None

    @admin.action(description=gettext_lazy("Add tags …"))
    def bulk_tags(self, request: HttpRequest, queryset: QuerySet[Article]) -> HttpResponse | None:
        form = form_of(request, TagsForm)
        if not form.is_valid():
            lines = [
                line_of_change(article, acting_user(request), _("gets the tags chosen, beside its own"))
                for article in queryset
            ]
            return ask(request, self, lines, form, action="bulk_tags", title=_("Add tags"))
        self._change_each(request, queryset, lambda article: article.tags.add(*form.cleaned_data["tags"]))
        return None

    # --- how ------------------------------------------------------------------------------------
    def _change_each(
        self, request: HttpRequest, queryset: QuerySet[Article], change: Callable[[Article], Any]
    ) -> None:
        """A change of the text: through the door for texts, a version kept of each."""

        def do(article: Article, seen: Seen) -> None:
            with workflow.change_text(article.pk, by=acting_user(request)) as text:
                if Seen.of(text.article) != seen:
                    raise NotPossible(
                        [_("The text has changed since you opened it: read it again before you decide.")]
                    )
                change(text.article)
                text.saved()

        self._each(request, queryset, do, What.CHANGED)

    def _each(
        self, request: HttpRequest, queryset: QuerySet[Article], do: Callable[[Article, Seen], Any],
        what: What = What.DECIDED,
    ) -> None:  # fmt: skip
        done: list[tuple[str, str]] = []
        refused: list[tuple[str, str]] = []
        label = str(dict(self.get_action_choices(request)).get(request.POST.get("action", ""), ""))
        agreed = seen_in(request.POST.getlist("seen"))
        for article in queryset:
            try:
                if article.pk not in agreed:
                    raise NotPossible([_("The list that you agreed to did not name it: begin again.")])
                do(article, agreed[article.pk])
            except NotPossible as error:
                refused.append((article.title, " ".join(str(reason) for reason in error.reasons)))
            else:
                told = article.state_label if article.is_scheduled else ""
                done.append((article.title, told))
                audit.record(what, request=request, about=article, note=told or label)
        if done:
            text = ngettext("Done for %(count)d article:", "Done for %(count)d articles:", len(done))
            self._report(request, text % {"count": len(done)}, done, messages.SUCCESS)
        if refused:
            text = ngettext(
                "Not possible for %(count)d article:", "Not possible for %(count)d articles:", len(refused)
            )
            self._report(request, text % {"count": len(refused)}, refused, messages.WARNING)

    def _report(self, request: HttpRequest, text: str, rows: list[tuple[str, str]], level: int) -> None:
        listed = format_html_join("", "<li>{} {}</li>", rows)
        self.message_user(request, format_html("{}<ul>{}</ul>", text, listed), level)
