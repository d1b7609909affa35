"""Who may see, change, delete and share an article, by role, grant and state."""

import datetime as dt

import pytest
from django.utils import timezone

from articles import policy, snapshots, workflow
from articles.models import Article, Contributor, Status
from tests.factories import make_article, make_photo, make_published, make_user

pytestmark = pytest.mark.django_db

UNDER_REVIEW = "稿件正在审核中。请收回，或请编辑退回。"
PUBLISHED = "已发布的稿件不能直接修改：请发起更正。"
SCHEDULED = "稿件尚未公开：请先取消定时发布并退回，再修改。"
WITHDRAWN = "稿件已撤：请先重新启用再修改。"
CLOSED = "这份更正已结束，仅作存档。"
ELSEWHERE = "这篇稿件属于您的账号无权处理的工会。"

STATES = (
    "draft",
    "returned",
    "submitted",
    "first_passed",
    "second_passed",
    "approved",
    "published",
    "withdrawn",
)


def in_state(cast, state: str) -> Article:
    values: dict = {"published": {"published_at": timezone.now()}}.get(state, {})
    if state == "withdrawn":
        values = {"withdrawn_at": timezone.now(), "withdrawal_kind": "gone"}
    return make_article(state, organization=cast.changping, author=cast.correspondent, status=state, **values)


def test_what_is_set_for_a_time_is_called_off_first(cast):
    article = make_article(
        organization=cast.changping, author=cast.correspondent, status="published",
        published_at=timezone.now() + dt.timedelta(days=1),
    )  # fmt: skip
    assert policy.reasons_against_change(cast.editor, article) == [SCHEDULED]


def test_who_may_change_a_text_in_which_state(cast):
    rows = {state: in_state(cast, state) for state in STATES}
    found = {
        who: {state: policy.reasons_against_change(getattr(cast, who), row) for state, row in rows.items()}
        for who in ("correspondent", "editor", "other_correspondent", "administrator", "stranger")
    }
    newsroom = {**dict.fromkeys(STATES, []), "published": [PUBLISHED], "withdrawn": [WITHDRAWN]}
    assert found == {
        "editor": newsroom,
        "correspondent": {
            **newsroom, "submitted": [UNDER_REVIEW], "first_passed": [UNDER_REVIEW], "second_passed": [UNDER_REVIEW],
            "approved": [UNDER_REVIEW],
        },
        "other_correspondent": dict.fromkeys(STATES, [ELSEWHERE]),
        "administrator": dict.fromkeys(STATES, [ELSEWHERE]),
        "stranger": dict.fromkeys(STATES, [ELSEWHERE]),
    }  # fmt: skip


def test_corrections_are_the_newsrooms_and_closed_ones_nobodys(cast):
    live = make_published(organization=cast.changping, author=cast.correspondent)
    copy = workflow.start_correction(live, by=cast.editor)
    assert policy.reasons_against_change(cast.correspondent, copy) == ["已发布稿件的更正由编辑部进行。"]
    assert policy.reasons_against_change(cast.editor, copy) == []
    workflow.discard(copy, by=cast.editor)
    assert policy.reasons_against_change(cast.editor, copy) == [CLOSED]


def test_what_each_account_sees(cast):
    station = cast.changping.children.create(name="昌平驿站", kind="station")
    make_article("昌平", organization=cast.changping)
    make_article("驿站", organization=station)
    make_article("朝阳", organization=cast.chaoyang)
    make_article("市总", organization=cast.city)
    make_article("自己的", organization=cast.chaoyang, author=cast.correspondent)
    make_article("无单位")
    root = make_user("root", is_superuser=True)
    gone = make_user("gone", roles=("chief_editor",), organization=cast.city, is_active=False)
    people = {
        "correspondent": cast.correspondent,
        "other": cast.other_correspondent,
        "editor": cast.editor,
        "administrator": cast.administrator,
        "stranger": cast.stranger,
        "without union": make_user("lost", roles=("editor",)),
        "gone": gone,
        "root": root,
    }
    seen = {
        who: sorted(policy.visible_articles(person).values_list("title", flat=True))
        for who, person in people.items()
    }
    assert seen == {
        "correspondent": ["昌平", "自己的", "驿站"],
        "other": ["朝阳", "自己的"],
        "editor": ["市总", "昌平", "朝阳", "自己的", "驿站"],
        "administrator": [],
        "stranger": [],
        "without union": [],
        "gone": [],
        "root": ["市总", "无单位", "昌平", "朝阳", "自己的", "驿站"],
    }
    for who, person in people.items():  # one row and the list agree
        assert sorted(row.title for row in Article.objects.all() if policy.may_see(person, row)) == seen[who]


