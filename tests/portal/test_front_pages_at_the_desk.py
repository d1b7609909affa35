"""What the list of front pages does to several of them: asked first, written down, seen by readers at once."""

import pytest
from django.contrib.auth.models import Permission

from accounts.models import AuditEntry
from portal.models import BlockKind, FrontPage
from portal.readers.front_page import front_page, plan_of
from tests.factories import make_column, make_published, make_topic

pytestmark = pytest.mark.django_db

LIST = "/admin/portal/frontpage/"


@pytest.fixture
def arranger(desk, cast):
    cast.editor.user_permissions.set(Permission.objects.filter(content_type__app_label="portal"))
    return desk(cast.editor)


def do(client, action: str, *rows: FrontPage, confirmed: bool = True):
    chosen = {"action": action, "_selected_action": [row.pk for row in rows]}
    return client.post(LIST, chosen | ({"bulk_confirmed": "1"} if confirmed else {}), follow=confirmed)


def live() -> list[str]:
    return list(FrontPage.objects.filter(is_live=True).values_list("name", flat=True))


def told(answer) -> list[str]:
    return [str(message) for message in answer.context["messages"]]


def noted() -> list[tuple[str, str, str]]:
    return list(
        AuditEntry.objects.filter(kind="portal.frontpage")
        .order_by("id")
        .values_list("what", "object_name", "note")
    )


@pytest.fixture
def two(db) -> tuple[FrontPage, FrontPage]:
    return FrontPage.objects.create(name="春节"), FrontPage.objects.create(name="五一", is_live=True)


def test_one_is_put_live_after_it_was_said_what_happens(arranger, two):
    asked = do(arranger, "make_live", two[0], confirmed=False)
    assert [(line.name, line.effect) for line in asked.context["done"]] == [
        ("春节", "读者随即可见，替换“五一”")
    ]
    assert live() == ["五一"]
    answer = do(arranger, "make_live", two[0])
    assert told(answer) == ["读者现在看到的首页是“春节”。"]
    assert (live(), noted()) == (["春节"], [("changed", "春节", "已启用。")])


def test_of_the_portals_own_arrangement_it_says_so(arranger, two):
    FrontPage.objects.update(is_live=False)
    (line,) = do(arranger, "make_live", two[0], confirmed=False).context["done"]
    assert line.effect == "读者随即可见，替换自动编排的首页"


@pytest.mark.parametrize("confirmed", [False, True])
def test_two_at_once_are_refused(arranger, two, confirmed):
    answer = do(arranger, "make_live", *two, confirmed=confirmed)
    assert [line.name for line in answer.context["done"]] == []
    assert {line.name: line.reasons for line in answer.context["refused"]} == {
        "春节": ["请只选一个首页方案来启用。"], "五一": ["请只选一个首页方案来启用。"],
    }  # fmt: skip
    assert (live(), noted()) == (["五一"], [])


def test_it_is_taken_down_and_written_down(arranger, two):
    asked = do(arranger, "make_draft", *two, confirmed=False)
    assert [line.name for line in asked.context["done"]] == ["五一"]
    assert [(line.name, line.reasons) for line in asked.context["refused"]] == [
        ("春节", ["它现在并未启用。"])
    ]
    assert live() == ["五一"]
    answer = do(arranger, "make_draft", *two)
    assert told(answer) == ["“五一”已变回草稿。"]
    assert (live(), noted()) == ([], [("changed", "五一", "停用，恢复自动编排")])


def test_it_is_copied_and_written_down(arranger, two):
    asked = do(arranger, "make_copy", two[1], confirmed=False)
    assert [(line.name, line.reasons) for line in asked.context["done"]] == [("五一", [])]
    assert FrontPage.objects.count() == 2
    answer = do(arranger, "make_copy", two[1])
    assert told(answer) == ["已复制出草稿“五一（副本）”。"]
    assert (live(), noted()) == (["五一"], [("added", "五一（副本）", "复制为草稿")])


# --- blocks ----------------------------------------------------------------------------------------------
def test_a_column_within_another_and_a_topic_have_blocks_of_their_own():
    arrangement = FrontPage.objects.create(name="春节")
    column = make_column("他山之石", parent=make_column("基层经验"))
    topic = make_topic("产改")
    make_published("头条")
    make_published("夜校开课", column=column)
    group = topic.groups.create(name="要闻")
    group.entries.create(article=make_published("产改座谈"))
    arrangement.blocks.create(kind=BlockKind.TOPIC, topic=topic, position=1)
    arrangement.blocks.create(kind=BlockKind.COLUMN, column=column, position=2)
    for number in range(12):
        make_published(f"填充{number}")
    front = front_page(plan_of(arrangement))
    shown = [*front.side, *(block for row in front.rows for block in row)]
    assert [(block.heading, [str(row) for row in block.articles]) for block in shown] == [
        ("产改", ["产改座谈"]), ("基层经验", ["夜校开课"]),
    ]  # fmt: skip
