"""The way of an article through the reviews."""

import datetime as dt

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from articles import workflow
from articles.models import Article, Decision, ReviewRecord, Status
from articles.workflow import NotPossible
from tests.factories import make_article, make_published

pytestmark = pytest.mark.django_db


def passed_by_three(cast, article: Article) -> Article:
    workflow.submit(article, by=cast.correspondent)
    workflow.pass_review(article, by=cast.editor)
    workflow.pass_review(article, by=cast.section_chief)
    workflow.pass_review(article, by=cast.chief_editor)
    return article


@pytest.fixture
def draft(cast) -> Article:
    return make_article("夜校开课", organization=cast.changping, author=cast.correspondent)


def test_the_whole_way(cast, draft):
    states = [draft.status]
    for step in (
        lambda: workflow.submit(draft, by=cast.correspondent),
        lambda: workflow.pass_review(draft, by=cast.editor),
        lambda: workflow.pass_review(draft, by=cast.section_chief),
        lambda: workflow.pass_review(draft, by=cast.chief_editor),
        lambda: workflow.publish(draft, by=cast.editor),
    ):
        step()
        states.append(draft.status)
    assert states == ["draft", "submitted", "first_passed", "second_passed", "approved", "published"]
    assert list(Article.objects.published()) == [draft]
    assert list(draft.records.values_list("decision", "level", "user_name")) == [
        ("submitted", 0, "何苗"),
        ("passed", 1, "方宁"),
        ("passed", 2, "高原"),
        ("passed", 3, "林川"),
        ("published", 0, "方宁"),
    ]


def test_scheduled_is_public_at_its_time(cast, draft):
    passed_by_three(cast, draft)
    at = timezone.now() + dt.timedelta(days=1)
    workflow.publish(draft, by=cast.editor, at=at)
    assert draft.state == "scheduled"
    assert list(Article.objects.published()) == []
    assert list(Article.objects.published(at + dt.timedelta(seconds=1))) == [draft]
    workflow.call_off(draft, by=cast.editor)
    assert draft.status == Status.APPROVED


def test_nobody_passes_their_own_text_or_two_levels(cast, draft):
    own = make_article("编辑自己写的", organization=cast.changping, author=cast.editor)
    workflow.submit(own, by=cast.editor)
    with pytest.raises(NotPossible) as refused:
        workflow.pass_review(own, by=cast.editor)
    assert len(refused.value.reasons) == 1
    assert own.status == Status.SUBMITTED


def test_a_change_voids_the_passes(cast, draft):
    workflow.submit(draft, by=cast.correspondent)
    workflow.pass_review(draft, by=cast.editor)
    draft.title = "夜校开课了"
    draft.save()
    workflow.text_saved(draft, by=cast.section_chief)
    assert draft.status == Status.SUBMITTED
    assert draft.records.last().decision == Decision.VOIDED
    assert workflow.valid_passes(draft) == []


def test_a_correction_replaces_the_text_when_it_has_passed(cast):
    live = make_published("开课九十场", organization=cast.changping, author=cast.correspondent)
    copy = workflow.start_correction(live, by=cast.editor)
    assert workflow.start_correction(live, by=cast.section_chief) == copy
    copy.title, copy.correction_note = "开课九十六场", "场次应为96场。"
    copy.save()
    workflow.text_saved(copy, by=cast.correspondent)
    workflow.submit(copy, by=cast.editor)
    other_editor = type(cast.editor).objects.create_user("e2", organization=cast.city)
    other_editor.groups.set(cast.editor.groups.all())
    workflow.pass_review(copy, by=other_editor)
    workflow.pass_review(copy, by=cast.section_chief)
    workflow.pass_review(copy, by=cast.chief_editor)
    live.refresh_from_db()
    assert live.title == "开课九十场"
    assert workflow.publish(copy, by=cast.editor) == live
    live.refresh_from_db()
    assert live.title == "开课九十六场"
    assert [correction.note for correction in live.corrections.all()] == ["场次应为96场。"]
    assert copy.status == Status.MERGED


def test_withdrawal_needs_a_reason_and_an_approver(cast):
    live = make_published("误发", organization=cast.changping)
    with pytest.raises(NotPossible) as refused:
        workflow.withdraw(live, by=cast.editor, approver=cast.section_chief, comment="")
    assert refused.value.reasons == [
        "请写明理由：它会存入记录并告知作者。", "撤稿须由本工会的总编批准：请选择一位。"
    ]  # fmt: skip
    with pytest.raises(NotPossible):
        workflow.withdraw(live, by=cast.editor, approver=cast.section_chief, comment="内容有误")
    workflow.withdraw(
        live, by=cast.editor, approver=cast.chief_editor, comment="内容有误", notice="本文已撤回。"
    )
    assert live.status == Status.WITHDRAWN
    assert list(Article.objects.published()) == []
    assert live.records.last().approver_name == "林川"


@pytest.mark.parametrize(
    "statement", ["UPDATE articles_reviewrecord SET comment = 'x'", "DELETE FROM articles_reviewrecord"]
)
def test_the_record_cannot_be_changed(cast, draft, statement):
    workflow.submit(draft, by=cast.correspondent)
    with pytest.raises(DatabaseError, match="never changed or deleted"), transaction.atomic():
        connection.cursor().execute(statement)
    with pytest.raises(DatabaseError), transaction.atomic():
        ReviewRecord.objects.all().delete()
    assert ReviewRecord.objects.count() == 1
