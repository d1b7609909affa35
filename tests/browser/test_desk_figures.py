"""Pictures come into a text by pasting, dropping and choosing; what is refused leaves a sentence and nothing else."""

import base64
import re
from collections.abc import Iterator
from typing import Any

import pytest

from tests.browser.test_desk import listen, open_form, save, sign_in
from tests.factories import picture_bytes

# Both events as a browser makes them, with a file in its hands; ``html`` is what lies beside it.
HAND_OVER = """
([kind, files, html, text]) => {
  const data = new DataTransfer();
  for (const [name, type, content] of files) {
    const bytes = Uint8Array.from(atob(content), (sign) => sign.charCodeAt(0));
    data.items.add(new File([bytes], name, { type }));
  }
  if (html) data.setData("text/html", html);
  if (text) data.setData("text/plain", text);
  const place = document.querySelector(".ProseMirror");
  const box = (place.querySelector("p:last-of-type") || place).getBoundingClientRect();
  const event = kind === "paste"
    ? new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true })
    : new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true,
                              clientX: box.left + 4, clientY: box.top + box.height / 2 });
  place.dispatchEvent(event);
  return event.defaultPrevented;
}
"""


@pytest.fixture(scope="module")
def context(browser, site) -> Iterator[Any]:
    context = browser.new_context(viewport={"width": 1280, "height": 1000}, locale="zh-CN")
    sign_in(context, site)
    yield context
    context.close()


@pytest.fixture
def page(context, site) -> Iterator[Any]:
    page = open_form(context, f"{site.address}/admin/articles/article/add/")
    heard = listen(page)
    page.fill("#id_title", "夜校里的照片")
    page.click(".ProseMirror")
    page.keyboard.type("开课了。")
    page.keyboard.press("Enter")
    page.keyboard.type("下课了。")
    yield page
    page.close()
    assert [one for one in heard if "status of 400" not in one and "status of 503" not in one] == []


def picture(name: str, width: int, kind: str = "image/png") -> list[str]:
    return [name, kind, base64.b64encode(picture_bytes(width, 40, colour="#0b57c4")).decode()]


def hand_over(page: Any, kind: str, files: list[list[str]], html: str = "", text: str = "") -> None:
    assert page.evaluate(HAND_OVER, [kind, files, html, text])


def body(page: Any) -> str:
    return page.input_value("#id_body")


def say(page: Any, **words: str) -> None:
    for name, text in words.items():
        page.fill(f".figure-ask [data-word={name}]", text)


def take(page: Any) -> None:
    page.click(".figure-ask .default")


PLAIN = "<p>开课了。</p><p>下课了。</p>"
FIGURE = (
    r'<figure><img (?=[^>]*data-photo="\d+")(?=[^>]*width="\d+")src="/media/photos/[^"]+" alt="{alt}"[^>]*>'
    r"<figcaption>{caption}</figcaption></figure>"
)


@pytest.mark.parametrize(("kind", "width"), [("paste", 61), ("drop", 62)])
def test_a_picture_is_asked_about_where_it_will_stand(page, kind, width):
    hand_over(page, kind, [picture("现场.png", width)])
    page.wait_for_selector(".figure-ask")
    assert body(page) == PLAIN  # nothing of it is in the text before it is stored
    page.wait_for_selector(".figure-preview img[src^='data:']")
    say(page, caption="学员在听课。", alt_text="坐满学员的教室", credit="林晓舟 摄")
    take(page)
    page.wait_for_selector(".ProseMirror figure img")
    assert page.locator(".figure-ask").count() == 0
    figure = FIGURE.format(alt="坐满学员的教室", caption="学员在听课。 林晓舟 摄")
    assert re.fullmatch(PLAIN + figure, body(page)), body(page)
    save(page)
    page.wait_for_selector(".ProseMirror figure img")
    assert re.search(figure, body(page))


def test_one_goes_on_writing_where_one_was(page):
    hand_over(page, "paste", [picture("写.png", 73)])
    take(page)
    page.wait_for_selector(".ProseMirror figure img")
    page.keyboard.type("再上课。")
    assert re.fullmatch(r"<p>开课了。</p><p>下课了。再上课。</p><figure><img [^>]*></figure>", body(page)), (
        body(page)
    )


def test_its_words_are_those_of_the_library_too(page, site):
    hand_over(page, "paste", [picture("文字.png", 63)])
    say(page, caption="结业合影。", alt_text="三排人")
    take(page)
    page.wait_for_selector(".ProseMirror figure img")
    assert (
        site.run(
            "from photos.models import Photo; p = Photo.objects.get(original_name='文字.png'); print(p.caption, p.alt_text, p.original_name)"
        )
        == "结业合影。 三排人 文字.png"
    )


