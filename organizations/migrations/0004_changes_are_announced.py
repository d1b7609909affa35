from django.db import migrations

from pagecache.changes import announced


class Migration(migrations.Migration):
    dependencies = [("organizations", "0003_coordinates_whole"), ("photos", "0002_changes_are_announced")]
    operations = [
        announced("organizations_organization", "organizations_person"),
    ]
