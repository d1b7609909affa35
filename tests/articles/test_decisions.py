"""Decisions one by one: what each asks of the person who saw the article, and of what its records tell."""

import datetime as dt
from typing import Any

import pytest
from django.utils import timezone

from articles import content, refusals, snapshots, workflow
from articles.models import Article, ReviewRecord, Status
from articles.workflow import NotPossible, Seen
from tests.factories import make_article, make_published, make_user

pytestmark = pytest.mark.django_db

NOW = timezone.make_aware(dt.datetime(2046, 3, 12, 9, 0))
SECOND, DAY = dt.timedelta(seconds=1), dt.timedelta(days=1)


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: NOW)


def draft(cast: Any, **values: Any) -> Article:
    return make_article(**{"organization": cast.changping, "author": cast.correspondent, **values})


def refused(attempt: Any) -> list[str]:
    with pytest.raises(NotPossible) as error:
        attempt()
    return error.value.reasons


def record(article: Article, decision: str, at: dt.datetime = NOW, **values: Any) -> ReviewRecord:
    return ReviewRecord.objects.create(
        article=article, decision=decision, at=at, **{"user_name": "x", **values}
    )


# --- what was seen ------------------------------------------------------------------------------------------
# In which state an action is possible, and what it has to be given.
ACTIONS: dict[str, tuple[str, dict[str, Any]]] = {
    "submit": ("draft", {}), "take_back": ("submitted", {}), "pass": ("submitted", {}),
    "return": ("submitted", {"comment": "改"}), "publish": ("approved", {}), "call_off": ("published", {}),
    "set_times": ("published", {"pinned_until": None, "expires_at": None}), "start_correction": ("published", {}),
    "discard": ("draft", {}), "ask_withdrawal": ("published", {"comment": "误"}), "withdraw": ("published", {"comment": "误"}),
    "withdraw_first": ("published", {"comment": "误"}), "drop_withdrawal": ("published", {"comment": "误"}), "restore": ("withdrawn", {}),
}  # fmt: skip


def test_all_actions_are_tried():
    assert list(ACTIONS) == list(workflow.FUNCTIONS)


def prepared(cast: Any, code: str) -> tuple[Article, dict[str, Any]]:
    state, given = ACTIONS[code]
    values: dict[str, Any] = {"published_at": NOW - DAY} if state in ("published", "withdrawn") else {}
    if state == "withdrawn":
        values |= {"withdrawn_at": NOW, "withdrawal_kind": "gone"}
    if code == "discard":
        values["working_copy_of"] = make_published(organization=cast.changping)
    if code in ("ask_withdrawal", "withdraw_first"):
        given = {**given, "approver": cast.chief_editor}
    article = draft(cast, status=state, **values)
    if code == "drop_withdrawal":
        article.withdrawal_requests.create(asked_by=cast.editor, approver=cast.chief_editor, kind="gone")
    return article, given


def decider(cast: Any, code: str) -> Any:
    return cast.chief_editor if code == "withdraw" else cast.editor


@pytest.mark.parametrize("code", ACTIONS)
def test_who_saw_another_state_decides_nothing(cast, settings, code):
    settings.WITHDRAW_FIRST = True
    article, given = prepared(cast, code)
    decide = workflow.FUNCTIONS[code]
    by = decider(cast, code)
    assert refused(lambda: decide(article, by=by, seen=Seen(0, "merged"), **given)) == [
        f"稿件现在处于“{article.state_label}”状态：请重新查看。"
    ]
    assert article.records.count() == 0


@pytest.mark.parametrize("code", ACTIONS)
def test_who_saw_another_text_decides_nothing(cast, settings, code):
    settings.WITHDRAW_FIRST = True
    article, given = prepared(cast, code)
    decide = workflow.FUNCTIONS[code]
    by = decider(cast, code)
    reasons = refused(lambda: decide(article, by=by, seen=Seen(7, article.status), **given))
    assert reasons[-1] == "您打开之后稿件有过修改：请重新阅读再作决定。"
    assert article.records.count() == 0


