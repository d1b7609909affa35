"""A Word file as an article: title, clean text, pictures with their captions. No database."""

import io
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import BinaryIO

from django.utils.translation import gettext as _

from common.text import tidy_line
from newsroom import word_reading
from newsroom.source_errors import SourceError
from newsroom.sources import refuse_by_beginning
from newsroom.word_remarks import remarks_of

Crop = tuple[float, float, float, float]  # cut off: left, top, right, bottom, as parts of the sides
MOST_BYTES = 60 * 1024 * 1024


@dataclass(frozen=True)
class WordPicture:
    """A picture: its bytes as an open file, the same one wherever it is shown again; what the Word file says of it."""

    file: BinaryIO
    alt_text: str = ""
    caption: str = ""
    crop: tuple[float, float, float, float] | None = (
        None  # cut off: left, top, right, bottom, as parts of the sides
    )


@dataclass
class WordDocument:
    """What a Word file holds. In ``body`` picture n stands as ``<figure>word-picture:n</figure>``."""

    title: str
    subtitle: str = ""
    body: str = ""
    pictures: list[WordPicture] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)


def read_document(data: bytes | BinaryIO, name: str) -> WordDocument:
    """Read a .docx file (an open one is never loaded as a whole) in a process of its own.

    Raises ``SourceError`` with a message for the uploader.
    """
    file = io.BytesIO(data) if isinstance(data, bytes) else data
    size = file.seek(0, 2)
    if size == 0:
        raise SourceError("empty")
    if size > MOST_BYTES:
        raise SourceError("docx-too-large")
    file.seek(0)
    refuse_by_beginning(file.read(16))
    answer = word_reading.convert(file, name, wanted="document", otherwise="not-docx")
    told = answer.data
    files = {number: answer.piece(number) for number in {picture["file"] for picture in told["pictures"]}}
    pictures = [
        WordPicture(
            files[picture["file"]],
            picture["alt_text"],
            picture["caption"],
            tuple(picture["crop"]) if picture["crop"] else None,
        )
        for picture in told["pictures"]
    ]
    document = WordDocument(
        told["title"], told["subtitle"], told["body"], pictures, remarks_of(told["losses"])
    )
    if not document.title:
        document.title = tidy_line(PurePath(name).stem)[:200]
        document.remarks.append(_("No headline was found in the file; its name was taken instead."))
    return document
