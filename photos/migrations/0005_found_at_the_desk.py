"""The picture library is searched at the desk."""

from django.db import migrations

from search.due import makes_due


class Migration(migrations.Migration):
    dependencies = [("photos", "0004_changes_are_numbered"), ("search", "0003_documents_of_the_desk")]

    operations = [
        makes_due("photo", "photos_photo", "SELECT id FROM changed", "caption alt_text credit"),
        migrations.RunSQL(
            "INSERT INTO search_due (kind, key) SELECT 'photo', id FROM photos_photo", migrations.RunSQL.noop
        ),
    ]
