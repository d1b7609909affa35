"""What the editor is told of a rich text that was stored otherwise than it was sent."""

import pytest

from common.html import clean_html
from common.pasted import LeftOut, left_out
from common.told import told_of

SENTENCES = {
    "nothing": (LeftOut(), []),
    "a picture": (
        LeftOut(pictures=1),
        ["正文中有1张图片没有保存，因为不在图片库中。请先上传到图片库，再用图片按钮插入。"],
    ),
    "films": (LeftOut(films=2), ["有2段视频或其他网页的内容没有保存。请在正文中放上链接。"]),
    "hidden characters": (LeftOut(hidden=3), ["有3个隐藏的字符没有保存。"]),
    "other characters": (LeftOut(characters=4), ["保存的正文与提交的相差4个字符。请检查。"]),
}


@pytest.mark.parametrize("kind", SENTENCES)
def test_the_sentences(kind):
    lost, told = SENTENCES[kind]
    assert [str(sentence) for sentence in told_of(lost)] == told


def test_all_are_told_in_their_order():
    assert len(told_of(LeftOut(1, 1, 1, 1))) == 4


CLOSED = {
    "a hidden one that closes itself": ("<span hidden/>密</span>", 1, "<p>甲乙</p>"),
    "a rule": ("<hr/>", 0, None),
    "a hidden rule": ("<hr hidden/>", 0, None),
    "a break within what is hidden": ("<span hidden>密<br/>密</span>", 2, "<p>甲乙</p>"),
}


@pytest.mark.parametrize("kind", CLOSED)
def test_a_stroke_at_the_end_of_a_tag_hides_no_more_and_no_less(kind):
    html, hidden, stored = CLOSED[kind]
    html = f"<p>甲{html}乙</p><p hidden></p>"
    assert left_out(html, clean_html(html)).hidden == hidden
    if stored:
        assert clean_html(html) == stored
