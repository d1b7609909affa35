"""What no table can tell: the reasons that look at the text, at the records, at the clock and at what was given.

Each is tried at its edge, and with the sentence that the person reads.
"""

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.db.models import Q
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles import actions, policy, refusals, workflow
from articles.models import Article, ArticlePhoto, Decision, EditingMark, ReviewRecord, Status, published_q
from articles.refusals import Given
from articles.workflow import NotPossible, Seen
from tests.factories import make_article, make_photo, make_published, make_user

NOW = timezone.make_aware(dt.datetime(2046, 3, 12, 9, 0))
SECOND, DAY = dt.timedelta(seconds=1), dt.timedelta(days=1)


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: NOW)


def draft(cast: Any, **values: Any) -> Article:
    return make_article(
        "夜校开课", **{"organization": cast.changping, "author": cast.correspondent, **values}
    )


def approved(cast: Any, **values: Any) -> Article:
    article = draft(cast, **values)
    workflow.submit(article, by=article.author)
    for person in (cast.editor, cast.section_chief, cast.chief_editor):
        workflow.pass_review(article, by=person)
    return article


def live(cast: Any, **values: Any) -> Article:
    article = make_published(published_at=NOW - DAY, organization=cast.changping, author=cast.correspondent)
    Article.objects.filter(pk=article.pk).update(**values)
    return Article.objects.get(pk=article.pk)


def refused(attempt: Any) -> list[str]:
    with pytest.raises(NotPossible) as error:
        attempt()
    assert str(error.value) == " ".join(error.value.reasons)
    return [str(reason) for reason in error.value.reasons]


pytestmark = pytest.mark.django_db


# --- submit ---------------------------------------------------------------------------------------------
def test_what_a_submission_lacks(cast):
    def against(**values: Any) -> list[str]:
        return refusals.against_submit(draft(cast, **values), cast.correspondent)

    empty = "稿件既无正文也无图片：请先写好再提交。"
    assert against(body="<p> </p>") == [empty]
    assert against(is_reprint=True) == ["转载稿必须注明来源：请先填写来源再提交。"]
    assert against(is_reprint=True, source_name="中工网") == []
    assert against(source_name="") == []
    pictures = draft(cast, body="")
    assert refusals.against_submit(pictures, cast.correspondent) == [empty]
    ArticlePhoto.objects.create(article=pictures, photo=make_photo())
    assert refusals.against_submit(pictures, cast.correspondent) == []


def test_without_a_union_nobody_would_review_it(cast):
    """Only an account that acts for everybody sees such copy; it may hand it in."""
    nowhere = draft(cast, organization=None)
    assert refusals.against_submit(nowhere, cast.correspondent) == [
        "未填写供稿工会，审核人员将看不到它：请填写供稿工会。"
    ]
    assert refused(lambda: workflow.submit(nowhere, by=cast.correspondent)) == [
        "未填写供稿工会，审核人员将看不到它：请填写供稿工会。"
    ]
    assert refusals.against_submit(nowhere, make_user("root", is_superuser=True)) == []


# --- take back ------------------------------------------------------------------------------------------
def test_who_takes_back_and_until_when(cast):
    only, passed = "只有提交人本人可以收回稿件。", "已有一级审核通过：请联系审核人退回。"
    article = draft(cast)
    assert refusals.against_take_back(article, cast.correspondent) == [only]  # nobody has handed it in
    workflow.submit(article, by=cast.correspondent)
    assert refusals.against_take_back(article, cast.correspondent) == []
    assert refusals.against_take_back(article, cast.editor) == [only]
    workflow.pass_review(article, by=cast.editor)
    assert refusals.against_take_back(article, cast.correspondent) == [passed]
    workflow.return_to_author(article, by=cast.section_chief, comment="改")
    workflow.submit(article, by=cast.editor)  # the last submission counts, and passes before it do not
    assert refusals.against_take_back(article, cast.correspondent) == [only]
    assert refusals.against_take_back(article, cast.editor) == []


