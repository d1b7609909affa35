"""The one door for an article's status: draft, reviews, publication, correction, withdrawal.

Each function does one action of the table in ``articles.actions``, under a lock on the article's row and in one
transaction with its record, or raises ``NotPossible`` with every reason against it.
"""

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from articles import notices, policy, snapshots
from articles.actions import ACTIONS, authors_of, level_of, reasons_against, valid_passes
from articles.models import Article, Correction, Decision, ReviewRecord, Snapshot, Status, WithdrawalKind
from articles.models.article import IN_REVIEW, WRITING

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


def submit(article: Article, *, by: "User", comment: str = "", seen: Seen | None = None) -> ReviewRecord:
    """Hand a draft to the first reviewer."""
    with _locked(article, "submit", by, seen=seen) as door:
        return door.decide(Decision.SUBMITTED, Status.SUBMITTED, comment)


def take_back(article: Article, *, by: "User", seen: Seen | None = None) -> ReviewRecord:
    """The author's own submission, before anybody has begun on it."""
    with _locked(article, "take_back", by, seen=seen) as door:
        return door.decide(Decision.TAKEN_BACK, Status.DRAFT)


def pass_review(article: Article, *, by: "User", comment: str = "", seen: Seen | None = None) -> ReviewRecord:
    """Pass the level that the article waits for."""
    with _locked(article, "pass", by, seen=seen) as door:
        level = level_of(article.status)
        assert level is not None  # noqa: S101 - the table allows the action in review states only
        return door.decide(
            Decision.PASSED, level.next_status, comment, level=level.number, is_final=level.is_final,
            by_author=by.pk in authors_of(article), waived=settings.REVIEW_BY_AUTHOR,
        )  # fmt: skip


def return_to_author(article: Article, *, by: "User", comment: str, seen: Seen | None = None) -> ReviewRecord:
    """Send it back with a reason, from any level."""
    with _locked(article, "return", by, comment=comment, seen=seen) as door:
        level = level_of(article.status)
        return door.decide(Decision.RETURNED, Status.RETURNED, comment, level=level.number if level else 0)


def publish(
    article: Article, *, by: "User", at: dt.datetime | None = None, seen: Seen | None = None
) -> Article:
    """Make an approved article public, now or at a time; a working copy replaces the live text instead.

    ``at`` is aware; without it the time that the newsroom planned counts, or now when that is over.
    Returns the live article.
    """
    with _locked(article, "publish", by, seen=seen) as door:
        if article.working_copy_of is not None:
            if at is not None:
                raise NotPossible([_("A correction replaces the text at once: leave the time empty.")])
            return _merge(article, article.working_copy_of, door)
        now = timezone.now()
        article.published_at = at or article.published_at or now
        if article.published_at < now and article.withdrawn_at is None and at is None:
            article.published_at = now  # the planned time passed while it was reviewed
        if article.expires_at and article.expires_at <= article.published_at:
            raise NotPossible(
                [_("It would expire before it is published: correct the time at which it expires.")]
            )
        article.withdrawn_at, article.withdrawal_kind, article.withdrawal_notice = None, "", ""
        article.replaced_by = None
        door.decide(
            Decision.PUBLISHED, Status.PUBLISHED,
            fields=("published_at", "withdrawn_at", "withdrawal_kind", "withdrawal_notice", "replaced_by"),
        )  # fmt: skip
    return article


def _merge(copy: Article, live: Article, door: "_Door") -> Article:
    """Put the passed text of a working copy into its article; readers see old or new, never half of each.

    ``live`` was read anew and locked together with its copy.
    """
    snapshots.put_back(live, {**snapshots.content_of(copy), "correction_note": ""})
    note = copy.correction_note.strip()
    if note:
        Correction.objects.create(article=live, note=note, corrected_at=timezone.now())
    written = copy.snapshots.filter(saved_by__isnull=False).first()
    snapshot = snapshots.take(live, by=written and written.saved_by, note=_("Correction"))
    _record(live, Decision.CORRECTED, door.user, snapshot, comment=note)
    door.decide(Decision.CORRECTED, Status.MERGED)
    return live


