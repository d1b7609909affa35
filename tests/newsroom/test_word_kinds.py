"""Kinds of things in Word files that are hidden, that get lost, or that read otherwise than Word prints them."""

import io

import pytest
from django.core.files.storage import storages
from PIL import Image

from newsroom.sources import read_source
from newsroom.word_documents import WordDocument, read_document
from newsroom.word_drafts import make_draft
from tests.factories import picture_bytes
from tests.newsroom.raw_word import (
    TITLE,
    box,
    cell,
    docx,
    drawing,
    field,
    item,
    numbering,
    p,
    picture,
    row,
    run,
    table,
)

pytestmark = pytest.mark.usefixtures("here")

PICTURE = picture_bytes(80, 60)
CHANGE = 'w:id="1" w:author="何来"'


def read(body: str, **parts) -> WordDocument:
    return read_document(docx(TITLE + body, **parts), "夜校.docx")


def page_text(body: str, **parts) -> str:
    return (
        read_source(docx(TITLE + body, **parts), "夜校.docx").removeprefix("清河区总工会开办夜校").strip("\n")
    )


# --- hidden --------------------------------------------------------------------------------------------
STYLES = (
    '<w:style w:type="character" w:styleId="C1"><w:name w:val="内部"/><w:rPr><w:vanish/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="C2"><w:name w:val="再内"/><w:basedOn w:val="C1"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="P1"><w:name w:val="密"/><w:rPr><w:vanish/></w:rPr></w:style>'
)
HIDDEN = {
    "at the run": run("密语密语", "<w:vanish/>"),
    "on the web": run("密语密语", "<w:webHidden/>"),
    "by a style": run("密语密语", '<w:rStyle w:val="C1"/>'),
    "by the style of a style": run("密语密语", '<w:rStyle w:val="C2"/>'),
    "in a link": f"<w:hyperlink>{run('密语密语', '<w:vanish/>')}</w:hyperlink>",
    "in an insertion": f"<w:ins {CHANGE}>{run('密语密语', '<w:vanish/>')}</w:ins>",
}


@pytest.mark.parametrize("way", HIDDEN)
def test_what_word_hides_is_not_imported_and_counted(way):
    body = p("公开。", HIDDEN[way], run("也公开。", '<w:rStyle w:val="C1"/><w:vanish w:val="0"/>'))
    document = read(body, styles=STYLES)
    assert document.body == "<p>公开。也公开。</p>"
    assert "略去了Word中隐藏的4个字符。 位置：“公开。也公开。…”。" in document.remarks
    assert page_text(body, styles=STYLES) == "公开。也公开。"


def test_a_paragraph_of_a_hidden_style_is_not_imported():
    document = read(p("密语。", about='<w:pStyle w:val="P1"/>') + p("公开。"), styles=STYLES)
    assert (document.body, len(document.remarks)) == ("<p>公开。</p>", 1)


def test_hidden_rows_pictures_and_boxes_are_not_imported():
    body = (
        table(row(cell(p("甲"))), row(cell(p("密语")), about="<w:hidden/>"))
        + p(picture(about='hidden="1"'))
        + p("<w:r><w:rPr><w:vanish/></w:rPr>" + box(p("密语"))[len("<w:r>") :])
    )
    document = read(body, media={"i1": PICTURE})
    assert document.body == "<table><tbody><tr><td><p>甲</p></td></tr></tbody></table>"
    assert document.pictures == []
    assert [remark[:9] for remark in document.remarks] == ["略去了Word中隐", "略去了1张隐藏或已"]


CROPS = {
    "a:srcRect": (picture('<a:srcRect l="50000" t="10000"/>'), (0.5, 0.1, 0.0, 0.0)),
    "in percent": (picture('<a:srcRect r="25%"/>'), (0.0, 0.0, 0.25, 0.0)),
    "of a shape": (
        '<w:r><w:pict><v:shape><v:imagedata r:id="i1" croptop="16384f" cropright="0.5"/></v:shape></w:pict></w:r>',
        (0.0, 0.25, 0.5, 0.0),
    ),
    "made smaller than its frame": (picture('<a:srcRect l="-20000"/>'), None),
    "not at all": (picture(), None),
    "in a group": (drawing(
        '<wps:wsp><a:blipFill><a:blip r:embed="i1"/><a:stretch><a:fillRect l="-100000"/></a:stretch></a:blipFill>'
        "</wps:wsp>"
    ), (0.5, 0.0, 0.0, 0.0)),
}  # fmt: skip


