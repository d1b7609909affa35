"""The reasons against single actions that no table can tell: they look at the text, the records, the clock.

Each ``against_…`` is a check of a row in ``articles.actions`` and returns sentences for the person who tries. The
first group looks at the article alone and is asked in the states from which the action is possible; the second looks
at what was given with it. Beside them stands what the records of an article tell.
"""

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import content, policy, snapshots, viewings
from articles.models import (
    Article,
    Decision,
    EditingMark,
    ReviewRecord,
    Status,
    WithdrawalKind,
    WithdrawalRequest,
)

if TYPE_CHECKING:
    from accounts.models import User

# Without a heartbeat from the browser for this long, an open form counts as closed.
MARK_STALE_AFTER = dt.timedelta(minutes=2)
# Decisions after which earlier passes no longer hold.
ENDS_PASSES = (
    Decision.SUBMITTED, Decision.RETURNED, Decision.VOIDED, Decision.TAKEN_BACK, Decision.RESTORED
)  # fmt: skip


@dataclass(frozen=True)
class Given:
    """What somebody gave with an action; what the action does not ask for stays as it is here. Times are aware."""

    comment: str = ""
    at: dt.datetime | None = None
    expires_at: dt.datetime | None = None
    approver: "User | None" = None
    kind: str = ""
    notice: str = ""
    replaced_by: Article | None = None


# --- the article as it is -------------------------------------------------------------------------
def against_submit(article: Article, user: "User") -> list[str]:
    reasons = []
    if not article.body_text.strip() and not article.photo_entries.exists():
        reasons.append(_("The article has neither text nor pictures: write it before you submit it."))
    if article.is_reprint and not article.source_name:
        reasons.append(_("A reprint must name its source: fill in the source before you submit it."))
    if article.organization_id is None and user.grant is not None:
        reasons.append(_("No union is named, so no reviewer would see it: fill in the union that wrote it."))
    return reasons


def against_take_back(article: Article, user: "User") -> list[str]:
    reasons = []
    records = list(article.records.order_by("at", "id"))
    submitted = [index for index, record in enumerate(records) if record.decision == Decision.SUBMITTED]
    if not submitted or records[submitted[-1]].user_id != user.pk:
        reasons.append(_("Only the person who submitted the article can take it back."))
    if submitted and any(record.decision == Decision.PASSED for record in records[submitted[-1] :]):
        reasons.append(_("It has been passed at one level already: ask the reviewer to return it."))
    for mark in others_editing(article, user):
        if mark.user.works_on_others:
            reasons.append(
                _("%(person)s has begun on it and has it open: ask them to return it.")
                % {"person": mark.user}
            )
    return reasons


def against_pass(article: Article, user: "User") -> list[str]:
    reasons = []
    passes = valid_passes(article)
    if not settings.REVIEW_BY_AUTHOR:
        if user.pk in authors_of(article):
            reasons.append(_("You wrote or changed this text: another person must pass it."))
        if any(record.user_id == user.pk for record in passes):
            reasons.append(
                _("You have passed an earlier level of this text: another person must pass this one.")
            )
    if not viewings.has_seen(user, article):
        reasons.append(_("You have not opened this version of the text: read it before you pass it."))
    return reasons + _against_drift(article, passes)


def _against_drift(article: Article, passes: list[ReviewRecord]) -> list[str]:
    """A text that is not the one that was passed, however it came to be so."""
    if passes and passes[-1].text_hash != snapshots.hash_of(snapshots.content_of(article)):
        return [_("The text is not the one that was passed: return it, so that it is reviewed anew.")]
    return []


def against_publish(article: Article, user: "User") -> list[str]:
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
    now = content.hash_of(content.carried(snapshots.content_of(live)))
    return begun is not None and begun.text_hash == now


def against_call_off(article: Article, user: "User") -> list[str]:
    if article.is_scheduled:
        return []
    return [_("The article is public already: withdraw it or correct it instead.")]


def against_withdraw(article: Article, user: "User") -> list[str]:
    if not article.is_scheduled:
        return []
    return [_("The article is not public yet: call off its publication instead.")]


def against_ask_withdrawal(article: Article, user: "User") -> list[str]:
    request = open_request(article)
    if request is None:
        return against_withdraw(article, user)
    words = {"person": request.asked_by, "leader": request.approver}
    return [_("%(person)s has asked for it already; it waits for %(leader)s.") % words]