def test_an_open_form_counts_until_it_is_stale(cast):
    article = draft(cast)
    workflow.submit(article, by=cast.correspondent)
    mark = EditingMark.objects.create(
        article=article, user=cast.editor, seen_at=NOW - dt.timedelta(minutes=2)
    )
    EditingMark.objects.create(article=article, user=cast.correspondent, seen_at=NOW)
    assert refusals.others_editing(article, cast.correspondent) == []
    EditingMark.objects.filter(pk=mark.pk).update(seen_at=NOW - dt.timedelta(minutes=2) + SECOND)
    assert refusals.others_editing(article, cast.correspondent) == [mark]
    assert refusals.others_editing(article, cast.editor) == [EditingMark.objects.get(user=cast.correspondent)]
    assert refusals.against_take_back(article, cast.correspondent) == [
        "方宁已打开稿件开始审核：请联系其退回。"
    ]


# --- authors and passes -----------------------------------------------------------------------------------
def test_whose_text_it_is(cast):
    article = draft(cast)
    assert refusals.authors_of(article) == {cast.correspondent.pk}
    article.title = "改过的题"
    article.save()
    workflow.text_saved(article, by=cast.editor)
    workflow.submit(article, by=cast.section_chief)
    assert refusals.authors_of(article) == {cast.correspondent.pk, cast.editor.pk, cast.section_chief.pk}
    workflow.return_to_author(article, by=cast.chief_editor, comment="改")
    workflow.submit(article, by=cast.correspondent)  # who handed in an earlier text wrote nothing of this one
    assert refusals.authors_of(article) == {cast.correspondent.pk, cast.editor.pk}
    nobodys = make_article(organization=cast.changping)
    assert refusals.authors_of(nobodys) == set()


@pytest.mark.parametrize(
    ("decisions", "valid"),
    [
        ("passed passed", [0, 1]),
        ("adopted passed", [0, 1]),
        ("passed submitted passed", [2]),
        ("passed returned", []),
        ("passed voided passed", [2]),
        ("passed taken_back", []),
        ("passed restored", []),
        ("passed published timed unscheduled corrected correction_started withdrawn discarded", [0]),
    ],
)
def test_which_passes_still_hold(cast, decisions, valid):
    article = draft(cast)
    records = [
        ReviewRecord.objects.create(
            article=article, decision=decision, user_name="x", at=NOW + place * SECOND
        )
        for place, decision in enumerate(decisions.split())
    ]
    assert refusals.valid_passes(article) == [records[place] for place in valid]


def test_passes_are_in_the_order_of_time_then_of_entry(cast):
    article = draft(cast)
    late, early, twin = (
        ReviewRecord.objects.create(article=article, decision="passed", user_name="x", at=at)
        for at in (NOW + DAY, NOW, NOW)
    )
    assert refusals.valid_passes(article) == [early, twin, late]


def test_a_text_that_was_changed_behind_the_desk_is_not_passed_on(cast):
    article = draft(cast)
    workflow.submit(article, by=cast.correspondent)
    workflow.pass_review(article, by=cast.editor)
    Article.objects.filter(pk=article.pk).update(title="偷偷改的")
    assert refused(lambda: workflow.pass_review(article, by=cast.section_chief)) == [
        "现在的稿件与审核通过的不一致：请退回后重新审核。"
    ]


def test_the_level_names_those_who_pass_it(cast):
    article = draft(cast)
    workflow.submit(article, by=cast.correspondent)
    assert actions.reasons_against("pass", article, cast.chief_editor) == ["这一级审核由以下角色通过：编辑。"]


