"""Opening a Word file (.docx): its package within limits, its text as HTML.

Used by the process that reads Word files (``newsroom.word_conversion``), so neither Django nor the database is known.
"""

import re
import zipfile
import zlib
from typing import BinaryIO

import mammoth

from newsroom.source_errors import SourceError
from newsroom.word_prepare import Prepared

MOST_UNPACKED = 60 * 1024 * 1024  # bytes of all parts together
MOST_TEXT_XML = 40 * 1024 * 1024  # bytes of the part with the text
MOST_PARTS = 2000
_LIST = re.compile(r'<[ou]l class="(wl\d+)">')


def is_word_file(data: BinaryIO) -> bool:
    """Whether the bytes are a packed Word document, whatever their name."""
    try:
        with zipfile.ZipFile(data) as package:
            return "word/document.xml" in package.namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        return False


def convert(prepared: Prepared, styles: str) -> str:
    """mammoth's HTML of a plain file, its lists as Word counts them; pictures stand as ``word_runs.MARK``."""
    html: str = mammoth.convert_to_html(
        prepared.file, style_map=prepared.styles + styles, include_embedded_style_map=False
    ).value
    return _LIST.sub(lambda found: prepared.lists[found[1]].tag, html)


def check_package(data: BinaryIO) -> None:
    """Sizes, macros and entities are looked at before anything is unpacked as a whole. Raises ``SourceError``."""
    try:
        with zipfile.ZipFile(data) as package:
            _check_parts(package)
    except SourceError:
        raise
    except _UNREADABLE as error:
        raise SourceError("not-docx") from error


# What zipfile raises over damaged packages; ValueError of an offset that lies before the file's beginning.
_UNREADABLE = (
    zipfile.BadZipFile, NotImplementedError, OSError, RuntimeError, EOFError, ValueError, zlib.error,
)  # fmt: skip


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
    """The bytes of a part; no more is unpacked than its directory entry promised, and a part with more is damaged."""
    with package.open(name) as stream:
        return stream.read(package.getinfo(name).file_size)