# --- taking back ----------------------------------------------------------------------------------------------
def test_the_last_submission_is_the_last_by_time(cast):
    """And of two in one moment the one that was written last."""
    only, passed = "只有提交人本人可以收回稿件。", "已有一级审核通过：请联系审核人退回。"
    article = draft(cast)
    record(article, "submitted", user=cast.correspondent)
    record(article, "submitted", NOW - SECOND, user=cast.editor)
    record(article, "passed", NOW - SECOND)
    assert refusals.against_take_back(article, cast.correspondent) == []
    assert refusals.against_take_back(article, cast.editor) == [only]
    record(article, "submitted", user=cast.editor)
    assert refusals.against_take_back(article, cast.correspondent) == [only]
    record(article, "passed")
    assert refusals.against_take_back(article, cast.correspondent) == [only, passed]
    assert refusals.against_take_back(article, cast.editor) == [passed]


def test_an_open_form_of_ones_own_is_no_hindrance(cast):
    """An editor has handed in a text and looks at it: nobody else has begun on it."""
    article = draft(cast)
    record(article, "submitted", user=cast.editor)
    article.editing_marks.create(user=cast.editor, seen_at=NOW)
    assert refusals.against_take_back(article, cast.editor) == []


# --- publishing -----------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("passes", "allowed"),
    [
        ([("passed", True)], True),
        ([("adopted", False)], True),
        ([("passed", False)], False),
        ([("passed", True), ("passed", False)], False),
        ([("passed", False), ("passed", True)], True),
        ([], False),
    ],
)
def test_the_last_pass_has_to_be_the_final_one(cast, passes, allowed):
    article = draft(cast, status=Status.APPROVED)
    text = snapshots.hash_of(snapshots.content_of(article))
    for number, (decision, is_final) in enumerate(passes):
        record(article, decision, NOW + number * SECOND, is_final=is_final, text_hash=text)
    assert refusals.against_publish(article, cast.editor) == (
        [] if allowed else ["终审没有通过现在的稿件：请退回后重新审核。"]
    )


def test_the_text_of_the_last_pass_counts(cast):
    article = draft(cast, status=Status.APPROVED)
    text = snapshots.hash_of(snapshots.content_of(article))
    drift = "现在的稿件与审核通过的不一致：请退回后重新审核。"
    record(article, "passed", text_hash="0" * 64)
    record(article, "passed", NOW + SECOND, is_final=True, text_hash=text)
    assert refusals.against_publish(article, cast.editor) == []
    record(article, "passed", NOW + 2 * SECOND, is_final=True, text_hash="0" * 64)
    assert refusals.against_publish(article, cast.editor) == [drift]
    assert refusals.against_pass(article, cast.editor) == [drift]


def test_whether_a_correction_still_fits_its_article(cast):
    live = make_published(organization=cast.changping)
    copy = draft(cast, working_copy_of=live)
    assert refusals.still_fits(copy, live) is False  # nobody knows of which text it was made
    begun = snapshots.hash_of(snapshots.content_of(live))
    record(copy, "submitted", NOW - SECOND, text_hash="0" * 64)
    record(copy, "correction_started", text_hash=begun)
    assert refusals.still_fits(copy, live) is True
    Article.objects.filter(pk=live.pk).update(
        correction_note="的说明"
    )  # belongs to no text that is carried over
    assert refusals.still_fits(copy, Article.objects.get(pk=live.pk)) is True
    Article.objects.filter(pk=live.pk).update(title="改过的")
    assert refusals.still_fits(copy, Article.objects.get(pk=live.pk)) is False


@pytest.mark.parametrize("status", Status)
def test_a_correction_replaces_only_what_is_published(cast, status):
    withdrawn = {"withdrawn_at": NOW, "withdrawal_kind": "gone"} if status == "withdrawn" else {}
    live = make_published(organization=cast.changping)
    begun = snapshots.hash_of(snapshots.content_of(live))
    Article.objects.filter(pk=live.pk).update(status=status, **withdrawn)
    copy = draft(cast, working_copy_of=Article.objects.get(pk=live.pk), status=Status.APPROVED)
    record(copy, "correction_started", NOW - SECOND, text_hash=begun)
    record(copy, "passed", is_final=True, text_hash=snapshots.hash_of(snapshots.content_of(copy)))
    assert refusals.against_publish(copy, cast.editor) == (
        [] if status == "published" else ["原稿件已不在发布状态：这份更正没有可替换的内容。"]
    )


def passed(article: Article) -> Article:
    """Approved, as if three people had passed it as it stands."""
    Article.objects.filter(pk=article.pk).update(status=Status.APPROVED)
    text = snapshots.hash_of(snapshots.content_of(article))
    record(article, "passed", is_final=True, text_hash=text)
    return Article.objects.get(pk=article.pk)


