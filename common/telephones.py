"""Telephone numbers within running text, as links. What a number is made of is known to ``common.written``."""

import re
import unicodedata

from django.utils.html import format_html

from common.written import read_telephones

# What may stand between the figures of one number, in all widths.
_GAP = r"[ \-‐-―−－﹣·・•.．]?"
# With its area code, of a mobile, or of a service that is called from everywhere; an extension is shown with it.
_NUMBER = (
    rf"(?:\+?86[ \-]?)?1[3-9]\d(?:{_GAP}\d{{4}}){{2}}"
    rf"|[48]00(?:{_GAP}\d){{7}}"
    rf"|[（(]?0\d{{2,3}}[）)]?{_GAP}[1-9]\d{{2,3}}{_GAP}\d{{4}}"
)
_EXTENSION = r"(?:\s*(?:转|分机|ext\.?)\s*\d{1,6})?"
# Short ones are numbers of a telephone only where the text says so: 12351, 8455-1234.
_SAID = r"(?:电话|热线|专线|拨打|致电|拨|传真|手机|Tel\.?|call)[^\d\n。；;]{0,8}?"
_SHORT = rf"[2-9]\d{{2,3}}{_GAP}\d{{4}}|1\d{{4}}|1[12]\d"
# Not part of a longer row of figures, a code, an address or a share, and no amount.
_BEFORE, _BEHIND = r"(?<![\d.．\-A-Za-z#/=])", r"(?![\d%％]|[万亿元])"
_FOUND = re.compile(rf"{_BEFORE}(?:{_NUMBER}){_EXTENSION}{_BEHIND}", re.IGNORECASE)
_FOUND_AFTER = re.compile(rf"{_SAID}(?P<number>{_BEFORE}(?:{_SHORT}){_EXTENSION}{_BEHIND})", re.IGNORECASE)
_PIECE = re.compile(r"(<[^>]*>)")
_FIGURE, _WIDE = re.compile(r"\d"), re.compile("[\uff10-\uff19]")


def _narrow(text: str) -> str:
    """Wide figures as narrow ones, each in its place: the length stays."""
    return _WIDE.sub(lambda sign: unicodedata.normalize("NFKC", sign[0]), text)


def find_telephones(text: str) -> list[tuple[int, int]]:
    """Where telephone numbers stand in a text, as ``(start, end)`` in order.

    >>> text = "咨询电话010－84551234转8，共1263人。"
    >>> [text[start:end] for start, end in find_telephones(text)]
    ['010－84551234转8']
    """
    narrow = _narrow(text)
    found = [found.span() for found in _FOUND.finditer(narrow)]
    for after in _FOUND_AFTER.finditer(narrow):
        start, end = after.span("number")
        if all(end <= first or start >= last for first, last in found):
            found.append((start, end))
    return sorted(found)


def link_telephones(html: str) -> str:
    """The same HTML with every telephone number in its text as a link that dials it; links stay as they are."""
    pieces, links = _PIECE.split(html), 0
    for number, piece in enumerate(pieces):
        if piece.startswith("<"):
            links += piece.startswith(("<a ", "<a>")) - (piece == "</a>")
        elif not links and _FIGURE.search(piece):
            pieces[number] = _linked(piece)
    return "".join(pieces)


def _linked(text: str) -> str:
    """Escaped text with its numbers linked. The figures of an entity (``&#8203;``) are no number: they follow a #."""
    done, at = [], 0
    for start, end in find_telephones(text):
        shown = text[start:end]
        address = next((piece.address for piece in read_telephones(shown) if piece.address), "")
        if address:
            done += [text[at:start], format_html('<a class="tel" href="{}">{}</a>', address, shown)]
            at = end
    return "".join([*done, text[at:]])
