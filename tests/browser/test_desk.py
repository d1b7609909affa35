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
    page.wait_for_function("() => document.querySelector('[data-save-state]').textContent !== ''")
    page.close()
    page = open_form(context, article)
    assert page.input_value("#id_title") == "职工夜校冬季班开课"
    page.locator(".banner-offer button").first.click()
    assert page.input_value("#id_title") == "没有保存的标题"
    save(page)
    assert page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('desk:draft:'))") == []
    page.close()


def test_signing_in_again_in_another_tab_lets_the_first_one_save(context, site, article):
    page = open_form(context, article)
    page.fill("#id_title", "登录过期也不丢")
    context.clear_cookies()
    page.keyboard.press("Control+s")
    page.wait_for_selector("[data-session-note] a")
    sign_in(context, site)
    page.keyboard.press("Control+s")
    page.wait_for_selector(".messagelist .success")
    assert page.input_value("#id_title") == "登录过期也不丢"
    page.close()


def test_the_second_to_save_chooses(context, article):
    first, second = open_form(context, article), open_form(context, article)
    first.fill("#id_summary", "先保存的摘要")
    first.fill("#id_title", "先保存的标题")
    save(first)
    second.fill("#id_title", "后保存的标题")
    save(second)
    assert second.locator(".conflict-field").count() == 2
    save_again = second.locator("[data-save]")
    save_again.click()
    second.wait_for_selector(".messagelist .success")
    assert second.input_value("#id_title") == "后保存的标题"
    assert second.input_value("#id_summary") == "先保存的摘要"
    first.close()
    second.close()


def test_a_picture_of_the_library_in_the_text_and_in_order(context, article):
    page = open_form(context, article)
    page.click("[data-choose-photos]")
    for number in (0, 1):
        page.locator(".picker-grid button").nth(number).click()
    page.click("dialog.picker .default")
    page.wait_for_selector("dialog.picker", state="detached")
    rows = page.locator(".photo-row:not(.empty-form)")
    chosen = [rows.nth(number).locator("[name$=-photo]").input_value() for number in (0, 1)]
    rows.nth(1).locator(".order-tools button").first.click()
    page.click("button[data-name=figure]")
    page.locator(".picker-grid button").nth(2).click()
    page.wait_for_selector(".ProseMirror figure img")
    save(page)
    kept = [rows.nth(number).locator("[name$=-photo]").input_value() for number in (0, 1)]
    assert kept == chosen[::-1]
    assert re.search(r'<figure><img [^>]*data-photo="\d+"', page.input_value("#id_body"))
    page.close()


def test_a_text_can_be_changed_without_scripts(browser, context, site, article):
    plain = browser.new_context(java_script_enabled=False)
    sign_in(plain, site)
    page = plain.new_page()
    page.goto(article)
    page.fill("#id_body", "<p>没有脚本也能改。</p>")
    page.click("[name=_continue]")
    assert page.locator(".messagelist .success").count() == 1
    assert page.input_value("#id_body") == "<p>没有脚本也能改。</p>"
    plain.close()


def test_a_picture_waits_for_its_turn_and_is_sent_again(context, site):
    """Refused before it was read (a page), told to come later (an answer), a broken line: then there is a place."""
    page = context.new_page()
    page.goto(f"{site.address}/admin/photos/photo/add/")
    refusals = [
        lambda route: route.fulfill(status=503, headers={"Retry-After": "1"}, body="<h1>503</h1>"),
        lambda route: route.fulfill(
            status=503, headers={"Retry-After": "1"}, content_type="application/json", body='{"error": "x"}'
        ),
        lambda route: route.abort("connectionreset"),
    ]
    asked: list[str] = []

    def answer(route) -> None:
        asked.append(route.request.method)
        if refusals:
            refusals.pop(0)(route)
        else:
            route.continue_()

    page.route("**/photos/photo/upload/", answer)
    files = [
        {"name": name, "mimeType": "image/png", "buffer": picture_bytes(90, 60 + number)}
        for number, name in enumerate(["一.png", "二.png"])
    ]
    page.set_input_files("[name=files]", files)
    page.click("[data-save]")
    page.wait_for_selector("[data-upload-list] li >> text=正在排队……")
    for number in (1, 2):
        page.wait_for_selector(f"[data-upload-list] li:nth-child({number}) a", timeout=120_000)
    assert page.locator("[data-upload-list] .failed").count() == 0
    assert asked == ["POST"] * 5  # three refusals of the first, then each is stored
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
