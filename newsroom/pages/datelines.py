"""Datelines at the beginning of a body, and credits at the end of its last paragraph."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .credits import CreditReading, read_credits
from .model import Credit
from .person_names import is_surely_name
from .text import SENTENCE_END, blank_length

_AGENCIES = ("新华社", "中新社", "中工网", "据新华社", "据中新社")
_OWN_PAPERS = ("本报", "本刊", "本网", "本台", "本社")
_DATELINE = re.compile(
    r"(?P<open>[【\[〔［]?)\s?"
    r"(?P<paper>本报|本刊|本网|本台|本社|据?新华社|据?中新社|中工网|《[一-鿿]{2,12}》"
    r"|[一-鿿]{1,10}?(?:日报|晚报|早报|午报|时报|工人报|都市报|导报|快报|周报|商报|报|网|社|台|客户端)"
    r"(?:[-—－–·]+[一-鿿]{2,6}(?:报|网|社))?)\s?"
    r"(?P<place>(?!综合)[一-鿿]{2,8}?)?\s?"
    r"(?P<date>(?:\d{4}年)?(?:\d{1,2}月)?\d{1,2}日)?\s?"
    r"(?P<kind>综合消息|综合报道|专电|快讯|消息|讯|电)"
    r"(?P<close>(?:\s?[】\]〕］])?)"
)
_AFTER_OTHER = re.compile(r"[\s　（(:：】\]—]|记者|通讯员|[■▪]")
_PAREN = re.compile(r"\s*([（(])([^（）()]{1,100})[)）]")
_INLINE = re.compile(
    r"\s*((?:本报|本网|本刊|本台)?(?:全媒体|首席|见习|实习|特约)?(?:记者|通讯员|实习生)"
    r"[^。！？；]{1,60}?(?:摄影)?报道)\s*[:：,，]?(?=[\s　:：,，]|$)"
)
_INLINE_ROLE = re.compile(
    r"\s*(?:本报|本网|本刊|本台)?(?:全媒体|首席|见习|实习|特约)?(?:记者|通讯员|实习生)[\s:：]*"
)
_INLINE_NAME = re.compile(r"([一-鿿]{2,3}|[一-鿿][ 　][一-鿿])(?=[\s　、]|$)[\s　、]*")


@dataclass(frozen=True, slots=True)
class Dateline:
    """A dateline: where it ends, what it credits, and the other paper it names, if any."""

    end: int
    reading: CreditReading
    source: str = ""


def read_dateline(text: str) -> Dateline | None:
    """The dateline at the beginning of a block of text, if there is one."""
    match = _DATELINE.match(text)
    if match and _is_dateline(match, text):
        reading, end = _credits_after(text, match.end())
        paper = match["paper"].strip("《》").removeprefix("据")
        source = "" if paper in _OWN_PAPERS else paper
        return Dateline(_past_colon(text, end), reading, source)
    if text[:1] in "（(":
        paren = _PAREN.match(text)
        named = read_credits(paren[2]) if paren else None
        if paren and named and named.roles & {"reporter", "correspondent"}:
            return Dateline(blank_length(text, paren.end()), named)
    elif text.startswith(("本报", "记者", "通讯员", "本网", "本刊")):
        reading, end = _inline_credits(text, 0)
        if end:
            return Dateline(_past_colon(text, end), reading)
    return None


def _is_dateline(match: re.Match[str], text: str) -> bool:
    """Reject sentences that only begin alike, such as 家电 or 通讯."""
    if bool(match["open"]) != bool(match["close"].strip()):
        return False
    rest = text[match.end() :]
    if match["paper"].startswith("据"):  # 据新华社电 …, but not 据新华社消息，…
        return match["kind"] in ("电", "专电") and bool(re.match(r"[\s（(:：]", rest))
    own = match["paper"] in _OWN_PAPERS or match["paper"] in _AGENCIES
    told = match["date"] or match["open"] or _PAREN.match(rest)
    if match["kind"] in ("电", "消息", "综合报道") and not told:
        return False
    if match["place"] and not match["date"] and not _PAREN.match(rest) and match["kind"] != "讯":
        return False
    return bool(own or match["close"].strip() or not rest or _AFTER_OTHER.match(rest))


def _credits_after(text: str, at: int) -> tuple[CreditReading, int]:
    """Credits in one or two brackets, or without brackets, behind the dateline."""
    reading = CreditReading()
    end = at
    for _round in range(2):
        paren = _PAREN.match(text, end)
        more = read_credits(paren[2], bare=True) if paren else None
        if paren is None or more is None:
            break
        _merge(reading, more)
        end = paren.end()
    if end == at:
        return _inline_credits(text, at)
    return reading, end


def _inline_credits(text: str, at: int) -> tuple[CreditReading, int]:
    """Credits without brackets: `记者张三 李四报道` or names that a blank divides from the text."""
    told = _INLINE.match(text, at)
    if told and (reading := read_credits(told[1])):
        return reading, told.end()
    end = at
    while role := _INLINE_ROLE.match(text, end):
        offset = role.end()
        while (name := _INLINE_NAME.match(text, offset)) and is_surely_name(re.sub(r"\s", "", name[1])):
            offset = name.end()
        if offset == role.end():
            break
        end = offset
    if end > at and (reading := read_credits(text[at:end])):
        return reading, end
    return CreditReading(), at


def _merge(into: CreditReading, more: CreditReading) -> None:
    into.credits.extend(more.credits)
    into.run_together.extend(more.run_together)
    into.unsplit.extend(more.unsplit)
    into.roles |= more.roles
    into.markers |= more.markers
    into.role_missing |= more.role_missing


def _past_colon(text: str, at: int) -> int:
    """The beginning of the text proper, behind blanks, a colon or a dash that close the dateline."""
    end = blank_length(text, at)
    while end < len(text) and text[end] in ":：—":
        end = blank_length(text, end + 1)
    return end


@dataclass(frozen=True, slots=True)
class Tail:
    """Credits at the end of a paragraph: they begin at offset `start`."""

    start: int
    reading: CreditReading


# A signature at the end of a commentary need not be a name with a known surname: （北辰）.
_PEN_NAME = re.compile(
    r"(?!待续|未完|完|节选|选登|摘编|摘要|资料|图片|下同|下略|略|笔者|以上|如图|连载|上接|下转|有删|作者|编者|来源|全文|新闻|综合|整理|化名|均为|注)"
    r"[一-鿿]{2,3}(?<![版稿制报网社部区市县会局厂院校台等名])\Z"
)
# The unit in front of the name: （二公司 文静）
_UNIT_AND_NAME = re.compile(
    r"[一-鿿]{1,14}(?:公司|工会|集团|车间|[厂段局队院校部科处站所镇乡]|中心|街道|区总|班组|工区|学生|教师|职工)"
    r"[\s　]+([一-鿿·][一-鿿·\s　、]{1,14})\Z"
)
_TAIL_WINDOW = 120
_TAIL_PAREN = re.compile(r"[（(]([^（）()]{1,80})[）)]\s*[。.]?\s*\Z")


def read_tail(text: str, *, bare: bool) -> Tail | None:
    """The credits behind the last sentence of a paragraph, in brackets or not.

    With `bare`, a name in brackets without a role word (（张三）) counts as well.
    """
    window = max(0, len(text) - _TAIL_WINDOW)
    last = text[window:]
    paren = _TAIL_PAREN.search(last)
    if paren:
        reading = read_signature(paren[1]) if bare else read_credits(paren[1])
        if reading is None and bare and _PEN_NAME.match(paren[1].strip()):
            reading = CreditReading([Credit("reporter", paren[1].strip())], role_missing=True)
        if reading is None or not _stands_alone(last[: paren.start()], strict=reading.role_missing):
            return None
        return Tail(window + paren.start(), reading)
    cut = max(last.rfind(mark) for mark in SENTENCE_END + "”』」）)")
    for start in _tail_starts(last, cut):
        if start == 0 and window == 0:
            continue
        reading = read_credits(last[start:])
        if reading and (reading.credits or reading.roles):
            return Tail(window + start, reading)
    return None


def read_signature(inner: str) -> CreditReading | None:
    """What stands in brackets at the end: credits, a bare name, or a unit and a name (二公司 文静)."""
    signed = _UNIT_AND_NAME.match(inner.strip())
    return read_credits(inner, bare=True) or (read_credits(signed[1], bare=True) if signed else None)


def _stands_alone(before: str, *, strict: bool) -> bool:
    """A bracket is a credit behind a complete sentence, or where nothing stands before it."""
    before = before.rstrip()
    return (
        not before or before[-1] in SENTENCE_END + '”』」）)】：；;:."' or (len(before) < 40 and not strict)
    )


def _tail_starts(last: str, cut: int) -> list[int]:
    """Where a credit may begin: behind the last closing mark, or behind a blank after it."""
    starts = [cut + 1] if cut >= 0 else []
    blanks = [m.end() for m in re.finditer(r"[\s　]+", last) if m.end() > cut + 1]
    return starts + blanks[:6]
