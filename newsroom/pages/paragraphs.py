"""Broken lines become paragraphs again: joined with no character put in."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .blocks import DATE, Block
from .model import Paragraph
from .text import NEVER_FIRST, Run, ends_sentence, is_closed, width

_NUMBERED = re.compile(
    r"[（(]?[一二三四五六七八九十]{1,3}[、）)．]|[（(]?\d{1,2}[、）)]|\d{1,2}[.．](?!\d)|[①-⑳❶-❿⑴-⒇㈠-㈩]|第[一二三四五六七八九十]{1,3}[章条节步部]|[Nn][Oo]\.\d|[◆●■▲★□○◇※▪•·]\s?\S|【[^】]{1,10}】(?=[^。]{2,14}\Z)"
)
_LABELLED = re.compile(
    r"(?:附件?|附|联系人?|联系电话|咨询电话|监督电话|电话|传真|邮箱|电子邮箱|地址|通讯地址|办公地址|时间|地点|报名时间|报名方式|报名地点|活动时间|活动地点"
    r"|主办单位?|承办单位?|协办单位?|支持单位?|参加人员|注意事项|特此(?:公告|公示|通知|通告))\s?[:：。]|特此(?:公告|公示|通知|通告)\Z"
)
_QUESTION = re.compile(r"(?:问|答|Q|A|记者|主持人|编者按|[一-鿿]{2,4})\s?[:：]")
_CAPTION = re.compile(r"[▲▼△↑↓←→]|[◆■●]?\s?(?:图为|图[①-⑩\d一二三四]|上图|下图|左图|右图|资料图)")
_SIGNATURE = re.compile(
    r"(?:[—–-]{2,4}[^。！？，]{0,12})?[一-鿿]{4,24}(?:律师|主任|教授|专家|主席|部长|处长|科长|法官|医师|会长|理事长|干部|职工"
    r"|工人|学者|记者|代表|委员|研究员)[\s　]+[一-鿿]{2,3}\Z"
)
# A block that ends in one of these is not the end of anything.
_OPEN_END = (
    "的地得和与及或在了把被将为是对从向由到于以让使给并且而但则即等、，,（(《“‘【—－-约达近超共含每这那其该"
)
_OPEN_START = (
    "的地得了着过们等和与及或者上下中内外里间前后时年月日号名个位件项次"
    "家处所人元万亿余多之而并且但则即也都就还又才使让向于"
)
SENTENCE_OPENERS = re.compile(
    r"[“‘「『《（(]|\d{1,4}[年月日]|(?:据|近日|近年|近期|日前|目前|今年|去年|当日|当天|昨天|昨日|今天|为|在"
    r"|随着|此外|同时|活动|记者|该|自|“|如今|下一步|接下来|截至|其中|一位|每|当|从|作为|针对|围绕|通过|走进)"
)
VERSE_LINE = 20  # characters of a line of verse at most
HEADING_LINE = 22  # characters of a crosshead at most


@dataclass(slots=True)
class _Open:
    """A paragraph being put together."""

    run: Run
    kind: str
    last: Block


def join_paragraphs(blocks: list[Block]) -> list[Paragraph]:
    """The paragraphs of an article's body blocks, in order."""
    verse = _verse_blocks(blocks)  # indexes of lines that stay lines
    uses_indent = _uses_indent(blocks)
    done: list[Paragraph] = []
    current: _Open | None = None
    for index, block in enumerate(blocks):
        following = blocks[index + 1] if index + 1 < len(blocks) else None
        kind = "verse" if index in verse else _kind(block, current, following)
        if current and _continues(current, block, kind, uses_indent):
            current.run = current.run + block.run
            current.last = block
            continue
        if current:
            done.append(Paragraph(current.run, current.kind))
        current = _Open(block.run, kind, block)
    if current:
        done.append(Paragraph(current.run, current.kind))
    return done


def caption_paragraphs(blocks: list[Block]) -> list[Paragraph]:
    """Captions that stood apart from the body, each a paragraph of its own."""
    return [Paragraph(block.run, "caption") for block in blocks]


def is_caption(text: str) -> bool:
    """Whether a line is the text of a picture: ▲…, 图为…, 上图…"""
    return bool(_CAPTION.match(text))


def is_signature(text: str) -> bool:
    """Whether a line signs a text with an office and a name: 京华律师事务所律师　申正."""
    return bool(_SIGNATURE.match(text))


def _kind(block: Block, current: _Open | None, following: Block | None) -> str:
    if block.level or (block.bold and len(block.run) <= 40 and block.text[-1] not in "。；"):
        return "heading"
    if block.kind == DATE:
        return "signature"
    if block.row or block.roster:
        return "verse"  # a line that stays a line
    if following and following.kind == DATE and not block.closed and len(block.run) <= 30:
        return "signature"
    if is_signature(block.text):
        return "signature"
    if is_caption(block.text) and block.closed:
        return "caption"
    if _is_crosshead(block, current, following):
        return "heading"
    return "text"


