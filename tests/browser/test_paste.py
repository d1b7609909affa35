"""What is pasted into the editor of a text, by real paste events: what stands there then, and what is told under it."""

import re
from collections.abc import Iterator
from typing import Any

import pytest

from tests.browser.test_desk import listen, sign_in

PASTE = """([html, text]) => {
  const data = new DataTransfer();
  data.setData("text/html", html);
  data.setData("text/plain", text);
  const event = new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true });
  document.querySelector(".ProseMirror").dispatchEvent(event);
}"""


def word_item(label: str, text: str, level: int = 1) -> str:
    """An item of a list as Word puts it on the clipboard."""
    return (
        f"<p class=MsoListParagraph style='margin-left:{21 * level}.0pt;mso-list:l0 level{level} lfo1'>"
        "<![if !supportLists]><span lang=EN-US><span style='mso-list:Ignore'>"
        f"{label}<span style='font:7.0pt \"Times New Roman\"'>&nbsp;&nbsp;&nbsp; </span></span></span><![endif]>"
        f"{text}<o:p></o:p></p>"
    )


@pytest.fixture(scope="module")
def page(browser, site) -> Iterator[Any]:
    context = browser.new_context(
        viewport={"width": 1280, "height": 900}, locale="zh-CN", timezone_id="Asia/Shanghai"
    )
    sign_in(context, site)
    page = context.new_page()
    page.goto(f"{site.address}/admin/articles/article/add/")
    page.wait_for_selector(".ProseMirror")
    yield page
    context.close()


@pytest.fixture
def paste(page) -> Any:
    """``paste(html)``: the text as it would be stored, and the sentences under the editor."""

    def paste(html: str) -> tuple[str, list[str]]:
        page.click(".ProseMirror")
        page.keyboard.press("Control+a")
        page.keyboard.press("Delete")
        page.evaluate(PASTE, [html, "x"])
        return page.input_value("#id_body"), page.locator(".field-body .left-out li").all_inner_texts()

    return paste


def plain(html: str) -> str:
    """Without the paragraphs that the editor writes within items and cells, and without its empty last one."""
    html = re.sub(r"<(li|td|th)([^>]*)><p>(.*?)</p>", r"<\1\2>\3", html)
    return re.sub(r"(?:<p>(?:<br[^>]*>)?</p>)+$", "", html)


LISTS = {
    "one level": (
        [("1.", "加强组织", 1), ("2.", "落实经费", 1)],
        "<ol><li>加强组织</li><li>落实经费</li></ol>",
    ),
    "begins at 3": ([("3.", "甲", 1), ("4.", "乙", 1)], '<ol start="3"><li>甲</li><li>乙</li></ol>'),
    "two levels": (
        [("1.", "甲", 1), ("a.", "甲一", 2), ("b.", "甲二", 2), ("2.", "乙", 1)],
        '<ol><li>甲<ol type="a"><li>甲一</li><li>甲二</li></ol></li><li>乙</li></ol>',
    ),
    "three levels, and back": (
        [
            ("1.", "甲", 1),
            ("a.", "甲一", 2),
            ("i.", "细", 3),
            ("ii.", "目", 3),
            ("b.", "甲二", 2),
            ("2.", "乙", 1),
        ],
        '<ol><li>甲<ol type="a"><li>甲一<ol type="i"><li>细</li><li>目</li></ol></li><li>甲二</li></ol></li>'
        "<li>乙</li></ol>",
    ),
    "bullets within numbers": (
        [("1.", "甲", 1), ("·", "点", 2), ("\uf06c", "划", 2), ("2.", "乙", 1)],
        "<ol><li>甲<ul><li>点</li><li>划</li></ul></li><li>乙</li></ol>",
    ),
    "i after h is a letter": (
        [("h.", "甲", 1), ("i.", "乙", 1)],
        '<ol start="8" type="a"><li>甲</li><li>乙</li></ol>',
    ),
    "numbers of a second level as Word prints them": (
        [("1.", "甲", 1), ("1）", "甲一", 2), ("2）", "甲二", 2), ("2.", "乙", 1)],
        '<ol><li>甲</li></ol><p>1）甲一</p><p>2）甲二</p><ol start="2"><li>乙</li></ol>',
    ),
    "numbers that hold others": (
        [("1.", "甲", 1), ("1.1", "甲一", 2)],
        "<ol><li>甲</li></ol><p>1.1 甲一</p>",
    ),
    "Chinese numbers": (
        [("一、", "总则", 1), ("（一）", "目的", 2), ("1.", "范围", 3)],
        "<p>一、总则</p><p>（一）目的</p><ol><li>范围</li></ol>",
    ),
}


@pytest.mark.parametrize("kind", LISTS)
def test_lists_of_word(paste, kind):
    items, stored = LISTS[kind]
    html, told = paste("".join(word_item(label, text, level) for label, text, level in items))
    assert (plain(html), told) == (stored, [])


LOST = {
    "a picture of another site": (
        '<p>第一段。</p><section><img data-src="https://mmbiz.example.com/x.jpg" src="https://mmbiz.example.com/x.jpg">'
        "</section><p>第二段。</p>",
        "<p>第一段。</p><p>第二段。</p>", ["没有随文带入的图片数：1。"],
    ),
    "pictures of Word": (
        "<p>甲<img src='file:///C:/Temp/msohtmlclip1/01/clip_image001.png'>乙</p>"
        "<p><img src='data:image/png;base64,AAAA'></p>",
        "<p>甲乙</p>", ["没有随文带入的图片数：2。"],
    ),
    "a video": (
        '<p>甲</p><iframe src="https://v.example.com/1"></iframe><video src="/v.mp4"></video>',
        "<p>甲</p>", ["没有随文带入的视频和其他网页内容数：2。"],
    ),
    "comments of Word": (
        "<p class=MsoNormal>学员共<a style='mso-comment-reference:J_1'>四十二名</a>。</p>"
        "<div style='mso-element:comment-list'><hr class=msocomoff align=left><div style='mso-element:comment'>"
        '<div id="_com_1" class=msocomtxt><p class=MsoCommentText>此数未核实</p></div></div></div>',
        "<p>学员共四十二名。</p>", ["略去的Word批注数：1。"],
    ),
    "hidden words": ("<p>甲<span style='mso-hide:all'>不发表</span>乙</p>", "<p>甲乙</p>", ["略去的隐藏字符数：3。"]),
    "nothing": ("<p>甲</p><p>　　乙</p>", "<p>甲</p><p>乙</p>", []),
}  # fmt: skip


@pytest.mark.parametrize("kind", LOST)
def test_what_does_not_come_along_is_told_under_the_editor(paste, kind):
    html, stored, begins = LOST[kind]
    found, told = paste(html)
    assert plain(found) == stored
    assert [sentence[: len(begin)] for sentence, begin in zip(told, begins, strict=True)] == begins


def test_styles_of_the_clipboard_violate_no_policy(paste, page):
    heard = listen(page)
    found, _told = paste("<p style='color:red'>甲<span style=\"display:none\">密</span> style=乙</p>")
    assert (plain(found), heard) == ("<p>甲 style=乙</p>", [])


def test_what_is_told_is_in_view_and_goes_with_the_next_paste(paste, page):
    paste(LOST["pictures of Word"][0])
    notice = page.locator(".field-body .left-out")
    assert notice.is_visible()
    assert notice.get_attribute("role") == "status"
    below = page.locator(".ProseMirror").bounding_box()
    box = notice.bounding_box()
    assert 0 <= box["y"] - (below["y"] + below["height"]) < 60
    paste("<p>甲</p>")
    assert not notice.is_visible()
