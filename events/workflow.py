"""The way of an event to its readers: nobody else writes its stage.

Each decision is taken under a lock on the row of the event, in one transaction with its record; or ``NotPossible`` says
every reason against it.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import notices
from articles.models import NoticeKind, Status
from articles.models.article import IN_REVIEW
from articles.workflow import NotPossible, seen_from
from events.actions import ACTIONS, EventAction, level_of, reasons_against
from events.models import Event, EventDecision, EventRecord

if TYPE_CHECKING:
    from accounts.models import User


@dataclass(frozen=True)
class SeenEvent:
    """What somebody had before their eyes when they decided: the stage, and when it was changed last (microseconds)."""

    stage: str
    changed: int

    @classmethod
    def of(cls, event: Event) -> "SeenEvent":
        return cls(event.stage, int(event.updated_at.timestamp() * 1_000_000))


def do(
    code: str, event: Event, *, by: "User", comment: str = "", seen: SeenEvent | None = None
) -> EventRecord:
    """Do what the table's row says. Raises ``NotPossible``, and then nothing was changed."""
    action = ACTIONS[code]
    with transaction.atomic():
        _lock(event)
        reasons = reasons_against(code, event, by)
        if action.needs_reason and not comment.strip():
            reasons.append(_("Write the reason: it is kept in the record and shown to the author."))
        if seen is not None and seen != SeenEvent.of(event):
            reasons.append(
                _("The event has changed since you opened it: look at it again before you decide.")
            )
        if reasons:
            raise NotPossible(reasons)
        return _conclude(action, event, by, comment.strip())


def changed_in_review(event: Event, *, by: "User") -> EventRecord | None:
    """To be called after an event was saved with changes: while it waits, the passes given so far are void, and whoever
    changed it is one of its authors."""
    if event.stage not in IN_REVIEW:
        return None
    with transaction.atomic():
        _lock(event)
        if event.stage not in IN_REVIEW:
            return None
        record = _record(event, EventDecision.CHANGED, by)
        event.stage = Status.SUBMITTED
        event.save(update_fields=["stage"])
        return record


def _lock(event: Event) -> None:
    Event.objects.select_for_update(of=("self",)).get(pk=event.pk)
    event.refresh_from_db()


def _conclude(action: EventAction, event: Event, by: "User", comment: str) -> EventRecord:
    level = level_of(event.stage)
    told = _told_before(action, event)
    event.stage = action.to or (level.next_status if level and level.next_status else Status.PUBLISHED)
    decision = action.decision
    if event.stage == Status.PUBLISHED:
        event.published_at = max(event.published_at or timezone.now(), timezone.now())
    if event.published_at is not None and event.state == "scheduled":
        # Nobody is told that readers see what they will see later.
        decision, comment = (
            EventDecision.SCHEDULED,
            "\n".join(filter(None, [comment, seen_from(event.published_at)])),
        )
        told = dict.fromkeys(told, NoticeKind.SCHEDULED)
    record = _record(event, decision, by, comment=comment, level=level.number if level else 0,
                     is_final=level is not None and level.is_final)  # fmt: skip
    event.save(update_fields=["stage", "published_at"])
    people = told | _told_after(action, event, by)
    path = reverse("admin:events_event_change", args=[event.pk])
    notices.tell_of_other(people, title=event.title, path=path, by=by, comment=comment)
    return record


def _record(
    event: Event,
    decision: EventDecision,
    by: "User",
    *,
    comment: str = "",
    level: int = 0,
    is_final: bool = False,
) -> EventRecord:
    return EventRecord.objects.create(
        event=event, decision=decision, user=by, user_name=str(by), comment=comment, level=level,
        is_final=is_final, at=timezone.now(),
    )  # fmt: skip


def _told_before(action: EventAction, event: Event) -> "dict[User, NoticeKind]":
    """Whoever handed the event in."""
    if action.tells_author is None:
        return {}
    last = event.records.filter(decision=EventDecision.SUBMITTED).select_related("user").last()
    if last is None or last.user is None or not last.user.is_active:
        return {}
    return {last.user: action.tells_author}


def _told_after(action: EventAction, event: Event, by: "User") -> "dict[User, NoticeKind]":
    """Those who can pass the level that it waits for now."""
    if action.tells_reviewers is None or event.organization is None:
        return {}
    level = level_of(event.stage)
    if level is None:
        return {}
    code = "publish" if level.is_final else "pass"
    people = notices.holders(level.roles, event.organization)
    return {
        person: action.tells_reviewers
        for person in people
        if person != by and not reasons_against(code, event, person)
    }
