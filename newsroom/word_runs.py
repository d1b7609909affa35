"""What stands in a line of a Word file, made plain: words, links, fields, formulas, pictures, notes.

Hidden and deleted words go and are counted; what a reader of Word files would drop is written out as characters.
"""

import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from mammoth.docx.dingbats import dingbats

from newsroom import word_drawings, word_fields, word_math
from newsroom.word_drawings import ShownPicture
from newsroom.word_losses import Losses
from newsroom.word_styles import HIDING, STRIKING, Styles
from newsroom.word_xml import (
    R,
    Relation,
    count_pictures,
    find,
    get,
    inside,
    is_on,
    make,
    make_text,
    name,
    solid,
    tag,
    texts,
)

MARK = "\ufdd0%d\ufdd1"  # where picture n stands: these code points are no characters and stand in no text
_NO_CHARACTERS = {0xFDD0: None, 0xFDD1: None}
SKIPPED = {
    "w:pPr", "w:rPr", "w:sectPr", "w:tblPr", "w:tblGrid", "w:trPr", "w:tcPr", "w:sdtPr", "w:sdtEndPr", "w:rt",
    "w:rubyPr", "w:tblPrEx", "w:bookmarkStart", "w:bookmarkEnd", "w:proofErr", "w:lastRenderedPageBreak",
    "w:commentRangeStart", "w:commentRangeEnd", "w:smartTagPr", "w:customXmlPr",
}  # fmt: skip
DELETED = {"w:del", "w:moveFrom"}
_ADDED = {"w:ins", "w:moveTo"}
_KEPT_LOOKS = ("w:b", "w:i", "w:u", "w:rStyle")
_CHECKED = {True: "☑", False: "☐"}
_SHOWS_SOMETHING = re.compile(r"\s*(?:SYMBOL|INCLUDEPICTURE|EMBED|LINK)\b", re.IGNORECASE)


def content_of(kind: str, element: Element) -> Iterable[Element]:
    """What a wrapper wraps."""
    if kind != "w:sdt":
        return element
    content = find(element, "w:sdtContent")
    return () if content is None else content


@dataclass
class _Field:
    """A field of which not all has been read."""

    instruction: str = ""
    in_result: bool = False
    has_result: bool = False
    is_checked: bool | None = None


@dataclass
class Line:
    """A paragraph while it is read."""

    style: str = ""
    pieces: list[list[Element]] = field(default_factory=lambda: [[]])  # a page break begins another piece
    behind: list[Element] = field(default_factory=list)  # text boxes

    def add(self, element: Element) -> None:
        self.pieces[-1].append(element)

    @property
    def runs(self) -> list[Element]:
        return [run for piece in self.pieces for run in piece]

    @property
    def is_empty(self) -> bool:
        return not self.runs and not self.behind


