"""Triggers that note which documents a statement makes due: part of the migrations of the apps that have documents."""

from collections.abc import Iterator

from django.db.migrations import RunSQL

# ``changed`` are the rows that came, went or were changed in one of the columns that count.
FUNCTION = """
CREATE FUNCTION search_note_due() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    changed text := CASE TG_OP
        WHEN 'INSERT' THEN 'SELECT * FROM rows_new'
        WHEN 'DELETE' THEN 'SELECT * FROM rows_old'
        ELSE format('SELECT n.* FROM rows_new n JOIN rows_old o USING (id) WHERE (%1$s) UNION ALL '
                    'SELECT o.* FROM rows_new n JOIN rows_old o USING (id) WHERE (%1$s)', TG_ARGV[2]) END;
BEGIN
    EXECUTE format('INSERT INTO search_due (kind, key) WITH changed AS (%s) SELECT DISTINCT %L, found.key '
                   'FROM (%s) AS found (key) WHERE found.key IS NOT NULL', changed, TG_ARGV[0], TG_ARGV[1]);
    RETURN NULL;
END $$;
"""
NO_FUNCTION = "DROP FUNCTION search_note_due();"


def makes_due(kind: str, table: str, keys: str, columns: str) -> RunSQL:
    """A migration's operation: changes in ``table`` make documents of ``kind`` due.

    ``keys``: a query for their keys over ``changed``, the rows that were changed, as they were and as they are.
    ``columns``: the names of those that count, with blanks between them; a change of any other makes nothing due.
    """
    return RunSQL("\n".join(_made(kind, table, keys, columns)), "\n".join(_dropped(kind, table)))


_ROWS = {
    "INSERT": "NEW TABLE AS rows_new",
    "UPDATE": "OLD TABLE AS rows_old NEW TABLE AS rows_new",
    "DELETE": "OLD TABLE AS rows_old",
}


def _made(kind: str, table: str, keys: str, columns: str) -> Iterator[str]:
    names = columns.split()
    differs = "({}) IS DISTINCT FROM ({})".format(
        ", ".join(f"n.{name}" for name in names), ", ".join(f"o.{name}" for name in names)
    )
    for event, rows in _ROWS.items():
        quoted = ", ".join("'{}'".format(text.replace("'", "''")) for text in (kind, keys, differs))
        yield (
            f"CREATE TRIGGER {table}_due_{kind}_{event.lower()} AFTER {event} ON {table} REFERENCING {rows}"
            f" FOR EACH STATEMENT EXECUTE FUNCTION search_note_due({quoted});"
        )


def _dropped(kind: str, table: str) -> Iterator[str]:
    for event in _ROWS:
        yield f"DROP TRIGGER {table}_due_{kind}_{event.lower()} ON {table};"
