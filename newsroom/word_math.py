"""Formulas as characters on one line: what stands above, below or under a root is written beside it."""

from collections.abc import Iterable
from xml.etree.ElementTree import Element

from newsroom.word_xml import find, name

Piece = tuple[str, str]  # characters, and ``superscript``, ``subscript`` or nothing
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"


def pieces(element: Element) -> tuple[list[Piece], bool]:
    """The characters of ``m:oMath``, and whether it is more than a row of characters."""
    told: list[Piece] = []
    for child in element:
        told += _read(child)
    return told, any(name(part.tag) in _BUILT for part in element.iter())


def _read(element: Element) -> list[Piece]:
    kind = name(element.tag)
    if kind == "m:t":
        return [(element.text or "", "")]
    if (
        kind in ("m:r", "m:e", "m:num", "m:den", "m:sup", "m:sub", "m:deg", "m:fName", "m:lim")
        or kind not in _BUILT
    ):
        return [] if kind.endswith("Pr") else _all(element)
    return _BUILT[kind](element)


def _all(elements: Iterable[Element]) -> list[Piece]:
    return [piece for element in elements for piece in _read(element)]


def _text(element: Element | None) -> str:
    return "".join(text for text, _height in _all(element)) if element is not None else ""


def _grouped(element: Element | None) -> str:
    text = _text(element)
    return text if len(text) <= 1 or text.isalnum() else f"({text})"


def _part(element: Element, word: str) -> list[Piece]:
    found = find(element, word)
    return _all(found) if found is not None else []


def _script(element: Element) -> list[Piece]:
    told = _part(element, "m:e")
    for word, height in (("m:sub", "subscript"), ("m:sup", "superscript")):
        if text := _text(find(element, word)):
            told.append((text, height))
    return told


def _fraction(element: Element) -> list[Piece]:
    return [(f"{_grouped(find(element, 'm:num'))}/{_grouped(find(element, 'm:den'))}", "")]


def _root(element: Element) -> list[Piece]:
    degree = _text(find(element, "m:deg"))
    return [*([(degree, "superscript")] if degree else []), ("√" + _grouped(find(element, "m:e")), "")]


def _sum(element: Element) -> list[Piece]:
    sign = _property(element, "m:naryPr", "m:chr", "∫")
    return [(sign, ""), *(p for p in _script(element) if p[1]), *_part(element, "m:e")]


def _delimited(element: Element) -> list[Piece]:
    begin, end = (
        _property(element, "m:dPr", word, sign) for word, sign in (("m:begChr", "("), ("m:endChr", ")"))
    )
    between = _property(element, "m:dPr", "m:sepChr", "|")
    told: list[Piece] = [(begin, "")]
    for number, part in enumerate(child for child in element if name(child.tag) == "m:e"):
        told += [(between, "")] if number else []
        told += _all(part)
    return [*told, (end, "")]


def _lines(element: Element) -> list[Piece]:
    """Rows of a matrix or a system of equations."""
    rows = [child for child in element if name(child.tag) in ("m:e", "m:mr")]
    texts = [
        ", ".join(_text(cell) for cell in row) if name(row.tag) == "m:mr" else _text(row) for row in rows
    ]
    return [("; ".join(texts), "")]


def _limit(element: Element) -> list[Piece]:
    return [*_part(element, "m:e"), (_text(find(element, "m:lim")), "subscript")]


def _property(element: Element, word: str, sign: str, otherwise: str) -> str:
    found = find(element, word, sign)
    return otherwise if found is None else found.get(f"{_M}val", "")


_BUILT = {
    "m:f": _fraction, "m:sSup": _script, "m:sSub": _script, "m:sSubSup": _script, "m:sPre": _script, "m:rad": _root,
    "m:nary": _sum, "m:d": _delimited, "m:m": _lines, "m:eqArr": _lines, "m:limLow": _limit, "m:limUpp": _limit,
}  # fmt: skip
