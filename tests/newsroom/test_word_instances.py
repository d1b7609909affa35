"""Further instances of what Word files hold: numbers, notes, struck words, cells, breaks, bylines."""

from collections.abc import Callable
from typing import Any

import pytest

from newsroom.importing import Register
from newsroom.sources import open_source
from newsroom.word_documents import read_document
from newsroom.word_plans import plan_of
from tests.newsroom.raw_word import TITLE, cell, docx, item, p, row, run, table

pytestmark = pytest.mark.usefixtures("here")


def body(xml: str, **parts: str) -> str:
    """The text of the draft, as it is stored."""
    return read_document(docx(TITLE + xml, **parts), "夜校.docx").body


def page(xml: str, **parts: str) -> str:
    """The text of the page that is looked through."""
    text = open_source(docx(TITLE + xml, **parts), "夜校.docx").text
    return text.removeprefix("清河区总工会开办夜校").strip("\n")


def remarks(xml: str, **parts: str) -> str:
    return "".join(open_source(docx(TITLE + xml, **parts), "夜校.docx").remarks)


def subtitle(xml: str, **parts: str) -> str:
    return read_document(docx(TITLE + xml, **parts), "夜校.docx").subtitle


def byline(xml: str, **parts: str) -> tuple[list[tuple[str, str]], str, str]:
    """The credits, the source, and what is left of the text."""
    plan, _remarks = plan_of(read_document(docx(TITLE + xml, **parts), "夜校.docx"), Register.empty())
    (article,) = plan.articles
    return sorted(article.credits), article.source, "".join(text.text for text in article.texts)


def lvl(format: str, text: str, start: int = 1, extra: str = "") -> str:
    return f'<w:start w:val="{start}"/><w:numFmt w:val="{format}"/>{extra}<w:lvlText w:val="{text}"/>'


