from django.db import migrations

from portal.desk.permissions import write_permissions


def give(apps, schema_editor):
    write_permissions(apps)


class Migration(migrations.Migration):
    dependencies = [("portal", "0002_role_permissions"), ("accounts", "0004_the_log_is_kept")]
    operations = [migrations.RunPython(give, migrations.RunPython.noop)]
