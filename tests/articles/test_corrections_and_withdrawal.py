"""Corrections through working copies, withdrawal, restoring, and earlier versions put back."""

import datetime as dt
from typing import Any

import pytest
from django.utils import timezone

from articles import actions, queues, snapshots, workflow
from articles.models import Article, ArticlePhoto, Decision, Status
from articles.workflow import NotPossible
from tests.articles.test_workflow import decisions, reasons
from tests.factories import make_article, make_photo, make_published, make_section, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def live(cast) -> Article:
    article = make_article(
        "开课九十场", organization=cast.changping, author=cast.correspondent, credits=(("reporter", "何苗"),)
    )
    ArticlePhoto.objects.create(article=article, photo=make_photo(), caption="课堂", is_lead=True)
    article.tags.add("夜校")
    workflow.adopt(article, by=cast.correspondent, published_at=timezone.now() - dt.timedelta(days=1))
    return Article.objects.get(pk=article.pk)


def through_review(cast, article: Article, by: Any) -> None:
    other = make_user(roles=("editor",), organization=cast.city)
    workflow.submit(article, by=by)
    for person in (other, cast.section_chief, cast.chief_editor):
        workflow.pass_review(article, by=person)


def changed(article: Article, title: str, by: Any, **values: Any) -> Article:
    article.title = title
    for name, value in values.items():
        setattr(article, name, value)
    article.save()
    workflow.text_saved(article, by=by)
    return article


# --- corrections --------------------------------------------------------------------------------------
def test_a_correction_replaces_the_text_when_it_has_passed(cast, live):
    published_at = live.published_at
    copy = workflow.start_correction(live, by=cast.editor, comment="场次有误")
    changed(copy, "开课九十六场", cast.editor, correction_note="场次应为96场。")
    copy.photo_entries.update(caption="课堂一角")
    copy.tags.add("职工教育")
    workflow.text_saved(copy, by=cast.editor)
    through_review(cast, copy, cast.editor)
    live.refresh_from_db()
    assert (live.title, live.photo_entries.get().caption) == ("开课九十场", "课堂")
    assert list(Article.objects.published()) == [live]
    assert workflow.publish(copy, by=cast.chief_editor) == live
    live.refresh_from_db()
    assert (live.title, live.published_at, live.status) == ("开课九十六场", published_at, "published")
    assert live.photo_entries.get().caption == "课堂一角"
    assert sorted(live.tags.names()) == ["夜校", "职工教育"]
    assert [str(credit) for credit in live.credits.all()] == ["记者 何苗"]
    assert [correction.note for correction in live.corrections.all()] == ["场次应为96场。"]
    assert (decisions(live), decisions(copy)) == (
        ["adopted", "corrected"],
        ["correction_started", "submitted", "passed", "passed", "passed", "corrected"],
    )
    assert (copy.status, live.version, live.snapshots.first().saved_by) == ("merged", 2, cast.editor)
    assert list(Article.objects.published()) == [live]


def test_a_second_correction_leads_to_the_open_one(cast, live):
    copy = workflow.start_correction(live, by=cast.editor)
    assert workflow.start_correction(live, by=cast.section_chief) == copy
    workflow.discard(copy, by=cast.editor, comment="不必改")
    again = workflow.start_correction(live, by=cast.section_chief)
    assert again != copy
    assert list(live.working_copies.order_by("pk").values_list("status", flat=True)) == ["discarded", "draft"]


def test_a_correction_of_a_text_that_has_changed_since_is_refused(cast, live):
    """Withdrawn, taken up again, rewritten, published: what was begun before must not undo that."""
    copy = workflow.start_correction(live, by=cast.editor)
    changed(copy, "旧稿的更正", cast.editor)
    through_review(cast, copy, cast.editor)
    workflow.withdraw(live, by=cast.chief_editor, comment="重写")
    with pytest.raises(NotPossible) as refused:
        workflow.publish(copy, by=cast.chief_editor)
    assert reasons(refused) == ["原稿件已不在发布状态：这份更正没有可替换的内容。"]
    workflow.restore(live, by=cast.editor)
    changed(live, "重写过的标题", cast.correspondent)
    through_review(cast, live, cast.correspondent)
    workflow.publish(live, by=cast.editor)
    with pytest.raises(NotPossible) as refused:
        workflow.publish(copy, by=cast.chief_editor)
    assert reasons(refused) == ["开始更正之后原稿件已有变化：请放弃这份更正，重新开始。"]
    live.refresh_from_db()
    assert live.title == "重写过的标题"


def test_a_correction_has_no_time_of_its_own(cast, live):
    copy = workflow.start_correction(live, by=cast.editor)
    changed(copy, "更正", cast.editor)
    through_review(cast, copy, cast.editor)
    with pytest.raises(NotPossible) as refused:
        workflow.publish(copy, by=cast.editor, at=timezone.now() + dt.timedelta(days=1))
    assert reasons(refused) == ["更正会立即替换原文：请将时间留空。"]


