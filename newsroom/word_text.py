"""The text of a Word file as lines: # before headings, numbers before items, tabs between cells."""

import re
from html.parser import HTMLParser

from newsroom.word_numbers import TYPES, in_figures

STYLES = """
p[style-name='Title'] => h1:fresh
p[style-name='标题'] => h1:fresh
p[style-name='标题 1'] => h1:fresh
p[style-name='标题 2'] => h2:fresh
p[style-name='标题 3'] => h3:fresh
p[style-name='标题 4'] => h4:fresh
"""
_FORMATS = {type: format for format, type in TYPES.items()}
_RAISED = str.maketrans("0123456789+-=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ")
_LOWERED = str.maketrans("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎")
_MARK = re.compile("\ufdd0(\\d+)\ufdd1")
PICTURE = "![](word-picture:%d)"


def text_of(html: str) -> str:
    """mammoth's HTML as lines, a blank one between paragraphs."""
    reader = _TextOfHtml()
    reader.feed(html)
    reader.close()
    return reader.text()


class _TextOfHtml(HTMLParser):
    """Writes mammoth's HTML as lines."""

    _BLOCKS = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "tr"})

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[str] = []
        self.parts: list[str] = []
        self.prefix = ""
        self.lists: list[tuple[int, str] | None] = []  # the next number and its format; ``None`` for bullets
        self.in_cell = 0
        self.height = ""
        self.in_note = False  # the sign of a note, or the way back to it

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {key: value or "" for key, value in attrs}
        if tag in ("ol", "ul") and not self.in_cell:
            self._end_block()
            start = int(told.get("start", "1"))
            self.lists.append((start, _FORMATS[told.get("type", "")]) if tag == "ol" else None)
        elif tag == "br":
            self.parts.append(" " if self.in_cell else "\n")
        elif tag in ("td", "th"):
            if self.parts:
                self.parts.append("\t")
            self.in_cell += 1
        elif tag in ("sup", "sub"):
            self.height = tag
        elif tag == "a":
            self.in_note = re.match(r"#(?:foot|end)note-", told.get("href", "")) is not None
        elif tag in self._BLOCKS and self.in_cell:
            if self.parts and self.parts[-1] != "\t":  # paragraphs of one cell stand side by side
                self.parts.append(" ")
        elif tag in self._BLOCKS:
            self._end_block()
            if tag[0] == "h":
                self.prefix = "#" * int(tag[1]) + " "
            elif tag == "li" and self.lists:
                self._number_item()

    def _number_item(self) -> None:
        counter = self.lists[-1]
        if counter is None:
            self.prefix = "• "
        else:
            number, format = counter
            self.prefix = f"{in_figures(number, format)}. "
            self.lists[-1] = (number + 1, format)

    def handle_endtag(self, tag: str) -> None:
        if tag in ("ol", "ul") and self.lists and not self.in_cell:
            self._end_block()
            self.lists.pop()
        elif tag in ("td", "th"):
            self.in_cell -= 1
        elif tag in ("sup", "sub"):
            self.height = ""
        elif tag == "a":
            self.in_note = False
        elif tag in self._BLOCKS and not self.in_cell:
            self._end_block()

    def handle_data(self, data: str) -> None:
        if self.in_note:
            if data.strip().startswith("["):
                self.parts.append(data if not self.prefix.startswith("#") else "")
            return
        if self.height and not data.strip().startswith("["):
            signs = _RAISED if self.height == "sup" else _LOWERED
            if all(ord(sign) in signs for sign in data.strip()):
                data = data.translate(signs)
        self.parts.append(data)

    def _end_block(self) -> None:
        text = "".join(self.parts).strip("\n\t ")
        pictures = _MARK.findall(text)
        text = _MARK.sub("", text).strip("\n\t ")
        if text:
            self.lines.append(self.prefix + text)
            self.prefix = ""
        self.lines += [PICTURE % int(number) for number in pictures]
        self.parts = []
        if not text and not self.lists:
            self.prefix = ""

    def text(self) -> str:
        self._end_block()
        return "\n\n".join(self.lines)
