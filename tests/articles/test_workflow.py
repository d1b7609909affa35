"""The way of an article through the reviews: the table of actions, what it refuses, and what it records."""

import datetime as dt
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from articles import actions, snapshots, workflow
from articles.models import (
    Article,
    ArticlePhoto,
    Contributor,
    Credit,
    EditingMark,
    ReviewRecord,
    Snapshot,
    Status,
)
from articles.workflow import NotPossible, Seen
from tests.factories import (
    make_article,
    make_contributor,
    make_photo,
    make_section,
    make_user,
)

pytestmark = pytest.mark.django_db


def passed_by_three(cast, article: Article) -> Article:
    workflow.submit(article, by=cast.correspondent)
    workflow.pass_review(article, by=cast.editor)
    workflow.pass_review(article, by=cast.section_chief)
    workflow.pass_review(article, by=cast.chief_editor)
    return article


def second_editor(cast) -> Any:
    return make_user("editor2", roles=("editor",), real_name="秦越", organization=cast.city)


def reasons(refused: Any) -> list[str]:
    return [str(reason) for reason in refused.value.reasons]


def decisions(article: Article) -> list[str]:
    return list(article.records.values_list("decision", flat=True))


@pytest.fixture
def draft(cast) -> Article:
    article = make_article("夜校开课", organization=cast.changping, author=cast.correspondent)
    workflow.text_saved(article, by=cast.correspondent)
    return article


# --- the way --------------------------------------------------------------------------------------
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
    assert list(
        draft.records.values_list("decision", "level", "is_final", "user_name", "by_author", "waived")
    ) == [
        ("submitted", 0, False, "何苗", False, False),
        ("passed", 1, False, "方宁", False, False),
        ("passed", 2, False, "高原", False, False),
        ("passed", 3, True, "林川", False, False),
        ("published", 0, False, "方宁", False, False),
    ]
    assert set(draft.records.values_list("text_hash", flat=True)) == {
        snapshots.hash_of(snapshots.content_of(draft))
    }


def test_another_unions_article_is_refused_with_one_reason(cast, draft):
    for code in actions.ACTIONS:
        assert actions.reasons_against(code, draft, cast.other_correspondent) == [
            "这篇稿件属于您的账号无权处理的工会。"
        ]


@pytest.mark.parametrize(
    ("levels", "people", "states"),
    [
        (1, ["chief_editor"], ["approved"]),
        (2, ["section_chief", "chief_editor"], ["first_passed", "approved"]),
        (3, ["editor", "section_chief", "chief_editor"], ["first_passed", "second_passed", "approved"]),
    ],
)
def test_the_number_of_levels_is_a_setting(settings, cast, draft, levels, people, states):
    settings.REVIEW_LEVELS = levels
    workflow.submit(draft, by=cast.correspondent)
    seen = []
    for person in people:
        workflow.pass_review(draft, by=getattr(cast, person))
        seen.append(draft.status)
    assert seen == states
    assert [record.is_final for record in draft.records.filter(decision="passed")] == [False] * (
        levels - 1
    ) + [True]
    workflow.publish(draft, by=cast.editor)
    assert draft.is_public


def test_what_waits_for_a_level_that_is_no_more_waits_for_the_last(settings, cast, draft):
    workflow.submit(draft, by=cast.correspondent)
    workflow.pass_review(draft, by=cast.editor)
    workflow.pass_review(draft, by=cast.section_chief)
    settings.REVIEW_LEVELS = 2
    workflow.pass_review(draft, by=cast.chief_editor)
    assert draft.status == Status.APPROVED


def test_all_reasons_are_given_together(cast):
    article = make_article(
        "转载", organization=cast.changping, author=cast.correspondent, body="", is_reprint=True
    )
    with pytest.raises(NotPossible) as refused:
        workflow.submit(article, by=cast.correspondent)
    assert reasons(refused) == [
        "稿件既无正文也无图片：请先写好再提交。",
        "转载稿必须注明来源：请先填写来源再提交。",
    ]
    with pytest.raises(NotPossible) as refused:
        workflow.return_to_author(article, by=cast.correspondent, comment=" ")
    assert reasons(refused) == [
        "稿件处于“草稿”状态时不能执行“退回作者”。",
        "您的角色不能执行此操作。",
        "请写明理由：它会存入记录并告知作者。",
    ]
    assert decisions(article) == []