def test_several_stand_in_their_order(page):
    hand_over(page, "drop", [picture("甲.png", 64), picture("乙.png", 65)])
    assert page.locator(".figure-preview span").all_inner_texts() == ["甲.png", "乙.png"]
    for caption in ("第一张", "第二张"):
        page.locator(".figure-ask").first.locator("[data-word=caption]").fill(caption)
        page.locator(".figure-ask").first.locator(".default").click()
        page.wait_for_selector(f".ProseMirror figcaption >> text={caption}")
    assert re.findall("<figcaption>(.*?)</figcaption>", body(page)) == ["第一张", "第二张"]


def test_from_the_disk_with_the_library_beside_it(page):
    with page.expect_file_chooser() as chooser:
        page.click(".prose-menubar [data-name='desk:figure']")
    chooser.value.set_files([{"name": "盘.png", "mimeType": "image/png", "buffer": picture_bytes(66, 40)}])
    page.wait_for_selector(".figure-ask")
    names = page.locator(".prose-menubar [data-name]").evaluate_all(
        "(all) => all.map((one) => one.dataset.name)"
    )
    assert abs(names.index("desk:figure") - names.index("figure")) <= 3
    page.keyboard.type("来自硬盘")  # the cursor is in the caption
    page.keyboard.press("Enter")
    page.wait_for_selector(".ProseMirror figcaption >> text=来自硬盘")


def test_progress_is_shown_while_it_is_sent(page):
    page.route("**/photos/photo/upload/", lambda route: (page.wait_for_timeout(400), route.continue_()))
    hand_over(page, "paste", [picture("慢.png", 67)])
    take(page)
    page.wait_for_selector(".figure-ask progress")
    assert page.locator(".figure-ask .default").is_disabled()
    page.wait_for_selector(".ProseMirror figure img")


BROKEN = base64.b64encode(picture_bytes(68, 40)[:60]).decode()
REFUSED = [
    (["坏.png", "image/png", BROKEN], "坏.png: "),
    (["文.txt", "text/plain", base64.b64encode("文字".encode()).decode()], "文.txt: "),
    (["表.pdf", "application/pdf", base64.b64encode(b"%PDF-1.7\n1 0 obj").decode()], "表.pdf: "),
    (["空.png", "image/png", ""], "空.png: "),
    (["画.svg", "image/svg+xml", base64.b64encode(b"<svg xmlns='http://www.w3.org/2000/svg'/>").decode()], "画.svg: "),
]  # fmt: skip


@pytest.mark.parametrize(("file", "told"), REFUSED, ids=[file[0] for file, _told in REFUSED])
def test_what_is_refused_is_told_and_leaves_nothing(page, file, told):
    hand_over(page, "paste", [file])
    take(page)
    line = page.wait_for_selector(".figure-ask .failed")
    assert line.inner_text().startswith(f"✕ {told}")
    assert re.search(r"[\u4e00-\u9fff]{4,}。", line.inner_text())
    assert not page.locator(".figure-ask .default").is_visible()
    assert body(page) == PLAIN
    page.click(".figure-buttons button:not(.default)")
    assert (page.locator(".figure-ask").count(), body(page)) == (0, PLAIN)


def test_a_picture_that_is_too_large_is_told(page):
    page.evaluate(
        """() => {
          const data = new DataTransfer();
          data.items.add(new File([new Uint8Array(41 * 1024 * 1024)], "大.png", { type: "image/png" }));
          document.querySelector(".ProseMirror").dispatchEvent(
            new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
        }"""
    )
    take(page)
    line = page.wait_for_selector(".figure-ask .failed", timeout=60_000)
    assert "40" in line.inner_text()
    assert body(page) == PLAIN


def test_what_office_programs_put_beside_a_text_is_no_picture(page):
    hand_over(page, "paste", [picture("图.png", 69)], html="<p>表里的字</p>", text="表里的字")
    assert page.locator(".figure-ask").count() == 0
    assert "表里的字" in body(page)


def test_a_picture_copied_from_another_page_is_taken(page):
    hand_over(page, "paste", [picture("image.png", 70)], html='<img src="https://example.org/a.png">')
    page.wait_for_selector(".figure-ask")
    assert page.locator(".left-out li").count() == 0


def test_the_form_is_not_saved_over_a_waiting_picture(page):
    hand_over(page, "paste", [picture("等.png", 71)])
    page.keyboard.press("Control+s")
    page.wait_for_selector(".figure-ask [role=alert]:not(:empty)")
    assert page.url.endswith("/add/")
    page.keyboard.press("Escape")
    assert page.locator(".figure-ask").count() == 0
    save(page)
    assert body(page) == PLAIN


