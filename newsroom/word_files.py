"""Opening a Word file (.docx): its package within limits, its text with headings as # lines.

Used by the process that reads Word files (``newsroom.word_conversion``), so neither Django nor the database is known.
"""

import zipfile
import zlib
from collections.abc import Callable
from html.parser import HTMLParser
from typing import BinaryIO

import mammoth

from newsroom.source_errors import SourceError

MOST_UNPACKED = 60 * 1024 * 1024  # bytes of all parts together
MOST_TEXT_XML = 40 * 1024 * 1024  # bytes of the part with the text
MOST_PARTS = 2000
_STYLES = """
p[style-name='Title'] => h1:fresh
p[style-name='标题'] => h1:fresh
p[style-name='标题 1'] => h1:fresh
p[style-name='标题 2'] => h2:fresh
p[style-name='标题 3'] => h3:fresh
p[style-name='标题 4'] => h4:fresh
"""


def is_word_file(data: BinaryIO) -> bool:
    """Whether the bytes are a packed Word document, whatever their name."""
    try:
        with zipfile.ZipFile(data) as package:
            return "word/document.xml" in package.namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        return False


def text(data: BinaryIO) -> str:
    """The text of a Word file: a blank line between paragraphs, # before headings, tabs between cells."""
    reader = _TextOfHtml()
    reader.feed(convert(data, _STYLES, lambda _image: {"src": ""}))
    reader.close()
    return reader.text()


def convert(data: BinaryIO, styles: str, picture: "Callable[[mammoth.images.Image], dict[str, str]]") -> str:
    """mammoth's HTML; ``picture`` gives the attributes of each ``<img>``."""
    try:
        html: str = mammoth.convert_to_html(
            data,
            style_map=styles,
            convert_image=mammoth.images.img_element(picture),
            include_embedded_style_map=False,
        ).value
    except (SourceError, MemoryError):
        raise
    except Exception as error:  # mammoth raises whatever its readers raise on damaged parts
        raise SourceError("docx-damaged") from error
    return html


def check_package(data: BinaryIO) -> None:
    """Sizes, macros and entities are looked at before anything is unpacked as a whole. Raises ``SourceError``."""
    try:
        with zipfile.ZipFile(data) as package:
            _check_parts(package)
    except (zipfile.BadZipFile, NotImplementedError, OSError, RuntimeError, EOFError, zlib.error) as error:
        raise SourceError("not-docx") from error


def _check_parts(package: zipfile.ZipFile) -> None:
    parts = package.infolist()
    names = {part.filename for part in parts}
    if "word/document.xml" not in names or "[Content_Types].xml" not in names:
        raise SourceError("not-docx")
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise SourceError("docx-too-large")
    if package.getinfo("word/document.xml").file_size > MOST_TEXT_XML:
        raise SourceError("docx-too-large")
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise SourceError("macros")
    if b"macroEnabled" in _part(package, "[Content_Types].xml"):
        raise SourceError("macros")
    for part in parts:
        if part.filename.endswith((".xml", ".rels")) and b"<!DOCTYPE" in _part(package, part.filename):
            raise SourceError("not-docx")


def _part(package: zipfile.ZipFile, name: str) -> bytes:
    """The bytes of a part, never more than its directory entry promised."""
    promised = package.getinfo(name).file_size
    with package.open(name) as stream:
        data = stream.read(promised + 1)
    if len(data) > promised:
        raise SourceError("docx-too-large")
    return data


class _TextOfHtml(HTMLParser):
    """Writes mammoth's HTML as lines."""

    _BLOCKS = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "tr"})

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[str] = []
        self.parts: list[str] = []
        self.prefix = ""
        self.lists: list[list[int]] = []
        self.in_cell = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("ol", "ul"):
            self._end_block()
            self.lists.append([0 if tag == "ol" else -1])
        elif tag == "img":
            self._end_block()
            self.lines.append("![]()")
        elif tag == "br":
            self.parts.append("\n")
        elif tag in ("td", "th"):
            if self.parts:
                self.parts.append("\t")
            self.in_cell = True
        elif tag in self._BLOCKS and not self.in_cell:
            self._end_block()
            if tag[0] == "h":
                self.prefix = "#" * int(tag[1]) + " "
            elif tag == "li" and self.lists:
                self._number_item()

    def _number_item(self) -> None:
        counter = self.lists[-1]
        if counter[0] < 0:
            self.prefix = "• "
        else:
            counter[0] += 1
            self.prefix = f"{counter[0]}. "

    def handle_endtag(self, tag: str) -> None:
        if tag in ("ol", "ul") and self.lists:
            self._end_block()
            self.lists.pop()
        elif tag in ("td", "th"):
            self.in_cell = False
        elif tag in self._BLOCKS and not self.in_cell:
            self._end_block()

    def handle_data(self, data: str) -> None:
        self.parts.append(data)

    def _end_block(self) -> None:
        text = "".join(self.parts).strip("\n\t ")
        if text:
            self.lines.append(self.prefix + text)
            self.prefix = ""
        self.parts = []
        if not text and not self.lists:
            self.prefix = ""

    def text(self) -> str:
        self._end_block()
        return "\n\n".join(self.lines)