@pytest.mark.parametrize("way", CROPS)
def test_what_was_cropped_away_is_told_with_the_picture(way):
    xml, crop = CROPS[way]
    document = read(p("正文。") + p(xml), media={"i1": PICTURE})
    assert [shown.crop for shown in document.pictures] == [crop]


@pytest.mark.django_db
def test_the_stored_picture_is_cropped(cast):
    image = Image.new("RGB", (200, 100), "red")
    image.paste("blue", (100, 0, 200, 100))
    buffer = io.BytesIO()
    image.save(buffer, "PNG")
    body = p(picture()) + p(picture('<a:srcRect l="50000"/>'))
    draft = make_draft(
        read(body, media={"i1": buffer.getvalue()}), by=cast.correspondent, file_name="夜校.docx"
    )
    photos = [entry.photo for entry in draft.article.photo_entries.all()]
    assert [(photo.width, photo.height) for photo in photos] == [(200, 100), (100, 100)]
    with storages["originals"].open(photos[1].original) as file:
        assert Image.open(file).getpixel((2, 50))[2] > 200


def test_a_picture_cut_to_a_shape_is_named():
    document = read(p("正文。") + p(picture(shape='<a:prstGeom prst="ellipse"/>')), media={"i1": PICTURE})
    assert [remark[:10] for remark in document.remarks] == ["有1张图片在Word"]


CHANGES = {
    "words": p("报名", f"<w:del {CHANGE}><w:r><w:delText>三百</w:delText></w:r></w:del>",
               f"<w:ins {CHANGE}>{run('五百')}</w:ins>", "人。"),
    "moved": p("报名", f"<w:moveFrom {CHANGE}>{run('三百')}</w:moveFrom>", f"<w:moveTo {CHANGE}>{run('五百')}</w:moveTo>",
               "人。"),
    "the end of a paragraph": p("报名", about=f"<w:rPr><w:del {CHANGE}/></w:rPr>")
    + p(f"<w:ins {CHANGE}>{run('五百')}</w:ins>", "人。"),
}  # fmt: skip


@pytest.mark.parametrize("kind", CHANGES)
def test_pending_changes_are_taken_as_accepted_and_named(kind):
    document = read(CHANGES[kind])
    assert document.body == "<p>报名五百人。</p>"
    assert [remark.partition("，")[0] for remark in document.remarks] == [
        "文件中有1处插入的修订尚未接受",
        "文件中有1处删除的修订尚未接受",
    ]
    assert page_text(CHANGES[kind]) == "报名五百人。"


def test_a_deleted_row_is_left_out():
    document = read(table(row(cell(p("甲"))), row(cell(p("乙")), about=f"<w:del {CHANGE}/>")))
    assert "乙" not in document.body
    assert len(document.remarks) == 1


def test_comments_are_left_out_and_counted():
    document = read(
        p("正文。", '<w:r><w:commentReference w:id="0"/></w:r>'),
        comments=f'<w:comment w:id="0">{p("此数未核实")}</w:comment>',
    )
    assert (document.body, document.remarks) == ("<p>正文。</p>", ["略去了1条批注。"])


