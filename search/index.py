"""Documents made anew: those that are due before each search, and all of them by ``rebuild_search``."""

import itertools
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from operator import attrgetter

from django.conf import settings
from django.db import connection, transaction
from django.utils import translation

from common.folding import folded
from common.pinyin import sort_key
from common.processes import at_once
from common.words import tagged
from search import periods, spelling, tokens
from search.models import DeskDocument, Document, Name
from search.sources import Found, Source, sources

AT_ONCE = 1000  # documents that one search brings up to date at most; more are left to those after it
BATCH = 200  # documents of a rebuild in one transaction
FEW = 10  # batches, for which no other process is worth its start
LONGEST_TITLE, LONGEST_NAME = 400, 200

# Whoever brings up to date waits until the batches of a rebuild that have begun are committed, and the next ones wait
# for it: otherwise a batch could write over a document what it read before the change that made the document due.
_LOCK = 7_301_146_012  # any number that nothing else locks
_TAKE = """
    DELETE FROM search_due WHERE id IN (SELECT id FROM search_due ORDER BY id LIMIT %s FOR UPDATE)
    RETURNING kind, key
"""


def bring_up_to_date(most: int = AT_ONCE) -> int:
    """Make the documents anew that are due, the oldest first; how many there were.

    Two at once wait for each other, so that nobody searches before what was committed is found. Whoever is killed
    meanwhile leaves what was due as it was.
    """
    if not is_due():
        return 0
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
        cursor.execute(_TAKE, [most])
        due = set(cursor.fetchall())
        for kind, rows in itertools.groupby(sorted(due), key=lambda row: row[0]):
            source = sources().get(kind)
            if source is not None:
                make(source, [key for _kind, key in rows])
    return len(due)


def is_due() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT EXISTS (SELECT FROM search_due)")
        (answer,) = cursor.fetchone()
    return bool(answer)


@transaction.atomic
def make(source: Source, keys: Sequence[int]) -> None:
    """Make the documents of these keys what the source says; of those of which it says nothing none is left."""
    # In one order, so that two who make the same documents cannot wait for each other; and with the words of the site's
    # language, whoever's search makes them.
    with translation.override(settings.LANGUAGE_CODE):
        everything = {each.key: each for each in sorted(source.documents(keys), key=attrgetter("key"))}
    _make_for_desk(source.kind, keys, [found for found in everything.values() if not found.is_public])
    found = {key: document for key, document in everything.items() if document.is_public}
    Document.objects.filter(kind=source.kind, key__in=[key for key in keys if key not in found]).delete()
    kept = Document.objects.bulk_create(
        [_row(source.kind, document) for document in found.values()],
        update_conflicts=True,
        unique_fields=["kind", "key"],
        update_fields=["title", "date", "shown_from", "shown_until", "ages", "vector"],
    )
    Name.objects.filter(document__in=kept).delete()
    Name.objects.bulk_create(
        name for row, document in zip(kept, found.values(), strict=True) for name in _names(row, document)
    )


def _make_for_desk(kind: str, keys: Sequence[int], found: Sequence[Found]) -> None:
    """Of these keys the documents that the desk alone finds."""
    kept = [document.key for document in found]
    DeskDocument.objects.filter(kind=kind, key__in=keys).exclude(key__in=kept).delete()
    DeskDocument.objects.bulk_create(
        [DeskDocument(kind=kind, key=document.key, vector=_vector(kind, document)) for document in found],
        update_conflicts=True,
        unique_fields=["kind", "key"],
        update_fields=["vector"],
    )


def _vector(kind: str, found: Found) -> str:
    texts = {weight: [folded(text) for text in written if text] for weight, written in found.texts.items()}
    marks = {
        f"kind:{kind}",
        *found.marks,
        *(periods.marks_of(found.date, found.shown_from) if found.ages else [periods.ALWAYS]),
        *tokens.headline(texts.get("A", ())),
        *spelling.lexemes(folded(found.title), [key for _name, key in (*found.names, *found.said)]),
    }
    return tokens.vector(texts, marks)


def _row(kind: str, found: Found) -> Document:
    return Document(
        kind=kind,
        key=found.key,
        title=folded(found.title)[:LONGEST_TITLE],
        date=found.date,
        shown_from=found.shown_from or found.date,
        shown_until=found.shown_until,
        ages=found.ages,
        vector=_vector(kind, found),
    )


def _names(row: Document, found: Found) -> list[Name]:
    """The names with the words that they consist of: somebody who types 总公会 means a word of many names."""
    made: dict[str, Name] = {}
    words = [(word, sort_key(word)) for text, _key in found.names for word in words_of(text) if word != text]
    called = [
        *((text, text, key, False) for text, key in found.names),
        *((found.names[0][0], said, key, False) for said, key in found.said),
        *((word, word, key, True) for word, key in words),
    ]
    for text, written, key, is_part in called:
        form = folded(written).replace(" ", "")[:LONGEST_NAME]
        if form and form not in made:
            syllables = re.sub(r"[^a-z ]+", "", key).split()
            made[form] = Name(
                document=row, text=text[:LONGEST_NAME], form=form, is_part=is_part,
                pinyin="".join(syllables)[: 2 * LONGEST_NAME],
                initials="".join(syllable[:1] for syllable in syllables)[:LONGEST_NAME],
            )  # fmt: skip
    return list(made.values())


def words_of(name: str) -> list[str]:
    """The words of two and more characters in a name."""
    return [word for word, _tag in tagged(name) if len(word) > 1 and tokens.is_chinese(word)]


def silent(last: int, number: int) -> None:
    """Nobody is told how far a rebuild has come."""


def rebuild(kind: str, after: int = 0, told: Callable[[int, int], None] = silent, processes: int = 1) -> int:
    """Make all documents of a kind anew, in the order of their keys, those above ``after``; how many keys there were.

    What is committed stays when it is ended; ``told`` hears after each batch the last key up to which all is done, and
    the number. Readers may search meanwhile. Documents whose rows are gone are removed, and those of rows that came in
    meanwhile stay. Of many documents each of several ``processes`` makes some of the batches at the same time.
    """
    parts = _parts(kind, after)
    few = list(itertools.islice(parts, FEW))
    rest = at_once(_make_part, parts, processes if len(few) == FEW else 1)
    last, number = after, 0
    for made in itertools.chain(map(_make_part, few), rest):
        last, number = made.keys[-1], number + len(made.keys)
        told(last, number)
    while others := _documented(kind, key__gt=last)[:BATCH]:
        last = _make_part(_Part(kind, last, others)).keys[-1]
    return number


@dataclass(frozen=True, slots=True)
class _Part:
    """Keys of one kind, ascending, that may have documents; ``after`` is the last key of the part before."""

    kind: str
    after: int
    keys: list[int]


def _parts(kind: str, after: int) -> Iterator[_Part]:
    keys = sources()[kind].keys(after)
    while batch := list(itertools.islice(keys, BATCH)):
        yield _Part(kind, after, batch)
        after = batch[-1]


def _make_part(part: _Part) -> _Part:
    """Make the documents of these keys, and of all between them that have any, whose rows are gone or have come in."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock_shared(%s)", [_LOCK])
        known = _documented(part.kind, key__gt=part.after, key__lte=part.keys[-1])
        make(sources()[part.kind], sorted({*part.keys, *known}))
    return part


def _documented(kind: str, **keys: int) -> list[int]:
    """The keys that have documents, ascending."""
    tables = (Document._default_manager, DeskDocument._default_manager)
    return sorted(
        key for table in tables for key in table.filter(kind=kind, **keys).values_list("key", flat=True)
    )
