"""Saving the text of an article: under a lock, kept as a version, and passes of an earlier text voided."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from articles import content, policy, snapshots
from articles.actions import VOIDING
from articles.models import Article, Snapshot, Status
from articles.models.article import IN_REVIEW, WRITING
from articles.refusals import valid_passes
from articles.workflow.decisions import start_correction
from articles.workflow.engine import NotPossible, conclude, lock

if TYPE_CHECKING:
    from accounts.models import User


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
        article = lock({article_id}).get(article_id)
        if article is None:
            raise NotPossible([
                _("This article does not exist, or it belongs to a union that your account does not act for.")
            ])  # fmt: skip
        reasons = policy.reasons_against_change(by, article)
        if reasons:
            raise NotPossible(reasons)
        yield TextChange(article, by)


def text_saved(article: Article, *, by: "User | None", note: str = "") -> Snapshot:
    """To be called after every save of a text: keeps a snapshot, and voids the passes given to an earlier text.

    Of a stored article ``change_text`` locks the row before, and calls it.

    Raises ``NotPossible``, so that the save around it is undone, when the article was published, withdrawn or
    closed meanwhile and its text is not the one it then had.
    """
    with transaction.atomic():
        locked = lock({article.pk})[article.pk]
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
            conclude(article, VOIDING, by, snapshot)
        return snapshot


def restore_version(article: Article, snapshot: Snapshot, *, by: "User") -> Article:
    """Make an earlier text the draft again: of the article, or of its correction where it is published.

    Returns the article that now holds it. Which union the article belongs to stays as it is, and for those who
    may not set places so do section, column and edition.
    """
    with transaction.atomic():
        locked = lock({article.pk})[article.pk]
        target = locked
        if locked.status == Status.PUBLISHED:
            target = start_correction(locked, by=by)
        reasons = policy.reasons_against_change(by, target)
        if snapshot.article_id not in (target.pk, target.working_copy_of_id):
            reasons.append(_("This version belongs to another article."))
        if reasons:
            raise NotPossible(reasons)
        text = content.earlier_text(
            snapshot.data, now=snapshots.content_of(target), with_placement=policy.may_set_placement(by),
            with_correction=snapshot.article_id == target.pk,
        )  # fmt: skip
        snapshots.put_back(target, text)
        text_saved(target, by=by, note=_("Version %(number)d put back") % {"number": snapshot.number})
        return target