def _is_crosshead(block: Block, current: _Open | None, following: Block | None) -> bool:
    """A crosshead without a mark: a short line that is complete in itself between closed paragraphs."""
    text = block.text
    if block.dateline or block.full or (is_closed(text) and text[-1] not in "”？！）"):
        return False
    if len(text) > HEADING_LINE or following is None or (current and not _is_complete(current)):
        return False
    if following.kind == DATE or text[0] in NEVER_FIRST:
        return False
    if _NUMBERED.match(text):
        return not is_closed(text)
    if is_closed(text) or not reads_complete(text):
        return False
    return following.text[0] not in NEVER_FIRST + _OPEN_START


def reads_complete(text: str) -> bool:
    """Whether a short line without a closing mark reads like a headline and not like half a sentence."""
    if text[-1] in _OPEN_END or _unpaired(text):
        return False
    if SENTENCE_OPENERS.match(text) and not text.startswith("“"):
        return False
    return "，" not in text or _balanced(text)


def _balanced(text: str) -> bool:
    """Two clauses of nearly one length, as crossheads have them: 搭平台，强技能."""
    parts = text.split("，")
    return len(parts) == 2 and abs(len(parts[0]) - len(parts[1])) <= 1


def _unpaired(text: str) -> bool:
    return any(text.count(a) != text.count(b) for a, b in ("“”", "《》", "（）", "‘’"))


def _is_complete(current: _Open) -> bool:
    return current.kind != "text" or is_closed(current.run.text)


def _continues(current: _Open, block: Block, kind: str, uses_indent: str) -> bool:
    """Whether a block goes on with the paragraph above it."""
    text, before = block.text, current.run.text
    if current.last.tailed or block.roster:
        return False
    if kind in ("heading", "verse", "signature", "caption") or current.kind in (
        "heading",
        "verse",
        "signature",
    ):
        return False
    if text[0] in NEVER_FIRST and text[0] not in ".…":
        return True
    if uses_indent == "always" and block.indented and not block.gap:
        return False
    if uses_indent == "first":
        if block.indented and ends_sentence(before):
            return False
        if not block.indented and not block.gap:
            return True
    if current.last.full and not block.gap:
        return True
    if is_closed(before):
        weak = before[-1] in "”’』」）)】" and not ends_sentence(before)
        return weak and text[0] in _OPEN_START
    return not _starts_anew(text)


def _starts_anew(text: str) -> bool:
    """Items of a list, labelled lines and turns of an interview begin a paragraph even after an open one."""
    return bool(_NUMBERED.match(text) or _LABELLED.match(text) or re.match(r"(?:问|答|Q|A)\s?[:：]", text))


def _uses_indent(blocks: list[Block]) -> str:
    """`first`: paragraphs begin with an indent, continued lines do not; `always`: each line is a paragraph."""
    texts = [b for b in blocks if not b.level]
    indented = sum(1 for b in texts if b.indented)
    flush = sum(1 for b in texts if not b.indented and not b.gap)
    if indented >= 2 and flush >= 2:
        return "first"
    whole = sum(1 for b in texts if b.indented and b.closed)
    return "always" if indented >= 3 and indented == len(texts) and whole * 2 >= indented else ""


def _verse_blocks(blocks: list[Block]) -> set[int]:
    """The indexes of lines of verse: four or more short lines in a row, each a line of its own."""
    found: set[int] = set()
    run: list[int] = []
    for index, block in enumerate([*blocks, None]):
        if block is not None and _may_be_verse(block):
            run.append(index)
            continue
        if run and run[0] and not blocks[run[0] - 1].closed and not blocks[run[0]].gap:
            del run[0]  # the rest of a sentence that began above
        if len(run) >= 4 and _is_verse([blocks[p] for p in run]):
            found.update(run)
        run = []
    return found


def _may_be_verse(block: Block) -> bool:
    text = block.text
    return (
        len(text) <= VERSE_LINE
        and not block.level
        and not block.dateline
        and not block.full
        and block.kind != DATE
        and not _LABELLED.match(text)
        and not _NUMBERED.match(text)
    )


def _is_verse(blocks: list[Block]) -> bool:
    """Lines of verse rarely hold a sentence's end inside, and are not all cut at one width in mid-word."""
    if any(b.indented for b in blocks) and not all(b.indented for b in blocks):
        return False  # an indent begins a paragraph of broken lines
    inside = sum(1 for b in blocks if re.search(r"[。！？；]", b.text[:-1]))
    commas = sum(1 for b in blocks if re.search(r"[，、]", b.text[:-1]))
    open_ends = sum(1 for b in blocks if b.text[-1] in _OPEN_END and b.text[-1] not in "，,、")
    widths = [width(b.text) for b in blocks if b.text[-1] not in "。！？；.!?;：”"]
    if len(widths) > 1 and max(widths) - min(widths) <= 4 and max(widths) > 18:
        return False  # all cut at the width of a column
    return inside * 4 <= len(blocks) and commas * 2 <= len(blocks) and open_ends * 4 <= len(blocks)
