"""The table of actions, held against one that was written by hand: every action, every state, every role.

``TABLE`` says the same as ``articles.actions`` in other words. The first tests compare the two row by row, so that no
row, state or role can be left out or changed in one of them alone; the others take what is to happen from ``TABLE``
and try it on articles: who may, who may not, and what has become of the article, its record and its notices.
"""

import datetime as dt
import inspect
from dataclasses import dataclass
from typing import Any

import pytest
from django.utils import timezone

from accounts.roles import Role
from articles import refusals, snapshots, workflow
from articles.actions import ACTIONS, ADOPTION, LEVELS, VOIDING, Outcome, Tells, level_of, reasons_against
from articles.admin import review_forms
from articles.models import Article, Decision, NoticeKind, ReviewRecord, Status
from tests.factories import make_article, make_user

# action | exists for | from | by | to | decision | who is told | checks and needs
TABLE = """
submit | both | draft returned | correspondent editor section_chief chief_editor
    | submitted | submitted | reviewers:submitted | against_submit
take_back | both | submitted | correspondent editor section_chief chief_editor
    | draft | taken_back | nobody | against_take_back
pass | both | submitted first_passed second_passed | editor section_chief chief_editor
    | approved | passed | authors:passed reviewers:submitted | against_pass
return | both | submitted first_passed second_passed approved | editor section_chief chief_editor
    | returned | returned | authors:returned | against_no_reason
publish | articles | approved | editor section_chief chief_editor
    | published | published | authors:published | against_publish against_publication_time
publish | copies | approved | editor section_chief chief_editor
    | merged | corrected | authors:published | against_publish against_publication_time
call_off | articles | published | editor section_chief chief_editor
    | approved | unscheduled | nobody | against_call_off
set_times | articles | published | editor section_chief chief_editor
    | published | timed | nobody | against_end
start_correction | articles | published | editor section_chief chief_editor
    | draft | correction_started | authors:correction | against_start_correction
discard | copies | draft returned submitted first_passed second_passed approved | editor section_chief chief_editor
    | discarded | discarded | nobody |
ask_withdrawal | articles | published | editor section_chief
    | published | withdrawal_asked | approver:to_withdraw | against_ask_withdrawal against_no_reason against_approver against_withdrawal_as_given
withdraw | articles | published | chief_editor
    | withdrawn | withdrawn | authors:withdrawn asker:withdrawn | against_withdraw against_no_reason against_withdrawal_as_given
withdraw_first | articles | published | editor section_chief
    | withdrawn | withdrawn | authors:withdrawn approver:informed | against_withdraw against_no_reason against_approver against_withdrawal_as_given
drop_withdrawal | articles | published | editor section_chief chief_editor
    | published | withdrawal_dropped | asker:kept | against_drop_withdrawal against_no_reason
restore | articles | withdrawn | editor section_chief chief_editor
    | draft | restored | nobody |
"""
# Number of levels: who passes what waits in a state, and the state after it. ``-`` is nobody and nowhere.
LEVELS_OF_REVIEW = """
1 submitted     1 editor section_chief chief_editor > approved
1 first_passed  1 editor section_chief chief_editor > approved
1 second_passed 1 editor section_chief chief_editor > approved
2 submitted     1 editor section_chief > first_passed
2 first_passed  2 chief_editor > approved
2 second_passed 2 chief_editor > approved
3 submitted     1 editor > first_passed
3 first_passed  2 section_chief > second_passed
3 second_passed 3 chief_editor > approved
"""
# The fields of each screen: what the function of the action takes besides the article, ``by`` and ``seen``.
ASKED = {
    "submit": {"comment"},
    "take_back": set(),
    "pass": {"comment"},
    "return": {"comment"},
    "publish": {"at"},
    "call_off": set(),
    "set_times": {"pinned_until", "expires_at", "comment"},
    "start_correction": {"comment"},
    "discard": {"comment"},
    "ask_withdrawal": {"comment", "approver", "kind", "notice", "replaced_by"},
    "withdraw": {"comment", "kind", "notice", "replaced_by"},
    "withdraw_first": {"comment", "approver", "kind", "notice", "replaced_by"},
    "drop_withdrawal": {"comment"},
    "restore": {"comment"},
}
# Only what an author does though the account acts for another union by now.
BY_AUTHOR = {"submit", "take_back"}
IN_THE_MENU = {"submit": "提交审核", "pass": "审核通过", "return": "退回作者……", "publish": "发布"}

