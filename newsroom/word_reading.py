"""The one door to what reads Word files: a process of its own, with bounds (``newsroom.word_conversion``)."""

from pathlib import PurePath
from typing import BinaryIO

from common.apart.answer import Answer
from common.apart.running import Bounds, Failed, run
from common.apart.slots import Busy
from newsroom.source_errors import MESSAGES, SourceError

TASK = "newsroom.word_conversion"
BEGINNING = b"PK\x03\x04"  # of every .docx, which is a packed folder
# A report of 200 pages takes 120 MB and two seconds; a text of more than 20 MB unpacked is beyond this.
BOUNDS = Bounds(memory=512 * 1024 * 1024, processor=20, seconds=60, output=96 * 1024 * 1024)
PATIENCE = 30.0  # seconds: nobody sends a form once more by himself


def read_text(file: BinaryIO, name: str) -> str:
    """The text, a blank line between paragraphs, # before headings. Raises ``SourceError``."""
    return str(convert(file, name, wanted="text", otherwise="binary").data["text"])


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
