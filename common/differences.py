"""What changed between two texts: paragraph beside paragraph, the changed words marked inside it.

Chinese is compared by characters, Latin words and numbers as wholes. The work is bounded: alike paragraphs and
clauses are paired first, and only what is left is compared token by token, by the algorithm of E. W. Myers,
"An O(ND) Difference Algorithm and Its Variations" (1986), up to ``MOST_CHANGES`` changes; beyond that the two
passages count as replaced as a whole.
"""

import difflib
import re
from collections import Counter
from collections.abc import Callable, Sequence
from html import escape
from html.parser import HTMLParser
from typing import NamedTuple

MOST_CHANGES = 400
# Two paragraphs that share less of their pairs of characters than this are different paragraphs.
ALIKE = 0.3
# An unchanged run of at most so many tokens between two changes is marked with them: islands of one character
# are not readable.
ISLAND = 1

_TOKEN = re.compile(r"[A-Za-z]+|\d+(?:[.,]\d+)*|\s+|.", re.DOTALL)
_CLAUSE = re.compile(r"[^。！？；，、\n]*[。！？；，、\n]+|[^。！？；，、\n]+")

SAME, REMOVED, ADDED = "same", "removed", "added"


class Piece(NamedTuple):
    """A run of text that is ``same`` in both, ``removed`` from the old or ``added`` in the new."""

    kind: str
    text: str


class Row(NamedTuple):
    """Two paragraphs side by side as HTML, ``None`` where one text has none; ``changed`` if they differ."""

    old: str | None
    new: str | None
    changed: bool


def pieces(old: str, new: str) -> list[Piece]:
    """The way from one text to the other. Joined without the added ones they are ``old``, without the removed
    ones ``new``."""
    found: list[Piece] = []
    for is_same, a, b in _runs(_CLAUSE.findall(old), _CLAUSE.findall(new), _by_difflib):
        if is_same:
            found.append(Piece(SAME, "".join(a)))
            continue
        for same, before, after in _runs(_TOKEN.findall("".join(a)), _TOKEN.findall("".join(b)), _by_myers):
            if same:
                found.append(Piece(SAME, "".join(before)))
            else:
                found += [Piece(REMOVED, "".join(before)), Piece(ADDED, "".join(after))]
    return _joined(found)


def marked(old: str, new: str) -> tuple[str, str]:
    """Both texts as safe HTML, what went marked by ``<del>`` in the first, what came by ``<ins>`` in the second."""
    found = pieces(old, new)
    return (
        "".join(_html(piece) for piece in found if piece.kind != ADDED),
        "".join(_html(piece) for piece in found if piece.kind != REMOVED),
    )


def rows(old: Sequence[str], new: Sequence[str]) -> list[Row]:
    """Paragraphs beside each other, in order; those that match only in part stand in one row with their marks."""
    found: list[Row] = []
    for is_same, a, b in _runs(list(old), list(new), _by_difflib):
        if is_same:
            found += [Row(escape(text), escape(text), False) for text in a]
        else:
            found += [_row(before, after) for before, after in _pair(a, b)]
    return found


def _row(old: str | None, new: str | None) -> Row:
    if old is None:
        return Row(None, f"<ins>{escape(new or '')}</ins>", True)
    if new is None:
        return Row(f"<del>{escape(old)}</del>", None, True)
    return Row(*marked(old, new), True)


def _html(piece: Piece) -> str:
    tag = {REMOVED: "del", ADDED: "ins"}.get(piece.kind)
    text = escape(piece.text)
    return f"<{tag}>{text}</{tag}>" if tag else text


# --- runs of equal and of changed items --------------------------------------------------------------
_Run = tuple[bool, list[str], list[str]]
Matcher = Callable[[list[str], list[str]], list[tuple[int, int, int]]]