# --- different people -------------------------------------------------------------------------------
OWN_TEXT = "您写过或改过这篇稿件：须由其他人审核通过。"


def test_nobody_passes_what_they_entered_or_submitted(cast):
    entered = make_article("编辑录入的", organization=cast.changping, author=cast.editor)
    workflow.submit(entered, by=cast.correspondent)
    submitted = make_article("编辑提交的", organization=cast.changping, author=cast.correspondent)
    workflow.submit(submitted, by=cast.editor)
    for article in (entered, submitted):
        with pytest.raises(NotPossible) as refused:
            workflow.pass_review(article, by=cast.editor)
        assert reasons(refused) == [OWN_TEXT]
        assert article.status == Status.SUBMITTED
        workflow.pass_review(article, by=second_editor(cast) if article == entered else _editor2())


def _editor2() -> Any:
    from accounts.models import User

    return User.objects.get(username="editor2")


def test_whoever_changed_the_words_is_an_author_even_after_others_changed_them_too(cast, draft):
    draft.title = "夜校开课了"
    draft.save()
    workflow.text_saved(draft, by=cast.editor)
    draft.title = "夜校又开课了"
    draft.save()
    workflow.text_saved(draft, by=cast.correspondent)
    workflow.submit(draft, by=cast.correspondent)
    with pytest.raises(NotPossible) as refused:
        workflow.pass_review(draft, by=cast.editor)
    assert reasons(refused) == [OWN_TEXT]


def test_putting_an_article_in_its_place_makes_nobody_its_author(cast, draft):
    workflow.submit(draft, by=cast.correspondent)
    draft.section = make_section("基层动态")
    draft.save()
    workflow.text_saved(draft, by=cast.editor)
    draft.tags.add("夜校")
    workflow.text_saved(draft, by=cast.editor)
    assert [snapshot.changes_words for snapshot in draft.snapshots.all()] == [False, False, True]
    workflow.pass_review(draft, by=cast.editor)
    assert draft.status == Status.FIRST_PASSED


def test_nobody_passes_two_levels_of_one_text(cast, draft):
    both = make_user("both", roles=("editor", "section_chief", "chief_editor"), organization=cast.city)
    workflow.submit(draft, by=cast.correspondent)
    workflow.pass_review(draft, by=both)
    with pytest.raises(NotPossible) as refused:
        workflow.pass_review(draft, by=both)
    assert reasons(refused) == ["您已通过这篇稿件的前一级审核：这一级须由其他人通过。"]
    workflow.pass_review(draft, by=cast.section_chief)
    with pytest.raises(NotPossible):
        workflow.pass_review(draft, by=both)
    assert draft.status == Status.SECOND_PASSED


def test_a_superuser_is_bound_too(cast):
    root = make_user("root", is_superuser=True)
    article = make_article("自己写", organization=cast.changping, author=root)
    workflow.submit(article, by=root)
    with pytest.raises(NotPossible) as refused:
        workflow.pass_review(article, by=root)
    assert reasons(refused) == [OWN_TEXT]


def test_a_superuser_passes_one_level_of_a_text_and_no_more(cast, draft):
    """Who holds every role is still one person: of the three reviews of a text, one."""
    root = make_user("root", is_superuser=True)
    workflow.submit(draft, by=cast.correspondent)
    for passes, other in enumerate((cast.editor, cast.section_chief, cast.chief_editor)):
        if passes == 0:
            workflow.pass_review(draft, by=root)
            with pytest.raises(NotPossible) as refused:
                workflow.pass_review(draft, by=root)
            assert reasons(refused) == ["您已通过这篇稿件的前一级审核：这一级须由其他人通过。"]
        else:
            workflow.pass_review(draft, by=other)
            if draft.status != Status.APPROVED:
                with pytest.raises(NotPossible):
                    workflow.pass_review(draft, by=root)
    assert len(set(draft.records.filter(decision="passed").values_list("user", flat=True))) == 3


