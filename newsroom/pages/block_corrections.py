"""Corrects the kinds of blocks by the blocks around them, once, before they are assigned to articles."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import zip_longest

from .blocks import COLUMN, HEAD, HEADER, META, SEPARATOR, TEXT, WEB, Block
from .text import ends_sentence, width

_SIDE_BOX = re.compile(r"[■●▲◆>【\[]?\s?(?:相关链接|相关新闻|延伸阅读|新闻链接|相关报道)\s?[】\]]?\Z")
# A number or PART above a crosshead of a public account: it counts the parts and says nothing.
_ORDINAL = re.compile(r"(?:PART|Part|NO|No|VOL|Vol)?[.\s]{0,2}0?\d{1,2}\.?\Z|PART\Z|Part\Z")
_FEWEST_WRAPPED = 6  # lines; fewer do not tell a column's width
_NARROWEST = 24  # half characters of a column; shorter lines may be verse
_RAGGED = 5  # half characters by which full lines of one column differ


def settle_blocks(blocks: list[Block]) -> None:
    """Mend the kinds of blocks by what stands beside them."""
    _settle_side_boxes(blocks)
    _settle_ordinals(blocks)
    _mark_full_lines(blocks)
    _raise_bold(blocks)


def _settle_side_boxes(blocks: list[Block]) -> None:
    """On a printed page 相关链接 is the crosshead of a box beside the article, not a web page's list."""
    if all(b.kind != META and (b.kind != WEB or _SIDE_BOX.match(b.text)) for b in blocks):
        for block in blocks:
            if block.kind == WEB:
                block.kind, block.bold = TEXT, True


def _settle_ordinals(blocks: list[Block]) -> None:
    """A line with a number alone between complete paragraphs divides them."""
    before: Block | None = None
    for block, after in zip_longest(blocks, blocks[1:]):
        if block.kind == TEXT and _ORDINAL.match(block.text):
            whole = before is not None and (before.kind == COLUMN or (before.kind == TEXT and before.closed))
            above_crosshead = after is not None and (after.short or after.kind == HEADER)
            if whole and above_crosshead:
                block.kind = SEPARATOR
                continue
        before = block if block.kind != SEPARATOR else before


def _raise_bold(blocks: list[Block]) -> None:
    """Where nothing else marks headings, bold lines are the headings."""
    if any(block.kind == HEAD for block in blocks):
        return
    for block in blocks:
        if block.kind == TEXT and block.bold and block.short:
            block.kind, block.level = HEAD, 2


def _mark_full_lines(blocks: list[Block]) -> None:
    """Lines cut at the width of their column are text, however much one of them looks like a headline."""
    widths = sorted(width(block.text) for block in _wrapped(blocks))
    if len(widths) < _FEWEST_WRAPPED:
        return
    full = widths[len(widths) * 3 // 4]
    near = [w for w in widths if abs(w - full) <= _RAGGED]
    if full < _NARROWEST or len(near) * 3 < len(widths) * 2:
        return
    for block in _wrapped(blocks):
        block.full = abs(width(block.text) - full) <= _RAGGED


def _wrapped(blocks: list[Block]) -> Iterator[Block]:
    """Lines of text that break off with another line of text right under them."""
    for block, after in zip(blocks, blocks[1:], strict=False):
        if block.kind == TEXT and not ends_sentence(block.text) and after.kind == TEXT and not after.gap:
            yield block


def title_key(text: str) -> str:
    """What makes two printings of a headline the same: blanks and bullets aside."""
    return re.sub(r"[\s　·•■●]+", "", text)


def count_titles(blocks: list[Block]) -> dict[str, int]:
    """How often each line that may be a headline stands on the page."""
    counts: dict[str, int] = {}
    for block in blocks:
        if block.kind in (TEXT, HEAD) and len(block.text) <= 60:
            key = title_key(block.text)
            counts[key] = counts.get(key, 0) + 1
    return counts
