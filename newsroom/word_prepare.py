"""A Word file made plain before it is read: what is hidden or deleted goes, what else would be lost is written out.

The result is a small Word file of text alone, with the numbers of its lists told apart, and marks where pictures stand.
"""

import io
import re
import zipfile
from collections.abc import Iterable
from copy import deepcopy
from dataclasses import dataclass
from typing import BinaryIO
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from newsroom.word_drawings import ShownPicture
from newsroom.word_lists import HtmlList, Lists
from newsroom.word_losses import Losses
from newsroom.word_numbers import Numbering
from newsroom.word_runs import DELETED, SKIPPED, Line, RunReader, content_of
from newsroom.word_styles import Styles
from newsroom.word_xml import (
    Package,
    count_pictures,
    find,
    get,
    is_on,
    make,
    name,
    relations_xml,
    solid,
    texts,
)

DOCUMENT = "word/document.xml"
NOTES = {"footnote": "word/footnotes.xml", "endnote": "word/endnotes.xml"}
_KEPT_PARTS = ("[Content_Types].xml", "_rels/.rels", "word/styles.xml")
_KEPT_RELATIONS = ("hyperlink", "styles", "footnotes", "endnotes")
_RUNS_ON = ("drop", "margin")  # a large first letter stands in a paragraph of its own
_FIGURES_OF_PAGES = re.compile(r"(?i)page|of|第|页|共")


@dataclass
class Prepared:
    """The plain file, and what must be known of it to read it."""

    file: BinaryIO
    pictures: list[ShownPicture]  # by the number in their marks
    losses: Losses
    styles: str  # mammoth's style map of its lists
    lists: dict[str, HtmlList]  # by the classes that the style map gives
    characters: int  # that the result must have
    pictures_before: int


def prepare(data: BinaryIO, *, keep_struck: bool = True) -> Prepared:
    """Raises whatever the readers raise on damaged parts."""
    with zipfile.ZipFile(data) as archive:
        return _Preparation(Package(archive), keep_struck=keep_struck).run()


