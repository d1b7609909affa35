"""Word files dropped on the desk."""

import io
import random
import re
import zipfile
from dataclasses import replace

import pytest
from docx import Document
from docx.shared import Pt, RGBColor
from PIL import Image

from articles.models import Article
from newsroom import word_reading
from newsroom.sources import SourceError, read_source
from newsroom.word_documents import WordPicture, read_document
from newsroom.word_drafts import make_draft
from photos.models import Photo
from tests.effort import highest_memory
from tests.factories import picture_bytes
from tests.photos.test_uploading import huge_png

RED, BLUE = picture_bytes(80, 60, colour="#a81c17"), picture_bytes(80, 60, colour="#0b57c4")


def word_file(build) -> bytes:
    document = Document()
    build(document)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def report(document) -> None:
    document.add_paragraph("昌平区总工会办起职工夜校", style="Title")
    document.add_paragraph("——一所办在园区里的学校", style="Subtitle")
    run = document.add_paragraph("一到周三晚上，").add_run("教室就坐满了人")
    run.bold, run.font.size, run.font.color.rgb = True, Pt(20), RGBColor(255, 0, 0)
    document.add_picture(io.BytesIO(RED))
    document.add_paragraph("图为学员在上课。周砚 摄", style="Caption")
    document.add_heading("把课堂搬进园区", level=2)
    document.add_paragraph("夜校还办到了园区。")
    document.add_paragraph("钳工", style="List Bullet")
    document.add_paragraph("急救", style="List Bullet")
    table = document.add_table(rows=2, cols=2)
    for cell, text in zip(
        [c for row in table.rows for c in row.cells], ["课程", "人次", "钳工", "96"], strict=True
    ):
        cell.text = text
    document.add_picture(io.BytesIO(BLUE))
    document.add_paragraph("这一段是正文，不是图片说明，讲的是教学点的事情。")


def test_a_report_keeps_what_it_is_and_loses_words_looks():
    document = read_document(word_file(report), "夜校.docx")
    assert (document.title, document.subtitle) == ("昌平区总工会办起职工夜校", "一所办在园区里的学校")
    assert document.body.replace("\n", "") == (
        "<p>一到周三晚上，<strong>教室就坐满了人</strong></p>"
        "<figure>word-picture:0</figure>"
        "<h2>把课堂搬进园区</h2><p>夜校还办到了园区。</p>"
        "<ul><li>钳工</li><li>急救</li></ul>"
        "<table><tbody><tr><td><p>课程</p></td><td><p>人次</p></td></tr>"
        "<tr><td><p>钳工</p></td><td><p>96</p></td></tr></tbody></table>"
        "<figure>word-picture:1</figure>"
        "<p>这一段是正文，不是图片说明，讲的是教学点的事情。</p>"
    )
    assert [(picture.file.read(), picture.caption) for picture in document.pictures] == [
        (RED, "图为学员在上课。周砚 摄"),
        (BLUE, ""),
    ]
    assert document.remarks == []


def test_a_file_without_styles_is_understood():
    def plain(document):
        document.add_paragraph("骑手驿站开门了")
        document.add_paragraph("——暖心小屋")
        document.add_paragraph("驿站里有热水。")
        document.add_paragraph().add_run("一杯热水").bold = True
        document.add_paragraph("骑手说，很暖。")

    document = read_document(word_file(plain), "x.docx")
    assert (document.title, document.subtitle) == ("骑手驿站开门了", "暖心小屋")
    assert document.body == "<p>驿站里有热水。</p><h3>一杯热水</h3><p>骑手说，很暖。</p>"


def test_without_a_headline_the_name_of_the_file_serves():
    document = read_document(word_file(lambda d: d.add_paragraph("这是一整句话。")), "松林街道来稿.docx")
    assert document.title == "松林街道来稿"
    assert document.body == "<p>这是一整句话。</p>"
    assert len(document.remarks) == 1


@pytest.mark.django_db
def test_the_draft_holds_text_and_pictures(cast):
    draft = make_draft(
        read_document(word_file(report), "夜校.docx"), by=cast.correspondent, file_name="夜校.docx"
    )
    article = Article.objects.get()
    red, blue = Photo.objects.order_by("id")
    assert draft.article == article
    assert (article.author, article.organization, article.status) == (
        cast.correspondent,
        cast.changping,
        "draft",
    )
    assert [(entry.photo, entry.is_lead, entry.caption) for entry in article.photo_entries.all()] == [
        (red, True, "图为学员在上课。周砚 摄"),
        (blue, False, ""),
    ]
    assert article.body.count("<figure") == 1
    assert f'<figure data-photo="{blue.pk}"><img src="{blue.fallback.url}"' in article.body
    assert article.snapshots.get().number == 1


