"""Stations, the month, organizations and people in a real browser."""

from typing import Any

import pytest

from tests.browser.test_desk import listen, sign_in
from tests.browser.test_pages import too_wide, violations

# Beside those of which every kind is looked at: a month without events, and this one again by another address.
PLACES = ("/events/calendar/", "/events/2099/12/", "/organizations/beijing/news/?below=1")


@pytest.mark.parametrize("address", PLACES)
def test_page_at_every_width(open_page, address):
    for width in (360, 768, 1440):
        page = open_page(address, width=width)
        assert not too_wide(page), f"{address} scrolls sideways at {width}"
    assert violations(page) == []
    phone = open_page(address, width=360, color_scheme="dark")
    assert violations(phone) == []


def names(page: Any) -> list[str]:
    return page.locator(".station h3 a").all_inner_texts()


def test_stations_are_ordered_by_distance_and_the_position_stays_here(open_page):
    # The gate of 圆明园, in the north-west of the city.
    page = open_page(
        "/stations/", geolocation={"latitude": 40.0, "longitude": 116.3}, permissions=["geolocation"]
    )
    before, asked = names(page), []
    page.on("request", lambda request: asked.append(request.url))
    page.get_by_role("button", name="离我最近").click()
    page.locator(".stations-near").wait_for()
    distances = page.locator(".stations-near .distance").all_inner_texts()
    metres = [
        float(text.removesuffix("公里")) * 1000 if text.endswith("公里") else float(text.removesuffix("米"))
        for text in distances
    ]
    assert len(metres) > 3
    assert metres == sorted(metres)
    assert sorted(names(page)) == sorted(before)
    assert asked == []


def test_a_refused_position_is_answered_with_a_sentence(open_page):
    page = open_page("/stations/", permissions=[])
    page.get_by_role("button", name="离我最近").click()
    page.get_by_text("没有拿到位置。").wait_for()


def test_without_javascript_there_is_no_button_that_does_nothing(open_page):
    page = open_page("/stations/", java_script_enabled=False)
    assert page.get_by_role("button", name="离我最近").count() == 0
    assert page.locator(".station").count() > 3


def test_the_month_is_walked_with_the_keyboard_in_the_order_of_its_days(open_page):
    page = open_page("/events/calendar/", width=1440)
    wanted = page.eval_on_selector_all(".sheet a", "links => links.map(link => link.textContent)")
    assert len(wanted) > 3
    page.locator("nav.months-around a").nth(1).focus()
    while not page.evaluate("Boolean(document.activeElement.closest('.sheet'))"):
        page.keyboard.press("Tab")
    walked = []
    while page.evaluate("Boolean(document.activeElement.closest('.sheet'))"):
        walked.append(page.evaluate("document.activeElement.textContent"))
        outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert outline == "solid"
        page.keyboard.press("Tab")
    assert walked == wanted


@pytest.mark.parametrize("width", [360, 1440])
def test_the_month_is_a_table_to_a_screen_reader_at_any_width(open_page, width):
    page = open_page("/events/calendar/", width=width)
    assert page.get_by_role("table").count() == 1
    assert page.get_by_role("table").get_by_role("cell").count() > 3


def test_the_tree_unfolds_without_javascript(open_page):
    page = open_page("/organizations/", java_script_enabled=False)
    below = page.locator(".tree details:not([open]) a").first
    assert not below.is_visible()
    page.locator(".tree details:not([open]) > summary").first.click()
    assert page.locator(".tree details[open] details[open] details[open] a").first.is_visible()


@pytest.mark.parametrize("path", ["/admin/organizations/organization/add/", "/admin/events/event/add/"])
def test_pasted_coordinates_are_converted_while_one_types(browser, site, path):
    context = browser.new_context(viewport={"width": 390, "height": 844}, locale="zh-CN")
    sign_in(context, site)
    page = context.new_page()
    heard = listen(page)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(site.address + path)
    page.fill("#id_point_pasted", "116.237363, 40.222015")
    page.get_by_text("请选这两个数取自哪种地图").wait_for()
    page.select_option("#id_point_map", "gcj02")
    page.get_by_text("40.220770, 116.231280").first.wait_for()
    link = page.locator(".point-preview a")
    assert link.get_attribute("href").startswith(
        "https://uri.amap.com/marker?position=116.231280%2C40.220770"
    )
    page.fill("#id_point_pasted", "")
    link.wait_for(state="detached")
    assert [url for url in asked if not url.startswith((site.address, "data:", "blob:"))] == []
    assert (heard, page.evaluate("document.documentElement.scrollWidth")) == ([], 390)
    context.close()