# --- standing on top, and ending --------------------------------------------------------------------------
MORNING = timezone.make_aware(dt.datetime(2046, 3, 12, 9, 0))


def test_a_published_article_is_pinned_and_its_passes_stay(cast, live):
    before = live.version
    record = workflow.set_times(live, by=cast.editor, pinned_until=MORNING, expires_at=None, comment="头条")
    live.refresh_from_db()
    assert (live.pinned_until, live.expires_at, live.status, live.version) == (
        MORNING,
        None,
        "published",
        before,
    )
    assert (record.decision, record.comment) == (
        "timed",
        "头条\n置顶至：2046-03-12 09:00；下线时间：不下线。",
    )
    assert list(Article.objects.published().newest_first()) == [live]


def test_when_a_published_article_ends_is_decided_by_a_leader(cast, live):
    for person in (cast.editor, cast.section_chief):
        with pytest.raises(NotPossible) as refused:
            workflow.set_times(live, by=person, pinned_until=None, expires_at=MORNING)
        assert reasons(refused) == ["已发布稿件何时下线，由本工会的总编决定。"]
    workflow.set_times(live, by=cast.chief_editor, pinned_until=None, expires_at=MORNING)
    live.refresh_from_db()
    assert live.expires_at == MORNING
    # What was decided may be left as it is by anybody of the newsroom.
    workflow.set_times(live, by=cast.editor, pinned_until=MORNING, expires_at=MORNING)
    with pytest.raises(NotPossible) as refused:
        workflow.set_times(live, by=cast.chief_editor, pinned_until=None, expires_at=timezone.now())
    assert reasons(refused) == ["下线时间须晚于现在和发布时间：请选择更晚的时间。"]
    live.refresh_from_db()
    assert (live.pinned_until, live.expires_at) == (MORNING, MORNING)


def test_actions_that_do_not_exist_for_the_other_kind(cast, live):
    copy = workflow.start_correction(live, by=cast.editor)
    assert actions.reasons_against("discard", live, cast.editor) == ["只有更正稿可以放弃。"]
    assert {
        code: actions.reasons_against(code, copy, cast.editor)
        for code in ("call_off", "set_times", "start_correction", "withdraw", "restore")
    } == dict.fromkeys(
        ("call_off", "set_times", "start_correction", "withdraw", "restore"),
        ["此操作针对已发布的稿件本身，不针对更正稿。"],
    )


def test_a_published_text_cannot_be_saved_over(cast, live):
    with pytest.raises(NotPossible) as refused, workflow.change_text(live.pk, by=cast.editor):
        pass
    assert reasons(refused) == ["已发布的稿件不能直接修改：请发起更正。"]
    live.title = "偷偷改的"
    live.save(update_fields=["title"])
    with pytest.raises(NotPossible) as refused:
        workflow.text_saved(live, by=cast.editor)
    assert reasons(refused) == ["稿件现在处于“已发布”状态，不能直接修改内容。"]


# --- withdrawal ----------------------------------------------------------------------------------------
REASON = "请写明理由：它会存入记录并告知作者。"
APPROVER = "撤稿须由本工会的总编批准：请选择一位。"


def test_withdrawal_needs_a_reason_an_approver_and_what_its_kind_asks_for(cast, live):
    local_chief = make_user("local", roles=("chief_editor",), organization=cast.chaoyang)
    gone = make_user("gone", roles=("chief_editor",), organization=cast.city, is_active=False)
    draft = make_article("还没发", organization=cast.changping)
    cases = [
        ({"approver": cast.section_chief, "comment": ""}, [REASON, APPROVER]),
        ({"approver": None, "comment": "误"}, [APPROVER]),
        ({"approver": local_chief, "comment": "误"}, [APPROVER]),
        ({"approver": gone, "comment": "误"}, [APPROVER]),
        ({"approver": cast.chief_editor, "comment": "误", "kind": "burnt"}, ["请选择撤稿后原网址的处理方式。"]),
        ({"approver": cast.chief_editor, "comment": "误", "kind": "kept"}, ["请写明要显示在正文上方的声明。"]),
        ({"approver": cast.chief_editor, "comment": "误", "kind": "replaced"}, ["请选择替代它的已发布稿件。"]),
        ({"approver": cast.chief_editor, "comment": "误", "kind": "replaced", "replaced_by": live}, ["请选择替代它的已发布稿件。"]),
        ({"approver": cast.chief_editor, "comment": "误", "kind": "replaced", "replaced_by": draft}, ["请选择替代它的已发布稿件。"]),
    ]  # fmt: skip
    for values, expected in cases:
        with pytest.raises(NotPossible) as refused:
            workflow.ask_withdrawal(live, by=cast.editor, **values)
        assert reasons(refused) == expected
    live.refresh_from_db()
    assert (live.status, decisions(live)) == ("published", ["adopted"])


