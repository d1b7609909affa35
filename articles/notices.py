"""Telling people of decisions that concern them: a line in their desk, and a mail where mail is set up."""

import logging
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from articles.actions import Tells, level_of
from articles.models import Article, Decision, Notice, NoticeKind, ReviewRecord
from articles.refusals import authors_of, open_request, valid_passes
from common.text import shorten

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from accounts.models import User
    from accounts.roles import Role
    from organizations.models import Organization

logger = logging.getLogger(__name__)


def tell(record: ReviewRecord, tells: Tells) -> None:
    """Leave a notice for everybody concerned, and send the mails once the decision is stored.

    Nobody is told of their own deed; who is told twice is told what they have to do.
    """
    kinds: dict[User, NoticeKind] = {}
    if tells.authors is not None:
        kinds |= dict.fromkeys(_authors(record.article), tells.authors)
    if tells.passers is not None:
        kinds |= dict.fromkeys(_passers(record.article), tells.passers)
    if tells.asker is not None or tells.approver is not None:
        kinds |= _of_withdrawal(record.article, tells)
    if tells.reviewers is not None:
        kinds |= dict.fromkeys(waiting_reviewers(record.article), tells.reviewers)
    notices = Notice.objects.bulk_create(
        Notice(
            recipient=person, kind=told, article=record.article, actor_name=record.user_name,
            comment=record.comment,
        )
        for person, told in kinds.items()
        if person.pk != record.user_id
    )  # fmt: skip
    _mail(notices)


def tell_of_other(
    people: "dict[User, NoticeKind]", *, title: str, path: str, by: "User", comment: str = ""
) -> None:
    """Tell people of a decision on something that is no article: ``path`` leads to it at the desk. Nobody is told of
    their own deed."""
    notices = [
        Notice(recipient=person, kind=kind, title=title[:200], path=path, actor_name=str(by), comment=comment)
        for person, kind in people.items()
        if person != by
    ]
    _mail(Notice.objects.bulk_create(notices))


def tell_of_deletion(article: Article, *, by: "User") -> None:
    """Tell those whose text it is that it was put into the bin. To be called before it goes."""
    notices = [
        Notice(recipient=person, kind=NoticeKind.DELETED, title=article.title, actor_name=str(by))
        for person in dict.fromkeys(_authors(article))
        if person != by
    ]
    _mail(Notice.objects.bulk_create(notices))


def _mail(notices: list[Notice]) -> None:
    messages = [_message(notice) for notice in notices if notice.recipient.email]
    if messages and not settings.EMAIL_BACKEND.endswith(".dummy.EmailBackend"):
        transaction.on_commit(lambda: run_aside(lambda: send(messages)), robust=True)


def _of_withdrawal(article: Article, tells: Tells) -> "dict[User, NoticeKind]":
    """Who asked for the withdrawal that is open, and the leader in charge whom they named."""
    request = open_request(article)
    if request is None:
        return {}
    told = ((request.asked_by, tells.asker), (request.approver, tells.approver))
    return {person: kind for person, kind in told if kind is not None and person.is_active}


def _authors(article: Article) -> "list[User]":
    """Those whose text it is: who entered it, or the article that it corrects, and who submitted it last."""
    original = article.working_copy_of
    submitted = article.records.filter(decision=Decision.SUBMITTED).select_related("user").last()
    people = [
        article.author, original.author if original else None, submitted.user if submitted else None
    ]  # fmt: skip
    return [person for person in people if person and person.is_active]


def _passers(article: Article) -> "list[User]":
    """Those who ever passed a level of it, in the order of their passes."""
    passes = article.records.filter(decision=Decision.PASSED).select_related("user")
    return [record.user for record in passes if record.user and record.user.is_active]


def waiting_reviewers(article: Article) -> "list[User]":
    """The accounts that can pass the level that the article waits for, in a constant number of queries."""
    level = level_of(article.status)
    if level is None or article.organization is None:
        return []
    people = holders(level.roles, article.organization)
    if not settings.REVIEW_BY_AUTHOR:
        passed = {record.user_id for record in valid_passes(article)}
        people = people.exclude(pk__in=authors_of(article) | {person for person in passed if person})
    return list(people)


def holders(roles: "frozenset[Role]", organization: "Organization") -> "QuerySet[User]":
    """The accounts that hold one of some roles for an organization: their own, or one above it."""
    from accounts.models import User

    above = {*organization.ancestors().values_list("pk", flat=True), organization.pk}
    people = User.objects.filter(is_active=True, groups__name__in=roles, organization__in=above)
    return people.distinct().order_by("pk")


def unread_count(user: "User") -> int:
    return Notice.objects.filter(recipient=user, read_at=None).count()


def mark_read(user: "User", notices: list[int] | None = None) -> int:
    """Mark a person's own notices as read, all or those of the given keys; returns how many were unread."""
    unread = Notice.objects.filter(recipient=user, read_at=None)
    if notices is not None:
        unread = unread.filter(pk__in=notices)
    return unread.update(read_at=timezone.now())


def _message(notice: Notice) -> EmailMessage:
    # In the site's language, not in that of the person who decided.
    with translation.override(settings.LANGUAGE_CODE):
        what = notice.get_kind_display()
        path = notice.path or reverse("admin:articles_article_notices")
        if notice.article_id is not None:
            path = reverse("admin:articles_article_change", args=[notice.article_id])
        lines = [
            notice.headline, f"{what} — {notice.actor_name}", notice.comment, settings.SITE_URL + path
        ]  # fmt: skip
        subject = _("%(what)s: %(article)s") % {"what": what, "article": shorten(notice.headline, 60)}
        return EmailMessage(subject, "\n\n".join(filter(None, lines)), None, [notice.recipient.email])


def run_aside(task: Callable[[], None]) -> None:
    """Run a task beside the request: a mail server that hangs must not keep the reviewer waiting."""
    threading.Thread(target=task, name="notices", daemon=True).start()


def send(messages: list[EmailMessage]) -> None:
    """Send mails one after the other; what fails is logged and changes nothing, the desk's notice counts."""
    try:
        connection = get_connection()
        connection.open()
    except Exception:  # whatever a mail server does, the decision stands
        logger.exception("The mail server cannot be reached; %d mails were not sent.", len(messages))
        return
    for message in messages:
        try:
            connection.send_messages([message])
        except Exception:
            logger.exception("The mail to %s could not be sent.", ", ".join(message.to))
    connection.close()
