"""When an event takes place again, as an editor chooses it at the desk; every refusal."""

import datetime as dt
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from events.models import Event
from tests.desk.test_written_fields import event_values

pytestmark = pytest.mark.django_db

TUESDAYS = {"repeats": "weekly", "repeat_days": ["1", "3"], "repeat_interval": "1", "repeat_count": "4"}


def chosen(**values: Any) -> dict[str, Any]:
    """A course that begins on Tuesday, 1 December 2026, at 19:00."""
    return event_values(
        starts_at_0="2026-12-01", starts_at_1="19:00", ends_at_0="2026-12-01", ends_at_1="21:00",
        **{"repeat_until": "", "recurrence": "", "exception_dates": "", **values},
    )  # fmt: skip


@pytest.fixture
def editor(cast, desk) -> Any:
    return desk(cast.editor)


def add(editor: Any, **values: Any) -> Any:
    return editor.post(reverse("admin:events_event_add"), chosen(**values))


def refusals(answer: Any) -> dict[str, list[str]]:
    assert answer.status_code == 200
    assert not Event.objects.filter(recurrence="FREQ=WEEKLY;BYDAY=MO;COUNT=2").exists()
    return dict(answer.context["adminform"].form.errors.items())


def days_of(event: Event) -> list[str]:
    return [
        f"{timezone.localtime(date.starts_at):%m-%d %H:%M}"
        for date in event.occurrences.order_by("starts_at")
    ]


def test_weekdays_and_a_number(editor):
    assert add(editor, **TUESDAYS).status_code == 302
    event = Event.objects.get()
    assert event.recurrence == "FREQ=WEEKLY;BYDAY=TU,TH;COUNT=4"
    assert days_of(event) == ["12-01 19:00", "12-03 19:00", "12-08 19:00", "12-10 19:00"]


def test_every_second_week_until_a_day_with_days_taken_out(editor):
    values = {"repeat_interval": "2", "repeat_count": "", "repeat_until": "2027年1月13日"}
    answer = add(editor, **TUESDAYS | values, exception_dates="2026年12月17日")
    assert answer.status_code == 302
    event = Event.objects.get()
    assert event.recurrence == "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,TH;UNTIL=20270113"
    assert event.exception_dates == [dt.date(2026, 12, 17)]
    assert days_of(event) == ["12-01 19:00", "12-03 19:00", "12-15 19:00", "12-29 19:00", "12-31 19:00", "01-12 19:00"]  # fmt: skip


def test_what_was_saved_is_shown_back_as_choices_a_sentence_and_dates(editor):
    add(editor, **TUESDAYS, exception_dates="2026-12-08")
    event = Event.objects.get()
    answer = editor.get(reverse("admin:events_event_change", args=[event.pk]))
    form = answer.context["adminform"].form
    assert {name: form[name].value() for name in form.fields if name.startswith("repeat")} == {
        "repeats": "weekly", "repeat_days": [1, 3], "repeat_interval": 1, "repeat_count": 4, "repeat_until": None,
    }  # fmt: skip
    assert form["recurrence"].value() == "FREQ=WEEKLY;BYDAY=TU,TH;COUNT=4"
    content = answer.content.decode()
    assert "每周二、周四，共4次，12月8日除外" in content
    assert content.count("<li data-day=") == 4
    assert '<li data-day="2026-12-08" class="is-out">' in content


def test_saving_again_changes_nothing(editor):
    add(editor, recurrence="freq=weekly;count=4")
    event = Event.objects.get()
    before = (event.recurrence, event.sequence)
    again = TUESDAYS | {"repeat_days": ["1"]}
    editor.post(
        reverse("admin:events_event_change", args=[event.pk]),
        chosen(**again, recurrence="FREQ=WEEKLY;COUNT=4"),
    )
    event.refresh_from_db()
    assert (event.recurrence, event.sequence) == before == ("FREQ=WEEKLY;COUNT=4", 0)


@pytest.mark.parametrize(
    ("values", "rule"),
    [
        # the rule alone was changed: it stands
        ({"recurrence": "FREQ=DAILY;COUNT=3"}, "FREQ=DAILY;COUNT=3"),
        # the choices alone were changed: they make the rule
        ({"repeat_days": ["1"]}, "FREQ=WEEKLY;BYDAY=TU;COUNT=4"),
        # both, and they say the same
        ({"repeat_days": ["1"], "recurrence": "FREQ=WEEKLY;COUNT=4"}, "FREQ=WEEKLY;BYDAY=TU;COUNT=4"),
        ({"repeats": "rule", "recurrence": "FREQ=DAILY;COUNT=3"}, "FREQ=DAILY;COUNT=3"),
        ({"repeats": ""}, ""),
    ],
)
def test_whichever_was_changed_makes_the_other(editor, values, rule):
    add(editor, **TUESDAYS)
    event = Event.objects.get()
    known = {**TUESDAYS, "recurrence": event.recurrence}
    answer = editor.post(reverse("admin:events_event_change", args=[event.pk]), chosen(**known | values))
    assert answer.status_code == 302, answer.context["adminform"].form.errors
    event.refresh_from_db()
    assert event.recurrence == rule


def test_two_changes_that_contradict_each_other_are_refused(editor):
    add(editor, **TUESDAYS)
    event = Event.objects.get()
    values = TUESDAYS | {"repeat_days": ["1"], "recurrence": "FREQ=WEEKLY;BYDAY=TU;COUNT=5"}
    answer = editor.post(reverse("admin:events_event_change", args=[event.pk]), chosen(**values))
    assert refusals(answer) == {"recurrence": ["规则和上面选的不一致：请只改其中一处。"]}


