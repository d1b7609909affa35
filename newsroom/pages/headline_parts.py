"""Which line of a headline group is the kicker, which the headline, which the subtitle."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from .blocks import Block
from .text import ends_sentence

DASHES = ("——", "—", "--", "－－", "――", "──", "—")
_COLUMN_WORDS = re.compile(
    r"(?:经验|案例|动态|专栏|视点|风采|之窗|之声|观察|聚焦|关注|速递|快讯|短波|简讯|集锦|广角|讲堂|人物|故事|论坛|时评|评论|连线|现场|一线|进行时|播报|快报|新闻|要闻|综合|副刊|"
    r"之家|讯|手记|札记|感言|提示|导读|寄语|心声|园地|信息|天地|传真|短新闻|图片新闻|漫笔|杂谈|专访|特写|纪实|访谈|链接|说法|普法|镜头|影像|图说|声音|来信|资讯|快评|短评|微评|锐评|公告栏|他山之石|看点|热点|特刊|专版|行动|先锋|榜样|服务台|直通车|回音壁)\Z"
)
_GOES_ON = re.compile(
    r"提出|明确|部署|强调|惠及|覆盖|助力|涉及|预计|计划|首批|其中|共有?(?=\d)|已有?(?=\d)|受益|将|累计|全年|力争"
)
UNIT = re.compile(r"(?:工会|公司|集团|联合会|局|厅|学校|学院|大学|医院|中心|街道|镇|县|区)\Z")
LONGEST_TITLE = 34  # characters of a headline in two lines


@dataclass(slots=True)
class Heading:
    """A headline group: blocks from `start` up to, not including, `next`."""

    start: int
    next: int
    title: list[Block] = field(default_factory=list)
    kicker: list[Block] = field(default_factory=list)
    subtitle: list[Block] = field(default_factory=list)
    plain_column: Block | None = None
    account: list[Block] = field(default_factory=list)  # the public account that posts the text
    level: int = 0
    unsure: bool = False


def is_column_name(text: str) -> bool:
    """Whether a heading without marks reads like the name of a column."""
    return len(text) <= 12 and bool(_COLUMN_WORDS.search(text))


def arrange_heads(heading: Heading, heads: list[Block]) -> None:
    """Which of several headings in a row is the headline."""
    if len(heads) > 1 and not heads[1].text.startswith(DASHES):
        first, second = heads[0], heads[1]
        deeper = first.level < second.level
        if is_column_name(first.text) or (
            deeper and len(first.text) <= 8 and (len(second.text) >= 10 or len(first.text) <= 4)
        ):
            heading.plain_column = first
            heads = heads[1:]
    if len(heads) == 1:
        heading.title = heads
    elif heads[1].text.startswith(DASHES) or heads[1].level > heads[0].level:
        heading.title, heading.subtitle = heads[:1], heads[1:]
    elif heads[1].level == heads[0].level and _GOES_ON.match(heads[1].text):
        heading.title, heading.subtitle = heads[:1], heads[1:]
        heading.unsure = True
    elif heads[1].level == heads[0].level and not _reads_like_kicker(heads[0].text, heads[1].text):
        heading.title, heading.subtitle = heads[:2], heads[2:]
        heading.unsure = not (heading.kicker or heads[0].text[-1] in "：:")
    else:
        heading.kicker = heading.kicker + heads[:1]
        heading.title, heading.subtitle = heads[1:2], heads[2:]
        heading.unsure = heads[0].level == heads[1].level
    heading.level = heading.title[0].level


def _reads_like_kicker(first: str, second: str) -> bool:
    """Of two headings of one level: a unit's name, or a row of phrases over a single one, is no half headline."""
    phrases = (" " in first) != (" " in second)
    return (
        phrases
        or len(first) > len(second) + 8
        or len(first + second) > LONGEST_TITLE
        or bool(UNIT.search(first))
    )


def arrange_lines(heading: Heading, lines: list[Block]) -> None:
    """Which of one to three unmarked lines is the headline: kicker, headline, subtitle in this order."""
    if len(lines) == 1:
        heading.title = lines
    elif lines[1].text.startswith(DASHES):
        heading.title, heading.subtitle = lines[:1], lines[1:]
    elif len(lines) == 3 or lines[-1].text.startswith(DASHES):
        heading.kicker, heading.title, heading.subtitle = lines[:1], lines[1:2], lines[2:]
        heading.unsure = not lines[2].text.startswith(DASHES)
    elif _goes_on_below(lines[0], lines[1]):
        heading.title = lines
        heading.unsure = True
    elif lines[0].text.startswith("【") or _reads_like_subtitle(lines[1].text, lines[0].text):
        heading.title, heading.subtitle = lines[:1], lines[1:]
        heading.unsure = not lines[0].text.startswith("【")
    else:
        heading.kicker, heading.title = lines[:1], lines[1:]
        heading.unsure = True


def _goes_on_below(first: Block, second: Block) -> bool:
    """Of two unmarked lines that stand close: a headline broken behind a colon's phrase, or with a short rest."""
    if second.gap or ends_sentence(second.text):
        return False
    return len(second.text) <= 4 or (bool(re.search(r"[：:].{3,}", first.text)) and len(second.text) <= 12)


def _reads_like_subtitle(second: str, first: str) -> bool:
    """Of two unmarked lines: several phrases under a shorter single one, or a line that goes on with the first."""
    if UNIT.search(first) or len(first) <= 5:
        return False  # whose news it is, above the news
    phrases = " " in second and " " not in first and len(second) >= len(first) + 6
    return phrases or bool(_GOES_ON.match(second))
