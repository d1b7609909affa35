from django.db import migrations

from portal.desk.permissions import write_permissions


def give(apps, schema_editor):
    write_permissions(apps)


class Migration(migrations.Migration):
    dependencies = [("portal", "0010_changes_are_noted"), ("search", "0002_first_synonyms")]
    operations = [migrations.RunPython(give, migrations.RunPython.noop)]
