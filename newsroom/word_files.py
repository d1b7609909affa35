"""The text of a Word file (.docx), with headings as # lines, within limits."""

from __future__ import annotations

import io
import zipfile
from html.parser import HTMLParser

import mammoth

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


class NotAWordFile(ValueError):
    """The bytes are no Word file, or a damaged one."""


class WordFileHasMacros(ValueError):
    """The file holds macros."""


class WordFileTooLarge(ValueError):
    """Unpacked, the file goes beyond the limits."""


def is_word_file(data: bytes) -> bool:
    """Whether the bytes are a packed Word document, whatever their name."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            return "word/document.xml" in package.namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        return False


def word_text(data: bytes) -> str:
    """The text of a Word file: a blank line between paragraphs, # before headings, tabs between cells."""
    check_package(data)
    try:
        html = mammoth.convert_to_html(
            io.BytesIO(data),
            style_map=_STYLES,
            convert_image=mammoth.images.img_element(lambda _image: {"src": ""}),
        ).value
    except Exception as error:  # mammoth raises whatever its readers raise on damaged parts
        raise NotAWordFile(str(error)) from error
    reader = _TextOfHtml()
    reader.feed(html)
    reader.close()
    return reader.text()


def check_package(data: bytes) -> None:
    """Sizes, macros and entities are looked at before anything is unpacked into memory."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            parts = package.infolist()
            names = {part.filename for part in parts}
            if "word/document.xml" not in names or "[Content_Types].xml" not in names:
                raise NotAWordFile("no document part")
            if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
                raise WordFileTooLarge
            if package.getinfo("word/document.xml").file_size > MOST_TEXT_XML:
                raise WordFileTooLarge
            if any(name.lower().endswith("vbaproject.bin") for name in names):
                raise WordFileHasMacros
            if b"macroEnabled" in _part(package, "[Content_Types].xml"):
                raise WordFileHasMacros
            for part in parts:
                if part.filename.endswith((".xml", ".rels")) and b"<!DOCTYPE" in _part(
                    package, part.filename
                ):
                    raise NotAWordFile("document type declaration")
    except (
        zipfile.BadZipFile,
        NotImplementedError,
        OSError,
        RuntimeError,
        EOFError,
        zipfile.LargeZipFile,
    ) as error:
        raise NotAWordFile(str(error)) from error
    except Exception as error:
        if error.__class__.__name__ == "error":  # zlib.error on damaged parts
            raise NotAWordFile(str(error)) from error
        raise


def _part(package: zipfile.ZipFile, name: str) -> bytes:
    """The bytes of a part, never more than its directory entry promised."""
    promised = package.getinfo(name).file_size
    with package.open(name) as stream:
        data = stream.read(promised + 1)
    if len(data) > promised:
        raise WordFileTooLarge
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
