"""Telling people of decisions that concern them: a line in their desk, and a mail where mail is set up."""

import logging
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from articles.models import Article, Decision, Notice, NoticeKind, ReviewRecord

if TYPE_CHECKING:
    from accounts.models import User

logger = logging.getLogger(__name__)

KINDS = {
    Decision.SUBMITTED: NoticeKind.SUBMITTED,
    Decision.PASSED: NoticeKind.PASSED,
    Decision.RETURNED: NoticeKind.RETURNED,
    Decision.PUBLISHED: NoticeKind.PUBLISHED,
    Decision.CORRECTED: NoticeKind.PUBLISHED,
    Decision.WITHDRAWN: NoticeKind.WITHDRAWN,
}


def tell(record: ReviewRecord) -> None:
    """Leave a notice for everybody concerned, and send the mails once the decision is stored.

    A mail that fails is logged and changes nothing: the notice in the desk is the one that counts.
    """
    kind = KINDS.get(Decision(record.decision))
    if kind is None:
        return
    people = {person.pk: person for person in _concerned(record)}
    people.pop(record.user_id, None)
    notices = Notice.objects.bulk_create(
        Notice(
            recipient=person,
            kind=kind,
            article=record.article,
            actor_name=record.user_name,
            comment=record.comment,
        )
        for person in people.values()
    )
    if settings.EMAIL_HOST or settings.EMAIL_BACKEND.endswith("locmem.EmailBackend"):
        transaction.on_commit(lambda: _send(notices), robust=True)


def _concerned(record: ReviewRecord) -> "list[User]":
    article = record.article
    people = [article.author] if article.author else []
    submitted = article.records.filter(decision=Decision.SUBMITTED).select_related("user").last()
    if submitted and submitted.user:
        people.append(submitted.user)
    if record.decision in (Decision.SUBMITTED, Decision.PASSED):
        people += waiting_reviewers(article)
    return people


def waiting_reviewers(article: Article) -> "list[User]":
    """The accounts that may pass the level the article waits for."""
    from accounts.models import User
    from articles.actions import level_of

    level = level_of(article.status)
    if level is None:
        return []
    candidates = User.objects.filter(is_active=True, groups__name__in=level.roles).distinct()
    return [
        person
        for person in candidates.select_related("organization")
        if person.acts_for(article.organization_id)
    ]


def _send(notices: list[Notice]) -> None:
    for notice in notices:
        if not notice.recipient.email:
            continue
        address = settings.SITE_URL + reverse("admin:articles_article_change", args=[notice.article_id])
        text = _("%(article)s\n%(what)s — %(who)s\n%(comment)s\n\n%(address)s") % {
            "article": notice.article.title,
            "what": notice.get_kind_display(),
            "who": notice.actor_name,
            "comment": notice.comment,
            "address": address,
        }
        try:
            send_mail(
                f"{notice.get_kind_display()}: {notice.article.title}", text, None, [notice.recipient.email]
            )
        except Exception:  # whatever a mail server does, the decision stands
            logger.exception("The mail about article %s could not be sent.", notice.article_id)
