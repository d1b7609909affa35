"""Drafts make documents due as published articles do, and so do those who sign: the desk finds both. A column is found
under the one above it."""

from django.db import migrations

from search.due import makes_due

TEXTS = (
    "title kicker subtitle summary body_text genre section_id column_id source_name original_title status"
    " published_at expires_at"
)
PUBLISHED = makes_due(
    "article", "articles_article", "SELECT id FROM changed WHERE status = 'published'", TEXTS
)
COLUMNS = makes_due("column", "articles_column", "SELECT id FROM changed", "name description")


class Migration(migrations.Migration):
    dependencies = [("articles", "0023_desk_lists"), ("search", "0003_documents_of_the_desk")]

    operations = [
        migrations.RunSQL(PUBLISHED.reverse_sql, PUBLISHED.sql),
        makes_due("article", "articles_article", "SELECT id FROM changed", TEXTS),
        migrations.RunSQL(COLUMNS.reverse_sql, COLUMNS.sql),
        makes_due("column", "articles_column", "SELECT id FROM changed", "name description parent_id"),
        makes_due("contributor", "articles_contributor", "SELECT id FROM changed", "name organization_id"),
        makes_due(
            "contributor",
            "organizations_organization",
            "SELECT r.id FROM articles_contributor r JOIN changed c ON c.id = r.organization_id",
            "name short_name",
        ),
        makes_due(
            "column",
            "articles_column",
            "SELECT k.id FROM articles_column k JOIN changed c ON c.id = k.parent_id",
            "name",
        ),
        migrations.RunSQL(
            "INSERT INTO search_due (kind, key) SELECT 'article', id FROM articles_article WHERE status <> 'published'"
            " UNION ALL SELECT 'contributor', id FROM articles_contributor"
            " UNION ALL SELECT 'tag', id FROM articles_tag WHERE shown_under_id IS NOT NULL",
            migrations.RunSQL.noop,
        ),
    ]
