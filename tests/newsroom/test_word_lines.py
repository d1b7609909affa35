"""Rarer things in the lines, tables and drawings of Word files: what comes in, what is told, nothing twice."""

import io
import zipfile

import pytest

from newsroom.source_errors import SourceError
from newsroom.word_documents import read_document
from newsroom.word_files import MOST_PARTS, check_package, is_word_file
from tests.newsroom.raw_word import TITLE, box, cell, docx, drawing, field, p, picture, row, run, table
from tests.newsroom.test_word_kinds import CHANGE, PICTURE, page_text, read

pytestmark = pytest.mark.usefixtures("here")

LINK = f'<w:hyperlink r:id="l1">{run("报名")}</w:hyperlink>'
RUNS_ON = "<w:rPr><w:specVanish/></w:rPr>"


def begin(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def forms(*branches: str) -> str:
    """Several forms of one thing, the newest first."""
    first, *others = branches
    return (
        f'<mc:AlternateContent><mc:Choice Requires="wps">{first}</mc:Choice>'
        + "".join(f"<mc:Fallback>{branch}</mc:Fallback>" for branch in others)
        + "</mc:AlternateContent>"
    )


# --- lines -----------------------------------------------------------------------------------------------
# What stands in the line, the text of the draft, and the beginnings of what is told.
LINES = {
    "a link": (LINK, '<a href="https://example.org/bm" rel="noopener">报名</a>', []),
    "a link to a place on a page": (
        LINK.replace("<w:hyperlink", '<w:hyperlink w:anchor="biao"'),
        '<a href="https://example.org/bm#biao" rel="noopener">报名</a>',
        [],
    ),
    "a link that shows nothing": ('<w:hyperlink r:id="l1"/>', "", []),
    "a link whose address is missing": (LINK.replace("l1", "l9"), "报名", []),
    "a run that was deleted": (
        f'<w:r><w:rPr><w:del {CHANGE}/></w:rPr><w:t>三百</w:t></w:r>',
        "",
        ["文件中有1处删除的修订"],
    ),
    "a run that was moved away": (
        f'<w:r><w:rPr><w:moveFrom {CHANGE}/></w:rPr><w:t>三百</w:t></w:r>',
        "",
        ["文件中有1处删除的修订"],
    ),
    "a tab": ("<w:r><w:tab/></w:r>", "\t", []),
    "the newer of two forms": (forms(run("新"), run("旧")), "新", []),
    "the older form where the newer shows nothing": (forms("", run("旧")), "旧", []),
    "no form that shows anything": (forms("<w:bookmarkStart/>", "<w:bookmarkStart/>"), "", []),
    "an inserted document": ('<w:subDoc r:id="x"/>', "", ["有1个插入的文档没有"]),
    "a symbol of a usual font": ('<w:r><w:sym w:font="宋体" w:char="2605"/></w:r>', "★", []),
    "a symbol without a code": ('<w:r><w:sym w:font="宋体" w:char="星"/></w:r>', "", ["有1个特殊字体的符号"]),
    "a reading over nothing": (
        "<w:r><w:ruby><w:rt><w:r><w:t>shàn</w:t></w:r></w:rt></w:ruby></w:r>",
        "",
        ["略去了1处注音"],
    ),
    "words in the instruction of a field": (
        begin("begin") + run("DATE 说明") + begin("separate") + run("今天") + begin("end"),
        "今天",
        [],
    ),
    "a box that is not ticked": (
        '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:default w:val="0"/></w:checkBox></w:ffData>'
        '</w:fldChar></w:r><w:r><w:instrText>FORMCHECKBOX</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/>'
        "</w:r>",
        "☐",
        [],
    ),
    "a field that prints nothing": (field("XE 索引"), "", []),
    "an instruction outside of a field": ("<w:r><w:instrText>DATE</w:instrText></w:r>", "", []),
    "a field that ends in hidden words": (
        begin("begin") + "<w:r><w:instrText>DATE</w:instrText></w:r>" + begin("separate") + run("今天")
        + '<w:r><w:rPr><w:vanish/></w:rPr><w:fldChar w:fldCharType="end"/></w:r>',
        "今天",
        [],
    ),
    "an end of a field that never began": (begin("end") + begin("separate"), "", []),
    "a content control without content": ("<w:sdt><w:sdtPr/></w:sdt>", "", []),
}  # fmt: skip


@pytest.mark.parametrize("kind", LINES)
def test_what_becomes_of_it_in_a_line(kind):
    xml, text, told = LINES[kind]
    document = read(p("前", xml, "后。"), link="https://example.org/bm")
    assert document.body == f"<p>前{text}后。</p>"
    assert [remark[: len(start)] for remark, start in zip(document.remarks, told, strict=True)] == told


def test_a_picture_is_the_result_of_its_field():
    """Word writes INCLUDEPICTURE before a picture that was copied from a web page; the picture is there."""
    body = p(
        "正文。",
        begin("begin"),
        "<w:r><w:instrText>INCLUDEPICTURE x</w:instrText></w:r>",
        begin("separate"),
        picture(),
        begin("end"),
    )
    document = read(body, media={"i1": PICTURE})
    assert (len(document.pictures), document.remarks) == (1, [])


def test_of_two_forms_without_anything_the_loss_is_told_once():
    document = read(
        p(
            "夜校开课。",
            f"<w:r>{forms('<w:drawing><wps:wsp/></w:drawing>', '<w:pict><v:line/></w:pict>')}</w:r>",
        )
    )
    assert document.body == "<p>夜校开课。</p>"
    assert [remark[:8] for remark in document.remarks] == ["有1个绘制的线条"]


def test_a_page_that_ends_within_two_forms_ends_the_paragraph():
    sign = '<w:r><w:br w:type="page"/></w:r>'
    assert (
        read(p("甲章完", forms(run("，") + sign + run("乙章")), "始。")).body
        == "<p>甲章完，</p><p>乙章始。</p>"
    )


# --- blocks ----------------------------------------------------------------------------------------------
BLOCKS = {
    "a paragraph in two forms": (forms(p("新。"), p("旧。")), "<p>新。</p>", []),
    "a paragraph whose newer form is empty": (forms("", p("旧。")), "<p>旧。</p>", []),
    "a deleted block": (f"<w:del {CHANGE}>{p('旧。')}</w:del>", "", ["文件中有1处删除的修订"]),
    "a content control": (f"<w:sdt><w:sdtContent>{p('控件。')}</w:sdtContent></w:sdt>", "<p>控件。</p>", []),
    "the last paragraph runs on": (p("未完", about=RUNS_ON), "<p>未完</p>", []),
    "an added row": (
        table(row(cell(p("甲")), about=f"<w:ins {CHANGE}/>")),
        "<table><tbody><tr><td><p>甲</p></td></tr></tbody></table>",
        ["文件中有1处插入的修订"],
    ),
    "a deleted cell": (
        table(row(cell(p("甲")), f"<w:tc><w:tcPr><w:cellDel {CHANGE}/></w:tcPr>{p('乙')}</w:tc>")),
        "<table><tbody><tr><td><p>甲</p></td><td></td></tr></tbody></table>",
        ["文件中有1处删除的修订"],
    ),
    "a row in a content control": (
        table(f"<w:sdt><w:sdtContent>{row(cell(p('甲')))}</w:sdtContent></w:sdt>"),
        "<table><tbody><tr><td><p>甲</p></td></tr></tbody></table>",
        [],
    ),
}


@pytest.mark.parametrize("kind", BLOCKS)
def test_what_becomes_of_a_block(kind):
    xml, text, told = BLOCKS[kind]
    document = read(p("正文。") + xml)
    assert document.body == f"<p>正文。</p>{text}"
    assert [remark[: len(start)] for remark, start in zip(document.remarks, told, strict=True)] == told


@pytest.mark.parametrize("text", ["第3页 共8页", "Page 3 of 8", "— 3 —", ""])
def test_figures_of_pages_in_the_footer_are_no_loss(text):
    assert read(p("正文。"), header=p(text) if text else "").remarks == []


# --- drawings --------------------------------------------------------------------------------------------
SHAPE = '<w:r><w:pict><v:shape style="{style}"><v:imagedata r:id="i1" {about}/></v:shape></w:pict></w:r>'
NO_PICTURE = {
    "hidden by the style of its shape": (
        SHAPE.format(style="width:9pt; Visibility: hidden", about=""), "略去了1张隐藏或已"),
    "not shown by the style of its shape": (SHAPE.format(style="display:none", about=""), "略去了1张隐藏或已"),
    "cropped away to nothing": (picture('<a:srcRect l="60000" r="40000"/>'), "略去了1张隐藏或已"),
    "cropped away from above": (SHAPE.format(style="", about='croptop="1" cropbottom="x"'), "略去了1张隐藏或已"),
    "missing in the file": (picture(key="i9"), "文件中缺少1张图片"),
    "behind an address": (
        '<w:r><w:pict><v:shape><v:imagedata src="http://example.org/a.png"/></v:shape></w:pict></w:r>',
        "文件中有1张图片只是链接",
    ),
}  # fmt: skip


@pytest.mark.parametrize("way", NO_PICTURE)
def test_a_picture_that_nobody_sees_does_not_come_in_and_is_told(way):
    xml, told = NO_PICTURE[way]
    document = read(p("正文。", xml), media={"i1": PICTURE})
    assert (document.body, document.pictures) == ("<p>正文。</p>", [])
    assert [remark[: len(told)] for remark in document.remarks] == [told]


def test_a_place_without_a_picture_is_nothing_to_tell():
    document = read(p("正文。", drawing("<pic:pic><pic:blipFill><a:blip/></pic:blipFill></pic:pic>")))
    assert (document.body, document.pictures) == ("<p>正文。</p>", [])


ALT = {
    "of the drawing": (picture(about='descr=" 学员上课 "'), "学员上课"),
    "its title": (picture(about='title="课堂"'), "课堂"),
    "of the shape": (SHAPE.format(style='" alt="学员', about=""), "学员"),
    "the title of the picture": (SHAPE.format(style="", about='o:title="教室"'), "教室"),
    "none": (picture(), ""),
}


@pytest.mark.parametrize("way", ALT)
def test_what_the_author_wrote_of_a_picture_comes_with_it(way):
    xml, text = ALT[way]
    assert [shown.alt_text for shown in read(p("正文。", xml), media={"i1": PICTURE}).pictures] == [text]


def test_a_picture_in_a_frame_larger_than_itself_is_not_cropped():
    xml = drawing(
        '<wps:wsp><a:blipFill><a:blip r:embed="i1"/><a:stretch><a:fillRect l="60000" r="60000" b="nan-"/></a:stretch>'
        "</a:blipFill></wps:wsp>"
    )
    assert [shown.crop for shown in read(p("正文。", xml), media={"i1": PICTURE}).pictures] == [None]


def test_a_text_box_within_another_comes_in_once():
    inner = box(p("里层。"))
    assert read(p("正文。", box(p("外层。", inner)))).body == "<p>正文。</p><p>外层。</p><p>里层。</p>"


def test_the_forms_of_a_box_within_a_drawing_come_in_once():
    def text(words: str) -> str:
        return f"<wps:wsp><wps:txbx><w:txbxContent>{p(words)}</w:txbxContent></wps:txbx></wps:wsp>"

    xml = drawing(forms(text("新框。"), text("旧框。")))
    assert read(p("正文。", xml)).body == "<p>正文。</p><p>新框。</p>"
    assert page_text(p("正文。", drawing(forms("<wps:wsp/>", text("旧框。"))))) == "正文。\n\n旧框。"


# --- the package -----------------------------------------------------------------------------------------
def packed(parts: dict[str, bytes]) -> io.BytesIO:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return buffer


def changed_package(**changes: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(docx(TITLE))) as package:
        return {name: package.read(name) for name in package.namelist()} | changes


TYPES = b'<Types><Override ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/></Types>'
REFUSED = {
    "no text": ({"[Content_Types].xml": b"<Types/>"}, "not-docx"),
    "no types": ({"word/document.xml": b"<a/>"}, "not-docx"),
    "macros": (changed_package(**{"word/VbaProject.bin": b"x"}), "macros"),
    "macros by its types": (changed_package(**{"[Content_Types].xml": TYPES}), "macros"),
    "entities": (changed_package(**{"word/styles.xml": b'<!DOCTYPE a [<!ENTITY x "y">]><a/>'}), "not-docx"),
    "entities in relations": (changed_package(**{"word/_rels/a.rels": b"<!DOCTYPE a><a/>"}), "not-docx"),
    "many parts": (changed_package(**{f"p{number}": b"" for number in range(MOST_PARTS)}), "docx-too-large"),
}


@pytest.mark.parametrize("way", REFUSED)
def test_a_package_is_refused_before_it_is_unpacked(way):
    parts, code = REFUSED[way]
    with pytest.raises(SourceError) as refused:
        check_package(packed(parts))
    assert refused.value.code == code


def test_a_package_beyond_its_bounds_is_refused(monkeypatch):
    package = packed(changed_package())
    check_package(package)
    for bound in ("MOST_UNPACKED", "MOST_TEXT_XML"):
        with monkeypatch.context() as patch:
            patch.setattr(f"newsroom.word_files.{bound}", 100)
            with pytest.raises(SourceError) as refused:
                check_package(package)
            assert refused.value.code == "docx-too-large"


def test_a_part_that_is_larger_than_promised_is_refused():
    """The directory of the package says how much a part takes; what gives more was made to burst the reader."""
    data = packed({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<a/>" * 1000}).getvalue()
    whole, said = (4000).to_bytes(4, "little"), (40).to_bytes(4, "little")
    assert data.count(whole) == 2
    with pytest.raises(SourceError) as refused:
        check_package(io.BytesIO(data.replace(whole, said)))
    assert refused.value.code == "not-docx"


@pytest.mark.parametrize(
    "content",
    [b"", b"PK\x03\x04 and nothing more", packed({"a": b""}).getvalue()],
    ids=["empty", "cut", "other"],
)
def test_what_is_no_word_file_is_known_as_none(content):
    assert not is_word_file(io.BytesIO(content))
    assert is_word_file(io.BytesIO(docx(TITLE)))


def test_a_picture_whose_part_was_taken_out_is_told():
    with zipfile.ZipFile(io.BytesIO(docx(TITLE + p("正文。", picture()), media={"i1": PICTURE}))) as package:
        parts = {name: package.read(name) for name in package.namelist() if "media" not in name}
    document = read_document(packed(parts).getvalue(), "夜校.docx")
    assert (document.body, document.pictures) == ("<p>正文。</p>", [])
    assert [remark.partition("。")[0] for remark in document.remarks] == ["文件中缺少1张图片"]


def test_a_package_without_a_body_is_damaged():
    with pytest.raises(SourceError) as refused:
        read_document(packed(changed_package(**{"word/document.xml": b"<a/>"})).getvalue(), "夜校.docx")
    assert refused.value.code == "docx-damaged"