def _runs(a: list[str], b: list[str], match: Matcher) -> list[_Run]:
    """Equal beginnings and ends, and between them what ``match`` finds: ``(is_same, from a, from b)``."""
    start = 0
    while start < min(len(a), len(b)) and a[start] == b[start]:
        start += 1
    end = 0
    while end < min(len(a), len(b)) - start and a[-1 - end] == b[-1 - end]:
        end += 1
    middle_a, middle_b = a[start : len(a) - end], b[start : len(b) - end]
    found: list[_Run] = [(True, a[:start], b[:start])]
    at_a = at_b = 0
    blocks = match(middle_a, middle_b) if middle_a and middle_b else []
    for in_a, in_b, size in [*blocks, (len(middle_a), len(middle_b), 0)]:
        found.append((False, middle_a[at_a:in_a], middle_b[at_b:in_b]))
        found.append((True, middle_a[in_a : in_a + size], middle_b[in_b : in_b + size]))
        at_a, at_b = in_a + size, in_b + size
    found.append((True, a[len(a) - end :], b[len(b) - end :]))
    return [run for run in found if run[1] or run[2]]


def _by_difflib(a: list[str], b: list[str]) -> list[tuple[int, int, int]]:
    """Equal blocks of paragraphs or clauses: few of them are alike, so the library's way is quick here."""
    return [
        block
        for block in difflib.SequenceMatcher(None, a, b, autojunk=False).get_matching_blocks()
        if block[2]
    ]


def _by_myers(a: list[str], b: list[str]) -> list[tuple[int, int, int]]:
    """Equal blocks of tokens by the shortest way; none when that takes more than ``MOST_CHANGES`` changes.

    ``reach[k]`` is how far in ``a`` the changes so far lead on the diagonal ``k``, where ``x - y == k``. Diagonals
    below zero count from the end of the list.
    """
    end_a, end_b = len(a), len(b)
    most = min(MOST_CHANGES, end_a + end_b)
    reach = [-1] * (2 * most + 3)
    reach[1] = 0
    trace: list[list[int]] = []
    for changes in range(most + 1):
        trace.append(reach.copy())
        for k in range(-changes, changes + 1, 2):
            down = k == -changes or (k != changes and reach[k - 1] < reach[k + 1])
            x = reach[k + 1] if down else reach[k - 1] + 1
            y = x - k
            while x < end_a and y < end_b and a[x] == b[y]:
                x, y = x + 1, y + 1
            reach[k] = x
            if x >= end_a and y >= end_b:
                return _without_islands(_walk_back(trace, end_a, end_b), end_a, end_b)
    return []


def _walk_back(trace: list[list[int]], x: int, y: int) -> list[tuple[int, int, int]]:
    blocks = []
    for changes in range(len(trace) - 1, -1, -1):
        reach, k = trace[changes], x - y
        down = k == -changes or (k != changes and reach[k - 1] < reach[k + 1])
        before = k + 1 if down else k - 1
        from_x = max(reach[before], 0)
        from_y = from_x - before
        start_x, start_y = (from_x, from_y + 1) if down else (from_x + 1, from_y)
        if changes == 0:
            start_x = start_y = 0
        if x > start_x:
            blocks.append((start_x, start_y, x - start_x))
        x, y = from_x, from_y
    return blocks[::-1]


def _without_islands(
    blocks: list[tuple[int, int, int]], length_a: int, length_b: int
) -> list[tuple[int, int, int]]:
    kept: list[tuple[int, int, int]] = []
    for index, (x, y, size) in enumerate(blocks):
        before_x, before_y = (kept[-1][0] + kept[-1][2], kept[-1][1] + kept[-1][2]) if kept else (0, 0)
        after_x, after_y = blocks[index + 1][:2] if index + 1 < len(blocks) else (length_a, length_b)
        changed_before = x - before_x + y - before_y
        changed_after = after_x - x - size + after_y - y - size
        if size > ISLAND or not (changed_before > 1 and changed_after > 1):
            kept.append((x, y, size))
    return kept


