"""What a page shows, as marks; and what has changed, as the same marks.

A page names by a link whatever it shows, be it a headline in a list or the text itself. So its **marks** are the
addresses of this site that it links to, and its own. The database notes the mark of each row that is changed or
deleted (``noted``: a trigger, part of the transaction), and what stood on a page before the change stands on a page
with that mark. What is *added* notes nothing: a page from before it lacks it, and shows nothing that it should not.

Some names stand without a link: of sections, columns, tags and authors in feeds (``FEEDS``), and whatever a list can be
narrowed to (``LISTS``). Such pages bear these marks, and a row whose name is changed notes them.

``EVERYTHING`` is on all pages: a change of which nobody can say whom it concerns.
"""

import hashlib
import re
from collections.abc import Iterable
from urllib.parse import unquote_to_bytes

from django.db import connections
from django.db.migrations import RunSQL

from pagecache.entries import Entry

EVERYTHING = "*"
KEPT_DAYS = 30  # how long the database keeps the notes

# Addresses of the site's things, and of pictures, wherever they stand in a page, a feed or a calendar.
_LINK = re.compile(rb"/(?:en/)?((?:%s|photos)/[^\s\"'<>?#&\\]+)" % b"|".join(
    (b"articles", b"events", b"organizations", b"people", b"contributors", b"sections", b"columns", b"topics", b"tags",
     b"editions")
))  # fmt: skip
_FOLD = b"\r\n "  # how calendars break their lines (RFC 5545, 3.1)
# A list of bare addresses shows nothing of what stands there.
_BARE = re.compile(r"/sitemaps/articles-|/sitemap\.xml|/robots\.txt")
HOME = "home"  # the pages that have no name
FEEDS, LISTS = "feeds", "lists"
_UNLINKED = {
    FEEDS: re.compile(rb"/(?:en/)?(?:feeds/|.+/feed/$)"),
    LISTS: re.compile(
        rb"/(?:en/)?(?:(?:events/|events/past/|events/programmes/|people/|organizations/)$|events/\d{4}/\d\d/)"
    ),
}


def number(mark: str) -> int:
    """A mark as a number of 64 bits with a sign, as SQLite stores it."""
    return int.from_bytes(hashlib.blake2b(mark.encode(), digest_size=8).digest(), signed=True)


def marks_of(key: str, entry: Entry) -> set[str]:
    """What an answer shows; ``key`` is its address as WSGI has it."""
    path = key.partition("?")[0].encode("latin-1", "replace")
    found = _named(path)
    if not found:
        found = {HOME} if path in (b"/", b"/en/") else set()
    found |= {mark for mark, pattern in _UNLINKED.items() if pattern.match(path)}
    if not _BARE.match(key):
        headers = "\n".join(value for name, value in entry.headers if name.lower() == "location").encode()
        for text in (entry.body.replace(_FOLD, b""), headers):
            for link in set(_LINK.findall(text)):
                found |= _names(link)
    return found


def _named(path: bytes) -> set[str]:
    match = _LINK.match(path)
    return _names(match[1]) if match else set()


def _names(link: bytes) -> set[str]:
    """The news of an organization name the organization; a programme is named below the programmes of the events."""
    parts = unquote_to_bytes(link).decode("utf-8", "replace").strip("/").removesuffix(".ics").split("/")
    size = 3 if parts[:2] == ["events", "programmes"] else 2
    return {"/".join(parts[:size])} if len(parts) >= size else set()


# --- what the database notes ----------------------------------------------------------------------------
# ``transaction`` orders the notes as they become visible: a number that was given earlier may be committed later.
MAKE_TABLE = """
CREATE TABLE pagecache_note (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    transaction xid8 NOT NULL DEFAULT pg_current_xact_id(),
    at timestamptz NOT NULL DEFAULT now(),
    mark text NOT NULL
);
CREATE INDEX pagecache_note_transaction ON pagecache_note (transaction);
CREATE FUNCTION note_marks() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    marks text[];
BEGIN
    IF TG_OP = 'TRUNCATE' THEN
        marks := ARRAY['*'];
    ELSE
        EXECUTE format(
            'SELECT array_agg(mark) FROM (SELECT DISTINCT mark FROM (%s) AS rows (mark) LIMIT 1001) AS found',
            TG_ARGV[0]
        ) INTO marks;
        IF cardinality(marks) > 1000 THEN  -- so many that it concerns everything
            marks := ARRAY['*'];
        END IF;
    END IF;
    INSERT INTO pagecache_note (mark) SELECT mark FROM unnest(marks) AS mark WHERE mark IS NOT NULL;
    RETURN NULL;
END $$;
"""
DROP_TABLE = "DROP FUNCTION note_marks(); DROP TABLE pagecache_note;"


def noted(table: str, marks: str = "SELECT '*' FROM before") -> RunSQL:
    """A migration's operation: let a table note the marks of its rows that are changed or deleted.

    ``marks``: a query for them; ``before`` are the rows as they were. Without it, a change concerns everything.
    """
    argument = marks.replace("'", "''")
    forward = [
        f"CREATE TRIGGER {table}_noted_{event.lower()} AFTER {event} ON {table} REFERENCING OLD TABLE AS before"
        f" FOR EACH STATEMENT EXECUTE FUNCTION note_marks('{argument}');"
        for event in ("UPDATE", "DELETE")
    ]
    forward.append(
        f"CREATE TRIGGER {table}_noted_truncate AFTER TRUNCATE ON {table}"
        " FOR EACH STATEMENT EXECUTE FUNCTION note_marks();"
    )
    backward = [
        f"DROP TRIGGER {table}_noted_{event} ON {table};" for event in ("update", "delete", "truncate")
    ]
    return RunSQL("\n".join(forward), "\n".join(backward))


def noted_anew(table: str, marks: str, before: str) -> RunSQL:
    """A migration's operation: let a table that notes ``before`` note other ``marks`` from now on.

    Another ``FORMAT`` of the copies goes with it, for those that are there bear the marks of before.
    """
    new, old = noted(table, marks), noted(table, before)
    return RunSQL(f"{new.reverse_sql}\n{new.sql}", f"{old.reverse_sql}\n{old.sql}")


def notes_since(alias: str, horizon: int | None) -> tuple[list[tuple[int, str]], int]:
    """Number and mark of each note that may have become visible since ``horizon``, and the next horizon.

    A horizon is the oldest transaction that still ran when the question was asked; none is now. Some notes are told
    again.
    """
    with connections[alias].cursor() as cursor:
        # One statement, so one snapshot: what it does not see is not below the horizon that it tells.
        cursor.execute(
            "WITH seen AS (SELECT pg_snapshot_xmin(pg_current_snapshot()) AS horizon)"
            " SELECT horizon::text::bigint, id, mark FROM seen LEFT JOIN pagecache_note"
            " ON transaction >= coalesce(%s::text::xid8, horizon) ORDER BY id",
            [None if horizon is None else str(horizon)],
        )
        rows = cursor.fetchall()
    return [(key, mark) for _horizon, key, mark in rows if key is not None], rows[0][0]


def forget_old_notes(alias: str) -> None:
    """Take away what no process can still have to hear of."""
    with connections[alias].cursor() as cursor:
        cursor.execute("DELETE FROM pagecache_note WHERE at < now() - make_interval(days => %s)", [KEPT_DAYS])


def numbers(marks: Iterable[str]) -> list[int]:
    return sorted(number(mark) for mark in marks)
