"""The table of what may be done to an event on its way to readers, and all reasons why it may not be done now.

As ``articles.actions`` is for articles, and smaller: an event has no working copies, and what happens to it after its
publication (it is cancelled or postponed) is a matter of its form. The levels come from ``EVENT_REVIEW_LEVELS``.
Nothing here writes: doing it is ``events.workflow``.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.roles import NEWSROOM_ROLES, Role
from articles.actions import LEVELS as ARTICLE_LEVELS
from articles.actions import Level, Levels, level_among
from articles.models import NoticeKind, Status
from articles.models.article import IN_REVIEW, WRITING
from events.models import Event, EventDecision, EventRecord

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

    from accounts.models import User

# With one level an editor prepares, and whoever may publish lets it through; with more it is as for articles.
LEVELS: dict[int, Levels] = {
    **ARTICLE_LEVELS,
    1: ((Status.SUBMITTED, frozenset({Role.SECTION_CHIEF, Role.CHIEF_EDITOR})),),
}  # fmt: skip


@dataclass(frozen=True)
class EventAction:
    """A row of the table: from where, to where (``None``: to the next level), what the record calls it, who is told.

    ``lead`` says what will happen, ``done`` that it has. ``check`` gives the reasons against it in these stages.
    """

    code: str
    label: "StrPromise"
    from_stages: tuple[Status, ...]
    to: Status | None
    decision: EventDecision
    lead: "StrPromise"
    done: "StrPromise"
    check: Callable[[Event, "User"], list[str]]
    needs_reason: bool = False
    tells_author: NoticeKind | None = None
    tells_reviewers: NoticeKind | None = None


def level_of(stage: str) -> Level | None:
    """The level that an event in this stage waits for."""
    return level_among(levels(), stage)


def levels() -> Levels:
    return LEVELS[settings.EVENT_REVIEW_LEVELS]


def may_publish(user: "User", event: Event) -> bool:
    """Whether the account has the right to let readers see an event of this union: that of the last level."""
    roles = levels()[-1][1]
    if settings.REVIEW_BY_AUTHOR:  # one person runs the desk
        roles = NEWSROOM_ROLES
    return user.is_active and user.has_role(*roles) and user.acts_for(event.organization_id)


def publishes_at_once(user: "User", event: Event) -> bool:
    """Whether the account need not wait for anybody: there is one level, and the right for it is its own."""
    return (len(levels()) == 1 or settings.REVIEW_BY_AUTHOR) and may_publish(user, event)


# --- checks ----------------------------------------------------------------------------------------
def against_submit(event: Event, user: "User") -> list[str]:
    if event.organization_id is None:
        return [_("No union is named, so no reviewer would see it: fill in the union that keeps it.")]
    return []


def against_take_back(event: Event, user: "User") -> list[str]:
    last = _round(event)[:1]
    reasons = []
    if not last or last[0].user_id != user.pk:
        reasons.append(_("Only the person who submitted the event can take it back."))
    if event.stage != Status.SUBMITTED:
        reasons.append(_("It has been passed at one level already: ask the reviewer to return it."))
    return reasons


def against_pass(event: Event, user: "User") -> list[str]:
    level = level_of(event.stage)
    if level is None:
        return []
    if level.is_final:
        return [_("This is the last level: publish it or return it.")]
    return _against_level(level, event, user)


def against_publish(event: Event, user: "User") -> list[str]:
    level = level_of(event.stage)
    if level is None:  # a draft
        if publishes_at_once(user, event):
            return []
        return [_("Your account has no right to publish events: submit it to those who have.")]
    if publishes_at_once(user, event):
        return []
    if not level.is_final:
        return [_("It has not been passed by every level yet.")]
    return _against_level(level, event, user)


def against_return(event: Event, user: "User") -> list[str]:
    level = level_of(event.stage)
    if level is None or user.has_role(*level.roles) or may_publish(user, event):
        return []
    return [_("This level of review is passed by: %(roles)s.") % {"roles": level.roles_label}]


def against_take_off(event: Event, user: "User") -> list[str]:
    if may_publish(user, event):
        return []
    return [_("Your account has no right to publish events: ask those who have.")]


def _against_level(level: Level, event: Event, user: "User") -> list[str]:
    reasons = []
    if not user.has_role(*level.roles):
        reasons.append(_("This level of review is passed by: %(roles)s.") % {"roles": level.roles_label})
    if len(levels()) > 1 and not settings.REVIEW_BY_AUTHOR:
        records = _round(event)
        if any(record.user_id == user.pk and record.decision != EventDecision.PASSED for record in records):
            reasons.append(_("You wrote or changed this event: another person must pass it."))
        if any(record.user_id == user.pk and record.decision == EventDecision.PASSED for record in records):
            reasons.append(
                _("You have passed an earlier level of this event: another person must pass this one.")
            )
    return reasons


def _round(event: Event) -> list[EventRecord]:
    """The records of the review that runs: from the last submission on."""
    found: list[EventRecord] = []
    for record in event.records.order_by("at", "id"):
        if record.decision == EventDecision.SUBMITTED:
            found = []
        found.append(record)
    return found


ACTIONS: dict[str, EventAction] = {
    action.code: action
    for action in (
        EventAction(
            "submit", gettext_lazy("Submit for review"), WRITING, Status.SUBMITTED, EventDecision.SUBMITTED,
            gettext_lazy("The event waits for somebody who has the right to publish it."),
            gettext_lazy("Submitted: “%(event)s” is “%(state)s” now."),
            against_submit, tells_reviewers=NoticeKind.SUBMITTED,
        ),
        EventAction(
            "take_back", gettext_lazy("Take back"), (Status.SUBMITTED,), Status.DRAFT, EventDecision.TAKEN_BACK,
            gettext_lazy("The event becomes a draft again."),
            gettext_lazy("Taken back: “%(event)s” is a draft again."),
            against_take_back,
        ),
        EventAction(
            "pass", gettext_lazy("Pass"), IN_REVIEW, None, EventDecision.PASSED,
            gettext_lazy("You vouch for the event as it stands here: times, place, texts and pictures."),
            gettext_lazy("Passed: “%(event)s” is “%(state)s” now."),
            against_pass, tells_author=NoticeKind.PASSED, tells_reviewers=NoticeKind.SUBMITTED,
        ),
        EventAction(
            "publish", gettext_lazy("Publish"), (*WRITING, *IN_REVIEW), Status.PUBLISHED, EventDecision.PUBLISHED,
            gettext_lazy("Readers see the event as it stands here, at once or from the time that its form names."),
            gettext_lazy("Done: “%(event)s” is “%(state)s” now."),
            against_publish, tells_author=NoticeKind.PUBLISHED,
        ),
        EventAction(
            "return", gettext_lazy("Return to the author"), IN_REVIEW, Status.RETURNED, EventDecision.RETURNED,
            gettext_lazy("The event goes back to whoever prepared it, who can change it and submit it again."),
            gettext_lazy("Returned: “%(event)s”. Whoever prepared it is told of your reason."),
            against_return, needs_reason=True, tells_author=NoticeKind.RETURNED,
        ),
        EventAction(
            "take_off", gettext_lazy("Take off"), (Status.PUBLISHED,), Status.DRAFT, EventDecision.TAKEN_OFF,
            gettext_lazy(
                "Readers no longer see the event, and its address answers that there is none. "
                "An event that does not take place is better cancelled or postponed, so that readers are told."
            ),
            gettext_lazy("Taken off: readers no longer see “%(event)s”."),
            against_take_off, needs_reason=True, tells_author=NoticeKind.WITHDRAWN,
        ),
    )
}  # fmt: skip


def reasons_against(code: str, event: Event, user: "User") -> list[str]:
    """All reasons why ``user`` cannot do the action now, as sentences; empty when they can."""
    action = ACTIONS[code]
    if not user.acts_for(event.organization_id):
        return [_("This belongs to another union, which changes it. Ask there.")]
    reasons = []
    if event.stage not in action.from_stages:
        reasons.append(
            _("“%(action)s” is not possible while the event is “%(state)s”.")
            % {"action": action.label, "state": event.state_label}
        )
    if not user.works_on_others:
        reasons.append(_("Your role does not allow this action."))
    if event.stage in action.from_stages:
        reasons += action.check(event, user)
    return reasons


def possible_actions(event: Event, user: "User") -> list[tuple[EventAction, list[str]]]:
    """The actions that the stage allows in principle, each with the reasons against it, in the table's order.

    Of passing and publishing only the one that is meant at this level.
    """
    level = level_of(event.stage)
    left_out = {"pass"} if level and level.is_final else {"publish"} if level else set()
    if publishes_at_once(user, event):
        left_out = {"pass"}
    possible = [
        (action, reasons_against(code, event, user))
        for code, action in ACTIONS.items()
        if event.stage in action.from_stages and code not in left_out
    ]
    # Taking back is offered to whoever handed it in alone; nobody else need be told why not.
    return [row for row in possible if row[0].code != "take_back" or not row[1]]


def may_change_words(user: "User", event: Event) -> bool:
    """Whether the account may change what readers see of an event. Of a published one only those who may publish it;
    everybody else can cancel or postpone it, which cannot wait."""
    return event.stage != Status.PUBLISHED or may_publish(user, event)