def call_off(article: Article, *, by: "User", seen: Seen | None = None) -> ReviewRecord:
    """Stop a scheduled publication before its time; the reviews stay valid."""
    with _locked(article, "call_off", by, seen=seen) as door:
        article.published_at = None
        return door.decide(Decision.UNSCHEDULED, Status.APPROVED, fields=("published_at",))


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

    def check() -> list[str]:
        if expires_at == article.expires_at:
            return []
        reasons = []
        if not policy.may_approve_withdrawal(by, article):
            reasons.append(_("When a published article ends is decided by a chief editor of this union."))
        if expires_at is not None and expires_at <= max(
            timezone.now(), article.published_at or timezone.now()
        ):
            reasons.append(
                _("The article must end after now and after its publication: choose a later time.")
            )
        return reasons

    with _locked(article, "set_times", by, seen=seen, check=check) as door:
        article.pinned_until, article.expires_at = pinned_until, expires_at
        return door.decide(
            Decision.TIMED, Status.PUBLISHED, "\n".join(filter(None, [comment.strip(), _times_line(article)])),
            fields=("pinned_until", "expires_at"),
        )  # fmt: skip


def _times_line(article: Article) -> str:
    """What was set, for the record."""
    until = [
        at and date_format(timezone.localtime(at), "Y-m-d H:i")
        for at in (article.pinned_until, article.expires_at)
    ]
    return _("On top until: %(pinned)s; expires: %(expires)s.") % {
        "pinned": until[0] or _("not on top"), "expires": until[1] or _("never"),
    }  # fmt: skip


def start_correction(article: Article, *, by: "User", comment: str = "", seen: Seen | None = None) -> Article:
    """Open a working copy of a published article, or find the one that is open already.

    ``comment`` says what is to be corrected: the author of the article is told.
    """
    with _locked(article, "start_correction", by, seen=seen):
        open_copy = Article.objects.open_working_copies().filter(working_copy_of=article).first()
        if open_copy:
            return open_copy
        copy = Article.objects.create(
            working_copy_of=article, title=article.title, author=by, organization=article.organization,
            status=Status.DRAFT,
        )  # fmt: skip
        snapshots.put_back(copy, {**snapshots.content_of(article), "correction_note": ""})
        snapshot = snapshots.take(copy, by=by, note=_("Correction started"))
        notices.tell(_record(copy, Decision.CORRECTION_STARTED, by, snapshot, comment=comment))
        return copy


def discard(article: Article, *, by: "User", comment: str = "", seen: Seen | None = None) -> ReviewRecord:
    """Give a working copy up; it stays for the record."""
    with _locked(article, "discard", by, seen=seen) as door:
        return door.decide(Decision.DISCARDED, Status.DISCARDED, comment)


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

    def check() -> list[str]:
        reasons = []
        if approver is None or not policy.may_approve_withdrawal(approver, article):
            reasons.append(_("A withdrawal is approved by a chief editor of this union: choose one."))
        if kind not in WithdrawalKind.values:
            reasons.append(_("Choose what the address of the withdrawn article is to do."))
        if kind == WithdrawalKind.REPLACED and not _can_replace(replaced_by, article):
            reasons.append(_("Choose the published article that replaces this one."))
        if kind == WithdrawalKind.KEPT and not notice.strip():
            reasons.append(_("Write the notice that is to stand above the text."))
        return reasons

    also = replaced_by if kind == WithdrawalKind.REPLACED else None
    with _locked(article, "withdraw", by, comment=comment, seen=seen, also=also, check=check) as door:
        article.withdrawn_at = timezone.now()
        article.withdrawal_kind, article.withdrawal_notice = kind, notice.strip()
        article.replaced_by = also
        return door.decide(
            Decision.WITHDRAWN, Status.WITHDRAWN, comment, approver_name=str(approver),
            fields=("withdrawn_at", "withdrawal_kind", "withdrawal_notice", "replaced_by"),
        )  # fmt: skip


def _can_replace(other: Article | None, article: Article) -> bool:
    """Whether an address may lead to ``other``: another article, public at this moment."""
    if other is None or other.pk == article.pk:
        return False
    return Article.objects.published().filter(pk=other.pk).exists()


def restore(article: Article, *, by: "User", comment: str = "", seen: Seen | None = None) -> ReviewRecord:
    """Take a withdrawn article up again: it becomes a draft and goes through review; its address stays closed."""
    with _locked(article, "restore", by, seen=seen) as door:
        return door.decide(Decision.RESTORED, Status.DRAFT, comment)


# --- texts --------------------------------------------------------------------------------------
def lock_for_change(article_id: int, *, by: "User") -> Article:
    """The article's row, locked for the rest of the transaction, for somebody who is about to save its text.

    To be called before the form is looked at: what is decided meanwhile waits, and a text that was published
    meanwhile is refused here with ``NotPossible``.
    """
    article = _lock({article_id})[article_id]
    reasons = policy.reasons_against_change(by, article)
    if reasons:
        raise NotPossible(reasons)
    return article


