"""What reading a Word file in a process of its own costs: ``python bench/word_files.py``.

An ordinary file (forty paragraphs, two pictures) is read so and, to compare, within this process, ten times each by
turns; prints the medians in seconds and their ratio. Then come files made to harm: one picture of 10 MB shown 150
times, and a text of some kilobytes that is gigabytes as a tree; prints what became of them, the seconds, and by how
many MB this process has grown at its highest.
"""

import io
import os
import random
import re
import statistics
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")

import django

django.setup()

from docx import Document
from PIL import Image

from common.apart.running import run_here
from newsroom import word_conversion
from newsroom.source_errors import SourceError
from newsroom.word_documents import read_document

ROUNDS = 10


def main() -> None:
    ordinary = word_file(40, [picture(1200, 800, "JPEG"), picture(1000, 700, "JPEG")])
    orders = {"suffix": ".docx", "wanted": "document", "otherwise": "not-docx"}
    here, apart = [], []
    for _round in range(ROUNDS + 1):
        here.append(seconds(lambda: run_here(word_conversion.work, io.BytesIO(ordinary), orders=orders)))
        apart.append(seconds(lambda: read_document(ordinary, "a.docx")))
    middle_here, middle_apart = statistics.median(here[1:]), statistics.median(apart[1:])
    print(
        f"ordinary file of {len(ordinary) // 1024} KB: {middle_here:.3f} s within the process, {middle_apart:.3f} s"
        f" apart, {middle_apart - middle_here:.3f} s more, ratio {middle_apart / middle_here:.1f}"
    )
    often = replaced(word_file(1, [picture(60, 60, "PNG")] * 150), "word/media/", picture(1826, 1826, "BMP"))
    tell("one picture of 10 MB, 150 times", often)
    tree = re.sub(
        b"<w:body>", b"<w:body>" + b"<w:p/>" * 6_000_000, part(word_file(1, []), "word/document.xml")
    )
    tell("a text of 6,000,000 paragraphs", replaced(word_file(1, []), "word/document.xml", tree))


def tell(name: str, content: bytes) -> None:
    Path("/proc/self/clear_refs").write_text("5")  # the peak is counted from here (proc(5))
    before, told = peak(), ""

    def read() -> None:
        nonlocal told
        try:
            told = f"{len(read_document(content, 'a.docx').pictures)} pictures"
        except SourceError as error:
            told = error.code

    took = seconds(read)
    print(
        f"{name} ({len(content) / 1e6:.1f} MB): {told}, {took:.1f} s, this process {peak() - before:+.1f} MB"
    )


def peak() -> float:
    return int(re.findall(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text())[0]) / 1024


def seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


# --- files ----------------------------------------------------------------------------------------------
def picture(width: int, height: int, kind: str) -> bytes:
    buffer = io.BytesIO()
    Image.frombytes("RGB", (width, height), random.Random(7).randbytes(width * height * 3)).save(buffer, kind)
    return buffer.getvalue()


def word_file(paragraphs: int, pictures: list[bytes]) -> bytes:
    document = Document()
    document.add_paragraph("昌平区总工会办起职工夜校", style="Title")
    for number in range(paragraphs):
        document.add_paragraph(f"第{number}段，" + "职工夜校开课了，" * 20)
    for content in pictures:
        document.add_picture(io.BytesIO(content))
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def part(content: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return package.read(name)


def replaced(content: bytes, beginning: str, by: bytes) -> bytes:
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as package,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as made,
    ):
        for name in package.namelist():
            made.writestr(name, by if name.startswith(beginning) else package.read(name))
    return buffer.getvalue()


if __name__ == "__main__":
    main()
