"""Events that are not published make documents due as others do: the desk finds them."""

from django.db import migrations

from search.due import makes_due

TEXTS = "title kind programme_id starts_at place address audience status status_note description stage published_at"
PUBLISHED = makes_due("event", "events_event", "SELECT id FROM changed WHERE stage = 'published'", TEXTS)


class Migration(migrations.Migration):
    dependencies = [("events", "0014_search"), ("search", "0003_documents_of_the_desk")]

    operations = [
        migrations.RunSQL(PUBLISHED.reverse_sql, PUBLISHED.sql),
        makes_due("event", "events_event", "SELECT id FROM changed", TEXTS),
        migrations.RunSQL(
            "INSERT INTO search_due (kind, key) SELECT 'event', id FROM events_event WHERE stage <> 'published'",
            migrations.RunSQL.noop,
        ),
    ]
