"""The converter itself, without the process around it: what comes apart is what comes here."""

import io
from typing import Any

import pytest

from newsroom.source_errors import SourceError
from newsroom.word_documents import read_document
from newsroom.word_reading import WordText, read_text
from tests.newsroom.test_word_documents import DAMAGED, report, word_file


def plain(document) -> None:
    document.add_paragraph("骑手驿站开门了")
    document.add_paragraph("——暖心小屋")
    document.add_paragraph("驿站里有热水。")
    document.add_paragraph().add_run("一杯热水").bold = True
    document.add_paragraph("骑手说，很暖。")


def listed(document) -> None:
    document.add_heading("一、任务", level=1)
    for style in ("List Number", "List Number", "List Bullet", "List Bullet 2"):
        document.add_paragraph("落实经费", style=style)
    cell = document.add_table(rows=1, cols=2).rows[0].cells[0]
    cell.text = "课程"
    cell.add_paragraph("钳工")
    document.add_paragraph("这一整句话没有题目。")


def empty(document) -> None:
    document.add_paragraph("")


BUILDS = (report, plain, listed, empty)


def outcome(read, data: bytes) -> Any:
    try:
        found = read(data)
    except SourceError as refused:
        return refused.code
    if isinstance(found, str):
        return found
    pictures = [(picture.file.read(), picture.alt_text, picture.caption) for picture in found.pictures]
    text = found.text if isinstance(found, WordText) else (found.title, found.subtitle, found.body)
    return (text, pictures, found.remarks)


@pytest.mark.parametrize("build", BUILDS)
@pytest.mark.parametrize(
    "read",
    [lambda data: read_document(data, "来稿.docx"), lambda data: read_text(io.BytesIO(data), "来稿.docx")],
    ids=["document", "text"],
)
def test_it_is_the_same_in_both(build, read, monkeypatch, request):
    data = word_file(build)
    apart = outcome(read, data)
    request.getfixturevalue("here")
    assert outcome(read, data) == apart


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize("damage", DAMAGED)
def test_damaged_files_are_refused_here_too(damage):
    code = outcome(lambda data: read_document(data, "来稿.docx"), DAMAGED[damage])
    assert code in ("docx-damaged", "not-docx")
