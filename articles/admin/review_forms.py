"""The forms of the review screens. Each carries what the person saw when they decided."""

import datetime as dt
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib.admin import AdminSite
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from articles import policy
from articles.models import Article, Status, WithdrawalKind
from articles.refusals import open_request
from articles.workflow import Seen
from common.choosing import Choose, row_field
from common.fields import MomentInOneField
from common.generic import ModelChoiceField

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

LONGEST_COMMENT = 2000


class ActionForm(forms.Form):
    """Without fields of its own: a question that is answered by one button."""

    seen = forms.CharField(
        widget=forms.HiddenInput,
        error_messages={"required": _("The page was incomplete. Open the article again and decide there.")},
    )

    def __init__(self, *args: Any, article: Article, site: AdminSite, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.article, self.site = article, site
        self.fields["seen"].initial = f"{article.version}-{article.status}"

    def clean_seen(self) -> Seen:
        version, _dash, status = self.cleaned_data["seen"].partition("-")
        if not (version.isdecimal() and len(version) < 10 and status in Status.values):
            raise ValidationError(_("The page was incomplete. Open the article again and decide there."))
        return Seen(int(version), status)


def _comment(
    label: "StrOrPromise", help_text: "StrOrPromise" = "", *, required: bool = False
) -> forms.CharField:
    return forms.CharField(
        label=label, help_text=help_text, required=required, max_length=LONGEST_COMMENT,
        widget=forms.Textarea(attrs={"rows": 4, "class": "vLargeTextField"}),
        error_messages={"required": _("Write the reason: it is kept in the record and shown to the author.")},
    )  # fmt: skip


def _moment(label: "StrOrPromise", help_text: "StrOrPromise") -> MomentInOneField:
    return MomentInOneField(
        label=label, required=False, help_text=help_text,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )  # fmt: skip


class CommentForm(ActionForm):
    comment = _comment(_("comment"), _("Kept in the record; may stay empty."))


class ReasonForm(ActionForm):
    comment = _comment(_("reason"), _("Kept in the record and shown to the author."), required=True)


class PublishForm(ActionForm):
    at = _moment(
        _("publication time"),
        _("Left empty: at once, or at the time planned in the article's form when that is still ahead."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.article.is_working_copy:
            del self.fields["at"]

    def clean_at(self) -> dt.datetime | None:
        at: dt.datetime | None = self.cleaned_data["at"]
        if at is not None and at < timezone.now() - dt.timedelta(minutes=1):
            raise ValidationError(
                _("This time is over. Choose a later one, or leave it empty to publish at once.")
            )
        return at


class TimesForm(ActionForm):
    """Both times to the minute; a time that was not touched keeps its seconds."""

    pinned_until = _moment(_("on top until"), _("Left empty: the article stands where its date puts it."))
    expires_at = _moment(_("expires at"), _("Left empty: it stays. Only a chief editor changes this."))
    comment = _comment(_("comment"), _("Kept in the record; may stay empty."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("pinned_until", "expires_at"):
            at = getattr(self.article, name)
            self.fields[name].initial = at and timezone.localtime(at)

    def _kept(self, name: str) -> dt.datetime | None:
        typed: dt.datetime | None = self.cleaned_data[name]
        stored: dt.datetime | None = getattr(self.article, name)
        same = typed and stored and typed == stored.replace(second=0, microsecond=0)
        return stored if same else typed

    def clean_pinned_until(self) -> dt.datetime | None:
        return self._kept("pinned_until")

    def clean_expires_at(self) -> dt.datetime | None:
        return self._kept("expires_at")


class WithdrawForm(ActionForm):
    """For the leader in charge; what somebody has asked for is filled in."""

    comment = _comment(_("reason"), _("For the record and the author; readers do not see it."), required=True)
    kind = forms.ChoiceField(
        label=_("what its address does"), choices=WithdrawalKind, widget=forms.RadioSelect,
        initial=WithdrawalKind.GONE,
        error_messages={
            "required": _("Choose what the address of the withdrawn article is to do."),
            "invalid_choice": _("Choose what the address of the withdrawn article is to do."),
        },
    )  # fmt: skip
    notice = forms.CharField(
        label=_("public notice of the withdrawal"), required=False, max_length=1000,
        help_text=_("What readers find at the address."),
        widget=forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"}),
    )  # fmt: skip
    replaced_by = ModelChoiceField[Article](
        Article.objects.none(), label=_("replaced by"), required=False,
        help_text=_("Only where the address is to lead to another article."),
        error_messages={"invalid_choice": _("Choose the published article that replaces this one.")},
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        request = open_request(self.article)
        if request is not None:
            for name in ("comment", "kind", "notice", "replaced_by"):
                self.fields[name].initial = getattr(request, name)
        replacement = row_field(self.fields, "replaced_by")
        replacement.queryset = Article.objects.published().exclude(pk=self.article.pk)
        replacement.widget = Choose(Article._meta.get_field("replaced_by"), self.site)
        replacement.widget.choices = replacement.choices


class AskWithdrawalForm(WithdrawForm):
    """For whoever is not the leader in charge: it names one."""

    approver = ModelChoiceField[User](
        User.objects.none(), label=_("leader in charge"),
        help_text=_("They confirm it, signed in as themselves."),
        error_messages={
            "required": _("A withdrawal is approved by a chief editor of this union: choose one."),
            "invalid_choice": _("A withdrawal is approved by a chief editor of this union: choose one."),
        },
    )  # fmt: skip
    field_order = ("comment", "approver")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        row_field(self.fields, "approver").queryset = policy.withdrawal_approvers(self.article)
