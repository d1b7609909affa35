"""Every kind of page at three widths: nothing missing, nothing too wide, nothing that axe-core reports."""

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

WIDTHS = (360, 768, 1440)
ADDRESSES = (
    "/",
    "/en/",
    "/articles/",
    "/archive/",
    "/events/",
    "/organizations/",
    "/people/",
    "/editions/",
    "/search/?q=工会",
)
# The first link of this kind on a list leads to one of its kind.
FIRST_OF_A_LIST = {
    "/articles/": "article h2 a, article h3 a",
    "/organizations/": "main li a",
    "/events/": ".happening h2 a",
}


def violations(page: Any) -> list[str]:
    """What axe-core finds against WCAG 2.2 AA, one line each."""
    rules = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
    found = Axe().run(page, options=rules).response["violations"]
    return [f"{item['id']}: {node['target']} {node['html']}" for item in found for node in item["nodes"]]


def too_wide(page: Any) -> bool:
    return page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")


@pytest.mark.parametrize("address", ADDRESSES)
def test_page_at_every_width(open_page, address):
    for width in WIDTHS:
        page = open_page(address, width=width)
        assert not too_wide(page), f"{address} scrolls sideways at {width}"
    assert violations(page) == []
    dark = open_page(address, width=360, color_scheme="dark")
    assert violations(dark) == []


@pytest.mark.parametrize(("address", "link"), FIRST_OF_A_LIST.items())
def test_first_of_a_list(open_page, address, link):
    target = open_page(address).locator(link).first.get_attribute("href")
    for width in WIDTHS:
        page = open_page(target, width=width)
        assert not too_wide(page), f"{target} scrolls sideways at {width}"
    assert violations(page) == []


def test_no_page_needs_javascript(open_page):
    page = open_page("/", java_script_enabled=False)
    assert page.locator("main").inner_text().strip() != ""


def test_the_administrator_signs_in(open_page, site):
    page = open_page("/admin/")
    page.fill("input[name=username]", site.name)
    page.fill("input[name=password]", site.password)
    page.keyboard.press("Enter")
    page.wait_for_url(f"{site.address}/admin/")
    assert page.locator("input[name=password]").count() == 0
    assert not too_wide(page)
