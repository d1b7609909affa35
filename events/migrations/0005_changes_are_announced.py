from django.db import migrations

from pagecache.changes import announced


class Migration(migrations.Migration):
    dependencies = [("events", "0004_coordinates_whole"), ("photos", "0002_changes_are_announced")]
    operations = [
        announced("events_event", "events_eventphoto", "events_programme"),
    ]
