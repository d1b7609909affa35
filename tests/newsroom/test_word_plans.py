"""A Word file as a plan: one article whatever its lines look like, and nothing of the text lost on the way."""

import io
from typing import Any

import pytest

from articles.models import Article, Column
from newsroom import word_conversion, word_drafts, word_reading
from newsroom.importing import NEW, Recognition, Register
from newsroom.plans import PlannedArticle
from newsroom.source_errors import SourceError
from newsroom.word_documents import WordDocument, read_document
from newsroom.word_drafts import make_draft
from newsroom.word_plans import cut, plan_of, top_level
from tests.factories import picture_bytes
from tests.newsroom.raw_word import TITLE, docx, p, picture, run

NEWS = "<p>昌平区总工会开课了，欢迎报名。</p>"


def planned(body: str, title: str = "夜校开课") -> tuple[PlannedArticle, list[str]]:
    plan, remarks = plan_of(WordDocument(title, body=body), Register.empty())
    (article,) = plan.articles
    return article, remarks


def test_a_file_that_reads_like_two_articles_is_one():
    article, remarks = planned(
        f"{NEWS}<p>托管班开班</p><p>本报讯（记者 何来）托管班开班了，名额不多。</p><p>转自《柳城日报》</p>"
    )
    assert [text.html for text in article.texts] == [
        NEWS,
        "<p>托管班开班</p>",
        "<p>托管班开班了，名额不多。</p>",
    ]
    assert (article.title, article.source, article.is_reprint) == ("夜校开课", "柳城日报", True)
    assert article.credits == [("reporter", "何来")]
    assert remarks == ["已从正文移到相应的栏目中：“本报讯（记者 何来）”“转自《柳城日报》”。"]


def test_a_file_without_an_article_keeps_its_text():
    article, remarks = planned("<p>责任编辑：方宁</p><p>x</p>", title="责任编辑：林晓舟")
    assert (article.title, [text.html for text in article.texts]) == ("责任编辑：林晓舟", ["<p>x</p>"])
    assert remarks == ["已从正文移到相应的栏目中：“责任编辑：方宁”。"]


@pytest.mark.django_db
def test_a_column_that_nobody_made_is_left_out_and_told():
    title = "【基层经验】夜校开课"
    article, remarks = planned(NEWS, title)
    assert (article.column, remarks) == ("", ["本站没有“基层经验”这个专栏，未填写。"])
    Column.objects.create(name="基层经验")
    article, remarks = planned(NEWS, title)
    assert (article.column, article.subcolumn, remarks) == ("基层经验", "", [])


# What stands in a paragraph, from where to where it is cut, what is left.
CUTS = {
    "before a mark": ("甲<strong>乙</strong>丙", 0, 1, "甲"),
    "within a mark": ("甲<strong>乙丙丁</strong>", 2, 3, "<strong>丙</strong>"),
    "beyond a mark": ("<em>甲</em>乙<em>丙</em>", 1, 2, "乙"),
    "marks within marks": ("<strong>甲<em>乙丙</em></strong>丁", 1, 2, "<strong><em>乙</em></strong>"),
    "a line that ends by hand": ("甲乙<br>丙丁", 1, 3, "乙<br>丙"),
    "a line that ended before": ("甲<br>乙丙", 1, 3, "<br>乙丙"),
    "a character reference": ("甲&amp;乙", 1, 2, "&amp;"),
    "an end without a beginning": ("甲</em>乙", 0, 2, "甲乙"),
    "a mark that goes on": ("<strong>甲<em>乙丙", 1, 2, "<strong><em>乙</em></strong>"),
}


@pytest.mark.parametrize("way", CUTS)
def test_a_paragraph_is_cut_within_its_marks(way):
    html, start, end, left = CUTS[way]
    assert cut(html, start, end) == left


BLOCKS = {
    "paragraphs": ("<p>甲</p><p>乙</p>", ["<p>甲</p>", "<p>乙</p>"]),
    "a list": (
        "<ul><li>甲<ul><li>子</li></ul></li></ul>乙",
        ["<ul><li>甲<ul><li>子</li></ul></li></ul>", "<p>乙</p>"],
    ),
    "loose text before": ("甲 &amp; 乙<p>丙</p>", ["<p>甲 &amp; 乙</p>", "<p>丙</p>"]),
    "a rule": ("<p>甲</p><hr><p>乙</p>", ["<p>甲</p>", "<hr>", "<p>乙</p>"]),
    "blanks": ("<p>甲</p> \n <p>乙</p>", ["<p>甲</p>", "<p>乙</p>"]),
    "nothing": ("", []),
}


@pytest.mark.parametrize("kind", BLOCKS)
def test_the_blocks_of_a_text(kind):
    html, blocks = BLOCKS[kind]
    assert top_level(html) == blocks


# --- drafts ----------------------------------------------------------------------------------------------
def document(title: str = "夜校开课", extra: str = "") -> WordDocument:
    return WordDocument(title, body=f"{NEWS}{extra}")


