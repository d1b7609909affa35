"""Numbers of paragraphs, formulas and fields of Word files, each in every form that Word prints."""

import pytest

from newsroom.word_fields import printed
from newsroom.word_numbers import in_figures, in_words
from tests.newsroom.raw_word import item, numbering, p
from tests.newsroom.test_word_instances import body, lvl, nums, page
from tests.newsroom.test_word_kinds import read

pytestmark = pytest.mark.usefixtures("here")

# --- numbers ---------------------------------------------------------------------------------------------
FIGURES = {
    "chineseCounting": {1: "一", 10: "十", 19: "十九", 20: "二十", 110: "一百一十", 1001: "一千零一"},
    "chineseLegalSimplified": {10: "壹拾", 115: "壹佰壹拾伍"},
    "ideographLegalTraditional": {26: "貳拾陸", 10_000: "壹萬"},
    "ideographDigital": {10: "一〇", 2026: "二〇二六"},
    "decimalEnclosedCircle": {1: "①", 20: "⑳", 21: "21"},
    "decimalEnclosedParen": {3: "⑶"},
    "decimalEnclosedFullstop": {3: "⒊"},
    "ideographEnclosedCircle": {10: "㊉", 11: "11"},
    "ideographTraditional": {1: "甲", 10: "癸", 11: "甲"},
    "ideographZodiac": {1: "子", 12: "亥", 13: "子"},
    "ideographZodiacTraditional": {1: "甲子", 60: "癸亥", 61: "甲子"},
    "lowerLetter": {1: "a", 26: "z", 27: "aa", 53: "aaa", 0: "0"},
    "upperLetter": {2: "B", 28: "BB"},
    "lowerRoman": {4: "iv", 1999: "mcmxcix", 0: "0"},
    "upperRoman": {49: "XLIX"},
    "decimalFullWidth": {105: "１０５"},
    "decimalZero": {5: "05", 12: "12"},
    "numberInDash": {7: "- 7 -"},
    "what nobody knows": {7: "7"},
}


@pytest.mark.parametrize("format", FIGURES)
def test_a_number_in_each_format(format):
    assert {number: in_figures(number, format) for number in FIGURES[format]} == FIGURES[format]


def test_numbers_of_myriads_in_words():
    said = {
        0: "零", 10_000: "一万", 10_005: "一万零五", 10_500: "一万零五百", 15_000: "一万五千", 100_000: "十万",
        120_034: "十二万零三十四", 99_999_999: "九千九百九十九万九千九百九十九",
    }  # fmt: skip
    assert {number: in_words(number) for number in said} == said


def linked(levels: str, *, named: str = "B") -> tuple[str, str]:
    """Numbering whose list 1 refers to the style ``named``, which is numbered by list 2; and the style B."""
    xml = (
        f'<w:abstractNum w:abstractNumId="0"><w:numStyleLink w:val="{named}"/></w:abstractNum>'
        f'<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0">{levels}</w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
        '<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
    )
    style = (
        '<w:style w:type="numbering" w:styleId="B"><w:name w:val="表"/><w:pPr><w:numPr><w:numId w:val="2"/></w:numPr>'
        "</w:pPr></w:style>"
    )
    return xml, style


def test_a_list_by_the_style_that_it_names():
    levels, style = linked(lvl("chineseCounting", "%1、", 3))
    assert page(item("甲") + item("乙"), numbering=levels, styles=style) == "三、甲\n\n四、乙"


def test_a_list_by_a_style_that_is_missing_has_no_numbers():
    levels, style = linked(lvl("chineseCounting", "%1、", 3), named="X")
    assert page(item("甲"), numbering=levels, styles=style) == "甲"


def test_a_level_that_one_list_has_otherwise():
    """``w:lvlOverride`` with a level of its own; what else stands in the list is no matter."""
    levels = nums(lvl("decimal", "%1.")) + (
        '<w:num w:numId="2"><w:abstractNumId w:val="0"/><w:nsid/>'
        f'<w:lvlOverride w:ilvl="0"><w:lvl w:ilvl="0">{lvl("chineseCounting", "（%1）", 5)}</w:lvl></w:lvlOverride></w:num>'
    )
    assert page(item("甲", number=2), numbering=levels) == "（五）甲"


