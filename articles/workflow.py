"""The one door for an article's status: draft, reviews, publication, correction, withdrawal.

Each function does one action of the table in ``articles.actions``, under a lock on the article's row and in one
transaction with its record, or raises ``NotPossible`` with every reason against it.
"""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.roles import Role
from articles import notices, snapshots
from articles.actions import ACTIONS, is_author, level_of, reasons_against, valid_passes
from articles.models import Article, Correction, Decision, ReviewRecord, Snapshot, Status, WithdrawalKind
from articles.models.article import IN_REVIEW

if TYPE_CHECKING:
    from accounts.models import User


class NotPossible(Exception):
    """An action that cannot be done now; ``reasons`` are sentences for the person who tried."""

    def __init__(self, reasons: list[str]) -> None:
        super().__init__(" ".join(str(reason) for reason in reasons))
        self.reasons = reasons


def submit(article: Article, *, by: "User", comment: str = "") -> ReviewRecord:
    """Hand a draft to the first reviewer."""
    with _locked(article, "submit", by) as door:
        return door.decide(Decision.SUBMITTED, Status.SUBMITTED, comment)


def take_back(article: Article, *, by: "User") -> ReviewRecord:
    """The author's own submission, before anybody has begun on it."""
    with _locked(article, "take_back", by) as door:
        return door.decide(Decision.TAKEN_BACK, Status.DRAFT)


def pass_review(
    article: Article, *, by: "User", comment: str = "", seen_version: int | None = None
) -> ReviewRecord:
    """Pass the level that the article waits for. ``seen_version`` is the version that the reviewer read."""
    with _locked(article, "pass", by, seen_version=seen_version) as door:
        level = level_of(article.status)
        assert level is not None  # noqa: S101 - the table allows the action in review states only
        return door.decide(
            Decision.PASSED, level.next_status, comment, level=level.number, is_final=level.is_final,
            by_author=is_author(article, by),
        )  # fmt: skip


def return_to_author(article: Article, *, by: "User", comment: str) -> ReviewRecord:
    """Send it back with a reason, from any level."""
    with _locked(article, "return", by, comment=comment) as door:
        level = level_of(article.status)
        return door.decide(Decision.RETURNED, Status.RETURNED, comment, level=level.number if level else 0)


def publish(article: Article, *, by: "User", at: dt.datetime | None = None) -> Article:
    """Make an approved article public, now or at a time; a working copy replaces the live text instead.

    Returns the live article.
    """
    with _locked(article, "publish", by) as door:
        if article.working_copy_of_id is not None:
            return _merge(article, door)
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


def _merge(copy: Article, door: "_Door") -> Article:
    """Put the passed text of a working copy into its article; readers see old or new, never half of each."""
    live = Article.objects.select_for_update().get(pk=copy.working_copy_of_id)
    if live.status != Status.PUBLISHED:
        raise NotPossible(
            [_("The article itself is no longer published: the correction has nothing to replace.")]
        )
    content = snapshots.content_of(copy)
    snapshots.put_back(live, content)
    live.correction_note = ""
    live.save(update_fields=["correction_note", "updated_at"])
    if copy.correction_note.strip():
        Correction.objects.create(
            article=live, note=copy.correction_note.strip(), corrected_at=timezone.now()
        )
    snapshot = snapshots.take(live, by=door.user, note=_("Correction"))
    _record(live, Decision.CORRECTED, door.user, snapshot, comment=copy.correction_note)
    door.decide(Decision.CORRECTED, Status.MERGED)
    return live


def call_off(article: Article, *, by: "User") -> ReviewRecord:
    """Stop a scheduled publication before its time; the reviews stay valid."""
    with _locked(article, "call_off", by) as door:
        article.published_at = None
        return door.decide(Decision.UNSCHEDULED, Status.APPROVED, fields=("published_at",))


