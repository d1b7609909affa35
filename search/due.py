"""Triggers that note which documents a statement makes due: part of the migrations of the apps that have documents."""

from collections.abc import Iterator

from django.db.migrations import RunSQL

_ROWS = {
    "INSERT": "NEW TABLE AS rows_new",
    "UPDATE": "OLD TABLE AS rows_old NEW TABLE AS rows_new",
    "DELETE": "OLD TABLE AS rows_old",
}
# ``changed`` are the rows that came, went or were changed in one of the columns that count. A function of its own for
# each table, so that its statements are planned once a session and not once a statement.
_FUNCTION = """
CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        INSERT INTO search_due (kind, key) WITH changed AS (SELECT * FROM rows_new) {due};
    ELSIF TG_OP = 'DELETE' THEN
        INSERT INTO search_due (kind, key) WITH changed AS (SELECT * FROM rows_old) {due};
    ELSE
        INSERT INTO search_due (kind, key) WITH changed AS (
            SELECT n.* FROM rows_new n JOIN rows_old o USING (id) WHERE {differs}
          UNION ALL
            SELECT o.* FROM rows_new n JOIN rows_old o USING (id) WHERE {differs}
        ) {due};
    END IF;
    RETURN NULL;
END $$;
"""
_DUE = "SELECT DISTINCT unnest(ARRAY[{kinds}]), found.key FROM ({keys}) AS found (key) WHERE found.key IS NOT NULL"


def makes_due(kinds: str, table: str, keys: str, columns: str) -> RunSQL:
    """A migration's operation: changes in ``table`` make documents due.

    ``kinds`` of documents, with blanks between them. ``keys``: a query for their keys over ``changed``, the rows that
    were changed, as they were and as they are. ``columns``: the names of those that count, with blanks between them; a
    change of any other makes nothing due. Where ``keys`` looks into another table for what points to these rows, a row
    that comes in has nothing to make due, and one that goes has nothing left: only changes are looked at.
    """
    is_own = " JOIN " not in keys
    name = f"{table}_{'due' if is_own else 'leads_to'}_{kinds.replace(' ', '_')}"
    events = list(_ROWS) if is_own else ["UPDATE"]
    return RunSQL(
        "\n".join(_made(name, kinds, table, keys, columns, events)), "\n".join(_dropped(name, table, events))
    )


def _made(name: str, kinds: str, table: str, keys: str, columns: str, events: list[str]) -> Iterator[str]:
    differs = "({}) IS DISTINCT FROM ({})".format(
        ", ".join(f"n.{column}" for column in columns.split()),
        ", ".join(f"o.{column}" for column in columns.split()),
    )
    due = _DUE.format(kinds=", ".join(f"'{kind}'" for kind in kinds.split()), keys=keys)
    yield _FUNCTION.format(name=name, due=due, differs=differs)
    for event in events:
        yield (
            f"CREATE TRIGGER {name}_{event.lower()} AFTER {event} ON {table} REFERENCING {_ROWS[event]}"
            f" FOR EACH STATEMENT EXECUTE FUNCTION {name}();"
        )


def _dropped(name: str, table: str, events: list[str]) -> Iterator[str]:
    for event in events:
        yield f"DROP TRIGGER {name}_{event.lower()} ON {table};"
    yield f"DROP FUNCTION {name}();"
