"""Folded texts as lexemes of PostgreSQL, and what a word of a query asks of them.

A run of Chinese characters is cut into all its pairs, and its last character stands alone: 工匠学院 is 工匠, 匠学, 学院
and 院. One character is found as the beginning of a lexeme, two or more by their pairs, wherever a segmenter would have
cut. Runs of letters and figures are one lexeme each, and are found by their beginning.
"""

import re
from collections.abc import Iterable, Iterator, Mapping

CHINESE = "\u3400-\u9fff\uf900-\ufaff\u3007\U00020000-\U000323af"
RUN = re.compile(rf"[{CHINESE}]+|[^\W_{CHINESE}]+")
_IS_CHINESE = re.compile(rf"[{CHINESE}]")
WEIGHTS = "ABCD"
# PostgreSQL keeps positions up to 16,383; weights need no more than one place of each lexeme, and twice is twice.
MOST_PLACES = 3
LONGEST_LEXEME = 80  # characters; longer runs of letters are no words


def is_chinese(run: str) -> bool:
    return bool(_IS_CHINESE.match(run))


def runs(text: str) -> Iterator[str]:
    """Runs of Chinese characters and runs of letters and figures in a folded text."""
    for match in RUN.finditer(text):
        yield match[0]


def lexemes(text: str) -> Iterator[str]:
    """All lexemes of a folded text, in order, with repetitions."""
    for run in runs(text):
        if is_chinese(run):
            for place in range(len(run) - 1):
                yield run[place : place + 2]
            yield run[-1]
        else:
            yield run[:LONGEST_LEXEME]


def vector(texts: Mapping[str, Iterable[str]], marks: Iterable[str] = ()) -> str:
    """A ``tsvector`` as text: ``texts`` folded, by their weights A to D; ``marks`` are lexemes without a place.

    Marks hold a colon (``section:3``), so that no word of a text is one of them.
    """
    places: dict[str, list[str]] = {}
    for weight in WEIGHTS:
        for text in texts.get(weight, ()):
            for lexeme in lexemes(text):
                of_lexeme = places.setdefault(lexeme, [])
                if len(of_lexeme) < MOST_PLACES:
                    of_lexeme.append(f"{len(of_lexeme) + 1}{weight}")
    entries = [f"'{lexeme}':{','.join(found)}" for lexeme, found in places.items()]
    return " ".join([*entries, *(f"'{mark}'" for mark in sorted(set(marks)))])


def asked(word: str) -> str:
    """What a folded word asks for, as ``tsquery``; empty for marks alone.

    Several runs must all be there. Each lexeme holds letters and figures only, so nothing has to be escaped.
    """
    parts: list[str] = []
    for run in runs(word):
        if not is_chinese(run):
            parts.append(f"'{run[:LONGEST_LEXEME]}':*")
        elif len(run) == 1:
            parts.append(f"'{run}':*")
        else:
            parts += [f"'{run[place : place + 2]}'" for place in range(len(run) - 1)]
    return both(dict.fromkeys(parts))


def both(parts: Iterable[str]) -> str:
    """All of the parts, those that are empty left out."""
    return _joined(parts, " & ")


def either(parts: Iterable[str]) -> str:
    return _joined(parts, " | ")


def _joined(parts: Iterable[str], sign: str) -> str:
    whole = [part for part in parts if part]
    return f"({sign.join(whole)})" if len(whole) > 1 else "".join(whole)