def against_drop_withdrawal(article: Article, user: "User") -> list[str]:
    request = open_request(article)
    if request is None:
        return [_("Nobody has asked for a withdrawal.")]
    if request.asked_by_id == user.pk or policy.may_approve_withdrawal(user, article):
        return []
    return [_("Only whoever asked for it, or the leader in charge, can drop it.")]


def against_start_correction(article: Article, user: "User") -> list[str]:
    if not article.is_scheduled:
        return []
    return [_("The article is not public yet: call off its publication and return it to change it.")]


# --- what was given -----------------------------------------------------------------------------------
def against_no_reason(article: Article, user: "User", given: Given) -> list[str]:
    if given.comment.strip():
        return []
    return [_("Write the reason: it is kept in the record and shown to the author.")]


def against_publication_time(article: Article, user: "User", given: Given) -> list[str]:
    if given.at is not None and article.is_working_copy:
        return [_("A correction replaces the text at once: leave the time empty.")]
    if article.expires_at and timezone.now() < article.expires_at <= publication_time(article, given.at):
        return [_("It would expire before it is published: correct the time at which it expires.")]
    return []


def publication_time(article: Article, at: dt.datetime | None) -> dt.datetime:
    """When the article is published: at the time given, or as the newsroom planned, or now when that is over."""
    now = timezone.now()
    planned = at or article.published_at or now
    if planned < now and article.withdrawn_at is None and at is None:
        return now  # the planned time passed while it was reviewed
    return planned


def against_end(article: Article, user: "User", given: Given) -> list[str]:
    """The end of a published article is decided as a withdrawal is: by a leader in charge."""
    if given.expires_at == article.expires_at:
        return []
    reasons = []
    if not policy.may_approve_withdrawal(user, article):
        reasons.append(_("When a published article ends is decided by a chief editor of this union."))
    now = timezone.now()
    if given.expires_at is not None and given.expires_at <= max(now, article.published_at or now):
        reasons.append(_("The article must end after now and after its publication: choose a later time."))
    return reasons


def against_approver(article: Article, user: "User", given: Given) -> list[str]:
    if given.approver is not None and policy.may_approve_withdrawal(given.approver, article):
        return []
    return [_("A withdrawal is approved by a chief editor of this union: choose one.")]


def against_withdrawal_as_given(article: Article, user: "User", given: Given) -> list[str]:
    reasons = []
    if given.kind not in WithdrawalKind.values:
        reasons.append(_("Choose what the address of the withdrawn article is to do."))
    if given.kind == WithdrawalKind.REPLACED and not _can_replace(given.replaced_by, article):
        reasons.append(_("Choose the published article that replaces this one."))
    if given.kind == WithdrawalKind.KEPT and not given.notice.strip():
        reasons.append(_("Write the notice that is to stand above the text."))
    return reasons


def _can_replace(other: Article | None, article: Article) -> bool:
    """Whether an address may lead to ``other``: another article, public at this moment."""
    if other is None or other.pk == article.pk:
        return False
    return Article.objects.published().filter(pk=other.pk).exists()


# --- what the records tell ------------------------------------------------------------------------------
def authors_of(article: Article) -> set[int]:
    """The keys of all accounts whose own text this is: who entered it, who submitted it, who changed its words.

    Whoever only put it in its place (section, column, edition page, tags) is no author of it.
    """
    submitted = article.records.filter(decision=Decision.SUBMITTED).last()
    writers = article.snapshots.filter(changes_words=True).order_by().values_list("saved_by", flat=True)
    people = {article.author_id, submitted.user_id if submitted else None, *writers.distinct()}
    return {person for person in people if person is not None}


def open_request(article: Article) -> WithdrawalRequest | None:
    """The withdrawal that somebody has asked for and the leader in charge has not decided yet."""
    waiting = article.withdrawal_requests.filter(closed_at=None)
    return waiting.select_related("asked_by", "approver", "replaced_by").first()


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
    """Open forms of others with a recent heartbeat."""
    alive = timezone.now() - MARK_STALE_AFTER
    return list(article.editing_marks.exclude(user=user).filter(seen_at__gt=alive).select_related("user"))