def test_words_typed_there_do_not_come_into_the_text(page):
    hand_over(page, "paste", [picture("字.png", 72)])
    page.keyboard.type("图说里的字")
    assert page.input_value(".figure-ask [data-word=caption]") == "图说里的字"
    assert body(page) == PLAIN


def test_a_sign_off_stands_at_the_right_and_is_kept(page, site):
    page.keyboard.press("Enter")
    page.keyboard.type("昌平区总工会")
    page.click(".prose-menubar [data-name='desk:sign']")
    page.keyboard.press("Enter")
    page.keyboard.type("2026年3月12日")
    kept = PLAIN + '<p class="sign">昌平区总工会</p><p class="sign">2026年3月12日</p>'
    assert body(page) == kept
    assert page.eval_on_selector(".ProseMirror .sign", "(one) => getComputedStyle(one).textAlign") == "right"
    save(page)
    page.wait_for_selector(".ProseMirror .sign")
    assert body(page) == kept
    page.click(".ProseMirror .sign >> nth=1")
    page.click(".prose-menubar [data-name='desk:sign']")
    assert body(page) == PLAIN + '<p class="sign">昌平区总工会</p><p>2026年3月12日</p>'


def test_pasted_levels_begin_below_the_headline(page):
    page.keyboard.press("Enter")
    hand_over(page, "paste", [], html="<h1>一</h1><h2>（一）</h2><h3>1.</h3><h4>a</h4><p>文</p>", text="一")
    assert "<h2>一</h2><h3>（一）</h3><h4>1.</h4><h4>a</h4><p>文</p>" in body(page)


STYLES = ("fontSize", "fontWeight", "textAlign", "listStyleType", "borderTopWidth", "borderTopStyle",
          "borderBottomWidth", "borderBottomStyle", "borderLeftWidth", "borderLeftStyle", "paddingLeft", "paddingTop",
          "verticalAlign")  # fmt: skip
LOOK = """
([root, styles]) => Object.fromEntries(["ul", "ol", "ul > li", "ol > li", "blockquote", "table", "th", "td", "h2", "h3",
  "h4", "p.sign"].map((name) => {
  const element = document.querySelector(`${root} ${name}`);
  const size = parseFloat(getComputedStyle(document.querySelector(root)).fontSize);
  const look = getComputedStyle(element);
  // Lengths as a share of the size of the text: the desk's text is a little smaller than the page's.
  const said = (value, name) => value === "start" ? "left" : /px$/.test(value) && !/border/.test(name)
    ? Math.round((parseFloat(value) / size) * 8) / 8 : value;
  return [name, styles.map((style) => said(look[style], style))];
}))
"""
TEXT = (
    "<h2>一</h2><h3>二</h3><h4>三</h4><ul><li>甲</li></ul><ol><li>乙</li></ol><blockquote><p>丙</p></blockquote>"
    "<table><tbody><tr><th>丁</th></tr><tr><td>戊</td></tr></tbody></table>"
    '<p class="sign">昌平区总工会</p>'
)


def test_lists_tables_and_quotations_look_as_they_will_look(page, site, context):
    page.evaluate(
        """(html) => {
          const area = document.querySelector("#id_body");
          area.value = html;
          area.dispatchEvent(new Event("desk:restored"));
        }""",
        TEXT,
    )
    here = page.evaluate(LOOK, [".ProseMirror", STYLES])
    assert here["table"][STYLES.index("borderTopWidth")] == "2px"
    save(page)
    key = re.search(r"article/(\d+)/", page.url)[1]
    page.goto(f"{site.address}/admin/articles/article/{key}/preview/")
    frame = page.wait_for_selector("iframe")
    address = frame.get_attribute("src")
    there = context.new_page()
    there.goto(f"{site.address}{address}" if address.startswith("/") else address)
    assert there.evaluate(LOOK, [".prose", STYLES]) == here
    there.close()


# --- pictures that stand in the pasted HTML themselves ---------------------------------------------------
def embedded(width: int, kind: str = "image/png", words: str = "") -> str:
    return f'<img src="data:{kind};base64,{picture(".", width)[2]}"{words}>'


# What stands in the text and between it, the questions under the names of their files.
ORDER = """() => [...document.querySelector(".ProseMirror").children].filter((one) => one.textContent)
  .map((one) => one.matches(".figure-ask") ? `[${one.getAttribute("aria-label")}]` : one.textContent)"""


