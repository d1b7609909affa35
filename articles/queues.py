"""Whose move it is: the articles that wait for somebody, as querysets. The same rules as ``articles.actions``."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from django.conf import settings
from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from accounts.roles import Role
from articles import policy
from articles.actions import LEVELS
from articles.models import (
    Article,
    ArticleQuerySet,
    Decision,
    ReviewRecord,
    Snapshot,
    Status,
    WithdrawalRequest,
)
from articles.models.article import IN_REVIEW
from articles.refusals import ENDS_PASSES

if TYPE_CHECKING:
    from accounts.models import User


def waiting_for(user: "User") -> ArticleQuerySet:
    """Articles whose next level of review the account can pass now, the longest waiting first."""
    levels = LEVELS[settings.REVIEW_LEVELS]
    states = [state for state, roles in levels if user.has_role(*roles)]
    if user.has_role(*levels[-1][1]):  # states that the setting no longer knows wait for the last level
        states += [state for state in IN_REVIEW if state not in dict(levels)]
    found = policy.visible_articles(user).with_status(*states)
    if user.grant is not None:
        found = found.filter(organization__in=user.grant)
    if not settings.REVIEW_BY_AUTHOR:
        found = _without_own(found, user)
    return found.order_by("updated_at", "pk")


def _without_own(articles: ArticleQuerySet, user: "User") -> ArticleQuerySet:
    """Without those that the account wrote, submitted, changed, or has passed at an earlier level."""
    records = ReviewRecord.objects.filter(article=OuterRef("pk")).order_by("-at", "-pk")
    wrote = Snapshot.objects.filter(article=OuterRef("pk"), saved_by=user, changes_words=True)
    articles = articles.annotate(
        submitter=Subquery(records.filter(decision=Decision.SUBMITTED).values("user")[:1]),
        passes_since=Coalesce(Subquery(records.filter(decision__in=ENDS_PASSES).values("pk")[:1]), 0),
    )
    passed = ReviewRecord.objects.filter(
        article=OuterRef("pk"), user=user, decision=Decision.PASSED, pk__gt=OuterRef("passes_since")
    )
    submitted = Q(submitter=user.pk, submitter__isnull=False)
    return articles.exclude(author=user).exclude(submitted).exclude(Exists(wrote)).exclude(Exists(passed))


def to_publish(user: "User") -> ArticleQuerySet:
    """Articles that have passed and wait to be published, for those who may do it."""
    if not user.works_on_others:
        return Article.objects.none()
    return policy.visible_articles(user).with_status(Status.APPROVED).order_by("updated_at", "pk")


def to_withdraw(user: "User") -> ArticleQuerySet:
    """Published articles whose withdrawal somebody has asked for, for those who may decide it."""
    if not user.has_role(Role.CHIEF_EDITOR):
        return Article.objects.none()
    waiting = WithdrawalRequest.objects.filter(article=OuterRef("pk"), closed_at=None)
    found = policy.visible_articles(user).with_status(Status.PUBLISHED).filter(Exists(waiting))
    if user.grant is not None:
        found = found.filter(organization__in=user.grant)
    return found.order_by("updated_at", "pk")


def own(user: "User", which: Callable[[ArticleQuerySet], ArticleQuerySet]) -> ArticleQuerySet:
    """What of a kind the account entered or ever submitted, the last changed first.

    Each of the two is asked for what is of that kind: few articles, out of however many somebody has written.
    """
    submitted = ReviewRecord.objects.filter(user=user, decision=Decision.SUBMITTED).values("article")
    articles = which(Article.objects.all())
    entered = articles.filter(author=user).values("pk")
    sent_in = articles.filter(pk__in=submitted).values("pk")
    found = policy.visible_articles(user).filter(pk__in=entered.union(sent_in))
    return found.order_by("-updated_at", "-pk")


def sent_by(user: "User") -> ArticleQuerySet:
    """What the account sent in and is on its way: in review, passed, or planned for a time."""
    return own(user, ArticleQuerySet.on_the_way)


def returned_to(user: "User") -> ArticleQuerySet:
    """The account's own articles that came back, with ``return_reason``, ``returned_by`` and ``returned_at``."""
    last = ReviewRecord.objects.filter(article=OuterRef("pk"), decision=Decision.RETURNED).order_by(
        "-at", "-pk"
    )
    return (
        own(user, ArticleQuerySet.returned)
        .annotate(
            return_reason=Subquery(last.values("comment")[:1]),
            returned_by=Subquery(last.values("user_name")[:1]),
            returned_at=Subquery(last.values("at")[:1]),
        )
        .order_by(F("returned_at").desc(nulls_last=True), "-pk")
    )


def drafts_of(user: "User") -> ArticleQuerySet:
    """The account's own drafts that were not sent in yet."""
    return own(user, ArticleQuerySet.drafts)