# --- publish ----------------------------------------------------------------------------------------------
def test_when_it_is_published(cast):
    def when(at: dt.datetime | None = None, **values: Any) -> dt.datetime:
        return refusals.publication_time(Article(**values), at)

    assert when() == NOW
    assert when(NOW + DAY) == NOW + DAY
    assert when(NOW - DAY) == NOW - DAY  # who says so in words means it
    assert when(published_at=NOW + DAY) == NOW + DAY
    assert when(NOW + 2 * DAY, published_at=NOW + DAY) == NOW + 2 * DAY
    assert when(published_at=NOW - DAY) == NOW
    # What was public before keeps the day on which it first was.
    assert when(published_at=NOW - DAY, withdrawn_at=NOW - SECOND) == NOW - DAY


def test_times_of_publication_that_are_refused(cast):
    late = "到期时间早于发布时间：请改正到期时间。"
    article = approved(cast, expires_at=NOW + DAY)

    def against(at: dt.datetime | None) -> list[str]:
        return refusals.against_publication_time(article, cast.editor, Given(at=at))

    assert (against(NOW + DAY), against(NOW + 2 * DAY), against(NOW + DAY - SECOND), against(None)) == (
        [late], [late], [], [],
    )  # fmt: skip
    article.expires_at = None
    assert against(NOW + DAY) == []
    copy = Article(working_copy_of=article)
    assert refusals.against_publication_time(copy, cast.editor, Given(at=NOW)) == [
        "更正会立即替换原文：请将时间留空。"
    ]
    assert refusals.against_publication_time(copy, cast.editor, Given()) == []


@pytest.mark.parametrize(("expires", "expected"), [(-SECOND, True), (0 * SECOND, True), (SECOND, False)])
def test_what_has_expired_is_not_published(cast, expires, expected):
    article = approved(cast)
    Article.objects.filter(pk=article.pk).update(expires_at=NOW + expires)
    article.refresh_from_db()
    sentences = ["到期时间已过：请改为更晚的时间，或留空。"]
    assert refusals.against_publish(article, cast.editor) == (sentences if expected else [])


def test_publication_takes_away_what_a_withdrawal_left(cast):
    article = approved(cast)
    other = live(cast)
    Article.objects.filter(pk=article.pk).update(
        withdrawn_at=NOW, withdrawal_kind="replaced", withdrawal_notice="本文已撤回。", replaced_by=other
    )
    earlier = NOW - 2 * DAY
    Article.objects.filter(pk=article.pk).update(updated_at=earlier)
    assert workflow.publish(article, by=cast.editor) == article
    stored = Article.objects.get(pk=article.pk)
    assert (stored.status, stored.published_at, stored.updated_at) == ("published", NOW, NOW)
    assert (stored.withdrawn_at, stored.withdrawal_kind, stored.withdrawal_notice, stored.replaced_by) == (
        None, "", "", None,
    )  # fmt: skip


# --- after publication ------------------------------------------------------------------------------------
def test_what_is_not_public_yet_and_what_is(cast):
    later, public = live(cast, published_at=NOW + SECOND), live(cast)
    root = make_user("root", is_superuser=True)
    said = {
        code: [actions.reasons_against(code, article, root) for article in (later, public)]
        for code in ("call_off", "withdraw", "start_correction")
    }
    assert said == {
        "call_off": [[], ["稿件已经公开：请改用撤稿或更正。"]],
        "withdraw": [["稿件尚未公开：请改用取消定时发布。"], []],
        "start_correction": [["稿件尚未公开：请先取消定时发布并退回，再修改。"], []],
    }


def test_when_an_article_may_end(cast):
    lead, time = (
        "已发布稿件何时下线，由本工会的总编决定。",
        "下线时间须晚于现在和发布时间：请选择更晚的时间。",
    )
    article = live(cast)

    def against(by: Any, ends: dt.datetime | None) -> list[str]:
        return refusals.against_end(article, by, Given(expires_at=ends))

    chief, editor = cast.chief_editor, cast.editor
    assert (against(editor, None), against(editor, NOW + DAY), against(editor, NOW)) == (
        [],
        [lead],
        [lead, time],
    )
    assert (against(chief, NOW), against(chief, NOW + SECOND), against(chief, NOW - DAY)) == (
        [time],
        [],
        [time],
    )
    article.published_at = NOW + DAY  # still to come
    assert (against(chief, NOW + DAY), against(chief, NOW + DAY + SECOND)) == ([time], [])
    article.published_at = None
    assert (against(chief, NOW), against(chief, NOW + SECOND)) == ([time], [])
    article.expires_at = NOW + DAY
    assert (against(editor, NOW + DAY), against(editor, None), against(chief, None)) == ([], [lead], [])