def test_a_picture_within_pasted_html_is_asked_about_where_it_stood(page):
    page.keyboard.press("Enter")
    first, second = embedded(81, words=' alt="一间教室"'), embedded(82, "image/jpeg")
    html = f"<p>甲</p><p>{first}</p><p>乙{second}丙</p><p>丁</p>"
    hand_over(page, "paste", [], html=html, text="甲乙丙丁")
    page.wait_for_selector(".figure-ask >> nth=1")
    text = "<p>甲</p><p>乙丙</p><p>丁</p>"
    assert body(page) == PLAIN + text  # what holds its place is no part of the text, nor of what is kept
    # The kind is told by what the file is, not by what the page calls it.
    shown = ["开课了。", "下课了。", "甲", "[粘贴的图片1.png]", "乙丙", "[粘贴的图片2.png]", "丁"]
    assert page.evaluate(ORDER) == shown
    assert page.locator(".left-out li").count() == 0
    words = page.locator(".figure-ask").first.locator("[data-word=alt_text]")
    assert words.input_value() == "一间教室"
    page.keyboard.type("在教室里")  # the cursor is in the first caption
    page.keyboard.press("Enter")
    page.wait_for_selector(".ProseMirror figure img")
    page.locator(".figure-ask button:not(.default)").click()
    figure = FIGURE.format(alt="一间教室", caption="在教室里")
    assert re.fullmatch(PLAIN + f"<p>甲</p>{figure}<p>乙丙</p><p>丁</p>", body(page)), body(page)


def test_a_figure_within_pasted_html_brings_its_caption(page):
    page.keyboard.press("Enter")
    html = f"<p>甲</p><figure>{embedded(83)}<figcaption>夜校的灯。</figcaption></figure><p>乙</p>"
    hand_over(page, "paste", [], html=html, text="甲乙")
    page.wait_for_selector(".figure-ask")
    assert page.input_value(".figure-ask [data-word=caption]") == "夜校的灯。"
    assert (body(page), page.evaluate(ORDER)[2:]) == (
        PLAIN + "<p>甲</p><p>乙</p>",
        ["甲", "[粘贴的图片1.png]", "乙"],
    )


def test_a_text_with_a_picture_that_is_dropped(page):
    hand_over(page, "drop", [], html=f"<p>甲</p><p>{embedded(84)}</p><p>乙</p>", text="甲乙")
    page.wait_for_selector(".figure-ask")
    assert (page.locator(".figure-ask").count(), "\ufdd0" in body(page)) == (1, False)


def test_undoing_takes_the_pasted_text_away_and_shows_no_mark(page):
    page.keyboard.press("Enter")
    hand_over(page, "paste", [], html=f"<p>甲</p><p>{embedded(85)}</p><p>乙</p>", text="甲乙")
    page.wait_for_selector(".figure-ask")
    page.locator(".figure-ask button:not(.default)").click()
    page.click(".ProseMirror p:last-of-type")
    page.keyboard.press("Control+z")
    assert "甲" not in body(page)
    page.keyboard.press("Control+Shift+z")
    assert ("甲" in body(page), "\ufdd0" in body(page)) == (True, False)


DOT = "R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7"  # a GIF of one pixel
COUNTED = {
    "no picture": ("<img src='data:image/png;base64,AAAA'>", 0, 1),
    "another kind": ("<img src='data:image/svg+xml;base64,PHN2Zy8+'>", 0, 1),
    "an invisible dot": (f"<img src='data:image/gif;base64,{DOT}'>", 0, 1),
    "not base64": ("<img src='data:image/png;base64,%%%'>", 0, 1),
    "a stand-in": (embedded(86, words=" data-src='https://example.org/a.jpg'"), 0, 1),
    "too many": (embedded(87) * 22, 20, 2),
}


@pytest.mark.parametrize("kind", COUNTED)
def test_what_of_pasted_html_is_no_file_is_counted(page, kind):
    html, asked, lost = COUNTED[kind]
    hand_over(page, "paste", [], html=f"<p>甲</p><p>{html}</p>", text="甲")
    page.wait_for_selector(".left-out li")
    told = page.locator(".left-out li").all_inner_texts()
    assert [sentence.split("。")[0] for sentence in told] == [f"没有随文带入的图片数：{lost}"]
    assert page.locator(".figure-ask").count() == asked


def test_what_is_too_large_together_is_counted(page):
    page.evaluate(
        """(start) => {
          const data = new DataTransfer();
          const source = `data:image/png;base64,${start.slice(0, 100)}${"A".repeat(28 * 1024 * 1024)}`;
          data.setData("text/html", `<p>甲</p><img src="${source}"><img src="${source}">`);
          document.querySelector(".ProseMirror").dispatchEvent(
            new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
        }""",
        picture(".", 88)[2],
    )
    page.wait_for_selector(".figure-ask")
    assert page.locator(".figure-ask").count() == 1
    told = page.locator(".left-out li").all_inner_texts()
    assert [sentence.split("。")[0] for sentence in told] == ["没有随文带入的图片数：1"]
