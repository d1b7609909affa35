"""Notices in the desk and by mail."""

import datetime as dt
import logging

import pytest
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from articles import notices, workflow
from articles.models import Article, Notice
from articles.workflow import NotPossible
from tests.factories import make_article, make_user

pytestmark = pytest.mark.django_db


class BrokenBackend(BaseEmailBackend):
    """A mail server that takes no connection."""

    def open(self):
        raise ConnectionRefusedError("no mail server")


class RefusingBackend(BaseEmailBackend):
    """A mail server that takes every second mail."""

    sent: list[str] = []
    count = 0

    def send_messages(self, email_messages):
        RefusingBackend.count += 1
        if RefusingBackend.count % 2:
            raise OSError("mailbox full")
        RefusingBackend.sent += [message.to[0] for message in email_messages]


def told(article: Article) -> list[tuple[str, str, str]]:
    return list(article.notices.order_by("pk").values_list("recipient__real_name", "kind", "actor_name"))


@pytest.fixture
def draft(cast) -> Article:
    for person in (cast.editor, cast.section_chief, cast.chief_editor):
        person.email = f"{person.username}@example.org"
        person.save()
    return make_article("夜校开课", organization=cast.changping, author=cast.correspondent)


def test_everybody_concerned_is_told_and_nobody_of_their_own_deed(cast, draft):
    elsewhere = make_user("elsewhere", roles=("editor",), real_name="外区编辑", organization=cast.chaoyang)
    gone = make_user("gone", roles=("editor",), real_name="已离职", organization=cast.city, is_active=False)
    workflow.submit(draft, by=cast.correspondent)
    workflow.pass_review(draft, by=cast.editor)
    workflow.pass_review(draft, by=cast.section_chief)
    workflow.return_to_author(draft, by=cast.chief_editor, comment="数字")
    assert told(draft) == [
        ("方宁", "submitted", "何苗"),
        ("何苗", "passed", "方宁"),
        ("高原", "submitted", "方宁"),
        ("何苗", "passed", "高原"),
        ("林川", "submitted", "高原"),
        ("何苗", "returned", "林川"),
    ]
    assert not Notice.objects.filter(recipient__in=[elsewhere, gone]).exists()


def test_a_change_tells_those_whose_pass_it_voids(cast, draft):
    workflow.submit(draft, by=cast.correspondent)
    workflow.pass_review(draft, by=cast.editor)
    Notice.objects.all().delete()
    draft.title = "改"
    draft.save()
    workflow.text_saved(draft, by=cast.section_chief)
    assert told(draft) == [("何苗", "voided", "高原"), ("方宁", "submitted", "高原")]


def test_those_who_may_not_pass_are_not_asked_to(cast, draft):
    """An editor who wrote at the text is not told that it waits for them."""
    draft.title = "编辑改过"
    draft.save()
    workflow.text_saved(draft, by=cast.editor)
    other = make_user("other", roles=("editor",), real_name="秦越", organization=cast.city)
    workflow.submit(draft, by=cast.correspondent)
    assert told(draft) == [("秦越", "submitted", "何苗")]
    assert notices.waiting_reviewers(draft) == [other]


def test_correction_publication_and_withdrawal_are_told_to_the_author(cast, draft):
    workflow.adopt(draft, by=None, published_at=timezone.now() - dt.timedelta(days=1))
    copy = workflow.start_correction(draft, by=cast.editor, comment="场次有误")
    workflow.withdraw(draft, by=cast.chief_editor, comment="内容有误")
    workflow.submit(copy, by=cast.editor)
    assert told(copy) == [
        ("何苗", "correction", "方宁")
    ]  # nobody is told that it waits for the author's review
    assert told(draft) == [("何苗", "withdrawn", "林川")]
    assert copy.notices.get().comment == "场次有误"


def test_the_number_of_queries_does_not_grow_with_the_reviewers(cast, draft, django_assert_num_queries):
    workflow.submit(draft, by=cast.correspondent)
    counts = []
    for extra in (0, 20):
        for number in range(extra):
            make_user(f"e{number}", roles=("editor",), organization=cast.city)
        article = Article.objects.get(pk=draft.pk)
        with django_assert_num_queries(7):
            counts.append(len(notices.waiting_reviewers(article)))
    assert counts == [1, 21]


