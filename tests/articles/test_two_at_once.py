"""Two people at one article in the same moment: one decision, one clear message, nothing lost."""

import os
import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from articles import workflow
from articles.models import Article, Decision, Snapshot
from articles.workflow import NotPossible, Seen
from tests.conftest import Cast
from tests.factories import make_article, make_published, make_user

pytestmark = pytest.mark.django_db(transaction=True)

# ``bench/two_at_once.py`` asks for a hundred of each.
TRIALS = range(int(os.environ.get("TRIALS", "3")))


def at_once(*tasks: Callable[[], Any]) -> list[Any]:
    """Run tasks in threads that start together; what each returned, or the ``NotPossible`` it raised."""
    outcomes: list[Any] = [None] * len(tasks)
    barrier = threading.Barrier(len(tasks))

    def run(place: int, task: Callable[[], Any]) -> None:
        try:
            barrier.wait(10)
            outcomes[place] = task()
        except NotPossible as refused:
            outcomes[place] = refused
        except Exception as error:  # shown by the assertion on the outcomes
            outcomes[place] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(tasks)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    return outcomes


def fresh(article: Article) -> Article:
    """The article as another browser has it."""
    return Article.objects.get(pk=article.pk)


@pytest.fixture
def draft() -> tuple[Cast, Article]:
    cast = Cast()
    return cast, make_article("夜校开课", organization=cast.changping, author=cast.correspondent)


def second_editor(cast: Cast) -> Any:
    return make_user("editor2", roles=("editor",), real_name="秦越", organization=cast.city)


@pytest.mark.parametrize("trial", TRIALS)
def test_two_reviewers_pass_at_once(draft, trial):
    cast, article = draft
    people = [cast.editor, second_editor(cast)]
    workflow.submit(article, by=cast.correspondent)
    copies = [fresh(article), fresh(article)]
    outcomes = at_once(
        *(
            lambda copy=copy, person=person: workflow.pass_review(copy, by=person, seen=Seen.of(copy))
            for copy, person in zip(copies, people, strict=True)
        )
    )
    refused = [outcome for outcome in outcomes if isinstance(outcome, NotPossible)]
    winner = str(people[1 - outcomes.index(refused[0])])
    record = article.records.get(decision=Decision.PASSED)
    assert [reason.replace(f"{timezone.localtime(record.at):%H:%M}", "TIME") for reason in refused[0].reasons] == [
        f"{winner}已先行处理：“通过”（TIME）。稿件现在处于“待复审”状态，未执行其他操作。"
    ]  # fmt: skip
    assert list(article.records.values_list("decision", "user_name")) == [
        ("submitted", "何苗"),
        ("passed", winner),
    ]
    assert fresh(article).status == "first_passed"


@pytest.mark.parametrize("trial", TRIALS)
def test_pass_and_return_at_once(draft, trial):
    cast, article = draft
    other = second_editor(cast)
    workflow.submit(article, by=cast.correspondent)
    one, two = fresh(article), fresh(article)
    outcomes = at_once(
        lambda: workflow.pass_review(one, by=cast.editor, seen=Seen.of(one)),
        lambda: workflow.return_to_author(two, by=other, comment="数字不对", seen=Seen.of(two)),
    )
    assert [isinstance(outcome, NotPossible) for outcome in outcomes].count(True) == 1
    assert article.records.count() == 2
    assert fresh(article).status in ("first_passed", "returned")


def save_text(article_id: int, person: Any, title: str) -> Snapshot:
    """What the article form and the bulk actions do on the server."""
    with workflow.change_text(article_id, by=person) as change:
        change.article.title = title
        change.article.save()
        return change.saved()


@pytest.mark.parametrize("trial", TRIALS)
def test_publication_during_an_edit(draft, trial):
    """Whoever is first wins; the text that readers see is always the one that was passed."""
    cast, article = draft
    workflow.submit(article, by=cast.correspondent)
    for person in (cast.editor, cast.section_chief, cast.chief_editor):
        workflow.pass_review(article, by=person)
    passed = article.records.last().text_hash
    one = fresh(article)
    outcomes = at_once(
        lambda: workflow.publish(one, by=cast.editor, seen=Seen.of(one)),
        lambda: save_text(article.pk, cast.section_chief, "改了的标题"),
    )
    now = fresh(article)
    if now.status == "published":
        assert outcomes[1].reasons == ["已发布的稿件不能直接修改：请发起更正。"]
        assert now.title == "夜校开课"
        assert now.snapshots.first().text_hash == passed
    else:
        assert isinstance(outcomes[0], NotPossible)
        assert (now.status, now.title) == ("submitted", "改了的标题")
        assert now.records.last().decision == Decision.VOIDED


@pytest.mark.parametrize("trial", TRIALS)
def test_two_savers_lose_no_text(draft, trial):
    cast, article = draft
    workflow.text_saved(article, by=cast.correspondent)
    outcomes = at_once(
        lambda: save_text(article.pk, cast.editor, "甲的标题"),
        lambda: save_text(article.pk, cast.section_chief, "乙的标题"),
    )
    assert [outcome.__class__ for outcome in outcomes] == [Snapshot, Snapshot]
    texts = {snapshot.number: snapshot.data["title"] for snapshot in article.snapshots.all()}
    assert (sorted(texts), set(texts.values())) == ([1, 2, 3], {"夜校开课", "甲的标题", "乙的标题"})
    assert fresh(article).title == texts[3]


@pytest.mark.parametrize("trial", TRIALS)
def test_two_corrections_at_once_are_one(trial):
    cast = Cast()
    live = make_published("开课九十场", organization=cast.changping)
    outcomes = at_once(
        lambda: workflow.start_correction(fresh(live), by=cast.editor),
        lambda: workflow.start_correction(fresh(live), by=cast.section_chief),
    )
    assert outcomes[0] == outcomes[1]
    assert list(live.working_copies.all()) == [outcomes[0]]


@pytest.mark.parametrize("trial", TRIALS)
def test_two_articles_that_would_replace_each_other(trial):
    """Locked in one order: no deadlock, and no circle of addresses."""
    cast = Cast()
    one, two = (make_published(title, organization=cast.changping) for title in ("甲", "乙"))

    def withdraw(article: Article, other: Article) -> Any:
        return workflow.withdraw(
            fresh(article), by=cast.chief_editor, comment="重复", kind="replaced",
            replaced_by=fresh(other),
        )  # fmt: skip

    cast.editor, cast.chief_editor  # noqa: B018 - made before the threads start
    outcomes = at_once(lambda: withdraw(one, two), lambda: withdraw(two, one))
    refused = [outcome.reasons for outcome in outcomes if isinstance(outcome, NotPossible)]
    assert refused == [["请选择替代它的已发布稿件。"]]
    assert sorted([fresh(one).status, fresh(two).status]) == ["published", "withdrawn"]
