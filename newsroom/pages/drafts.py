"""Articles while their blocks are being collected."""

from __future__ import annotations

from dataclasses import dataclass, field

from .blocks import Block
from .credits import CreditReading
from .furniture import Header
from .headings import Heading
from .model import LeftOut
from .origins import Origin
from .text import Run


@dataclass(slots=True)
class Draft:
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

    drafts: list[Draft] = field(default_factory=list)
    page_credits: list[tuple[Block, CreditReading]] = field(default_factory=list)
    headers: list[Header] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    listed_headers: list[Header] = field(default_factory=list)  # of a web page's list of all pages
    is_web: bool = False