def draft(given: WordDocument, cast: Any) -> word_drafts.WordDraft:
    return make_draft(given, by=cast.editor, file_name="夜校.docx")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("title", "extra", "told"),
    [
        ("夜校开课", "", "这个文件已经导入过，稿件保持原样。"),
        ("夜校开课", "<p>（通讯员 何苗）</p>", "这段正文以前导入过，只是前后的行不同；原稿没有改动。"),
        ("园区夜校", "", "这篇文字曾以另一标题导入过，稿件保持原样。"),
    ],
    ids=["the same", "other lines", "another headline"],
)
def test_the_same_text_again_leaves_the_article_as_it_is(cast, title, extra, told):
    first = draft(document(), cast)
    again = draft(document(title, extra), cast)
    assert (first.is_new, again.is_new, again.article, again.remarks) == (True, False, first.article, [told])
    assert list(Article.objects.values_list("title", flat=True)) == ["夜校开课"]


@pytest.mark.django_db
def test_what_another_brings_in_at_the_same_moment_is_one_article(cast, monkeypatch):
    """Both have looked before either has written: the second one finds the article that the first one made."""
    first = draft(document(), cast)
    monkeypatch.setattr(word_drafts, "recognize", lambda plan, _within: [Recognition(NEW)])
    again = draft(document(), cast)
    assert (again.article, again.is_new) == (first.article, False)
    assert again.remarks == ["这个文件已经导入过，稿件保持原样。"]
    assert Article.objects.count() == 1


@pytest.mark.django_db
def test_another_text_under_a_known_headline_is_another_article_and_told(cast):
    draft(document(), cast)
    again = draft(WordDocument("夜校开课", body="<p>又一期开班，名额不多。</p>"), cast)
    assert (again.is_new, Article.objects.count()) == (True, 2)
    assert again.remarks == ["曾导入过同一标题的稿件。请检查是否为同一篇。"]


# --- bounds ----------------------------------------------------------------------------------------------
def refused(content: bytes, name: str = "夜校.docx") -> str:
    with pytest.raises(SourceError) as told:
        read_document(content, name)
    return told.value.code


@pytest.mark.usefixtures("here")
def test_bounds_of_a_file(monkeypatch):
    content = docx(TITLE + p("正文。") + p(picture()), media={"i1": picture_bytes(80, 60)})
    for module, bound, code in (
        (word_conversion, "MOST_CHARACTERS", "docx-too-long"),
        (word_conversion, "MOST_PIXELS", "docx-many-pixels"),
        (word_conversion, "MOST_PICTURES", "docx-many-pictures"),
        (word_reading, "MOST_BYTES", "docx-too-large"),
    ):
        with monkeypatch.context() as patch:
            patch.setattr(module, bound, 0)
            assert refused(content) == code
    assert len(read_document(content, "夜校.docx").pictures) == 1


@pytest.mark.usefixtures("here")
def test_a_word_file_under_another_name_and_what_is_none():
    content = docx(TITLE)
    assert refused(content, "夜校.txt") == "docx-named-otherwise"
    with io.BytesIO(b"PK\x03\x04 no package") as other:
        assert refused(other.getvalue(), "夜校.txt") == "not-docx"


@pytest.mark.usefixtures("here")
def test_one_picture_in_two_parts_is_kept_once():
    content = picture_bytes(80, 60)
    body = TITLE + p("正文。") + p(picture()) + p(picture(key="i2")) + p(picture())
    shown = read_document(docx(body, media={"i1": content, "i2": content}), "夜校.docx").pictures
    assert (len(shown), len({one.file for one in shown})) == (3, 1)


@pytest.mark.usefixtures("here")
def test_what_is_too_much_for_the_memory_is_no_damage(monkeypatch):
    """The process that reads the file ends then, and its end says why: it never answers that a part is damaged."""

    def full(*_args: Any) -> None:
        raise MemoryError

    monkeypatch.setattr(word_conversion, "prepare", full)
    with pytest.raises(MemoryError):
        word_conversion.work(
            io.BytesIO(docx(TITLE)),
            {"suffix": ".docx", "wanted": "document", "otherwise": "binary"},
            lambda _: 0,
        )


@pytest.mark.usefixtures("here")
def test_a_style_shows_what_the_style_below_it_hides():
    styles = (
        '<w:style w:type="character" w:styleId="A"><w:name w:val="密"/><w:rPr><w:vanish/></w:rPr></w:style>'
        '<w:style w:type="character" w:styleId="B"><w:name w:val="开"/><w:basedOn w:val="A"/><w:rPr>'
        '<w:vanish w:val="0"/></w:rPr></w:style>'
    )
    body = p(run("密语", '<w:rStyle w:val="A"/>'), run("公开。", '<w:rStyle w:val="B"/>'))
    assert read_document(docx(TITLE + body, styles=styles), "夜校.docx").body == "<p>公开。</p>"
