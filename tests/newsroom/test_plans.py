"""The plan of an import, which an editor changes."""

import pytest

from newsroom.plans import PlannedArticle, Text, merge_with_previous, move, read_body, split


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


def test_move_stops_at_the_ends():
    rows = [article("甲"), article("乙")]
    assert [row.title for row in move(rows, 0, 1)] == ["乙", "甲"]
    assert [row.title for row in move(rows, 0, -1)] == ["甲", "乙"]
