"""The one door for an article's status: draft, reviews, publication, correction, withdrawal.

Each function does one action of the table in ``articles.actions``, under a lock on the article's row and in one
transaction with its record, or raises ``NotPossible`` with every reason against it. Where it leads, what the record
calls it and who is told stand in the table; a function adds what is special.
"""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from articles import content, notices, policy, snapshots
from articles.actions import ACTIONS, ADOPTION, VOIDING, Action, Outcome, level_of, reasons_against
from articles.models import Article, Correction, Decision, ReviewRecord, Snapshot, Status, WithdrawalKind
from articles.models.article import IN_REVIEW, WRITING
from articles.refusals import Given, authors_of, publication_time
from articles.refusals import valid_passes as valid_passes  # named again here for the desk

if TYPE_CHECKING:
    from accounts.models import User


class NotPossible(Exception):
    """An action that cannot be done now; ``reasons`` are sentences for the person who tried."""

    def __init__(self, reasons: list[str]) -> None:
        super().__init__(" ".join(str(reason) for reason in reasons))
        self.reasons = reasons


@dataclass(frozen=True)
class Seen:
    """What somebody had before their eyes when they decided: the version of the text, and the state."""

    version: int
    status: str

    @classmethod
    def of(cls, article: Article) -> "Seen":
        return cls(article.version, article.status)


# --- the actions --------------------------------------------------------------------------------------
def submit(article: Article, *, by: "User", comment: str = "", seen: Seen | None = None) -> ReviewRecord:
    """Hand a draft to the first reviewer."""
    return _do("submit", article, by, Given(comment), seen)


def take_back(article: Article, *, by: "User", seen: Seen | None = None) -> ReviewRecord:
    """The author's own submission, before anybody has begun on it."""
    return _do("take_back", article, by, Given(), seen)


def pass_review(article: Article, *, by: "User", comment: str = "", seen: Seen | None = None) -> ReviewRecord:
    """Pass the level that the article waits for."""

    def details() -> dict[str, Any]:
        level = level_of(article.status)
        return {
            **_level(article), "is_final": level is not None and level.is_final,
            "by_author": by.pk in authors_of(article), "waived": settings.REVIEW_BY_AUTHOR,
        }  # fmt: skip

    return _do("pass", article, by, Given(comment), seen, details=details)


def return_to_author(article: Article, *, by: "User", comment: str, seen: Seen | None = None) -> ReviewRecord:
    """Send it back with a reason, from any level."""
    return _do("return", article, by, Given(comment), seen, details=lambda: _level(article))


def publish(
    article: Article, *, by: "User", at: dt.datetime | None = None, seen: Seen | None = None
) -> Article:
    """Make an approved article public, now or at a time; a working copy replaces the live text instead.

    ``at`` is aware; without it the time that the newsroom planned counts, or now when that is over.
    Returns the live article.
    """
    with transaction.atomic():
        action = _begin("publish", article, by, Given(at=at), seen)
        outcome, live = action.outcome_for(article), article.working_copy_of
        if live is not None:
            _merge(article, live, outcome.decision, by)
            _decide(article, outcome, by)
            return live
        _decide(article, outcome, by, columns={
            "published_at": publication_time(article, at), "withdrawn_at": None, "withdrawal_kind": "",
            "withdrawal_notice": "", "replaced_by": None,
        })  # fmt: skip
    return article


def _merge(copy: Article, live: Article, decision: Decision, by: "User") -> None:
    """Put the passed text of a working copy into its article; readers see old or new, never half of each.

    ``live`` was read anew and locked together with its copy.
    """
    snapshots.put_back(live, content.carried(snapshots.content_of(copy)))
    note = copy.correction_note.strip()
    if note:
        Correction.objects.create(article=live, note=note, corrected_at=timezone.now())
    written = copy.snapshots.filter(saved_by__isnull=False).first()
    snapshot = snapshots.take(live, by=written.saved_by if written else None, note=_("Correction"))
    _record(live, decision, by, snapshot, comment=note)


def call_off(article: Article, *, by: "User", seen: Seen | None = None) -> ReviewRecord:
    """Stop a scheduled publication before its time; the reviews stay valid."""
    return _do("call_off", article, by, Given(), seen, columns={"published_at": None})


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
    return _do("set_times", article, by, given, seen, columns=columns)


def _moment(at: dt.datetime | None) -> str:
    return date_format(timezone.localtime(at), "Y-m-d H:i") if at else ""


