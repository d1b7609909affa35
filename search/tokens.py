"""Folded texts as lexemes of PostgreSQL, and what a word of a query asks of them.

A run of Chinese characters is cut into all its pairs, and its last character stands alone: 工匠学院 is 工匠, 匠学, 学院
and 院. One character is found as the beginning of a lexeme, two or more by their pairs, wherever a segmenter would have
cut. Runs of letters and figures are one lexeme each, and are found by their beginning.

**What the index alone is asked** (``leading``) names whole lexemes, since a beginning that very many lexemes have is
slow to look up: for that every Chinese character of a text is there once more, behind a sign and without a place
(``~工``). So is what a headline holds (``=工匠``, ``=工``): of a common word the index leads to headlines.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from operator import add

CHINESE = "\u3400-\u9fff\uf900-\ufaff\u3007\U00020000-\U000323af"
RUN = re.compile(rf"[{CHINESE}]+|[^\W_{CHINESE}]+")
_IS_CHINESE = re.compile(rf"[{CHINESE}]")
WEIGHTS = "ABCD"
CHARACTER, HEADLINE = "~", "="  # before a character, and before what a headline holds
_characters = re.compile(f"[{CHINESE}]").findall
LAST_PLACE = 16_383  # that PostgreSQL keeps
LONGEST_LEXEME = 80  # characters; longer runs of letters are no words


def is_chinese(run: str) -> bool:
    return bool(_IS_CHINESE.match(run))


def runs(text: str) -> Iterator[str]:
    """Runs of Chinese characters and runs of letters and figures in a folded text."""
    for match in RUN.finditer(text):
        yield match[0]


def placed(text: str, start: int = 1) -> tuple[list[str], list[int]]:
    """All lexemes of a folded text, and the place of each.

    Lexemes that follow each other in the text have places that follow each other; whatever stands between two runs
    leaves one place free. The last character of a run of several has its own place.
    """
    lexemes: list[str] = []
    places: list[int] = []
    place, end = start, -1
    for match in RUN.finditer(text):
        run = match[0]
        place += end not in (-1, match.start())
        end = match.end()
        if is_chinese(run):
            lexemes += map(add, run, run[1:])
            lexemes.append(run[-1])
            places += range(place, place + len(run))
            place += len(run)
        else:
            lexemes.append(run[:LONGEST_LEXEME])
            places.append(place)
            place += 1
    return lexemes, places


def vector(texts: Mapping[str, Iterable[str]], marks: Iterable[str] = ()) -> str:
    """A ``tsvector`` as text: ``texts`` folded, by their weights A to D; ``marks`` are lexemes without a place.

    Marks hold a sign (``section:3``, ``=工匠``), so that no word of a text is one of them. What stands behind the last
    place that PostgreSQL keeps is found, and no phrase is. A lexeme with several places stands there as often:
    PostgreSQL joins them, and keeps 256.
    """
    entries: list[str] = []
    characters: set[str] = set()
    following = 1
    for weight in WEIGHTS:
        # Letters and figures need no quotes, and a place alone is one of weight D.
        entry = ("{}:{}" if weight == WEIGHTS[-1] else f"{{}}:{{}}{weight}").format
        for text in texts.get(weight, ()):
            characters.update(text)
            lexemes, places = placed(text, following)
            kept = bisect_right(places, LAST_PLACE)
            entries += map(entry, lexemes[:kept], places)
            entries += lexemes[kept:]
            # No phrase goes from one text into the next.
            following = (places[-1] if places else following) + 2
    entries += map(CHARACTER.__add__, sorted(_characters("".join(characters))))
    return " ".join([*entries, *(f"'{mark}'" for mark in sorted(set(marks)))])


def headline(texts: Iterable[str]) -> set[str]:
    """Marks for a vector: the lexemes and characters of folded headlines, each behind a sign."""
    return {f"{HEADLINE}{lexeme}" for text in texts for lexeme in (*placed(text)[0], *_characters(text))}


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


def leading(word: str, sign: str = "") -> list[str]:
    """What the index alone can say of a folded word, as parts of a ``tsquery``: documents that hold all its lexemes,
    wherever they stand; with the ``sign`` ``HEADLINE``, those that hold them in a headline. Letters at its end need
    only be the beginning of a lexeme."""
    lexemes = [lexeme for lexeme, _place in _parts(word)]
    found = [f"'{sign or _sign(lexeme)}{lexeme}'" for lexeme in lexemes]
    if lexemes and not is_chinese(lexemes[-1]):
        found[-1] += ":*"
    return list(dict.fromkeys(found))


def _sign(lexeme: str) -> str:
    return CHARACTER if len(lexeme) == 1 and is_chinese(lexeme) else ""


def phrase(text: str, weights: str = "") -> str:
    """What a folded phrase asks for, as ``tsquery``: its lexemes at the same distances, in texts of these ``weights``
    or in all; empty for marks alone."""
    asks, before = "", 0
    for lexeme, place in _parts(text):
        how = weights if len(lexeme) > 1 and is_chinese(lexeme) else f"*{weights}"
        one = f"'{lexeme}':{how}" if how else f"'{lexeme}'"
        asks = f"{asks} <{place - before}> {one}" if asks else one
        before = place
    return f"({asks})" if "<" in asks else asks


def _parts(text: str) -> Iterator[tuple[str, int]]:
    """What a folded text asks for: its lexemes with their places, without the last character of a run of several,
    which the pair before it holds."""
    place, end = 1, -1
    for match in RUN.finditer(text):
        run = match[0]
        place += end not in (-1, match.start())
        end = match.end()
        if is_chinese(run) and len(run) > 1:
            yield from ((run[at : at + 2], place + at) for at in range(len(run) - 1))
        else:
            yield run[:LONGEST_LEXEME], place
        place += len(run) if is_chinese(run) else 1


def both(parts: Iterable[str]) -> str:
    """All of the parts, those that are empty left out."""
    return _joined(parts, " & ")


def either(parts: Iterable[str]) -> str:
    return _joined(parts, " | ")


def _joined(parts: Iterable[str], sign: str) -> str:
    whole = [part for part in parts if part]
    return f"({sign.join(whole)})" if len(whole) > 1 else "".join(whole)
