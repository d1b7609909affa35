"""The plan of an import, which an editor changes."""

from dataclasses import replace

import pytest

from newsroom.plans import PlannedArticle, Text, differences, merge_with_previous, move, read_body, split


def article(title: str, *texts: str, **values) -> PlannedArticle:
    return PlannedArticle(title=title, texts=[Text(text) for text in texts], **values)


def test_the_text_an_editor_changes_reads_back():
    texts = [
        Text("开课了。"),
        Text("进园区", "heading"),
        Text("春风送暖", "verse"),
        Text("区总工会", "signature"),
    ]
    planned = PlannedArticle(title="夜校", texts=texts)
    assert planned.body_source == "开课了。\n\n### 进园区\n\n> 春风送暖\n\n~ 区总工会"
    assert read_body(planned.body_source.replace("\n", "\r\n")) == texts
    assert planned.body_html == (
        '<p>开课了。</p><h3>进园区</h3><p class="verse">春风送暖</p><p class="sign">区总工会</p>'
    )


def test_broken_lines_close_up_without_a_blank():
    assert read_body("学员满意度\n97%以\n上\n\nAI plus\nunion") == [
        Text("学员满意度97%以上"),
        Text("AI plus union"),
    ]


def test_markup_in_a_text_is_text():
    assert article("x", "<script>").body_html == "<p>&lt;script&gt;</p>"


def test_the_same_copy_has_the_same_digest_however_it_is_spaced():
    assert article("夜 校", "开课了。").title_key == article("夜校", "").title_key
    assert article("a", "开 课了。").body_digest == article("b", "开课", "了。").body_digest
    assert article("a", "开课了。").body_digest != article("a", "开课了！").body_digest


def test_json_and_back():
    planned = article("夜校", "开课了。", credits=[("reporter", "林晓舟")], lines=(3, 9), is_reprint=True)
    assert PlannedArticle.from_dict(planned.as_dict()) == planned


def test_split_makes_a_paragraph_the_headline():
    first, second = split([article("甲", "一", "乙", "二", column="案例")], 0, 1)
    assert (first.title, [text.text for text in first.texts]) == ("甲", ["一"])
    assert (second.title, [text.text for text in second.texts], second.column) == ("乙", ["二"], "案例")


@pytest.mark.parametrize("paragraph", [0, 2, -1])
def test_split_where_there_is_nothing_is_refused(paragraph):
    with pytest.raises(ValueError, match="no such paragraph"):
        split([article("甲", "一", "二")], 0, paragraph)


def test_merge_keeps_every_text_and_name():
    merged = merge_with_previous(
        [
            article("甲", "一", credits=[("reporter", "林")]),
            article("乙", "二", credits=[("reporter", "林")]),
        ],
        1,
    )
    assert [text for planned in merged for text in planned.texts] == [
        Text("一"),
        Text("乙", "heading"),
        Text("二"),
    ]
    assert merged[0].credits == [("reporter", "林")]
    with pytest.raises(ValueError, match="no article before"):
        merge_with_previous(merged, 0)


def test_split_and_merge_keep_source_and_credits():
    whole = article(
        "甲", "一", "乙区总工会开课", "乙区总工会的张三讲", "三", source="工人日报", is_reprint=True,
        credits=[("reporter", "林晓舟"), ("photographer", "何苗")],
        organizations=["甲区总工会", "乙区总工会"], people=["张三", "李四"],
    )  # fmt: skip
    first, second = split([whole], 0, 1)
    for part in (first, second):
        assert (part.source, part.is_reprint, part.credits) == ("工人日报", True, whole.credits)
    assert (second.organizations, second.people) == (["乙区总工会"], ["张三"])
    assert [warning["code"] for warning in second.warnings] == ["split-names"]
    (merged,) = merge_with_previous([first, second], 1)
    assert (merged.source, merged.is_reprint, merged.credits) == ("工人日报", True, whole.credits)
    assert [text.text for text in merged.texts] == [text.text for text in whole.texts]


def test_merge_takes_over_what_only_the_second_has_and_names_a_second_source():
    second = article(
        "乙",
        "二",
        kicker="基层",
        subtitle="——开课记",
        source="工人日报",
        is_reprint=True,
        original_title="丙",
        photos=[(7, "图")],
    )
    (merged,) = merge_with_previous([article("甲", "一"), second], 1)
    assert (merged.source, merged.is_reprint, merged.original_title, merged.photos) == (
        "工人日报",
        True,
        "丙",
        [(7, "图")],
    )
    assert [text.text for text in merged.texts] == ["一", "基层", "乙", "——开课记", "二"]
    (both,) = merge_with_previous([article("甲", "一", source="首都工会"), second], 1)
    assert both.source == "首都工会"
    assert ["工人日报" in warning["message"] for warning in both.warnings] == [True]


@pytest.mark.parametrize(
    ("changes", "names"),
    [
        ({}, []),
        ({"title": "夜 校"}, []),
        ({"title": "夜校开课"}, ["title"]),
        ({"kicker": "基层"}, ["kicker"]),
        ({"credits": [("reporter", "何苗")]}, ["credits"]),
        ({"source": "工人日报", "column": "案例"}, ["column", "source"]),
        ({"texts": [Text("开"), Text("课了。")]}, []),
        ({"texts": [Text("开课了！")]}, ["body"]),
    ],
)
def test_in_what_two_copies_differ(changes, names):
    then = article("夜校", "开课了。", credits=[("reporter", "林晓舟")])
    assert differences(then, replace(then, **changes)) == names


def test_move_stops_at_the_ends():
    rows = [article("甲"), article("乙")]
    assert [row.title for row in move(rows, 0, 1)] == ["乙", "甲"]
    assert [row.title for row in move(rows, 0, -1)] == ["甲", "乙"]
