from django.db import migrations

# Readers see an article while it is published or has been taken down. What happens to others changes no page, so that
# the newsroom can write without emptying the store of pages. A change announces itself
# - of an article: if it is seen before or after,
# - of a part of it (a by-line, a picture): if its article is seen. Of one that is not, the row is locked until the
#   transaction ends: somebody who publishes it meanwhile comes after us, and announces what both have done,
# - of a stored version: not when it is written, for nobody is shown it until a record of a withdrawal names it.
FUNCTIONS = """
CREATE FUNCTION announce_seen_article() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    seen boolean := false;
BEGIN
    IF TG_OP <> 'INSERT' THEN
        seen := EXISTS (SELECT 1 FROM before WHERE (status = 'published' OR withdrawn_at IS NOT NULL));
    END IF;
    IF NOT seen AND TG_OP <> 'DELETE' THEN
        seen := EXISTS (SELECT 1 FROM after WHERE (status = 'published' OR withdrawn_at IS NOT NULL));
    END IF;
    IF seen THEN PERFORM pg_notify('changes', pg_current_xact_id()::text); END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION announce_part_of_seen_article() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    part text := format('SELECT %I AS article FROM ', TG_ARGV[0]);
    rows text;
    keys bigint[];
BEGIN
    rows := CASE TG_OP
        WHEN 'INSERT' THEN part || 'after'
        WHEN 'DELETE' THEN part || 'before'
        ELSE part || 'before UNION ' || part || 'after'
    END;
    EXECUTE format('SELECT array_agg(article) FROM (SELECT DISTINCT article FROM (%s) AS rows_changed LIMIT 1001) AS found', rows)
        INTO keys;
    IF keys IS NULL THEN
        RETURN NULL;
    END IF;
    IF cardinality(keys) <= 1000 AND NOT EXISTS (SELECT 1 FROM articles_article WHERE id = ANY(keys) AND (status = 'published' OR withdrawn_at IS NOT NULL)) THEN
        PERFORM 1 FROM articles_article WHERE id = ANY(keys) ORDER BY id FOR SHARE;
        IF NOT EXISTS (SELECT 1 FROM articles_article WHERE id = ANY(keys) AND (status = 'published' OR withdrawn_at IS NOT NULL)) THEN
            RETURN NULL;
        END IF;
    END IF;
    PERFORM pg_notify('changes', pg_current_xact_id()::text);
    RETURN NULL;
END $$;

CREATE FUNCTION announce_withdrawal() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM after WHERE decision = 'withdrawn') THEN PERFORM pg_notify('changes', pg_current_xact_id()::text); END IF;
    RETURN NULL;
END $$;
"""
PARTS = {
    "articles_credit": "article_id",
    "articles_articlephoto": "article_id",
    "articles_taggedarticle": "content_object_id",
    "articles_article_people": "article_id",
    "articles_articleorganization": "article_id",
    "articles_figure": "article_id",
    "articles_correction": "article_id",
}
ALWAYS = "announce_change()"
TABLES = {
    "INSERT": "NEW TABLE AS after",
    "UPDATE": "OLD TABLE AS before NEW TABLE AS after",
    "DELETE": "OLD TABLE AS before",
}


def triggers(table: str, events: dict[str, str]) -> str:
    """``events``: which function is called; always, for those that are not named."""
    others = [event for event in ("INSERT", "UPDATE", "DELETE", "TRUNCATE") if event not in events]
    statements = [
        f"DROP TRIGGER {table}_announced ON {table};",
        f"CREATE TRIGGER {table}_announced AFTER {' OR '.join(others)} ON {table}"
        f" FOR EACH STATEMENT EXECUTE FUNCTION {ALWAYS};",
    ]
    for event, function in events.items():
        if function:
            statements.append(
                f"CREATE TRIGGER {table}_announced_{event.lower()} AFTER {event} ON {table}"
                f" REFERENCING {TABLES[event]} FOR EACH STATEMENT EXECUTE FUNCTION {function};"
            )
    return "\n".join(statements)


def undone(table: str, events: dict[str, str]) -> str:
    drops = [
        f"DROP TRIGGER {table}_announced_{event.lower()} ON {table};"
        for event, function in events.items()
        if function
    ]
    whole = (
        f"DROP TRIGGER {table}_announced ON {table};"
        f" CREATE TRIGGER {table}_announced AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON {table}"
        f" FOR EACH STATEMENT EXECUTE FUNCTION {ALWAYS};"
    )
    return "\n".join([*drops, whole])


CHANGED = {
    "articles_article": dict.fromkeys(TABLES, "announce_seen_article()"),
    **{
        table: dict.fromkeys(TABLES, f"announce_part_of_seen_article('{column}')")
        for table, column in PARTS.items()
    },
    "articles_reviewrecord": {"INSERT": "announce_withdrawal()"},
    "articles_snapshot": {"INSERT": ""},
}
FORWARD = "\n".join([FUNCTIONS, *(triggers(table, events) for table, events in CHANGED.items())])
BACKWARD = "\n".join(
    [
        *(undone(table, events) for table, events in CHANGED.items()),
        "DROP FUNCTION announce_seen_article();",
        "DROP FUNCTION announce_part_of_seen_article();",
        "DROP FUNCTION announce_withdrawal();",
    ]
)


class Migration(migrations.Migration):
    dependencies = [("articles", "0020_genre_index")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
