"""Word files dropped on the desk."""

import io
import zipfile

import pytest
from docx import Document
from docx.shared import Pt, RGBColor

from articles.models import Article
from newsroom.sources import SourceError
from newsroom.word_documents import read_document
from newsroom.word_drafts import make_draft
from photos.models import Photo
from tests.factories import picture_bytes

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
    assert [(picture.content, picture.caption) for picture in document.pictures] == [
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
    document.pictures[0] = type(document.pictures[0])(b"EMF")
    draft = make_draft(document, by=cast.correspondent, file_name="夜校.docx")
    assert len(draft.remarks) == 1
    assert draft.article.photo_entries.count() == 1


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


def changed(part: str, change) -> bytes:
    """The report with one part of its package changed; ``None`` leaves the part out."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(word_file(report))) as package, zipfile.ZipFile(buffer, "w") as made:
        for name in package.namelist():
            content = package.read(name)
            if name.startswith(part):
                content = change(content)
            if content is not None:
                made.writestr(name, content)
    return buffer.getvalue()


DAMAGED = {
    "a picture's part is missing": changed("word/media/", lambda _content: None),
    "relations are missing": changed("word/_rels/document.xml.rels", lambda _content: None),
    "a relation of a picture is missing": changed(
        "word/_rels/document.xml.rels",
        lambda content: content.replace(b"/image", b"/nothing").replace(b"rId", b"xId"),
    ),
    "the text breaks off": changed("word/document.xml", lambda content: content[: len(content) // 2]),
    "the text is empty": changed("word/document.xml", lambda _content: b""),
    "styles break off": changed("word/styles.xml", lambda content: content[:500]),
    "types break off": changed("[Content_Types].xml", lambda content: content[:100]),
}


@pytest.mark.parametrize("damage", DAMAGED)
def test_whatever_is_damaged_is_told_in_a_sentence(damage):
    with pytest.raises(SourceError) as refused:
        read_document(DAMAGED[damage], "夜校.docx")
    assert refused.value.code in ("docx-damaged", "not-docx")


def many_pictures(count: int) -> bytes:
    def build(document) -> None:
        document.add_paragraph("夜校开课", style="Title")
        for _number in range(count):
            document.add_picture(io.BytesIO(RED))

    return word_file(build)


def test_a_picture_that_is_shown_often_is_held_once():
    document = read_document(many_pictures(150), "夜校.docx")
    assert len(document.pictures) == 150
    assert len({id(picture.content) for picture in document.pictures}) == 1


def test_more_pictures_than_an_article_can_show_are_refused():
    with pytest.raises(SourceError) as refused:
        read_document(many_pictures(201), "夜校.docx")
    assert refused.value.code == "docx-many-pictures"


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
    with pytest.raises(SourceError) as refused:
        read_document(content, name)
    assert refused.value.code == code


def test_two_hundred_pages_are_read():
    def long(document):
        document.add_paragraph("长文", style="Title")
        for number in range(2000):
            document.add_paragraph(f"第{number}段，" + "职工" * 100 + "。")

    assert read_document(word_file(long), "长.docx").body.count("<p>") == 2000