@pytest.mark.parametrize(
    ("expires", "over"), [(None, False), (-SECOND, True), (0 * SECOND, True), (SECOND, False)]
)
def test_an_approved_text_whose_time_is_over(cast, expires, over):
    article = passed(draft(cast))
    article.expires_at = None if expires is None else NOW + expires
    assert refusals.against_publish(article, cast.editor) == (
        ["到期时间已过：请改为更晚的时间，或留空。"] if over else []
    )


def test_a_correction_of_a_text_that_has_changed_since(cast):
    copy = draft(cast, working_copy_of=make_published(organization=cast.changping))
    record(copy, "correction_started", text_hash="0" * 64)
    assert refusals.against_publish(passed(copy), cast.editor) == [
        "开始更正之后原稿件已有变化：请放弃这份更正，重新开始。"
    ]


@pytest.mark.parametrize(("at", "published_at"), [(None, NOW), (NOW + DAY, NOW + DAY)])
def test_what_a_publication_writes(cast, at, published_at):
    other = make_published()
    article = passed(draft(
        cast, withdrawn_at=NOW - DAY, withdrawal_kind="replaced", withdrawal_notice="已撤", replaced_by=other,
    ))  # fmt: skip
    assert workflow.publish(article, by=cast.chief_editor, at=at) is article
    stored = Article.objects.get(pk=article.pk)
    assert (stored.status, stored.published_at, stored.withdrawn_at) == ("published", published_at, None)
    assert (stored.withdrawal_kind, stored.withdrawal_notice, stored.replaced_by) == ("", "", None)
    last = article.records.get(decision="scheduled" if at else "published")
    assert (last.user, last.comment, last.snapshot, last.at) == (
        cast.chief_editor, workflow.seen_from(at) if at else "", article.snapshots.get(), NOW,
    )  # fmt: skip


@pytest.mark.parametrize("note", ["", " 场次应为96场。 "])
@pytest.mark.parametrize("writer", ["editor", None])
def test_what_a_correction_writes_into_its_article(cast, note, writer):
    live = make_published("原题", organization=cast.changping)
    live.correction_note = "上一次的"
    live.save()
    copy = draft(cast, title="新题", correction_note=note, working_copy_of=live)
    record(
        copy, "correction_started", text_hash=snapshots.hash_of(content.carried(snapshots.content_of(live)))
    )
    if writer:
        snapshots.take(copy, by=getattr(cast, writer))
        Article.objects.filter(pk=copy.pk).update(summary="无人署名的一稿")
        snapshots.take(Article.objects.get(pk=copy.pk), by=None)
    copy = passed(Article.objects.get(pk=copy.pk))
    result = workflow.publish(copy, by=cast.chief_editor)
    stored = Article.objects.get(pk=live.pk)
    assert (result, stored.title, stored.correction_note, stored.status) == (live, "新题", "", "published")
    told = [("场次应为96场。", NOW)] if note else []
    assert list(live.corrections.values_list("note", "corrected_at")) == told
    last, version = live.records.get(), live.snapshots.order_by("number").last()
    assert (last.decision, last.user, last.comment, last.snapshot) == (
        "corrected", cast.chief_editor, note.strip(), version,
    )  # fmt: skip
    assert (version.note, version.saved_by) == ("更正", getattr(cast, writer) if writer else None)
    own = copy.records.get(decision="corrected")
    assert (own.user, own.comment, Article.objects.get(pk=copy.pk).status) == (
        cast.chief_editor,
        "",
        "merged",
    )


def test_what_the_beginning_of_a_correction_writes(cast):
    live = make_published("原题", organization=cast.changping, author=cast.correspondent, summary="摘要")
    copy = workflow.start_correction(live, by=cast.editor, comment="场次有误")
    assert (copy.working_copy_of, copy.title, copy.summary, copy.author, copy.organization, copy.status) == (
        live, "原题", "摘要", cast.editor, cast.changping, "draft",
    )  # fmt: skip
    begun, version = copy.records.get(), copy.snapshots.get()
    assert (begun.decision, begun.user, begun.comment, begun.snapshot) == (
        "correction_started", cast.editor, "场次有误", version,
    )  # fmt: skip
    assert (version.note, version.saved_by) == ("开始更正", cast.editor)
    assert list(live.notices.values_list("recipient__username", "kind", "comment")) == []
    assert list(copy.notices.values_list("recipient__username", "kind", "comment")) == [
        ("correspondent", "correction", "场次有误")
    ]
    other = make_published(organization=cast.changping)
    again = workflow.start_correction(other, by=cast.editor)
    assert (again.working_copy_of, again.records.get().comment) == (other, "")
    assert workflow.start_correction(live, by=cast.chief_editor, comment="又") == copy
    assert live.working_copies.count() == 1