@pytest.mark.parametrize("start", ["x", "-1", "99999999"])
def test_a_beginning_that_is_no_number_is_none(start):
    assert page(item("甲"), numbering=numbering(("decimal", "%1.", start))) == "0. 甲"


LEVELS = {
    "a format of later editions": (
        nums(
            '<w:start w:val="2"/><mc:AlternateContent><mc:Choice Requires="w14"><w:numFmt w:val="chineseCounting"/>'
            '</mc:Choice><mc:Fallback><w:numFmt w:val="decimal"/></mc:Fallback></mc:AlternateContent>'
            '<w:lvlText w:val="%1、"/>'
        ),
        item("甲"),
        "二、甲",
    ),
    "a format that is not given": (nums('<w:start w:val="1"/><w:lvlText w:val="%1、"/>'), item("甲"), "1、甲"),
    "no number at all": (nums(lvl("none", "%1")), item("甲"), "甲"),
    "a level without a sign": (nums(lvl("none", "")), item("甲"), "甲"),
    "words instead of a number": (nums(lvl("none", "附：")), item("甲"), "附：甲"),
    "a level that nobody made": (nums(lvl("decimal", "%1.")), item("甲", 3), "甲"),
    "a level below one that nobody made": (
        nums(lvl("decimal", "%1."), lvl("decimal", "%3.%2)")), item("甲", 1), "1.1) 甲",
    ),
    "a level above that is missing": (
        '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
        '<w:lvlText w:val="%1.%2）"/></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>',
        item("甲", 1),
        "1.1）甲",
    ),
    "deeper first": (nums(lvl("decimal", "%1."), lvl("decimal", "%1.%2）")), item("甲", 1) + item("乙"), "1.1）甲\n\n2. 乙"),
    "a list that nobody made": (nums(lvl("decimal", "%1.")), item("甲", number=9), "甲"),
    "zeros stay before figures only": (
        nums(lvl("chineseCounting", "%1、"), lvl("decimalZero", "%1.%2）", 1, "<w:isLgl/>")),
        item("甲") + item("乙", 1),
        "一、甲\n\n1.01）乙",
    ),
}  # fmt: skip


@pytest.mark.parametrize("kind", LEVELS)
def test_the_number_of_a_level(kind):
    levels, xml, text = LEVELS[kind]
    assert page(xml, numbering=levels) == text


def test_a_style_that_is_tied_to_a_level_counts_there():
    style = (
        '<w:style w:type="paragraph" w:styleId="T"><w:name w:val="二级"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr>'
        "</w:pPr></w:style>"
    )
    levels = nums(lvl("chineseCounting", "%1、"), lvl("decimal", "（%2）", 1, '<w:pStyle w:val="T"/>'))
    assert page(item("甲") + p("乙", about='<w:pStyle w:val="T"/>'), numbering=levels, styles=style) == (
        "一、甲\n\n（1）乙"
    )


LISTS = {
    "another kind at the same level": (
        nums(lvl("bullet", "·")) + nums(lvl("decimal", "%1.")).replace('Id="0"', 'Id="5"').replace('Id w:val="0"',
        'Id w:val="5"').replace('w:numId="1"', 'w:numId="2"'),
        item("甲") + item("乙", number=2),
        "<ul><li>甲</li></ul><ol><li>乙</li></ol>",
    ),
    "written out beside bullets": (
        nums(lvl("bullet", "·"), lvl("decimal", "%2)")), item("甲") + item("乙", 1), "<p>• 甲</p><p>1) 乙</p>",
    ),
}  # fmt: skip


@pytest.mark.parametrize("kind", LISTS)
def test_lists_as_html_counts_them(kind):
    levels, xml, html = LISTS[kind]
    assert body(xml, numbering=levels) == html


def test_the_number_of_a_bold_line_is_bold_too():
    """So a line that is wholly bold stays a sub-heading with its number."""
    bold = p(
        "<w:r><w:rPr><w:b/></w:rPr><w:t>加强组织</w:t></w:r>",
        about='<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>',
    )
    slanted = bold.replace("<w:b/>", "<w:i/>")
    assert body(bold + slanted, numbering=nums(lvl("chineseCounting", "%1、"))) == (
        "<h3>一、加强组织</h3><p>二、<em>加强组织</em></p>"
    )


