"""Files that editors hand in: every encoding read right, everything else refused with a sentence."""

import io
import zipfile
from pathlib import Path

import docx
import pytest
from django.utils.translation import override
from hypothesis import example, given, settings
from hypothesis import strategies as st

from newsroom import word_conversion
from newsroom.source_errors import MESSAGES
from newsroom.sources import MOST_BYTES, SourceError, read_source

PAGE = (Path(__file__).parent / "pages/samples/page-2026-03-12-03.txt").read_text(encoding="utf-8")
TRADITIONAL = (
    "青禾區總工會把技能課堂辦到職工家門口\n\n本報訊（記者 林曉舟）一到週三晚上七點，教室就坐滿了人。"
)
ENCODINGS = ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "gb18030", "gbk"]


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_simplified_text_in_every_encoding(encoding):
    assert read_source(PAGE.encode(encoding), "page.txt") == PAGE


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be", "big5", "gb18030"])
def test_traditional_text_in_every_encoding(encoding):
    assert read_source(TRADITIONAL.encode(encoding), "page.md") == TRADITIONAL


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be", "gb18030"])
@pytest.mark.parametrize("text", ["王磊说", "2026年", "首届“青禾杯”", "今天天气好", "本报讯（记者 张三）"])
def test_a_few_characters_are_enough_to_tell_the_encoding(text, encoding):
    assert read_source(text.encode(encoding), "a.txt") == text


def test_line_ends_of_all_kinds_become_one():
    assert read_source("甲\r\n乙\r丙\n丁".encode(), "a.txt") == "甲\n乙\n丙\n丁"


@pytest.mark.parametrize(
    ("data", "name", "code"),
    [
        (b"", "a.txt", "empty"),
        (" \n\r\n　".encode(), "a.txt", "empty"),
        (b"\xef\xbb\xbf", "a.txt", "empty"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 40, "a.txt", "binary"),
        (b"\x7fELF" + bytes(range(200)), "a.txt", "binary"),
        (b"%PDF-1.7 ...", "a.txt", "pdf"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 100, "a.doc", "old-word"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 100, "a.docx", "old-word"),
        ("甲\0乙\0丙".encode(), "a.txt", "nul"),
        (b"abc\0def", "a.txt", "nul"),
        (bytes(range(1, 256)) * 4, "a.txt", "encoding"),
        ("<!DOCTYPE html><html><body>工会</body></html>".encode(), "a.txt", "web-page"),
        ("这只是文字".encode(), "a.docx", "not-docx"),
        (b"PK\x03\x04 broken", "a.docx", "not-docx"),
        (b"PK\x03\x04 broken", "a.txt", "binary"),
        ("工".encode() * (MOST_BYTES // 3 + 1), "a.txt", "too-large"),
    ],
)
def test_what_is_refused_and_why(data, name, code):
    with pytest.raises(SourceError) as caught:
        read_source(data, name)
    assert caught.value.code == code


def test_every_refusal_is_a_chinese_sentence():
    with override("zh-hans"):
        assert str(SourceError("empty")) == "文件是空的。请选择存有版面文字的文件。"


def test_exactly_five_megabytes_are_read():
    text = ("工会" * (MOST_BYTES // 6))[: MOST_BYTES // 3]
    assert read_source(text.encode() + b"\n" * (MOST_BYTES - len(text.encode())), "a.txt").startswith("工会")


def word_file(*paragraphs):
    document = docx.Document()
    for text, style in paragraphs:
        document.add_paragraph(text, style=style)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def repacked(data, **parts):
    """The package with parts added or replaced."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in parts:
                new.writestr(name, old.read(name))
        for name, content in parts.items():
            new.writestr(name, content)
    return stream.getvalue()


def test_a_word_file_keeps_its_headings_and_lists():
    data = word_file(
        ("夜校开到家门口", "Heading 1"),
        ("本报讯（记者 张三）天晴。", "Normal"),
        ("", "Normal"),
        ("第一项", "List Number"),
        ("第二项", "List Number"),
    )
    text = read_source(data, "page.docx")
    assert text == "# 夜校开到家门口\n\n本报讯（记者 张三）天晴。\n\n1. 第一项\n\n2. 第二项"


def test_a_table_of_a_word_file_is_read_row_by_row():
    document = docx.Document()
    table = document.add_table(rows=2, cols=2)
    for row, values in zip(table.rows, [("姓名", "单位"), ("张三", "一车间")], strict=True):
        for cell, value in zip(row.cells, values, strict=True):
            cell.text = value
    stream = io.BytesIO()
    document.save(stream)
    assert read_source(stream.getvalue(), "a.docx") == "姓名\t单位\n\n张三\t一车间"


@pytest.mark.parametrize(
    ("parts", "code"),
    [
        ({"word/vbaProject.bin": b"x"}, "macros"),
        ({"word/bomb.xml": b"0" * (61 * 1024 * 1024)}, "docx-too-large"),
        ({"word/document.xml": b"<broken"}, "docx-damaged"),
        ({"word/document.xml": b'<!DOCTYPE a [<!ENTITY b "b">]><a>&b;</a>'}, "not-docx"),
    ],
)
def test_word_files_that_are_refused(parts, code):
    with pytest.raises(SourceError) as caught:
        read_source(repacked(word_file(("正文。", "Normal")), **parts), "a.docx")
    assert caught.value.code == code


def test_a_word_file_under_another_name_and_one_for_macros():
    data = word_file(("正文。", "Normal"))
    for name, code in (("a.txt", "docx-named-otherwise"), ("a.docm", "macros")):
        with pytest.raises(SourceError) as caught:
            read_source(data, name)
        assert caught.value.code == code


def test_an_empty_word_file_is_empty():
    with pytest.raises(SourceError) as caught:
        read_source(word_file(("", "Normal")), "a.docx")
    assert caught.value.code == "empty"


def read_or_refusal(data, name):
    try:
        return read_source(data, name)
    except SourceError as error:
        return str(error)


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=300), st.sampled_from(["a.txt", "a.docx", "a.md", "a"]))
def test_any_bytes_are_read_or_refused(data, name):
    assert read_or_refusal(data, name).strip()


@settings(max_examples=100, deadline=None)
@given(st.binary(min_size=1, max_size=40), st.integers(min_value=0))
@example(b"\x8b", 245098835)  # a directory whose entries lie before the file's beginning
def test_a_damaged_word_file_is_read_or_refused(noise, place):
    """In this process: what the work itself lets through is no fault that only the process around it takes up."""
    data = bytearray(WORD)
    place %= len(data)
    data[place : place + len(noise)] = noise
    orders = {"suffix": ".docx", "wanted": "text", "otherwise": "binary"}
    answer = word_conversion.work(io.BytesIO(data), orders, len)
    assert answer.get("text", "").strip() or answer["refused"] in MESSAGES


WORD = word_file(("夜校开到家门口", "Heading 1"), ("正文。", "Normal"))
