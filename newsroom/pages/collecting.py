"""Articles while their blocks are being collected."""

from __future__ import annotations

from dataclasses import dataclass, field

from .blocks import Block
from .columns import ColumnStack, OpenColumn
from .credits import CreditReading
from .furniture import Header
from .headline_parts import Heading
from .marks import read_inline_column
from .model import LeftOut
from .origins import Origin
from .text import Run


@dataclass(slots=True)
class CollectedArticle:
    """An article while its blocks are being collected."""

    heading: Heading | None = None
    title: list[Run] = field(default_factory=list)  # one run a line
    column: Run | None = None
    subcolumn: Run | None = None
    unclear_columns: list[Run] = field(default_factory=list)
    ended_column: Run | None = None
    body: list[Block] = field(default_factory=list)
    credits: list[tuple[Block, CreditReading]] = field(default_factory=list)
    origins: list[tuple[Block, Origin]] = field(default_factory=list)
    metas: list[Block] = field(default_factory=list)
    jumps: list[Block] = field(default_factory=list)
    unsure_headings: list[Block] = field(default_factory=list)
    captions: list[Block] = field(default_factory=list)
    notes: list[Block] = field(default_factory=list)  # of the editor, above the headline
    has_picture: bool = False
    ended: bool = False
    attached: bool = False  # what follows the date of a notice: 附件
    signed_off: bool = False  # an editor's line of a web page stands below
    level: int = 0
    mark: tuple[str, int] = ("", 0)  # the bullet and the level of a headline behind a bullet

    @property
    def has_dateline(self) -> bool:
        return any(block.dateline for block in self.body)


@dataclass(slots=True)
class Segments:
    """The result: articles, the page's own credits and header lines, and all that was left out."""

    collected: list[CollectedArticle] = field(default_factory=list)
    page_credits: list[tuple[Block, CreditReading]] = field(default_factory=list)
    headers: list[Header] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    listed_headers: list[Header] = field(default_factory=list)  # of a web page's list of all pages
    is_web: bool = False

    def settle_editors(self) -> None:
        """A line with editors alone behind the last of several articles speaks for the whole page.

        The makers named below the only article of a web page are that article's.
        """
        if len(self.collected) == 1 and self.is_web and (body := self.collected[0].body):
            below = [part for part in self.page_credits if part[0].line > body[-1].line]
            self.collected[0].credits += below
            self.page_credits = [part for part in self.page_credits if part not in below]
            self._recode([block for block, _credit in below], "credit")
        if len(self.collected) < 2:
            return
        last = self.collected[-1]
        for block, credit in list(last.credits):
            if credit.only_editors and last.body and block.line > last.body[-1].line:
                last.credits.remove((block, credit))
                self.page_credits.append((block, credit))
                self._recode([block], "page-credit")

    def _recode(self, blocks: list[Block], code: str) -> None:
        """Say another reason why these blocks were left out."""
        runs = [block.run for block in blocks]
        self.left_out = [
            LeftOut(part.run, code) if any(part.run is run for run in runs) else part
            for part in self.left_out
        ]


def open_article(heading: Heading | None, columns: ColumnStack) -> tuple[CollectedArticle, list[LeftOut]]:
    """An article that begins with this headline, under the columns in force, and what is left out of it."""
    collected = CollectedArticle(heading=heading, level=heading.level if heading else 0)
    left: list[LeftOut] = []
    if heading:
        plain = [heading.plain_column] if heading.plain_column else []
        lines = sorted((*plain, *heading.kicker, *heading.title, *heading.subtitle), key=lambda b: b.line)
        # The marks of the group's first line were left out when the walk came to it.
        left += [LeftOut(mark, "mark") for line in lines[1:] for mark in line.marks if mark]
        if heading.plain_column:
            columns.enter(OpenColumn(heading.plain_column.run, heading.plain_column.level, "plain"))
        left += [LeftOut(part.run, "web") for part in heading.account]
        collected.title = [block.run for block in heading.title]
    placing = columns.headline(collected.level)
    collected.column, collected.subcolumn = placing.column, placing.subcolumn
    collected.unclear_columns, collected.ended_column = placing.unclear, placing.ended
    inline = read_inline_column(collected.title[0]) if collected.title else None
    if inline:
        name, brackets, collected.title[0] = inline
        left += [LeftOut(bracket, "mark") for bracket in brackets if bracket]
        if collected.column is not None and collected.subcolumn is None:
            collected.subcolumn = name
        else:
            collected.column, collected.subcolumn = name, None
        collected.unclear_columns = []
    return collected, left
