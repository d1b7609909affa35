"""Saving a text: the lock, the version that is kept, the passes that it voids, and earlier versions put back."""

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles import workflow
from articles.models import Article, ReviewRecord, Status
from articles.workflow import NotPossible
from tests.factories import make_article, make_published, make_section

pytestmark = pytest.mark.django_db

NOW = timezone.make_aware(dt.datetime(2046, 3, 12, 9, 0))


@pytest.fixture
def draft(cast) -> Article:
    article = make_article("第一稿", organization=cast.changping, author=cast.correspondent)
    workflow.text_saved(article, by=cast.correspondent)
    return article


def stored(article: Article) -> Article:
    return Article.objects.get(pk=article.pk)


def decisions(article: Article) -> list[str]:
    return list(article.records.order_by("at", "id").values_list("decision", flat=True))


def refused(attempt: Any) -> list[str]:
    with pytest.raises(NotPossible) as error:
        attempt()
    return error.value.reasons


def retitle(article: Article, title: str, by: Any) -> workflow.TextChange:
    with workflow.change_text(article.pk, by=by) as change:
        change.article.title = title
        change.article.save()
        change.saved()
    return change


# --- the door -----------------------------------------------------------------------------------------------
def test_a_change_is_kept_as_a_version_of_whoever_made_it(cast, draft):
    change = retitle(draft, "第二稿", cast.editor)
    assert (change.article, change.by, change.voided) == (draft, cast.editor, False)
    last = draft.snapshots.order_by("number").last()
    assert (last.number, last.saved_by, last.note, last.data["title"]) == (2, cast.editor, "", "第二稿")
    assert (stored(draft).status, decisions(draft)) == ("draft", [])


def test_a_change_says_that_it_voided_passes(cast, draft):
    workflow.submit(draft, by=cast.correspondent)
    workflow.pass_review(draft, by=cast.editor)
    assert retitle(draft, "第一稿", cast.section_chief).voided is False
    change = retitle(draft, "第二稿", cast.section_chief)
    assert (change.voided, change.article.status, stored(draft).status) == (True, "submitted", "submitted")
    voided = draft.records.get(decision="voided")
    assert (voided.user, voided.comment, voided.snapshot.number) == (cast.section_chief, "", 2)
    assert retitle(draft, "第三稿", cast.section_chief).voided is False


def test_whoever_enters_holds_the_row(cast, draft):
    """And who merely points to the article need not wait; who only looked keeps nothing."""
    editor = cast.editor
    with CaptureQueriesContext(connection) as queries, workflow.change_text(draft.pk, by=editor):
        pass
    locks = [query["sql"] for query in queries if "FOR " in query["sql"]]
    assert [lock.partition("WHERE")[2] for lock in locks] == [
        f' "articles_article"."id" IN ({draft.pk}) ORDER BY "articles_article"."id" ASC'
        ' FOR NO KEY UPDATE OF "articles_article"'
    ]
    assert draft.snapshots.count() == 1


def test_who_may_not_enter(cast, draft):
    missing = "没有这篇稿件，或它属于您的账号无权处理的工会。"
    elsewhere = "这篇稿件属于您的账号无权处理的工会。"
    live = make_published(organization=cast.changping)

    def enter(key: int, by: Any) -> None:
        with workflow.change_text(key, by=by):
            pytest.fail("entered")

    assert refused(lambda: enter(0, cast.editor)) == [missing]
    assert refused(lambda: enter(draft.pk, cast.other_correspondent)) == [elsewhere]
    assert refused(lambda: enter(live.pk, cast.editor)) == ["已发布的稿件不能直接修改：请发起更正。"]


def test_a_change_that_breaks_off_leaves_nothing(cast, draft):
    with (
        pytest.raises(OSError, match="broken"),
        workflow.change_text(draft.pk, by=cast.editor) as change,
    ):
        change.article.title = "半稿"
        change.article.save()
        change.saved()
        raise OSError("broken")
    assert (stored(draft).title, draft.snapshots.count()) == ("第一稿", 1)


# --- what the saving of a text meets -----------------------------------------------------------------------------
@pytest.mark.parametrize("status", Status)
def test_in_which_states_a_text_is_saved(cast, draft, status):
    """What was closed meanwhile keeps its text; a save that changed nothing passes everywhere."""
    withdrawn = {"withdrawn_at": NOW, "withdrawal_kind": "gone"} if status == "withdrawn" else {}
    Article.objects.filter(pk=draft.pk).update(status=status, published_at=NOW, title="第二稿", **withdrawn)
    article = stored(draft)
    article.status = Status.DRAFT  # as of a form that was loaded earlier
    if status in ("published", "withdrawn", "merged", "discarded"):
        assert refused(lambda: workflow.text_saved(article, by=cast.editor)) == [
            f"稿件现在处于“{stored(draft).state_label}”状态，不能直接修改内容。"
        ]
        assert draft.snapshots.count() == 1
        Article.objects.filter(pk=draft.pk).update(title="第一稿")
        article = stored(draft)
        assert workflow.text_saved(article, by=cast.editor, note="又").number == 1
    else:
        snapshot = workflow.text_saved(article, by=cast.editor, note="又")
        assert (snapshot.number, snapshot.saved_by, snapshot.note) == (2, cast.editor, "又")
    assert (article.status, stored(draft).status, decisions(draft)) == (status, status, [])


