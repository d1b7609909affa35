"""Every kind of page at three widths: nothing missing, nothing too wide, nothing that axe-core reports."""

import re
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
    "/events/2026/03/",
    "/organizations/",
    "/people/",
    "/editions/",
    "/search/?q=工会",
)
# On these pages stands a link to at least one page of each of these kinds.
KINDS = (
    ("/articles/", r"^/articles/\d+/$"),
    ("/", r"^/sections/[^/]+/$"),
    ("/organizations/", r"^/organizations/[^/]+/$"),
    ("/people/", r"^/people/\d+/$"),
    ("/events/", r"^/events/\d+/$"),
    ("/editions/", r"^/editions/[-\d]+/$"),
)


def violations(page: Any) -> list[str]:
    """What axe-core finds against WCAG 2.2 AA, one line each."""
    rules = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
    found = Axe().run(page, options=rules).response["violations"]
    return [f"{item['id']}: {node['target']} {node['html']}" for item in found for node in item["nodes"]]


def too_wide(page: Any) -> bool:
    return page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")


def look_over(page: Any) -> None:
    """At every width nothing is too wide; on a phone and a desktop, light and dark, axe-core is content."""
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        assert not too_wide(page), f"{page.url} scrolls sideways at {width}"
    assert violations(page) == []
    page.emulate_media(color_scheme="dark")
    page.set_viewport_size({"width": WIDTHS[0], "height": 800})
    assert violations(page) == []


@pytest.mark.parametrize("address", ADDRESSES)
def test_page(open_page, address):
    look_over(open_page(address))


@pytest.mark.parametrize(("address", "kind"), KINDS)
def test_first_of_its_kind(open_page, address, kind):
    page = open_page(address)
    links = page.eval_on_selector_all("main a", "found => found.map(link => link.getAttribute('href'))")
    page.goto(next(link for link in links if link and re.match(kind, link)))
    page.wait_for_load_state("networkidle")
    look_over(page)


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
