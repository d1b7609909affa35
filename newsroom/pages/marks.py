"""Marks of layout: heading levels, column marks, bold lines, mark-up left by recognition."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .text import SENTENCE_END, Run

_HASHES = re.compile(r"(#{1,6})(?!#)\s*(?=\S)")
_HASHES_END = re.compile(r"\s*#+\Z")
_BOLD = re.compile(r"(\*\*|__)(?=\S)(.{1,200}?)(?<=\S)\1\Z")
_TAG = re.compile(
    r"</?(?:div|p|span|center|font|b|strong|em|u|br|h[1-6]|section|sup|sub)\b[^<>]{0,200}>", re.I
)
_TAG_LEVEL = re.compile(r"<h([1-6])\b", re.I)
_PICTURE = re.compile(
    r"!\[[^\]]{0,200}\]\([^)]{0,500}\)|<img\b[^<>]{0,1000}>|[\[【（(]图片?\s?\d*[\]】）)]\Z", re.I
)
_SEPARATOR = re.compile(r"(?:[-—–_=*~·.…─━═＝－_\s|｜]){3,}\Z|[-*_=]{2,}\Z|[■●▲◆□○△◇★☆※↓↑]+\Z")
BULLETS = "■●▲◆★▌▍▎█▶►❖◥◤◢◣◈⬛⬤"
_BULLET = re.compile(rf"[{BULLETS}□○△◇☆◎※▷▪•·]\s*")
_COLUMN_BULLET = re.compile(rf"[{BULLETS}□○△◇☆◎※▷▪]+\s*")
_BULLET_END = re.compile(rf"\s*[{BULLETS}□○△◇☆◎※◀◄]+\Z")
_WRAPS = (
    re.compile(
        r"(?:>{1,4}|》{1,4}|＞{1,4}|»|›|〉{2})\s*([^<>《》＜＞«»]{1,30}?)\s*(?:<{1,4}|《{1,4}|＜{1,4}|«|‹|〈{2})\Z"
    ),
    re.compile(r"(?:<{2,4}|《{2,4}|＜{2,4}|«)\s*([^<>《》＜＞«»]{1,30}?)\s*(?:>{2,4}|》{2,4}|＞{2,4}|»)\Z"),
    re.compile(r"[【〖]\s*([^【】〖〗]{1,30}?)\s*[】〗]\Z"),
    re.compile(r"(?:>{2,4}|＞{2,4}|》{2,4}|»)\s*([^<>《》＜＞«»]{1,20})\Z"),
    re.compile(r"([一-鿿·]{2,10})\s*(?:>{2,4}|＞{2,4}|»{1,2})\Z"),
)
_INLINE_COLUMN = re.compile(r"[【〖]\s*([^【】〖〗]{1,16}?)\s*[】〗]\s*(?=\S)")
LONGEST_COLUMN = 24  # characters; a longer line behind a bullet is text


@dataclass(frozen=True, slots=True)
class Shell:
    """A line taken out of its mark-up. `level`: 1–6 of a heading, 0 without; `marks`: what was taken off."""

    inner: Run
    level: int = 0
    bold: bool = False
    marks: tuple[Run, ...] = ()


def is_separator(text: str) -> bool:
    return bool(_SEPARATOR.match(text))


def pictures(run: Run) -> tuple[list[Run], Run] | None:
    """Places of pictures in a line and the text beside them, or None."""
    found = [m.span() for m in _PICTURE.finditer(run.text)] if ("![" in run.text or "<" in run.text) else []
    if not found and (match := re.match(r"[\[【（(]图片?\s?\d*[\]】）)]\Z", run.text)):
        found = [match.span()]
    if not found:
        return None
    rest, taken, at = Run(), [], 0
    for start, end in found:
        rest = rest + run.slice(at, start)
        taken.append(run.slice(start, end))
        at = end
    return taken, (rest + run.slice(at)).strip()


def unwrap(run: Run) -> Shell:
    """Take tags, hashes and bold signs off a line."""
    marks: list[Run] = []
    level = 0
    if "<" in run.text and len(run) <= 5000 and _TAG.search(run.text):
        if tag := _TAG_LEVEL.search(run.text):
            level = int(tag[1])
        rest, at = Run(), 0
        for match in _TAG.finditer(run.text):
            rest = rest + run.slice(at, match.start())
            marks.append(run.slice(*match.span()))
            at = match.end()
        run = (rest + run.slice(at)).strip()
    if hashes := _HASHES.match(run.text):
        level = len(hashes[1])
        marks.append(run.slice(0, len(hashes[1])))
        run = run.slice(hashes.end())
        if end := _HASHES_END.search(run.text[-8:]):
            start = len(run) - (len(end[0]))
            marks.append(run.slice(start).strip())
            run = run.slice(0, start)
        run = run.strip()
    bold = False
    if bolded := _BOLD.match(run.text):
        bold = True
        size = len(bolded[1])
        marks += [run.slice(0, size), run.slice(len(run) - size)]
        run = run.slice(size, len(run) - size).strip()
    return Shell(run, level, bold, tuple(marks))


@dataclass(frozen=True, slots=True)
class ColumnMark:
    """A column heading: its name, the signs around it, and whether it was wrapped (>> <<, 【 】)."""

    name: Run
    marks: tuple[Run, ...]
    wrapped: bool


def read_column(run: Run) -> ColumnMark | None:
    """The column that a line names by its marks, whatever its heading level."""
    text = run.text
    if len(text) > LONGEST_COLUMN + 12:
        return None
    for pattern in _WRAPS:
        if match := pattern.match(text):
            name = run.slice(*match.span(1))
            if name.text[-1] in "。！；，":
                return None
            inner = _off_bullets(name)
            before, after = run.slice(0, match.start(1)).strip(), run.slice(match.end(1)).strip()
            return ColumnMark(inner[0], tuple(r for r in (before, *inner[1], after) if r), True)
    if bullet := _COLUMN_BULLET.match(text):
        name, marks = _off_bullets(run)
        wrap = _WRAPS[2].match(name.text)
        if wrap:
            marks = (*marks, name.slice(0, wrap.start(1)).strip(), name.slice(wrap.end(1)).strip())
            name = name.slice(*wrap.span(1))
        if name and len(name) <= LONGEST_COLUMN and name.text[-1] not in SENTENCE_END + "；，、：" and bullet:
            return ColumnMark(name, tuple(marks), bool(wrap))
    return None


def _off_bullets(run: Run) -> tuple[Run, tuple[Run, ...]]:
    marks = []
    if start := _COLUMN_BULLET.match(run.text):
        marks.append(run.slice(0, start.end()).strip())
        run = run.slice(start.end())
    if end := _BULLET_END.search(run.text):
        marks.append(run.slice(end.start()).strip())
        run = run.slice(0, end.start())
    return run.strip(), tuple(marks)


def read_inline_column(run: Run) -> tuple[Run, tuple[Run, ...], Run] | None:
    """A column in brackets in front of a headline: its name, its brackets and the headline."""
    match = _INLINE_COLUMN.match(run.text)
    if not match or "本报" in match[1] or match[1].endswith(("讯", "电")):
        return None
    brackets = (run.slice(0, match.start(1)).strip(), run.slice(match.end(1), match.end()).strip())
    return run.slice(*match.span(1)), brackets, run.slice(match.end())
