"""The one door to what reads Word files: a process of its own, with bounds (``newsroom.word_conversion``)."""

from dataclasses import dataclass
from pathlib import PurePath
from typing import BinaryIO

from common.apart.answer import Answer
from common.apart.running import Bounds, Failed, run
from common.apart.slots import Busy
from newsroom.source_errors import MESSAGES, SourceError
from newsroom.word_remarks import remarks_of

TASK = "newsroom.word_conversion"
BEGINNING = b"PK\x03\x04"  # of every .docx, which is a packed folder
# A report of 200 pages takes 120 MB and two seconds; a text of more than 20 MB unpacked is beyond this.
BOUNDS = Bounds(memory=512 * 1024 * 1024, processor=20, seconds=60, output=96 * 1024 * 1024)
MOST_BYTES = 60 * 1024 * 1024  # of a file with its pictures
PATIENCE = 30.0  # seconds: nobody sends a form once more by himself


Crop = tuple[float, float, float, float]  # cut off: left, top, right, bottom, as parts of the sides


@dataclass(frozen=True)
class WordPicture:
    """A picture: its bytes as an open file, the same one wherever it is shown again; what the Word file says of it."""

    file: BinaryIO
    alt_text: str = ""
    caption: str = ""
    crop: Crop | None = None


@dataclass(frozen=True)
class WordText:
    """The text as lines, a blank one between paragraphs, # before headings; picture n stands as
    ``![](word-picture:n)``. With remarks on what did not come in."""

    text: str
    pictures: list[WordPicture]
    remarks: list[str]


def read_text(file: BinaryIO, name: str) -> WordText:
    """Raises ``SourceError``."""
    answer = convert(file, name, wanted="text", otherwise="binary")
    return WordText(str(answer.data["text"]), pictures_of(answer), remarks_of(answer.data["losses"]))


def pictures_of(answer: Answer) -> list[WordPicture]:
    """The pictures of an answer in their order."""
    told = answer.data["pictures"]
    files = {number: answer.piece(number) for number in {picture["file"] for picture in told}}
    return [
        WordPicture(
            files[picture["file"]], picture["alt_text"], picture["caption"],
            tuple(picture["crop"]) if picture["crop"] else None,
        )
        for picture in told
    ]  # fmt: skip


def convert(file: BinaryIO, name: str, *, wanted: str, otherwise: str) -> Answer:
    """What ``newsroom.word_conversion`` answers; its refusals, and whatever happens to it, as ``SourceError``.

    ``otherwise``: the code for what is no Word file under a name that does not say so.
    """
    suffix = PurePath(name).suffix.lower()
    file.seek(0)
    if file.read(len(BEGINNING)) != BEGINNING:
        raise SourceError("not-docx" if suffix == ".docx" else otherwise)
    if suffix in (".docm", ".dotm"):
        raise SourceError("macros")
    orders = {"suffix": suffix, "wanted": wanted, "otherwise": otherwise}
    try:
        answer = run(TASK, file, orders=orders, bounds=BOUNDS, patience=PATIENCE)
    except Busy as error:
        raise SourceError("busy") from error
    except Failed as error:
        raise SourceError("docx-damaged" if error.reason == "crash" else "docx-heavy") from error
    if "refused" in answer.data:
        refused = answer.data["refused"]
        raise SourceError(refused if refused in MESSAGES else "docx-damaged")
    return answer
