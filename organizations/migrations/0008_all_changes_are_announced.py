from django.db import migrations

from pagecache.changes import announced


class Migration(migrations.Migration):
    """Of every other table that readers' pages are made of: pages are stored until something of it changes."""

    dependencies = [
        ("organizations", "0007_hours_as_days_and_times"),
        ("photos", "0004_changes_are_numbered"),
    ]
    operations = [announced("organizations_alias", "organizations_honour")]
