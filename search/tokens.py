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
# What PostgreSQL keeps of a lexeme's places, and of a text's.
MOST_PLACES, LAST_PLACE = 255, 16_383
LONGEST_LEXEME = 80  # characters; longer runs of letters are no words


def is_chinese(run: str) -> bool:
    return bool(_IS_CHINESE.match(run))


def runs(text: str) -> Iterator[str]:
    """Runs of Chinese characters and runs of letters and figures in a folded text."""
    for match in RUN.finditer(text):
        yield match[0]


def placed(text: str, start: int = 1) -> Iterator[tuple[str, int, bool]]:
    """All lexemes of a folded text with their places, and whether it is the last character of a run of several.

    Lexemes that follow each other in the text have places that follow each other; whatever stands between two runs
    leaves one place free.
    """
    place, end = start, -1
    for match in RUN.finditer(text):
        run = match[0]
        place += end not in (-1, match.start())
        end = match.end()
        if is_chinese(run):
            for number in range(len(run) - 1):
                yield run[number : number + 2], place + number, False
            yield run[-1], place + len(run) - 1, len(run) > 1
            place += len(run)
        else:
            yield run[:LONGEST_LEXEME], place, False
            place += 1


def vector(texts: Mapping[str, Iterable[str]], marks: Iterable[str] = ()) -> str:
    """A ``tsvector`` as text: ``texts`` folded, by their weights A to D; ``marks`` are lexemes without a place.

    Marks hold a colon (``section:3``), so that no word of a text is one of them. What stands behind the last place
    that PostgreSQL keeps is found, and no phrase is.
    """
    places: dict[str, list[str]] = {}
    following = 1
    for weight in WEIGHTS:
        for text in texts.get(weight, ()):
            last = following
            for lexeme, place, _is_rest in placed(text, following):
                last = place
                of_lexeme = places.setdefault(lexeme, [])
                if len(of_lexeme) < MOST_PLACES and place <= LAST_PLACE:
                    of_lexeme.append(f"{place}{weight}")
            following = last + 2  # no phrase goes from one text into the next
    entries = [
        f"'{lexeme}':{','.join(found)}" if found else f"'{lexeme}'" for lexeme, found in places.items()
    ]
    return " ".join([*entries, *(f"'{mark}'" for mark in sorted(set(marks)))])


def asked(word: str) -> str:
    """What a folded word asks for, as ``tsquery``; empty for marks alone.

    Several runs (第37届, 卡拉ok) stand as in a phrase. Each lexeme holds letters and figures only, so nothing has to be
    escaped.
    """
    if len(list(runs(word))) > 1:
        return phrase(word)
    parts: list[str] = []
    for run in runs(word):
        if not is_chinese(run):
            parts.append(f"'{run[:LONGEST_LEXEME]}':*")
        elif len(run) == 1:
            parts.append(f"'{run}':*")
        else:
            parts += [f"'{run[place : place + 2]}'" for place in range(len(run) - 1)]
    return both(dict.fromkeys(parts))


def phrase(text: str) -> str:
    """What a folded phrase asks for, as ``tsquery``: its lexemes at the same distances; empty for marks alone."""
    asks, before = "", 0
    for lexeme, place, is_rest in placed(text):
        if not is_rest:
            one = f"'{lexeme}'" if len(lexeme) > 1 and is_chinese(lexeme) else f"'{lexeme}':*"
            asks = f"{asks} <{place - before}> {one}" if asks else one
            before = place
    return f"({asks})" if "<" in asks else asks


def both(parts: Iterable[str]) -> str:
    """All of the parts, those that are empty left out."""
    return _joined(parts, " & ")


def either(parts: Iterable[str]) -> str:
    return _joined(parts, " | ")


def _joined(parts: Iterable[str], sign: str) -> str:
    whole = [part for part in parts if part]
    return f"({sign.join(whole)})" if len(whole) > 1 else "".join(whole)