def _joined(found: list[Piece]) -> list[Piece]:
    """Neighbours of one kind as one piece; of a change, first what went, then what came."""
    result: list[Piece] = []
    removed = added = ""
    for piece in [*found, Piece(SAME, "")]:
        if piece.kind == REMOVED:
            removed += piece.text
            continue
        if piece.kind == ADDED:
            added += piece.text
            continue
        result += [Piece(REMOVED, removed)] if removed else []
        result += [Piece(ADDED, added)] if added else []
        removed = added = ""
        if result and result[-1].kind == SAME:
            result[-1] = Piece(SAME, result[-1].text + piece.text)
        elif piece.text:
            result.append(piece)
    return result


# --- which paragraph became which ----------------------------------------------------------------------
def _pair(old: list[str], new: list[str]) -> list[tuple[str | None, str | None]]:
    """Pair changed paragraphs that are alike, in order; the others stand alone."""
    pairs: list[tuple[str | None, str | None]] = []
    next_old = 0
    profiles = [_profile(text) for text in old]
    for text in new:
        profile = _profile(text)
        # Looking far ahead for a partner would make long lists slow and pair what is far apart.
        ahead = range(next_old, min(len(old), next_old + 12))
        best = max(ahead, key=lambda index: _likeness(profiles[index], profile), default=None)
        if best is None or _likeness(profiles[best], profile) < ALIKE:
            pairs.append((None, text))
            continue
        pairs += [(gone, None) for gone in old[next_old:best]]
        pairs.append((old[best], text))
        next_old = best + 1
    return pairs + [(gone, None) for gone in old[next_old:]]


def _profile(text: str) -> Counter[str]:
    return Counter(text[index : index + 2] for index in range(len(text) - 1)) or Counter([text])


def _likeness(a: Counter[str], b: Counter[str]) -> float:
    """The share of common pairs of characters (Dice's coefficient), 0 to 1."""
    return 2 * sum((a & b).values()) / (sum(a.values()) + sum(b.values()))


# --- rich text as lines that can be compared -------------------------------------------------------------
_BLOCK_MARKS = {
    "h2": "■ ",
    "h3": "▪ ",
    "h4": "▫ ",
    "li": "• ",
    "blockquote": "❝ ",
    "caption": "▦ ",
    "figcaption": "▣ ",
}
_INLINE_MARKS = {"strong": "**", "em": "*", "u": "__", "s": "~~", "sub": "₍", "sup": "⁽"}
_BLOCKS = {
    "p",
    "h2",
    "h3",
    "h4",
    "li",
    "blockquote",
    "tr",
    "caption",
    "figcaption",
    "figure",
    "hr",
    "table",
    "ul",
    "ol",
}


class _Lines(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[str] = []
        self.line = ""
        self.links: list[str] = []

    def end_line(self) -> None:
        text = self.line.strip()
        if text and text not in {mark.strip() for mark in _BLOCK_MARKS.values()}:
            self.lines.append(text)
        self.line = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag in _BLOCKS:
            if self.line.strip() not in {mark.strip() for mark in _BLOCK_MARKS.values()}:
                self.end_line()
            self.line += _BLOCK_MARKS.get(tag, "") + ("———" if tag == "hr" else "")
        elif tag == "br":
            self.end_line()
        elif tag == "img":
            self.line += f"[▨ {values.get('data-photo') or values.get('src', '')} {values.get('alt', '')}]"
        elif tag == "a":
            self.links.append(values.get("href", ""))
        elif tag in ("td", "th") and self.line.strip():
            self.line += " ┃ "
        self.line += _INLINE_MARKS.get(tag, "")

    def handle_endtag(self, tag: str) -> None:
        self.line += _INLINE_MARKS.get(tag, "")
        if tag == "a" and self.links:
            self.line += f"⟨{self.links.pop()}⟩"
        if tag in _BLOCKS:
            self.end_line()

    def handle_data(self, data: str) -> None:
        self.line += data.replace("\n", " ")


def lines_of(html: str) -> list[str]:
    """Rich text as lines of plain text, a line a block, in which headings, lists, links, pictures and emphasis
    are seen as marks: so that a change of one of them is a change of the text."""
    parser = _Lines()
    parser.feed(html)
    parser.close()
    parser.end_line()
    return parser.lines
