"""From segments to the page: paragraphs, credits, sources, warnings, and the map of the source."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from .blocks import read_blocks
from .builder import ArticleBuilder, name_warnings
from .collecting import Segments
from .furniture import find_date, find_page_number
from .model import KnownOrganization, LineUse, Page, PageWarning
from .organizations import KnownNames
from .segments import Segmenter
from .text import split_lines
from .traditional import Restorer, restore_page, simplify


def parse_page(
    text: str,
    *,
    date: datetime.date | None = None,
    number: int | None = None,
    name: str = "",
    known: Sequence[KnownOrganization] | KnownNames = (),
) -> Page:
    """Read the text of a newspaper page into articles.

    `date`, `number` and `name` are what the operator says of the edition page and win over what the text
    prints. `known` are the registered organizations; for many pages, build a KnownNames once and pass it.
    Never raises on any text; a page without an article carries the warning no-article.
    """
    names = known if isinstance(known, KnownNames) else KnownNames(known)
    plain = simplify(text)
    segments = Segmenter(read_blocks(split_lines(plain))).run()
    page = Page(date=date, number=number, name=name)
    page.left_out = segments.left_out
    # On a printed page the paper's own name in a dateline is 本报; on a web copy it tells the source.
    own_papers = frozenset() if segments.is_web else frozenset(h.paper for h in segments.headers if h.paper)
    builders = [ArticleBuilder(collected, page, names, own_papers) for collected in segments.collected]
    _read_headers(page, segments, builders)
    for builder in builders:
        page.articles.append(builder.build())
    for block, reading in segments.page_credits:
        page.credits.extend(c for c in reading.credits if c not in page.credits)
        page.warnings.extend(name_warnings(reading, block.line))
    if not page.articles:
        page.warnings.append(PageWarning("no-article", 1))
    _map_lines(page, builders)
    restorer = Restorer(text, plain)
    if restorer.needed:
        restore_page(page, [builder.fields for builder in builders], restorer, split_lines(text))
    return page


def _read_headers(page: Page, segments: Segments, builders: list[ArticleBuilder]) -> None:
    """Date, number and name of the page: the operator's word first, then the header, then a source line."""
    given_date, given_number = page.date, page.number
    rests = (
        [o.rest for b in builders for _block, o in b.collected.origins if o.rest]
        if len(builders) == 1
        else []
    )
    metas = [
        v
        for b in builders[:1]
        for m in b.collected.metas
        for k, v in (m.meta or {}).items()
        if k.endswith(("时间", "日期"))
    ]
    for header in segments.headers:
        _take(page, header.date, header.number, header.name, given_date, given_number)
        if header.impossible_date:
            page.warnings.append(PageWarning("date-impossible", 1, (("text", header.impossible_date),)))
    listed = segments.listed_headers
    for words in [*rests, *(metas if len(builders) == 1 else [])]:
        if page.date is None:
            page.date = find_date(words)[0]
        if page.number is None:
            page.number = find_page_number(words)
    twice = [
        h for n, h in enumerate(listed) if h.number is not None and h.number in [o.number for o in listed[:n]]
    ]
    if page.number is None and twice:
        page.number = twice[0].number
    if not page.name:
        page.name = next((h.name for h in listed if h.number is not None and h.number == page.number), "")


def _take(
    page: Page,
    date: datetime.date | None,
    number: int | None,
    name: str,
    given_date: datetime.date | None,
    given_number: int | None,
) -> None:
    if date and given_date and date != given_date:
        page.warnings.append(
            PageWarning("date-differs", 1, (("printed", date.isoformat()), ("given", given_date.isoformat())))
        )
    if number is not None and given_number is not None and number != given_number:
        page.warnings.append(
            PageWarning("number-differs", 1, (("printed", str(number)), ("given", str(given_number))))
        )
    page.date = page.date or date
    if page.number is None:
        page.number = number
    if not page.name and name and (number is None or page.number in (None, number)):
        page.name = name


def _map_lines(page: Page, builders: list[ArticleBuilder]) -> None:
    """What every stretch of the source became, in its order."""
    uses: list[LineUse] = []
    seen: set[int] = set()
    for article, builder in enumerate(builders):
        for use, run in builder.fields:
            if use in ("column", "subcolumn"):
                if id(run) in seen:
                    continue
                seen.add(id(run))
            uses += [LineUse(p.line, p.start, p.end, use, article) for p in run.pieces]
        for number, paragraph in enumerate(builder.article.paragraphs):
            uses += [
                LineUse(p.line, p.start, p.end, "paragraph", article, number) for p in paragraph.run.pieces
            ]
    for part in page.left_out:
        uses += [LineUse(p.line, p.start, p.end, "left_out", code=part.code) for p in part.run.pieces]
    page.uses = sorted(uses, key=lambda use: (use.line, use.start))
    page.left_out.sort(key=lambda part: (part.run.first_line, part.run.pieces[0].start))
