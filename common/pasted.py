"""What comes with a text that was copied from Word or a web page: hidden words, comments, pictures of elsewhere.

No database. ``common.html`` leaves it out; this module says what is hidden and counts what does not come along.
"""

import re
from html.parser import HTMLParser
from typing import NamedTuple

from common.text import count_characters

_HIDDEN_STYLE = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*(?!none)\w", re.IGNORECASE
)
_COMMENT_STYLE = re.compile(r"mso-element\s*:\s*['\"]?comment|mso-comment-continuation", re.IGNORECASE)
_COMMENT_CLASS = re.compile(
    r"\b(?:msocomtxt|msocomoff|msocomanchor|MsoCommentReference|MsoCommentText)\b", re.IGNORECASE
)
_MAY_HIDE = re.compile(r"display|visibility|mso-|msocom|MsoComment|hidden", re.IGNORECASE)
_VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
)
_PICTURES = re.compile(r"<(?:img|svg|canvas)\b", re.IGNORECASE)
_FILMS = re.compile(r"<(?:video|audio|iframe|embed|object)\b", re.IGNORECASE)


class LeftOut(NamedTuple):
    """How much of a text did not come along."""

    pictures: int = 0
    films: int = 0  # videos, sounds, parts of other pages
    hidden: int = 0  # characters
    characters: int = 0  # more or fewer than were shown, for whatever reason


def without_hidden(html: str) -> str:
    """The HTML without what its page or Word hides, and without Word's comments."""
    if not _MAY_HIDE.search(html):
        return html
    reader = _Shown()
    reader.feed(html)
    reader.close()
    return "".join(reader.parts)


def left_out(before: str, after: str) -> LeftOut:
    """What of a text as it was handed in is not in the text as it is stored."""
    shown = without_hidden(before)
    wanted, kept = count_characters(_text(shown)), count_characters(_text(after))
    return LeftOut(
        max(0, len(_PICTURES.findall(shown)) - len(_PICTURES.findall(after))),
        len(_FILMS.findall(shown)) - len(_FILMS.findall(after)),
        count_characters(_text(before)) - wanted,
        abs(wanted - kept),
    )


def _text(html: str) -> str:
    reader = _Text()
    reader.feed(html)
    reader.close()
    return "".join(reader.parts)


def is_hidden(attributes: list[tuple[str, str | None]]) -> bool:
    """Whether an element with these attributes is not shown, or is a comment of Word's."""
    told = {name: value or "" for name, value in attributes}
    style, css_class = told.get("style", ""), told.get("class", "")
    return (
        "hidden" in told
        or _HIDDEN_STYLE.search(style) is not None
        or _COMMENT_STYLE.search(style) is not None
        or _COMMENT_CLASS.search(css_class) is not None
    )


class _Shown(HTMLParser):
    """Copies the source but for elements that are hidden, with all in them."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.parts: list[str] = []
        self.hidden_in = ""  # the element that hides what is read
        self.depth = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self.hidden_in:
            self.depth += tag == self.hidden_in
        elif not is_hidden(attrs):
            self.parts.append(self.get_starttag_text() or "")
        elif tag not in _VOID:
            self.hidden_in, self.depth = tag, 1

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _VOID:  # in HTML the stroke at the end of such a tag means nothing
            self.handle_starttag(tag, attrs)
        elif not self.hidden_in and not is_hidden(attrs):
            self.parts.append(self.get_starttag_text() or "")

    def handle_endtag(self, tag: str) -> None:
        if not self.hidden_in:
            self.parts.append(f"</{tag}>")
        elif tag == self.hidden_in:
            self.depth -= 1
            if not self.depth:
                self.hidden_in = ""

    def handle_data(self, data: str) -> None:
        self._keep(data)

    def handle_entityref(self, name: str) -> None:
        self._keep(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self._keep(f"&#{name};")

    def _keep(self, text: str) -> None:
        if not self.hidden_in:
            self.parts.append(text)


class _Text(HTMLParser):
    """The characters of a text; none of scripts, styles and titles."""

    SILENT = ("script", "style", "title", "template", "rt", "rp")

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.silent += tag in self.SILENT

    def handle_endtag(self, tag: str) -> None:
        if tag in self.SILENT and self.silent:
            self.silent -= 1

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.parts.append(data)