class _Preparation(RunReader):
    def __init__(self, package: Package, *, keep_struck: bool) -> None:
        super().__init__(Styles.read(package.tree("word/styles.xml")), package.names, keep_struck=keep_struck)
        self.package = package
        self.lists = Lists(Numbering.read(package.tree("word/numbering.xml"), self.styles), self.styles)
        self.waiting: list[Element] = []  # the runs of a paragraph that runs on into the next one
        self.characters = self.pictures_before = 0

    def run(self) -> Prepared:
        root = self.package.tree(DOCUMENT)
        body = find(root, "w:body")
        if root is None or body is None:
            raise ValueError("there is no text")
        trees = {DOCUMENT: root}
        self._story(body, DOCUMENT)
        for kind, part in NOTES.items():
            notes = self.package.tree(part)
            if notes is not None:
                trees[part] = notes
                self._read_notes(notes, kind, part)
        if self.comments:
            self.losses.add("comment", count=len(self.comments))
        self._edges()
        put_in = self.losses.put_in + sum(map(solid, self.lists.written))
        return Prepared(
            self._packed(trees), self.pictures, self.losses, self.lists.style_map(), self.lists.made,
            self.characters - self.losses.characters + put_in, self.pictures_before,
        )  # fmt: skip

    def _story(self, body: Element, part: str) -> None:
        self.relations = self.package.relations(part)
        self.fields.clear()
        self.characters += sum(map(solid, texts(body)))
        self.pictures_before += count_pictures(body)
        body[:] = self._whole(body)
        self.losses.place("")

    def _read_notes(self, root: Element, kind: str, part: str) -> None:
        for note in list(root):
            if get(note, "w:type") in ("", "normal") and get(note, "w:id") in self.notes[kind]:
                self._story(note, part)
            else:
                root.remove(note)

    def _edges(self) -> None:
        """Words in headers and footers; figures of pages are none."""
        for relation in self.package.relations(DOCUMENT).values():
            if relation.kind in ("header", "footer") and not relation.is_outside:
                text = "".join(texts(self.package.tree(relation.target)))
                if re.search(r"[^\W\d_]", _FIGURES_OF_PAGES.sub("", text)):
                    self.losses.add("edge", words=text)

    def _packed(self, trees: dict[str, Element]) -> BinaryIO:
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
            for part in _KEPT_PARTS:
                content = self.package.read(part)
                if content is not None:
                    archive.writestr(part, content)
            for part, root in trees.items():
                archive.writestr(part, ElementTree.tostring(root, encoding="utf-8", xml_declaration=True))
                kept = {
                    key: relation
                    for key, relation in self.package.relations(part).items()
                    if relation.kind in _KEPT_RELATIONS
                    and (relation.is_outside or relation.target in self.package.names)
                }
                folder, _slash, file = part.rpartition("/")
                archive.writestr(f"{folder}/_rels/{file}.rels", relations_xml(kept))
        buffer.seek(0)
        return buffer

    # --- blocks -----------------------------------------------------------------------------------

    def _whole(self, parent: Iterable[Element]) -> list[Element]:
        """The blocks of something that nothing runs on out of: the text, a cell, a box."""
        outer, self.waiting = self.waiting, []
        self.lists.end()
        blocks = self._read(parent)
        self.lists.end()
        if self.waiting:
            blocks.append(make("w:p", *self.waiting))
        self.waiting = outer
        return blocks

    def blocks(self, parent: Iterable[Element]) -> list[Element]:
        return self._whole(parent)

    def _read(self, parent: Iterable[Element]) -> list[Element]:
        blocks: list[Element] = []
        for child in parent:
            kind = name(child.tag)
            if kind == "w:p":
                blocks += self._paragraph(child)
            elif kind == "w:tbl":
                self.lists.end()
                blocks.append(self._table(child))
            elif kind in DELETED:
                self.delete(child)
            elif kind == "w:altChunk":
                self.losses.add("document")
            elif kind == "mc:AlternateContent":
                branches = (child for child in child if name(child.tag) in ("mc:Choice", "mc:Fallback"))
                blocks += next((read for branch in branches if (read := self._read(branch))), [])
            elif kind not in SKIPPED:
                self.note_added(kind, child)
                blocks += self._read(content_of(kind, child))
        return blocks

    def _table(self, table: Element) -> Element:
        made = make("w:tbl")
        for row in _of(table, "w:tr"):
            about = find(row, "w:trPr")
            if find(about, "w:del") is not None:
                self.delete(row)
                self.losses.place("")
            elif is_on(find(about, "w:hidden")):
                self.hide(row)
                self.losses.place("")
            else:
                if find(about, "w:ins") is not None:
                    self.losses.add("added", words="".join(texts(row)))
                made.append(
                    make("w:tr", *([deepcopy(about)] if about is not None else []), *self._cells(row))
                )
        return made

    def _cells(self, row: Element) -> list[Element]:
        cells = []
        for cell in _of(row, "w:tc"):
            about = find(cell, "w:tcPr")
            made = make("w:tc", *([deepcopy(about)] if about is not None else []))
            if find(about, "w:cellDel") is not None:
                self.delete(cell)
            else:
                made.extend(self._whole(cell))
            cells.append(made)
        return cells

    def _paragraph(self, element: Element) -> list[Element]:
        properties = find(element, "w:pPr")
        line = Line(get(find(properties, "w:pStyle"), "w:val"), [self.waiting])
        self.waiting = []
        self.line(element, line)
        mark = find(properties, "w:rPr")
        for change, kind in (("w:del", "deleted"), ("w:ins", "added")):
            if find(mark, change) is not None:
                self.losses.add(kind)
        self.losses.place("".join(text for run in line.runs for text in texts(run)))
        if (
            find(mark, "w:del") is not None
            or is_on(find(mark, "w:specVanish"))
            or get(find(properties, "w:framePr"), "w:dropCap") in _RUNS_ON
        ):
            self.waiting = line.runs
            return line.behind
        return self._paragraphs(line, properties) + line.behind

    def _paragraphs(self, line: Line, properties: Element | None) -> list[Element]:
        """What became of one paragraph: with its number, cut where a page ends."""
        made = []
        for piece in filter(None, line.pieces):
            about = make("w:pPr", *([make("w:pStyle", val=line.style)] if line.style else []))
            made.append(make("w:p", about, *piece))
        if not made:
            return []
        number = self.lists.number(properties, line.style)
        if number is None:
            self.lists.end()
        else:
            self.lists.put(number, made[0], is_heading=self.styles.is_heading(properties, line.style))
        if len(made) > 1 or line.behind:
            self.lists.end()
        return made


def _of(parent: Iterable[Element], kind: str) -> list[Element]:
    """The rows of a table or the cells of a row, whatever they are wrapped in."""
    found = []
    for child in parent:
        if name(child.tag) == kind:
            found.append(child)
        elif name(child.tag) not in SKIPPED:
            found += _of(content_of(name(child.tag), child), kind)
    return found