STATES = (
    "draft", "returned", "submitted", "first_passed", "second_passed", "approved", "published", "withdrawn", "merged",
    "discarded",
)  # fmt: skip
ROLES = ("correspondent", "editor", "section_chief", "chief_editor", "administrator")
KINDS = ("articles", "copies")
# A working copy is never published or withdrawn, and nothing else is merged or discarded.
IMPOSSIBLE = {
    ("copies", "published"),
    ("copies", "withdrawn"),
    ("articles", "merged"),
    ("articles", "discarded"),
}
# Everybody whom the expectations name: an account of each role, one without a role, and one with every role.
PEOPLE = (*ROLES, "nobody", "root")


@dataclass(frozen=True)
class Row:
    code: str
    kinds: tuple[str, ...]
    states: frozenset[str]
    roles: frozenset[str]
    to: str
    decision: str
    told: str
    checks: tuple[str, ...]


def rows() -> list[Row]:
    found = []
    for line in TABLE.strip().replace("\n    |", " |").splitlines():
        code, kind, states, roles, to, decision, told, checks = (cell.strip() for cell in line.split("|"))
        found.append(
            Row(
                code, KINDS if kind == "both" else (kind,), frozenset(states.split()), frozenset(roles.split()),
                to, decision, told, tuple(checks.split()),
            )
        )  # fmt: skip
    return found


def told_by(tells: Tells) -> str:
    said = {
        "authors": tells.authors, "reviewers": tells.reviewers, "passers": tells.passers,
        "approver": tells.approver, "asker": tells.asker,
    }  # fmt: skip
    return " ".join(f"{who}:{kind}" for who, kind in said.items() if kind) or "nobody"


def levels_of_review() -> dict[tuple[int, str], tuple[int, frozenset[str], str]]:
    lines = {}
    for line in LEVELS_OF_REVIEW.strip().splitlines():
        left, _arrow, to = line.partition(" > ")
        count, state, number, *roles = left.split()
        lines[int(count), state] = (int(number), frozenset(roles), to)
    return lines


@pytest.fixture(autouse=True)
def every_action_exists(settings) -> None:
    settings.WITHDRAW_FIRST = True


# --- the two tables say the same --------------------------------------------------------------------------
def test_every_row_is_as_it_was_written_by_hand():
    built = []
    for code, action in ACTIONS.items():
        assert action.code == code
        outcomes: list[tuple[tuple[str, ...], Outcome]] = [
            ({None: KINDS, False: ("articles",), True: ("copies",)}[action.copies], action.outcome)
        ]
        if action.of_copy is not None:
            assert action.copies is None
            outcomes = [(("articles",), action.outcome), (("copies",), action.of_copy)]
        checks = tuple(check.__name__ for check in (action.check, *action.needs) if check is not None)
        for kinds, outcome in outcomes:
            built.append(
                Row(
                    code, kinds, frozenset(map(str, action.from_states)), frozenset(map(str, action.roles)),
                    str(outcome.to), str(outcome.decision), told_by(outcome.tells), checks,
                )
            )  # fmt: skip
    assert built == rows()


def test_no_state_no_role_and_no_decision_is_missing_here():
    assert (set(STATES), set(ROLES)) == (set(Status.values), set(Role.values))
    assert {row.code for row in rows()} == set(ACTIONS) == set(workflow.FUNCTIONS) == set(ASKED)
    outside = {str(VOIDING.decision), str(ADOPTION.decision), str(Decision.SCHEDULED)}
    assert {row.decision for row in rows()} | outside == set(Decision.values)


def test_what_nobody_asks_for_at_the_desk():
    assert (
        Outcome(
            Status.SUBMITTED,
            Decision.VOIDED,
            Tells(authors=NoticeKind.VOIDED, reviewers=NoticeKind.SUBMITTED, passers=NoticeKind.VOIDED),
        )
        == VOIDING
    )
    assert Outcome(Status.PUBLISHED, Decision.ADOPTED, Tells()) == ADOPTION


def test_what_is_set_for_a_time_to_come():
    assert {code: action.ahead for code, action in ACTIONS.items() if action.ahead} == {
        "publish": Outcome(Status.PUBLISHED, Decision.SCHEDULED, Tells(authors=NoticeKind.SCHEDULED))
    }
    now, later = Article(status=Status.APPROVED), timezone.now() + dt.timedelta(hours=1)
    publish = ACTIONS["publish"]
    assert publish.outcome_for(now, at=later) == publish.ahead
    assert publish.outcome_for(now, at=timezone.now()) == publish.outcome_for(now) == publish.outcome
    copy = Article(status=Status.APPROVED, working_copy_of_id=1)
    assert publish.outcome_for(copy, at=later) == publish.of_copy


