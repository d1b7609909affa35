"""Every line of the source becomes one block of a kind; no line looks at its neighbours here."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .credits import CreditReading, read_credits
from .datelines import Dateline, read_dateline, read_signature, read_tail
from .furniture import Header, is_jump, is_only_date, is_web_furniture, jump_spans, read_header
from .marks import ColumnMark, Shell, is_separator, pictures, read_column, unwrap
from .origins import (
    Origin,
    read_meta_line,
    read_source_line,
    read_tail_dateline,
    read_tail_picture,
    read_tail_source,
)
from .person_names import is_surely_name
from .text import Run, is_closed, line_run

TEXT, HEAD, COLUMN, CREDIT, SOURCE, META, HEADER = (
    "text",
    "head",
    "column",
    "credit",
    "source",
    "meta",
    "header",
)
JUMP, WEB, PICTURE, SEPARATOR, DATE = "jump", "web", "picture", "separator", "date"
_TAIL_HINT = re.compile(r"摄|发|提供|资料|报道|记者|通讯员|图|文|编辑|转自|来源|版|[）)]\s*\Z")
LONGEST_SHORT = 46  # characters; a line of a headline is not longer


@dataclass(slots=True)
class Block:
    """One line of the source, read by itself."""

    kind: str
    run: Run
    level: int = 0
    bold: bool = False
    marks: tuple[Run, ...] = ()
    indented: bool = False
    gap: bool = False  # a blank line stands above
    column: ColumnMark | None = None
    credit: CreditReading | None = None
    origin: Origin | None = None
    header: Header | None = None
    meta: dict[str, str] | None = None
    dateline: Dateline | None = None
    tailed: bool = False  # credits, a source or a jump end the line
    full: bool = False  # the line is cut at the width of its column

    @property
    def text(self) -> str:
        return self.run.text

    @property
    def line(self) -> int:
        return self.run.first_line or (self.marks[0].first_line if self.marks else 0)

    @property
    def row(self) -> bool:
        """Whether this is a row of a table: | 1 | … |."""
        text = self.run.text
        return self.kind == TEXT and len(text) > 2 and text[0] in "|｜│" and text[-1] in "|｜│"

    @property
    def roster(self) -> bool:
        """Whether this is a line of a list of people: 德吉央宗（女，藏族）　甘雪州邮政分公司投递员."""
        match = _ROSTER.match(self.run.text) if self.kind == TEXT else None
        return match is not None and bool(match["told"] or is_surely_name(match["name"]))

    @property
    def closed(self) -> bool:
        return self.tailed or is_closed(self.run.text) or self.row

    @property
    def short(self) -> bool:
        """Whether this could be a line of a headline: short, with no closing mark."""
        text = self.run.text
        if self.kind != TEXT or self.dateline or self.tailed or not text or len(text) > LONGEST_SHORT:
            return False
        if self.full or self.row or self.roster:
            return False
        if text[-1] in "：:":
            return len(text) <= 12 and "，" not in text
        return not self.closed or text[-1] in '”’"？！?!）)'


# A dateline whose bracket closes on the next line only.
_BROKEN_DATELINE = re.compile(
    r"(?:[【\[]?[一-鿿《》]{2,14}?[^（(。，]{0,14}[讯电][】\]]?\s*[（(]|[（(](?:本报|本网)?(?:记者|通讯员))[^）)。]{0,60}\Z"
)
_PAGE_CREDIT = re.compile(
    r"(?<=[\s　■●◆|｜])(?:本版|责任|值班|执行)?(?:责?编辑?|美编|版式|校对|主编|主任|制版|组版|美术编辑|设计)"
    r"\s?[:：/／\s　]"
)
_CONTACT = re.compile(
    r"[\s　■●◆|｜](?:新闻|电子)?(?:电话|热线|邮箱|信箱|E-?mail|投稿|网址|QQ|信箱).{0,80}\Z", re.I
)
_BRIEF = re.compile(
    r"(?P<title>[●○■□◆◇▲△★☆◎▶►]\s?[^\s。！？；][^。！？；　]{3,28}?)(?:　+|[ \t]{2,})(?=[^。\n]{6,}[。，])"
)
_CAPITALS = re.compile(r"[A-Z][A-Z0-9 .,&'’·|/-]{3,60}\Z")
# Looked for first, because most lines hold none of these.
_MAY_BE_HEADER = re.compile(r"[\d０-９版期报]|星期|Page|[二一][〇○零]", re.I)
_MAY_BE_CREDIT = re.compile(
    r"记者|通讯|实习|见习|[编校摄供撰审]|版式|排版|组版|制版|设计|作者|整理|文|图|评论员|监制|统筹|策划|值班|剪辑|配音|海报|制作|漫画|报道"
)
_OF_PAGE = re.compile(
    r"[（(]?本版(?:图片|照片|稿件|文图|图文)[^。]{0,6}由?[^。]{2,30}(?:提供|摄|采写|供图)[^。]{0,10}\Z"
)
_IN_BRACKETS = re.compile(r"[（(]([^（）()]{2,28})[)）]\Z")
# Columns that are no names, though they begin with a surname: ■简讯, ■记者手记.
_NO_SIGNATURE = re.compile(
    r"(?:讯|手记|札记|随笔|感言|后记|链接|点评|短评|背景|提示|导读|寄语|心声|速递|看点|动态|新闻|评论)\Z"
)
_ROSTER = re.compile(
    r"(?P<name>[一-鿿·]{2,10})(?P<told>[（(](?:男|女|[^（）()]{0,6}族|已故)[^（）()]{0,8}[)）])?"
    r"(?(told)[　\s]+|(?:　|[ \t]{2,})\s*)[^。，；！？　]{4,40}\Z"
)
_TEAM = re.compile(r"本报[一-鿿]{0,6}(?:报道组|采访组|调研组|记者组)\Z")
_REVIEWER = re.compile(
    r"(?:审核|审校|审签|审读|签发|[一二三初复终]审|监制|统筹|策划)\s?[:：|｜丨]\s?[一-鿿]{2,4}(?:[\s、]+[一-鿿]{2,4})?\Z"
)
_MAIL_LINE = re.compile(
    r"(?:E-?mail|(?:投稿|电子|新闻)(?:邮箱|信箱)|新闻热线|投稿热线)\s?[:：]\s?[\w@.—–/-]+\Z", re.I
)
_WEEKDAY_LINE = re.compile(r"(?:星期|周)[一二三四五六日天]\Z")
# What is said of the author below a text ends it; who sent it in is no text.
_AUTHOR_NOTE = re.compile(r"[（(](?:本文)?作者(?:单位|简介|系|为|介绍)\s?[:：]?[^（）()]{2,60}[)）]\Z")
_SENDER = re.compile(
    r"(?:投稿|来稿|报送|供稿|投稿人)(?:单位|部门)\s?[:：]\s?\S{2,40}\Z|投稿\s?[:：]\s?\S{2,40}\Z"
)
# A label that nobody speaks behind, unlike 记者：您好.
_LABELLED = re.compile(
    r"(?:责任编辑|责编|编辑|编校|校对|美编|排版|图文|文图|文字|摄影|撰文|撰稿|供稿|通讯员)\s?[:：|｜丨]\s?(?!.{0,3}[您你我他好请])[一-鿿]{2,3}\Z"
)
_BYLINE_BULLET = re.compile(r"[□■◎●○◇◆▪·•—\-*]+\s*")


def read_blocks(lines: list[str]) -> list[Block]:
    """The blocks of all lines that are not blank, in order."""
    blocks: list[Block] = []
    gap = True
    for number, line in enumerate(lines, start=1):
        run = line_run(number, line)
        if not run:
            gap = True
            continue
        indented = line.startswith(("　", "  ", "\t", "\u2003\u2003", "\xa0\xa0"))
        broken = (
            blocks[-1] if blocks and _is_broken_dateline(blocks[-1]) and run.text[0] not in "#<!■" else None
        )
        if broken:
            run = broken.run + run
            gap, indented = broken.gap, broken.indented
            blocks.pop()
        for block in _read_line(run):
            block.gap, block.indented = gap, indented
            if broken:
                block.marks, broken = broken.marks + block.marks, None
            blocks.append(block)
            gap = False
    return blocks


def _is_broken_dateline(block: Block) -> bool:
    return block.kind == TEXT and len(block.run.pieces) < 3 and bool(_BROKEN_DATELINE.match(block.text))


def _read_line(run: Run) -> list[Block]:
    if is_separator(run.text):
        return [Block(SEPARATOR, run)]
    found = pictures(run)
    result: list[Block] = []
    if found:
        result = [Block(PICTURE, picture) for picture in found[0]]
        run = found[1]
        if not run:
            return result
    if parts := _header_with_credits(run):
        return [*result, *parts]
    if parts := _brief(run):
        return [*result, *parts]
    if parts := _credits_with_contact(run):
        return [*result, *parts]
    shell = unwrap(run)
    if not shell.inner:
        return [*result, *(Block(SEPARATOR, mark) for mark in shell.marks)]
    return [*result, _read_shell(shell)]


def _brief(run: Run) -> list[Block]:
    """A brief on one line, a wide gap between its headline and its text: ● 甲地开班　5月16日，…"""
    match = _BRIEF.match(run.text)
    if match is None:
        return []
    title = run.slice(0, match.end("title"))
    column = read_column(title)
    return [Block(COLUMN, title, column=column), _read_shell(Shell(run.slice(match.end())))] if column else []


def _credits_with_contact(run: Run) -> list[Block]:
    """A line of the page's makers with their telephone behind: 责编：甲 美编：乙 电话：000-00000000."""
    contact = _CONTACT.search(run.text) if len(run) <= 200 and "编" in run.text else None
    if contact is None or not re.search(r"\d|@|www", contact[0]):
        return []
    block = _read_shell(Shell(run.slice(0, contact.start())))
    if block.kind != CREDIT or block.credit is None or not block.credit.only_editors:
        return []
    return [block, Block(HEADER, run.slice(contact.start()).strip(), header=Header())]


