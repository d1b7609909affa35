"""What each decision hands to the engine: its row of the table, who decides, what was given and what was seen.

No database: what the engine makes of it is tried in ``test_workflow`` and ``test_refusals``.
"""

import datetime as dt
from typing import Any

import pytest
from django.utils import timezone

from accounts.models import User
from articles.models import Article
from articles.refusals import Given
from articles.workflow import NotPossible, Seen, decisions

NOW = timezone.make_aware(dt.datetime(2046, 3, 12, 9, 0))
DAY = dt.timedelta(days=1)
SEEN = Seen(3, "submitted")
RECORD = object()


@pytest.fixture
def handed(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Any, ...]]:
    """What the engine was given, a tuple a call: code, given, seen, columns, details."""
    calls: list[tuple[Any, ...]] = []

    def do(code: str, article: Article, by: User, given: Given, seen: Seen | None, **more: Any) -> object:
        assert (article, by) == (ARTICLE, PERSON)
        details = more.pop("details", dict)
        calls.append((code, given, seen, more.pop("columns", None), details()))
        assert more == {}
        return RECORD

    monkeypatch.setattr(decisions, "do", do)
    monkeypatch.setattr(decisions, "authors_of", lambda article: {8} if article is ARTICLE else set())
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    return calls


ARTICLE = Article(pk=7, status="submitted", title="夜校")
PERSON = User(pk=8, username="a", real_name="方宁")


def test_what_is_said_and_seen(handed):
    with_comment = {
        "submit": decisions.submit, "discard": decisions.discard, "restore": decisions.restore,
        "return": decisions.return_to_author,
    }  # fmt: skip
    level = {"return": {"level": 1}}
    for code, decide in with_comment.items():
        assert decide(ARTICLE, by=PERSON, comment="说明", seen=SEEN) is RECORD
        assert handed.pop() == (code, Given("说明"), SEEN, None, level.get(code, {}))
    for code in ("submit", "discard", "restore"):
        assert with_comment[code](ARTICLE, by=PERSON) is RECORD
        assert handed.pop() == (code, Given(), None, None, {})
    assert decisions.return_to_author(ARTICLE, by=PERSON, comment="改") is RECORD
    assert handed.pop() == ("return", Given("改"), None, None, {"level": 1})
    assert handed == []


def test_what_needs_no_words(handed):
    for code, decide, columns in (
        ("take_back", decisions.take_back, None),
        ("call_off", decisions.call_off, {"published_at": None}),
    ):
        assert decide(ARTICLE, by=PERSON, seen=SEEN) is RECORD
        assert decide(ARTICLE, by=PERSON) is RECORD
        assert handed == [(code, Given(), SEEN, columns, {}), (code, Given(), None, columns, {})]
        handed.clear()


@pytest.mark.parametrize(
    ("status", "level", "is_final"),
    [("submitted", 1, False), ("first_passed", 2, False), ("second_passed", 3, True), ("approved", 0, False)],
)
def test_what_a_pass_records(settings, monkeypatch, handed, status, level, is_final):
    settings.REVIEW_LEVELS = 3
    monkeypatch.setattr(ARTICLE, "status", status)
    record = {"level": level, "is_final": is_final, "by_author": True, "waived": False}
    assert decisions.pass_review(ARTICLE, by=PERSON, comment="好", seen=SEEN) is RECORD
    assert handed.pop() == ("pass", Given("好"), SEEN, None, record)
    settings.REVIEW_BY_AUTHOR = True
    monkeypatch.setattr(decisions, "authors_of", lambda article: {9})
    assert decisions.pass_review(ARTICLE, by=PERSON) is RECORD
    assert handed.pop() == ("pass", Given(), None, None, {**record, "by_author": False, "waived": True})


@pytest.mark.parametrize(
    ("pinned", "expires", "comment", "line"),
    [
        (None, None, "", "置顶至：不置顶；下线时间：不下线。"),
        (NOW, None, " 头条 ", "头条\n置顶至：2046-03-12 09:00；下线时间：不下线。"),
        (None, (NOW + DAY).astimezone(dt.UTC), "", "置顶至：不置顶；下线时间：2046-03-13 09:00。"),
    ],
)
def test_what_times_record(handed, pinned, expires, comment, line):
    times = {"pinned_until": pinned, "expires_at": expires}
    assert decisions.set_times(ARTICLE, by=PERSON, comment=comment, seen=SEEN, **times) is RECORD
    assert handed.pop() == ("set_times", Given(line, expires_at=expires), SEEN, times, {})
    if not comment:
        assert decisions.set_times(ARTICLE, by=PERSON, **times) is RECORD
        assert handed.pop() == ("set_times", Given(line, expires_at=expires), None, times, {})


@pytest.mark.django_db
def test_what_a_withdrawal_records(handed):
    """By the leader in charge: they approve it by doing it."""
    other = Article(pk=10)
    given = {"comment": "误", "notice": " 已撤 ", "replaced_by": other}
    withdrawn = {"withdrawn_at": NOW, "withdrawal_notice": "已撤"}
    leader = {"approver_name": str(PERSON)}
    assert decisions.withdraw(ARTICLE, by=PERSON, seen=SEEN, kind="replaced", **given) is RECORD
    assert handed.pop() == (
        "withdraw", Given("误", approver=PERSON, kind="replaced", notice=" 已撤 ", replaced_by=other), SEEN,
        {**withdrawn, "withdrawal_kind": "replaced", "replaced_by": other}, leader,
    )  # fmt: skip
    assert decisions.withdraw(ARTICLE, by=PERSON, kind="kept", **given) is RECORD
    assert handed.pop() == (
        "withdraw", Given("误", approver=PERSON, kind="kept", notice=" 已撤 "), None,
        {**withdrawn, "withdrawal_kind": "kept", "replaced_by": None}, leader,
    )  # fmt: skip
    assert decisions.withdraw(ARTICLE, by=PERSON, comment="误") is RECORD
    assert handed.pop() == (
        "withdraw", Given("误", approver=PERSON, kind="gone"), None,
        {"withdrawn_at": NOW, "withdrawal_kind": "gone", "withdrawal_notice": "", "replaced_by": None}, leader,
    )  # fmt: skip


def test_all_reasons_are_one_text():
    refused = NotPossible(["缺少正文。", "缺少来源。"])
    assert (str(refused), refused.reasons) == ("缺少正文。 缺少来源。", ["缺少正文。", "缺少来源。"])
