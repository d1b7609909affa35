"""Opening hours: read from texts, said, given to machines."""

import pytest
from django.utils import translation

from organizations.hours import Read, Span, hours_data, hours_in_words, overlap, read_hours


@pytest.mark.parametrize(
    ("text", "said", "closed", "note"),
    [
        ("工作日 9:00～17:00", "周一至周五 9:00–17:00", True, ""),
        ("每日 7:00～21:00", "每天 7:00–21:00", None, ""),
        ("4:30～22:30", "每天 4:30–22:30", None, ""),
        ("24小时", "每天 24小时", None, ""),
        ("全天24小时", "每天 24小时", None, ""),
        ("5:00～24:00", "每天 5:00–24:00", None, ""),
        (
            "周一至周五9:00-12:00，13:30-17:30；周六9点—12点（节假日休息）",
            "周一至周五 9:00–12:00、13:30–17:30；周六 9:00–12:00", True, "",
        ),
        ("周一、周三、周五 8点半至11点半", "周一、周三、周五 8:30–11:30", None, ""),
        ("每周一至周五 9：00－17：00", "周一至周五 9:00–17:00", None, ""),
        ("周六日 10:00-16:00", "周六、周日 10:00–16:00", None, ""),
        ("周五至周一 9:00-17:00", "周一、周五至周日 9:00–17:00", None, ""),
        ("18:00至次日2:00", "每天 18:00–次日2:00", None, ""),
        ("开放时间：周一至周日 上午9点-下午5点，法定节假日照常开放", "每天 9:00–17:00", False, ""),
        ("周一～周五：8:30～17:30 午休", "周一至周五 8:30–17:30", None, "午休"),
    ],
)  # fmt: skip
def test_a_text_is_read(text, said, closed, note):
    found = read_hours(text)
    with translation.override("zh-hans"):
        assert hours_in_words(list(found.spans)) == said
    assert (found.closed_on_holidays, found.note) == (closed, note)
    assert read_hours(said).spans == found.spans


@pytest.mark.parametrize(
    "text",
    [
        "", "电话预约", "周一至周五", "17:00-9:00", "9:00-17:00，周日休息", "星期二至星期日 9:00-17:00（周一闭馆）",
        "冬季8:00-17:00 夏季8:00-18:00", "8:00—20:00 & 节日", "晚上7点到9点", "25:00-26:00", "9:00", "9:00-9:00",
        "周一 9:00-12:00 周一 11:00-13:00", "除周一外 9:00-17:00", "1月至3月 9:00-17:00",
    ],
)  # fmt: skip
def test_what_may_mean_something_else_stays_as_it_is_written(text):
    assert read_hours(text) == Read((), None, text)


def test_for_machines():
    spans = [Span((0, 4), "09:00", "17:30"), Span((5,), "00:00", "24:00")]
    assert hours_data(spans, closed_on_holidays=True) == [
        {
            "@type": "OpeningHoursSpecification", "opens": "09:00", "closes": "17:30",
            "dayOfWeek": ["https://schema.org/Monday", "https://schema.org/Friday"],
        },
        {
            "@type": "OpeningHoursSpecification", "opens": "00:00", "closes": "23:59",
            "dayOfWeek": ["https://schema.org/Saturday"],
        },
        {
            "@type": "OpeningHoursSpecification", "opens": "00:00", "closes": "00:00",
            "dayOfWeek": ["https://schema.org/PublicHolidays"],
        },
    ]  # fmt: skip
    assert hours_data([], closed_on_holidays=True) == []


@pytest.mark.parametrize(
    ("spans", "is_so"),
    [
        ([Span((0,), "09:00", "12:00"), Span((0,), "12:00", "17:00")], False),
        ([Span((0,), "09:00", "12:01"), Span((0,), "12:00", "17:00")], True),
        ([Span((0,), "18:00", "02:00"), Span((1,), "01:00", "03:00")], True),
        # from Sunday into Monday
        ([Span((6,), "18:00", "02:00"), Span((0,), "01:00", "03:00")], True),
        ([Span((6,), "18:00", "02:00"), Span((0,), "02:00", "03:00")], False),
    ],
)
def test_two_times_at_once(spans, is_so):
    assert overlap(spans) is is_so


def test_in_english():
    with translation.override("en"):
        spans = [Span((0, 1, 2, 3, 4), "09:00", "17:30"), Span((5,), "18:00", "02:00")]
        assert hours_in_words(spans) == "Mon to Fri 9:00–17:30; Sat 18:00–2:00 of the next day"
