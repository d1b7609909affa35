"""The portal's search and two others over the same texts: PostgreSQL's ``simple`` parser, and LIKE."""

from collections.abc import Iterator

from django.db import connection
from judged import FIRST, Answer, Key

from portal.readers import search_page
from search import finding, index, names, queries
from search.sources import Found, sources

LOOKED_AT = 60  # hits, of which those that readers may not see now are left out, as the page does


def bring_up_to_date() -> None:
    while index.bring_up_to_date():
        pass


def portal(text: str) -> Answer:
    """As the page of results: names that are meant, and of the hits what readers may see."""
    hits = finding.find(queries.read(text))
    entries = search_page.entries_of(hits.rows[:LOOKED_AT], [])
    meant = search_page.shown_names(names.meant(text))[: names.MOST_OFFERED]
    return Answer([(entry.kind, entry.row.pk) for entry in entries], meant, hits.left_out)


def documents() -> Iterator[tuple[str, Found]]:
    """Everything that readers may see now, as the apps hand it to the search, unfolded."""
    for kind, source in sources().items():
        rows = list(source.documents(list(source.keys(0))))
        entries = search_page.entries_of([(kind, found.key) for found in rows], [])
        shown = {entry.row.pk for entry in entries}
        yield from ((kind, found) for found in rows if found.key in shown)


def titles() -> list[tuple[Key, str]]:
    return [((kind, found.key), found.title) for kind, found in documents()]


def lay_out_texts() -> None:
    """The texts of all documents in a table of this connection, for the two others."""
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TEMP TABLE bench_texts (kind text, key bigint, date timestamptz, text text, vector tsvector)"
        )
        for kind, found in documents():
            texts = ["\n".join(filter(None, found.texts.get(weight, ()))) for weight in "ABCD"]
            cursor.execute(
                "INSERT INTO bench_texts SELECT %s, %s, %s, %s, "
                + " || ".join(f"setweight(to_tsvector('simple', %s), '{weight}')" for weight in "ABCD"),
                [kind, found.key, found.date, "\n".join(texts), *texts],
            )


def simple(text: str) -> Answer:
    """``to_tsvector('simple')`` with ``plainto_tsquery``, weighted and ranked as ours."""
    return _rows(
        "SELECT kind, key FROM bench_texts, plainto_tsquery('simple', %s) AS asks WHERE vector @@ asks "
        "ORDER BY ts_rank('{0.1, 0.25, 0.5, 1}', vector, asks) DESC, date DESC, kind, key LIMIT %s",
        [text, FIRST],
    )


def like(text: str) -> Answer:
    """Every word that blanks part stands in the texts, in any case; the newest first."""
    words = text.split()
    escaped = [word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") for word in words]
    held = " AND ".join(["text ILIKE %s"] * len(words))
    return _rows(
        f"SELECT kind, key FROM bench_texts WHERE {held} ORDER BY date DESC, kind, key LIMIT %s",
        [*(f"%{word}%" for word in escaped), FIRST],
    )


def _rows(statement: str, values: list[str | int]) -> Answer:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return Answer(list(cursor.fetchall()))


ENGINES = {"portal": portal, "simple": simple, "LIKE": like}
