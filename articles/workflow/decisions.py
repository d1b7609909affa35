"""What may be done to an article, a function an action of the table.

Where an action leads, what the record calls it and who is told stand in ``articles.actions``; a function adds what is
special. Each raises ``NotPossible`` with every reason against it.
"""

import datetime as dt
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from articles import content, notices, snapshots
from articles.actions import ADOPTION, level_of
from articles.models import Article, Correction, Decision, ReviewRecord, WithdrawalKind, WithdrawalRequest
from articles.refusals import Given, authors_of, publication_time
from articles.workflow.engine import NotPossible, Seen, begin, conclude, decide, do, write_record

if TYPE_CHECKING:
    from accounts.models import User


def submit(article: Article, *, by: "User", comment: str = "", seen: Seen | None = None) -> ReviewRecord:
    """Hand a draft to the first reviewer."""
    return do("submit", article, by, Given(comment), seen)


def take_back(article: Article, *, by: "User", seen: Seen | None = None) -> ReviewRecord:
    """The author's own submission, before anybody has begun on it."""
    return do("take_back", article, by, Given(), seen)


def pass_review(article: Article, *, by: "User", comment: str = "", seen: Seen | None = None) -> ReviewRecord:
    """Pass the level that the article waits for."""

    def details() -> dict[str, Any]:
        level = level_of(article.status)
        return {
            **_level(article), "is_final": level is not None and level.is_final,
            "by_author": by.pk in authors_of(article), "waived": settings.REVIEW_BY_AUTHOR,
        }  # fmt: skip

    return do("pass", article, by, Given(comment), seen, details=details)


def _level(article: Article) -> dict[str, Any]:
    level = level_of(article.status)
    return {"level": level.number if level else 0}


def return_to_author(article: Article, *, by: "User", comment: str, seen: Seen | None = None) -> ReviewRecord:
    """Send it back with a reason, from any level."""
    return do("return", article, by, Given(comment), seen, details=lambda: _level(article))


def publish(
    article: Article, *, by: "User", at: dt.datetime | None = None, seen: Seen | None = None
) -> Article:
    """Make an approved article public, now or at a time; a working copy replaces the live text instead.

    ``at`` is aware; without it the time that the newsroom planned counts, or now when that is over.
    Returns the live article.
    """
    with transaction.atomic():
        action = begin("publish", article, by, Given(at=at), seen)
        time, live = publication_time(article, at), article.working_copy_of
        outcome = action.outcome_for(article, at=time)
        if live is not None:
            _merge(article, live, outcome.decision, by)
            decide(article, outcome, by)
            return live
        # Whoever reads the record or the notice is told of the time, not only that there is one.
        told = seen_from(time) if outcome.decision == Decision.SCHEDULED else ""
        decide(article, outcome, by, told, columns={
            "published_at": time, "withdrawn_at": None, "withdrawal_kind": "",
            "withdrawal_notice": "", "replaced_by": None,
        })  # fmt: skip
    return article


def seen_from(at: dt.datetime) -> str:
    """A sentence for those who are told of a publication that is still ahead."""
    return _("Readers see it from %(time)s.") % {"time": _moment(at)}


def _merge(copy: Article, live: Article, decision: Decision, by: "User") -> None:
    """Put the passed text of a working copy into its article; readers see old or new, never half of each.

    ``live`` was read anew and locked together with its copy.
    """
    snapshots.put_back(live, content.carried(snapshots.content_of(copy)))
    correction = Correction.announced_by(copy)
    if correction:
        correction.save()
    written = copy.snapshots.filter(saved_by__isnull=False).first()
    snapshot = snapshots.take(live, by=written.saved_by if written else None, note=_("Correction"))
    write_record(live, decision, by, snapshot, comment=correction.note if correction else "")


def call_off(article: Article, *, by: "User", seen: Seen | None = None) -> ReviewRecord:
    """Stop a scheduled publication before its time; the reviews stay valid."""
    return do("call_off", article, by, Given(), seen, columns={"published_at": None})


def set_times(
    article: Article,
    *,
    by: "User",
    pinned_until: dt.datetime | None,
    expires_at: dt.datetime | None,
    comment: str = "",
    seen: Seen | None = None,
) -> ReviewRecord:
    """How long a published article stands on top, and when it goes; ``None`` is not at all. Both times are aware.

    Its end is decided as a withdrawal is: by a leader in charge.
    """
    line = _("On top until: %(pinned)s; expires: %(expires)s.") % {
        "pinned": _moment(pinned_until) or _("not on top"), "expires": _moment(expires_at) or _("never"),
    }  # fmt: skip
    given = Given("\n".join(filter(None, [comment.strip(), line])), expires_at=expires_at)
    columns = {"pinned_until": pinned_until, "expires_at": expires_at}
    return do("set_times", article, by, given, seen, columns=columns)


def _moment(at: dt.datetime | None) -> str:
    return date_format(timezone.localtime(at), "Y-m-d H:i") if at else ""


def start_correction(article: Article, *, by: "User", comment: str = "", seen: Seen | None = None) -> Article:
    """Open a working copy of a published article, or find the one that is open already.

    ``comment`` says what is to be corrected: the author of the article is told.
    """
    with transaction.atomic():
        outcome = begin("start_correction", article, by, Given(comment), seen).outcome
        open_copy = Article.objects.open_working_copies().filter(working_copy_of=article).first()
        if open_copy:
            return open_copy
        copy = Article.objects.create(
            working_copy_of=article, title=article.title, author=by, organization=article.organization,
            status=outcome.to,
        )  # fmt: skip
        snapshots.put_back(copy, content.carried(snapshots.content_of(article)))
        snapshot = snapshots.take(copy, by=by, note=_("Correction started"))
        notices.tell(write_record(copy, outcome.decision, by, snapshot, comment=comment), outcome.tells)
        return copy