def test_a_desk_of_one_person_may_and_the_record_says_so(settings, cast):
    settings.REVIEW_BY_AUTHOR = True
    settings.REVIEW_LEVELS = 2
    root = make_user("root", is_superuser=True, real_name="独自一人")
    article = make_article("自己写", organization=cast.changping, author=root)
    workflow.submit(article, by=root)
    workflow.pass_review(article, by=root)
    workflow.pass_review(article, by=root)
    assert list(article.records.values_list("decision", "user_name", "by_author", "waived")) == [
        ("submitted", "独自一人", False, False),
        ("passed", "独自一人", True, True),
        ("passed", "独自一人", True, True),
    ]
    other = make_article("别人写", organization=cast.changping, author=cast.correspondent)
    workflow.submit(other, by=cast.correspondent)
    assert (workflow.pass_review(other, by=root).by_author, other.records.last().waived) == (False, True)


# --- bound to the text ------------------------------------------------------------------------------
def _photo(article: Article) -> None:
    ArticlePhoto.objects.create(article=article, photo=make_photo(), caption="课堂")


def _caption(article: Article) -> None:
    article.photo_entries.update(caption="改过的说明")


def _credit(article: Article) -> None:
    Credit.objects.create(article=article, contributor=make_contributor(), role="reporter")


def _signature(article: Article) -> None:
    Contributor.objects.filter(credits__article=article).update(name="另一个名字")