@pytest.mark.parametrize(
    ("expires", "late"), [(-SECOND, False), (0 * SECOND, False), (SECOND, True), (DAY, False)]
)
def test_what_is_over_already_does_not_expire_before_its_publication(cast, expires, late):
    """That it is over has a sentence of its own."""
    article = draft(cast)
    article.expires_at = NOW + expires
    at = NOW + 5 * SECOND
    assert refusals.against_publication_time(article, cast.editor, refusals.Given(at=at)) == (
        ["到期时间早于发布时间：请改正到期时间。"] if late else []
    )


# --- withdrawing ------------------------------------------------------------------------------------------------
def test_everything_that_a_withdrawal_lacks_is_said_together(cast):
    article = make_published(organization=cast.changping)

    def against(**given: Any) -> list[str]:
        what = refusals.Given(**given)
        named = refusals.against_approver(article, cast.editor, what)
        return named + refusals.against_withdrawal_as_given(article, cast.editor, what)

    approver, kind = "撤稿须由本工会的总编批准：请选择一位。", "请选择撤稿后原网址的处理方式。"
    other, notice = "请选择替代它的已发布稿件。", "请写明要显示在正文上方的声明。"
    assert against() == [approver, kind]
    assert against(approver=cast.editor, kind="kept", notice=" ") == [approver, notice]
    chief = cast.chief_editor
    assert against(approver=chief, kind="replaced", notice="") == [other]
    assert [against(approver=chief, kind=one, notice="已撤") for one in ("gone", "kept")] == [[], []]
    public, later = make_published(organization=cast.changping), make_published(published_at=NOW + SECOND)
    found = [against(approver=chief, kind="replaced", replaced_by=one) for one in (article, public, later)]
    assert found == [[other], [], [other]]
    assert against(approver=chief, kind="gone", replaced_by=article) == []


# --- whose text it is -----------------------------------------------------------------------------------------------
def test_the_submitter_is_the_last_one_and_may_be_nobody(cast):
    article = make_article(organization=cast.changping)
    assert refusals.authors_of(article) == set()
    record(article, "submitted", NOW, user=cast.editor)
    record(article, "submitted", NOW + SECOND, user=cast.section_chief)
    record(article, "returned", NOW + 2 * SECOND, user=cast.chief_editor)
    assert refusals.authors_of(article) == {cast.section_chief.pk}
    record(article, "submitted", NOW + 3 * SECOND)
    assert refusals.authors_of(article) == set()


def test_who_passed_before_does_not_pass_again_unless_the_desk_allows_it(settings, cast):
    article = draft(cast)
    text = snapshots.hash_of(snapshots.content_of(article))
    record(article, "passed", user=cast.editor, text_hash=text)
    record(article, "passed", NOW + SECOND, user=cast.section_chief, text_hash=text)
    own = "您写过或改过这篇稿件：须由其他人审核通过。"
    again = "您已通过这篇稿件的前一级审核：这一级须由其他人通过。"
    people = (cast.editor, cast.section_chief, cast.correspondent, cast.chief_editor)
    assert [refusals.against_pass(article, person) for person in people] == [[again], [again], [own], []]
    settings.REVIEW_BY_AUTHOR = True
    assert [refusals.against_pass(article, person) for person in people] == [[], [], [], []]


def test_who_is_told_is_not_who_looks(cast):
    """An open form of one's own is no form of another's; without a person all count."""
    article = draft(cast)
    marks = {
        person.username: article.editing_marks.create(user=person, seen_at=NOW)
        for person in (cast.editor, make_user("other", roles=("editor",), organization=cast.city))
    }
    assert refusals.others_editing(article, cast.editor) == [marks["other"]]
    assert set(refusals.others_editing(article, cast.correspondent)) == set(marks.values())