def test_withdrawn_and_taken_up_again_through_review(cast, live):
    workflow.withdraw(live, by=cast.chief_editor, comment="内容有误", notice="本文已撤回。")
    record = live.records.last()
    assert (record.decision, record.comment, record.approver_name, record.user_name) == (
        "withdrawn", "内容有误", "林川", "林川",
    )  # fmt: skip
    assert list(Article.objects.published()) == []
    assert (live.withdrawal_kind, live.withdrawal_notice) == ("gone", "本文已撤回。")
    workflow.restore(live, by=cast.editor, comment="核实后重发")
    assert (live.status, live.is_taken_down, workflow.valid_passes(live)) == ("draft", True, [])
    first_published = live.published_at
    through_review(cast, live, cast.correspondent)
    workflow.publish(live, by=cast.editor)
    assert (live.is_public, live.is_taken_down, live.withdrawal_notice) == (True, False, "")
    assert live.published_at == first_published


def test_an_address_that_leads_to_another_article(cast, live):
    other = make_published("新的报道", organization=cast.changping)
    workflow.withdraw(
        live,
        by=cast.chief_editor,
        comment="有新报道",
        kind="replaced",
        replaced_by=other,
    )
    assert (live.withdrawal_kind, live.replaced_by) == ("replaced", other)


def test_a_replacement_that_was_chosen_for_another_kind_is_not_kept(cast, live):
    other = make_published("新的报道", organization=cast.changping)
    workflow.withdraw(live, by=cast.chief_editor, comment="误", kind="gone", replaced_by=other)
    assert live.replaced_by is None


# --- asking for it --------------------------------------------------------------------------------------------
def told(article: Article) -> list[tuple[str, str]]:
    return sorted((str(notice.recipient), notice.kind) for notice in article.notices.all())


def test_an_editor_asks_and_nothing_happens_until_the_leader_acts(cast, live):
    workflow.ask_withdrawal(
        live, by=cast.editor, approver=cast.chief_editor, comment="数字有误", notice="已撤。"
    )
    record = live.records.last()
    assert (live.is_public, record.decision, record.approver_name, record.approval) == (
        True, "withdrawal_asked", "林川", "等待林川",
    )  # fmt: skip
    assert told(live) == [("林川", "to_withdraw")]
    assert list(queues.to_withdraw(cast.chief_editor)) == [live]
    assert list(queues.to_withdraw(cast.editor)) == []
    with pytest.raises(NotPossible) as refused:
        workflow.withdraw(live, by=cast.editor, comment="我自己来")
    assert reasons(refused) == ["您的角色不能执行此操作。"]
    with pytest.raises(NotPossible) as refused:
        workflow.ask_withdrawal(live, by=cast.section_chief, approver=cast.chief_editor, comment="误")
    assert reasons(refused) == ["方宁已申请撤稿，正等待林川确认。"]


def test_the_leader_finds_the_request_filled_in_and_confirms_it(cast, desk, live):
    workflow.ask_withdrawal(
        live, by=cast.editor, approver=cast.chief_editor, comment="数字有误", kind="kept", notice="数字待核。"
    )
    browser = desk(cast.chief_editor)
    assert "撤稿申请" in browser.get("/admin/").content.decode()
    address = f"/admin/articles/article/{live.pk}/do/withdraw/"
    page = browser.get(address).content.decode()
    assert ("数字有误" in page, "数字待核。" in page) == (True, True)
    data = {"seen": f"{live.version}-published", "comment": "同意", "kind": "kept", "notice": "数字待核。"}
    assert browser.post(address, data).status_code == 302
    live.refresh_from_db()
    record = live.records.last()
    assert (live.status, str(record.user), record.approval, record.is_emergency) == (
        "withdrawn", "林川", "由林川批准", False,
    )  # fmt: skip
    assert ("方宁", "withdrawn") in told(live)
    assert not live.withdrawal_requests.filter(closed_at=None).exists()


@pytest.mark.parametrize(
    ("who", "allowed"), [("editor", True), ("chief_editor", True), ("section_chief", False)]
)
def test_who_drops_it(cast, live, who, allowed):
    workflow.ask_withdrawal(live, by=cast.editor, approver=cast.chief_editor, comment="数字有误")
    person = getattr(cast, who)
    if not allowed:
        with pytest.raises(NotPossible) as refused:
            workflow.drop_withdrawal(live, by=person, comment="不必")
        assert reasons(refused) == ["只有申请人或分管领导可以取消撤稿申请。"]
        return
    workflow.drop_withdrawal(live, by=person, comment="核实无误")
    assert (live.is_public, live.records.last().decision) == (True, "withdrawal_dropped")
    assert ("方宁", "kept") in told(live) if person != cast.editor else ("方宁", "kept") not in told(live)
    workflow.ask_withdrawal(live, by=cast.editor, approver=cast.chief_editor, comment="还是有误")


