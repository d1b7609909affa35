"""Pieces of source text: every field remembers which characters of which line it was made of."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

_LINE_END = re.compile(r"\r\n|[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
# Characters that take no room on paper: they may stand anywhere in copied text and count as blank.
INVISIBLE = "\ufeff\u200b\u200c\u200d\u2060\u200e\u200f\u00ad"
_BLANK = re.compile(rf"[\s{INVISIBLE}]*")
_BLANK_END = re.compile(rf"[\s{INVISIBLE}]")

SENTENCE_END = "。！？…!?"
CLOSING = SENTENCE_END + '”』」）】：；’:;)"'
# No Chinese paragraph begins with one of these: it is the rest of the sentence before.
NEVER_FIRST = "，。、；：？！）】」』”’》〉…%％℃,.;:?!)]"
CHINESE = "\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0002ebef"


def split_lines(text: str) -> list[str]:
    """Cut a source text into its lines; line n of every result is element n-1 of this list."""
    return _LINE_END.split(text)


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of one source line: 1-based line, 0-based start, and the characters themselves."""

    line: int
    start: int
    text: str

    @property
    def end(self) -> int:
        return self.start + len(self.text)


class Run:
    """Text made of pieces of the source, in order, with no character put in or taken out."""

    __slots__ = ("pieces", "text")

    def __init__(self, pieces: Iterable[Piece] = ()) -> None:
        self.pieces = tuple(pieces)
        self.text = self.pieces[0].text if len(self.pieces) == 1 else "".join(p.text for p in self.pieces)

    def __bool__(self) -> bool:
        return bool(self.text)

    def __len__(self) -> int:
        return len(self.text)

    def __add__(self, other: Run) -> Run:
        return Run(self.pieces + other.pieces)

    def __repr__(self) -> str:
        return f"Run({self.text!r})"

    @property
    def first_line(self) -> int:
        return self.pieces[0].line if self.pieces else 0

    @property
    def last_line(self) -> int:
        return self.pieces[-1].line if self.pieces else 0

    def slice(self, start: int, end: int | None = None) -> Run:
        """The run of the characters from start to end (offsets into `text`)."""
        stop = len(self.text) if end is None else end
        if start <= 0 and stop >= len(self.text):
            return self
        cut, at = [], 0
        for piece in self.pieces:
            low, high = max(start - at, 0), min(stop - at, len(piece.text))
            if low < high:
                cut.append(Piece(piece.line, piece.start + low, piece.text[low:high]))
            at += len(piece.text)
        return Run(cut)

    def strip(self) -> Run:
        """Without the blanks at both ends; blanks need not stand anywhere."""
        start = blank_length(self.text)
        end = len(self.text)
        while end > start and _BLANK_END.match(self.text[end - 1]):
            end -= 1
        return self.slice(start, end)

    def line_at(self, offset: int) -> int:
        """The source line of the character at this offset."""
        at = 0
        for piece in self.pieces:
            at += len(piece.text)
            if offset < at:
                return piece.line
        return self.last_line


def blank_length(text: str, at: int = 0) -> int:
    """The position of the first character from `at` on that is not blank."""
    match = _BLANK.match(text, at)
    return match.end() if match else at


def line_run(number: int, text: str) -> Run:
    """A whole source line as a run, without the blanks at both ends."""
    return Run([Piece(number, 0, text)]).strip()


def solid(text: str) -> str:
    """The characters that must not be lost: the text without blanks and invisible characters."""
    return re.sub(rf"[\s{INVISIBLE}]+", "", text)


def is_closed(text: str) -> bool:
    """Whether a block of body text ends in a closing mark."""
    return bool(text) and (
        text[-1] in CLOSING or text.endswith(tuple(f"{c}." for c in "》")) or _latin_stop(text)
    )


def _latin_stop(text: str) -> bool:
    """A half-width full stop closes a block after a Chinese character, not after a figure."""
    return len(text) > 1 and text[-1] == "." and not text[-2].isascii()


def width(text: str) -> int:
    """The width on paper, in half characters."""
    return sum(1 if char.isascii() else 2 for char in text)


def join_lines(lines: Iterable[str]) -> str:
    """The lines of a headline in one: with a blank between, but none behind a mark that goes on."""
    joined = ""
    for line in lines:
        joined += line if not joined or joined[-1] in "：，、；—" else " " + line
    return joined


def ends_sentence(text: str) -> bool:
    """Whether the last sentence is complete: a bracket or quotation mark alone does not tell."""
    stripped = text.rstrip("”’』」）】)\"'")
    return bool(stripped) and (stripped[-1] in SENTENCE_END + "：；:;" or _latin_stop(stripped))
