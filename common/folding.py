"""One form for all notations of a text, so that a search finds it however it was written.

Width (ＱＺＸ, １２３), case, traditional characters (總工會), radicals from PDFs (⼯), composed and single marks (é),
invisible and control characters, the several middle dots, quotes, colons and dashes, and inline tags make no
difference. One function folds stored texts and queries alike. Where a hit has to be marked in the original, ``Folded``
knows from where each character comes.

Sources: Unicode NFKC (UAX #15); traditional to simplified by the tables of MediaWiki and OpenCC, through zhconv-rs,
character by character, so that the same text is always folded to the same; phrases (網路 → 网络) on queries alone
(``with_usual_words``).
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from common.radicals import without_radicals

# Marks within a line: what is left of a text when they are gone reads the same.
_TAG = re.compile(
    r"</?(?:br|wbr|b|i|u|s|em|strong|span|sub|sup|a|mark|small|font)(?:\s[^<>]*)?/?>", re.IGNORECASE
)
# What NFKC joins to the character before it without being a mark: vowels and finals of Hangul, and the narrow forms of
# those and of the voicing marks of kana.
_JOINED = re.compile(r"[\u1160-\u11ff\ud7b0-\ud7ff\uff9e-\uffdc]")
# What is not shown: format and control characters, variation selectors, code points that are no characters.
_NOTHING = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"
                      r"\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\uffff"
                      r"\ud800-\udfff\U000e0000-\U000e0fff]")  # fmt: skip
# Middle dots part the names of a person; one writes them, another leaves them out.
_DOTS = "·\u0387•‧∙⋅・･⸱ꞏ᛫●"
_SAME = {
    **dict.fromkeys(_DOTS, ""),
    **dict.fromkeys("“”„‟″〝〞〟«»『』「」＂", '"'),
    **dict.fromkeys("‘’‚‛′＇`´", "'"),
    **dict.fromkeys("：﹕∶︰ː", ":"),
    **dict.fromkeys("—–―‐‑‒⁃−－─━﹘﹣", "-"),
    **dict.fromkeys("～〜∼", "~"),
}
# What else is wide, and stands in every Chinese text: NFKC would do the same, but takes a text without it ten times as
# fast.
_WIDE = {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)} | {"\u3000": " ", "…": "..."}
# Where zhconv-rs is asked for characters: unified ideographs with their extensions, and compatibility ideographs.
AT_ONCE = 2000  # characters
_IDEOGRAPHS = ((0x3400, 0xA000), (0xF900, 0xFB00), (0x20000, 0x323B0))


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text; ``origins`` are the places of its characters in the original, in ascending order."""

    text: str
    origins: list[int]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where in the original the characters from ``start`` to before ``end`` stand."""
        return self.origins[start], self.origins[end - 1] + 1


@cache
def _table() -> tuple[re.Pattern[str], dict[str, str]]:
    """Characters that are folded to others, some 4,000 ideographs, and to which; made in 50 milliseconds.

    The pattern finds them, and with them all that need more than 16 bits, which a pattern would look through one by
    one. It passes over others five times as fast as ``str.translate``, which asks the table for each.
    """
    import zhconv_rs

    table: dict[str, str] = {}
    for first, end in _IDEOGRAPHS:
        for start in range(first, end, AT_ONCE):  # all at once would take memory that no process gives back
            known = [chr(code) for code in range(start, min(start + AT_ONCE, end))]
            simplified = zhconv_rs.zhconv("\n".join(known), "zh-hans").split("\n")
            table.update({old: new for old, new in zip(known, simplified, strict=True) if old != new})
    table |= _WIDE | _SAME
    short = "".join(character for character in table if character <= "\uffff")
    return re.compile(f"[{re.escape(short)}\U00010000-\U0010ffff]"), table


def folded(text: str) -> str:
    """The folded form, in which two notations of one text are the same.

    >>> folded("買買提•阿不都拉：ＱＺＸ夜<b>校</b>")
    '买买提阿不都拉:qzx夜校'
    """
    text = _NOTHING.sub("", without_radicals(_TAG.sub("", text)))
    text = unicodedata.normalize("NFKC", _replaced(text)).casefold()
    text = _replaced(_NOTHING.sub("", unicodedata.normalize("NFKC", text)))
    return unicodedata.normalize(
        "NFC", text
    )  # a dot that fell out (ŀ) leaves its mark to the character before it


def _replaced(text: str) -> str:
    pattern, table = _table()
    return pattern.sub(lambda found: table.get(found[0], found[0]), text)


def folded_with_origins(text: str) -> Folded:
    """The folded form with the places of its characters; the same form that ``folded`` gives."""
    pieces: list[str] = []
    origins: list[int] = []
    for start, cluster in _clusters(text):
        piece = _folded_cluster(cluster)
        pieces.append(piece)
        origins += [start] * len(piece)
    return Folded("".join(pieces), origins)


def _clusters(text: str) -> Iterator[tuple[int, str]]:
    """Each character that is shown with the marks that belong to it, and where it stands in ``text``.

    What is left out on the way (tags, middle dots, what is not shown) parts no mark from its character.
    """
    hidden = [False] * len(text)
    for tag in _TAG.finditer(text):
        hidden[slice(*tag.span())] = [True] * len(tag[0])
    start, cluster = 0, ""
    for place, character in enumerate(text):
        shown = "" if hidden[place] else _without_hidden(character)
        if not shown:
            continue
        if cluster and not _belongs_to_the_one_before(shown[0]):
            yield start, cluster
            cluster = ""
        if not cluster:
            start = place
        cluster += shown
    if cluster:
        yield start, cluster


@lru_cache(maxsize=20_000)
def _without_hidden(character: str) -> str:
    return _replaced(_NOTHING.sub("", without_radicals(character)))


def _belongs_to_the_one_before(character: str) -> bool:
    return unicodedata.category(character)[0] == "M" or _JOINED.match(character) is not None


@lru_cache(maxsize=20_000)
def _folded_cluster(cluster: str) -> str:
    return folded(cluster)


def with_usual_words(text: str) -> str:
    """A query in the words that are usual on the mainland: 網路 is 网络 there, and not 网路."""
    import zhconv_rs

    return zhconv_rs.zhconv(_NOTHING.sub("", text), "zh-cn")