# --- nothing vanishes silently ---------------------------------------------------------------------------
FORMULA = "<m:oMath><m:f><m:num><m:r><m:t>a+b</m:t></m:r></m:num><m:den><m:r><m:t>2</m:t></m:r></m:den></m:f></m:oMath>"
COME_IN = {
    "ruby": ("<w:r><w:ruby><w:rt><w:r><w:t>shàn</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>单</w:t></w:r></w:rubyBase>"
             "</w:ruby></w:r>", "单", ["略去了1处注音"]),
    "ruby of an older kind": (field(r"EQ \* jc2 \o\ad(\s\up 9(shàn),单)"), "单", ["有1个公式"]),
    "a row of signs": ("<m:oMath><m:r><m:t>S=ab</m:t></m:r></m:oMath>", "S=ab", []),
    "a formula": (FORMULA, "(a+b)/2", ["有1个公式"]),
    "a power": ("<m:oMath><m:sSup><m:e><m:r><m:t>r</m:t></m:r></m:e><m:sup><m:r><m:t>2</m:t></m:r></m:sup></m:sSup>"
                "</m:oMath>", "r<sup>2</sup>", ["有1个公式"]),
    "a number in a ring": (field(r"eq \o\ac(○,3)"), "③", ["有1个公式"]),
    "a field with its result": (field("PAGEREF x", "12"), "12", []),
    "a simple field": (f'<w:fldSimple w:instr="DATE">{run("今天")}</w:fldSimple>', "今天", []),
    "a content control": (f"<w:sdt><w:sdtContent>{run('控件')}</w:sdtContent></w:sdt>", "控件", []),
    "a box to tick": (
        '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:checked/></w:checkBox></w:ffData></w:fldChar>'
        '</w:r><w:r><w:instrText>FORMCHECKBOX</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>', "☑", []),
    "a known symbol": ('<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>', "✓", []),
    "a hyphen that does not break": ("<w:r><w:noBreakHyphen/></w:r>", "\u2011", []),
    "another direction": (f"<w:bdo>{run('文字')}</w:bdo>", "文字", []),
}  # fmt: skip


@pytest.mark.parametrize("kind", COME_IN)
def test_it_comes_in(kind):
    xml, text, remarks = COME_IN[kind]
    document = read(p("前", xml, "后。"))
    assert document.body == f"<p>前{text}后。</p>"
    assert [remark[: len(start)] for remark, start in zip(document.remarks, remarks, strict=True)] == remarks


def test_text_boxes_come_in_once_behind_their_paragraph():
    document = read(p("正文。", box(p("框中的话。"), p("第二句。"))))
    assert (document.body, document.remarks) == ("<p>正文。</p><p>框中的话。</p><p>第二句。</p>", [])
    assert page_text(p("正文。", box(p("框中的话。")))) == "正文。\n\n框中的话。"


def test_drawn_letters_and_a_large_first_letter_come_in():
    word_art = '<w:r><w:pict><v:shape><v:textpath string="夜校开课"/></v:shape></w:pict></w:r>'
    body = p("昨", about='<w:framePr w:dropCap="drop"/>') + p("天开课。", word_art)
    assert read(body).body == "<p>昨天开课。</p><p>夜校开课</p>"


LOST = {
    "a linked picture": (picture(link=True, key="x"), "文件中有1张图片只是链接"),
    "a chart": (drawing('<c:chart r:id="x"/>'), "有1个图表"),
    "a diagram": (drawing("<dgm:relIds/>"), "有1个SmartArt图形"),
    "an object": (
        '<w:r><w:object><o:OLEObject ProgID="Excel.Sheet.12"/></w:object></w:r>',
        "有1个嵌入的对象",
    ),
    "an older formula": (
        '<w:r><w:object><o:OLEObject ProgID="Equation.3"/></w:object></w:r>',
        "有1个旧式公式",
    ),
    "a line": (drawing("<wps:wsp/>"), "有1个绘制的线条"),
    "something that nobody knows": (drawing("<a:news/>"), "有1个嵌入的对象"),
    "an unknown symbol": ('<w:r><w:sym w:font="某" w:char="F0A1"/></w:r>', "有1个特殊字体的符号"),
    "a field without a result": (field("SYMBOL 183"), "有1个Word域"),
}


@pytest.mark.parametrize("kind", LOST)
def test_it_is_told_what_did_not_come_in_and_where(kind):
    xml, told = LOST[kind]
    document = read(p("夜校开在园区。", xml), outside="x")
    assert document.body == "<p>夜校开在园区。</p>"
    assert len(document.remarks) == 1
    assert document.remarks[0].startswith(told)
    assert "“夜校开在园区。…”" in document.remarks[0]


def test_a_video_comes_in_as_its_picture_and_is_named():
    xml = drawing(
        '<pic:pic><pic:blipFill><a:blip r:embed="i1"><a:extLst><a:ext><a:webVideoPr/></a:ext></a:extLst></a:blip>'
        "</pic:blipFill></pic:pic>"
    )
    document = read(p("正文。", xml), media={"i1": PICTURE})
    assert len(document.pictures) == 1
    assert [remark[:5] for remark in document.remarks] == ["有1段视频"]