# --- mail ---------------------------------------------------------------------------------------------
def test_the_mail_goes_after_the_decision_is_stored(cast, draft, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=False) as callbacks:
        workflow.submit(draft, by=cast.correspondent, comment="请审")
    assert (len(callbacks), mail.outbox) == (1, [])
    callbacks[0]()
    [message] = mail.outbox
    address = "http://127.0.0.1:8000" + reverse("admin:articles_article_change", args=[draft.pk])
    assert (message.to, message.subject, message.body) == (
        ["editor@example.org"],
        "待您审核：夜校开课",
        f"夜校开课\n\n待您审核 — 何苗\n\n请审\n\n{address}",
    )


def test_a_decision_that_is_undone_sends_no_mail(cast, draft, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True), pytest.raises(ValueError, match="undone"):  # noqa: SIM117
        with transaction.atomic():
            workflow.submit(draft, by=cast.correspondent)
            raise ValueError("undone")
    assert (mail.outbox, Notice.objects.count()) == ([], 0)


@pytest.mark.parametrize("backend", ["BrokenBackend", "RefusingBackend"])
def test_a_failing_mail_server_loses_nothing(
    cast, draft, settings, caplog, django_capture_on_commit_callbacks, backend
):
    settings.EMAIL_BACKEND = f"tests.articles.test_notices.{backend}"
    second = make_user("second", roles=("editor",), organization=cast.city, email="second@example.org")
    with caplog.at_level(logging.CRITICAL), django_capture_on_commit_callbacks(execute=True):
        workflow.submit(draft, by=cast.correspondent)
    draft.refresh_from_db()
    assert (draft.status, draft.records.count(), draft.notices.count()) == ("submitted", 1, 2)
    assert RefusingBackend.sent == ([second.email] if backend == "RefusingBackend" else [])


def test_without_mail_nothing_is_prepared(cast, draft, settings, django_capture_on_commit_callbacks):
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    with django_capture_on_commit_callbacks() as callbacks:
        workflow.submit(draft, by=cast.correspondent)
    assert callbacks == []


def test_a_title_with_line_breaks_forges_no_header(cast, draft, django_capture_on_commit_callbacks):
    Article.objects.filter(pk=draft.pk).update(title="甲\nBcc: x@example.org")
    draft.refresh_from_db()
    with django_capture_on_commit_callbacks(execute=True):
        workflow.submit(draft, by=cast.correspondent)
    assert [message.subject for message in mail.outbox] == ["待您审核：甲 Bcc: x@example.org"]


# --- the desk's page ------------------------------------------------------------------------------------
NOTICES = "admin:articles_article_notices"


def test_the_page_shows_ones_own_notices_and_marks_them_read(cast, draft, desk):
    workflow.submit(draft, by=cast.correspondent, comment="请审")
    with pytest.raises(NotPossible):
        workflow.submit(draft, by=cast.correspondent)
    assert [notices.unread_count(person) for person in (cast.editor, cast.section_chief)] == [1, 0]
    page = desk(cast.editor).get(reverse(NOTICES)).content.decode()
    assert ("夜校开课" in page, "请审" in page) == (True, True)
    assert "夜校开课" not in desk(cast.section_chief).get(reverse(NOTICES)).content.decode()
    notice = Notice.objects.get()
    for key in (str(notice.pk), "x", "9" * 30):  # another person's, and nonsense
        assert desk(cast.section_chief).post(reverse(NOTICES), {"notice": key}).status_code == 302
    assert notices.unread_count(cast.editor) == 1
    assert desk(cast.editor).post(reverse(NOTICES), {"notice": notice.pk}).status_code == 302
    assert notices.unread_count(cast.editor) == 0


def test_a_notice_of_an_article_out_of_reach_has_no_link(cast, draft, desk):
    workflow.submit(draft, by=cast.correspondent)
    workflow.return_to_author(draft, by=cast.editor, comment="补")
    draft.author = None
    draft.organization = cast.chaoyang
    draft.save()
    page = desk(cast.correspondent).get(reverse(NOTICES)).content.decode()
    assert ("夜校开课" in page, reverse("admin:articles_article_change", args=[draft.pk]) in page) == (
        True,
        False,
    )
