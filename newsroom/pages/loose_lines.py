"""Lines that belong to no article by themselves: names of pages, captions above headlines, lists of headlines."""

from __future__ import annotations

import re
from collections.abc import Sequence

from .blocks import COLUMN, DATE, HEAD, HEADER, PICTURE, TEXT, WEB, Block
from .furniture import PAGE_TURN, Header
from .headline_detection import Outline
from .paragraphs import is_caption

_PAGE_NAME = re.compile(
    r"[一-鿿·]{0,6}(?:(?<!总)工会|要闻|新闻|综合|综合报道|专题|专版|副刊|文化|体育|时政|社会|经济|国际|国内|理论|评论|民生|教育|健康"
    r"|法治|法制|权益|职工|人物|图片|广告|公告|天地|周刊|特刊|聚焦|关注|深度|基层|维权)\Z"
)
_FOLIO = re.compile(r"[A-DＡ-Ｄ]?0?(\d{1,2})?[\s　|｜·:：]*([一-鿿·]{2,8})?\Z")
_NOTE = re.compile(
    r"[【\[■●◆]?\s?(?:编者按|编者的话|编者语|编前语?|开栏的话|开栏语|按语|导语|策划人语)\s?[】\]]?\s?[:：丨｜|\s]?"
)
_FOLIO_BEHIND = re.compile(r"([一-鿿·]{2,8})[\s　|｜]+[A-D]?0?(\d{1,2})\Z")
_PAPER_NAME = re.compile(r"(?:报|网|刊|社|台|信息|简报|快讯|通讯|动态)\Z")


def read_page_name(blocks: Sequence[Block], index: int, *, is_web: bool) -> Header | None:
    """A section's name or a number alone among the header lines at the top: 工会, 综合新闻, 03 工会."""
    block = blocks[index]
    if len(block.text) > 12:
        return None
    near = [
        b for b in (*blocks[max(index - 2, 0) : index], *blocks[index + 1 : index + 3]) if _is_page_head(b)
    ]
    folio = _FOLIO.match(block.text)
    if folio and folio[1]:
        named = not folio[2] or bool(_PAGE_NAME.match(folio[2]))
        return Header(number=int(folio[1]), name=folio[2] or "") if named or near else None
    if (behind := _FOLIO_BEHIND.match(block.text)) and near and _PAGE_NAME.match(behind[1]):
        return Header(number=int(behind[2]), name=behind[1])
    if _PAGE_NAME.match(block.text):
        return Header(name=block.text) if near else None
    below = blocks[index + 1] if index + 1 < len(blocks) else None
    told = len(block.text) <= 8 and (
        below is not None
        and _is_page_head(below)
        and not (below.header and below.header.posted)
        and block.kind == TEXT
        and not block.closed
        and not is_web
    )
    return Header(name=block.text) if told and not _PAPER_NAME.search(block.text) else None


def is_loose_caption(outline: Outline, index: int) -> bool:
    """A caption that stands above a headline, under its picture."""
    block = outline.blocks[index]
    marked = is_caption(block.text)
    under_picture = index > 0 and outline.blocks[index - 1].kind == PICTURE
    if not (marked or under_picture) or not block.closed or block.dateline:
        return False
    follower = outline.at(outline.skip(index + 1))
    return (
        follower is not None
        and (follower.kind in (HEAD, COLUMN) or follower.short)
        and (marked or block.tailed)
    )


def is_loose_note(outline: Outline, index: int) -> bool:
    """An editor's note that stands above a headline and belongs to the text below it."""
    block = outline.blocks[index]
    follower = outline.at(outline.skip(index + 1))
    above = follower is not None and (follower.kind == HEAD or follower.short)
    return above and block.closed and bool(_NOTE.match(block.text))


def end_of_headline_list(outline: Outline, index: int) -> int:
    """Lines between two buttons of an electronic paper are its list of headlines: where they end, or 0."""
    blocks = outline.blocks
    if not index or blocks[index - 1].kind != WEB or not PAGE_TURN.match(blocks[index - 1].text):
        return 0
    end = index
    while end < len(blocks) and (blocks[end].short or blocks[end].kind == COLUMN):
        end += 1
    after = outline.at(end)
    return end if after is not None and after.kind == WEB and PAGE_TURN.match(after.text) else 0


def _is_page_head(block: Block) -> bool:
    """Whether a line belongs to the head of a printed page."""
    return block.kind in (HEADER, DATE) or (block.credit is not None and block.credit.of_page)
