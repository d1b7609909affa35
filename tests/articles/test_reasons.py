"""What the table of actions says of one article and one person: every reason in its words, and what becomes of it.

No database: the checks that look at the text or at its records are tried in ``test_refusals``.
"""

import dataclasses
from dataclasses import dataclass
from typing import Any

import pytest

from accounts.roles import NEWSROOM_ROLES, Role
from articles import actions, refusals
from articles.actions import ACTIONS, Level, level_of, reasons_against
from articles.models import Article, Decision, Status

ELSEWHERE = "这篇稿件属于您的账号无权处理的工会。"
NOT_A_COPY = "此操作针对已发布的稿件本身，不针对更正稿。"
ONLY_COPIES = "只有更正稿可以放弃。"
ROLE = "您的角色不能执行此操作。"
AUTHOR_ONLY = "您只能以作者身份查看这篇稿件：它归另一工会的编辑部处理。"
OURS, THEIRS = 1, 2


@dataclass
class Person:
    """An account that acts for our union; what the policy asks of it."""

    roles: frozenset[Role]
    pk: int = 5
    is_active: bool = True

    def has_role(self, *roles: Role) -> bool:
        return bool(self.roles & set(roles))

    def acts_for(self, union: int | None) -> bool:
        return union == OURS


def person(*roles: Role) -> Any:
    return Person(frozenset(roles))


EDITOR, CORRESPONDENT = person(Role.EDITOR), person(Role.CORRESPONDENT)


def article(status: str, union: int = OURS, **values: Any) -> Article:
    return Article(status=status, organization_id=union, **values)


def copy(status: str) -> Article:
    return article(status, working_copy_of=Article(pk=9))


def state(label: str, action: str) -> str:
    return f"稿件处于“{label}”状态时不能执行“{action}”。"


@pytest.mark.parametrize(
    ("code", "row", "who", "reasons"),
    [
        ("return", article("submitted"), EDITOR, []),
        ("return", article("submitted", THEIRS), EDITOR, [ELSEWHERE]),
        ("return", article("submitted"), person(), [ELSEWHERE]),
        ("return", article("draft"), EDITOR, [state("草稿", "退回作者")]),
        ("return", article("draft"), CORRESPONDENT, [state("草稿", "退回作者"), ROLE]),
        ("return", article("draft", THEIRS, author_id=5), CORRESPONDENT,
         [state("草稿", "退回作者"), ROLE, AUTHOR_ONLY]),
        ("return", article("submitted", THEIRS, author_id=5), EDITOR, [AUTHOR_ONLY]),
        ("return", article("submitted", THEIRS, author_id=6), EDITOR, [ELSEWHERE]),
        ("submit", article("submitted", THEIRS, author_id=5), CORRESPONDENT, [state("待初审", "提交审核")]),
        ("discard", article("draft"), EDITOR, [ONLY_COPIES]),
        ("discard", article("merged"), CORRESPONDENT, [ONLY_COPIES]),
        ("discard", copy("draft"), EDITOR, []),
        ("discard", copy("draft"), CORRESPONDENT, [ROLE]),
        ("set_times", copy("published"), EDITOR, [NOT_A_COPY]),
        ("restore", copy("draft"), CORRESPONDENT, [NOT_A_COPY]),
        ("restore", article("withdrawn"), EDITOR, []),
    ],
)  # fmt: skip
def test_every_reason_in_its_words(code, row, who, reasons):
    assert reasons_against(code, row, who) == reasons


@pytest.mark.parametrize(
    ("status", "role", "level"),
    [
        ("submitted", Role.EDITOR, None), ("submitted", Role.CHIEF_EDITOR, "编辑"),
        ("first_passed", Role.SECTION_CHIEF, None), ("first_passed", Role.EDITOR, "科室负责人"),
        ("second_passed", Role.CHIEF_EDITOR, None), ("second_passed", Role.SECTION_CHIEF, "总编"),
    ],
)  # fmt: skip
def test_who_passes_which_level(settings, monkeypatch, status, role, level):
    settings.REVIEW_LEVELS = 3
    monkeypatch.setitem(ACTIONS, "pass", dataclasses.replace(ACTIONS["pass"], check=None))
    assert reasons_against("pass", article(status), person(role)) == (
        [f"这一级审核由以下角色通过：{level}。"] if level else []
    )
    # Other actions of the same states ask for no level, and where nothing waits for one there is none.
    assert reasons_against("return", article(status), person(role)) == []
    assert reasons_against("pass", article("draft"), person(role)) == [state("草稿", "通过")]