class RunReader(ABC):
    """Reads lines; the blocks in text boxes are read by whoever reads the blocks of the document."""

    def __init__(self, styles: Styles, parts: frozenset[str], *, keep_struck: bool) -> None:
        self.styles, self.parts, self.keep_struck = styles, parts, keep_struck
        self.losses = Losses()
        self.pictures: list[ShownPicture] = []
        self.relations: dict[str, Relation] = {}  # of the part that is being read
        self.notes: dict[str, set[str]] = {"footnote": set(), "endnote": set()}
        self.comments: set[str] = set()
        self.fields: list[_Field] = []
        self.things: dict[str, Callable[[Element, Element, Line], None]] = {
            "w:noBreakHyphen": lambda _child, looks, line: self._put_in("\u2011", looks, line),
            "w:sym": self._symbol,
            "w:ruby": lambda child, _looks, line: self._ruby(child, line),
            "w:fldChar": self._field,
            "w:instrText": self._field,
            "w:drawing": lambda child, _looks, line: self._drawing(child, line),
            "w:pict": lambda child, _looks, line: self._drawing(child, line),
            "w:object": lambda child, _looks, line: self._drawing(child, line),
            "mc:AlternateContent": lambda child, looks, line: self._either(child, line, looks),
            "w:footnoteReference": self._note,
            "w:endnoteReference": self._note,
            "w:commentReference": lambda child, _looks, _line: self.comments.add(get(child, "w:id")),
        }

    @abstractmethod
    def blocks(self, parent: Iterable[Element]) -> list[Element]:
        """The paragraphs and tables of a text box or a note, read."""

    def line(self, parent: Iterable[Element], line: Line) -> None:
        """Read everything below ``parent`` into ``line``."""
        for child in parent:
            kind = name(child.tag)
            if kind == "w:r":
                self._run(child, line)
            elif kind == "w:hyperlink":
                self._link(child, line)
            elif kind in DELETED:
                self.delete(child)
            elif kind == "m:oMath":
                self._formula(child, line)
            elif kind == "mc:AlternateContent":
                self._either(child, line, None)
            elif kind in ("w:subDoc", "w:altChunk"):
                self.losses.add("document")
            elif kind not in SKIPPED:
                self.note_added(kind, child)
                self.line(content_of(kind, child), line)

    def _link(self, link: Element, line: Line) -> None:
        inner = Line(line.style)
        self.line(link, inner)
        line.behind += inner.behind
        key = get(link, "r:id")
        relation = self.relations.get(key)
        if relation is not None and relation.kind == "hyperlink" and relation.is_outside and inner.runs:
            made = make("w:hyperlink", *inner.runs)
            made.set(f"{{{R}}}id", key)
            if anchor := get(link, "w:anchor"):
                made.set(tag("w:anchor"), anchor)
            line.add(made)
        else:
            line.pieces[-1] += inner.runs

    def _run(self, run: Element, line: Line) -> None:
        properties = find(run, "w:rPr")
        if find(properties, "w:del") is not None or find(properties, "w:moveFrom") is not None:
            self.delete(run)
            return
        if self.styles.is_set(properties, line.style, HIDING):
            for child in run:  # a field may begin or end in what is hidden
                if name(child.tag) == "w:fldChar":
                    self._field(child, make("w:rPr"), line)
            self.hide(run)
            return
        struck = self.styles.is_set(properties, line.style, STRIKING)
        words = "".join(texts(run))
        if struck and not self.keep_struck and solid(words):
            self.losses.add("struck", words=words, characters=solid(words))
            return
        looks = self._looks(properties, line.style, struck=struck)
        for child in run:
            self._part(child, looks, line)

    def _part(self, child: Element, looks: Element, line: Line) -> None:
        """One thing in a run."""
        kind = name(child.tag)
        if kind == "w:t":
            text = (child.text or "").translate(_NO_CHARACTERS)
            if all(field.in_result for field in self.fields):
                self._write(text, looks, line)
            else:  # the instruction of a field
                self.losses.characters += solid(text)
        elif kind in ("w:tab", "w:ptab"):
            line.add(make("w:r", make("w:tab")))
        elif kind == "w:cr" or (kind == "w:br" and get(child, "w:type") in ("", "textWrapping")):
            line.add(make("w:r", make("w:br")))
        elif kind == "w:br":
            line.pieces.append([])
        elif kind in self.things:
            self.things[kind](child, looks, line)

    def _note(self, child: Element, _looks: Element, line: Line) -> None:
        self.notes[name(child.tag)[2:].removesuffix("Reference")].add(get(child, "w:id"))
        line.add(make("w:r", deepcopy(child)))

    def _write(self, text: str, looks: Element, line: Line) -> None:
        if text:
            for field in self.fields:
                field.has_result = True
            line.add(make("w:r", *([looks] if len(looks) else []), make_text(text)))

    def _put_in(self, text: str, looks: Element, line: Line) -> None:
        """Characters that stand in the file otherwise than as text."""
        self.losses.put_in += solid(text)
        self._write(text, looks, line)

    def _looks(self, properties: Element | None, style: str, *, struck: bool) -> Element:
        looks = make("w:rPr", *(part for kind in _KEPT_LOOKS if (part := find(properties, kind)) is not None))
        if struck:
            looks.append(make("w:strike"))
        height = self.styles.height(properties, style)
        if height:
            looks.append(make("w:vertAlign", val=height))
        return looks

    def _symbol(self, child: Element, looks: Element, line: Line) -> None:
        font, code = get(child, "w:font"), get(child, "w:char")
        point = int(code, 16) if re.fullmatch(r"[0-9A-Fa-f]{1,5}", code) else 0
        found = dingbats.get((font, point)) or dingbats.get(
            (font, point & 0xFF if point >= 0xF000 else point)
        )
        if found is None and 0x20 < point < 0xE000:
            found = point
        if found is None:
            self.losses.add("symbol", words=f"{font} {code}")
        else:
            self._put_in(chr(found), looks, line)

    def _ruby(self, ruby: Element, line: Line) -> None:
        reading, base = "".join(texts(find(ruby, "w:rt"))), find(ruby, "w:rubyBase")
        self.losses.add("reading", words=reading, characters=solid(reading))
        if base is not None:
            self.line(base, line)

    def _formula(self, formula: Element, line: Line) -> None:
        pieces, is_built = word_math.pieces(formula)
        if is_built:
            self.losses.add("formula")
        written = sum(solid(text) for text, _height in pieces)
        self.losses.put_in += written - sum(solid(text) for text in texts(formula))
        for text, height in pieces:
            looks = make("w:rPr", *([make("w:vertAlign", val=height)] if height else []))
            self._write(text.translate(_NO_CHARACTERS), looks, line)

    # --- fields -----------------------------------------------------------------------------------

    def _field(self, child: Element, looks: Element, line: Line) -> None:
        kind = get(child, "w:fldCharType")
        if name(child.tag) == "w:instrText":
            if self.fields:
                self.fields[-1].instruction += child.text or ""
        elif kind == "begin":
            box = find(child, "w:ffData", "w:checkBox")
            said = is_on(find(box, "w:checked"))
            said = is_on(find(box, "w:default")) if said is None else said
            self.fields.append(_Field(is_checked=None if box is None else bool(said)))
            child = make("w:fldChar", fldCharType="begin")
        elif kind == "separate" and self.fields:
            self.fields[-1].in_result = True
        elif kind == "end" and self.fields:
            self._end_field(self.fields.pop(), looks, line)
        line.add(make("w:r", deepcopy(child)))

    def _end_field(self, ended: _Field, looks: Element, line: Line) -> None:
        if ended.is_checked is not None:
            self._put_in(_CHECKED[ended.is_checked], looks, line)
        elif not ended.has_result:
            text = word_fields.printed(ended.instruction)
            if text:
                self._put_in(text, looks, line)
                self.losses.add("formula")
            elif text is not None or _SHOWS_SOMETHING.match(ended.instruction):
                self.losses.add("field", words=ended.instruction)

    # --- what floats ------------------------------------------------------------------------------

    def _either(self, element: Element, line: Line, looks: Element | None) -> None:
        """Of several forms of one thing the first that brings something in; else its loss is counted once."""
        before, first = deepcopy(self.losses), None
        pictures = len(self.pictures)
        for branch in (child for child in element if name(child.tag) in ("mc:Choice", "mc:Fallback")):
            tried = Line(line.style)
            if looks is None:
                self.line(branch, tried)
            else:
                for child in branch:
                    self._part(child, looks, tried)
            if not tried.is_empty:
                line.pieces[-1] += tried.pieces[0]
                line.pieces += tried.pieces[1:]
                line.behind += tried.behind
                return
            first = first or self.losses
            self.losses = deepcopy(before)
            del self.pictures[pictures:]
        self.losses = first or before

    def _drawing(self, element: Element, line: Line) -> None:
        boxes = list(_boxes(element))
        own = _without_boxes(element)
        if word_drawings.is_hidden(element):
            self.hide(element)
            return
        shown = word_drawings.pictures(own, self.relations, self.losses)
        for picture in shown:
            if picture.part in self.parts:
                line.add(make("w:r", make_text(MARK % len(self.pictures))))
                for field in self.fields:
                    field.has_result = True
                self.pictures.append(picture)
            else:
                self.losses.add("missing-picture")
        kinds = len(self.losses.unplaced)
        word_drawings.objects(own, self.losses)
        words = word_drawings.words_of_shape(own)
        for text in words:
            self.losses.put_in += solid(text)
            line.behind.append(make("w:p", make("w:r", make_text(text.translate(_NO_CHARACTERS)))))
        for box in boxes:
            line.behind += self.blocks(box)
        lost = len(self.losses.unplaced) > kinds
        if not (shown or words or boxes or lost or count_pictures(own)):
            self.losses.add("shape" if word_drawings.has_shape(own) else "object")

    # --- what stays out ---------------------------------------------------------------------------

    def note_added(self, kind: str, element: Element) -> None:
        if kind in _ADDED and (any(texts(element)) or count_pictures(element)):
            self.losses.add("added", words="".join(texts(element)))

    def delete(self, element: Element) -> None:
        """Deleted or moved away by somebody whose change nobody has accepted."""
        words = "".join(part.text or "" for part in inside(element, "w:delText", "w:t"))
        self.losses.add("deleted", words=words, characters=sum(map(solid, texts(element))))
        self._without_pictures(element)

    def hide(self, element: Element) -> None:
        characters = sum(map(solid, texts(element)))
        if characters:
            self.losses.add("hidden", count=characters, characters=characters)
        self._without_pictures(element)

    def _without_pictures(self, element: Element) -> None:
        if count := count_pictures(element):
            self.losses.add("hidden-picture", count=count)


def _boxes(element: Element) -> Iterator[Element]:
    """The text boxes of a drawing, but for those inside others; of two forms of one box the first."""
    if name(element.tag) == "w:txbxContent":
        yield element
        return
    if name(element.tag) == "mc:AlternateContent":
        forms = (list(_boxes(branch)) for branch in element)
        yield from next((boxes for boxes in forms if boxes), [])
        return
    for child in element:
        yield from _boxes(child)


def _without_boxes(element: Element) -> Element:
    copy = Element(element.tag, element.attrib)
    copy.text = element.text
    copy.extend(_without_boxes(child) for child in element if name(child.tag) != "w:txbxContent")
    return copy