def _header_with_credits(run: Run) -> list[Block]:
    """A header line that names the makers of the page too: its parts, or nothing."""
    if len(run) > 200 or not (start := _PAGE_CREDIT.search(run.text)):
        return []
    head, tail = run.slice(0, start.start()).strip(), run.slice(start.start())
    contact = _CONTACT.search(tail.text)
    credit = tail.slice(0, contact.start()) if contact else tail
    if not head or not read_header(head.text) or not read_credits(credit.text):
        return []
    blocks = [Block(HEADER, head, header=read_header(head.text)), _read_shell(Shell(credit.strip()))]
    return (
        [*blocks, Block(HEADER, tail.slice(contact.start()).strip(), header=Header())] if contact else blocks
    )


def _read_shell(shell: Shell) -> Block:
    block = Block(TEXT, shell.inner, shell.level, shell.bold, shell.marks)
    text = shell.inner.text
    if len(text) <= 200 and not block.row and _read_special(block, text):
        return block
    block.dateline = read_dateline(text)
    block.tailed = _has_tail(text) or bool(_AUTHOR_NOTE.match(text))
    if block.dateline is None and not block.tailed:
        block.column = (
            read_column(shell.inner) if not is_web_furniture(shell.inner.text.strip("<>《》« »")) else None
        )
        if block.column:
            block.kind = COLUMN
        elif shell.level:
            block.kind = HEAD
    return block