def test_an_author_who_moved_sees_their_copy_but_does_not_decide_on_it(cast):
    """An editor of 朝阳 who once wrote for 昌平 has no say there."""
    moved = make_user("moved", roles=("editor",), organization=cast.chaoyang)
    article = make_article(organization=cast.changping, author=moved)
    assert policy.may_see(moved, article)
    workflow.submit(article, by=moved)
    with pytest.raises(workflow.NotPossible) as refused:
        workflow.return_to_author(article, by=moved, comment="改")
    assert refused.value.reasons == ["您只能以作者身份查看这篇稿件：它归另一工会的编辑部处理。"]


@pytest.mark.parametrize("state", STATES)
def test_only_a_draft_without_a_history_may_be_deleted(cast, state):
    article = in_state(cast, state)
    assert policy.may_delete(cast.correspondent, article) == (state == "draft")
    assert policy.may_delete(cast.other_correspondent, article) is False


def test_a_draft_on_which_something_was_decided_stays(cast):
    article = in_state(cast, "draft")
    workflow.submit(article, by=cast.correspondent)
    workflow.take_back(article, by=cast.correspondent)
    assert (article.status, policy.may_delete(cast.correspondent, article)) == (Status.DRAFT, False)


def test_who_approves_a_withdrawal(cast):
    article = in_state(cast, "published")
    assert cast.chief_editor
    local = make_user("local", roles=("chief_editor",), organization=cast.changping)
    make_user("elsewhere", roles=("chief_editor",), organization=cast.chaoyang)
    make_user("gone", roles=("chief_editor",), organization=cast.city, is_active=False)
    root = make_user("root", is_superuser=True)
    approvers = list(policy.withdrawal_approvers(article))
    assert approvers == sorted([cast.chief_editor, local, root], key=lambda person: person.pk)
    assert approvers == [
        person
        for person in type(root).objects.order_by("pk")
        if policy.may_approve_withdrawal(person, article)
    ]


def test_who_may_give_links_away(cast):
    article = in_state(cast, "submitted")
    assert [policy.may_share(person, article) for person in (cast.correspondent, cast.editor, cast.stranger)] == [
        False, True, False,
    ]  # fmt: skip
    assert policy.may_share(cast.correspondent, in_state(cast, "draft"))


# --- what the hash counts ------------------------------------------------------------------------------
def test_a_renamed_organization_is_no_change_a_renamed_signature_is(cast):
    article = make_article(
        organization=cast.changping, author=cast.correspondent, credits=(("reporter", "何苗"),)
    )
    before = snapshots.hash_of(snapshots.content_of(article))
    cast.changping.name = "昌平区总工会（更名）"
    cast.changping.save()
    article = Article.objects.get(pk=article.pk)
    assert snapshots.hash_of(snapshots.content_of(article)) == before
    Contributor.objects.update(name="别人")
    assert snapshots.hash_of(snapshots.content_of(article)) != before


def test_times_and_states_are_no_text(cast):
    article = make_article(organization=cast.changping)
    before = snapshots.hash_of(snapshots.content_of(article))
    Article.objects.update(
        published_at=timezone.now(), pinned_until=timezone.now() + dt.timedelta(days=1), status="submitted"
    )
    assert snapshots.hash_of(snapshots.content_of(Article.objects.get())) == before


def test_the_order_of_pictures_is_text(cast):
    article = make_article(organization=cast.changping)
    for place in (1, 2):
        article.photo_entries.create(photo=make_photo(), position=place)
    before = snapshots.hash_of(snapshots.content_of(article))
    article.photo_entries.filter(position=1).update(position=3)
    assert snapshots.hash_of(snapshots.content_of(article)) != before
