"""Every kind of page at three widths: nothing missing, nothing too wide, nothing that axe-core reports."""

import json
import re
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browser.kinds import names

WIDTHS = (360, 768, 1440)
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
STATUS = {"unknown page": 404, "unknown address": 404, "article withdrawn": 410}
SET = "settings => localStorage.setItem('reader', JSON.stringify(settings))"
LINKS = "found => [...new Set(found.map(link => link.getAttribute('href')))].sort()"
# Of the page as it is sent, before any script: its links, and controls that nothing would answer.
AS_SENT = """
html => {
  const sent = new DOMParser().parseFromString(html, "text/html");
  const links = [...sent.querySelectorAll("main a")].map((link) => link.getAttribute("href"));
  const dead = [...sent.querySelectorAll("button")].filter((button) => !button.closest("form, .js-only, [hidden]"));
  return {links: [...new Set(links)].sort(), dead: dead.map((button) => button.outerHTML)};
}
"""
SMALL_TARGETS = """
() => [...document.querySelectorAll("a, button, summary, input, select")]
  .filter((element) => element.checkVisibility() && element.tabIndex >= 0)
  .filter((element) => !element.closest(".prose, .skip-link") && element.getBoundingClientRect().height < 59.5)
  .map((element) => element.outerHTML.slice(0, 120))
"""


def violations(page: Any, rules: list[str] = RULES) -> list[str]:
    """What axe-core finds against WCAG 2.2 AA, or by the rules named, one line each."""
    options = {"runOnly": rules, "resultTypes": ["violations"]}
    found = Axe().run(page, options=options).response["violations"]
    return [f"{item['id']}: {node['target']} {node['html']}" for item in found for node in item["nodes"]]


def too_wide(page: Any) -> bool:
    return page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")


def look_over(page: Any) -> None:
    """At every width nothing is too wide; axe-core is content with a light desktop, a dark phone, an elder's phone."""
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        assert not too_wide(page), f"{page.url} scrolls sideways at {width}"
    assert violations(page) == []
    page.emulate_media(color_scheme="dark")
    page.set_viewport_size({"width": WIDTHS[0], "height": 800})
    assert violations(page) == []
    page.emulate_media(color_scheme="light")
    page.evaluate(SET, {"elder": "on"})
    page.reload()
    assert violations(page, ["color-contrast-enhanced"]) == []
    assert page.evaluate(SMALL_TARGETS) == []
    assert not too_wide(page), f"{page.url} scrolls sideways in elder mode"


@pytest.fixture(scope="session")
def addresses(site) -> dict[str, str]:
    return json.loads(site.run("from tests.browser.kinds import say; say()"))


def test_the_demonstration_has_a_page_of_every_kind(addresses):
    assert list(addresses) == list(names())


@pytest.mark.parametrize("kind", names())
def test_page(open_page, addresses, kind):
    """Also: without JavaScript the page has the same links, and no button that does nothing."""
    path, status = addresses[kind], STATUS.get(kind, 200)
    page = open_page(path, status=status)
    links = page.eval_on_selector_all("main a", LINKS)
    look_over(page)
    assert page.evaluate(AS_SENT, page.request.get(path).text()) == {"links": links, "dead": []}


@pytest.mark.parametrize("kind", ["all news", "people", "topic", "section"])
def test_a_phone_asks_for_few_files_at_first_and_for_the_rest_on_the_way_down(open_page, addresses, kind):
    page = open_page(addresses[kind], width=360, height=780, device_scale_factor=2)
    asked = "performance.getEntriesByType('resource').length + 1"  # and the page itself
    assert page.evaluate(asked) <= 10
    last = page.locator("picture.later").last
    last.scroll_into_view_if_needed()
    expect(last).to_have_class(re.compile("is-near"))


@pytest.mark.parametrize(
    "kind", ["home", "all news", "article with figures", "organization: district", "edition"]
)
def test_a_word_without_end_is_broken(open_page, addresses, kind):
    """As in an address, or in the name of a product, that an editor puts into a headline."""
    page = open_page(addresses[kind])
    page.evaluate("""
      () => document.querySelectorAll("main :is(h1, h2, h3) a, main h1, .kicker, .link-list a, .breadcrumbs span")
        .forEach((element) => { element.textContent = "安全生产" + "Abcdefghij".repeat(12); })
    """)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        assert not too_wide(page), width


def test_printed_all_pictures_are_there(open_page):
    page = open_page("/articles/", width=360)
    assert page.locator("picture.later:not(.is-near)").count() > 0
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator("picture.later:not(.is-near)").count() == 0


@pytest.mark.parametrize("kind", ["article: news", "event"])
def test_only_the_printed_page_names_its_address(open_page, site, addresses, kind):
    page = open_page(addresses[kind])
    line = page.locator(".print-only")
    assert not line.is_visible()
    page.emulate_media(media="print")
    assert line.is_visible()
    assert line.inner_text() == site.address + addresses[kind]


def test_where_the_script_does_not_arrive_the_page_is_as_without_javascript(browser, site):
    context = browser.new_context(base_url=site.address)
    context.route(re.compile(r"/js/site\."), lambda route: route.abort())
    page = context.new_page()
    page.goto("/articles/", wait_until="load")
    assert page.evaluate("document.documentElement.className") == ""
    # What needs no script stands there without it too.
    assert page.locator("button:visible:not(form[role=search] button)").count() == 0
    context.close()


def test_the_menu_and_the_search_by_keyboard(open_page):
    page = open_page("/", width=360)
    page.locator(".menu summary").focus()
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert page.evaluate("Boolean(document.activeElement.closest('.menu-list'))")
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"
    page.locator(".tool-search").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/")
    page.locator("main input[type=search]").focus()
    page.keyboard.type("驿站")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=*")
    assert page.locator("main .item-title a").count() > 0


def test_who_wants_less_motion_gets_none(open_page):
    calm = open_page("/", reduced_motion="reduce")
    moving = """() => [...document.querySelectorAll("*")].filter((element) => {
      const style = getComputedStyle(element);
      return style.scrollBehavior === "smooth" || style.animationName !== "none" || parseFloat(style.transitionDuration);
    }).length"""
    assert calm.evaluate(moving) == 0


def test_the_administrator_signs_in(open_page, site):
    page = open_page("/admin/")
    page.fill("input[name=username]", site.name)
    page.fill("input[name=password]", site.password)
    page.keyboard.press("Enter")
    page.wait_for_url(f"{site.address}/admin/")
    assert page.locator("input[name=password]").count() == 0
    assert not too_wide(page)
