"""Chinese text cut into words, for the modules that look for names."""

from __future__ import annotations

from dataclasses import dataclass

from common.words import tagged


@dataclass(slots=True)
class Word:
    """A word with its part of speech (jieba's tags) and its place in the text."""

    text: str
    tag: str
    start: int

    @property
    def end(self) -> int:
        return self.start + len(self.text)


def cut(text: str) -> list[Word]:
    """The words of a text, in order and without a gap."""
    words, at = [], 0
    for word, tag in tagged(text):
        words.append(Word(word, tag, at))
        at += len(word)
    return words
