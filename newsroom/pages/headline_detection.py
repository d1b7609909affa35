"""Which lines are a headline with its kicker and subtitle, and which are crossheads of the article above."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .blocks import (
    COLUMN,
    CREDIT,
    DATE,
    HEAD,
    HEADER,
    JUMP,
    META,
    PICTURE,
    SEPARATOR,
    SOURCE,
    TEXT,
    WEB,
    Block,
)
from .datelines import read_tail
from .headline_parts import DASHES, UNIT, Heading, arrange_heads, arrange_lines
from .origins import read_opening_source
from .paragraphs import SENTENCE_OPENERS, is_signature, reads_complete
from .person_names import is_surely_name
from .text import NEVER_FIRST, ends_sentence

NUMBERED = re.compile(
    r"[（(]?[一二三四五六七八九十]{1,3}[、）)．.]|[（(]?\d{1,2}[、）).．](?!\d)|[①-⑳]|第[一二三四五六七八九十]{1,3}[章条节步部]|0\d\s?\S|PART",
    re.I,
)
_SKIPPED = (JUMP, PICTURE, SEPARATOR)


SURE_TAIL = 3
LONG_CROSSHEAD = 15  # characters; crossheads are rarely longer
_NOTICE = re.compile(r"(?:启事|公告|通告|通知|公示|声明)\Z")


@dataclass(frozen=True, slots=True)
class Standing:
    """How the open article stands when a heading comes.

    `level`: of its headline; `signed`: a dateline or byline tells its author; `ended`: credits or a source have
    closed it; `crossheads`: it has some of the heading's level already.
    """

    level: int = 0
    signed: bool = False
    ended: bool = False
    crossheads: bool = False


def has_tail(block: Block) -> bool:
    """Whether an article may end with this block: credits or a source close it."""
    if block.kind in (SOURCE, META):
        return True
    if block.kind == CREDIT:
        return block.credit is not None and not block.credit.of_page
    return block.kind == TEXT and block.tailed


def is_author_line(block: Block) -> bool:
    """Whether a line names the authors of an article, with or without a role."""
    if block.kind == TEXT and len(block.text) <= 4:
        return is_surely_name(re.sub(r"\s", "", block.text))
    return (
        block.kind == CREDIT
        and block.credit is not None
        and bool(
            block.credit.roles & {"reporter", "correspondent", "intern"}
            or block.credit.role_missing
            or block.credit.markers
        )
    )


class Outline:
    """Looks ahead over the blocks of a page to tell headlines from text."""

    def __init__(self, blocks: list[Block]) -> None:
        self.blocks = blocks
        self.marked = any(b.kind == HEAD for b in blocks)
        self._is_web = any(b.kind in (WEB, META) for b in blocks)
        self._section_end = self._find_section_ends()

    def _find_section_ends(self) -> list[int]:
        ends = [len(self.blocks)] * (len(self.blocks) + 1)
        for index in range(len(self.blocks) - 1, -1, -1):
            ends[index] = index if self.blocks[index].kind in (HEAD, COLUMN) else ends[index + 1]
        return ends

    def skip(self, index: int) -> int:
        """The next index that is no picture, jump or dividing line."""
        while index < len(self.blocks) and self.blocks[index].kind in _SKIPPED:
            index += 1
        return index

    def _skip_furniture(self, index: int) -> int:
        """On a web page buttons and the time may stand between the headline and the text."""
        kinds = (*_SKIPPED, WEB, HEADER, DATE) if self._is_web else _SKIPPED
        while index < len(self.blocks) and self.blocks[index].kind in kinds:
            index += 1
        return index

    def at(self, index: int) -> Block | None:
        return self.blocks[index] if index < len(self.blocks) else None

    def heading_at(self, index: int, *, fresh: bool, signed: bool = False) -> Heading | None:
        """The headline group that begins here.

        `fresh`: no article is open, or the open one has ended; `signed`: the open one is our own paper's.
        """
        run = index
        while run < len(self.blocks) and run - index < 8 and self._may_be_headline(self.blocks[run]):
            run += 1
        if run == index:
            return None
        heads = [p for p in range(index, run) if self.blocks[p].kind == HEAD]
        if heads:
            return self._marked_heading(index, heads[0])
        return self._unmarked_heading(index, run, fresh=fresh, signed=signed)

    def _may_be_headline(self, block: Block) -> bool:
        return block.kind == HEAD or block.short

    def _marked_heading(self, index: int, first: int) -> Heading | None:
        above = self.blocks[index:first]
        if len(above) > 2 or any(_is_no_kicker(b.text) for b in above):
            return None
        if above and not above[0].gap and is_open_text(self.blocks[index - 1] if index else None):
            return None  # the line goes on with the one right above it
        if above and is_open_text(self.blocks[index - 1] if index else None) and len(above) > 1:
            return None
        end = first
        heads: list[Block] = []
        while end < len(self.blocks) and self.blocks[end].kind == HEAD and len(heads) < 3:
            if heads and NUMBERED.match(self.blocks[end].text):
                break
            heads.append(self.blocks[end])
            end += 1
        heading = Heading(index, end, kicker=list(above))
        arrange_heads(heading, heads)
        if not heading.subtitle:
            self._take_subtitle(heading)
        return heading

    def _take_subtitle(self, heading: Heading) -> None:
        """A short line under the headline: after a dash, or between the headline and the dateline."""
        index = heading.next
        block = self.at(index)
        if block is None or not block.short or NUMBERED.match(block.text):
            return
        if block.text.startswith(DASHES):
            heading.subtitle = [block]
            heading.next = index + 1
            return
        after = self.at(self.skip(index + 1))
        if after is None or is_surely_name(re.sub(r"\s", "", block.text)) or ends_sentence(block.text):
            return
        told = after.dateline or is_author_line(after) or after.kind == META
        if told or self._is_plain_subtitle(block, after):
            heading.subtitle = [block]
            heading.next = index + 1

    def _is_plain_subtitle(self, block: Block, after: Block) -> bool:
        """A complete phrase that stands close to the headline and apart from the text."""
        if (
            after.kind != TEXT
            or after.short
            or not 6 <= len(block.text) <= 30
            or not reads_complete(block.text)
        ):
            return False
        return (not block.gap and after.gap) or bool(SENTENCE_OPENERS.match(after.text))

    def _unmarked_heading(self, index: int, run: int, *, fresh: bool, signed: bool) -> Heading | None:
        lines = self.blocks[index:run]
        under = self.at(run)
        posted = fresh and under is not None and under.header is not None and under.header.posted
        if posted and (len(lines) == 1 or (len(lines) == 2 and UNIT.search(lines[1].text))):
            return Heading(index, run, title=lines[:1], account=lines[1:])
        after = self._skip_furniture(run) if fresh else self.skip(run)
        follower = self.at(after)
        if follower is None or lines[0].text[0] in NEVER_FIRST:
            return None
        name_line = len(lines) > 1 and is_surely_name(re.sub(r"\s", "", lines[-1].text))
        if name_line:
            lines = lines[:-1]
        if len(lines) > 3 or not self._announces_article(follower, after, fresh=fresh, signed=signed):
            return None
        if len(lines) > 1 and not fresh and is_open_text(self.blocks[index - 1] if index else None):
            return None
        heading = Heading(index, index + len(lines))
        arrange_lines(heading, lines)
        return heading

    def _announces_article(self, follower: Block, index: int, *, fresh: bool, signed: bool) -> bool:
        """Whether what stands under short unmarked lines makes them a headline."""
        if follower.dateline or follower.kind == META:
            return True
        after = self.at(self._skip_furniture(index + 1) if fresh else self.skip(index + 1))
        if is_author_line(follower):
            if after is None or after.kind != TEXT:
                return False
            return fresh or (not after.short and not has_tail(after))
        if follower.kind == SOURCE:
            while after is not None and after.kind in (SOURCE, META, CREDIT):
                index += 1
                after = self.at(self.skip(index + 1))
            return fresh and after is not None and after.kind == TEXT
        if follower.kind == TEXT:
            story = (
                fresh
                or self._ends_like_story(index, signed=signed)
                or (signed and self._ends_like_reprint(index))
            )
            return not follower.short and story
        return False

    def _ends_like_story(self, index: int, *, signed: bool) -> bool:
        """A single paragraph with a credit for text and pictures is a story of its own.

        So is one that another author signs than the article above it (`signed`).
        """
        index, block = self._end_of_paragraph(index)
        under = self.at(index + 1)
        credit = under.credit if under is not None and under.kind == CREDIT else None
        if credit and ("both" in credit.markers or (signed and credit.role_missing)):
            return True
        if "摄影报道" not in block.text[-40:] and "文/图" not in block.text[-40:]:
            return False
        return read_tail(block.text, bare=False) is not None

    def _end_of_paragraph(self, index: int) -> tuple[int, Block]:
        """The last line of the paragraph that begins here, if it is wrapped."""
        while (
            self.blocks[index].full and (below := self.at(index + 1)) and below.kind == TEXT and not below.gap
        ):
            index += 1
        return index, self.blocks[index]

    def _ends_like_reprint(self, index: int) -> bool:
        """Text up to a source line, right under an article of our own: the source can't be that one's."""
        for block in self.blocks[index : index + 12]:
            if block.kind == SOURCE:
                return True
            if block.kind != TEXT or block.short or block.dateline or block.tailed:
                return False
        return False

    def starts_article(self, heading: Heading, standing: Standing) -> tuple[bool, bool]:
        """Whether a marked headline begins a new article, and whether that is sure.

        A headline is told by what stands around it (a dateline, a byline, a kicker, a source at the end of its
        text); a crosshead has none of that.
        """
        tail = self._evidence_below(heading)
        if standing.crossheads and tail < SURE_TAIL:
            tail = 0  # the credits at the end of an article with crossheads are its own
        evidence = self._evidence_above(heading) + tail
        text = "".join(b.text for b in heading.title)
        same = heading.level == standing.level
        if same and not evidence and standing.signed and not standing.ended:
            return False, len(text) < LONG_CROSSHEAD
        score = evidence + (1 if same else -1)
        if standing.level and heading.level < standing.level:
            score = evidence + 4
        score += 2 if standing.ended else 0
        score -= 3 if NUMBERED.match(text) else 0
        score += 1 if len(text) >= LONG_CROSSHEAD else -1 if len(text) <= 12 else 0
        sure = (
            evidence >= 3
            or heading.level < standing.level
            or (not evidence and heading.level > standing.level)
        )
        return score >= 1, sure or not -1 <= score <= 2

    def _evidence_above(self, heading: Heading) -> int:
        """What stands around the headline itself."""
        score = (2 if heading.kicker else 0) + (2 if heading.subtitle else 0)
        first = self.at(self.skip(heading.next))
        if first and (_opens_article(first) or (first.kind == TEXT and read_opening_source(first.text))):
            score += 4
        return score + (3 if _NOTICE.search(heading.title[-1].text) else 0)

    def _evidence_below(self, heading: Heading) -> int:
        """What stands at the end of the text under the headline: 3 for a source or a story of one picture."""
        last = self._section_end[heading.next] - 1
        while last >= heading.next and not _may_end_article(self.blocks[last]):
            last -= 1
        if last < heading.next or not has_tail(self.blocks[last]):
            return 0
        block = self.blocks[last]
        alone = last <= heading.next + 1
        return SURE_TAIL if block.kind == SOURCE or ("摄影报道" in block.text[-30:] and alone) else 2


def _opens_article(block: Block) -> bool:
    """Whether the line under a headline tells where the text comes from."""
    return bool(block.dateline) or is_author_line(block) or block.kind in (SOURCE, META)


def _is_no_kicker(text: str) -> bool:
    return ends_sentence(text) or text[0] in NEVER_FIRST + "（(" or is_signature(text)


def _may_end_article(block: Block) -> bool:
    if block.kind == CREDIT and block.credit:
        return not block.credit.of_page and not block.credit.only_editors
    return block.kind == SOURCE or (block.kind == TEXT and not block.short)


def is_open_text(block: Block | None) -> bool:
    """Whether a block is body text that breaks off."""
    return block is not None and block.kind == TEXT and not block.closed