# --- formulas --------------------------------------------------------------------------------------------
def t(text: str) -> str:
    return f"<m:r><m:t>{text}</m:t></m:r>"


def e(*parts: str) -> str:
    return f"<m:e>{''.join(parts)}</m:e>"


FORMULAS = {
    "a root": (f"<m:rad>{e(t('x'))}</m:rad>", "√x"),
    "a root of a sum": (f"<m:rad><m:deg/>{e(t('a+b'))}</m:rad>", "√(a+b)"),
    "the third root": (f"<m:rad><m:deg>{t('3')}</m:deg>{e(t('x'))}</m:rad>", "<sup>3</sup>√x"),
    "raised and lowered": (
        f"<m:sSubSup>{e(t('x'))}<m:sub>{t('i')}</m:sub><m:sup>{t('2')}</m:sup></m:sSubSup>", "x<sub>i</sub><sup>2</sup>",
    ),
    "a sum": (
        f'<m:nary><m:naryPr><m:chr m:val="∑"/></m:naryPr><m:sub>{t("i=1")}</m:sub><m:sup>{t("n")}</m:sup>{e(t("x"))}'
        "</m:nary>",
        "∑<sub>i=1</sub><sup>n</sup>x",
    ),
    "an integral": (f"<m:nary><m:naryPr/><m:sub/><m:sup/>{e(t('f'))}</m:nary>", "∫f"),
    "brackets": (f"<m:d>{e(t('a'))}{e(t('b'))}</m:d>", "(a|b)"),
    "other brackets": (
        '<m:d><m:dPr><m:begChr m:val="["/><m:sepChr m:val=","/><m:endChr m:val=""/></m:dPr>'
        f"{e(t('a'))}{e(t('b'))}</m:d>",
        "[a,b",
    ),
    "a matrix": (f"<m:m><m:mr>{e(t('a'))}{e(t('b'))}</m:mr><m:mr>{e(t('c'))}{e(t('d'))}</m:mr></m:m>", "a, b; c, d"),
    "equations": (f"<m:eqArr>{e(t('x=1'))}{e(t('y=2'))}</m:eqArr>", "x=1; y=2"),
    "a limit": (
        f"<m:limLow>{e(t('lim'))}<m:lim>{t('n')}</m:lim></m:limLow>", "lim<sub>n</sub>",
    ),
    "a function": (f"<m:sSup><m:sSupPr>{t('x')}</m:sSupPr><m:sup>{t('2')}</m:sup></m:sSup>", "<sup>2</sup>"),
    "a fraction of nothing": ("<m:f><m:num/></m:f>", "/"),
}  # fmt: skip


@pytest.mark.parametrize("kind", FORMULAS)
def test_a_formula_is_a_line_of_characters(kind):
    xml, text = FORMULAS[kind]
    document = read(p("由", f"<m:oMath>{xml}</m:oMath>", "可得。"))
    assert document.body == f"<p>由{text}可得。</p>"
    assert [remark[:5] for remark in document.remarks] == ["有1个公式"]


# --- fields ----------------------------------------------------------------------------------------------
PRINTED = {
    r"EQ \r(3,x)": "3√x",
    r"EQ \r(x)": "√x",
    r"EQ \f(1,2,3)": "123",
    r"EQ \o(甲,乙)": "乙",
    r"EQ \o()": "",
    r"EQ \o\ac(○,21)": "21",
    r"EQ \s\do 3(下)": "下",
    r"EQ a\(b)": "a(b",
    r"EQ \f(1,2": "1/2",
    r"EQ \x": "",
    r"EQ \f(": "",
    r"eq \f(\r(2),2)": "√2/2",
    "EQUAL 3": None,
    "PAGE": None,
}


@pytest.mark.parametrize("instruction", PRINTED)
def test_what_a_field_without_a_result_prints(instruction):
    assert printed(instruction) == PRINTED[instruction]