def test_an_inserted_document_and_the_words_of_the_header_are_named():
    document = read('<w:altChunk r:id="x"/>' + p("正文。"), header=p("柳城工会文件"))
    assert [remark[:10] for remark in document.remarks] == ["有1个插入的文档没有", "略去了1处页眉或页脚"]


def test_what_nobody_thought_of_is_found_by_counting(monkeypatch):
    """The text that came out is counted against the file's own, not against what the reader remembers."""
    from common.apart.running import run_here
    from newsroom import word_conversion, word_files

    convert = word_files.convert
    monkeypatch.setattr(word_files, "convert", lambda *args: convert(*args).replace("夜校开在", ""))
    file = io.BytesIO(docx(TITLE + p("夜校开在园区。")))
    answer = run_here(
        word_conversion.work, file, orders={"suffix": ".docx", "wanted": "document", "otherwise": "binary"}
    )
    assert answer.data["losses"]["characters"]["count"] == 4


# --- as Word prints it ------------------------------------------------------------------------------------
def test_numbers_that_html_counts_alike_are_lists():
    body = p("做法。") + item("甲") + item("乙") + p("插话。") + item("丙") + item("新甲", number=2)
    numbers = numbering(("decimal", "%1.", 3), restart=7)
    assert read(body, numbering=numbers).body == (
        '<p>做法。</p><ol start="3"><li>甲</li><li>乙</li></ol><p>插话。</p><ol start="5"><li>丙</li></ol>'
        '<ol start="7"><li>新甲</li></ol>'
    )
    assert page_text(body, numbering=numbers).split("\n\n") == [
        "做法。", "3. 甲", "4. 乙", "插话。", "5. 丙", "7. 新甲",
    ]  # fmt: skip


def test_letters_and_roman_figures_are_lists_of_their_kind():
    body = item("甲") + item("子", 1) + item("丑", 1) + item("乙")
    numbers = numbering(("upperRoman", "%1.", 4), ("lowerLetter", "%2.", 1))
    assert read(p("做法。") + body, numbering=numbers).body == (
        '<p>做法。</p><ol start="4" type="I"><li>甲<ol type="a"><li>子</li><li>丑</li></ol></li><li>乙</li></ol>'
    )
    assert page_text(body, numbering=numbers).split("\n\n") == ["IV. 甲", "a. 子", "b. 丑", "V. 乙"]


WRITTEN_OUT = {
    "一、": ("chineseCounting", "%1、", 9, ["九、甲", "十、乙"]),
    "（一）": ("chineseCountingThousand", "（%1）", 20, ["（二十）甲", "（二十一）乙"]),
    "第一条": ("japaneseCounting", "第%1条", 1, ["第一条 甲", "第二条 乙"]),
    "a)": ("lowerLetter", "%1)", 2, ["b) 甲", "c) 乙"]),
    "1）": ("decimal", "%1）", 1, ["1）甲", "2）乙"]),
    "①": ("decimalEnclosedCircle", "%1", 1, ["① 甲", "② 乙"]),
    "甲、": ("ideographTraditional", "%1、", 10, ["癸、甲", "甲、乙"]),
    "壹": ("chineseLegalSimplified", "%1、", 10, ["壹拾、甲", "壹拾壹、乙"]),
    "２．": ("decimalFullWidth", "%1．", 2, ["２．甲", "３．乙"]),
}


@pytest.mark.parametrize("kind", WRITTEN_OUT)
def test_other_numbers_are_written_out(kind):
    format, text, start, lines = WRITTEN_OUT[kind]
    numbers = numbering((format, text, start))
    body = item("甲") + item("乙")
    assert read(p("总起。") + body, numbering=numbers).body == "<p>总起。</p>" + "".join(
        f"<p>{line}</p>" for line in lines
    )
    assert page_text(body, numbering=numbers).split("\n\n") == lines


def test_levels_count_on_their_own():
    body = item("甲") + item("子", 1) + item("丑", 1) + item("乙") + item("寅", 1)
    numbers = numbering(("chineseCounting", "%1、", 1), ("decimal", "%1.%2", 1))
    assert page_text(body, numbering=numbers).split("\n\n") == [
        "一、甲", "一.1 子", "一.2 丑", "二、乙", "二.1 寅",
    ]  # fmt: skip


