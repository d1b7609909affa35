"""Shelves, which keep of every list of readers what stands in it, and how much; with the triggers that keep them.

``articles_shelves`` says on which shelves given articles belong; ``articles_shelve`` makes it so, and counts what came
and went. Triggers call it after each statement that could change that. So whoever writes by whatever way, the shelves
are right in the same transaction.

All counting is done one transaction after the other (the lock ends with it), so that two that publish at the same
moment do not wait for each other's rows in opposite order.
"""

from django.db import migrations, models

from pagecache.changes import announced

FUNCTIONS = """
CREATE FUNCTION articles_period(kind smallint, at timestamptz) RETURNS date LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT CASE WHEN kind = 0 THEN (at AT TIME ZONE 'Asia/Shanghai')::date
           ELSE date_trunc('month', at AT TIME ZONE 'Asia/Shanghai')::date END
$$;

CREATE FUNCTION articles_shelves(articles bigint[])
RETURNS TABLE (article bigint, kind smallint, key bigint, at timestamptz, until timestamptz) LANGUAGE sql STABLE AS $$
    WITH shown AS MATERIALIZED (
        SELECT a.id, a.section_id, a.column_id, a.published_at, a.expires_at
        FROM unnest(articles) AS wanted (id) JOIN articles_article a USING (id) WHERE a.status = 'published'
    ), places AS (
        SELECT id, 0, 0::bigint FROM shown
        UNION SELECT id, 1, section_id FROM shown WHERE section_id IS NOT NULL
        UNION SELECT id, 2, column_id FROM shown WHERE column_id IS NOT NULL
        UNION SELECT s.id, 2, c.parent_id FROM shown s JOIN articles_column c ON c.id = s.column_id
              WHERE c.parent_id IS NOT NULL
        UNION SELECT s.id, 3, coalesce(t.shown_under_id, t.id) FROM shown s
              JOIN articles_taggedarticle i ON i.content_object_id = s.id JOIN articles_tag t ON t.id = i.tag_id
        UNION SELECT s.id, 4, o.organization_id FROM shown s JOIN articles_articleorganization o ON o.article_id = s.id
        UNION SELECT s.id, 5, c.contributor_id FROM shown s JOIN articles_credit c ON c.article_id = s.id
        UNION SELECT s.id, 6, p.person_id FROM shown s JOIN articles_article_people p ON p.article_id = s.id
        UNION SELECT id, 7, (id - 1) / 5000 FROM shown
    )
    SELECT p.id, p.kind::smallint, p.key, s.published_at, s.expires_at
    FROM places AS p (id, kind, key) JOIN shown s USING (id)
$$;

CREATE FUNCTION articles_shelve(articles bigint[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        (SELECT * FROM articles_shelves(articles)
         EXCEPT SELECT article, kind, key, at, until FROM articles_shelved WHERE article = ANY (articles))
        UNION ALL
        (SELECT article, kind, key, at, until FROM articles_shelved WHERE article = ANY (articles)
         EXCEPT SELECT * FROM articles_shelves(articles))
    ) THEN
        RETURN;
    END IF;
    PERFORM pg_advisory_xact_lock(7301145220);  -- any number that nothing else locks
    WITH gone AS (
        DELETE FROM articles_shelved s USING (
            SELECT article, kind, key, at, until FROM articles_shelved WHERE article = ANY (articles)
            EXCEPT SELECT * FROM articles_shelves(articles)
        ) AS out WHERE s.article = out.article AND s.kind = out.kind AND s.key = out.key
        RETURNING s.kind, s.key, s.at, s.until
    )
    UPDATE articles_shelfcount c SET total = c.total - fewer.number FROM (
        SELECT kind, key, articles_period(kind, at) AS period, count(*) AS number FROM gone WHERE until IS NULL
        GROUP BY 1, 2, 3
    ) AS fewer WHERE c.kind = fewer.kind AND c.key = fewer.key AND c.period = fewer.period;
    DELETE FROM articles_shelfcount WHERE total = 0;
    WITH came AS (
        INSERT INTO articles_shelved (article, kind, key, at, until)
        SELECT * FROM articles_shelves(articles)
        EXCEPT SELECT article, kind, key, at, until FROM articles_shelved WHERE article = ANY (articles)
        RETURNING kind, key, at, until
    )
    INSERT INTO articles_shelfcount AS c (kind, key, period, total)
    SELECT kind, key, articles_period(kind, at), count(*) FROM came WHERE until IS NULL AND kind <> 7
    GROUP BY 1, 2, 3
    ON CONFLICT (kind, key, period) DO UPDATE SET total = c.total + excluded.total;
END $$;

-- Of the table that changed, the argument names the column that holds the key of the article.
CREATE FUNCTION articles_shelve_changed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE articles bigint[];
BEGIN
    -- Content in bulk puts the triggers aside for its transaction, and calls articles_shelve_all at its end.
    IF current_setting('portal.shelving', true) = 'off' THEN
        RETURN NULL;
    END IF;
    IF TG_OP = 'INSERT' THEN
        EXECUTE format('SELECT array_agg(DISTINCT %I) FROM after', TG_ARGV[0]) INTO articles;
    ELSIF TG_OP = 'DELETE' THEN
        EXECUTE format('SELECT array_agg(DISTINCT %I) FROM before', TG_ARGV[0]) INTO articles;
    ELSE
        EXECUTE format('SELECT array_agg(DISTINCT key) FROM (SELECT %1$I FROM before UNION ALL SELECT %1$I FROM after)'
            ' AS changed (key)', TG_ARGV[0]) INTO articles;
    END IF;
    IF articles IS NOT NULL THEN
        PERFORM articles_shelve(articles);
    END IF;
    RETURN NULL;
END $$;

-- Whatever was merged or moved takes the articles along.
CREATE FUNCTION articles_shelve_tag() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM articles_shelve(array(SELECT content_object_id FROM articles_taggedarticle WHERE tag_id = NEW.id));
    RETURN NULL;
END $$;
CREATE FUNCTION articles_shelve_column() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM articles_shelve(array(SELECT id FROM articles_article WHERE column_id = NEW.id));
    RETURN NULL;
END $$;
-- For what was there before the triggers, and after content in bulk that put them aside.
CREATE FUNCTION articles_shelve_all() RETURNS void LANGUAGE plpgsql AS $$
DECLARE last bigint := (SELECT max(id) FROM articles_article);
BEGIN
    FOR lower IN 0 .. coalesce(last, -1) BY 20000 LOOP
        PERFORM articles_shelve(array(SELECT id FROM articles_article WHERE id >= lower AND id < lower + 20000));
    END LOOP;
END $$;

CREATE TRIGGER articles_tag_shelved AFTER UPDATE ON articles_tag FOR EACH ROW
    WHEN (NEW.shown_under_id IS DISTINCT FROM OLD.shown_under_id) EXECUTE FUNCTION articles_shelve_tag();
CREATE TRIGGER articles_column_shelved AFTER UPDATE ON articles_column FOR EACH ROW
    WHEN (NEW.parent_id IS DISTINCT FROM OLD.parent_id) EXECUTE FUNCTION articles_shelve_column();
"""

