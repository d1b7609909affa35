"""The table of what may be done to an article, and all reasons why it may not be done now.

A row of ``ACTIONS`` says everything of an action that can be said in a table: from which states, by whom, to which
state, what the record calls it, what has to be given, what else is checked, who is told, and how the desk asks for it.
``LEVELS`` names the levels of review by the setting ``REVIEW_LEVELS``. The workflow, the notices and the desk take it
from here; nothing here writes: doing it is ``articles.workflow``.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.roles import NEWSROOM_ROLES, Role
from articles import policy, refusals
from articles.models import Article, Decision, NoticeKind, Status
from articles.models.article import IN_REVIEW, WRITING
from articles.models.record import level_name

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

    from accounts.models import User


@dataclass(frozen=True)
class Tells:
    """Who is told, and as what: those whose text it is, those who can pass the level that it waits for now, and
    those who have passed it; of a withdrawal the leader in charge who was named, and who asked for it. Nobody is told
    of their own deed."""

    authors: NoticeKind | None = None
    reviewers: NoticeKind | None = None
    passers: NoticeKind | None = None
    approver: NoticeKind | None = None
    asker: NoticeKind | None = None


@dataclass(frozen=True)
class Outcome:
    """What becomes of an article: the state after it, what the record calls it, and who is told."""

    to: Status
    decision: Decision
    tells: Tells = Tells()


@dataclass(frozen=True)
class Screen:
    """How the desk asks for an action.

    ``form`` names a class in ``articles.admin.review_forms``, ``lead`` says what will happen, ``done`` that it has
    (with the article's title as ``article`` and its new state as ``state``).
    """

    form: str
    lead: "StrPromise"
    done: "StrPromise"


@dataclass(frozen=True)
class Action:
    """A row of the table.

    ``copies`` says for what the action exists: ``True`` working copies only, ``False`` articles only, ``None`` both;
    ``of_copy`` is the outcome for a working copy where it is another, ``ahead`` that of what is set for a time to come.
    ``by_level``: who does it, and the state before the last level, depend on the level of review. ``by_author``: an
    author does it though their account acts for another union by now. ``check`` gives further reasons against it while
    the state allows it, ``needs`` those against what was given with it (a reason, an approver, times …). ``bulk`` is
    its name in the menu of the list, if it is done to many at once. ``setting`` names the setting without which there
    is no such action.
    """

    code: str
    label: "StrPromise"
    from_states: tuple[Status, ...]
    roles: frozenset[Role]
    outcome: Outcome
    screen: Screen
    of_copy: Outcome | None = None
    ahead: Outcome | None = None
    copies: bool | None = None
    by_level: bool = False
    by_author: bool = False
    check: Callable[[Article, "User"], list[str]] | None = None
    needs: tuple[Callable[[Article, "User", refusals.Given], list[str]], ...] = ()
    bulk: "StrPromise | None" = None
    setting: str = ""

    def fits(self, article: Article) -> bool:
        """Whether the action exists for this kind of row at all, whatever its state."""
        if self.setting and not getattr(settings, self.setting):
            return False
        return self.copies is None or self.copies == article.is_working_copy

    def outcome_for(self, article: Article, *, at: dt.datetime | None = None) -> Outcome:
        """What becomes of this article by the action, from the state that it is in now. ``at``: when, if not now."""
        if self.of_copy is not None and article.is_working_copy:
            return self.of_copy
        if self.ahead is not None and at is not None and at > timezone.now():
            return self.ahead
        level = level_of(article.status)
        if self.by_level and level is not None and level.next_status is not None:
            return replace(self.outcome, to=level.next_status)
        return self.outcome


WRITERS = NEWSROOM_ROLES | {Role.CORRESPONDENT}
BELOW_THE_LEADER = NEWSROOM_ROLES - {Role.CHIEF_EDITOR}

ACTIONS: dict[str, Action] = {
    action.code: action
    for action in (
        Action(
            "submit", gettext_lazy("Submit for review"), WRITING, WRITERS,
            Outcome(Status.SUBMITTED, Decision.SUBMITTED, Tells(reviewers=NoticeKind.SUBMITTED)),
            Screen(
                "CommentForm",
                gettext_lazy("The article goes to the first reviewer. Until it comes back you cannot change it."),
                gettext_lazy("Submitted: “%(article)s” is “%(state)s” now."),
            ),
            by_author=True, check=refusals.against_submit, bulk=gettext_lazy("Submit for review"),
        ),
        Action(
            "take_back", gettext_lazy("Take back"), (Status.SUBMITTED,), WRITERS,
            Outcome(Status.DRAFT, Decision.TAKEN_BACK),
            Screen(
                "ActionForm", gettext_lazy("The article becomes a draft again, and you can change it."),
                gettext_lazy("Taken back: “%(article)s” is a draft again."),
            ),
            by_author=True, check=refusals.against_take_back,
        ),
        Action(
            "pass", gettext_lazy("Pass"), IN_REVIEW, NEWSROOM_ROLES,
            Outcome(
                Status.APPROVED, Decision.PASSED,
                Tells(authors=NoticeKind.PASSED, reviewers=NoticeKind.SUBMITTED),
            ),
            Screen(
                "CommentForm",
                gettext_lazy("You vouch for exactly this version: texts, pictures, captions, credits and tags."),
                gettext_lazy("Passed: “%(article)s” is “%(state)s” now."),
            ),
            by_level=True, check=refusals.against_pass, bulk=gettext_lazy("Pass the review"),
        ),
        Action(
            "return", gettext_lazy("Return to the author"), (*IN_REVIEW, Status.APPROVED), NEWSROOM_ROLES,
            Outcome(Status.RETURNED, Decision.RETURNED, Tells(authors=NoticeKind.RETURNED)),
            Screen(
                "ReasonForm",
                gettext_lazy("The article goes back to its author, who can change it and submit it again."),
                gettext_lazy("Returned: the author is told of your reason."),
            ),
            needs=(refusals.against_no_reason,), bulk=gettext_lazy("Return to the author …"),
        ),
        Action(
            "publish", gettext_lazy("Publish"), (Status.APPROVED,), NEWSROOM_ROLES,
            Outcome(Status.PUBLISHED, Decision.PUBLISHED, Tells(authors=NoticeKind.PUBLISHED)),
            Screen(
                "PublishForm", gettext_lazy("Readers see the text that passed the final review."),
                gettext_lazy("Done: “%(article)s” is “%(state)s” now."),
            ),
            of_copy=Outcome(Status.MERGED, Decision.CORRECTED, Tells(authors=NoticeKind.PUBLISHED)),
            ahead=Outcome(Status.PUBLISHED, Decision.SCHEDULED, Tells(authors=NoticeKind.SCHEDULED)),
            check=refusals.against_publish, needs=(refusals.against_publication_time,),
            bulk=gettext_lazy("Publish"),
        ),
        Action(
            "call_off", gettext_lazy("Call off publication"), (Status.PUBLISHED,), NEWSROOM_ROLES,
            Outcome(Status.APPROVED, Decision.UNSCHEDULED),
            Screen(
                "ActionForm",
                gettext_lazy("The article is not published at its time. Its reviews stay valid."),
                gettext_lazy("Called off: “%(article)s” is not published."),
            ),
            copies=False, check=refusals.against_call_off,
        ),
        Action(
            "set_times", gettext_lazy("Pin, let expire"), (Status.PUBLISHED,), NEWSROOM_ROLES,
            Outcome(Status.PUBLISHED, Decision.TIMED),
            Screen(
                "TimesForm",
                gettext_lazy("The text stays as it was passed; only where and how long it stands changes."),
                gettext_lazy("The times of “%(article)s” were changed."),
            ),
            copies=False, needs=(refusals.against_end,),
        ),
        # The outcome is that of the working copy which it opens.
        Action(
            "start_correction", gettext_lazy("Correct"), (Status.PUBLISHED,), NEWSROOM_ROLES,
            Outcome(Status.DRAFT, Decision.CORRECTION_STARTED, Tells(authors=NoticeKind.CORRECTION)),
            Screen(
                "CommentForm",
                gettext_lazy(
                    "You change a copy, which is reviewed like any text. "
                    "Readers see the present text until then."
                ),
                gettext_lazy("This is the correction of “%(article)s”."),
            ),
            copies=False, check=refusals.against_start_correction,
        ),
        Action(
            "discard", gettext_lazy("Discard the correction"), (*WRITING, *IN_REVIEW, Status.APPROVED),
            NEWSROOM_ROLES, Outcome(Status.DISCARDED, Decision.DISCARDED),
            Screen(
                "CommentForm",
                gettext_lazy("The correction is given up. It stays in the record; readers notice nothing."),
                gettext_lazy("The correction was discarded."),
            ),
            copies=True,
        ),
        # The leader in charge acts signed in as themselves; whoever else wants a withdrawal asks for it.
        Action(
            "ask_withdrawal", gettext_lazy("Ask for withdrawal"), (Status.PUBLISHED,), BELOW_THE_LEADER,
            Outcome(
                Status.PUBLISHED, Decision.WITHDRAWAL_ASKED, Tells(approver=NoticeKind.TO_WITHDRAW),
            ),
            Screen(
                "AskWithdrawalForm",
                gettext_lazy(
                    "Nothing happens to the article yet: it is withdrawn when the leader in charge confirms it."
                ),
                gettext_lazy("Asked for: the leader in charge is told. Until then “%(article)s” stays."),
            ),
            copies=False, check=refusals.against_ask_withdrawal,
            needs=(
                refusals.against_no_reason, refusals.against_approver, refusals.against_withdrawal_as_given,
            ),
        ),
        Action(
            "withdraw", gettext_lazy("Withdraw"), (Status.PUBLISHED,), frozenset({Role.CHIEF_EDITOR}),
            Outcome(
                Status.WITHDRAWN, Decision.WITHDRAWN,
                Tells(authors=NoticeKind.WITHDRAWN, asker=NoticeKind.WITHDRAWN),
            ),
            Screen(
                "WithdrawForm",
                gettext_lazy("The article leaves every list, search, feed, sitemap and edition at once."),
                gettext_lazy("Withdrawn: readers no longer find “%(article)s”."),
            ),
            copies=False, check=refusals.against_withdraw,
            needs=(refusals.against_no_reason, refusals.against_withdrawal_as_given),
        ),
        Action(
            "withdraw_first", gettext_lazy("Withdraw at once, in an emergency"), (Status.PUBLISHED,),
            BELOW_THE_LEADER,
            Outcome(
                Status.WITHDRAWN, Decision.WITHDRAWN,
                Tells(authors=NoticeKind.WITHDRAWN, approver=NoticeKind.INFORMED),
            ),
            Screen(
                "AskWithdrawalForm",
                gettext_lazy(
                    "The article goes at once, before the leader in charge has confirmed it. The record says so, "
                    "and the leader is informed."
                ),
                gettext_lazy("Withdrawn: readers no longer find “%(article)s”. The leader in charge is informed."),
            ),
            copies=False, check=refusals.against_withdraw, setting="WITHDRAW_FIRST",
            needs=(
                refusals.against_no_reason, refusals.against_approver, refusals.against_withdrawal_as_given,
            ),
        ),
        Action(
            "drop_withdrawal", gettext_lazy("Drop the withdrawal"), (Status.PUBLISHED,), NEWSROOM_ROLES,
            Outcome(Status.PUBLISHED, Decision.WITHDRAWAL_DROPPED, Tells(asker=NoticeKind.NOT_WITHDRAWN)),
            Screen(
                "ReasonForm", gettext_lazy("The article stays as it is, and whoever asked is told why."),
                gettext_lazy("“%(article)s” stays; whoever asked is told."),
            ),
            copies=False, check=refusals.against_drop_withdrawal, needs=(refusals.against_no_reason,),
        ),
        Action(
            "restore", gettext_lazy("Take up again"), (Status.WITHDRAWN,), NEWSROOM_ROLES,
            Outcome(Status.DRAFT, Decision.RESTORED),
            Screen(
                "CommentForm",
                gettext_lazy(
                    "The article becomes a draft and goes through review; "
                    "until then its address stays as it is."
                ),
                gettext_lazy("“%(article)s” is a draft again."),
            ),
            copies=False,
        ),
    )
}  # fmt: skip

# What nobody asks for at the desk: a change that voids the passes of an earlier text, and a text that was reviewed
# and published elsewhere before (commands on the server only).
VOIDING = Outcome(
    Status.SUBMITTED, Decision.VOIDED,
    Tells(authors=NoticeKind.VOIDED, reviewers=NoticeKind.SUBMITTED, passers=NoticeKind.VOIDED),
)  # fmt: skip
ADOPTION = Outcome(Status.PUBLISHED, Decision.ADOPTED)

# Of one kind of content all levels in their order: the state that waits for each, and who passes it.
Levels = tuple[tuple[Status, frozenset[Role]], ...]

# The levels of review: the state that waits for each, and who passes it. A small union has one level, done by
# any of its newsroom; what waits in a state that the setting no longer knows waits for the last level.
LEVELS: dict[int, Levels] = {
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
    """A level of review: its number from 1, who passes it, and the state that waits for the next, if there is one."""

    number: int
    roles: frozenset[Role]
    next_status: Status | None

    @property
    def is_final(self) -> bool:
        return self.next_status is None

    @property
    def label(self) -> str:
        return level_name(self.number, self.is_final)

    @property
    def roles_label(self) -> str:
        """The names of the roles that pass the level: ``编辑、科室负责人``."""
        return "、".join(str(role.label) for role in Role if role in self.roles)


def level_of(status: str) -> Level | None:
    """The level that an article in this state waits for, by the setting ``REVIEW_LEVELS``."""
    return level_among(LEVELS[settings.REVIEW_LEVELS], status)


def level_among(levels: Levels, status: str) -> Level | None:
    """The level that waits in a state, of all levels of a kind of content; ``None`` where nothing waits."""
    if status not in IN_REVIEW:
        return None
    waiting = [state for state, _roles in levels]
    index = waiting.index(Status(status)) if status in waiting else len(levels) - 1
    return Level(index + 1, levels[index][1], (*waiting, None)[index + 1])


def reasons_against(code: str, article: Article, user: "User") -> list[str]:
    """All reasons why ``user`` cannot do the action now, as sentences; empty when they can."""
    action = ACTIONS[code]
    if not policy.may_see(user, article):
        return [_("This article belongs to a union that your account does not act for.")]
    if not action.fits(article):
        if article.is_working_copy:
            return [_("This is done to the published article itself, not to its correction.")]
        return [_("Only a correction can be discarded.")]
    reasons = []
    if article.status not in action.from_states:
        reasons.append(
            _("“%(action)s” is not possible while the article is “%(state)s”.")
            % {"action": action.label, "state": article.state_label}
        )
    if not user.has_role(*action.roles):
        reasons.append(_("Your role does not allow this action."))
    if not action.by_author and not user.acts_for(article.organization_id):
        reasons.append(_("You see this article as its author only: it belongs to another union's newsroom."))
    level = level_of(article.status)
    if action.by_level and level is not None and not user.has_role(*level.roles):
        reasons.append(_("This level of review is passed by: %(roles)s.") % {"roles": level.roles_label})
    if action.check is not None and article.status in action.from_states:
        reasons += action.check(article, user)
    return reasons


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
