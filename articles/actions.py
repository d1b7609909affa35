"""The table of what may be done to an article, and all reasons why it may not be done now.

``ACTIONS`` names every action: from which states, by which roles, to which state. ``LEVELS`` names the levels
of review by the setting ``REVIEW_LEVELS``. Nothing here writes: doing it is ``articles.workflow``.
"""

import datetime as dt
from collections.abc import Callable
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
from articles.models.article import IN_REVIEW, WRITING
from articles.models.record import level_name

if TYPE_CHECKING:
    from accounts.models import User

# Without a sign of life from the browser for this long, an open form counts as left.
MARK_STALE_AFTER = dt.timedelta(minutes=2)


@dataclass(frozen=True)
class Action:
    """A row of the table.

    ``to`` is ``None`` where the state does not change or depends on the level. ``copies`` says for what the
    action exists: ``True`` working copies only, ``False`` articles only, ``None`` both.
    """

    code: str
    label: str | Promise
    from_states: tuple[str, ...]
    roles: frozenset[str]
    to: str | None = None
    needs_comment: bool = False
    copies: bool | None = None

    def fits(self, article: Article) -> bool:
        """Whether the action exists for this kind of row at all, whatever its state."""
        return self.copies is None or self.copies == article.is_working_copy


WRITERS = NEWSROOM_ROLES | {Role.CORRESPONDENT}
# Decisions after which earlier passes no longer hold.
ENDS_PASSES = (
    Decision.SUBMITTED, Decision.RETURNED, Decision.VOIDED, Decision.TAKEN_BACK, Decision.RESTORED
)  # fmt: skip

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
        Action(
            "call_off", gettext_lazy("Call off publication"), (Status.PUBLISHED,), NEWSROOM_ROLES, Status.APPROVED,
            copies=False,
        ),
        Action("set_times", gettext_lazy("Pin, let expire"), (Status.PUBLISHED,), NEWSROOM_ROLES, copies=False),
        Action("start_correction", gettext_lazy("Correct"), (Status.PUBLISHED,), NEWSROOM_ROLES, copies=False),
        Action(
            "discard", gettext_lazy("Discard the correction"), (*WRITING, *IN_REVIEW, Status.APPROVED),
            NEWSROOM_ROLES, Status.DISCARDED, copies=True,
        ),
        Action(
            "withdraw", gettext_lazy("Withdraw"), (Status.PUBLISHED,), NEWSROOM_ROLES, Status.WITHDRAWN,
            needs_comment=True, copies=False,
        ),
        Action(
            "restore", gettext_lazy("Take up again"), (Status.WITHDRAWN,), NEWSROOM_ROLES, Status.DRAFT,
            copies=False,
        ),
    )
}  # fmt: skip