def start_correction(article: Article, *, by: "User", comment: str = "", seen: Seen | None = None) -> Article:
    """Open a working copy of a published article, or find the one that is open already.

    ``comment`` says what is to be corrected: the author of the article is told.
    """
    with transaction.atomic():
        outcome = _begin("start_correction", article, by, Given(comment), seen).outcome
        open_copy = Article.objects.open_working_copies().filter(working_copy_of=article).first()
        if open_copy:
            return open_copy
        copy = Article.objects.create(
            working_copy_of=article, title=article.title, author=by, organization=article.organization,
            status=outcome.to,
        )  # fmt: skip
        snapshots.put_back(copy, content.carried(snapshots.content_of(article)))
        snapshot = snapshots.take(copy, by=by, note=_("Correction started"))
        notices.tell(_record(copy, outcome.decision, by, snapshot, comment=comment), outcome.tells)
        return copy


def discard(article: Article, *, by: "User", comment: str = "", seen: Seen | None = None) -> ReviewRecord:
    """Give a working copy up; it stays for the record."""
    return _do("discard", article, by, Given(comment), seen)


def withdraw(
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
    """Take a published article down. ``comment`` is the reason for the record, ``notice`` what readers are told."""
    leads_to = replaced_by if kind == WithdrawalKind.REPLACED else None
    given = Given(comment, approver=approver, kind=kind, notice=notice, replaced_by=leads_to)
    columns = {
        "withdrawn_at": timezone.now(), "withdrawal_kind": kind, "withdrawal_notice": notice.strip(),
        "replaced_by": leads_to,
    }  # fmt: skip
    details = {"approver_name": str(approver)}
    return _do("withdraw", article, by, given, seen, columns=columns, details=lambda: details)


def restore(article: Article, *, by: "User", comment: str = "", seen: Seen | None = None) -> ReviewRecord:
    """Take a withdrawn article up again: it becomes a draft and goes through review; its address stays closed."""
    return _do("restore", article, by, Given(comment), seen)


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
    "withdraw": withdraw,
    "restore": restore,
}


# --- texts --------------------------------------------------------------------------------------
@dataclass
class TextChange:
    """A locked text that somebody changes: see ``change_text``. ``voided``: the saving voided passes."""

    article: Article
    by: "User"
    voided: bool = False

    def saved(self) -> Snapshot:
        """To be called once everything is written: keeps the version, and voids passes given to an earlier text."""
        before = self.article.status
        snapshot = text_saved(self.article, by=self.by)
        self.voided = self.article.status != before
        return snapshot


@contextmanager
def change_text(article_id: int, *, by: "User") -> Iterator[TextChange]:
    """The one door for saving the text of a stored article: in one transaction, with its row locked.

    Whoever enters works on ``change.article`` and then calls ``change.saved()``; who only looked calls nothing.
    What is decided meanwhile waits; what was decided before, a publication for example, is met here as
    ``NotPossible``, so nothing is to be looked at before.
    """
    with transaction.atomic():
        article = _lock({article_id}).get(article_id)
        if article is None:
            raise NotPossible([
                _("This article does not exist, or it belongs to a union that your account does not act for.")
            ])  # fmt: skip
        reasons = policy.reasons_against_change(by, article)
        if reasons:
            raise NotPossible(reasons)
        yield TextChange(article, by)


@transaction.atomic
def text_saved(article: Article, *, by: "User | None", note: str = "") -> Snapshot:
    """To be called after every save of a text: keeps a snapshot, and voids the passes given to an earlier text.

    Of a stored article ``change_text`` locks the row before, and calls it.

    Raises ``NotPossible``, so that the save around it is undone, when the article was published, withdrawn or
    closed meanwhile and its text is not the one it then had.
    """
    locked = _lock({article.pk})[article.pk]
    article.status = locked.status
    before = locked.version
    snapshot = snapshots.take(article, by=by, note=note)
    if snapshot.number != before and locked.status not in (*WRITING, *IN_REVIEW, Status.APPROVED):
        raise NotPossible([
            _("The article is “%(state)s” by now, and its text is not changed directly.")
            % {"state": locked.state_label}
        ])  # fmt: skip
    passes = valid_passes(article)
    if (
        locked.status in (*IN_REVIEW, Status.APPROVED)
        and passes
        and passes[-1].text_hash != snapshot.text_hash
    ):
        _conclude(article, VOIDING, by, snapshot)
    return snapshot


@transaction.atomic
def restore_version(article: Article, snapshot: Snapshot, *, by: "User") -> Article:
    """Make an earlier text the draft again: of the article, or of its correction where it is published.

    Returns the article that now holds it. Which union the article belongs to stays as it is, and for those who
    may not set places so do section, column and edition.
    """
    locked = _lock({article.pk})[article.pk]
    target = locked
    if locked.status == Status.PUBLISHED:
        target = start_correction(locked, by=by)
    reasons = policy.reasons_against_change(by, target)
    if snapshot.article_id not in (target.pk, target.working_copy_of_id):
        reasons.append(_("This version belongs to another article."))
    if reasons:
        raise NotPossible(reasons)
    text = content.earlier_text(
        snapshot.data, now=snapshots.content_of(target), with_places=policy.may_set_places(by),
        with_correction=snapshot.article_id == target.pk,
    )  # fmt: skip
    snapshots.put_back(target, text)
    text_saved(target, by=by, note=_("Version %(number)d put back") % {"number": snapshot.number})
    return target


