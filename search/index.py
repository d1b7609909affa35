"""Documents made anew: those that are due before each search, and all of them by ``rebuild_search``."""

import itertools
import re
from collections.abc import Callable, Iterable, Sequence

from django.db import connection, transaction

from common.folding import folded
from common.pinyin import sort_key
from common.words import tagged
from search import spelling, tokens
from search.models import DeskDocument, Document, Name
from search.sources import Found, Source, sources

AT_ONCE = 1000  # documents that one search brings up to date at most; more are left to those after it
BATCH = 500  # documents of a rebuild in one transaction
LONGEST_TITLE, LONGEST_NAME = 400, 200

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
    everything = {document.key: document for document in source.documents(keys)}
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
        name
        for row, document in zip(kept, found.values(), strict=True)
        for name in _names(row, document.names)
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
    read = spelling.lexemes(folded(found.title), [key for _name, key in found.names])
    return tokens.vector(texts, [f"kind:{kind}", *found.marks, *read])


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


def _names(row: Document, names: Iterable[tuple[str, str]]) -> list[Name]:
    """The names with the words that they consist of: somebody who types 总公会 means a word of many names."""
    made: dict[str, Name] = {}
    whole = list(names)
    words = [(word, sort_key(word)) for text, _key in whole for word in words_of(text) if word != text]
    for number, (text, key) in enumerate([*whole, *words]):
        form = folded(text).replace(" ", "")[:LONGEST_NAME]
        if form and form not in made:
            syllables = re.sub(r"[^a-z ]+", "", key).split()
            made[form] = Name(
                document=row, text=text[:LONGEST_NAME], form=form, is_part=number >= len(whole),
                pinyin="".join(syllables)[: 2 * LONGEST_NAME],
                initials="".join(syllable[:1] for syllable in syllables)[:LONGEST_NAME],
            )  # fmt: skip
    return list(made.values())


def words_of(name: str) -> list[str]:
    """The words of two and more characters in a name."""
    return [word for word, _tag in tagged(name) if len(word) > 1 and tokens.is_chinese(word)]


def silent(last: int, number: int) -> None:
    """Nobody is told how far a rebuild has come."""


def rebuild(kind: str, after: int = 0, told: Callable[[int, int], None] = silent) -> int:
    """Make all documents of a kind anew, in the order of their keys, those above ``after``; how many keys there were.

    What is committed stays when it is ended; ``told`` hears after each batch which key was the last, and the number.
    Readers may search meanwhile. Documents whose rows are gone are removed.
    """
    source, number = sources()[kind], 0
    keys = source.keys(after)
    last = after
    while batch := list(itertools.islice(keys, BATCH)):
        with transaction.atomic():
            for table in (Document, DeskDocument):
                between = table._default_manager.filter(kind=kind, key__gt=last, key__lte=batch[-1])
                between.exclude(key__in=batch).delete()
            make(source, batch)
        last, number = batch[-1], number + len(batch)
        told(last, number)
    for table in (Document, DeskDocument):
        table._default_manager.filter(kind=kind, key__gt=last).delete()
    return number
