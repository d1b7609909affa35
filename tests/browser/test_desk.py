"""The desk in a real browser: an article is written, and nothing of it is lost."""

import re
from collections.abc import Iterator
from typing import Any

import pytest

from tests.factories import picture_bytes

PAGES = (
    "/admin/",
    "/admin/articles/article/",
    "/admin/articles/article/add/",
    "/admin/photos/photo/",
    "/admin/photos/photo/add/",
    "/admin/organizations/organization/add/",
    "/admin/events/event/add/",
    "/admin/articles/topic/",
    "/en/admin/",
)


@pytest.fixture(scope="module")
def context(browser, site) -> Iterator[Any]:
    context = browser.new_context(
        viewport={"width": 1280, "height": 900}, locale="zh-CN", timezone_id="Asia/Shanghai"
    )
    sign_in(context, site)
    yield context
    context.close()


def sign_in(context, site) -> None:
    page = context.new_page()
    page.goto(f"{site.address}/admin/login/")
    page.fill("#id_username", site.name)
    page.fill("#id_password", site.password)
    page.click("[type=submit]")
    page.wait_for_url(re.compile(r"/admin/$"))
    page.close()


def listen(page) -> list[str]:
    """What the console complains of from now on."""
    heard: list[str] = []
    page.on("console", lambda message: heard.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: heard.append(str(error)))
    return heard


def save(page) -> None:
    """By the one key, and wait for the page that says so."""
    page.keyboard.press("Control+s")
    page.wait_for_selector(".messagelist .success, .errornote")


def open_form(context, address) -> Any:
    page = context.new_page()
    page.goto(address)
    page.wait_for_selector(".ProseMirror")
    return page


@pytest.fixture
def article(context, site) -> str:
    """The address of the form of a new article, saved once."""
    page = open_form(context, f"{site.address}/admin/articles/article/add/")
    page.fill("#id_title", "职工夜校冬季班开课")
    page.click(".ProseMirror")
    page.keyboard.type("夜校冬季班开课。")
    page.keyboard.press("Enter")
    page.keyboard.type("共三十门课。")
    assert page.input_value("#id_body") == "<p>夜校冬季班开课。</p><p>共三十门课。</p>"
    save(page)
    address = page.url
    page.close()
    assert re.search(r"/admin/articles/article/\d+/change/$", address)
    return address


@pytest.mark.parametrize("width", [1280, 768])
@pytest.mark.parametrize("path", PAGES)
def test_no_error_and_no_sideways_scroll(context, site, path, width):
    page = context.new_page()
    page.set_viewport_size({"width": width, "height": 900})
    heard = listen(page)
    page.goto(site.address + path)
    page.wait_for_load_state("networkidle")
    wide = page.evaluate("document.documentElement.scrollWidth")
    page.close()
    assert (heard, wide) == ([], width)


def test_what_was_typed_is_offered_back(context, article):
    page = open_form(context, article)
    page.fill("#id_title", "没有保存的标题")
    for number in (1, 2):
        page.wait_for_selector(f"[data-upload-list] li:nth-child({number}) a", timeout=120_000)
    assert page.locator("[data-upload-list] .failed").count() == 0
    assert len(seen) == 5  # three refusals of the first, then each is stored
    assert refusals == []
    page.close()


def test_what_is_no_picture_is_told_and_not_sent_again(context, site):
    page = context.new_page()
    page.goto(f"{site.address}/admin/photos/photo/add/")
    page.set_input_files(
        "[name=files]", [{"name": "x.png", "mimeType": "image/png", "buffer": b"no picture"}]
    )
    page.click("[data-save]")
    line = page.wait_for_selector("[data-upload-list] .failed")
    assert line.inner_text() == "✕ x.png: 这个文件不是可以识别的图片，请存为JPEG或PNG后重新上传。"
    assert page.locator("[data-upload-list] button").count() == 0
    page.close()
