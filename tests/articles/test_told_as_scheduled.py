"""What is set for a time to come is told as that, with its time, and nowhere as published."""

import datetime as dt
import re
from html import unescape
from typing import Any

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from accounts.models import AuditEntry
from articles import workflow
from articles.models import Article, Decision, Notice
from articles.workflow import NotPossible
from common.dates import desk_time
from tests.factories import make_article

pytestmark = pytest.mark.django_db
YEAR = timezone.localtime().year
TIME = timezone.localtime().replace(year=YEAR + 1, month=3, day=4, hour=9, minute=30, second=0, microsecond=0)
SAID = f"{YEAR + 1}-03-04 09:30"
STATE = f"定时{SAID}发布"
SENTENCE = f"读者自 {SAID} 起可以看到。"


@pytest.fixture
def passed(cast: Any) -> Article:
    article = make_article("夜校开课", organization=cast.changping, author=cast.correspondent)
    workflow.text_saved(article, by=cast.correspondent)
    workflow.submit(article, by=cast.correspondent)
    for person in (cast.editor, cast.section_chief, cast.chief_editor):
        workflow.pass_review(article, by=person)
    return article


def page(client: Any, article: Article, name: str, *args: Any) -> str:
    answer = client.get(reverse(f"admin:articles_article_{name}", args=[article.pk, *args]))
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())))


def test_record_and_notice_say_the_time(cast, passed):
    workflow.publish(passed, by=cast.editor, at=TIME)
    record = passed.records.last()
    assert (record.decision, record.get_decision_display(), record.comment) == (
        Decision.SCHEDULED, "已安排定时发布", SENTENCE,
    )  # fmt: skip
    notice = Notice.objects.filter(recipient=cast.correspondent).latest("pk")
    assert (notice.kind, notice.get_kind_display(), notice.comment) == (
        "scheduled", "已安排定时发布", SENTENCE,
    )  # fmt: skip


def test_the_mail_says_so(cast, passed, settings, django_capture_on_commit_callbacks):
    cast.correspondent.email = "hemiao@example.org"
    cast.correspondent.save()
    with django_capture_on_commit_callbacks(execute=True):
        workflow.publish(passed, by=cast.editor, at=TIME)
    (message,) = mail.outbox[-1:]
    assert message.subject == "已安排定时发布：夜校开课"
    assert SENTENCE in message.body


def test_the_planned_time_of_the_form_counts_too(cast, passed):
    Article.objects.filter(pk=passed.pk).update(published_at=TIME)
    workflow.publish(passed, by=cast.editor)
    assert passed.records.last().decision == Decision.SCHEDULED


def test_at_once_is_published(cast, passed):
    workflow.publish(passed, by=cast.editor)
    record = passed.records.last()
    assert (record.decision, record.comment) == (Decision.PUBLISHED, "")
    assert Notice.objects.filter(recipient=cast.correspondent).latest("pk").kind == "published"


def test_the_desk_says_it_on_every_screen(cast, desk, passed):
    client = desk(cast.editor)
    answer = client.post(
        reverse("admin:articles_article_action", args=[passed.pk, "publish"]),
        {"seen": f"{passed.version}-approved", "at": TIME.strftime("%Y-%m-%dT%H:%M")},
        follow=True,
    )
    (message,) = [str(one) for one in answer.context["messages"]]
    assert message == f"已完成：《夜校开课》现在“{STATE}”。 {SENTENCE}"
    for name in ("change", "history", "sign_off", "preview"):
        text = page(client, passed, name)
        assert STATE in text, name
        assert "已发布" not in text, name
    assert SENTENCE in page(client, passed, "history")
    entry = AuditEntry.objects.filter(what="decided").latest("pk")
    assert entry.note == STATE
    listed = client.get(reverse("admin:articles_article_changelist")).content.decode()
    assert STATE in listed


def test_whoever_publishes_sees_the_planned_time_before(cast, desk, passed):
    Article.objects.filter(pk=passed.pk).update(published_at=TIME)
    text = page(desk(cast.editor), passed, "action", "publish")
    assert f"已计划于 {SAID} 发布" in text
    Article.objects.filter(pk=passed.pk).update(published_at=timezone.now() - dt.timedelta(hours=1))
    assert "已计划于" not in page(desk(cast.editor), passed, "action", "publish")


def test_what_cannot_be_changed_is_not_called_published(cast, passed):
    workflow.publish(passed, by=cast.editor, at=TIME)
    with pytest.raises(NotPossible) as refused, workflow.change_text(passed.pk, by=cast.editor):
        pass
    assert refused.value.reasons == ["稿件尚未公开：请先取消定时发布并退回，再修改。"]


def test_a_time_of_this_year_is_short():
    moment = timezone.localtime().replace(month=12, day=1, hour=9, minute=5)
    assert desk_time(moment) == "12-01 09:05"
    assert desk_time(TIME) == SAID
