"""What stands at the ends of paragraphs and lines: jumps, datelines, papers, agencies and those who gave a picture."""

import pytest

from newsroom.pages import parse_page
from newsroom.pages.datelines import read_tail
from newsroom.pages.furniture import jump_spans
from newsroom.pages.origins import (
    read_meta_line,
    read_source_line,
    read_tail_dateline,
    read_tail_picture,
    read_tail_source,
)

BODY = "一到周三晚上，教室里就坐满了人。"
HEAD = "# 夜校开到家门口\n\n本报讯（记者 张三）"

# The last paragraph, what is left of it, the source, the headline in the other paper, whether it is a reprint.
TAILS = {
    "a dateline of our own": ("（本报滨江1月8日电）", "", "", False),
    "the dateline of an agency": ("（新华社北京1月8日电）", "新华社", "", True),
    "a source": ("（转自《柳城日报》）", "柳城日报", "", True),
    "a source behind the last sentence": ("来源：柳城日报", "柳城日报", "", True),
    "another headline": ("（原题：《夜校的灯》）", "", "夜校的灯", False),
}


@pytest.mark.parametrize("kind", TAILS)
def test_what_is_said_behind_the_last_sentence_leaves_the_text(kind):
    tail, source, original, is_reprint = TAILS[kind]
    (article,) = parse_page(f"{HEAD}{BODY}{tail}").articles
    assert [paragraph.text for paragraph in article.paragraphs] == [BODY]
    assert (article.source, article.original_title, article.is_reprint) == (source, original, is_reprint)


SOURCE_LINES = {
    "来源：柳城日报": "柳城日报",
    "据了解": None,
    "来源：网络": None,
    "来" + "源" * 120: None,
}


@pytest.mark.parametrize("line", SOURCE_LINES)
def test_a_line_names_a_source_or_none(line):
    origin = read_source_line(line)
    assert (origin.source if origin else None) == SOURCE_LINES[line]


def test_the_end_of_a_paragraph_names_a_source_only_behind_a_sentence():
    assert read_tail_source("教室坐满了人。来源：柳城日报")[0] == 7
    for text in ("他说来源：柳城日报", "教室坐满了人。（来源：网络）", "来源：柳城日报", "教室坐满了人。"):
        assert read_tail_source(text) is None


def test_datelines_at_the_end():
    long = "教" * 60 + "。"
    assert read_tail_dateline(long + "（本报滨江1月8日电）") == (61, "")
    assert read_tail_dateline(long + "（柳城日报1月8日讯）") == (61, "柳城日报")
    assert read_tail_dateline(long) is None


PICTURES = {
    "教室一角。新华社发（何苗摄）": (5, "新华社", "何苗摄"),
    "教室一角。图片由昌平区总工会提供": (5, "", "供图：昌平区总工会"),
    "教室一角。昌平区总工会提供图片": (5, "", "供图：昌平区总工会"),
    "资料图片": (0, "", ""),
    "教室里挂着资料图片": None,
    "教室一角。": None,
}


@pytest.mark.parametrize("text", PICTURES)
def test_who_gave_the_picture(text):
    assert read_tail_picture(text) == PICTURES[text]


def test_references_to_other_pages_are_found_at_both_ends_once():
    long = "（上接第一版）" + "教" * 60 + "。（下转第三版）"
    assert [long[start:end] for start, end in jump_spans(long)] == ["（上接第一版）", "（下转第三版）"]
    assert jump_spans("（下转第三版）") == [(0, 7)]
    assert jump_spans("教室里坐满了人。") == []


META = {
    "2026-03-12 10:30 来源：柳城日报": {"时间": "2026-03-12 10:30", "来源": "柳城日报"},
    "来源：柳城日报 作者：何来": {"来源": "柳城日报", "作者": "何来"},
    "来源：柳城日报": None,
    "他说 来源：柳城日报 作者：何来": None,
    "教室里坐满了人。": None,
    "来源：柳城日报 作者：" + "何" * 200: None,
}


@pytest.mark.parametrize("line", META)
def test_a_line_of_labels(line):
    assert read_meta_line(line) == META[line]


SIGNED = {
    ("教室里坐满了人。（何来）", True): (8, [("reporter", "何来")]),
    ("教室里坐满了人。（北辰）", True): (8, [("reporter", "北辰")]),
    ("教室里坐满了人。（北辰）", False): None,
    ("教室里坐满了人。（待续）", True): None,
    ("教室里坐满了人。（二公司 文静）", True): (8, [("reporter", "文静")]),
    ("教室里坐满了人。 记者 何来", False): (8, [("reporter", "何来")]),
    ("教室里坐满了人。", True): None,
}


@pytest.mark.parametrize(("text", "bare"), SIGNED)
def test_the_signature_of_a_paragraph(text, bare):
    tail = read_tail(text, bare=bare)
    found = (tail.start, [(credit.role, credit.name) for credit in tail.reading.credits]) if tail else None
    assert found == SIGNED[text, bare]


def test_a_jump_within_the_text_leaves_it_and_is_asked_about():
    (article,) = parse_page(f"{HEAD}{BODY}（下转第三版）").articles
    assert [paragraph.text for paragraph in article.paragraphs] == [BODY]
    assert [warning.code for warning in article.warnings if warning.code == "jump"] == ["jump"]


def test_a_picture_of_an_agency_alone_is_a_reprint():
    (article,) = parse_page("# 夜校的灯\n\n▲教室里坐满了人，大家听得入神。新华社发（何苗摄）").articles
    assert [paragraph.text for paragraph in article.paragraphs] == ["教室里坐满了人，大家听得入神。"]
    assert (article.source, article.is_reprint) == ("新华社", True)
