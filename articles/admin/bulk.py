"""What can be done to several articles at once: each through the workflow, each refusal with its reasons."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts import audit
from accounts.freshness import require_fresh
from accounts.models import What
from accounts.requests import acting_user
from articles import policy, workflow
from articles.actions import ACTIONS, Action
from articles.admin.fields import TagNamesField
from articles.models import Article, Section
from articles.refusals import against_no_reason
from common.generic import ModelAdmin


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


def _bulk(action: Action) -> Callable[..., HttpResponse | None]:
    """The action of the table as one of the list's menu; what it needs is asked on a page between."""
    asks = against_no_reason in action.needs

    @admin.action(description=action.bulk)
    def do(admin: "BulkMixin", request: HttpRequest, queryset: QuerySet[Article]) -> HttpResponse | None:
        if action.code == "publish":
            require_fresh(request)
        given: dict[str, Any] = {}
        if asks:
            form = admin._form(request, ReasonForm)
            if not form.is_valid():
                return admin._ask(request, queryset, form, do.__name__, str(action.label))
            given = form.cleaned_data
        function = workflow.FUNCTIONS[action.code]
        admin._each(request, queryset, lambda article: function(article, by=acting_user(request), **given))
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
        form = self._form(request, SectionForm)
        if not form.is_valid():
            return self._ask(request, queryset, form, "bulk_section", _("Put into a section"))

        def put(article: Article) -> None:
            article.section = form.cleaned_data["section"]
            article.save(update_fields=["section", "updated_at"])

        self._change_each(request, queryset, put)
        return None

    @admin.action(description=gettext_lazy("Add tags …"))
    def bulk_tags(self, request: HttpRequest, queryset: QuerySet[Article]) -> HttpResponse | None:
        form = self._form(request, TagsForm)
        if not form.is_valid():
            return self._ask(request, queryset, form, "bulk_tags", _("Add tags"))
        self._change_each(request, queryset, lambda article: article.tags.add(*form.cleaned_data["tags"]))
        return None

    # --- how ------------------------------------------------------------------------------------
    def _form(self, request: HttpRequest, form_class: type[forms.Form]) -> forms.Form:
        return form_class(request.POST if "bulk_confirmed" in request.POST else None)

    def _ask(
        self, request: HttpRequest, queryset: QuerySet[Article], form: forms.Form, action: str, title: str
    ) -> HttpResponse:
        """The page between: what it will concern, and what still has to be said."""
        context = {
            **self.admin_site.each_context(request), "title": title, "form": form, "action": action,
            "articles": queryset, "opts": self.opts, "media": self.media + form.media,
        }  # fmt: skip
        return TemplateResponse(request, "admin/articles/article/bulk.html", context)

    def _change_each(
        self, request: HttpRequest, queryset: QuerySet[Article], change: Callable[[Article], Any]
    ) -> None:
        """A change of the text: through the door for texts, a version kept of each."""

        def do(article: Article) -> None:
            with workflow.change_text(article.pk, by=acting_user(request)) as text:
                change(text.article)
                text.saved()

        self._each(request, queryset, do, What.CHANGED)

    def _each(
        self, request: HttpRequest, queryset: QuerySet[Article], do: Callable[[Article], Any],
        what: What = What.DECIDED,
    ) -> None:  # fmt: skip
        done, refused = [], []
        label = str(dict(self.get_action_choices(request)).get(request.POST.get("action", ""), ""))
        for article in queryset:
            try:
                do(article)
            except workflow.NotPossible as error:
                refused.append((article.title, " ".join(str(reason) for reason in error.reasons)))
            else:
                done.append(article.title)
                audit.record(what, request=request, about=article, note=label)
        if done:
            text = ngettext("Done for %(count)d article:", "Done for %(count)d articles:", len(done))
            self._report(
                request, text % {"count": len(done)}, [(title, "") for title in done], messages.SUCCESS
            )
        if refused:
            text = ngettext(
                "Not possible for %(count)d article:", "Not possible for %(count)d articles:", len(refused)
            )
            self._report(request, text % {"count": len(refused)}, refused, messages.WARNING)

    def _report(self, request: HttpRequest, text: str, rows: list[tuple[str, str]], level: int) -> None:
        listed = format_html_join("", "<li>{} {}</li>", rows)
        self.message_user(request, format_html("{}<ul>{}</ul>", text, listed), level)