def test_what_a_withdrawal_leaves(cast):
    article, other = live(cast), live(cast)
    record = workflow.withdraw(
        article, by=cast.chief_editor, comment=" 内容有误 ", kind="replaced", notice=" 见新稿。 ",
        replaced_by=other,
    )  # fmt: skip
    stored = Article.objects.get(pk=article.pk)
    assert (stored.withdrawn_at, stored.withdrawal_kind, stored.withdrawal_notice, stored.replaced_by) == (
        NOW, "replaced", "见新稿。", other,
    )  # fmt: skip
    assert (record.comment, record.approver_name, record.at, record.user_name) == (
        "内容有误",
        "林川",
        NOW,
        "林川",
    )


# --- the record and the text --------------------------------------------------------------------------------
def test_a_correction_begins_and_ends_with_its_records(cast):
    article = live(cast)
    workflow.text_saved(article, by=cast.correspondent)
    Article.objects.filter(pk=article.pk).update(correction_note="上一次的更正。")
    copy = workflow.start_correction(article, by=cast.editor, comment="场次有误")
    begun = copy.records.get()
    assert (copy.status, copy.author, copy.organization, copy.title, copy.correction_note) == (
        "draft", cast.editor, cast.changping, article.title, "",
    )  # fmt: skip
    assert (begun.decision, begun.user, begun.comment, begun.snapshot.note, begun.snapshot.saved_by) == (
        "correction_started", cast.editor, "场次有误", "开始更正", cast.editor,
    )  # fmt: skip
    copy.title, copy.correction_note = "开课九十六场", " 场次应为96场。 "
    copy.save()
    workflow.text_saved(copy, by=cast.section_chief)
    workflow.submit(copy, by=cast.editor)
    for person in (make_user("second", roles=("editor",), organization=cast.city), make_user("chief2", roles=("section_chief",), organization=cast.city), cast.chief_editor):  # fmt: skip
        workflow.pass_review(copy, by=person)
    assert workflow.publish(copy, by=cast.chief_editor).pk == article.pk
    stored, last = Article.objects.get(pk=article.pk), article.records.last()
    assert (stored.correction_note, [(row.note, row.corrected_at) for row in stored.corrections.all()]) == (
        "", [("场次应为96场。", NOW)],
    )  # fmt: skip
    assert (last.decision, last.user, last.comment, last.snapshot.note) == (
        "corrected", cast.chief_editor, "场次应为96场。", "更正",
    )  # fmt: skip
    assert last.snapshot.saved_by == copy.snapshots.filter(saved_by__isnull=False).first().saved_by
    assert list(copy.records.values_list("decision", "comment"))[-1] == ("corrected", "")


def test_without_a_note_a_correction_is_not_told_to_readers(cast):
    article = live(cast)
    copy = workflow.start_correction(article, by=cast.editor)
    assert (copy.records.get().comment, workflow.start_correction(article, by=cast.section_chief)) == (
        "",
        copy,
    )
    Article.objects.filter(pk=copy.pk).update(status=Status.APPROVED)
    copy.refresh_from_db()
    passed = refusals.snapshots.hash_of(refusals.snapshots.content_of(copy))
    ReviewRecord.objects.create(
        article=copy, decision="passed", user_name="林川", is_final=True, text_hash=passed
    )
    workflow.publish(copy, by=cast.editor)
    assert list(article.corrections.all()) == []


