"""Chinese text cut into words, for the modules that look for names."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import rjieba


@dataclass(slots=True)
class Word:
    """A word with its part of speech (jieba's tags) and its place in the text."""

    text: str
    tag: str
    start: int

    @property
    def end(self) -> int:
        return self.start + len(self.text)


@lru_cache(maxsize=1)
def _segmenter() -> rjieba.Jieba:
    """Our own instance: words that other parts of the site add to theirs do not move names here.

    Loaded when the first page is read: the dictionary takes 30 MB, and most processes never read one.
    """
    import rjieba

    return rjieba.Jieba()


def cut(text: str) -> list[Word]:
    """The words of a text, in order and without a gap."""
    words, at = [], 0
    for word, tag in _segmenter().tag(text):
        words.append(Word(word, tag, at))
        at += len(word)
    return words


def is_word(text: str) -> bool:
    """Whether the dictionary knows the word."""
    return bool(_segmenter().has_word(text))
