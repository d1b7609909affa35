"""Links without a scheme, and links that lead nowhere."""

import pytest

from articles.models import Article
from articles.warnings import warnings_for
from common.html import clean_html, links_in


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("www.example.com/a", "https://www.example.com/a"),
        ("example.cn", "https://example.cn"),
        ("kt.example.com.cn/a?b=1#c", "https://kt.example.com.cn/a?b=1#c"),
        ("例子.中国/报名", "https://例子.中国/报名"),
        ("//example.com/a", "https://example.com/a"),
        ("http:/example.com/a", "http://example.com/a"),
        ("https//example.com", "https://example.com"),
        ("https;//example.com", "https://example.com"),
        ("https:example.com/a", "https://example.com/a"),
        ("report.pdf", "report.pdf"),
        ("附件.docx", "附件.docx"),
        ("/articles/3/", "/articles/3/"),
        ("mailto:a@example.com", "mailto:a@example.com"),
    ],
)
def test_what_looks_like_a_host_gets_its_scheme(typed, kept):
    clean = clean_html(f'<p>详见<a href="{typed}">官网</a>。</p>')
    assert links_in(clean) == [kept]
    assert clean_html(clean) == clean


def test_a_link_within_the_text_leads_to_a_note_or_is_text():
    note = '<p id="footnote-1">注一</p>'
    with_note = f'<p>夜校<a href="#footnote-1">1</a></p>{note}'
    assert links_in(clean_html(with_note)) == ["#footnote-1"]
    assert clean_html('<p>夜校<a href="#note-1">见注</a></p>') == "<p>夜校见注</p>"


@pytest.mark.parametrize(
    ("address", "is_lost"),
    [
        ("https://example.com/a", False), ("tel:01084551234", False), ("mailto:a@example.com", False),
        ("/articles/3/", False), ("/en/articles/3/?page=2#a", False), ("/media/photos/a.webp", False), ("/", False),
        ("/articels/3/", True), ("report.pdf", True), ("#", True), ("../a", True), ("", True),
    ],
)  # fmt: skip
def test_a_link_that_leads_nowhere_is_a_remark(address, is_lost):
    article = Article(title="职工夜校开课", body=f'<p><a href="{address}">官网</a></p>')
    found = {one.code: one for one in warnings_for(article, [])}
    assert ("dead_link" in found) is is_lost
    if is_lost:
        assert found["dead_link"].anchor == "id_body"
        assert found["dead_link"].message == f"有 1 个链接打不开：{address}。"
