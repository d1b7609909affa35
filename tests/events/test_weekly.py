"""Weekly rules as they are chosen: read, written, said."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from django.utils import translation

from common.weekdays import weekdays_named
from events import recurrence
from events.weekly import Weekly, read_weekly, sentence

SHANGHAI = ZoneInfo("Asia/Shanghai")
TUESDAY = dt.datetime(2026, 12, 1, 19, tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("rule", "weekly"),
    [
        ("FREQ=WEEKLY;BYDAY=TU,TH;COUNT=8", Weekly((1, 3), 1, 8, None)),
        ("FREQ=WEEKLY;BYDAY=TH,TU;COUNT=8", Weekly((1, 3), 1, 8, None)),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU;UNTIL=20270131", Weekly((1,), 2, None, dt.date(2027, 1, 31))),
        # no weekday is named: that of the first date
        ("FREQ=WEEKLY;COUNT=3", Weekly((1,), 1, 3, None)),
        ("FREQ=WEEKLY;WKST=SU;BYDAY=TU;COUNT=3", Weekly((1,), 1, 3, None)),
        # until 19:00 in Shanghai, and until an hour before
        ("FREQ=WEEKLY;BYDAY=TU;UNTIL=20261222T110000Z", Weekly((1,), 1, None, dt.date(2026, 12, 22))),
        ("FREQ=WEEKLY;BYDAY=TU;UNTIL=20261222T100000Z", Weekly((1,), 1, None, dt.date(2026, 12, 21))),
    ],
)
def test_a_rule_is_read_as_it_would_be_chosen_and_means_the_same(rule, weekly):
    assert read_weekly(rule, TUESDAY, SHANGHAI) == weekly
    assert recurrence.starts(weekly.rule, TUESDAY, SHANGHAI) == recurrence.starts(rule, TUESDAY, SHANGHAI)
    assert read_weekly(weekly.rule, TUESDAY, SHANGHAI) == weekly


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=DAILY;COUNT=3", "FREQ=MONTHLY;BYDAY=1TU;COUNT=3", "FREQ=WEEKLY;BYMONTH=12;COUNT=3",
        "FREQ=WEEKLY;INTERVAL=2;WKST=SU;BYDAY=TU,SU;COUNT=3", "FREQ=WEEKLY;BYDAY=1TU;COUNT=3", "每周二", "",
    ],
)  # fmt: skip
def test_what_weekdays_do_not_say_is_left_to_the_rule(rule):
    assert read_weekly(rule, TUESDAY, SHANGHAI) is None


@pytest.mark.parametrize(
    ("weekly", "exceptions", "chinese", "english"),
    [
        (Weekly((1, 3), 1, 8), [], "每周二、周四，共8次", "Every week on Tue, Thu, 8 times"),
        (
            Weekly((1, 3), 1, 8), [dt.date(2026, 12, 31), dt.date(2026, 12, 24)],
            "每周二、周四，共8次，12月24日、12月31日除外", "Every week on Tue, Thu, 8 times, except 24 December, 31 December",
        ),
        (
            Weekly((1,), 2, None, dt.date(2027, 1, 31)), [dt.date(2027, 1, 12)],
            "每2周的周二，到2027年1月31日为止，2027年1月12日除外",
            "Every 2 weeks on Tue, until 31 January 2027, except 12 January 2027",
        ),
        (Weekly((0, 1, 2, 3, 4), 1, 1), [], "每周一至周五，共1次", "Every week on Mon to Fri, 1 time"),
    ],
)  # fmt: skip
def test_the_sentence(weekly, exceptions, chinese, english):
    for language, said in (("zh-hans", chinese), ("en", english)):
        with translation.override(language):
            assert sentence(weekly, exceptions, dt.date(2026, 12, 1)) == said


@pytest.mark.parametrize(
    ("days", "said"),
    [
        ([5, 6], "周六、周日"), ([0, 1, 2, 3, 4, 5, 6], "周一至周日"), ([4, 0, 2], "周一、周三、周五"),
        ([0, 1, 2, 4, 5, 6], "周一至周三、周五至周日"), ([], ""),
    ],
)  # fmt: skip
def test_weekdays_in_a_row(days, said):
    with translation.override("zh-hans"):
        assert weekdays_named(days) == said
