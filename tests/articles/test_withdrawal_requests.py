"""A withdrawal that is asked for: kept as it was given, asked for once, dropped by those concerned."""

from typing import Any

import pytest

from articles import refusals, workflow
from articles.models import Article, ReviewRecord
from tests.articles.test_refusals import refused
from tests.factories import make_published

pytestmark = pytest.mark.django_db


def live(cast: Any) -> Article:
    return make_published("夜校开课", organization=cast.changping, author=cast.correspondent)


def asked(cast: Any, article: Article, **given: Any) -> ReviewRecord:
    return workflow.ask_withdrawal(
        article, by=cast.editor, approver=cast.chief_editor, comment=" 日期有误 ", **given
    )


def test_what_is_asked_for_is_kept_as_it_was_given(cast):
    article, other = live(cast), make_published("夜校开课通知")
    asked(cast, article, kind="replaced", notice=" 已有新的通知 ", replaced_by=other)
    request = refusals.open_request(article)
    assert request is not None
    assert (request.asked_by, request.approver, request.comment, request.kind, request.notice, request.replaced_by) == (
        cast.editor, cast.chief_editor, "日期有误", "replaced", "已有新的通知", other,
    )  # fmt: skip


def test_an_article_that_leads_nowhere_else_is_kept_with_none(cast):
    article, other = live(cast), make_published("夜校开课通知")
    asked(cast, article, kind="gone", replaced_by=other)
    request = refusals.open_request(article)
    assert request is not None
    assert (request.kind, request.replaced_by) == ("gone", None)


def test_a_request_brings_its_people_along(cast, django_assert_num_queries):
    article, other = live(cast), make_published("夜校开课通知")
    asked(cast, article, kind="replaced", replaced_by=other)
    with django_assert_num_queries(1):
        request = refusals.open_request(article)
        assert request is not None
        assert (str(request.asked_by), str(request.approver)) == (str(cast.editor), str(cast.chief_editor))
        assert request.replaced_by == other and request.replaced_by.title == "夜校开课通知"


def test_it_is_asked_for_once(cast):
    article = live(cast)
    asked(cast, article)
    assert refusals.against_ask_withdrawal(article, cast.section_chief) == [
        f"{cast.editor}已申请撤稿，正等待{cast.chief_editor}确认。"
    ]


def test_who_may_not_withdraw_may_not_ask_for_it(cast):
    article = live(cast)
    assert refusals.against_ask_withdrawal(article, cast.stranger) == refusals.against_withdraw(
        article, cast.stranger
    )
    for user in (cast.editor, cast.chief_editor, cast.correspondent):
        assert refusals.against_ask_withdrawal(article, user) == refusals.against_withdraw(article, user)


def test_who_may_drop_it(cast):
    article = live(cast)
    assert refusals.against_drop_withdrawal(article, cast.editor) == ["没有人申请撤稿。"]
    asked(cast, article)
    assert refusals.against_drop_withdrawal(article, cast.editor) == []
    assert refusals.against_drop_withdrawal(article, cast.chief_editor) == []
    assert refusals.against_drop_withdrawal(article, cast.section_chief) == [
        "只有申请人或分管领导可以取消撤稿申请。"
    ]


@pytest.mark.parametrize("act", [workflow.ask_withdrawal, workflow.withdraw_first])
def test_somebody_has_to_approve(cast, settings, act):
    settings.WITHDRAW_FIRST = True
    article = live(cast)
    assert refused(lambda: act(article, by=cast.editor, approver=None, comment="日期有误")) == [
        "撤稿须由本工会的总编批准：请选择一位。"
    ]
    assert refusals.open_request(article) is None


def test_what_is_taken_down_first_is_kept_the_same_way(cast, settings):
    settings.WITHDRAW_FIRST = True
    article, other = live(cast), make_published("夜校开课通知")
    workflow.withdraw_first(
        article, by=cast.editor, approver=cast.chief_editor, comment="误", kind="replaced", replaced_by=other
    )
    request = article.withdrawal_requests.get()
    assert (request.kind, request.notice, request.replaced_by) == ("replaced", "", other)
