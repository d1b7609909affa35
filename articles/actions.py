"""The table of what may be done to an article, and all reasons why it may not be done now.

``ACTIONS`` names every action: from which states, by which roles, to which state. ``LEVELS`` names the levels
of review by the setting ``REVIEW_LEVELS``. Nothing here writes: doing it is ``articles.workflow``.
"""

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.roles import NEWSROOM_ROLES, Role
from articles import policy, snapshots
from articles.models import Article, Decision, EditingMark, ReviewRecord, Status
from articles.models.article import CLOSED, IN_REVIEW, WRITING

if TYPE_CHECKING:
    from accounts.models import User

# Without a sign of life from the browser for this long, an open form counts as left.
MARK_STALE_AFTER = dt.timedelta(minutes=2)


@dataclass(frozen=True)
class Action:
    """A row of the table. ``to`` is ``None`` where the state does not change or depends on the level."""

    code: str
    label: str | Promise
    from_states: tuple[str, ...]
    roles: frozenset[str]
    to: str | None = None
    needs_comment: bool = False


WRITERS = NEWSROOM_ROLES | {Role.CORRESPONDENT}

ACTIONS: dict[str, Action] = {
    action.code: action
    for action in (
        Action("submit", gettext_lazy("Submit for review"), WRITING, WRITERS, Status.SUBMITTED),
        Action("take_back", gettext_lazy("Take back"), (Status.SUBMITTED,), WRITERS, Status.DRAFT),
        Action("pass", gettext_lazy("Pass"), IN_REVIEW, NEWSROOM_ROLES),
        Action(
            "return", gettext_lazy("Return to the author"), (*IN_REVIEW, Status.APPROVED), NEWSROOM_ROLES,
            Status.RETURNED, needs_comment=True,
        ),
        Action("publish", gettext_lazy("Publish"), (Status.APPROVED,), NEWSROOM_ROLES, Status.PUBLISHED),
        Action("call_off", gettext_lazy("Call off publication"), (Status.PUBLISHED,), NEWSROOM_ROLES, Status.APPROVED),
        Action("start_correction", gettext_lazy("Correct"), (Status.PUBLISHED,), NEWSROOM_ROLES),
        Action(
            "discard", gettext_lazy("Discard the correction"), (*WRITING, *IN_REVIEW, Status.APPROVED),
            NEWSROOM_ROLES, Status.DISCARDED,
        ),
        Action(
            "withdraw", gettext_lazy("Withdraw"), (Status.PUBLISHED,), NEWSROOM_ROLES, Status.WITHDRAWN,
            needs_comment=True,
        ),
        Action("restore", gettext_lazy("Take up again"), (Status.WITHDRAWN,), NEWSROOM_ROLES, Status.DRAFT),
    )
}  # fmt: skip

# The levels of review: the state that waits for each, and who passes it. A small union has one level, done by
# any of its newsroom; what waits in a state that the setting no longer knows waits for the last level.
_ALL = NEWSROOM_ROLES
LEVELS: dict[int, tuple[tuple[str, frozenset[str]], ...]] = {
    1: ((Status.SUBMITTED, _ALL),),
    2: (
        (Status.SUBMITTED, frozenset({Role.EDITOR, Role.SECTION_CHIEF})),
        (Status.FIRST_PASSED, frozenset({Role.CHIEF_EDITOR})),
    ),
    3: (
        (Status.SUBMITTED, frozenset({Role.EDITOR})),
        (Status.FIRST_PASSED, frozenset({Role.SECTION_CHIEF})),
        (Status.SECOND_PASSED, frozenset({Role.CHIEF_EDITOR})),
    ),
}  # fmt: skip


@dataclass(frozen=True)
class Level:
    """A level of review: its number from 1, who passes it, and the state after it."""

    number: int
    roles: frozenset[str]
    is_final: bool
    next_status: str


def level_of(status: str) -> Level | None:
    """The level that an article in this state waits for, by the setting ``REVIEW_LEVELS``."""
    if status not in IN_REVIEW:
        return None
    levels = LEVELS[settings.REVIEW_LEVELS]
    waiting = [state for state, _roles in levels]
    number = waiting.index(status) if status in waiting else len(levels) - 1
    is_final = number == len(levels) - 1
    return Level(
        number + 1, levels[number][1], is_final, Status.APPROVED if is_final else waiting[number + 1]
    )