def discard(article: Article, *, by: "User", comment: str = "", seen: Seen | None = None) -> ReviewRecord:
    """Give a working copy up; it stays for the record."""
    return do("discard", article, by, Given(comment), seen)


def withdraw(
    article: Article,
    *,
    by: "User",
    comment: str,
    kind: str = WithdrawalKind.GONE,
    notice: str = "",
    replaced_by: Article | None = None,
    seen: Seen | None = None,
) -> ReviewRecord:
    """Take a published article down, as its leader in charge: what somebody asked for, or of one's own accord.

    ``comment`` is the reason for the record, ``notice`` what readers are told.
    """
    given = _withdrawal(by, comment, kind, notice, replaced_by)
    with transaction.atomic():
        details = {"approver_name": str(by)}
        record = do("withdraw", article, by, given, seen, columns=_down(given), details=lambda: details)
        _close_request(article)
        return record


def ask_withdrawal(
    article: Article,
    *,
    by: "User",
    approver: "User | None",
    comment: str,
    kind: str = WithdrawalKind.GONE,
    notice: str = "",
    replaced_by: Article | None = None,
    seen: Seen | None = None,
) -> ReviewRecord:
    """Ask a leader in charge to take a published article down; they find filled in what is given here."""
    given = _withdrawal(approver, comment, kind, notice, replaced_by)
    return do("ask_withdrawal", article, by, given, seen, details=lambda: _request(article, by, given))


def withdraw_first(
    article: Article,
    *,
    by: "User",
    approver: "User | None",
    comment: str,
    kind: str = WithdrawalKind.GONE,
    notice: str = "",
    replaced_by: Article | None = None,
    seen: Seen | None = None,
) -> ReviewRecord:
    """Take a published article down before its leader in charge has confirmed it, where a setting allows that."""
    given = _withdrawal(approver, comment, kind, notice, replaced_by)

    def details() -> dict[str, Any]:
        _close_request(article)
        return {**_request(article, by, given), "is_emergency": True}

    with transaction.atomic():
        record = do("withdraw_first", article, by, given, seen, columns=_down(given), details=details)
        _close_request(article)
        return record


def drop_withdrawal(article: Article, *, by: "User", comment: str, seen: Seen | None = None) -> ReviewRecord:
    """Leave an article as it is whose withdrawal somebody asked for."""
    with transaction.atomic():
        record = do("drop_withdrawal", article, by, Given(comment), seen)
        _close_request(article)
        return record


def _withdrawal(
    approver: "User | None", comment: str, kind: str, notice: str, replaced_by: Article | None
) -> Given:
    leads_to = replaced_by if kind == WithdrawalKind.REPLACED else None
    return Given(comment, approver=approver, kind=kind, notice=notice, replaced_by=leads_to)


def _down(given: Given) -> dict[str, Any]:
    """The columns of an article that is taken down now."""
    return {
        "withdrawn_at": timezone.now(), "withdrawal_kind": given.kind, "withdrawal_notice": given.notice.strip(),
        "replaced_by": given.replaced_by,
    }  # fmt: skip


def _request(article: Article, by: "User", given: Given) -> dict[str, Any]:
    """Write down who asks whom for a withdrawal; returns what the record says of it."""
    if given.approver is None:
        raise NotPossible([_("A withdrawal is approved by a chief editor of this union: choose one.")])
    WithdrawalRequest.objects.create(
        article=article, asked_by=by, approver=given.approver, comment=given.comment.strip(), kind=given.kind,
        notice=given.notice.strip(), replaced_by=given.replaced_by,
    )  # fmt: skip
    return {"approver_name": str(given.approver)}


def _close_request(article: Article) -> None:
    """To be called once those concerned are told: they are those of the open request."""
    article.withdrawal_requests.filter(closed_at=None).update(closed_at=timezone.now())


def restore(article: Article, *, by: "User", comment: str = "", seen: Seen | None = None) -> ReviewRecord:
    """Take a withdrawn article up again: it becomes a draft and goes through review; its address stays closed."""
    return do("restore", article, by, Given(comment), seen)


def adopt(
    article: Article, *, by: "User | None", published_at: dt.datetime, comment: str = ""
) -> ReviewRecord:
    """Publish a text that was reviewed and published elsewhere before: old archives, the demonstration.

    For commands on the server only, no address of the desk leads here; the record says what it was.
    """
    with transaction.atomic():
        snapshot = snapshots.take(article, by=by)
        return conclude(article, ADOPTION, by, snapshot, comment, columns={"published_at": published_at})


# What does each action of the table. Each takes the article, ``by``, ``seen``, and what its screen asks for.
FUNCTIONS: dict[str, Callable[..., Article | ReviewRecord]] = {
    "submit": submit,
    "take_back": take_back,
    "pass": pass_review,
    "return": return_to_author,
    "publish": publish,
    "call_off": call_off,
    "set_times": set_times,
    "start_correction": start_correction,
    "discard": discard,
    "ask_withdrawal": ask_withdrawal,
    "withdraw": withdraw,
    "withdraw_first": withdraw_first,
    "drop_withdrawal": drop_withdrawal,
    "restore": restore,
}
