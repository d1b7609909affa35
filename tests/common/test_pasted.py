"""What comes with a text that was copied: hidden words, comments, pictures of elsewhere, blanks for an indent."""

import pytest

from common.html import clean_html
from common.pasted import LeftOut, left_out

HIDDEN = {
    "by display": '<span style="display:none">密</span>',
    "by display, with blanks": '<span style="color:red; DISPLAY : none">密</span>',
    "by visibility": '<span style="visibility: hidden">密</span>',
    "by Word": "<span style='mso-hide:all'>密</span>",
    "by an attribute": "<span hidden>密</span>",
    "with others inside": '<span style="display:none">密<span>密</span>密<br></span>',
    "with an entity": '<span style="display:none">&amp;密&#23494;</span>',
    "a comment's sign": '<a class="msocomanchor" href="#_msocom_1">[何1]</a>',
    "a comment's number": "<span class=MsoCommentReference>[1]</span>",
}


@pytest.mark.parametrize("way", HIDDEN)
def test_what_is_hidden_is_not_stored(way):
    assert clean_html(f"<p>甲{HIDDEN[way]}乙</p>") == "<p>甲乙</p>"


def test_the_list_of_comments_of_word_is_not_stored():
    comments = (
        "<div style='mso-element:comment-list'><hr class=msocomoff align=left><div style='mso-element:comment'>"
        '<div id="_com_1" class=msocomtxt><p class=MsoCommentText>此数未核实</p></div></div></div>'
    )
    html = "<p class=MsoNormal>学员共<a style='mso-comment-reference:J_1'>四十二名</a>。</p>" + comments
    assert clean_html(html) == "<p>学员共四十二名。</p>"


SHOWN = {
    "mso-hide that hides nothing": "<span style='mso-hide:none'>明</span>",
    "another display": '<span style="display:inline">明</span>',
    "an empty hidden element that is not closed by it": '<img hidden src="/a.png">明',
}


@pytest.mark.parametrize("way", SHOWN)
def test_what_is_shown_stays(way):
    assert clean_html(f"<p>甲{SHOWN[way]}乙</p>") == "<p>甲明乙</p>"


@pytest.mark.parametrize(
    "picture",
    [
        '<img src="https://mmbiz.example.com/x.jpg">', '<img src="file:///C:/x.png" alt="x">', "<img>",
        '<img data-src="/x.jpg">', '<img src="data:image/png;base64,AAAA">', '<img src="blob:https://a.cn/1">',
    ],
)  # fmt: skip
def test_a_picture_without_a_source_is_never_stored(picture):
    assert clean_html(f"<p>甲{picture}乙</p><figure>{picture}</figure>") == "<p>甲乙</p>"
    assert left_out(f"<p>{picture}</p>", clean_html(f"<p>{picture}</p>")) == LeftOut(pictures=1)


@pytest.mark.parametrize("blank", ["\u3000\u3000", "&nbsp;&nbsp;", "\u00a0 \u3000", "\t", "\u2003"])
def test_blanks_before_a_paragraph_are_not_stored(blank):
    assert clean_html(f"<p>{blank}甲{blank}乙</p>").startswith("<p>甲")
    assert clean_html(f"<p>{blank}<strong>{blank}甲</strong></p>") == "<p><strong>甲</strong></p>"
    assert clean_html(f"<ul><li>{blank}甲</li></ul>") == "<ul><li>甲</li></ul>"
    assert clean_html(f"<p>甲<br>{blank}乙</p>") == "<p>甲<br>乙</p>"


def test_verses_keep_their_blanks():
    assert clean_html('<p class="verse">\u3000\u3000甲</p>') == '<p class="verse">\u3000\u3000甲</p>'


def test_links_within_the_text_lead_somewhere_or_are_none():
    note = '<p>甲<sup><a href="#footnote-1" id="footnote-ref-1" rel="noopener">[1]</a></sup></p>'
    notes = '<ol><li id="footnote-1"><p>注<a href="#footnote-ref-1" rel="noopener">↑</a></p></li></ol>'
    assert clean_html(note + notes) == note + notes
    assert clean_html(note) == "<p>甲<sup>[1]</sup></p>".replace("[1]", "[1]")
    assert clean_html('<p id="top">甲<a href="#top">乙</a><a name="x">丙</a></p>') == "<p>甲乙丙</p>"


def test_what_is_left_out_is_counted():
    html = (
        '<p>甲<span hidden>密密</span></p><video src="a.mp4"></video><svg></svg><p><img src="/a.png" alt=""></p>'
        "<script>x</script>"
    )
    assert left_out(html, clean_html(html)) == LeftOut(pictures=1, films=1, hidden=2)
    assert left_out("<p>甲乙</p>", "<p>甲</p>") == LeftOut(characters=1)


def test_readings_above_characters_go_and_the_characters_stay():
    html = "<p><ruby>单<rp>(</rp><rt>shàn</rt><rp>)</rp></ruby>青山</p>"
    assert clean_html(html) == "<p>单青山</p>"
    assert left_out(html, clean_html(html)) == LeftOut()