# The levels of review: the state that waits for each, and who passes it. A small union has one level, done by
# any of its newsroom; what waits in a state that the setting no longer knows waits for the last level.
LEVELS: dict[int, tuple[tuple[str, frozenset[str]], ...]] = {
    1: ((Status.SUBMITTED, NEWSROOM_ROLES),),
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

    @property
    def label(self) -> str:
        return level_name(self.number, self.is_final)

    @property
    def roles_label(self) -> str:
        """The names of the roles that pass the level: ``编辑、科室负责人``."""
        return "、".join(str(role.label) for role in Role if role in self.roles)


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
    if not action.fits(article):
        return [str(_NOT_FOR_COPIES if article.is_working_copy else _ONLY_FOR_COPIES)]
    reasons = []
    if article.status not in action.from_states:
        reasons.append(
            _("“%(action)s” is not possible while the article is “%(state)s”.")
            % {"action": action.label, "state": article.state_label}
        )
    if not user.has_role(*action.roles):
        reasons.append(_("Your role does not allow this action."))
    if code not in ("submit", "take_back") and not user.acts_for(article.organization_id):
        reasons.append(_("You see this article as its author only: it belongs to another union's newsroom."))
    extra = _EXTRA.get(code)
    return reasons + (extra(article, user) if extra else [])


_NOT_FOR_COPIES = gettext_lazy("This is done to the published article itself, not to its correction.")
_ONLY_FOR_COPIES = gettext_lazy("Only a correction can be discarded.")


def possible_actions(article: Article, user: "User") -> list[tuple[Action, list[str]]]:
    """The actions that the state allows in principle, each with the reasons against it, in the table's order."""
    return [
        (action, reasons_against(code, article, user))
        for code, action in ACTIONS.items()
        if article.status in action.from_states and action.fits(article)
    ]


def other_actions(article: Article, user: "User") -> list[tuple[Action, list[str]]]:
    """The actions that exist for the article but not in its present state, each with the reasons against it."""
    return [
        (action, reasons_against(code, article, user))
        for code, action in ACTIONS.items()
        if article.status not in action.from_states and action.fits(article)
    ]


def _against_submit(article: Article, user: "User") -> list[str]:
    reasons = []
    if not article.body_text.strip() and not article.photo_entries.exists():
        reasons.append(_("The article has neither text nor pictures: write it before you submit it."))
    if article.is_reprint and not article.source_name:
        reasons.append(_("A reprint must name its source: fill in the source before you submit it."))
    if article.organization_id is None and user.grant is not None:
        reasons.append(_("No union is named, so no reviewer would see it: fill in the union that wrote it."))
    return reasons


def _against_take_back(article: Article, user: "User") -> list[str]:
    if article.status != Status.SUBMITTED:
        return []
    reasons = []
    records = list(article.records.order_by("at", "id"))
    places = [place for place, record in enumerate(records) if record.decision == Decision.SUBMITTED]
    if not places or records[places[-1]].user_id != user.pk:
        reasons.append(_("Only the person who submitted the article can take it back."))
    if places and any(record.decision == Decision.PASSED for record in records[places[-1] :]):
        reasons.append(_("It has been passed at one level already: ask the reviewer to return it."))
    for mark in others_editing(article, user):
        if mark.user.works_on_others:
            reasons.append(
                _("%(person)s has begun on it and has it open: ask them to return it.")
                % {"person": mark.user}
            )
    return reasons


def _against_pass(article: Article, user: "User") -> list[str]:
    level = level_of(article.status)
    if level is None:
        return []
    reasons = []
    if not user.has_role(*level.roles):
        reasons.append(_("This level of review is passed by: %(roles)s.") % {"roles": level.roles_label})
    passes = valid_passes(article)
    if not settings.REVIEW_BY_AUTHOR:
        if user.pk in authors_of(article):
            reasons.append(_("You wrote or changed this text: another person must pass it."))
        if any(record.user_id == user.pk for record in passes):
            reasons.append(
                _("You have passed an earlier level of this text: another person must pass this one.")
            )
    return reasons + _against_drift(article, passes)


def _against_drift(article: Article, passes: list[ReviewRecord]) -> list[str]:
    """A text that is not the one that was passed, however it came to be so."""
    if passes and passes[-1].text_hash != snapshots.hash_of(snapshots.content_of(article)):
        return [_("The text is not the one that was passed: return it, so that it is reviewed anew.")]
    return []


def _against_publish(article: Article, user: "User") -> list[str]:
    if article.status != Status.APPROVED:
        return []
    passes = valid_passes(article)
    reasons = _against_drift(article, passes)
    if not passes or not (passes[-1].is_final or passes[-1].decision == Decision.ADOPTED):
        reasons.append(
            _("The final review has not passed this text: return it, so that it is reviewed anew.")
        )
    if article.expires_at and article.expires_at <= timezone.now():
        reasons.append(_("The time at which it expires is over: set a later one, or none."))
    live = article.working_copy_of
    if live is not None and live.status != Status.PUBLISHED:
        reasons.append(_("The article itself is no longer published: the correction has nothing to replace."))
    elif live is not None and not still_fits(article, live):
        reasons.append(
            _("The article has changed since this correction was begun: discard it and begin a new one.")
        )
    return reasons


def still_fits(copy: Article, live: Article) -> bool:
    """Whether the live text is still the one that a working copy was made of."""
    begun = copy.records.filter(decision=Decision.CORRECTION_STARTED).first()
    now = snapshots.hash_of({**snapshots.content_of(live), "correction_note": ""})
    return begun is not None and begun.text_hash == now


def _against_call_off(article: Article, user: "User") -> list[str]:
    if article.status != Status.PUBLISHED or article.is_scheduled:
        return []
    return [_("The article is public already: withdraw it or correct it instead.")]


def _against_withdraw(article: Article, user: "User") -> list[str]:
    if not article.is_scheduled:
        return []
    return [_("The article is not public yet: call off its publication instead.")]


def _against_start_correction(article: Article, user: "User") -> list[str]:
    if not article.is_scheduled:
        return []
    return [_("The article is not public yet: call off its publication and return it to change it.")]


_EXTRA: dict[str, Callable[[Article, "User"], list[str]]] = {
    "submit": _against_submit,
    "take_back": _against_take_back,
    "pass": _against_pass,
    "publish": _against_publish,
    "call_off": _against_call_off,
    "start_correction": _against_start_correction,
    "withdraw": _against_withdraw,
}


def authors_of(article: Article) -> set[int]:
    """The keys of all accounts whose own text this is: who entered it, who submitted it, who changed its words.

    Whoever only put it in its place (section, column, edition page, tags) is no author of it.
    """
    submitted = article.records.filter(decision=Decision.SUBMITTED).last()
    writers = article.snapshots.filter(changes_words=True).order_by().values_list("saved_by", flat=True)
    people = {article.author_id, submitted.user_id if submitted else None, *writers.distinct()}
    return {person for person in people if person is not None}


def valid_passes(article: Article) -> list[ReviewRecord]:
    """The passes that still hold, in order: those since the text was last submitted, returned or changed."""
    passes: list[ReviewRecord] = []
    for record in article.records.order_by("at", "id"):
        if record.decision in (Decision.PASSED, Decision.ADOPTED):
            passes.append(record)
        elif record.decision in ENDS_PASSES:
            passes = []
    return passes


def others_editing(article: Article, user: "User") -> list[EditingMark]:
    """The open forms of others that gave a sign of life lately."""
    alive = timezone.now() - MARK_STALE_AFTER
    return list(article.editing_marks.exclude(user=user).filter(seen_at__gt=alive).select_related("user"))