@pytest.mark.parametrize(
    ("status", "passes", "after"),
    [
        ("first_passed", ["other"], "submitted"),
        ("first_passed", ["same"], "first_passed"),
        ("second_passed", ["same", "other"], "submitted"),
        ("second_passed", ["other", "same"], "second_passed"),
        ("approved", ["same", "same", "other"], "submitted"),
        ("submitted", ["other"], "submitted"),
        ("submitted", [], "submitted"),
        ("draft", ["other"], "draft"),
        ("returned", ["other"], "returned"),
    ],
)
def test_which_passes_a_saved_text_voids(cast, draft, status, passes, after):
    """The last one counts, and only while the article is under review or approved."""
    texts = {"same": draft.snapshots.get().text_hash, "other": "0" * 64}
    for number, text in enumerate(passes):
        ReviewRecord.objects.create(
            article=draft, decision="passed", user_name="x", text_hash=texts[text],
            at=NOW + number * dt.timedelta(seconds=1),
        )  # fmt: skip
    Article.objects.filter(pk=draft.pk).update(status=status)
    snapshot = workflow.text_saved(draft, by=None)
    voided = passes[-1:] == ["other"] and status not in ("draft", "returned")
    assert (stored(draft).status, draft.status) == (after, after)
    records = list(draft.records.filter(decision="voided").values_list("user_name", "text_hash"))
    assert records == ([("系统", snapshot.text_hash)] if voided else [])


def test_a_voiding_that_fails_keeps_no_version(cast, draft, monkeypatch):
    workflow.submit(draft, by=cast.correspondent)
    workflow.pass_review(draft, by=cast.editor)
    Article.objects.filter(pk=draft.pk).update(title="第二稿")

    def broken(*_given: Any) -> None:
        raise OSError("no notice")

    monkeypatch.setattr("articles.notices.tell", broken)
    with pytest.raises(OSError, match="no notice"):
        workflow.text_saved(stored(draft), by=cast.section_chief)
    assert (draft.snapshots.count(), stored(draft).status) == (1, "first_passed")


# --- earlier versions ------------------------------------------------------------------------------------------------
def test_an_earlier_version_put_back(cast, draft):
    first = draft.snapshots.get()
    retitle(draft, "第二稿", cast.editor)
    assert workflow.restore_version(draft, first, by=cast.section_chief) == draft
    last = draft.snapshots.order_by("number").last()
    assert (stored(draft).title, last.number, last.note, last.saved_by) == (
        "第一稿", 3, "恢复版本 1", cast.section_chief,
    )  # fmt: skip


def test_a_version_of_a_published_article_is_put_back_into_its_correction(cast):
    live = make_published("公开的", organization=cast.changping, author=cast.correspondent)
    first = live.snapshots.get()
    Article.objects.filter(pk=live.pk).update(title="改过的")
    stale = Article(pk=live.pk, status="draft")  # the stored state counts
    copy = workflow.restore_version(stale, first, by=cast.editor)
    assert (copy.working_copy_of, copy.author, copy.status, copy.title) == (
        live,
        cast.editor,
        "draft",
        "公开的",
    )
    assert [copy.snapshots.order_by("number").last().note, stored(live).title] == ["恢复版本 1", "改过的"]


def test_the_note_of_a_correction_belongs_to_it_alone(cast):
    live = make_published("公开的", organization=cast.changping)
    copy = workflow.start_correction(live, by=cast.editor)
    notes = []
    for title, note in (("甲", "说明甲"), ("乙", "说明乙")):
        copy.title, copy.correction_note = title, note
        copy.save()
        notes.append(workflow.text_saved(copy, by=cast.editor))
    workflow.restore_version(copy, notes[0], by=cast.editor)
    assert (stored(copy).title, stored(copy).correction_note) == ("甲", "说明甲")
    workflow.restore_version(copy, live.snapshots.get(), by=cast.editor)
    assert (stored(copy).title, stored(copy).correction_note) == ("公开的", "说明甲")


def test_places_stay_as_they_are_for_a_correspondent(cast, draft):
    first = draft.snapshots.get()
    draft.section = make_section("新频道")
    draft.save()
    workflow.text_saved(draft, by=cast.editor)
    workflow.restore_version(draft, first, by=cast.correspondent)
    assert stored(draft).section.name == "新频道"
    workflow.restore_version(draft, first, by=cast.editor)
    assert stored(draft).section is None


def test_versions_that_are_not_put_back(cast, draft):
    other = "这个版本属于另一篇稿件。"
    live = make_published("公开的", organization=cast.changping)
    foreign = live.snapshots.get()
    assert refused(lambda: workflow.restore_version(draft, foreign, by=cast.editor)) == [other]
    assert refused(lambda: workflow.restore_version(live, draft.snapshots.get(), by=cast.editor)) == [other]
    assert live.working_copies.count() == 0  # the correction that was begun for it is gone again
    workflow.submit(draft, by=cast.correspondent)
    assert refused(lambda: workflow.restore_version(draft, foreign, by=cast.correspondent)) == [
        "稿件正在审核中。请收回，或请编辑退回。", other,
    ]  # fmt: skip