def start_correction(article: Article, *, by: "User") -> Article:
    """Open a working copy of a published article, or find the one that is open already."""
    with _locked(article, "start_correction", by):
        open_copy = Article.objects.open_working_copies().filter(working_copy_of=article).first()
        if open_copy:
            return open_copy
        copy = Article.objects.create(
            working_copy_of=article, title=article.title, author=by, organization=article.organization,
            status=Status.DRAFT,
        )  # fmt: skip
        snapshots.put_back(copy, {**snapshots.content_of(article), "correction_note": ""})
        snapshot = snapshots.take(copy, by=by, note=_("Correction started"))
        _record(copy, Decision.CORRECTION_STARTED, by, snapshot)
        return copy


def discard(article: Article, *, by: "User", comment: str = "") -> ReviewRecord:
    """Give a working copy up; it stays for the record."""
    with _locked(article, "discard", by) as door:
        return door.decide(Decision.DISCARDED, Status.DISCARDED, comment)


def withdraw(
    article: Article,
    *,
    by: "User",
    approver: "User",
    comment: str,
    kind: str = WithdrawalKind.GONE,
    notice: str = "",
    replaced_by: Article | None = None,
) -> ReviewRecord:
    """Take a published article down. ``comment`` is the reason for the record, ``notice`` what readers are told."""
    with _locked(article, "withdraw", by, comment=comment) as door:
        reasons = []
        if not approver.has_role(Role.CHIEF_EDITOR) or not approver.acts_for(article.organization_id):
            reasons.append(_("A withdrawal is approved by a chief editor of this union: choose one."))
        if kind not in WithdrawalKind.values:
            reasons.append(_("Choose what the address of the withdrawn article is to do."))
        if kind == WithdrawalKind.REPLACED and (
            replaced_by is None or replaced_by.pk == article.pk or not replaced_by.is_public
        ):
            reasons.append(_("Choose the published article that replaces this one."))
        if kind == WithdrawalKind.KEPT and not notice.strip():
            reasons.append(_("Write the notice that is to stand above the text."))
        if reasons:
            raise NotPossible(reasons)
        article.withdrawn_at = timezone.now()
        article.withdrawal_kind, article.withdrawal_notice = kind, notice.strip()
        article.replaced_by = replaced_by if kind == WithdrawalKind.REPLACED else None
        return door.decide(
            Decision.WITHDRAWN, Status.WITHDRAWN, comment, approver_name=str(approver),
            fields=("withdrawn_at", "withdrawal_kind", "withdrawal_notice", "replaced_by"),
        )  # fmt: skip


def restore(article: Article, *, by: "User", comment: str = "") -> ReviewRecord:
    """Take a withdrawn article up again: it becomes a draft and goes through review; its address stays closed."""
    with _locked(article, "restore", by) as door:
        return door.decide(Decision.RESTORED, Status.DRAFT, comment)


@transaction.atomic
def text_saved(article: Article, *, by: "User | None", note: str = "") -> Snapshot:
    """To be called after every save of a text: keeps a snapshot, and voids the passes given to an earlier text."""
    locked = Article.objects.select_for_update().get(pk=article.pk)
    snapshot = snapshots.take(article, by=by, note=note)
    passes = valid_passes(article)
    if (
        locked.status in (*IN_REVIEW, Status.APPROVED)
        and passes
        and passes[-1].text_hash != snapshot.text_hash
    ):
        _record(article, Decision.VOIDED, by, snapshot)
        _set_status(article, Status.SUBMITTED)
    return snapshot


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
    ) -> Any:
        snapshot = snapshots.take(self.article, by=self.user)
        record = _record(self.article, decision, self.user, snapshot, comment=comment, **details)
        _set_status(self.article, to, fields)
        notices.tell(record)
        return record


@contextmanager
def _locked(
    article: Article, code: str, by: "User", *, comment: str | None = None, seen_version: int | None = None
) -> Iterator[_Door]:
    """Lock the article's row, bring the instance up to date, and refuse what is not possible now."""
    with transaction.atomic():
        Article.objects.select_for_update().get(pk=article.pk)
        article.refresh_from_db()
        reasons = reasons_against(code, article, by)
        if ACTIONS[code].needs_comment and not (comment or "").strip():
            reasons.append(_("Write the reason: it is kept in the record and shown to the author."))
        if seen_version is not None and seen_version != article.version:
            reasons.append(_("The text has changed since you opened it: read it again before you decide."))
        if reasons:
            raise NotPossible(reasons)
        yield _Door(article, by)


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
