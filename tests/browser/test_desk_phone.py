"""The desk on a phone: nothing runs out of the page on any screen, and a leader decides with it in the hand."""

import json

import pytest

from tests.browser.test_desk import sign_in
from tests.browser.test_desk_screens import LISTED, NO_SCREENS
from tests.browser.test_pages import too_wide
from tests.browser.test_review import ARTICLE, PEOPLE, Desk, reader_finds

# What sticks out of the page at the right, unless it stands in a frame that scrolls by itself.
STICKING_OUT = """() => [...document.querySelectorAll("#content *, #header *")].filter((element) => {
  const box = element.getBoundingClientRect();
  if (!box.width || !box.height || box.right <= innerWidth + 1 || getComputedStyle(element).position === "fixed") return false;
  for (let around = element; around; around = around.parentElement) {
    if (["auto", "scroll", "hidden", "clip"].includes(getComputedStyle(around).overflowX)) return false;
  }
  return !element.closest(".skip-to-content-link");
}).map((element) => element.outerHTML.slice(0, 90)).slice(0, 3)"""
# The share of the width that the content has, where the navigation could take some of it.
CONTENT = """() => document.querySelector("#nav-sidebar")
  ? document.querySelector("#content").getBoundingClientRect().width / innerWidth : 1"""


# Two frames have been drawn since the window got its size: before, a busy browser tells some of it as it was.
SETTLED = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done())))"
WIDTHS = (360, 390, 768)


def test_no_screen_runs_out_of_the_page(browser, site):
    context = browser.new_context(
        viewport={"width": WIDTHS[0], "height": 844}, locale="zh-CN", has_touch=True, is_mobile=True
    )
    sign_in(context, site)
    page = context.new_page()
    complaints, opened = {}, 0
    for route, path in json.loads(site.run(LISTED)):
        if any(part in f"/{route}" for part in NO_SCREENS) or "preview" in path:
            continue
        if context.request.get(site.address + path).status != 200:
            continue  # a browser calls an answer without a page an error
        page.goto(site.address + path)
        opened += 1
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 844})
            page.evaluate(SETTLED)
            out, share = page.evaluate(STICKING_OUT), page.evaluate(CONTENT)
            if out or too_wide(page) or share < 0.95:
                complaints[path, width] = (out, round(share, 2))
    context.close()
    assert complaints == {}
    assert opened > 80


@pytest.mark.parametrize("width", [360, 390])
def test_a_leader_decides_on_the_phone(site, open_page, width):
    site.run(PEOPLE)
    author, editor, chief = (Desk(open_page, name, 1280) for name in ("hemiao", "fangning", "gaoyuan"))
    leader = Desk(open_page, "linchuan", width)
    author.go(f"{ARTICLE}add/")
    author.page.fill("#id_title", f"手机上终审的稿件{width}")
    author.write("日前，职工夜校开出急救课。")
    pk = author.save()
    author.do(pk, "submit")
    editor.do(pk, "pass")
    chief.do(pk, "pass")

    page = leader.page
    leader.go("/admin/")
    page.click(".menu-link")
    assert page.locator("#nav-sidebar").bounding_box()["width"] == width
    leader.press("#nav-sidebar th a[href='/admin/articles/article/']")
    leader.press(f"#result_list a:has-text('手机上终审的稿件{width}')")
    assert page.locator(".block-texts").bounding_box()["width"] > width * 0.85
    leader.press(".action-bar a:has-text('通过')")
    leader.look("leader-pass")
    leader.press(".review-form button[type=submit]")
    leader.go(f"{ARTICLE}{pk}/change/")
    leader.press(".action-bar a:has-text('发布')")
    leader.press(".review-form button[type=submit]")
    assert reader_finds(leader, pk)[0] == 200


def test_the_bar_covers_no_field_that_is_reached_by_the_keyboard(site, open_page):
    site.run(PEOPLE)
    author = Desk(open_page, "hemiao", 390)
    author.go(f"{ARTICLE}add/")
    covered = author.page.evaluate("""async () => {
      const bar = document.querySelector(".action-bar");
      const covered = [];
      for (const field of document.querySelectorAll("#article_form input:not([type=hidden]), #article_form textarea")) {
        if (!field.offsetParent || bar.contains(field)) continue;
        field.focus();
        await new Promise(requestAnimationFrame);
        const box = field.getBoundingClientRect();
        if (Math.min(box.bottom, box.top + 40) > bar.getBoundingClientRect().top + 1) covered.push(field.name);
      }
      return covered;
    }""")
    assert covered == []


def test_where_there_is_room_the_navigation_needs_no_buttons(site, open_page):
    site.run(PEOPLE)
    page = Desk(open_page, "hemiao", 1280).page
    page.goto(f"{site.address}/admin/")
    assert page.locator("#nav-sidebar").is_visible()
    assert not page.locator(".menu-link").is_visible() and not page.locator(".menu-close").is_visible()
