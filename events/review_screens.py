"""The review of an event at the desk: what can be done to it beside its form, and the screen that does it."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin.utils import flatten_fieldsets
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import audit
from accounts.freshness import require_fresh
from accounts.models import User, What
from accounts.requests import acting_user
from articles.admin.review_forms import LONGEST_COMMENT
from articles.models import Status
from articles.state_marks import state_mark
from articles.workflow import NotPossible
from common.desk import DeskAdmin
from events import actions, queues, workflow
from events.actions import EventAction
from events.models import Event
from events.workflow import SeenEvent

INCOMPLETE = gettext_lazy("The page was incomplete. Open the event again and decide there.")
# What may be changed of an event that readers see by those who may not publish it: that it does not take place, which
# cannot wait, and the articles that report it, which have their own review.
OPEN_WHEN_PUBLISHED = ("status", "status_note", "articles")


class EventActionForm(forms.Form):
    comment = forms.CharField(
        label=gettext_lazy("comment"), required=False, max_length=LONGEST_COMMENT,
        widget=forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"}),
    )  # fmt: skip
    seen = forms.CharField(widget=forms.HiddenInput, error_messages={"required": INCOMPLETE})

    def __init__(self, *args: Any, event: Event, action: EventAction, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        seen = SeenEvent.of(event)
        self.fields["seen"].initial = f"{seen.changed}-{seen.stage}"
        if action.needs_reason:
            self.fields["comment"].label = _("reason")
            self.fields["comment"].required = True
            self.fields["comment"].error_messages["required"] = _(
                "Write the reason: it is kept in the record and shown to the author."
            )

    def clean_seen(self) -> SeenEvent:
        changed, _dash, stage = self.cleaned_data["seen"].partition("-")
        if not (changed.isdecimal() and len(changed) < 20 and stage in Status.values):
            raise ValidationError(INCOMPLETE)
        return SeenEvent(stage, int(changed))


class EventReviewMixin(DeskAdmin[Event]):
    """For the admin of events."""

    change_form_template = "admin/events/event/change_form.html"

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.action_view)
        return [
            path("<int:object_id>/do/<str:code>/", view, name="events_event_action"),
            *super().get_urls(),
        ]

    def get_view_on_site_url(self, obj: Event | None = None) -> str | None:
        """To the readers' page where there is one."""
        return super().get_view_on_site_url(obj) if obj is not None and obj.is_public else None

    def get_fieldsets(self, request: HttpRequest, obj: Event | None = None) -> Any:
        fieldsets = super().get_fieldsets(request, obj)
        if not self._is_limited_to_news(request, obj):
            return fieldsets
        return [
            (title, {**options, "fields": [self._open_or_shown(request, field) for field in options["fields"]
                                           if field not in self.only_typed]})
            for title, options in fieldsets
        ]  # fmt: skip

    def get_readonly_fields(self, request: HttpRequest, obj: Event | None = None) -> Any:
        """What an event that readers see says is changed by those who may publish it."""
        readonly = super().get_readonly_fields(request, obj)
        if not self._is_limited_to_news(request, obj):
            return readonly
        fields = flatten_fieldsets(self.get_fieldsets(request, obj))
        return [*readonly, *(field for field in fields if field not in OPEN_WHEN_PUBLISHED)]

    def _is_limited_to_news(self, request: HttpRequest, obj: Event | None) -> bool:
        return obj is not None and not actions.may_change_words(acting_user(request), obj)

    def _open_or_shown(self, request: HttpRequest, field: Any) -> Any:
        return field if field in OPEN_WHEN_PUBLISHED else self._shown(request, field)

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], add: bool = False, change: bool = False,
        form_url: str = "", obj: Event | None = None,
    ) -> HttpResponse:  # fmt: skip
        if obj is not None:
            user = acting_user(request)
            context["review"] = {
                "level": actions.level_of(obj.stage),
                "possible": actions.possible_actions(obj, user) if user.acts_for(obj.organization_id) else [],
                "records": list(obj.records.order_by("-at", "-id")),
                "mark": state_mark(obj),
                "is_limited": self._is_limited_to_news(request, obj)
                and self.has_change_permission(request, obj),
            }
        return super().render_change_form(request, context, add, change, form_url, obj)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        user, event = acting_user(request), form.instance
        if change and self._is_limited_to_news(request, event) and "title" in request.POST:
            text = _(
                "The event was published after you had opened it: only its status, the note and the reports were "
                "saved. Ask those who may publish events for the rest."
            )
            self.message_user(request, text, messages.WARNING)
        has_changed = form.has_changed() or any(formset.has_changed() for formset in formsets)
        if change and has_changed:
            workflow.changed_in_review(event, by=user)
        if event.stage in (Status.DRAFT, Status.RETURNED):
            self.message_user(request, _next_step(event, user), messages.INFO)

    def action_view(self, request: HttpRequest, object_id: int, code: str) -> HttpResponse:
        """Ask for an action and do it, over the event as readers will see it. What was typed stays if it is refused."""
        event = self.get_queryset(request).filter(pk=object_id).first()
        action, user = actions.ACTIONS.get(code), acting_user(request)
        if event is None or action is None or not self.has_view_permission(request, event):
            raise Http404(_("This page does not exist, or your account may not see it."))
        if code == "publish":
            require_fresh(request)
        reasons = [str(reason) for reason in actions.reasons_against(code, event, user)]
        status = 200
        form = EventActionForm(request.POST or None, event=event, action=action)
        if request.method == "POST" and form.is_valid():
            try:
                workflow.do(code, event, by=user, **form.cleaned_data)
            except NotPossible as refused:
                reasons, status = [str(reason) for reason in refused.reasons], 409
            else:
                audit.record(What.DECIDED, request=request, about=event, note=str(action.label))
                return self._done(request, action, event)
        context = {
            **self.admin_site.each_context(request), "title": action.label, "lead": action.lead, "form": form,
            "reasons": reasons, "refused": status == 409, "event": event, "mark": state_mark(event),
            "level": actions.level_of(event.stage), "opts": self.opts, "media": self.media,
            "entries": list(event.organization_entries.select_related("organization")),
            "photos": [entry.photo for entry in event.photo_entries.select_related("photo")],
        }  # fmt: skip
        return TemplateResponse(request, "admin/events/event/action.html", context, status=status)

    def _done(self, request: HttpRequest, action: EventAction, event: Event) -> HttpResponse:
        text = action.done % {"event": event.title, "state": event.state_label}
        if event.state == "scheduled" and event.published_at:
            moment = date_format(timezone.localtime(event.published_at), "Y-m-d H:i")
            text += " " + _("Readers see it from %(time)s.") % {"time": moment}
        self.message_user(request, text, messages.SUCCESS)
        target = event
        if action.code in ("pass", "publish", "return"):
            following = queues.waiting_for(acting_user(request)).first()
            if following is not None:
                self.message_user(request, _("This is the next one that waits for you."), messages.INFO)
                target = following
        return HttpResponseRedirect(reverse("admin:events_event_change", args=[target.pk]))


def _next_step(event: Event, user: User) -> str:
    if actions.publishes_at_once(user, event):
        return _("“%(event)s” is a draft: readers see it once you publish it.") % {"event": event.title}
    return _("“%(event)s” is a draft: submit it to those who have the right to publish it.") % {
        "event": event.title
    }
