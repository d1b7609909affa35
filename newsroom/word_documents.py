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
from newsroom.word_reading import WordPicture, pictures_of
from newsroom.word_remarks import remarks_of


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
    if size > word_reading.MOST_BYTES:
        raise SourceError("docx-too-large")
    file.seek(0)
    refuse_by_beginning(file.read(16))
    answer = word_reading.convert(file, name, wanted="document", otherwise="not-docx")
    told = answer.data
    document = WordDocument(
        told["title"], told["subtitle"], told["body"], pictures_of(answer), remarks_of(told["losses"])
    )
    if not document.title:
        document.title = tidy_line(PurePath(name).stem)[:200]
        document.remarks.append(_("No headline was found in the file; its name was taken instead."))
    return document
