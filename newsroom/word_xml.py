"""The parts of a Word file (ECMA-376) as trees with short names, and the relations between them."""

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_PREFIXES = {
    W: "w",
    R: "r",
    "http://schemas.openxmlformats.org/officeDocument/2006/math": "m",
    "http://schemas.openxmlformats.org/drawingml/2006/main": "a",
    "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing": "wp",
    "http://schemas.openxmlformats.org/drawingml/2006/picture": "pic",
    "http://schemas.openxmlformats.org/drawingml/2006/chart": "c",
    "http://schemas.openxmlformats.org/markup-compatibility/2006": "mc",
    "http://schemas.microsoft.com/office/word/2010/wordprocessingShape": "wps",
    "http://schemas.microsoft.com/office/word/2010/wordml": "w14",
    "urn:schemas-microsoft-com:vml": "v",
    "urn:schemas-microsoft-com:office:office": "o",
}
# ISO 29500 Strict names the same things otherwise.
_STRICT = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", W.encode()),
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships", R.encode()),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/math",
        b"http://schemas.openxmlformats.org/officeDocument/2006/math",
    ),
    (b"http://purl.oclc.org/ooxml/drawingml/", b"http://schemas.openxmlformats.org/drawingml/2006/"),
)
_BLANK = re.compile(r"[\s\u00ad\u2060\u200b-\u200f\u202a-\u202e\ufeff]+")
OFF = ("0", "false", "off", "none")


@cache
def name(tag: str) -> str:
    """``w:p`` for the tag of an element or attribute; ``?:local`` where the name space is another.

    >>> name("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}p")
    'w:p'
    """
    space, _brace, local = tag.removeprefix("{").rpartition("}")
    return f"{_PREFIXES.get(space, '?')}:{local}"


def tag(word: str) -> str:
    """The inverse, for elements of the text: ``w:p``."""
    return f"{{{W}}}{word.removeprefix('w:')}"


def get(element: Element | None, word: str) -> str:
    """An attribute by its short name; of the text's own name space by default. Empty where there is none."""
    if element is None:
        return ""
    space = {"r": R, "w": W}[word.partition(":")[0]]
    return element.get(f"{{{space}}}{word.partition(':')[2]}", "")


def find(element: Element | None, *words: str) -> Element | None:
    """The child, or the child's child, of these names."""
    for word in words:
        if element is None:
            return None
        element = next((child for child in element if name(child.tag) == word), None)
    return element


def inside(element: Element, *words: str) -> Iterator[Element]:
    """All elements of these names at any depth, by their local names where the prefix is ``*``."""
    loose = {word[2:] for word in words if word.startswith("*:")}
    for found in element.iter():
        short = name(found.tag)
        if short in words or short.partition(":")[2] in loose:
            yield found


def shown(element: Element, *words: str) -> Iterator[Element]:
    """Like ``inside``, but of several forms of a thing (``mc:AlternateContent``) the first that shows something."""
    for found in _shown(element):
        if name(found.tag) in words:
            yield found


_SHOWING = ("w:t", "m:t", "a:blip", "v:imagedata")


def _shown(element: Element) -> Iterator[Element]:
    yield element
    if name(element.tag) != "mc:AlternateContent":
        for child in element:
            yield from _shown(child)
        return
    branches = [child for child in element if name(child.tag) in ("mc:Choice", "mc:Fallback")]
    first = next((branch for branch in branches if any(True for _part in inside(branch, *_SHOWING))), None)
    if first is not None:
        yield from _shown(first)


def is_on(element: Element | None) -> bool | None:
    """What a property that is on or off says; ``None`` where it is not given."""
    return None if element is None else get(element, "w:val") not in OFF


def texts(element: Element | None) -> list[str]:
    """The texts that an element shows, formulas too."""
    return [part.text or "" for part in shown(element, "w:t", "m:t")] if element is not None else []


def count_pictures(element: Element) -> int:
    return sum(1 for _part in shown(element, "a:blip", "v:imagedata"))


def solid(text: str) -> int:
    """How many characters: blanks and what takes no room are none."""
    return len(_BLANK.sub("", text))


def make(word: str, *children: Element, **attributes: str) -> Element:
    """An element of the text: ``make("w:r", …)``; ``val="x"`` is ``w:val="x"``."""
    made = Element(tag(word), {tag(key): value for key, value in attributes.items()})
    made.extend(children)
    return made


def make_text(text: str) -> Element:
    made = make("w:t")
    made.text = text
    return made


@dataclass(frozen=True)
class Relation:
    """What a part refers to: ``kind`` is the last word of its type, ``target`` a part's name or an address."""

    kind: str
    target: str
    is_outside: bool


class Package:
    """A Word file that was checked (``word_files.check_package``)."""

    def __init__(self, package: zipfile.ZipFile) -> None:
        self.package = package
        self.names = frozenset(package.namelist())

    def read(self, part: str) -> bytes | None:
        return self.package.read(part) if part in self.names else None

    def tree(self, part: str) -> Element | None:
        """The root of a part. Raises ``ParseError`` for what is no XML."""
        data = self.read(part)
        if data is None:
            return None
        for strict, usual in _STRICT:
            data = data.replace(strict, usual)
        # Declarations were refused before (``word_files.check_package``), expat bounds what entities grow to, and
        # all of this happens in a process that has little memory and time.
        return ElementTree.parse(io.BytesIO(data)).getroot()  # noqa: S314

    def relations(self, part: str) -> dict[str, Relation]:
        folder, file = posixpath.split(part)
        root = self.tree(f"{folder}/_rels/{file}.rels")
        found = {}
        for row in root if root is not None else ():
            outside = row.get("TargetMode", "") == "External"
            target = row.get("Target", "")
            if not outside:
                target = posixpath.normpath(posixpath.join("/" + folder, target)).lstrip("/")
            found[row.get("Id", "")] = Relation(row.get("Type", "").rpartition("/")[2], target, outside)
        return found


def relations_xml(relations: dict[str, Relation]) -> bytes:
    """The relations of a part written anew: links and the notes beside it."""
    root = Element(f"{{{_RELATIONS}}}Relationships")
    for key, relation in relations.items():
        row = {"Id": key, "Type": f"{R}/{relation.kind}", "Target": relation.target}
        if relation.is_outside:
            row["TargetMode"] = "External"
        else:
            row["Target"] = "/" + relation.target
        root.append(Element(f"{{{_RELATIONS}}}Relationship", row))
    xml: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return xml