def test_flags_of_the_rows():
    assert {code for code, action in ACTIONS.items() if action.by_level} == {"pass"}
    assert {code for code, action in ACTIONS.items() if action.by_author} == BY_AUTHOR
    assert {code: str(action.bulk) for code, action in ACTIONS.items() if action.bulk} == IN_THE_MENU


def test_the_decisions_that_end_earlier_passes():
    assert set(refusals.ENDS_PASSES) == {"submitted", "returned", "voided", "taken_back", "restored"}


@pytest.mark.parametrize("code", ASKED)
def test_a_screen_asks_for_what_its_function_takes(code):
    action, function = ACTIONS[code], workflow.FUNCTIONS[code]
    form = getattr(review_forms, action.screen.form)
    names = {name for name in form.base_fields if name != "seen"}
    taken = set(inspect.signature(function).parameters) - {"article", "by", "seen"}
    assert (names, taken) == (ASKED[code], ASKED[code])
    assert str(action.screen.lead).endswith("。")
    assert str(action.screen.done) % {"article": "夜校开课", "state": "草稿"}


# --- levels ---------------------------------------------------------------------------------------------
def test_every_number_of_levels_is_written_here():
    states = ("submitted", "first_passed", "second_passed")
    assert set(levels_of_review()) == {(count, state) for count in LEVELS for state in states}


@pytest.mark.parametrize("count", [1, 2, 3])
@pytest.mark.parametrize("state", STATES)
def test_the_level_that_a_state_waits_for(settings, count, state):
    settings.REVIEW_LEVELS = count
    level, expected = level_of(state), levels_of_review().get((count, state))
    if level is None or expected is None:
        assert level is expected
        return
    after = "approved" if level.next_status is None else str(level.next_status)
    assert (level.number, frozenset(map(str, level.roles)), after) == expected
    assert level.is_final == (expected[2] == "approved")


@pytest.mark.parametrize(
    ("count", "labels"),
    [
        (1, [("终审", "编辑、科室负责人、总编")]),
        (2, [("初审", "编辑、科室负责人"), ("终审", "总编")]),
        (3, [("初审", "编辑"), ("复审", "科室负责人"), ("终审", "总编")]),
    ],
)
def test_how_levels_and_their_people_are_called(settings, count, labels):
    settings.REVIEW_LEVELS = count
    levels = [level_of(state) for state, _roles in LEVELS[count]]
    assert [(level.label, level.roles_label) for level in levels if level] == labels


# --- tried on articles ------------------------------------------------------------------------------------
def stand(cast: Any, kind: str, state: str, *, scheduled: bool = False, submitter: Any = None) -> Article:
    """An article or working copy in a state, so that nothing but the table speaks against an action.

    It was entered by a correspondent, and by its records it has passed what its state says. ``scheduled``: its
    publication is still to come. ``submitter``: who has handed it in, a correspondent if nobody is named.
    """
    values: dict[str, Any] = {"organization": cast.changping, "author": cast.correspondent}
    moment = timezone.now() + dt.timedelta(days=1 if scheduled else -1)
    if kind == "copies":
        live = make_article("原稿", status=Status.PUBLISHED, published_at=moment, **values)
        values["working_copy_of"] = live
    if state == "published":
        values["published_at"] = moment
    if state == "withdrawn":
        values |= {"withdrawn_at": moment, "withdrawal_kind": "gone", "published_at": moment}
    article = make_article("夜校开课", status=state, **values)
    digest = snapshots.hash_of(snapshots.content_of(article))
    if kind == "copies":
        begun = snapshots.hash_of(snapshots.content_of(live))
        record(article, Decision.CORRECTION_STARTED, cast.editor, text_hash=begun)
    record(article, Decision.SUBMITTED, submitter or cast.correspondent)
    if state in ("approved", "published"):
        record(article, Decision.PASSED, None, is_final=True, text_hash=digest)
    return article


def asked_for(article: Article, by: Any, cast: Any) -> Article:
    """The same article, whose withdrawal somebody has asked for."""
    article.withdrawal_requests.create(
        asked_by=by, approver=cast.chief_editor, comment="内容有误", kind="gone"
    )
    return article


def record(article: Article, decision: Decision, by: Any, **values: Any) -> None:
    name = str(by) if by else "从前的总编"
    ReviewRecord.objects.create(article=article, decision=decision, user=by, user_name=name, **values)


