from django.db import migrations

from portal.desk.permissions import write_permissions


def give(apps, schema_editor):
    write_permissions(apps)


class Migration(migrations.Migration):
    dependencies = [
        ("portal", "0001_front_page"),
        ("accounts", "0002_roles"),
        ("articles", "0001_initial"),
        ("events", "0001_initial"),
        ("newsroom", "0001_initial"),
        ("organizations", "0001_initial"),
        ("photos", "0001_initial"),
        ("taggit", "0006_rename_taggeditem_content_type_object_id_taggit_tagg_content_8fc721_idx"),
    ]
    operations = [migrations.RunPython(give, migrations.RunPython.noop)]
