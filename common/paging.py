"""Pages of long lists: addresses with ``?page=``, twenty a page, quick on any page."""

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import TypeVar, overload

from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

PAGE_SIZE = 20
# A list of which no totals are kept is counted so far, and no further.
MOST_COUNTED = 2000

Row = TypeVar("Row", bound=Model)


class Page(Sequence[Row]):
    """One page of rows, and the addresses of the others.

    The rows are found in two steps: first the keys by the index, then only the wanted rows whole; and the second
    half of a list is counted from its end. So page 5,000 does not read the texts of the 99,980 rows before it.

    With ``is_open`` the list goes on beyond ``total``: nobody has counted where it ends.
    """

    def __init__(
        self, rows: list[Row], number: int, total: int, size: int, address: str, *, is_open: bool = False
    ) -> None:
        self.rows, self.number, self.total, self.size, self._address = rows, number, total, size, address
        self.is_open = is_open

    @overload
    def __getitem__(self, index: int) -> Row: ...

    @overload
    def __getitem__(self, index: slice) -> list[Row]: ...

    def __getitem__(self, index: int | slice) -> Row | list[Row]:
        return self.rows[index]

    def __len__(self) -> int:
        return len(self.rows)

    @cached_property
    def last(self) -> int:
        """The number of the last page, at least 1; of an open list that of the last page known to be there."""
        return max(1, -(-self.total // self.size))

    @property
    def is_filtered(self) -> bool:
        """Whether this is a list that somebody has narrowed, beside the whole one at the same path."""
        return "?" in self._address

    def address(self, number: int) -> str:
        """The first page has no parameter, so that it has one address only."""
        mark = "&" if "?" in self._address else "?"
        return self._address if number == 1 else f"{self._address}{mark}page={number}"

    @property
    def previous_address(self) -> str:
        return self.address(self.number - 1)

    @property
    def next_address(self) -> str:
        return self.address(self.number + 1)

    @property
    def links(self) -> list[tuple[int, str]]:
        """First page, neighbours, last page, with their addresses; ``(0, "")`` where some are left out."""
        ends = {1} if self.is_open else {1, self.last}
        shown = sorted({*ends, *range(self.number - 1, self.number + 2)} & set(self._near()))
        links: list[tuple[int, str]] = []
        for number in shown:
            if links and number - links[-1][0] == 2:
                links.append((number - 1, self.address(number - 1)))
            elif links and number - links[-1][0] > 2:
                links.append((0, ""))
            links.append((number, self.address(number)))
        return [*links, (0, "")] if self.is_open else links

    def _near(self) -> list[int]:
        return [
            n for n in (1, self.number - 1, self.number, self.number + 1, self.last) if 1 <= n <= self.last
        ]


def page_number(request: HttpRequest) -> int:
    """The wanted page, from 1. Raises ``Http404`` with a sentence for anything but a plain number."""
    text = request.GET.get("page", "1")
    if not (text.isascii() and text.isdigit() and len(text) <= 9 and int(text) >= 1):
        raise Http404(_("This list has no page of that number. Begin with its first page."))
    return int(text)


def refuse_beyond(number: int, size: int, total: int) -> None:
    """Raises ``Http404`` with a sentence for a page beyond the last; the first is there even when it is empty."""
    if number > 1 and (number - 1) * size >= total:
        raise Http404(_("This list has no page of that number. Begin with its first page."))


def paginate(
    request: HttpRequest,
    rows: QuerySet[Row],
    *,
    keep: str = "",
    size: int = PAGE_SIZE,
    total: int | None = None,
) -> Page[Row]:
    """The page of ``rows`` (in a total order) that the request asks for; two queries, or one when it is empty.

    ``keep`` is the query string that the other pages keep (``q=…``), already encoded. Parameters that nobody
    knows are dropped from the addresses. Raises ``Http404`` for a page beyond the last.
    """
    number = page_number(request)
    total = rows.order_by().count() if total is None else total
    refuse_beyond(number, size, total)
    found: list[Row] = []
    if total:
        keys = _keys(rows, (number - 1) * size, min(number * size, total), total)
        by_key = {row.pk: row for row in rows.order_by().filter(pk__in=keys)}
        found = [by_key[key] for key in keys if key in by_key]
    address = request.path + (f"?{keep}" if keep else "")
    return Page(found, number, total, size, address)


def bounded_page(
    request: HttpRequest,
    *,
    count: Callable[[int], int],
    load: Callable[[int, int], list[Row]],
    keep: str = "",
    size: int = PAGE_SIZE,
) -> Page[Row]:
    """The page that the request asks for of a list that is counted up to ``MOST_COUNTED`` rows only.

    ``count`` says how many rows there are, up to so many; ``load`` gives those at the places ``[start, stop)``. A list
    with more than that has no last page to jump to, and goes on page by page. Raises ``Http404`` as ``paginate`` does.
    """
    number = page_number(request)
    start = (number - 1) * size
    total = count(MOST_COUNTED + 1)
    is_open = total > MOST_COUNTED
    if not is_open:
        refuse_beyond(number, size, total)
    found = load(start, start + size + 1) if total else []
    if is_open:
        refuse_beyond(number, size, start + len(found))
        # The last page of a long list is known by what does not follow it.
        is_open = len(found) > size or start + size < total
        total = max(total, start + len(found))
    address = request.path + (f"?{keep}" if keep else "")
    return Page(found[:size], number, total, size, address, is_open=is_open)


def paginate_bounded(
    request: HttpRequest, rows: QuerySet[Row], *, keep: str = "", size: int = PAGE_SIZE
) -> Page[Row]:
    """``paginate`` for rows of which there may be very many: they are counted up to ``MOST_COUNTED`` only."""

    def load(start: int, stop: int) -> list[Row]:
        keys = list(rows.values_list("pk", flat=True)[start:stop])
        by_key = {row.pk: row for row in rows.order_by().filter(pk__in=keys)}
        return [by_key[key] for key in keys if key in by_key]

    return bounded_page(
        request, count=lambda most: rows.order_by()[:most].count(), load=load, keep=keep, size=size
    )


def _keys(rows: QuerySet[Row], start: int, stop: int, total: int) -> list[object]:
    """The keys of the rows ``[start, stop)``; those nearer to the end are counted from there."""
    keys = rows.values_list("pk", flat=True)
    if start <= total // 2:
        return list(keys[start:stop])
    return list(keys.reverse()[total - stop : total - start])[::-1]
