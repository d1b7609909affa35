"""Reading in a real browser: the settings of a reader, picture stories, reading aloud, all by keyboard."""

from typing import Any

import pytest

from tests.browser.test_pages import SMALL_TARGETS, too_wide, violations


def first_article(open_page: Any, path: str = "/articles/") -> str:
    return open_page(path).locator("main .item-title a").first.get_attribute("href")


def article_of_many_paragraphs(open_page: Any) -> str:
    """Which article is the newest depends on the hour at which the demonstration was loaded."""
    links = open_page("/articles/").locator("main .item-title a")
    for path in links.evaluate_all("links => links.map(link => link.pathname)"):
        if open_page(path).locator("[data-speak] p").count() >= 4:
            return path
    pytest.fail("no article on the first page of the list has four paragraphs")


def in_elder_mode(open_page: Any, path: str, **options: Any) -> Any:
    page = open_page(path, **options)
    page.locator("[data-set=elder]").first.click()
    page.reload()
    return page


def test_elder_mode_is_remembered_in_the_browser_alone(open_page):
    page = in_elder_mode(open_page, "/", width=360)
    assert page.evaluate("document.documentElement.dataset.elder") == "on"
    assert page.evaluate("parseFloat(getComputedStyle(document.body).fontSize)") >= 22
    assert page.context.cookies() == []


@pytest.mark.parametrize("width", [360, 1440])
def test_elder_mode_has_large_targets_and_no_violation(open_page, width):
    for path in ("/", first_article(open_page), "/articles/", "/editions/"):
        page = in_elder_mode(open_page, path, width=width)
        assert page.evaluate(SMALL_TARGETS) == [], path
        assert not too_wide(page), path
        assert violations(page) == [], path


def test_settings_by_keyboard(open_page):
    page = open_page("/", width=360)
    page.locator(".settings summary").focus()
    page.keyboard.press("Enter")
    page.locator("[data-value=dark]").focus()
    page.keyboard.press("Enter")
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    page.keyboard.press("Escape")
    assert page.locator("details[open]").count() == 0
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"


def test_the_first_tab_skips_to_the_text(open_page):
    page = open_page("/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#content"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"


def test_a_picture_story_by_keyboard_and_buttons(open_page):
    """The demonstration has several picture stories; the first with more than one picture is taken."""
    front = open_page("/sections/tupian/")
    for path in front.locator("main .item-title a").evaluate_all("links => links.map(link => link.pathname)"):
        page = open_page(path, width=360, reduced_motion="reduce")
        if page.locator(".gallery.ready").count():
            break
    strip = page.locator(".gallery-list")
    strip.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function("document.querySelector('.gallery-list').scrollLeft > 100")
    page.keyboard.press("ArrowLeft")
    page.wait_for_function("document.querySelector('.gallery-list').scrollLeft === 0")
    page.locator(".gallery-buttons button").last.click()
    page.wait_for_function("document.querySelector('.gallery-list').scrollLeft > 100")
    assert not too_wide(page)


# Voices that are there, and a browser that says nothing; a machine for tests has none of its own.
VOICES = """speechSynthesis.getVoices = () => %s; speechSynthesis.speak = () => { window.spoken = true; };
window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } }; null"""
CHINESE = "[{lang: 'zh-CN', name: 'Ting-Ting'}]"


def test_reading_aloud_pauses_and_keeps_its_place(open_page):
    page = open_page(article_of_many_paragraphs(open_page), width=360)
    page.evaluate(VOICES % CHINESE)
    page.click("[data-speech=start]")
    assert page.evaluate("window.spoken") is True
    page.click("[data-speech=toggle]")
    assert page.locator("[data-speech=toggle]").inner_text() == "继续"
    page.click("[data-speech=forward]")
    page.click("[data-speech=forward]")
    assert page.locator("[data-speech=position]").inner_text().startswith("第3段")
    page.click("[data-speech=stop]")
    page.reload()
    page.evaluate(VOICES % CHINESE)
    page.click("[data-speech=start]")
    assert page.locator("[data-speech=position]").inner_text().startswith("第3段")


def test_without_javascript_no_button_is_dead(open_page):
    page = open_page(first_article(open_page), java_script_enabled=False)
    assert page.locator("button:visible:not(form[role=search] button)").count() == 0
    assert page.locator(".qr summary").is_visible()


def test_without_a_chinese_voice_it_is_said_instead_of_pretending(open_page):
    page = open_page(first_article(open_page), width=360)
    page.evaluate(VOICES % "[{lang: 'en-US', name: 'Anna'}]")
    page.click("[data-speech=start]")
    assert page.locator("[data-speech-note]").is_visible()
    assert "没有中文语音" in page.locator("[data-speech-note]").inner_text()
    assert not page.locator("[data-speech-panel]").is_visible()
    assert page.evaluate("window.spoken") is None


def test_on_a_phone_there_is_a_way_to_share_and_no_code_to_scan(open_page):
    page = open_page(first_article(open_page), width=390)
    assert page.locator(".share-how summary").is_visible()
    assert not page.locator(".qr summary").is_visible()
    page.click(".share-how summary")
    assert "发送给朋友" in page.locator(".share-how").inner_text()
    wide = open_page(first_article(open_page), width=1280)
    assert wide.locator(".qr summary").is_visible()
    assert not wide.locator(".share-how summary").is_visible()
