from django.db import migrations

from pagecache.changes import announced


class Migration(migrations.Migration):
    """Of every other table that readers' pages are made of: pages are stored until something of it changes."""

    dependencies = [("events", "0010_publication_scheduled"), ("photos", "0004_changes_are_numbered")]
    operations = [
        announced("events_occurrence", "events_event_articles", "events_eventorganization"),
    ]