@pytest.fixture
def people(cast) -> dict[str, Any]:
    """An account of each role, of the city's union; none of them wrote anything."""
    found = {role: make_user(role + "2", roles=(role,), organization=cast.city) for role in ROLES}
    nobody = make_user("nobody", organization=cast.city)
    return {**found, "nobody": nobody, "root": make_user("root", is_superuser=True)}


def expected(code: str, kind: str, state: str) -> list[str]:
    """Who may do it by ``TABLE``; the levels of review are those of three."""
    allowed = set()
    for row in rows():
        if row.code == code and kind in row.kinds and state in row.states:
            allowed |= row.roles
            if code == "pass":
                allowed &= levels_of_review()[3, state][1]
    return [who for who in PEOPLE if who in allowed or (who == "root" and allowed)]


@pytest.mark.django_db
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("state", STATES)
def test_who_may_do_what_in_each_state(cast, people, kind, state):
    """Every action and every person against one state of one kind: allowed or refused as the table says."""
    if (kind, state) in IMPOSSIBLE:
        assert not [row for row in rows() if kind in row.kinds and state in row.states]
        return
    article = stand(cast, kind, state)
    found = {}
    for code in ACTIONS:
        rows_of = dict.fromkeys(PEOPLE, article)
        if code == "call_off" and state == "published":
            rows_of = dict.fromkeys(PEOPLE, stand(cast, kind, state, scheduled=True))
        if code == "drop_withdrawal" and state == "published":
            rows_of = {who: asked_for(stand(cast, kind, state), people[who], cast) for who in PEOPLE}
        if code == "take_back" and state == "submitted":
            rows_of = {who: stand(cast, kind, state, submitter=people[who]) for who in PEOPLE}
        found[code] = [who for who in PEOPLE if not reasons_against(code, rows_of[who], people[who])]
    assert found == {code: expected(code, kind, state) for code in ACTIONS}


CASES = [
    (row, kind, state) for row in rows() for kind in row.kinds for state in STATES if state in row.states
]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("row", "kind", "state"), CASES, ids=[f"{row.code}-{kind}-{state}" for row, kind, state in CASES]
)
def test_what_becomes_of_it(cast, people, row, kind, state):
    """Each action from each of its states: the new state, the record, and who was told what."""
    by, number = people["root"], 0
    others = {"editor": cast.editor, "section_chief": cast.section_chief, "chief_editor": cast.chief_editor}
    article = stand(
        cast, kind, state, scheduled=row.code == "call_off",
        submitter=by if row.code == "take_back" else cast.correspondent,
    )  # fmt: skip
    given: dict[str, Any] = {
        "return": {"comment": "数字不对"},
        "set_times": {"pinned_until": None, "expires_at": None},
        "ask_withdrawal": {"comment": "内容有误", "approver": cast.chief_editor},
        "withdraw": {"comment": "内容有误"},
        "withdraw_first": {"comment": "内容有误", "approver": cast.chief_editor},
        "drop_withdrawal": {"comment": "核实无误"},
    }.get(row.code, {})
    if row.code in ("withdraw", "drop_withdrawal"):
        asked_for(article, cast.editor, cast)
    result = workflow.FUNCTIONS[row.code](article, by=by, **given)
    to = row.to
    if row.code == "pass":
        number, _roles, to = levels_of_review()[3, state]
    if row.code == "return" and state != "approved":
        number = levels_of_review()[3, state][0]
    subject = result if row.code == "start_correction" else article
    stored = Article.objects.get(pk=subject.pk)
    last = stored.records.order_by("at", "id").last()
    assert (stored.status, last.decision, last.level, last.user) == (to, row.decision, number, by)
    assert last.text_hash == last.snapshot.text_hash == snapshots.hash_of(snapshots.content_of(stored))

    wanted = {}
    says = dict(part.split(":") for part in row.told.split() if ":" in part)
    if "authors" in says:
        wanted[cast.correspondent.pk] = says["authors"]
    if "reviewers" in says and (3, to) in levels_of_review():
        _number, roles, _to = levels_of_review()[3, to]
        waiting = [person for who, person in {**others, "two": None}.items() if who in roles and person]
        waiting += [people[who] for who in roles]
        wanted |= {person.pk: says["reviewers"] for person in waiting}
    if "approver" in says:
        wanted[cast.chief_editor.pk] = says["approver"]
    if "asker" in says:
        wanted[cast.editor.pk] = says["asker"]
    assert not stored.withdrawal_requests.filter(closed_at=None).exists() or row.code == "ask_withdrawal"
    told = dict(stored.notices.values_list("recipient", "kind"))
    assert told == {person: kind for person, kind in wanted.items() if person != by.pk}