def test_a_text_that_nobody_kept_is_the_submitters_and_never_the_reviewers(cast):
    article = draft(cast)
    workflow.submit(article, by=cast.correspondent)
    assert article.snapshots.get().saved_by == cast.correspondent
    other = draft(cast, status=Status.SUBMITTED)
    workflow.return_to_author(other, by=cast.editor, comment="改")
    assert other.snapshots.get().saved_by is None


def test_comments_are_kept_without_blanks_around(cast):
    article = draft(cast)
    assert workflow.submit(article, by=cast.correspondent, comment=" 请审 ").comment == "请审"
    assert workflow.take_back(article, by=cast.correspondent).comment == ""
    workflow.submit(article, by=cast.correspondent)
    assert workflow.pass_review(article, by=cast.editor, comment=" 好 ").comment == "好"
    assert workflow.return_to_author(article, by=cast.section_chief, comment=" 改 ").comment == "改"
    copy = workflow.start_correction(live(cast), by=cast.editor)
    assert workflow.discard(copy, by=cast.editor, comment=" 不改了 ").comment == "不改了"
    gone = live(cast)
    workflow.withdraw(gone, by=cast.chief_editor, comment="误")
    assert (gone.withdrawal_kind, gone.withdrawal_notice, gone.replaced_by) == ("gone", "", None)
    assert workflow.restore(gone, by=cast.editor, comment=" 核实 ").comment == "核实"


def test_what_was_adopted_says_so(cast):
    article = draft(cast)
    record = workflow.adopt(article, by=None, published_at=NOW - DAY, comment="旧报")
    stored = Article.objects.get(pk=article.pk)
    assert (stored.status, stored.published_at) == ("published", NOW - DAY)
    assert (record.decision, record.user, record.user_name, record.comment, record.at) == (
        "adopted", None, "系统", "旧报", NOW,
    )  # fmt: skip
    assert (record.snapshot.saved_by, record.text_hash) == (None, record.snapshot.text_hash)
    assert list(article.notices.all()) == []
    other = draft(cast)
    assert workflow.adopt(other, by=cast.editor, published_at=NOW).snapshot.saved_by == cast.editor
    assert (other.records.get().comment, other.records.get().user) == ("", cast.editor)


def test_times_are_written_into_the_record(cast):
    article = live(cast)
    given = {"pinned_until": None, "expires_at": NOW + DAY}
    record = workflow.set_times(article, by=cast.chief_editor, comment=" 期限 ", **given)
    assert record.comment == "期限\n置顶至：不置顶；下线时间：2046-03-13 09:00。"
    stored = Article.objects.get(pk=article.pk)
    assert (stored.pinned_until, stored.expires_at) == (None, NOW + DAY)
    record = workflow.set_times(article, by=cast.editor, pinned_until=NOW, expires_at=NOW + DAY)
    assert record.comment == "置顶至：2046-03-12 09:00；下线时间：2046-03-13 09:00。"


# --- two at once --------------------------------------------------------------------------------------------
def test_who_comes_second_is_told_who_was_first(cast):
    article = draft(cast)
    seen = Seen(0, "draft")
    Article.objects.filter(pk=article.pk).update(status=Status.APPROVED)
    assert refused(lambda: workflow.submit(article, by=cast.correspondent, seen=seen)) == [
        "稿件现在处于“已通过终审”状态：请重新查看。"
    ]
    then = NOW - dt.timedelta(minutes=5)
    for at, decision in ((then, Decision.RETURNED), (then, Decision.PASSED), (NOW - DAY, Decision.SUBMITTED)):
        ReviewRecord.objects.create(article=article, decision=decision, user_name="秦越", at=at)
    assert refused(lambda: workflow.submit(article, by=cast.correspondent, seen=seen)) == [
        "秦越已先行处理：“通过”（08:55）。稿件现在处于“已通过终审”状态，未执行其他操作。"
    ]
    assert Seen.of(article) == Seen(0, "approved")