# Each table that says where an article stands, with the column that names the article.
TABLES = {
    "articles_article": "id",
    "articles_taggedarticle": "content_object_id",
    "articles_articleorganization": "article_id",
    "articles_credit": "article_id",
    "articles_article_people": "article_id",
}
SEEN = {
    "insert": "NEW TABLE AS after",
    "update": "OLD TABLE AS before NEW TABLE AS after",
    "delete": "OLD TABLE AS before",
}


def forward() -> str:
    triggers = (
        f"CREATE TRIGGER {table}_shelved_{event} AFTER {event.upper()} ON {table} REFERENCING {seen}"
        f" FOR EACH STATEMENT EXECUTE FUNCTION articles_shelve_changed('{column}');"
        for table, column in TABLES.items()
        for event, seen in SEEN.items()
    )
    return FUNCTIONS + "\n".join(triggers)


def backward() -> str:
    dropped = [f"DROP TRIGGER {table}_shelved_{event} ON {table};" for table in TABLES for event in SEEN]
    dropped += [
        "DROP TRIGGER articles_tag_shelved ON articles_tag;",
        "DROP TRIGGER articles_column_shelved ON articles_column;",
        "DROP FUNCTION articles_shelve_tag();",
        "DROP FUNCTION articles_shelve_column();",
        "DROP FUNCTION articles_shelve_changed();",
        "DROP FUNCTION articles_shelve_all();",
        "DROP FUNCTION articles_shelve(bigint[]);",
        "DROP FUNCTION articles_shelves(bigint[]);",
        "DROP FUNCTION articles_period(smallint, timestamptz);",
    ]
    return "\n".join(dropped)


class Migration(migrations.Migration):
    dependencies = [("articles", "0018_next_by_the_clock")]

    operations = [
        migrations.CreateModel(
            name="ShelfCount",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "kind", "key", "period", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "kind",
                    models.SmallIntegerField(
                        choices=[
                            (0, "All"),
                            (1, "Section"),
                            (2, "Column"),
                            (3, "Tag"),
                            (4, "Organization"),
                            (5, "Contributor"),
                            (6, "Person"),
                            (7, "File"),
                        ]
                    ),
                ),
                ("key", models.BigIntegerField()),
                ("period", models.DateField()),
                ("total", models.IntegerField()),
            ],
            options={
                "default_permissions": (),
                "indexes": [
                    models.Index(condition=models.Q(("total", 0)), fields=["kind"], name="shelfcount_empty")
                ],
            },
        ),
        migrations.CreateModel(
            name="Shelved",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "article",
                        "kind",
                        "key",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("article", models.BigIntegerField()),
                (
                    "kind",
                    models.SmallIntegerField(
                        choices=[
                            (0, "All"),
                            (1, "Section"),
                            (2, "Column"),
                            (3, "Tag"),
                            (4, "Organization"),
                            (5, "Contributor"),
                            (6, "Person"),
                            (7, "File"),
                        ]
                    ),
                ),
                ("key", models.BigIntegerField()),
                ("at", models.DateTimeField()),
                ("until", models.DateTimeField(null=True)),
            ],
            options={
                "default_permissions": (),
            },
        ),
        migrations.AddIndex(
            model_name="shelved",
            index=models.Index(
                models.F("kind"),
                models.F("key"),
                models.F("at"),
                models.F("article"),
                include=("until",),
                name="shelved_in_order",
            ),
        ),
        migrations.AddIndex(
            model_name="shelved",
            index=models.Index(
                models.F("kind"),
                models.F("key"),
                models.F("until"),
                condition=models.Q(("until__isnull", False)),
                name="shelved_until",
            ),
        ),
        migrations.RunSQL(forward(), backward()),
        announced("articles_shelved", "articles_shelfcount"),
        migrations.RunSQL("SELECT articles_shelve_all()", migrations.RunSQL.noop),
    ]