@pytest.mark.django_db
def test_a_picture_that_cannot_be_read_is_named_and_the_rest_comes_in(cast):
    document = read_document(word_file(report), "夜校.docx")
    document.pictures[0] = WordPicture(io.BytesIO(b"EMF"))
    draft = make_draft(document, by=cast.correspondent, file_name="夜校.docx")
    assert len(draft.remarks) == 1
    assert draft.article.photo_entries.count() == 1


def refused(data: bytes, name: str = "夜校.docx") -> str:
    with pytest.raises(SourceError) as told:
        read_document(data, name)
    return told.value.code


def macro_file() -> bytes:
    buffer = io.BytesIO(word_file(report))
    with zipfile.ZipFile(buffer, "a") as package:
        package.writestr("word/vbaProject.bin", b"macro")
    return buffer.getvalue()


def bomb() -> bytes:
    buffer = io.BytesIO(word_file(report))
    with zipfile.ZipFile(buffer, "a", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/media/bomb.bin", bytes(80 * 1024 * 1024))
    return buffer.getvalue()


def changed(part: str, change, file: bytes = b"") -> bytes:
    """The report (or another file) with one part of its package changed; ``None`` leaves the part out."""
    buffer = io.BytesIO()
    source = io.BytesIO(file or word_file(report))
    with zipfile.ZipFile(source) as package, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as made:
        for name in package.namelist():
            content = package.read(name)
            if name.startswith(part):
                content = change(content)
            if content is not None:
                made.writestr(name, content)
    return buffer.getvalue()


WITHOUT_PICTURES = {
    "a picture's part is missing": changed("word/media/", lambda _content: None),
    "relations are missing": changed("word/_rels/document.xml.rels", lambda _content: None),
    "a relation of a picture is missing": changed(
        "word/_rels/document.xml.rels", lambda content: content.replace(b"rId", b"xId")
    ),
    "a picture leads nowhere": changed(
        "word/_rels/document.xml.rels",
        lambda content: re.sub(rb'Target="media/[^"]*"', b'Target="NULL"', content),
    ),
}
DAMAGED = {
    "the text breaks off": changed("word/document.xml", lambda content: content[: len(content) // 2]),
    "the text is empty": changed("word/document.xml", lambda _content: b""),
    "styles break off": changed("word/styles.xml", lambda content: content[:500]),
    "types break off": changed("[Content_Types].xml", lambda content: content[:100]),
}


@pytest.mark.parametrize("damage", DAMAGED)
def test_whatever_is_damaged_is_told_in_a_sentence(damage):
    assert refused(DAMAGED[damage]) in ("docx-damaged", "not-docx")


@pytest.mark.parametrize("damage", WITHOUT_PICTURES)
def test_the_text_comes_in_and_the_missing_pictures_are_counted(damage):
    document = read_document(WITHOUT_PICTURES[damage], "夜校.docx")
    assert "夜校还办到了园区。" in document.body
    assert document.pictures == []
    assert [remark.partition("。")[0] for remark in document.remarks] == ["文件中缺少2张图片"]


def many_pictures(count: int) -> bytes:
    def build(document) -> None:
        document.add_paragraph("夜校开课", style="Title")
        for _number in range(count):
            document.add_picture(io.BytesIO(RED))

    return word_file(build)


def test_a_picture_that_is_shown_often_is_held_once():
    document = read_document(many_pictures(150), "夜校.docx")
    assert len(document.pictures) == 150
    assert len({picture.file for picture in document.pictures}) == 1


def referred_to_often(size: int, times: int) -> bytes:
    """One picture of so many bytes, shown so many times: the file is small, what it shows is not."""
    noise = io.BytesIO()
    side = int((size / 3) ** 0.5)
    Image.frombytes("RGB", (side, side), random.Random(7).randbytes(side * side * 3)).save(noise, "BMP")
    picture = noise.getvalue()

    def build(document) -> None:
        document.add_paragraph("夜校开课", style="Title")
        for _number in range(times):
            document.add_picture(io.BytesIO(RED))

    return changed("word/media/", lambda _content: picture, word_file(build))


def test_what_is_shown_many_times_costs_the_server_next_to_nothing():
    data = io.BytesIO(referred_to_often(4_000_000, 50))
    read_document(word_file(report), "夜校.docx")
    with highest_memory() as grown:
        document = read_document(data, "夜校.docx")
    assert (len(document.pictures), len({picture.file for picture in document.pictures})) == (50, 1)
    assert grown() < 3_000_000


def of_small_parts(megabytes: int) -> bytes:
    """A text of empty paragraphs: some kilobytes packed, hundreds of megabytes as a tree in memory."""
    return changed("word/document.xml", lambda content: content.replace(
        b"<w:body>", b"<w:body>" + b"<w:p/>" * (megabytes * 1024 * 1024 // 6)
    ))  # fmt: skip


def test_a_text_that_grows_in_memory_is_refused_by_itself(monkeypatch):
    monkeypatch.setattr(word_reading, "BOUNDS", replace(word_reading.BOUNDS, memory=110 * 1024 * 1024))
    data = of_small_parts(6)
    assert len(data) < 50_000
    with highest_memory() as grown:
        assert refused(data) == "docx-heavy"
    assert grown() < 3_000_000


def of_entities() -> bytes:
    """Ten names, each of which stands for ten times the one before, in UTF-16, where no one looks for them."""
    names = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "夜校" * 10}">' for n in range(10))
    text = f'<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE a [{names}]><a>&e9;</a>'
    return changed("word/document.xml", lambda _content: text.encode("utf-16"))


def test_names_that_stand_for_names_are_refused():
    assert refused(of_entities()) in ("docx-damaged", "docx-heavy")


def test_pictures_of_more_pixels_than_are_decoded_in_time_are_refused_before_it():
    """Nine pictures that say that they have 36 megapixels."""
    sizes = range(6000, 6009)

    def build(document) -> None:
        document.add_paragraph("夜校开课", style="Title")
        for size in sizes:
            document.add_picture(io.BytesIO(picture_bytes(size - 5900, 60)))

    contents = (huge_png(size, 6000) for size in sizes)
    assert (
        refused(changed("word/media/", lambda _content: next(contents), word_file(build)))
        == "docx-many-pixels"
    )


def test_a_text_longer_than_any_article_is_refused():
    def build(document) -> None:
        document.add_paragraph("长文", style="Title")
        for _number in range(110):
            document.add_paragraph("职工" * 5000)

    assert refused(word_file(build)) == "docx-too-long"


def with_fault(fault: str) -> bytes:
    """A sound file that sets off a fault of ``tests.newsroom.bad_converter``."""
    buffer = io.BytesIO(word_file(report))
    with zipfile.ZipFile(buffer, "a") as package:
        package.comment = fault.encode()
    return buffer.getvalue()


FAULTS = {
    "loops": "docx-heavy", "eats": "docx-heavy", "falls over": "docx-damaged", "answers nonsense": "docx-damaged",
}  # fmt: skip


@pytest.mark.usefixtures("bad_converter")
@pytest.mark.parametrize("fault", FAULTS)
def test_whatever_happens_to_the_converter_is_told_in_a_sentence(fault):
    assert refused(with_fault(fault)) == FAULTS[fault]
    with pytest.raises(SourceError) as told:
        read_source(with_fault(fault), "夜校.docx")
    assert told.value.code == FAULTS[fault]


def test_more_pictures_than_an_article_can_show_are_refused():
    assert refused(many_pictures(201)) == "docx-many-pictures"


@pytest.mark.parametrize(
    ("content", "name", "code"),
    [
        (b"", "a.docx", "empty"),
        (b"plain text", "a.docx", "not-docx"),
        (b"PK\x03\x04 broken", "a.docx", "not-docx"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "a.doc", "old-word"),
        (macro_file(), "a.docx", "macros"),
        (bomb(), "a.docx", "docx-too-large"),
    ],
    ids=["empty", "text", "broken", "old word", "macros", "bomb"],
)
def test_refusals(content, name, code):
    assert refused(content, name) == code


def test_two_hundred_pages_are_read():
    def long(document):
        document.add_paragraph("长文", style="Title")
        for number in range(2000):
            document.add_paragraph(f"第{number}段，" + "职工" * 100 + "。")

    assert read_document(word_file(long), "长.docx").body.count("<p>") == 2000