CHANGES = {
    "kicker": lambda article: Article.objects.filter(pk=article.pk).update(kicker="引题"),
    "body": lambda article: Article.objects.filter(pk=article.pk).update(body="<p>改了。</p>"),
    "picture": _photo,
    "caption": _caption,
    "order of pictures": lambda article: article.photo_entries.filter(caption="一").update(position=9),
    "alternative text": lambda article: article.photo_entries.update(alt_text="改过"),
    "credit": _credit,
    "name in a credit": _signature,
    "tag": lambda article: article.tags.add("新标签"),
    "section": lambda article: Article.objects.filter(pk=article.pk).update(section=make_section()),
    "organization": lambda article: article.organization_entries.create(organization=article.organization),
    "figure": lambda article: article.figures.create(label="开课", value=96, unit="场"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_every_change_after_a_pass_voids_it(cast, draft, change):
    ArticlePhoto.objects.create(article=draft, photo=make_photo(), caption="一", position=1)
    ArticlePhoto.objects.create(article=draft, photo=make_photo(), caption="二", position=2)
    _credit(draft)
    workflow.text_saved(draft, by=cast.correspondent)
    workflow.submit(draft, by=cast.correspondent)
    workflow.pass_review(draft, by=cast.editor)
    CHANGES[change](draft)
    draft.refresh_from_db()
    workflow.text_saved(draft, by=cast.section_chief)
    assert draft.status == Status.SUBMITTED
    assert decisions(draft) == ["submitted", "passed", "voided"]
    assert workflow.valid_passes(draft) == []


def test_a_save_without_a_change_voids_nothing(cast, draft):
    workflow.submit(draft, by=cast.correspondent)
    workflow.pass_review(draft, by=cast.editor)
    draft.save()
    workflow.text_saved(draft, by=cast.section_chief)
    assert (draft.status, decisions(draft), draft.version) == ("first_passed", ["submitted", "passed"], 1)


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_behind_the_desks_back_is_neither_passed_nor_published(cast, draft, change):
    """Whatever alters the text without saying so: the next decision notices."""
    ArticlePhoto.objects.create(article=draft, photo=make_photo(), caption="一", position=1)
    ArticlePhoto.objects.create(article=draft, photo=make_photo(), caption="二", position=2)
    _credit(draft)
    workflow.text_saved(draft, by=cast.correspondent)
    passed_by_three(cast, draft)
    CHANGES[change](draft)
    with pytest.raises(NotPossible) as refused:
        workflow.publish(draft, by=cast.editor)
    assert reasons(refused) == ["现在的稿件与审核通过的不一致：请退回后重新审核。"]
    workflow.return_to_author(draft, by=cast.editor, comment="有改动")
    assert draft.status == Status.RETURNED


def test_a_stored_status_is_never_overwritten_by_an_ordinary_save(cast, draft):
    old = Article.objects.get(pk=draft.pk)
    passed_by_three(cast, draft)
    old.title = "旧表单里的标题"
    old.save()
    now = Article.objects.get(pk=draft.pk)
    assert (now.status, now.title) == ("approved", "旧表单里的标题")
    old.status = Status.PUBLISHED
    old.save()
    assert Article.objects.get(pk=draft.pk).status == "approved"


# --- seen, taken back, returned -----------------------------------------------------------------------
def test_a_decision_on_a_text_that_has_changed_is_refused(cast, draft):
    workflow.submit(draft, by=cast.correspondent)
    seen = Seen.of(draft)
    draft.title = "改了"
    draft.save()
    workflow.text_saved(draft, by=cast.section_chief)
    with pytest.raises(NotPossible) as refused:
        workflow.pass_review(draft, by=cast.editor, seen=seen)
    assert reasons(refused) == ["您打开之后稿件有过修改：请重新阅读再作决定。"]


def test_a_decision_that_comes_second_names_the_first(cast, draft):
    workflow.submit(draft, by=cast.correspondent)
    seen = Seen.of(draft)
    record = workflow.return_to_author(draft, by=second_editor(cast), comment="数字不对")
    with pytest.raises(NotPossible) as refused:
        workflow.pass_review(draft, by=cast.editor, seen=seen)
    moment = f"{timezone.localtime(record.at):%H:%M}"
    assert reasons(refused) == [
        f"秦越已先行处理：“已退回”（{moment}）。稿件现在处于“已退回”状态，未执行其他操作。"
    ]


def test_taken_back_while_nobody_has_begun(cast, draft):
    workflow.submit(draft, by=cast.correspondent)
    colleague = make_user("colleague", roles=("correspondent",), organization=cast.changping)
    EditingMark.objects.create(article=draft, user=colleague)  # only looks on
    with pytest.raises(NotPossible) as refused:
        workflow.take_back(draft, by=colleague)
    assert reasons(refused) == ["只有提交人本人可以收回稿件。"]
    EditingMark.objects.create(article=draft, user=cast.editor)
    with pytest.raises(NotPossible) as refused:
        workflow.take_back(draft, by=cast.correspondent)
    assert reasons(refused) == ["方宁已打开稿件开始审核：请联系其退回。"]
    EditingMark.objects.update(seen_at=timezone.now() - dt.timedelta(minutes=5))
    workflow.take_back(draft, by=cast.correspondent)
    assert (draft.status, decisions(draft)) == ("draft", ["submitted", "taken_back"])


def test_not_taken_back_once_a_level_was_passed(cast, draft):
    workflow.submit(draft, by=cast.correspondent)
    workflow.pass_review(draft, by=cast.editor)
    with pytest.raises(NotPossible) as refused:
        workflow.take_back(draft, by=cast.correspondent)
    assert reasons(refused) == ["稿件处于“待复审”状态时不能执行“收回”。"]
    draft.title = "改了"
    draft.save()
    workflow.text_saved(draft, by=cast.section_chief)  # voided: submitted again, but somebody has begun
    with pytest.raises(NotPossible) as refused:
        workflow.take_back(draft, by=cast.correspondent)
    assert reasons(refused) == ["已有一级审核通过：请联系审核人退回。"]


@pytest.mark.parametrize("passes", [0, 1, 2, 3])
def test_returned_from_every_level_and_reviewed_anew(cast, draft, passes):
    workflow.submit(draft, by=cast.correspondent)
    for person in (cast.editor, cast.section_chief, cast.chief_editor)[:passes]:
        workflow.pass_review(draft, by=person)
    record = workflow.return_to_author(draft, by=cast.chief_editor, comment="补充单位全称")
    assert (draft.status, record.comment, record.level) == (
        "returned",
        "补充单位全称",
        passes + 1 if passes < 3 else 0,
    )
    workflow.submit(draft, by=cast.correspondent)
    assert workflow.valid_passes(draft) == []
    workflow.pass_review(draft, by=cast.editor)


# --- publication ----------------------------------------------------------------------------------------
def test_scheduled_is_public_at_its_time_and_can_be_called_off(cast, draft, monkeypatch):
    passed_by_three(cast, draft)
    at = timezone.now() + dt.timedelta(days=1)
    workflow.publish(draft, by=cast.editor, at=at)
    assert draft.state == "scheduled"
    assert list(Article.objects.published()) == []
    assert list(Article.objects.published(at + dt.timedelta(seconds=1))) == [draft]
    with pytest.raises(NotPossible) as refused:
        workflow.withdraw(draft, by=cast.chief_editor, comment="误")
    assert reasons(refused) == ["稿件尚未公开：请改用取消定时发布。"]
    workflow.call_off(draft, by=cast.editor)
    assert (draft.status, draft.published_at) == ("approved", None)
    workflow.publish(draft, by=cast.editor, at=at)
    monkeypatch.setattr(timezone, "now", lambda: at + dt.timedelta(seconds=1))
    with pytest.raises(NotPossible) as refused:
        workflow.call_off(draft, by=cast.editor)
    assert reasons(refused) == ["稿件已经公开：请改用撤稿或更正。"]


def test_a_planned_time_that_has_passed_becomes_now(cast, draft):
    draft.published_at = timezone.now() - dt.timedelta(days=2)
    draft.save()
    passed_by_three(cast, draft)
    before = timezone.now()
    workflow.publish(draft, by=cast.editor)
    assert before <= draft.published_at <= timezone.now()


def test_what_would_expire_at_once_is_not_published(cast, draft):
    draft.expires_at = timezone.now() - dt.timedelta(minutes=1)
    draft.save()
    passed_by_three(cast, draft)
    with pytest.raises(NotPossible) as refused:
        workflow.publish(draft, by=cast.editor)
    assert reasons(refused) == ["到期时间已过：请改为更晚的时间，或留空。"]
    draft.expires_at = timezone.now() + dt.timedelta(hours=1)
    draft.save()
    with pytest.raises(NotPossible) as refused:
        workflow.publish(draft, by=cast.editor, at=timezone.now() + dt.timedelta(hours=2))
    assert reasons(refused) == ["到期时间早于发布时间：请改正到期时间。"]
    assert Article.objects.get(pk=draft.pk).status == "approved"


def test_approved_without_a_final_pass_is_not_published(cast):
    article = make_article("没有人审过", organization=cast.changping, status=Status.APPROVED)
    with pytest.raises(NotPossible) as refused:
        workflow.publish(article, by=cast.chief_editor)
    assert reasons(refused) == ["终审没有通过现在的稿件：请退回后重新审核。"]


# --- the record -----------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE articles_reviewrecord SET comment = 'x'",
        "DELETE FROM articles_reviewrecord",
        "TRUNCATE articles_reviewrecord CASCADE",
        "SET LOCAL session_replication_role = replica; DELETE FROM articles_reviewrecord",
    ],
)
def test_the_record_cannot_be_changed_by_sql(cast, draft, statement):
    workflow.submit(draft, by=cast.correspondent)
    cursor = connection.cursor()
    cursor.execute(
        "SET CONSTRAINTS ALL IMMEDIATE"
    )  # else PostgreSQL refuses TRUNCATE before the trigger is asked
    with pytest.raises(DatabaseError, match="never changed or deleted"), transaction.atomic():
        cursor.execute(statement)
    assert ReviewRecord.objects.count() == 1


def test_the_record_cannot_be_changed_by_the_orm(cast, draft):
    record = workflow.submit(draft, by=cast.correspondent)
    for attempt in (
        lambda: ReviewRecord.objects.update(comment="x"),
        lambda: ReviewRecord.objects.all().delete(),
        record.delete,
        record.save,
        lambda: Snapshot.objects.update(text_hash="0" * 64),
        draft.delete,
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            attempt()
    assert (ReviewRecord.objects.count(), Snapshot.objects.count(), Article.objects.count()) == (1, 1, 1)
