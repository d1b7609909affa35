"""The phrases of pypinyin's dictionary, held so that a process can afford them."""

import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from mmap import ACCESS_READ, mmap
from pathlib import Path

_ENTRY = re.compile(rb'"([^"]+)":\s*(\[[^:]*\])')
_CHARACTER = re.compile(r"\[([^][]+)\]")
_READING = re.compile(r'"([^"]+)"')


class Phrases:
    """Phrases with the readings of each of their characters: 3 MB, where a dict of lists takes 22.

    They stand in one text for each first character, a line each: ``庆典<tab>qìng diǎn``. A phrase is looked for in the
    text of its first character, most of which hold some dozen lines.
    """

    def __init__(self, entries: Iterable[tuple[str, list[list[str]]]]) -> None:
        self._lines: dict[str, str] = {}
        for first, some in groupby(entries, key=lambda entry: entry[0][0]):
            lines = [f"{phrase}\t{' '.join(map(','.join, readings))}\n" for phrase, readings in some]
            self._lines[first] = self._lines.get(first, "\n") + "".join(lines)

    def cut(self, text: str) -> Iterator[str]:
        """The text as the longest phrases from the left, and single characters where none begins.

        pypinyin does the same but at the end of a text, where it forgets the short phrases if a longer one begins like
        what is left (自以为 as 自, 以, 为, because of 以为后图).

        >>> list(Phrases([("重庆", [["chóng"], ["qìng"]])]).cut("在重庆市"))
        ['在', '重庆', '市']
        """
        start = 0
        while start < len(text):
            end = self._end(text, start)
            yield text[start:end]
            start = end

    def _end(self, text: str, start: int) -> int:
        lines = self._lines.get(text[start], "")
        longest, end = start + 1, start + 2
        while end <= len(text) and (place := lines.find("\n" + text[start:end])) >= 0:
            # The first line that begins so is the phrase itself only if it stands before what is longer.
            if lines[place + 1 + end - start] == "\t" or f"\n{text[start:end]}\t" in lines:
                longest = end
            end += 1
        return longest

    def readings(self, phrase: str) -> list[list[str]] | None:
        """The readings of each of its characters, the usual one first; ``None`` of what is no phrase.

        >>> Phrases([("重庆", [["chóng"], ["qìng"]])]).readings("重庆")
        [['chóng'], ['qìng']]
        """
        lines = self._lines.get(phrase[0], "")
        head = f"\n{phrase}\t"
        place = lines.find(head)
        if place < 0:
            return None
        start = place + len(head)
        return [readings.split(",") for readings in lines[start : lines.index("\n", start)].split(" ")]


def entries(file: Path) -> Iterator[tuple[str, list[list[str]]]]:
    """The phrases of a dictionary file of pypinyin, ``{"phrase": [["reading", …], …], …}`` in JSON, one by one: read
    whole it would take for a moment what ``Phrases`` saves."""
    with file.open("rb") as opened, mmap(opened.fileno(), 0, access=ACCESS_READ) as text:
        for entry in _ENTRY.finditer(text):
            characters = _CHARACTER.findall(entry[2].decode())
            yield entry[1].decode(), [_READING.findall(character) for character in characters]
