"""An event that recurs is chosen at the desk, and its dates are shown while one chooses."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.browser.test_desk import listen, sign_in


@pytest.fixture(scope="module")
def context(browser, site) -> Iterator[Any]:
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, locale="zh-CN", timezone_id="Asia/Shanghai"
    )
    sign_in(context, site)
    yield context
    context.close()


def shown(page: Any, text: str) -> None:
    page.locator("[data-repeat-dates]").get_by_text(text, exact=False).first.wait_for()


def test_choices_rule_and_dates_agree_while_one_chooses(context, site):
    page = context.new_page()
    heard = listen(page)
    page.goto(f"{site.address}/admin/events/event/add/")
    assert not page.locator("#id_repeat_count").is_visible()
    page.fill("#id_starts_at_0", "2026年12月1日")
    page.fill("#id_starts_at_1", "19点")
    page.select_option("#id_repeats", "weekly")
    assert page.is_checked("#id_repeat_days_1")  # the Tuesday on which it begins
    shown(page, "请写明一共几次，或者到哪一天为止。")
    page.check("#id_repeat_days_3")
    page.fill("#id_repeat_count", "4")
    shown(page, "每周二、周四，共4次")
    assert page.locator(".repeat-date").all_inner_texts() == [
        "12月1日 周二", "12月3日 周四", "12月8日 周二", "12月10日 周四",
    ]  # fmt: skip
    assert page.input_value("#id_recurrence") == "FREQ=WEEKLY;BYDAY=TU,TH;COUNT=4"

    page.locator(".repeat-date").nth(1).click()
    shown(page, "12月3日除外")
    assert page.input_value("#id_exception_dates") == "2026-12-03"
    page.locator(".repeat-list .is-out button").click()
    page.locator(".repeat-list .is-out").wait_for(state="detached")
    assert page.input_value("#id_exception_dates") == ""

    page.get_by_text("RFC 5545规则").click()
    page.fill("#id_recurrence", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU;UNTIL=20261231")
    shown(page, "每2周的周二，到12月31日为止")
    assert (page.input_value("#id_repeat_interval"), page.input_value("#id_repeat_until")) == (
        "2",
        "2026-12-31",
    )
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    assert heard == []
    page.close()