def test_a_text_that_was_seen_in_another_version(cast):
    article = draft(cast)
    workflow.text_saved(article, by=cast.correspondent)
    for version in (0, 2):
        assert refused(
            lambda version=version: workflow.submit(
                article, by=cast.correspondent, seen=Seen(version, "draft")
            )
        ) == ["您打开之后稿件有过修改：请重新阅读再作决定。"]
    workflow.submit(article, by=cast.correspondent, seen=Seen(1, "draft"))


def locks(attempt: Any) -> list[str]:
    with CaptureQueriesContext(
        connection,
    ) as queries:
        attempt()
    return [query["sql"] for query in queries if "FOR NO KEY UPDATE" in query["sql"]]


def test_rows_that_are_needed_together_are_locked_in_the_order_of_their_keys(cast):
    """A person who merely points to the row need not wait, and two who need the same rows never do for each other."""
    first, second = live(cast), live(cast)
    copy = workflow.start_correction(first, by=cast.editor)
    ends = 'ORDER BY "articles_article"."id" ASC FOR NO KEY UPDATE OF "articles_article"'
    one, *_rest = locks(lambda: workflow.discard(copy, by=cast.editor))
    assert one.endswith(f'WHERE "articles_article"."id" IN ({first.pk}, {copy.pk}) {ends}')
    two, *_rest = locks(
        lambda: workflow.withdraw(
            second,
            by=cast.chief_editor,
            comment="误",
            kind="replaced",
            replaced_by=first,
        )
    )
    assert two.endswith(f'WHERE "articles_article"."id" IN ({first.pk}, {second.pk}) {ends}')
    alone, *_rest = locks(lambda: workflow.start_correction(first, by=cast.editor))
    assert alone.endswith(f'WHERE "articles_article"."id" IN ({first.pk}) {ends}')


def test_a_decision_that_fails_leaves_nothing_behind(cast, monkeypatch):
    article = draft(cast)

    def broken(*_given: Any) -> None:
        raise OSError("no notice")

    monkeypatch.setattr("articles.notices.tell", broken)
    for attempt in (
        lambda: workflow.submit(article, by=cast.correspondent),
        lambda: workflow.adopt(article, by=None, published_at=NOW),
    ):
        with pytest.raises(OSError, match="no notice"):
            attempt()
        stored = Article.objects.get(pk=article.pk)
        assert (stored.status, stored.records.count(), stored.snapshots.count()) == ("draft", 0, 0)


# --- what readers see -----------------------------------------------------------------------------------------
def test_public_from_its_second_until_its_end(cast):
    article = live(cast)

    def public(at: dt.datetime | None = None) -> bool:
        return Article.objects.filter(published_q(at)).exists()

    for published, ends, expected in [
        (NOW, None, True),
        (NOW + SECOND, None, False),
        (NOW - DAY, NOW, False),
        (NOW - DAY, NOW + SECOND, True),
    ]:
        Article.objects.filter(pk=article.pk).update(published_at=published, expires_at=ends)
        stored = Article.objects.get(pk=article.pk)
        assert (public(), stored.is_public, public(NOW)) == (expected, expected, expected)
    assert (public(NOW - DAY), public(NOW - DAY - SECOND), public(NOW + SECOND)) == (True, False, False)
    for state in Status:
        if state not in ("published", "withdrawn"):
            Article.objects.filter(pk=article.pk).update(status=state, expires_at=None)
            assert not public()


def test_the_condition_in_words():
    assert published_q(NOW, "article__") == Q(
        article__status=Status.PUBLISHED, article__published_at__lte=NOW
    ) & (Q(article__expires_at__isnull=True) | Q(article__expires_at__gt=NOW))
    assert published_q() == Q(status=Status.PUBLISHED, published_at__lte=NOW) & (
        Q(expires_at__isnull=True) | Q(expires_at__gt=NOW)
    )


