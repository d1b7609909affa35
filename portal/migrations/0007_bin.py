from django.db import migrations

from portal.desk.permissions import write_permissions


def give(apps, schema_editor):
    write_permissions(apps)


class Migration(migrations.Migration):
    dependencies = [("portal", "0006_former_addresses"), ("newsroom", "0002_bin")]
    operations = [migrations.RunPython(give, migrations.RunPython.noop)]