def reasons_against(code: str, article: Article, user: "User") -> list[str]:
    """All reasons why ``user`` cannot do the action now, as sentences; empty when they can."""
    action = ACTIONS[code]
    if not policy.may_see(user, article):
        return [_("This article belongs to a union that your account does not act for.")]
    reasons = []
    if article.status not in action.from_states:
        reasons.append(
            _("“%(action)s” is not possible while the article is “%(state)s”.")
            % {"action": action.label, "state": article.state_label}
        )
    if not user.has_role(*action.roles):
        reasons.append(_("Your role does not allow this action."))
    extra = _EXTRA.get(code)
    return reasons + (extra(article, user) if extra else [])


def possible_actions(article: Article, user: "User") -> list[tuple[Action, list[str]]]:
    """The actions that the state allows in principle, each with the reasons against it, in the table's order."""
    return [
        (action, reasons_against(code, article, user))
        for code, action in ACTIONS.items()
        if article.status in action.from_states and (code != "discard" or article.is_working_copy)
        and (code != "call_off" or article.is_scheduled)
    ]  # fmt: skip


def _against_submit(article: Article, user: "User") -> list[str]:
    reasons = []
    if not article.body_text.strip() and not article.photo_entries.exists():
        reasons.append(_("The article has neither text nor pictures: write it before you submit it."))
    if article.is_reprint and not article.source_name:
        reasons.append(_("A reprint must name its source: fill in the source before you submit it."))
    return reasons


def _against_take_back(article: Article, user: "User") -> list[str]:
    reasons = []
    submitted = article.records.filter(decision=Decision.SUBMITTED).last()
    if submitted is None or submitted.user_id != user.pk:
        reasons.append(_("Only the person who submitted the article can take it back."))
    if others_editing(article, user):
        reasons.append(_("A reviewer has begun on it: ask them to return it."))
    return reasons


def _against_pass(article: Article, user: "User") -> list[str]:
    level = level_of(article.status)
    if level is None:
        return []
    reasons = []
    if not user.has_role(*level.roles):
        names = "、".join(str(Role(role).label) for role in Role.values if role in level.roles)
        reasons.append(_("This level of review is passed by: %(roles)s.") % {"roles": names})
    if not settings.REVIEW_BY_AUTHOR:
        if is_author(article, user):
            reasons.append(_("You wrote or changed this text: another person must pass it."))
        if any(record.user_id == user.pk for record in valid_passes(article)):
            reasons.append(
                _("You have passed an earlier level of this text: another person must pass this one.")
            )
    return reasons


def _against_publish(article: Article, user: "User") -> list[str]:
    passes = valid_passes(article)
    if article.status == Status.APPROVED and (
        not passes or passes[-1].text_hash != snapshots.hash_of(snapshots.content_of(article))
    ):
        return [_("The text is not the one that was passed: submit it for review again.")]
    return []


def _against_call_off(article: Article, user: "User") -> list[str]:
    return (
        []
        if article.is_scheduled
        else [_("The article is public already: withdraw it or correct it instead.")]
    )


def _against_discard(article: Article, user: "User") -> list[str]:
    return [] if article.is_working_copy else [_("Only a correction can be discarded.")]


_EXTRA = {
    "submit": _against_submit,
    "take_back": _against_take_back,
    "pass": _against_pass,
    "publish": _against_publish,
    "call_off": _against_call_off,
    "discard": _against_discard,
}


def is_author(article: Article, user: "User") -> bool:
    """Whether the account wrote the text: entered the article, or submitted it, or saved the text under review."""
    submitted = article.records.filter(decision=Decision.SUBMITTED).last()
    latest = article.snapshots.order_by("-number").first()
    return user.pk in {
        article.author_id,
        submitted.user_id if submitted else None,
        latest.saved_by_id if latest else None,
    }


def valid_passes(article: Article) -> list[ReviewRecord]:
    """The passes that still hold, in order: those since the text was last submitted, returned or changed."""
    passes: list[ReviewRecord] = []
    for record in article.records.order_by("at", "id"):
        if record.decision in (Decision.PASSED, Decision.ADOPTED):
            passes.append(record)
        elif record.decision in (
            Decision.SUBMITTED, Decision.RETURNED, Decision.VOIDED, Decision.TAKEN_BACK, Decision.RESTORED
        ):  # fmt: skip
            passes = []
    return passes


def others_editing(article: Article, user: "User") -> list[EditingMark]:
    """The open forms of others that gave a sign of life lately."""
    alive = timezone.now() - MARK_STALE_AFTER
    return list(article.editing_marks.exclude(user=user).filter(seen_at__gt=alive).select_related("user"))


assert set(CLOSED).isdisjoint(state for action in ACTIONS.values() for state in action.from_states)  # noqa: S101
