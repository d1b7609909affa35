"""How every decision is taken: lock, refuse or write its state, its record and its notice, all or nothing.

``do`` is the whole of it for most actions. Those that do more between refusing and writing call ``begin`` and
``decide`` inside a transaction of their own.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from articles import notices, snapshots
from articles.actions import ACTIONS, Action, Outcome, reasons_against
from articles.models import Article, Decision, ReviewRecord, Snapshot
from articles.refusals import Given

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


def do(
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
        outcome = begin(code, article, by, given, seen).outcome_for(article)
        return decide(article, outcome, by, given.comment, columns=columns, details=details())


def begin(code: str, article: Article, by: "User", given: Given, seen: Seen | None) -> Action:
    """Lock the article's row, bring the instance up to date, and refuse what is not possible now.

    For the rest of the transaction around it; a live article and what is to replace it are locked too.
    """
    action, replacement = ACTIONS[code], given.replaced_by
    lock({key for key in (article.pk, article.working_copy_of_id, replacement and replacement.pk) if key})
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


def decide(
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
    return conclude(article, outcome, by, snapshot, comment.strip(), columns=columns, details=details)


def conclude(
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
    record = write_record(article, outcome.decision, by, snapshot, comment=comment, **(details or {}))
    for name, value in columns.items():
        setattr(article, name, value)
    article.save(update_fields=[*columns, "updated_at"])
    notices.tell(record, outcome.tells)
    return record


def write_record(
    article: Article, decision: Decision, by: "User | None", snapshot: Snapshot, **details: Any
) -> ReviewRecord:
    return ReviewRecord.objects.create(
        article=article, decision=decision, user=by, user_name=str(by) if by else _("The system"),
        snapshot=snapshot, text_hash=snapshot.text_hash, at=timezone.now(), **details,
    )  # fmt: skip


def lock(keys: set[int]) -> dict[int, Article]:
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
