"""Who may do what to an article. Every desk page, preview, history, chooser and export asks here.

Two things decide: the roles of an account, and its grant (its organization and all below it). What may be
*done* to an article in its present state is the table of ``articles.actions``, which asks here first.
"""

from typing import TYPE_CHECKING

from django.contrib.auth import get_user_model
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _

from accounts.roles import NEWSROOM_ROLES, Role
from articles.models import Article, ArticleQuerySet, Status
from articles.models.article import IN_REVIEW, WRITING

if TYPE_CHECKING:
    from accounts.models import User

CHANGEABLE_BY_NEWSROOM = (*WRITING, *IN_REVIEW, Status.APPROVED)


def works_here(user: "User") -> bool:
    """Whether the account has to do with articles at all; an administrator of accounts alone has not."""
    return user.is_active and user.has_role(*NEWSROOM_ROLES, Role.CORRESPONDENT)


def visible_articles(user: "User") -> ArticleQuerySet:
    """The articles that an account sees at the desk, drafts and all."""
    if not works_here(user):
        return Article.objects.none()
    if user.grant is None:
        return Article.objects.all()
    return Article.objects.filter(Q(organization__in=user.grant) | Q(author=user))


def may_see(user: "User", article: Article) -> bool:
    """Whether the account may open the article at the desk: the text, its history, its previews."""
    return works_here(user) and (user.acts_for(article.organization_id) or article.author_id == user.pk)


def may_add(user: "User") -> bool:
    return works_here(user)


def reasons_against_change(user: "User", article: Article) -> list[str]:
    """All reasons why the account may not change the article's text now, as sentences; empty when it may."""
    if not may_see(user, article):
        return [_("This article belongs to a union that your account does not act for.")]
    reasons = []
    if article.is_scheduled:
        reasons.append(
            _("The article is not public yet: call off its publication and return it to change it.")
        )
    elif article.status == Status.PUBLISHED:
        reasons.append(_("A published text is not changed directly: start a correction instead."))
    elif article.status == Status.WITHDRAWN:
        reasons.append(_("The article was withdrawn: take it up again before you change it."))
    elif article.status in (Status.MERGED, Status.DISCARDED):
        reasons.append(_("This correction is closed and kept for the record only."))
    if user.works_on_others:
        return reasons
    if article.working_copy_of_id is not None:
        reasons.append(_("Corrections of published articles are made by the newsroom."))
    elif article.status in (*IN_REVIEW, Status.APPROVED):
        reasons.append(_("The article is under review. Take it back, or ask the editor to return it."))
    return reasons


def may_change(user: "User", article: Article) -> bool:
    return not reasons_against_change(user, article)


def may_delete(user: "User", article: Article) -> bool:
    """Only a draft on which nothing was ever decided may go; everything else stays for the record."""
    return article.status == Status.DRAFT and may_change(user, article) and not article.records.exists()


def may_set_placement(user: "User") -> bool:
    """Section, column, edition, times: the newsroom's business, shown to others but not theirs to change."""
    return user.works_on_others


def may_approve_withdrawal(person: "User", article: Article) -> bool:
    """Whether somebody is a leader in charge of this article's union."""
    return (
        person.is_active and person.has_role(Role.CHIEF_EDITOR) and person.acts_for(article.organization_id)
    )


def withdrawal_approvers(article: Article) -> "models.QuerySet[User]":
    """The accounts for which ``may_approve_withdrawal`` holds."""
    above = set()
    if article.organization is not None:
        above = {union.pk for union in article.organization.ancestors()} | {article.organization.pk}
    leads = Q(groups__name=Role.CHIEF_EDITOR, organization__in=above)
    owners = Q(is_superuser=True) & (Q(organization=None) | Q(organization__in=above))
    return get_user_model().objects.filter(leads | owners, is_active=True).distinct().order_by("pk")


def may_share(user: "User", article: Article) -> bool:
    """Whether the account may give away links that show the draft to people without an account."""
    return may_see(user, article) and (user.works_on_others or may_change(user, article))
