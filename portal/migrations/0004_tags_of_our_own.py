from django.db import migrations

from portal.desk.permissions import write_permissions


def give(apps, schema_editor):
    write_permissions(apps)


class Migration(migrations.Migration):
    dependencies = [("portal", "0003_administrators_read_the_log"), ("articles", "0008_tags_of_our_own")]
    operations = [migrations.RunPython(give, migrations.RunPython.noop)]