def nums(*levels: str) -> str:
    rows = "".join(f'<w:lvl w:ilvl="{number}">{level}</w:lvl>' for number, level in enumerate(levels))
    return (
        f'<w:abstractNum w:abstractNumId="0">{rows}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )


def ref(number: int, kind: str = "footnote") -> str:
    return f'<w:r><w:{kind}Reference w:id="{number}"/></w:r>'


def notes(*texts: str, kind: str = "footnote") -> str:
    return "".join(
        f'<w:{kind} w:id="{number}">{text if text.startswith("<") else p(text)}</w:{kind}>'
        for number, text in enumerate(texts, 2)
    )


NUMBERED = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
STYLED = (
    '<w:style w:type="paragraph" w:styleId="L"><w:name w:val="条目"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr>'
    "</w:pPr></w:style>"
)
STRUCK = '<w:style w:type="character" w:styleId="S"><w:name w:val="删"/><w:rPr><w:strike/></w:rPr></w:style>'
STRUCK_WHOLE = (
    '<w:style w:type="paragraph" w:styleId="Z"><w:name w:val="废"/><w:rPr><w:strike/></w:rPr></w:style>'
)
NEWS = p("昌平区总工会开课了，欢迎报名。")

# Name: what is read, with which reader, and what is right.
Case = tuple[Callable[[], Any], Any]
CASES: dict[str, Case] = {
    "num starts at 0": (
        lambda: page(item("甲") + item("乙"), numbering=nums(lvl("decimal", "%1.", 0))),
        "0. 甲\n\n1. 乙",
    ),
    "num legal three levels": (
        lambda: page(
            item("甲") + item("乙", 1) + item("丙", 2),
            numbering=nums(lvl("decimal", "%1"), lvl("decimal", "%1.%2"), lvl("decimal", "%1.%2.%3")),
        ),
        "1 甲\n\n1.1 乙\n\n1.1.1 丙",
    ),
    "num by style": (
        lambda: body(
            p("甲", about='<w:pStyle w:val="L"/>') + p("乙", about='<w:pStyle w:val="L"/>'),
            styles=STYLED,
            numbering=nums(lvl("decimal", "%1.")),
        ),
        "<ol><li>甲</li><li>乙</li></ol>",
    ),
    "num turned off": (
        lambda: body(
            p("甲", about='<w:pStyle w:val="L"/>')
            + p("乙。", about='<w:pStyle w:val="L"/><w:numPr><w:numId w:val="0"/></w:numPr>'),
            styles=STYLED,
            numbering=nums(lvl("decimal", "%1.")),
        ),
        "<ol><li>甲</li></ol><p>乙。</p>",
    ),
    "num suff nothing": (
        lambda: page(item("甲"), numbering=nums(lvl("decimal", "%1", 1, '<w:suff w:val="nothing"/>'))),
        "1甲",
    ),
    "num zero padded": (lambda: page(item("甲"), numbering=nums(lvl("decimalZero", "%1."))), "01. 甲"),
    "num bullets nested": (
        lambda: body(
            item("甲") + item("子", 1) + item("乙"), numbering=nums(lvl("bullet", "·"), lvl("bullet", "o"))
        ),
        "<ul><li>甲<ul><li>子</li></ul></li><li>乙</li></ul>",
    ),
    "num third level chinese": (
        lambda: page(
            item("甲") + item("乙", 1) + item("丙", 2) + item("丁", 1),
            numbering=nums(
                lvl("chineseCountingThousand", "%1、"),
                lvl("chineseCountingThousand", "（%2）"),
                lvl("decimal", "%3."),
            ),
        ),
        "一、甲\n\n（一）乙\n\n1. 丙\n\n（二）丁",
    ),
    "num restart of third level": (
        lambda: page(
            item("甲", 2) + item("乙", 2) + item("节", 1) + item("丙", 2),
            numbering=nums(lvl("decimal", "%1."), lvl("decimal", "（%2）"), lvl("decimal", "%3)")),
        ).split("\n\n")[-1],
        "1) 丙",
    ),
    "fn in a cell": (
        lambda: page(table(row(cell(p("甲", ref(2))), cell(p("乙")))), footnotes=notes("注一。")),
        lambda g: g.startswith("甲[1]\t乙") and "注一。" in g,
    ),
    "fn two paragraphs": (
        lambda: body(p("甲", ref(2), "。"), footnotes=notes(p("注一。") + p("再注。"))),
        lambda g: g.count("注一。") == 1 and "注一。再注" not in g and "再注。" in g,
    ),
    "fn order": (
        lambda: page(p("甲", ref(3), "乙", ref(2), "。"), footnotes=notes("先写。", "后写。")),
        lambda g: g.startswith("甲[1]乙[2]。") and g.index("后写") < g.index("先写"),
    ),
    "fn and en count apart or on, unique": (
        lambda: page(
            p("甲", ref(2), "乙", ref(2, "endnote"), "。"),
            footnotes=notes("脚。"),
            endnotes=notes("尾。", kind="endnote"),
        ),
        lambda g: g.startswith("甲[1]乙[2]。") and "脚。" in g and "尾。" in g,
    ),
    "st off inside a struck style": (
        lambda: body(p(run("留", '<w:rStyle w:val="S"/><w:strike w:val="0"/>'), "着。"), styles=STRUCK),
        "<p>留着。</p>",
    ),
    "st whole paragraph": (lambda: page(p(run("作废", "<w:strike/>")) + p("正文。")), "正文。"),
    "st is told": (lambda: "删除线" in remarks(p(run("作废", "<w:strike/>")) + p("正文。")), True),
    "st in a cell": (
        lambda: page(table(row(cell(p("甲", run("旧", "<w:strike/>"))), cell(p("乙"))))),
        "甲\t乙",
    ),
    "st in a list": (
        lambda: body(
            item("甲") + p(run("乙", "<w:dstrike/>"), about=NUMBERED), numbering=nums(lvl("decimal", "%1."))
        ),
        "<ol><li>甲</li><li><s>乙</s></li></ol>",
    ),
    "cell span": (
        lambda: page(
            table(
                row('<w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr>' + p("合") + "</w:tc>"),
                row(cell(p("甲")), cell(p("乙"))),
            )
        ),
        "合\n\n甲\t乙",
    ),
    "cell vmerge": (
        lambda: page(
            table(
                row(
                    '<w:tc><w:tcPr><w:vMerge w:val="restart"/></w:tcPr>' + p("部门") + "</w:tc>",
                    cell(p("甲")),
                ),
                row("<w:tc><w:tcPr><w:vMerge/></w:tcPr>" + p("") + "</w:tc>", cell(p("乙"))),
            )
        ),
        lambda g: g.count("部门") == 1 and "甲" in g and g.rstrip().endswith("乙") and "甲乙" not in g,
    ),
    "cell empty": (lambda: page(table(row(cell(p("甲")), cell(p("")), cell(p("丙"))))), "甲\t\t丙"),
    "cell line break": (
        lambda: page(table(row(cell(p("甲", "<w:r><w:br/></w:r>", "乙")), cell(p("丙"))))),
        "甲 乙\t丙",
    ),
    "pb before": (lambda: page(p("甲章完") + p("乙章始", about="<w:pageBreakBefore/>")), "甲章完\n\n乙章始"),
    "pb soft is none": (lambda: page(p("甲", "<w:r><w:lastRenderedPageBreak/></w:r>", "乙。")), "甲乙。"),
    "pb in a bold run": (
        lambda: body(
            p('<w:r><w:rPr><w:b/></w:rPr><w:t>甲完</w:t><w:br w:type="page"/><w:t>乙始。</w:t></w:r>')
        ),
        lambda g: "甲完乙始" not in g and g.count("</p>") + g.count("</h3>") == 2,
    ),
    "by two roles": (
        lambda: byline(p("本报讯（记者 林晓舟 通讯员 何苗）昌平区总工会开课。")),
        ([("correspondent", "何苗"), ("reporter", "林晓舟")], "", "昌平区总工会开课。"),
    ),
    "by at the end": (
        lambda: byline(NEWS + p("（通讯员 何苗）")),
        ([("correspondent", "何苗")], "", "昌平区总工会开课了，欢迎报名。"),
    ),
    "by source": (
        lambda: byline(NEWS + p("来源：工人日报"))[1:],
        ("工人日报", "昌平区总工会开课了，欢迎报名。"),
    ),
    "by editor": (lambda: byline(NEWS + p("责任编辑：方宁"))[2], "昌平区总工会开课了，欢迎报名。"),
    "by bold dateline": (
        lambda: byline(p(run("本报讯", "<w:b/>"), run("（记者 林晓舟）", "<w:b/>"), "昌平区总工会开课。")),
        ([("reporter", "林晓舟")], "", "昌平区总工会开课。"),
    ),
    "num isLgl": (
        lambda: page(
            item("甲") + item("乙", 1),
            numbering=nums(
                lvl("chineseCountingThousand", "第%1章"), lvl("decimal", "%1.%2", 1, "<w:isLgl/>")
            ),
        ),
        "第一章 甲\n\n1.1 乙",
    ),
    "num lvlRestart 0": (
        lambda: page(
            item("甲") + item("子", 1) + item("乙") + item("丑", 1),
            numbering=nums(lvl("decimal", "%1)"), lvl("decimal", "(%2)", 1, '<w:lvlRestart w:val="0"/>')),
        ).split("\n\n")[-1],
        "(2) 丑",
    ),
    "num in a cell": (
        lambda: page(
            table(row(cell(item("甲"), item("乙")), cell(p("丙")))), numbering=nums(lvl("decimal", "%1、"))
        ),
        "1、甲 2、乙\t丙",
    ),
    "num of hundreds": (
        lambda: page(item("甲"), numbering=nums(lvl("chineseCountingThousand", "第%1条", 105))),
        "第一百零五条 甲",
    ),
    "num picture of list kept": (
        lambda: body(
            item("甲") + item("乙", 1) + p("间隔。") + item("丙", 1) + item("丁"),
            numbering=nums(lvl("decimal", "%1."), lvl("lowerLetter", "%2.")),
        ),
        '<ol><li>甲<ol type="a"><li>乙</li></ol></li></ol><p>间隔。</p><ol start="2" type="a"><li>丙</li></ol><ol start="2"><li>丁</li></ol>',
    ),
    "fn custom mark": (
        lambda: page(
            p("甲", '<w:r><w:footnoteReference w:customMarkFollows="1" w:id="2"/><w:t>*</w:t></w:r>', "。"),
            footnotes=notes("注一。"),
        ),
        lambda g: "注一。" in g and "甲" in g.split("\n\n")[0],
    ),
    "fn in a list": (
        lambda: body(
            p("甲", ref(2), about=NUMBERED), numbering=nums(lvl("decimal", "%1.")), footnotes=notes("注一。")
        ),
        lambda g: g.startswith('<ol><li>甲<sup><a href="#footnote-2"') and 'id="footnote-2"' in g,
    ),
    "fn in a subtitle": (
        lambda: subtitle(p("——开课记", ref(2)) + p("正文。"), footnotes=notes("题注。")),
        "开课记",
    ),
    "st by paragraph style": (
        lambda: page(p("作废的话。", about='<w:pStyle w:val="Z"/>') + p("正文。"), styles=STRUCK_WHOLE),
        "正文。",
    ),
    "st half a word in a link": (
        lambda: body(
            p("甲", f"<w:hyperlink w:anchor='x'>{run('旧', '<w:strike/>')}{run('新')}</w:hyperlink>", "。")
        ),
        "<p>甲<s>旧</s>新。</p>",
    ),
    "cell nested": (
        lambda: page(table(row(cell(table(row(cell(p("子甲")), cell(p("子乙")))), p("")), cell(p("丙"))))),
        lambda g: "子甲子乙" not in g and "子乙丙" not in g and all(x in g for x in ("子甲", "子乙", "丙")),
    ),
    "cell list": (
        lambda: page(
            table(row(cell(item("甲"), item("乙")), cell(p("丙")))), numbering=nums(lvl("bullet", "·"))
        ),
        lambda g: "甲乙" not in g and "乙丙" not in g,
    ),
    "pb section": (
        lambda: page(p("甲章完", about='<w:sectPr><w:type w:val="nextPage"/></w:sectPr>') + p("乙章始")),
        "甲章完\n\n乙章始",
    ),
    "pb twice": (
        lambda: body(
            p("甲章完", '<w:r><w:br w:type="page"/></w:r>', '<w:r><w:br w:type="page"/></w:r>', "乙章始。")
        ),
        "<p>甲章完</p><p>乙章始。</p>",
    ),
    "by text and pictures": (
        lambda: byline(NEWS + p("文/林晓舟 图/何苗"))[0],
        lambda g: ("photographer", "何苗") in g and any(n == "林晓舟" for _r, n in g),
    ),
    "by below the headline": (
        lambda: byline(p("□ 本报记者 林晓舟") + NEWS),
        ([("reporter", "林晓舟")], "", "昌平区总工会开课了，欢迎报名。"),
    ),
    "by given": (
        lambda: byline(NEWS + p("（图片由昌平区总工会提供）"))[2],
        lambda g: g.startswith("昌平区总工会开课了，欢迎报名。"),
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_as_word_shows_it(name):
    read, right = CASES[name]
    found = read()
    assert right(found) if callable(right) else found == right
