"""The content of an article, described once.

A content is a plain dictionary that holds everything of an article that is text: one entry a part, in JSON's own
types, with names beside the keys, so that it can be compared, hashed and shown even when a row it names is gone.
What the parts are stands in ``schema``; the functions here are those that several others need.
"""

import hashlib
import json
from typing import Any

from articles.content.kinds import Picture, RichText, by_key
from articles.content.parts import Content, Nature, Part, Row, Rows, Value
from articles.content.schema import PARTS

__all__ = [
    "PARTS",
    "RICH_TEXTS",
    "Content",
    "Nature",
    "Part",
    "carried",
    "earlier_text",
    "anchor_of",
    "hash_of",
    "photos_in",
    "words_of",
]

_BY_NAME = {part.name: part for part in PARTS}
# The parts that are rich text.
RICH_TEXTS = tuple(part for part in PARTS if isinstance(part, Value) and isinstance(part.kind, RichText))


def hash_of(content: Content) -> str:
    """SHA-256 of the canonical JSON, as 64 hexadecimal digits.

    A reference counts by its key alone, a signature by its name too: it is printed as part of the text. What the
    content holds is counted, also a part that the house has no longer; of a part that is missing nothing is.
    """
    counted: dict[str, Any] = {}
    for name, value in content.items():
        part = _BY_NAME.get(name)
        counted |= part.counted(value) if part else {name: by_key(value)}
    canonical = json.dumps(counted, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def anchor_of(name: str) -> str:
    """Where in the form of an article a part is found."""
    return _BY_NAME[name].anchor


def words_of(content: Content) -> dict[str, Any]:
    """What of a content somebody wrote, as it counts in a comparison."""
    counted: dict[str, Any] = {}
    for part in PARTS:
        if part.nature is Nature.WORDS:
            counted |= part.counted(part.of(content))
    return counted


def carried(content: Content) -> dict[str, Any]:
    """What a correction takes over from its article, and gives back to it."""
    return {**content, **{part.name: part.empty for part in PARTS if part.of_correction}}


def earlier_text(
    earlier: Content, *, now: Content, with_placement: bool, with_correction: bool
) -> dict[str, Any]:
    """The content of an article into which an earlier one is put back.

    Whose it is stays as it is ``now``; so do its places, and what belongs to the correction in hand, if asked for.
    """
    kept = {Nature.OWNER} if with_placement else {Nature.OWNER, Nature.PLACEMENT}
    stays = [part for part in PARTS if part.nature in kept or (part.of_correction and not with_correction)]
    return {**earlier, **{part.name: part.of(now) for part in stays}}


def photos_in(content: Content) -> list[tuple[int, Row]]:
    """The rows of a content that show a picture of the library, each after the picture's key."""
    columns = [
        (part, name)
        for part in PARTS
        if isinstance(part, Rows)
        for name, kind in part.columns.items()
        if isinstance(kind, Picture)
    ]
    return [(row[name]["id"], row) for part, name in columns for row in part.of(content)]
