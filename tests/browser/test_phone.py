"""Readers' pages on a phone: the open menu, and tables in articles."""

from typing import Any

import pytest

WIDTHS = (360, 390)
SIGN = "(one) => getComputedStyle(one, '::before').content.split('/')[0].trim().slice(1, -1)"
COLUMNS = """() => [...document.querySelectorAll(".prose table")].map((table) => {
  const [first] = table.rows;
  const inner = (cell) => { const range = document.createRange(); range.selectNodeContents(cell);
                            return range.getBoundingClientRect().width; };
  const widest = (column) => Math.max(...[...table.rows].map((row) => inner(row.cells[column])));
  const frame = table.closest(".table-scroll");
  return { columns: first.cells.length, scrolls: frame.scrollWidth > frame.clientWidth,
           room: [...first.cells].map((cell, column) => Math.round(cell.offsetWidth - widest(column))) };
})"""


@pytest.mark.parametrize("width", WIDTHS)
def test_the_menu_says_how_to_close_it_and_nothing_moves(open_page, width):
    page = open_page("/", width=width, height=800, has_touch=True)
    opener = page.locator(".menu > summary")
    before = (opener.evaluate(SIGN), opener.bounding_box())
    opener.click()
    body = page.locator(".menu .fold-body").bounding_box()
    assert before == ("≡", opener.bounding_box())
    assert opener.evaluate(SIGN) == "×"
    assert (body["x"] >= 0, body["x"] + body["width"] <= width) == (True, True)
    assert page.evaluate("document.documentElement.scrollWidth") == width
    opener.click()
    assert (opener.evaluate(SIGN), page.locator(".menu .fold-body").is_visible()) == ("≡", False)


def tables(site: Any) -> list[str]:
    return site.run(
        "from articles.models import Article; print(*(a.get_absolute_url() for a in"
        " Article.objects.published().filter(body__contains='<table')))"
    ).split()


@pytest.mark.parametrize("width", WIDTHS)
def test_a_column_takes_the_room_of_its_words_where_the_table_scrolls(open_page, site, width):
    seen = []
    for address in tables(site):
        page = open_page(address, width=width, height=800)
        assert page.evaluate("document.documentElement.scrollWidth") == width
        seen += page.evaluate(COLUMNS)
        page.close()
    wide = [table for table in seen if table["columns"] >= 4 and table["scrolls"]]
    assert wide
    # The blank between two columns and what rounding leaves, in pixels.
    assert [table for table in wide if max(table["room"]) > 14] == []