# --- the policy -------------------------------------------------------------------------------------------------
def test_roles_that_write_no_articles(cast):
    """An author who lost the role of a correspondent sees their copy, if they have another; they do not write."""
    article = draft(cast)
    chief = make_user("moved", roles=("administrator",), organization=cast.changping)
    assert policy.reasons_against_change(chief, article) == ["这篇稿件属于您的账号无权处理的工会。"]


def test_who_may_write_and_who_may_set_placement(cast):
    people = (cast.correspondent, cast.editor, cast.administrator, cast.stranger)
    assert [policy.may_add(person) for person in people] == [True, True, False, False]
    assert [policy.may_set_placement(person) for person in people] == [False, True, False, False]


def test_an_author_elsewhere_takes_back_and_submits_but_nothing_else(cast):
    """A correspondent of 昌平 who has written for 朝阳: the copy is theirs, the newsroom is not."""
    moved = make_user("moved", roles=("editor",), organization=cast.changping)
    article = draft(cast, organization=cast.chaoyang, author=moved)
    only = "您只能以作者身份查看这篇稿件：它归另一工会的编辑部处理。"
    said = {code: only in actions.reasons_against(code, article, moved) for code in actions.ACTIONS}
    assert said == {
        **dict.fromkeys(actions.ACTIONS, True), "submit": False, "take_back": False, "discard": False,
        "withdraw_first": False,
    }  # fmt: skip


def test_who_approves_the_withdrawal_of_what_no_union_wrote(cast):
    root = make_user("root", is_superuser=True)
    make_user("local", is_superuser=True, organization=cast.city)
    assert cast.chief_editor not in policy.withdrawal_approvers(draft(cast, organization=None))
    assert list(policy.withdrawal_approvers(draft(cast, organization=None))) == [root]


# --- what the desk lists ------------------------------------------------------------------------------------------
def test_what_the_desk_lists_as_possible_and_as_other(cast):
    """Possible by the state, in the table's order, each with the reasons against it; the others beside them."""
    article = draft(cast)
    role, state = "您的角色不能执行此操作。", "稿件处于“草稿”状态时不能执行“{}”。"

    def listed(found: Any) -> list[tuple[str, list[str]]]:
        return [(action.code, against) for action, against in found]

    assert listed(actions.possible_actions(article, cast.editor)) == [("submit", [])]
    assert listed(actions.other_actions(article, cast.correspondent)) == [
        ("take_back", [state.format("收回")]),
        *(
            (code, [state.format(actions.ACTIONS[code].label), role])
            for code in (
                "pass",
                "return",
                "publish",
                "call_off",
                "set_times",
                "start_correction",
                "ask_withdrawal",
                "withdraw",
                "drop_withdrawal",
                "restore",
            )
        ),
    ]
    copy = workflow.start_correction(live(cast), by=cast.editor)
    assert listed(actions.possible_actions(copy, cast.correspondent)) == [("submit", []), ("discard", [role])]
    assert [code for code, _against in listed(actions.other_actions(copy, cast.editor))] == [
        "take_back", "pass", "return", "publish",
    ]  # fmt: skip


# --- what was read --------------------------------------------------------------------------------------
def test_what_was_not_opened_is_not_passed(cast, monkeypatch):
    article = draft(cast)
    workflow.submit(article, by=cast.correspondent)
    opened: list[tuple[Any, Any]] = []
    monkeypatch.setattr("articles.viewings.has_seen", lambda user, text: opened.append((user, text)))
    assert refusals.against_pass(article, cast.editor) == ["您还没有打开过这一版稿件：请先阅读，再予通过。"]
    assert opened == [(cast.editor, article)]


def test_from_when_readers_see_it(cast):
    at = timezone.make_aware(dt.datetime(2046, 3, 14, 7, 30))
    assert workflow.decisions.seen_from(at) == "读者自 2046-03-14 07:30 起可以看到。"
