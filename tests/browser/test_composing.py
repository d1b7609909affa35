"""Chinese is written through an input method: while a word is being composed, its letters are nobody's business."""

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.browser.test_desk import sign_in

STEPS = ("z", "zo", "zong", "zong gong", "zong gong hui")
WORD = "总工会"
BETWEEN = 350  # milliseconds between two letters: a calm typist; choosers ask after 250
ARTICLE, EVENT, UNION = (
    "/admin/articles/article/add/", "/admin/events/event/add/", "/admin/organizations/organization/add/"
)  # fmt: skip


@pytest.fixture(scope="module")
def context(browser, site) -> Iterator[Any]:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="zh-CN")
    sign_in(context, site)
    yield context
    context.close()


@pytest.fixture
def page(context) -> Iterator[Any]:
    page = context.new_page()
    page.asked = []
    page.on("request", lambda request: page.asked.append(request.url))
    yield page
    page.close()


def compose(page: Any, steps: tuple[str, ...] = STEPS, word: str = WORD) -> None:
    """Write a word as an input method does: each key is its own (229), the letters stand in the field until the word."""
    keys = page.context.new_cdp_session(page)
    for letters in steps:
        key = {"windowsVirtualKeyCode": 229, "key": "Process", "code": "KeyZ"}
        keys.send("Input.dispatchKeyEvent", {"type": "rawKeyDown", **key})
        keys.send(
            "Input.imeSetComposition",
            {"text": letters, "selectionStart": len(letters), "selectionEnd": len(letters)},
        )
        keys.send("Input.dispatchKeyEvent", {"type": "keyUp", **key})
        page.wait_for_timeout(BETWEEN)
    keys.send("Input.insertText", {"text": word})
    keys.detach()


def asked_with_letters(page: Any) -> list[str]:
    return [url for url in page.asked if re.search(r"[?&](?:term|q|text)=[^&]*[a-z]", url)]


def asked_for_the_word(page: Any) -> int:
    return len([url for url in page.asked if "%E6%80%BB%E5%B7%A5%E4%BC%9A" in url])


def open_chooser(page: Any, field: str) -> Any:
    """The search field of a chooser; one that takes several rows has it in the field itself."""
    box = page.locator(f".field-{field} .select2-selection").first
    box.click()
    page.wait_for_selector(".select2-container--open")
    return page.locator(".select2-container--open .select2-search__field").first


@pytest.mark.parametrize(
    ("address", "field"),
    [
        (ARTICLE, "tags"),
        (ARTICLE, "column"),
        (ARTICLE, "people"),
        (ARTICLE, "organization"),
        (EVENT, "programme"),
        (EVENT, "articles"),
        (UNION, "parent"),
    ],
)
def test_a_chooser_searches_for_the_word_and_never_for_its_letters(page, site, address, field):
    page.goto(site.address + address)
    page.wait_for_load_state("networkidle")
    search = open_chooser(page, field)
    page.wait_for_timeout(600)  # the first answer, for nothing typed
    before = len(page.asked)
    compose(page)
    page.wait_for_timeout(600)
    assert search.input_value() == WORD
    page.asked = page.asked[before:]
    assert (asked_with_letters(page), asked_for_the_word(page)) == ([], 1)


def test_an_answer_that_comes_while_the_next_word_is_composed_disturbs_nothing(page, site):
    page.goto(site.address + ARTICLE)
    page.wait_for_load_state("networkidle")
    search = open_chooser(page, "tags")
    page.wait_for_timeout(600)
    page.route("**/tags/?*", lambda route: (page.wait_for_timeout(0), route.continue_()))
    compose(page, ("l", "lao"), "劳")  # what is asked for it comes while the next word is written
    compose(page, ("m", "mo", "mo"), "模")
    page.wait_for_timeout(700)
    assert search.input_value() == "劳模"
    page.keyboard.press("Enter")
    assert page.locator(".field-tags .select2-selection__choice").all_inner_texts() == ["×劳模"]


def test_enter_makes_the_tag_of_the_word_alone(page, site):
    page.goto(site.address + ARTICLE)
    page.wait_for_load_state("networkidle")
    open_chooser(page, "tags")
    page.wait_for_timeout(600)
    compose(page, word="总工会新标签")
    page.wait_for_timeout(700)
    page.keyboard.press("Enter")
    assert page.input_value("#id_tags") == "总工会新标签"
    assert page.eval_on_selector("#id_tags", "field => [...field.selectedOptions].map((o) => o.value)") == [
        "总工会新标签"
    ]


