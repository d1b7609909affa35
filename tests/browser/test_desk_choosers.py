"""Choosers in a real browser: what is meant comes first, the state can be read, a credit takes the role of its person."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.browser.test_desk import sign_in


@pytest.fixture(params=[1280, 390])
def page(browser, site, request) -> Iterator[Any]:
    context = browser.new_context(viewport={"width": request.param, "height": 900}, locale="zh-CN")
    sign_in(context, site)
    page = context.new_page()
    yield page
    context.close()


def chooser(page: Any, group: str) -> Any:
    """A new row of a part of the form, with its chooser open."""
    page.locator(f"#{group}-group .add-row a").click()
    page.locator(f"#{group}-group .select2-selection:visible").last.click()
    page.wait_for_selector(OFFERED)
    return page.locator(OFFERED)


OFFERED = ".select2-results__option[role=option]:not(.loading-results)"


def search(page: Any, text: str) -> None:
    """Type, and wait for the answer to it."""
    page.keyboard.type(text)
    page.wait_for_function(
        """([offered, text]) => {
          const rows = [...document.querySelectorAll(offered)];
          return rows.length && rows.every((row) => row.textContent.includes(text));
        }""",
        arg=[OFFERED, text],
    )


def test_the_union_of_the_district_is_offered_first(page, site):
    page.goto(f"{site.address}/admin/articles/article/add/")
    page.wait_for_load_state("networkidle")
    offered = chooser(page, "organization_entries")
    search(page, "昌平")
    assert offered.all_inner_texts()[0] == "昌平区总工会"


def test_a_credit_begins_with_the_role_of_its_person(page, site):
    page.goto(f"{site.address}/admin/articles/article/add/")
    page.wait_for_load_state("networkidle")
    assert page.locator("[name=credits-__prefix__-role]").input_value() == "reporter"
    offered = chooser(page, "credits")
    search(page, "周海岚")
    offered.first.click()
    role = page.locator("[name=credits-0-role]")
    assert role.input_value() == "correspondent"
    role.select_option("photographer")
    page.locator("#credits-group .select2-selection:visible").last.click()
    page.wait_for_selector(OFFERED)
    offered.nth(2).click()
    assert role.input_value() == "photographer"  # what somebody has chosen stays


def test_a_chosen_draft_says_what_it_is_and_can_be_read_whole(page, site):
    page.goto(f"{site.address}/admin/portal/frontpage/add/")
    page.wait_for_load_state("networkidle")
    offered = chooser(page, "leads")
    assert offered.first.inner_text().endswith("发布）")
    search(page, "分拣课")
    page.locator(f"{OFFERED} >> text=草稿，发布后显示").first.click()
    box = page.locator("#leads-group .select2-selection__rendered:visible")
    assert box.inner_text().strip().endswith("（草稿，发布后显示）")
    assert box.evaluate(
        "(one) => one.scrollWidth <= one.clientWidth && one.scrollHeight <= one.parentElement.clientHeight + 1"
    )