def test_a_numbered_heading_keeps_its_number_and_stays_a_heading():
    styles = '<w:style w:type="paragraph" w:styleId="H"><w:name w:val="heading 2"/></w:style>'
    about = '<w:pStyle w:val="H"/><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    document = read(
        p("总起。") + p("加强组织", about=about),
        styles=styles,
        numbering=numbering(("chineseCounting", "%1、", 1)),
    )
    assert document.body == "<p>总起。</p><h2>一、加强组织</h2>"


NOTES = {
    "footnotes": f'<w:footnote w:id="2">{p("题注。")}</w:footnote><w:footnote w:id="3">{p("脚注。")}</w:footnote>',
    "endnotes": f'<w:endnote w:id="2">{p("尾注。")}</w:endnote>',
}


def test_notes_are_found_from_their_signs_and_lead_back():
    document = read(
        p(
            "甲",
            '<w:r><w:footnoteReference w:id="3"/></w:r>',
            "乙",
            '<w:r><w:endnoteReference w:id="2"/></w:r>',
            "。",
        ),
        **NOTES,
    )
    assert document.body == (
        '<p>甲<sup><a href="#footnote-3" id="footnote-ref-3" rel="noopener">[1]</a></sup>乙'
        '<sup><a href="#endnote-2" id="endnote-ref-2" rel="noopener">[2]</a></sup>。</p>'
        '<ol><li id="footnote-3"><p>脚注。 <a href="#footnote-ref-3" rel="noopener">↑</a></p></li>'
        '<li id="endnote-2"><p>尾注。 <a href="#endnote-ref-2" rel="noopener">↑</a></p></li></ol>'
    )
    assert document.remarks == []


def test_the_sign_of_a_note_is_no_part_of_the_headline():
    body = p("夜校开课", '<w:r><w:footnoteReference w:id="2"/></w:r>') + p("正文。")
    document = read_document(docx(body, **NOTES), "夜校.docx")
    assert (document.title, document.remarks) == ("夜校开课", [])
    assert document.body == '<p>正文。</p><ol><li id="footnote-2"><p>题注。</p></li></ol>'


STRUCK = {
    "once": "<w:strike/>", "twice": "<w:dstrike/>", "by a style": '<w:rStyle w:val="S"/>',
}  # fmt: skip


@pytest.mark.parametrize("way", STRUCK)
def test_struck_words_stay_struck_and_are_left_out_of_plain_text(way):
    styles = (
        '<w:style w:type="character" w:styleId="S"><w:name w:val="删"/><w:rPr><w:strike/></w:rPr></w:style>'
    )
    body = p("报名", run("三百", STRUCK[way]), "五百人。")
    assert read(body, styles=styles).body == "<p>报名<s>三百</s>五百人。</p>"
    assert page_text(body, styles=styles) == "报名五百人。"


def test_raised_and_lowered_signs_stay_so_in_plain_text():
    body = p("40m", run("2", '<w:vertAlign w:val="superscript"/>'), "，H", run("2", '<w:vertAlign w:val="subscript"/>'),
             "O。")  # fmt: skip
    assert read(body).body == "<p>40m<sup>2</sup>，H<sub>2</sub>O。</p>"
    assert page_text(body) == "40m²，H₂O。"


BREAKS = ('<w:br w:type="page"/>', '<w:br w:type="column"/>')


@pytest.mark.parametrize("sign", BREAKS)
def test_where_a_page_ends_a_paragraph_ends(sign):
    body = p("甲章完", f"<w:r>{sign}</w:r>", "乙章始")
    assert read(body).body == "<p>甲章完</p><p>乙章始</p>"
    assert page_text(body) == "甲章完\n\n乙章始"


@pytest.mark.parametrize("sign", ["<w:br/>", "<w:cr/>"])
def test_a_line_that_ends_by_hand_stays_so(sign):
    body = p("甲", f"<w:r>{sign}</w:r>", "乙。")
    assert read(body).body == "<p>甲<br>乙。</p>"
    assert page_text(body) == "甲\n乙。"


def test_cells_and_their_paragraphs_are_apart():
    body = table(row(cell(p("甲一"), p("甲二")), cell(p("乙"))), row(cell(p("丙")), cell(p("丁"))))
    assert page_text(body) == "甲一 甲二\t乙\n\n丙\t丁"
