"""Assigns the blocks of a page to articles; what belongs to none is left out."""

from __future__ import annotations

import re

from .block_corrections import count_titles, settle_blocks, title_key
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
from .collecting import CollectedArticle, Segments, open_article
from .columns import ColumnStack, OpenColumn
from .credits import CreditReading, read_credits
from .furniture import FOOT, LIST_STARTS, PAGE_TURN, Header, find_date
from .headline_detection import Outline, Standing, has_tail
from .headline_parts import Heading, is_column_name
from .loose_lines import end_of_headline_list, is_loose_caption, is_loose_note, read_page_name
from .marks import BULLETS
from .model import LeftOut
from .person_names import is_surely_name
from .text import Run, ends_sentence

_REASONS = {
    WEB: "web",
    JUMP: "jump",
    SEPARATOR: "separator",
    PICTURE: "picture",
    HEADER: "page-header",
    DATE: "page-header",
}


_BRIEFS = re.compile(r"简讯|短波|快讯|短讯|集锦|速览|简报|要闻|一句话")


# Below the date of a notice, what it brings along is still its own.
_ATTACHED = re.compile(r"附件?\s?[\d一二三四五]?\s?(?:[:：].{0,40})?\Z")


class Segmenter:
    """Walks over the blocks once; each kind of block has its method."""

    def __init__(self, blocks: list[Block]) -> None:
        self.blocks = blocks
        settle_blocks(blocks)
        self.outline = Outline(blocks)
        self.columns = ColumnStack()
        self.result = Segments()
        self.current: CollectedArticle | None = None
        self.in_list = False
        self.in_foot = False
        self.captions: list[Block] = []
        self.notes: list[Block] = []
        self.listed_headers: list[Header] = []
        self.loose_credits: list[tuple[Block, CreditReading]] = []  # of an article whose headline follows
        self.pending_picture = False
        self.is_web = any(b.kind in (WEB, META) or (b.header and b.header.posted) for b in blocks)
        self.titles_later = count_titles(blocks)

    def run(self) -> Segments:
        index = 0
        while index < len(self.blocks):
            block = self.blocks[index]
            for mark in block.marks:
                self._leave(mark, "mark")
            if block.kind in (TEXT, HEAD):
                index = self._text_or_head(index)
            elif block.kind == COLUMN:
                index = self._column(index)
            else:
                self._other(block)
                index += 1
        self._hand_out_captions()
        used = {
            id(name)
            for collected in self.result.collected
            for name in (collected.column, collected.subcolumn)
        }
        for name in self.columns.entered:
            if id(name) not in used:
                self._leave(name, "column-unused")
        self.result.page_credits += self.loose_credits
        self.result.is_web = self.is_web
        self.result.settle_editors()
        self.result.listed_headers = self.listed_headers
        return self.result

    # --- furniture, credits, sources -----------------------------------------------------------------

    def _other(self, block: Block) -> None:
        if block.kind == CREDIT and block.credit:
            self._credit(block, block.credit)
        elif block.kind == SOURCE and block.origin and self.current:
            self.current.origins.append((block, block.origin))
            self.current.ended = self.current.ended or bool(self.current.body)
        elif block.kind == META and self.current:
            self.current.metas.append(block)
        elif block.kind == DATE and self.current and self.current.body:
            self.current.body.append(block)
            self.current.ended = True
        else:
            self._furniture(block)

    def _furniture(self, block: Block) -> None:
        if block.header:
            (self.listed_headers if self.in_list else self.result.headers).append(block.header)
        if block.kind == WEB:
            self.in_list = bool(LIST_STARTS.match(block.text))
            if PAGE_TURN.match(block.text) and (date := find_date(block.text)[0]):
                self.result.headers.append(Header(date=date))
            self.in_foot = self.in_foot or bool(self.current and self.current.body and FOOT.match(block.text))
        elif block.kind == PICTURE:
            self._picture()
        elif block.kind == JUMP and self.current:
            self.current.jumps.append(block)
            if "上接" in block.text and self.current.body and self.current.body[-1].closed:
                self.current.ended = True  # the rest of another article begins
        self._leave(block.run, _REASONS.get(block.kind, "stray"))

    def _picture(self) -> None:
        """A picture inside an article is its own; one above a headline belongs to the next."""
        if self.current and not self.current.ended:
            self.current.has_picture = True
        else:
            self.pending_picture = True

    def _hand_out_captions(self) -> None:
        """Captions and notes that no headline followed go to the last article."""
        if (self.captions or self.notes) and not self.result.collected:
            self._start(None)
        elif self.captions or self.notes:
            self.result.collected[-1].captions += self.captions
            last = self.result.collected[-1]
            last.body = sorted(last.body + self.notes, key=lambda block: block.line)
        self.captions, self.notes = [], []

    def _credit(self, block: Block, credit: CreditReading) -> None:
        if self.current is None and credit.roles & {"reporter", "correspondent"}:
            self.loose_credits.append((block, credit))
            self._leave(block.run, "credit")
            return
        if credit.of_page or self.current is None:
            self.result.page_credits.append((block, credit))
            self._leave(block.run, "page-credit")
            return
        self.current.credits.append((block, credit))
        if self.current.body:
            self.current.ended = True
            self.current.signed_off = self.is_web and credit.only_editors
        self._leave(block.run, "credit")

    def _leave(self, run: Run, code: str) -> None:
        if run:
            self.result.left_out.append(LeftOut(run, code))

    # --- columns -------------------------------------------------------------------------------------

    def _column(self, index: int) -> int:
        block = self.blocks[index]
        assert block.column is not None  # noqa: S101 - told by the kind
        if turned := end_of_headline_list(self.outline, index):
            for passed in self.blocks[index:turned]:
                self._leave(passed.run, "headline-list")
            return turned
        if self.in_list and self.is_web and not block.level and self.current and self.current.body:
            self._leave(block.run, "headline-list")
            return index + 1
        self.in_list = False
        if self._is_column(index):
            if self.current and not self.current.body and self.current.heading is None:
                self.current = None
            self.columns.enter(OpenColumn(block.column.name, block.level, _style(block)))
            self._marks(block)
            self.current = None if self._next_is_headline(index) else self.current
            return index + 1
        if self._opens_with_crosshead(block):
            self._marks(block)
            return self._crosshead(
                index, Block(HEAD, block.column.name, level=block.level or 6, gap=block.gap)
            )
        sibling = self.current is not None and self.current.mark == (block.text[:1], block.level)
        if (
            self.current
            and self.current.body
            and not self.current.ended
            and not (sibling or self._dateline_next(index) or self._opens_column(index))
        ):
            self._marks(block)
            self.current.body.append(Block(HEAD, block.column.name, level=block.level or 6, gap=block.gap))
            return index + 1
        self._marks(block)
        self.columns.close_marked(_style(block), block.level)
        heading = Heading(
            index, index + 1, title=[Block(HEAD, block.column.name, level=block.level)], level=block.level
        )
        self._start(heading)
        if self.current:
            self.current.mark = (block.text[:1], block.level)
        return index + 1

    def _opens_with_crosshead(self, block: Block) -> bool:
        """A name in brackets right under a headline or its byline: 【案情回放】."""
        current = self.current
        wrapped = block.column is not None and block.column.wrapped
        return wrapped and current is not None and current.heading is not None and not current.body

    def _marks(self, block: Block) -> None:
        for mark in block.column.marks if block.column else ():
            self._leave(mark, "mark")

    def _is_column(self, index: int) -> bool:
        """A column mark groups headlines; one with text right under it is a headline or a crosshead."""
        after = self.outline.skip(index + 1)
        block, follower = self.blocks[index], self.outline.at(after)
        if follower is None:
            return True
        if self._next_is_headline(index):
            return True
        name = block.column.name.text if block.column else ""
        if follower.dateline or follower.kind in (CREDIT, SOURCE, META):
            return is_column_name(name) or len(name) <= 5
        if follower.kind == TEXT:
            return self.current is None and is_column_name(name)
        inside = self.current is not None and self.current.body and not self.current.ended
        return not inside or follower.kind in (HEAD, COLUMN)

    def _next_is_headline(self, index: int) -> bool:
        after = self.outline.skip(index + 1)
        follower = self.outline.at(after)
        if follower is None or follower.kind in (HEAD, COLUMN):
            return follower is not None
        return follower.short and self.outline.heading_at(after, fresh=True) is not None

    def _dateline_next(self, index: int) -> bool:
        follower = self.outline.at(self.outline.skip(index + 1))
        return follower is not None and (follower.dateline is not None or follower.kind == CREDIT)

    def _opens_column(self, index: int) -> bool:
        """Whether a mark over text ends the article: it looks like the page's columns, or stands above briefs."""
        block = self.blocks[index]
        name = block.column
        if name and (_style(block), block.level) in self.columns.styles and is_column_name(name.name.text):
            return True
        after = self.outline.at(self.outline.skip(index + 1))
        bulleted = after is not None and after.kind == TEXT and after.text[0] in BULLETS
        return bulleted and name is not None and bool(_BRIEFS.search(name.name.text))

    # --- headlines and text --------------------------------------------------------------------------

    def _text_or_head(self, index: int) -> int:
        block = self.blocks[index]
        if self.in_list and self._in_headline_list(index):
            self._leave(block.run, "headline-list")
            return index + 1
        if self.in_foot and block.kind == TEXT and not block.dateline:
            self._leave(block.run, "web")
            return index + 1
        if turned := end_of_headline_list(self.outline, index):
            for passed in self.blocks[index:turned]:
                for mark in passed.marks if passed is not block else ():
                    self._leave(mark, "mark")
                self._leave(passed.run, "headline-list")
            return turned
        self.in_foot = False
        self.in_list = False
        if not self.result.collected and (header := read_page_name(self.blocks, index, is_web=self.is_web)):
            self.result.headers.append(header)
            self._leave(block.run, "page-header")
            return index + 1
        if self.current and self.current.ended and _ATTACHED.match(block.text):
            self.current.ended, self.current.attached = False, True
        fresh = self.current is None or self.current.ended
        if fresh and block.kind == TEXT and self._set_aside(index):
            return index + 1
        if block.kind == HEAD and self._heads_column(index):
            self.columns.enter(OpenColumn(block.run, block.level, "plain"))
            self.current = None
            return index + 1
        signed = self.current is not None and self.current.has_dateline
        heading = self.outline.heading_at(index, fresh=fresh, signed=signed)
        if heading and self._accept(heading):
            self._start(heading)
            return heading.next
        if block.kind == HEAD:
            return self._crosshead(index, block)
        self._text(block)
        return index + 1

    def _set_aside(self, index: int) -> bool:
        """Keep what stands above a headline and belongs below it: a picture's caption, an editor's note."""
        if is_loose_caption(self.outline, index):
            self.captions.append(self.blocks[index])
        elif is_loose_note(self.outline, index):
            self.notes.append(self.blocks[index])
        else:
            return False
        return True

    def _heads_column(self, index: int) -> bool:
        """A heading without a mark that reads like a column, with a marked line right under it."""
        follower = self.outline.at(self.outline.skip(index + 1))
        return follower is not None and follower.kind == COLUMN and is_column_name(self.blocks[index].text)

    def _accept(self, heading: Heading) -> bool:
        current = self.current
        if current is None or heading.level == 0:
            return True
        if not current.body and not (current.credits and heading.level > current.level):
            return True
        standing = Standing(
            level=current.level,
            signed=current.has_dateline or bool(current.credits),
            ended=current.ended,
            crossheads=any(block.level == heading.level for block in current.body),
        )
        starts, sure = self.outline.starts_article(heading, standing)
        if not sure:
            current.unsure_headings.append(heading.title[0])
        return starts

    def _crosshead(self, index: int, block: Block) -> int:
        if self.current is None:
            self._start(Heading(index, index + 1, title=[block], level=block.level))
        else:
            self.current.body.append(block)
        return index + 1

    def _text(self, block: Block) -> None:
        if block.dateline and (self.current is None or self._ends_current()):
            self._start(None)
        if self.current is None:
            if block.short and not self.result.collected and not ends_sentence(block.text):
                self._leave(block.run, "stray")
                return
            self._start(None)
        current = self.current
        assert current is not None  # noqa: S101 - made above
        if current.signed_off and block.short:
            self._leave(block.run, "web")
            return
        name = re.sub(r"\s", "", block.text)
        bare = is_surely_name(name.strip("（()）")) and (not current.body or name[:1] in "（(")
        if bare and (reading := read_credits(name, bare=True)):
            self._credit(block, reading)
            return
        current.body.append(block)
        if has_tail(block):
            current.ended = True

    def _ends_current(self) -> bool:
        """Whether a dateline without a headline begins a new article."""
        current = self.current
        if current is None or not current.body:
            return False
        return current.has_dateline or current.ended or len(current.body) > 3

    def _in_headline_list(self, index: int) -> bool:
        block = self.blocks[index]
        if block.kind == HEAD or block.dateline or not block.short:
            return False
        follower = self.outline.at(self.outline.skip(index + 1))
        if follower is None or follower.short or follower.kind in (WEB, HEADER, HEAD, COLUMN, CREDIT):
            return True
        return self.titles_later.get(title_key(block.text), 0) > 1

    def _start(self, heading: Heading | None) -> None:
        """Begin an article: its headline, its column."""
        collected, left = open_article(heading, self.columns)
        self.result.left_out += left
        collected.credits, self.loose_credits = self.loose_credits, []
        collected.captions, self.captions = self.captions, []
        collected.notes, self.notes = self.notes, []
        collected.has_picture, self.pending_picture = self.pending_picture, False
        self.result.collected.append(collected)
        self.current = collected


def _style(block: Block) -> str:
    """How a column is marked: by a bullet or by brackets, and by which."""
    wrapped = block.column is not None and block.column.wrapped
    return ("bracket" if wrapped else "bullet") + block.text[:1]