def test_weekdays_ticked_beside_a_list_that_was_passed_over(editor):
    assert add(editor, **TUESDAYS | {"repeats": ""}).status_code == 302
    assert Event.objects.get().recurrence == "FREQ=WEEKLY;BYDAY=TU,TH;COUNT=4"


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"repeat_days": []}, {"repeat_days": ["请至少选一个星期几。"]}),
        (
            {"repeat_days": ["0"]},
            {"repeat_days": ["活动从2026-12-01（周二）开始，而周二没有选上：请把它也选上，或者让活动从选中的日子开始。"]},
        ),
        ({"repeat_until": "2026-12-31"}, {"repeat_until": ["“共几次”和“最后一天”只能填一个：请清空其中一个。"]}),
        ({"repeat_count": ""}, {"repeat_count": ["请写明一共几次，或者到哪一天为止。"]}),
        (
            {"repeat_count": "", "repeat_until": "2026-11-30"},
            {"repeat_until": ["最后一天早于第一天：请更正其中一个。"]},
        ),
        ({"repeat_count": "1001"}, {"repeat_count": ["最多1000次、十年以内：请写小一些的数。"]}),
        ({"repeat_count": "八次"}, {"repeat_count": ["次数请写成整数，至少1。"]}),
        ({"repeat_interval": "0"}, {"repeat_interval": ["几周一次请写成1到52的整数。"]}),
        (
            {"repeat_count": "", "repeat_until": "2037-12-31"},
            {"repeat_until": ["重复的次数太多：最多1000次，且不超过十年。请减少次数，或者把最后一天提前。"]},
        ),
        ({"repeat_until": "年底"}, {"repeat_until": ["这不是日期，请按2026-03-12的格式填写。"]}),
        (
            {"exception_dates": "2026-12-02"},
            {"exception_dates": ["按重复规则，2026-12-02本来就没有活动：请改正“停办的日子”。"]},
        ),
        (
            {"repeat_count": "1", "exception_dates": "2026-12-01"},
            {"exception_dates": ["所有日期都被停办了：请改把状态设为“取消”，让读者知道。"]},
        ),
        ({"repeats": "rule"}, {"recurrence": ["请写规则，或者在上面选“每周”。"]}),
    ],
)  # fmt: skip
def test_each_refusal_is_a_sentence_beside_its_field(editor, values, said):
    assert refusals(add(editor, **TUESDAYS | values)) == said
    assert not Event.objects.exists()


def test_a_refusal_of_choices_brings_no_complaint_about_what_was_not_chosen(editor):
    add(editor, **TUESDAYS)
    event = Event.objects.get()
    values = TUESDAYS | {"repeat_days": [], "recurrence": event.recurrence, "exception_dates": "2026-12-03"}
    late = {"sign_up_deadline_0": "2026-12-10", "sign_up_deadline_1": "12:00"}
    moved = {"starts_at_0": "2026-12-02", "ends_at_0": "2026-12-02"}
    answer = editor.post(
        reverse("admin:events_event_change", args=[event.pk]), chosen(**values | late) | moved
    )
    assert set(refusals(answer)) == {"repeat_days"}


class TestWhileChoosing:
    """The dates are shown before anything is saved."""

    address = "/admin/events/event/dates/"

    def ask(self, editor: Any, **values: Any) -> dict[str, Any]:
        when = {"starts_at_0": "2026-12-01", "starts_at_1": "19:00"}
        answer = editor.get(self.address, when | values)
        assert answer.status_code == 200
        return answer.json()

    def test_the_choices_make_the_rule(self, editor):
        told = self.ask(editor, **TUESDAYS, exception_dates="2026-12-03")
        assert told["rule"] == "FREQ=WEEKLY;BYDAY=TU,TH;COUNT=4"
        assert "每周二、周四，共4次，12月3日除外" in told["html"]
        assert [told["html"].count(part) for part in ("<li data-day=", "is-out")] == [4, 1]
        assert not Event.objects.exists()

    def test_the_rule_makes_the_choices(self, editor):
        told = self.ask(editor, recurrence="RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=TU;UNTIL=20261231")
        assert told["picks"] == {
            "repeats": "weekly", "repeat_days": [1], "repeat_interval": 2, "repeat_count": None,
            "repeat_until": "2026-12-31",
        }  # fmt: skip

    def test_another_rule_is_listed_too(self, editor):
        told = self.ask(editor, recurrence="FREQ=MONTHLY;COUNT=3")
        assert told["picks"]["repeats"] == "rule"
        assert [told["html"].count(part) for part in ("<li data-day=", "每周")] == [3, 0]

    @pytest.mark.parametrize(
        ("values", "said"),
        [
            ({"repeats": "weekly"}, "请至少选一个星期几。"),
            ({"recurrence": "每周二"}, "日历读不懂这条规则"),
            ({"recurrence": "FREQ=WEEKLY"}, "重复规则没有结束"),
            ({**TUESDAYS, "starts_at_0": ""}, "请先填第一次的日期和时间。"),
            ({**TUESDAYS, "exception_dates": "2026-12-02"}, "按重复规则，2026-12-02本来就没有活动"),
        ],
    )
    def test_what_is_refused_is_said(self, editor, values, said):
        told = self.ask(editor, **values)
        assert (told["rule"], told["picks"]) == ("", None)
        assert said in told["html"]

    def test_only_for_those_who_make_events(self, cast, desk):
        assert desk(cast.correspondent).get(self.address).status_code == 403
        assert desk(cast.editor).post(self.address).status_code == 405
