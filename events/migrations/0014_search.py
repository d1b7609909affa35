"""Events and programmes are found by the search."""

from django.db import migrations

from search.due import makes_due

TEXTS = "title kind programme_id starts_at place address audience status status_note description stage published_at"
BELOW = """
    WITH RECURSIVE below (id) AS (
        SELECT id FROM changed
      UNION
        SELECT o.id FROM organizations_organization o JOIN below ON o.parent_id = below.id
    )
    SELECT e.event_id FROM events_eventorganization e JOIN below ON below.id = e.organization_id
"""
OF_EVENTS = {
    "events_event": ("SELECT id FROM changed WHERE stage = 'published'", TEXTS),
    "events_eventorganization": ("SELECT event_id FROM changed", "event_id organization_id"),
    "organizations_organization": (BELOW, "name short_name parent_id"),
    "events_programme": ("SELECT e.id FROM events_event e JOIN changed c ON c.id = e.programme_id", "name"),
}


class Migration(migrations.Migration):
    dependencies = [
        ("events", "0013_flat_lists"),
        ("organizations", "0009_search"),
        ("search", "0001_documents"),
    ]

    operations = [
        *(makes_due("event", table, *rest) for table, rest in OF_EVENTS.items()),
        makes_due("programme", "events_programme", "SELECT id FROM changed", "name description"),
        migrations.RunSQL(
            "INSERT INTO search_due (kind, key) SELECT 'event', id FROM events_event WHERE stage = 'published'"
            " UNION ALL SELECT 'programme', id FROM events_programme",
            migrations.RunSQL.noop,
        ),
    ]