def test_a_check_is_asked_in_the_states_of_its_action(monkeypatch):
    asked = []

    def check(row: Article, who: Any) -> list[str]:
        asked.append((row, who))
        return ["说明。"]

    monkeypatch.setitem(ACTIONS, "restore", dataclasses.replace(ACTIONS["restore"], check=check))
    row = article("withdrawn")
    assert reasons_against("restore", row, EDITOR) == ["说明。"]
    assert reasons_against("restore", row, CORRESPONDENT) == [ROLE, "说明。"]
    assert asked == [(row, EDITOR), (row, CORRESPONDENT)]
    assert reasons_against("restore", article("draft"), EDITOR) == [state("草稿", "重新启用")]
    assert len(asked) == 2


# --- what becomes of it ---------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("levels", "to"),
    [
        (1, {"submitted": "approved", "first_passed": "approved", "second_passed": "approved"}),
        (2, {"submitted": "first_passed", "first_passed": "approved", "second_passed": "approved"}),
        (3, {"submitted": "first_passed", "first_passed": "second_passed", "second_passed": "approved"}),
    ],
)
def test_where_a_pass_leads(settings, levels, to):
    settings.REVIEW_LEVELS = levels
    action = ACTIONS["pass"]
    for status, after in to.items():
        outcome = action.outcome_for(article(status))
        assert outcome == dataclasses.replace(action.outcome, to=Status(after))
        assert ACTIONS["return"].outcome_for(article(status)) == ACTIONS["return"].outcome
    assert action.outcome_for(article("draft")) == action.outcome


def test_what_becomes_of_a_working_copy():
    publish, discard = ACTIONS["publish"], ACTIONS["discard"]
    assert publish.outcome_for(article("approved")).decision == Decision.PUBLISHED
    assert publish.outcome_for(copy("approved")).decision == Decision.CORRECTED
    assert discard.outcome_for(copy("submitted")) == discard.outcome


def test_for_what_an_action_exists():
    kinds = {
        code: [ACTIONS[code].fits(row) for row in (article("draft"), copy("draft"))]
        for code in ("submit", "discard", "withdraw")
    }
    assert kinds == {"submit": [True, True], "discard": [False, True], "withdraw": [True, False]}


# --- levels ---------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("levels", "status", "expected", "label", "roles"),
    [
        (3, "submitted", Level(1, frozenset({Role.EDITOR}), Status.FIRST_PASSED), "初审", "编辑"),
        (3, "first_passed", Level(2, frozenset({Role.SECTION_CHIEF}), Status.SECOND_PASSED), "复审", "科室负责人"),
        (3, "second_passed", Level(3, frozenset({Role.CHIEF_EDITOR}), None), "终审", "总编"),
        (2, "submitted", Level(1, frozenset({Role.EDITOR, Role.SECTION_CHIEF}), Status.FIRST_PASSED), "初审",
         "编辑、科室负责人"),
        (2, "second_passed", Level(2, frozenset({Role.CHIEF_EDITOR}), None), "终审", "总编"),
        (1, "submitted", Level(1, NEWSROOM_ROLES, None), "终审", "编辑、科室负责人、总编"),
        (1, "second_passed", Level(1, NEWSROOM_ROLES, None), "终审", "编辑、科室负责人、总编"),
    ],
)  # fmt: skip
def test_the_level_that_an_article_waits_for(settings, levels, status, expected, label, roles):
    settings.REVIEW_LEVELS = levels
    level = level_of(status)
    assert level == expected
    assert level is not None
    assert (level.is_final, level.label, level.roles_label) == (expected.next_status is None, label, roles)


@pytest.mark.parametrize(
    "status", ["draft", "returned", "approved", "published", "withdrawn", "merged", "discarded"]
)
def test_what_waits_for_no_level(status):
    assert level_of(status) is None


# --- what the desk lists ----------------------------------------------------------------------------------------------
def test_possible_and_other_actions(monkeypatch):
    monkeypatch.setattr(actions, "reasons_against", lambda code, row, who: [code, row.status, who])
    lists = {
        kind: [
            [(action.code, reasons) for action, reasons in found(row, "某人")]
            for found in (actions.possible_actions, actions.other_actions)
        ]
        for kind, row in (("article", article("withdrawn")), ("copy", copy("approved")))
    }

    def said(status: str, *codes: str) -> list[tuple[str, list[str]]]:
        return [(code, [code, status, "某人"]) for code in codes]

    assert lists == {
        "article": [
            said("withdrawn", "restore"),
            said("withdrawn", "submit", "take_back", "pass", "return", "publish", "call_off", "set_times",
                 "start_correction", "ask_withdrawal", "withdraw", "drop_withdrawal"),
        ],
        "copy": [
            said("approved", "return", "publish", "discard"), said("approved", "submit", "take_back", "pass"),
        ],
    }  # fmt: skip


@pytest.mark.parametrize(("comment", "lacking"), [("", True), (" \n", True), ("改", False)])
def test_a_reason_that_was_not_given(comment, lacking):
    assert refusals.against_no_reason(article("submitted"), EDITOR, refusals.Given(comment)) == (
        ["请写明理由：它会存入记录并告知作者。"] if lacking else []
    )
