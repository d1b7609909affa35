"""Titles and names found by letters: pinyin (gongjiang) and initials (cpqzgh).

Every two neighbouring characters of a title are one more lexeme, as they are read: 工匠学院 is ``py:gong.jiang``,
``py:jiang.xue`` and ``py:xue.yuan``; so any part of it is found, as with characters (``tokens``). A character that is
read in two ways gives both: which one is meant a dictionary of phrases would say, which takes 20 MB in every process
that reads titles. Letters of a query alone ask for these lexemes, so no character ever finds another that only sounds
alike.

A colon stands in each of these lexemes, so that no word of a text is one of them.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import islice, pairwise, product

from common.pinyin import readings
from search import tokens

MOST_WAYS = 6  # in which a run of letters is cut into syllables
MOST_LETTERS = 60
LEAST_SYLLABLES = 2  # one syllable alone stands in half of all titles
WINDOW = 4  # initials in one lexeme
LONGEST_NAME = 60  # letters of a name that is found by its beginning

_FINALS = (
    "a o e i u v ai ei ao ou an en ang eng ong ia ie iao iu ian in iang ing iong "
    "ua uo uai ui uan un uang ue ve er"
)
_INITIAL = re.compile("[zcs]h|[bpmfdtnlgkhjqxrzcsyw]")
_SYLLABLE = re.compile(
    "(?:{})?(?:{})".format(_INITIAL.pattern, "|".join(sorted(_FINALS.split(), key=len, reverse=True)))
)
# Without any of these letters a run of them is no word of English, nor pinyin, and may be initials.
_VOWEL = re.compile("[aeiouv]")
_LETTERS = re.compile(f"[a-z']{{2,{MOST_LETTERS}}}")


def lexemes(title: str, keys: Iterable[str]) -> set[str]:
    """Of a folded title, and of the sort keys of names (``common.pinyin``), what letters find them by."""
    found: set[str] = set()
    for run in tokens.runs(title):
        if tokens.is_chinese(run):
            read = [readings(character) for character in run]
            for one, other in pairwise(read):
                found |= {_pair(first, second) for first, second in product(one, other)}
            found |= set(_windows("".join(ways[0][0] for ways in read if ways)))
    for key in keys:
        found |= _of_name(re.sub(r"[^a-z ]+", "", key).split())
    return found


def _of_name(syllables: list[str]) -> set[str]:
    if not syllables:
        return set()
    whole, initials = "".join(syllables), "".join(syllable[0] for syllable in syllables)
    pairs = {_pair(first, second) for first, second in pairwise(syllables)}
    return {f"pn:{whole[:LONGEST_NAME]}", f"pi:{initials[:LONGEST_NAME]}", *pairs}


def asked(word: str) -> str:
    """What a folded word of letters asks for as pinyin or as initials, as ``tsquery``; empty where it is neither."""
    if not _LETTERS.fullmatch(word):
        return ""
    if not _VOWEL.search(word):
        return tokens.both(f"'{window}'" for window in _windows(word.replace("'", "")))
    ways = [way for way in _ways(word.strip("'")) if len(way) > LEAST_SYLLABLES]
    # Whole syllables before what is left over, few before many: gongjiang is no gong ji ang.
    least = min(((way[-1] != "", len(way)) for way in ways), default=None)
    return tokens.either(_in_pairs(way) for way in ways if (way[-1] != "", len(way)) == least)


def begun(word: str) -> str:
    """What a folded word of letters asks for as the beginning of a name, in pinyin or by initials; else empty."""
    letters = word.replace("'", "") if _LETTERS.fullmatch(word) else ""
    return f"('pn:{letters}':* | 'pi:{letters}':*)" if letters else ""


def _pair(first: str, second: str) -> str:
    return f"py:{first}.{second}"


def _windows(initials: str) -> Iterator[str]:
    """Every four initials that follow each other."""
    for start in range(len(initials) - WINDOW + 1):
        yield f"in:{initials[start : start + WINDOW]}"


def _in_pairs(way: tuple[str, ...]) -> str:
    *syllables, rest = way
    parts = [f"'{_pair(first, second)}'" for first, second in pairwise(syllables)]
    return tokens.both([*parts, f"'{_pair(syllables[-1], rest)}':*"] if rest else parts)


def _ways(word: str, place: int = 0) -> Iterator[tuple[str, ...]]:
    """The ways to cut a word into syllables, those with long ones first, at most ``MOST_WAYS`` from each place; the
    last of each is what is left behind them: nothing, or the beginning of one more."""
    if place == len(word):
        yield ("",)
        return
    if word[place] == "'":
        yield from _ways(word, place + 1)
        return
    ends = [
        end for end in range(min(len(word), place + 6), place, -1) if _SYLLABLE.fullmatch(word, place, end)
    ]
    if not ends and _INITIAL.fullmatch(word, place):
        yield (word[place:],)
    for end in ends:
        for rest in islice(_ways(word, end), MOST_WAYS):
            yield (word[place:end], *rest)