def test_the_picture_library_searches_for_the_word(page, site):
    page.goto(site.address + ARTICLE)
    page.wait_for_load_state("networkidle")
    page.click("[data-choose-photos]")
    search = page.locator("dialog.picker input[type=search]")
    search.click()
    page.wait_for_timeout(400)
    before = len(page.asked)
    compose(page)
    page.wait_for_timeout(600)
    page.asked = page.asked[before:]
    assert search.input_value() == WORD
    assert (asked_with_letters(page), asked_for_the_word(page)) == ([], 1)


def test_an_address_name_follows_the_word(page, site):
    page.goto(site.address + "/admin/articles/topic/add/")
    page.wait_for_load_state("networkidle")
    page.click("#id_name")
    compose(page)
    page.wait_for_function("() => document.querySelector('#id_slug').value !== ''")
    assert page.input_value("#id_slug") == "zong-gong-hui"
    assert asked_with_letters(page) == []


def test_a_headline_counts_and_keeps_only_what_stands(page, site):
    page.goto(site.address + ARTICLE)
    page.wait_for_selector(".ProseMirror")
    page.click("#id_title")
    keys = page.context.new_cdp_session(page)
    keys.send("Input.imeSetComposition", {"text": "zong gong", "selectionStart": 9, "selectionEnd": 9})
    page.wait_for_timeout(4500)  # longer than the drafts wait
    kept = "() => JSON.stringify(Object.entries(localStorage)).includes('zong gong')"
    assert page.evaluate(kept) is False
    assert page.inner_text("#id_title_counter") == "0 / 30"
    # A key of the input method saves nothing, and Enter takes the letters as they are without a new line.
    keys.send("Input.insertText", {"text": "总工"})
    page.wait_for_function("() => document.querySelector('#id_title_counter').textContent === '2 / 30'")
    assert page.input_value("#id_title") == "总工"


def test_the_text_itself_is_composed_as_ever(page, site):
    page.goto(site.address + ARTICLE)
    page.wait_for_selector(".ProseMirror")
    page.click(".ProseMirror")
    compose(page)
    assert page.input_value("#id_body") == "<p>总工会</p>"


def open_bulk_tags(page: Any, site: Any) -> None:
    page.goto(f"{site.address}/admin/articles/article/")
    # A draft: of a text that is published or waits for its time nothing is changed so.
    page.locator("#result_list tbody tr", has_text="草稿").first.locator("input.action-select").check()
    page.select_option("select[name=action]", "bulk_tags")
    page.locator("button[name=index]").first.click()
    page.wait_for_selector("form.bulk .select2-selection")


def test_the_tags_of_several_articles_are_searched_for_and_made_of_the_word(page, site):
    open_bulk_tags(page, site)
    page.locator("form.bulk .select2-selection").first.click()
    page.wait_for_selector(".select2-container--open")
    search = page.locator(".select2-container--open .select2-search__field").first
    page.wait_for_timeout(600)
    before = len(page.asked)
    compose(page, word="总工会新标签")
    page.wait_for_timeout(700)
    page.asked = page.asked[before:]
    assert search.input_value() == "总工会新标签"
    assert (asked_with_letters(page), asked_for_the_word(page)) == ([], 1)
    page.keyboard.press("Enter")
    chosen = page.eval_on_selector(
        "form.bulk select", "field => [...field.selectedOptions].map((o) => o.textContent)"
    )
    assert chosen == ["总工会新标签"]


def asked_for_dates(page: Any) -> list[dict[str, list[str]]]:
    return [parse_qs(urlsplit(url).query) for url in page.asked if "/event/dates/" in url]


@pytest.mark.parametrize(
    ("name", "steps", "word"),
    [
        # Django's calendar beside this field writes into it without an event, so it is looked at from time to time.
        ("starts_at_0", ("2", "2026n", "2026nian", "2026nian12yue", "2026nian12yue1ri"), "2026年12月1日"),
        ("exception_dates", ("1", "12y", "12yue", "12yue8", "12yue8ri"), "12月8日"),
        ("repeat_until", ("2", "2026n", "2026nian", "2026nian12yue", "2026nian12yue29ri"), "2026年12月29日"),
    ],
)
def test_dates_of_an_event_follow_the_word_and_never_its_letters(page, site, name, steps, word):
    page.goto(site.address + EVENT)
    page.wait_for_load_state("networkidle")
    page.fill("#id_starts_at_0", "2026-12-01")
    page.fill("#id_starts_at_1", "19:00")
    page.select_option("#id_repeats", "weekly")
    page.wait_for_selector("[data-repeat-dates] >> text=请写明")
    page.fill(f"#id_{name}", "")
    page.wait_for_timeout(1200)
    page.click(f"#id_{name}")
    before = len(page.asked)
    compose(page, steps, word)
    page.wait_for_timeout(1200)
    page.asked = page.asked[before:]
    assert page.input_value(f"#id_{name}") == word
    asked = {said for query in asked_for_dates(page) for said in query.get(name, [])}
    assert asked == {word}