def _has_tail(text: str) -> bool:
    """Whether credits, a source or a jump stand behind the last sentence of the line."""
    if not _TAIL_HINT.search(text[-40:]):
        return False
    tail = read_tail(text, bare=True)
    return bool(
        read_tail_dateline(text)
        or read_tail_picture(text)
        or (tail and tail.start)
        or read_tail_source(text)
        or any(end == len(text) for _start, end in jump_spans(text))
    )


def _read_special(block: Block, text: str) -> bool:
    """Lines that are no text of an article: furniture, credits, sources."""
    if _read_nameless(block, text):
        return True
    if is_jump(text):
        block.kind = JUMP
    elif is_only_date(text):
        block.kind = DATE
        block.header = read_header(text + " 星期一")
    elif (paper := read_source_line(text)) and "《" in text[:4]:
        block.kind, block.origin = SOURCE, paper
    elif meta := read_meta_line(text):
        block.kind, block.meta = META, meta
    elif header := _header(text):
        block.kind, block.header = HEADER, header
    elif reading := _signed(text):
        block.kind, block.credit = CREDIT, reading
    elif _MAY_BE_CREDIT.search(text) and (credit := read_credits(text)) and _is_credit_line(text, credit):
        block.kind, block.credit = CREDIT, credit
    elif origin := read_source_line(text):
        block.kind, block.origin = SOURCE, origin
    elif is_web_furniture(text):
        block.kind = WEB
    return block.kind != TEXT


def _read_nameless(block: Block, text: str) -> bool:
    """Lines that hold nothing to keep: a weekday, an address, who sent the text in or passed it."""
    if _WEEKDAY_LINE.match(text) or _MAIL_LINE.match(text):
        block.kind, block.header = HEADER, Header()
    elif _SENDER.match(text) or _REVIEWER.match(text):
        block.kind, block.credit = CREDIT, CreditReading(roles={""})
    elif _TEAM.match(text):
        block.kind, block.credit = CREDIT, CreditReading(roles={"reporter"})
    elif text in ("图片", "视频", "长图"):
        block.kind = PICTURE
    return block.kind != TEXT


def _header(text: str) -> Header | None:
    """A line of the page's head or foot, perhaps without anything to read from it."""
    if _CAPITALS.match(text) or _OF_PAGE.match(text):
        return Header()
    return read_header(text) if _MAY_BE_HEADER.search(text) else None


def _signed(text: str) -> CreditReading | None:
    """A line with nothing but a name, behind a bullet or in brackets: □ 方向东, （张三）."""
    if len(text) <= 30 and (paren := _IN_BRACKETS.match(text)):
        return read_signature(paren[1])
    bullet = _BYLINE_BULLET.match(text)
    name = text[bullet.end() :] if bullet and len(text) <= 40 else ""
    if bullet and bullet[0].startswith(("—", "-")) and not read_credits(name, bare=True):
        return None  # who said the words above: ——闽东市总工会干部 常春藤
    reading = read_signature(name) if name and not _NO_SIGNATURE.search(name) else None
    return reading if reading and (reading.role_missing or _is_credit_line(name, reading)) else None


def _is_credit_line(text: str, credit: CreditReading) -> bool:
    """A lone `记者：您好` of an interview, or `设计`, is no credit."""
    if not credit.credits:
        return False
    if text.lstrip("■□●◆▲※（(").startswith(
        ("本报", "本网", "本刊", "通讯员", "实习生", "责任编辑", "文/", "图/", "摄/", "供图", "供稿")
    ):
        return True
    if text.rstrip("）) 　").endswith(("供图", "供稿")):
        return True
    return (
        len(credit.credits) > 1
        or bool(_LABELLED.match(text))
        or any(is_surely_name(c.name) for c in credit.credits)
    )
