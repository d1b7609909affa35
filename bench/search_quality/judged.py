"""Queries with their judged answers, and what a list of results is worth against them."""

import math
import re
import tomllib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

Key = tuple[str, int]  # kind and key of a document

FIRST = 10  # results that count: the first screen of a page


@dataclass
class Judged:
    """One query. ``grades``: 2 answers it, 1 is about it; ``meant`` and ``nothing`` are judged by right or wrong."""

    text: str
    kind: str
    set: str
    grades: dict[Key, int] = field(default_factory=dict)
    meant: list[str] = field(default_factory=list)
    nothing: bool = False

    @property
    def is_answered(self) -> bool:
        """Whether recall and nDCG say something about it."""
        return bool(self.grades)


@dataclass
class Answer:
    """What an engine says: results in order; what it asks back; whether it says that it left words out."""

    keys: list[Key] = field(default_factory=list)
    meant: list[str] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)


def read(path: Path, documents: Iterable[tuple[Key, str]]) -> list[Judged]:
    """The queries of a file, answers resolved among ``documents``: key and title of each.

    Raises ``LookupError`` where a judged title is that of no document: a wrong name would only lower the figures.
    """
    known: dict[str, list[Key]] = {}
    for key, title in documents:
        known.setdefault(f"{key[0]}:{title}", []).append(key)
    judged, missing = [], []
    for entry in tomllib.loads(path.read_text(encoding="utf-8"))["query"]:
        query = Judged(
            entry["text"],
            entry["kind"],
            entry["set"],
            meant=entry.get("meant", []),
            nothing=entry.get("nothing", False),
        )
        for grade, name in entry.get("answers", []):
            keys = _named(name, known)
            missing += [] if keys else [name]
            query.grades.update(dict.fromkeys(keys, grade))
        judged.append(query)
    if missing:
        raise LookupError("No document is called so: " + "; ".join(sorted(set(missing))))
    return judged


def _named(name: str, known: dict[str, list[Key]]) -> list[Key]:
    if "{year}" not in name:
        return known.get(name, [])
    pattern = re.compile(re.escape(name).replace(re.escape("{year}"), r"\d{4}"))
    return [key for title, keys in known.items() if pattern.fullmatch(title) for key in keys]


# --- figures ------------------------------------------------------------------------------------------
def recall(query: Judged, keys: Sequence[Key]) -> float:
    """Of the answers the share among the first ten; of more than ten answers, ten are all."""
    return sum(key in query.grades for key in keys[:FIRST]) / min(FIRST, len(query.grades))


def ndcg(query: Judged, keys: Sequence[Key]) -> float:
    """Discounted gain (3 for grade 2, 1 for grade 1) of the first ten, as a share of that of the best order."""
    best = sorted(query.grades.values(), reverse=True)
    return _gain([query.grades.get(key, 0) for key in keys]) / _gain(best)


def _gain(grades: Iterable[int]) -> float:
    worth = {0: 0, 1: 1, 2: 3}
    return sum(worth[grade] / math.log2(place + 2) for place, grade in enumerate([*grades][:FIRST]))


def is_right(query: Judged, answer: Answer) -> bool:
    """Of a slip: whether what was meant is asked back. Of one with nothing to find: whether nothing is shown as if it
    held all words."""
    if query.meant:
        return any(name in answer.meant for name in query.meant)
    return not answer.keys or bool(answer.left_out)


@dataclass
class Figures:
    """Of some queries: ``recall`` and ``ndcg``, means of those with answers; ``right`` of ``asked`` of the rest."""

    queries: int
    recall: float | None
    ndcg: float | None
    right: int
    asked: int

    @classmethod
    def of(cls, queries: Sequence[Judged], answers: Callable[[Judged], Answer]) -> "Figures":
        scored = [query for query in queries if query.is_answered]
        others = [query for query in queries if not query.is_answered]
        return cls(
            len(queries),
            _mean([recall(query, answers(query).keys) for query in scored]),
            _mean([ndcg(query, answers(query).keys) for query in scored]),
            sum(is_right(query, answers(query)) for query in others),
            len(others),
        )


def _mean(values: Sequence[float]) -> float | None:
    return sum(values) / len(values) if values else None
