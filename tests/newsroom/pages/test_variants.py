"""The same page as other programs would write it: nothing but line numbers may change."""

import re
from pathlib import Path

import pytest

from newsroom.pages import parse_page

ROOT = Path(__file__).parents[3]
PAGES = [
    ROOT / "tests/newsroom/pages/samples/page-2026-03-12-03.txt",
    ROOT / "tests/newsroom/pages/corpus/hard-1.txt",
    ROOT / "tests/newsroom/pages/corpus/market-and-law.txt",
    ROOT / "tests/newsroom/pages/corpus/skills-feature.txt",
]
VARIANTS = {
    "Windows line ends": lambda text: text.replace("\n", "\r\n"),
    "more blank lines": lambda text: text.replace("\n\n", "\n\n\n\n"),
    "blanks at the ends": lambda text: re.sub(r"\n", "  \n", text),
    "byte order mark": lambda text: "\ufeff" + text,
    "headings a level lower": lambda text: re.sub(r"^(#+)", r"#\1", text, flags=re.M),
    "no blank after the hashes": lambda text: re.sub(r"^(#+) ", r"\1", text, flags=re.M),
    "indented paragraphs": lambda text: "\n".join("　　" + x if len(x) > 40 else x for x in text.split("\n")),
    "no blank lines": lambda text: re.sub(r"\n\n+", "\n", text),
}


def contents(text):
    page = parse_page(text).as_dict()
    articles = [
        {key: value for key, value in article.items() if key not in ("lines", "warnings")}
        | {"warnings": [warning["code"] for warning in article["warnings"]]}
        for article in page["articles"]
    ]
    return page["date"], page["page"], page["page_credits"], articles


@pytest.mark.parametrize("variant", VARIANTS)
@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_a_page_reads_the_same(path, variant):
    text = path.read_text(encoding="utf-8")
    assert contents(VARIANTS[variant](text)) == contents(text)


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
@pytest.mark.parametrize("hashes", ["", "## "])
def test_headlines_are_told_without_levels_or_with_one_for_all(path, hashes):
    text = path.read_text(encoding="utf-8")
    flat = re.sub(r"^#+ ?", hashes, text, flags=re.M)
    expected = [(a["title"], a["paragraphs"], a["credits"]) for a in contents(text)[3]]
    assert [(a["title"], a["paragraphs"], a["credits"]) for a in contents(flat)[3]] == expected


def test_a_column_of_the_level_of_its_articles_ends_with_a_question():
    body = "本报讯（记者 张三）天晴。"
    text = f"## ■基层经验\n\n## 第一篇的标题在此\n\n{body}\n\n## 第二篇的标题在此\n\n{body}"
    first, second = parse_page(text).articles
    assert (first.column, second.column) == ("基层经验", None)
    assert [w.code for w in second.warnings] == ["column-ended"]