@transaction.atomic
def text_saved(article: Article, *, by: "User | None", note: str = "") -> Snapshot:
    """To be called after every save of a text: keeps a snapshot, and voids the passes given to an earlier text.

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
        record = _record(article, Decision.VOIDED, by, snapshot)
        _set_status(article, Status.SUBMITTED)
        notices.tell(record)
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
    kept = {"organization"} if policy.may_set_places(by) else {*snapshots.PLACES, "page_position"}
    if snapshot.article_id != target.pk:
        kept.add("correction_note")  # of the correction in hand, not of the text it is about
    now = snapshots.content_of(target)
    snapshots.put_back(target, {**snapshot.data, **{name: now[name] for name in kept}})
    text_saved(target, by=by, note=_("Version %(number)d put back") % {"number": snapshot.number})
    return target


@transaction.atomic
def adopt(
    article: Article, *, by: "User | None", published_at: dt.datetime, comment: str = ""
) -> ReviewRecord:
    """Publish a text that was reviewed and published elsewhere before: old archives, the demonstration.

    For commands on the server only, no address of the desk leads here; the record says what it was.
    """
    snapshot = snapshots.take(article, by=by)
    article.published_at = published_at
    article.status = Status.PUBLISHED
    article.save(update_fields=["published_at", "status", "updated_at"])
    return _record(article, Decision.ADOPTED, by, snapshot, comment=comment)


# --- the lock and the record ------------------------------------------------------------------------
class _Door:
    """What holds the lock: writes the status and the record of one decision."""

    def __init__(self, article: Article, user: "User") -> None:
        self.article, self.user = article, user

    def decide(
        self, decision: str, to: str, comment: str = "", fields: tuple[str, ...] = (), **details: Any
    ) -> ReviewRecord:
        # A text that nobody has kept yet is the submitter's; a reviewer never becomes its author by deciding.
        saved_by = self.user if decision == Decision.SUBMITTED else None
        snapshot = snapshots.take(self.article, by=saved_by)
        record = _record(self.article, decision, self.user, snapshot, comment=comment.strip(), **details)
        _set_status(self.article, to, fields)
        notices.tell(record)
        return record


def _lock(keys: set[int]) -> dict[int, Article]:
    """Lock rows in the order of their keys, so that two who need the same rows never wait for each other.

    ``NO KEY``: a record or a working copy that merely points to the article need not wait.
    """
    rows = Article.objects.filter(pk__in=keys).order_by("pk").select_for_update(no_key=True, of=("self",))
    return {row.pk: row for row in rows}


@contextmanager
def _locked(
    article: Article,
    code: str,
    by: "User",
    *,
    comment: str | None = None,
    seen: Seen | None = None,
    also: Article | None = None,
    check: Callable[[], list[str]] | None = None,
) -> Iterator[_Door]:
    """Lock the article's row, bring the instance up to date, and refuse what is not possible now.

    ``also`` is another row to lock, ``check`` gives further reasons once the rows are locked.
    """
    with transaction.atomic():
        _lock({key for key in (article.pk, article.working_copy_of_id, also and also.pk) if key})
        article.refresh_from_db()
        if seen is not None and seen.status != article.status:
            raise NotPossible([_came_first(article)])
        reasons = reasons_against(code, article, by)
        if ACTIONS[code].needs_comment and not (comment or "").strip():
            reasons.append(_("Write the reason: it is kept in the record and shown to the author."))
        if seen is not None and seen.version != article.version:
            reasons.append(_("The text has changed since you opened it: read it again before you decide."))
        reasons += check() if check else []
        if reasons:
            raise NotPossible(reasons)
        yield _Door(article, by)


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


def _record(
    article: Article, decision: str, user: "User | None", snapshot: Snapshot | None, **details: Any
) -> ReviewRecord:
    return ReviewRecord.objects.create(
        article=article, decision=decision, user=user, user_name=str(user) if user else _("The system"),
        snapshot=snapshot, text_hash=snapshot.text_hash if snapshot else "", at=timezone.now(), **details,
    )  # fmt: skip


def _set_status(article: Article, status: str, fields: tuple[str, ...] = ()) -> None:
    article.status = status
    article.save(update_fields=[*fields, "status", "updated_at"])