def test_in_an_emergency_an_editor_acts_first_where_a_setting_allows_it(cast, live, settings):
    assert "withdraw_first" not in {action.code for action, _r in actions.possible_actions(live, cast.editor)}
    with pytest.raises(NotPossible):
        workflow.withdraw_first(live, by=cast.editor, approver=cast.chief_editor, comment="泄露隐私")
    settings.WITHDRAW_FIRST = True
    record = workflow.withdraw_first(live, by=cast.editor, approver=cast.chief_editor, comment="泄露隐私")
    assert (live.status, record.is_emergency, record.approval) == ("withdrawn", True, "紧急撤稿，已告知林川")
    assert ("林川", "informed") in told(live)


# --- earlier versions ------------------------------------------------------------------------------------
def test_a_snapshot_put_back_is_the_same_text(cast, live):
    before = snapshots.content_of(live)
    snapshots.put_back(live, before)
    live.refresh_from_db()
    assert snapshots.content_of(live) == before


def test_an_earlier_version_becomes_the_draft_again(cast):
    draft = make_article(
        "第一稿", organization=cast.changping, author=cast.correspondent, credits=(("reporter", "甲"),)
    )
    first = workflow.text_saved(draft, by=cast.correspondent)
    draft.credits.all().delete()
    draft.tags.add("夜校")
    changed(draft, "第二稿", cast.correspondent)
    target = workflow.restore_version(draft, first, by=cast.correspondent)
    assert target == draft
    now = Article.objects.get(pk=draft.pk)
    assert snapshots.content_of(now) == first.data
    assert list(now.snapshots.values_list("number", "note")) == [(3, "恢复版本 1"), (2, ""), (1, "")]


def test_putting_a_version_back_voids_passes(cast):
    draft = make_article("第一稿", organization=cast.changping, author=cast.correspondent)
    first = workflow.text_saved(draft, by=cast.correspondent)
    changed(draft, "第二稿", cast.correspondent)
    workflow.submit(draft, by=cast.correspondent)
    workflow.pass_review(draft, by=cast.editor)
    workflow.restore_version(draft, first, by=cast.section_chief)
    assert Article.objects.get(pk=draft.pk).status == Status.SUBMITTED
    assert decisions(draft) == ["submitted", "passed", "voided"]


def test_a_version_of_a_published_article_becomes_a_correction(cast, live):
    first = live.snapshots.get()
    copy = workflow.start_correction(live, by=cast.editor)
    changed(copy, "第二版", cast.editor, correction_note="原来写错了。")
    through_review(cast, copy, cast.editor)
    workflow.publish(copy, by=cast.editor)
    live.refresh_from_db()
    target = workflow.restore_version(live, first, by=cast.editor)
    live.refresh_from_db()
    assert (live.title, target.title, target.working_copy_of, target.status) == (
        "第二版", "开课九十场", live, "draft",
    )  # fmt: skip


def test_places_stay_for_those_who_may_not_set_them_and_the_union_for_everybody(cast):
    old, new = make_section("旧频道"), make_section("新频道")
    draft = make_article("稿", organization=cast.changping, author=cast.correspondent, section=old)
    first = workflow.text_saved(draft, by=cast.correspondent)
    draft.section, draft.organization = new, cast.city
    changed(draft, "改", cast.editor)
    workflow.restore_version(draft, first, by=cast.correspondent)
    now = Article.objects.get(pk=draft.pk)
    assert (now.title, now.section, now.organization) == ("稿", new, cast.city)
    workflow.restore_version(now, first, by=cast.editor)
    now = Article.objects.get(pk=draft.pk)
    assert (now.section, now.organization) == (old, cast.city)


def test_a_version_of_another_article_or_under_review_is_refused(cast, live):
    draft = make_article("稿", organization=cast.changping, author=cast.correspondent)
    workflow.text_saved(draft, by=cast.correspondent)
    with pytest.raises(NotPossible) as refused:
        workflow.restore_version(draft, live.snapshots.get(), by=cast.correspondent)
    assert reasons(refused) == ["这个版本属于另一篇稿件。"]
    workflow.submit(draft, by=cast.correspondent)
    with pytest.raises(NotPossible) as refused:
        workflow.restore_version(draft, draft.snapshots.get(), by=cast.correspondent)
    assert reasons(refused) == ["稿件正在审核中。请收回，或请编辑退回。"]
    assert list(draft.records.values_list("decision", flat=True)) == [Decision.SUBMITTED]