def adopt(
    article: Article, *, by: "User | None", published_at: dt.datetime, comment: str = ""
) -> ReviewRecord:
    """Publish a text that was reviewed and published elsewhere before: old archives, the demonstration.

    For commands on the server only, no address of the desk leads here; the record says what it was.
    """
    with transaction.atomic():
        snapshot = snapshots.take(article, by=by)
        return _conclude(article, ADOPTION, by, snapshot, comment, columns={"published_at": published_at})


# --- the engine ---------------------------------------------------------------------------------------
def _do(
    code: str,
    article: Article,
    by: "User",
    given: Given,
    seen: Seen | None,
    *,
    columns: Mapping[str, Any] | None = None,
    details: Callable[[], dict[str, Any]] = dict,
) -> ReviewRecord:
    """Do what the table's row says: lock, refuse, and write its state, its record and its notice.

    ``columns`` are further columns of the article to set; ``details``, asked under the lock, those of the record.
    """
    with transaction.atomic():
        outcome = _begin(code, article, by, given, seen).outcome_for(article)
        return _decide(article, outcome, by, given.comment, columns=columns, details=details())


def _begin(code: str, article: Article, by: "User", given: Given, seen: Seen | None) -> Action:
    """Lock the article's row, bring the instance up to date, and refuse what is not possible now.

    For the rest of the transaction around it; a live article and what is to replace it are locked too.
    """
    action, replacement = ACTIONS[code], given.replaced_by
    _lock({key for key in (article.pk, article.working_copy_of_id, replacement and replacement.pk) if key})
    article.refresh_from_db()
    if seen is not None and seen.status != article.status:
        raise NotPossible([_came_first(article)])
    reasons = reasons_against(code, article, by)
    for needed in action.needs:
        reasons += needed(article, by, given)
    if seen is not None and seen.version != article.version:
        reasons.append(_("The text has changed since you opened it: read it again before you decide."))
    if reasons:
        raise NotPossible(reasons)
    return action


def _decide(
    article: Article,
    outcome: Outcome,
    by: "User",
    comment: str = "",
    *,
    columns: Mapping[str, Any] | None = None,
    details: Mapping[str, Any] | None = None,
) -> ReviewRecord:
    """Write a decision on the text as it is now."""
    # A text that nobody has kept yet is the submitter's; a reviewer never becomes its author by deciding.
    snapshot = snapshots.take(article, by=by if outcome.decision == Decision.SUBMITTED else None)
    return _conclude(article, outcome, by, snapshot, comment.strip(), columns=columns, details=details)


def _conclude(
    article: Article,
    outcome: Outcome,
    by: "User | None",
    snapshot: Snapshot,
    comment: str = "",
    *,
    columns: Mapping[str, Any] | None = None,
    details: Mapping[str, Any] | None = None,
) -> ReviewRecord:
    """Write the record, the state and the further columns, and tell who is to be told."""
    columns = {**(columns or {}), "status": outcome.to}
    record = _record(article, outcome.decision, by, snapshot, comment=comment, **(details or {}))
    for name, value in columns.items():
        setattr(article, name, value)
    article.save(update_fields=[*columns, "updated_at"])
    notices.tell(record, outcome.tells)
    return record


def _record(
    article: Article, decision: Decision, by: "User | None", snapshot: Snapshot, **details: Any
) -> ReviewRecord:
    return ReviewRecord.objects.create(
        article=article, decision=decision, user=by, user_name=str(by) if by else _("The system"),
        snapshot=snapshot, text_hash=snapshot.text_hash, at=timezone.now(), **details,
    )  # fmt: skip


def _level(article: Article) -> dict[str, Any]:
    level = level_of(article.status)
    return {"level": level.number if level else 0}


def _lock(keys: set[int]) -> dict[int, Article]:
    """Lock rows in the order of their keys, so that two who need the same rows never wait for each other.

    ``NO KEY``: a record or a working copy that merely points to the article need not wait.
    """
    rows = (
        Article.objects.filter(pk__in=sorted(keys))
        .order_by("pk")
        .select_for_update(no_key=True, of=("self",))
    )
    return {row.pk: row for row in rows}


def _came_first(article: Article) -> str:
    """Why a decision comes too late: who did what, and where the article stands now."""
    last = article.records.order_by("at", "id").last()
    if last is None:
        return _("The article is “%(state)s” by now: look at it again.") % {"state": article.state_label}
    return _(
        "%(person)s was first: “%(decision)s” at %(time)s. The article is “%(state)s” now; nothing else was done."
    ) % {
        "person": last.user_name,
        "decision": last.get_decision_display(),
        "time": date_format(timezone.localtime(last.at), "H:i"),
        "state": article.state_label,
    }
