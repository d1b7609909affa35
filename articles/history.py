"""The history of an article for reading: what was saved and decided in order, and what differs between two texts."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from articles.content import PARTS, Content, Part
from articles.models import Article, ReviewRecord, Snapshot
from common.differences import Row, rows


@dataclass(frozen=True)
class FieldDifference:
    """A part of two texts beside each other. ``only_form``: it differs, but in nothing that can be read."""

    name: str
    label: str
    rows: list[Row]
    only_form: bool


@dataclass(frozen=True)
class Entry:
    """A line of the history: a saved version or a decision."""

    at: dt.datetime
    snapshot: Snapshot | None = None
    record: ReviewRecord | None = None


def timeline(article: Article) -> list[Entry]:
    """Saved versions and decisions, the newest first; a decision stands above the version it was about."""
    snapshots = article.snapshots.defer("data").select_related("saved_by")
    records = article.records.select_related("snapshot").defer("snapshot__data")
    entries = [Entry(snapshot.saved_at, snapshot=snapshot) for snapshot in snapshots]
    entries += [Entry(record.at, record=record) for record in records]
    return sorted(
        entries,
        key=lambda entry: (entry.at, entry.record is not None, entry.record.pk if entry.record else 0),
        reverse=True,
    )


def compare(old: Content, new: Content) -> list[FieldDifference]:
    """The parts that differ between two contents, in the order of reading; the changed words are marked."""
    found = []
    for part in PARTS:
        before, after = part.of(old), part.of(new)
        if part.counted(before) == part.counted(after):
            continue
        lines = rows(part.lines(before), part.lines(after))
        found.append(FieldDifference(part.name, part.label, lines, not any(line.changed for line in lines)))
    return found


def readable(content: Content) -> list[tuple[Part[Any], list[str]]]:
    """The parts of a content that hold something, as lines of text, in the order of reading."""
    filled = [part for part in PARTS if not part.is_empty(part.of(content))]
    return [(part, part.lines(part.of(content))) for part in filled]
