"""Names can be read otherwise than a dictionary says; what is stored is sorted by the new readings of surnames and places."""

from django.db import migrations, models

from common.pinyin import sort_key
from organizations.validation import validate_reading

HELP = "Only where the name is read otherwise than one would think: shàn qīng shān."


def sort_anew(apps, schema_editor):
    for person in apps.get_model("organizations", "Person").objects.only("pk", "name").iterator():
        key = sort_key(person.name, is_person=True)[:400]
        type(person).objects.filter(pk=person.pk).exclude(sort_key=key).update(sort_key=key)
    for row in (
        apps.get_model("organizations", "Organization").objects.only("pk", "name", "district").iterator()
    ):
        keys = {
            "sort_key": sort_key(row.name.lstrip("“‘《〈「【（("))[:700],
            "district_sort_key": sort_key(row.district)[:400] if row.district else "",
        }
        type(row).objects.filter(pk=row.pk).exclude(**keys).update(**keys)


def reading():
    return models.CharField(
        blank=True, help_text=HELP, max_length=200, validators=[validate_reading], verbose_name="pinyin"
    )


class Migration(migrations.Migration):
    dependencies = [("organizations", "0005_keys_to_sort_by")]

    operations = [
        migrations.AddField(model_name="organization", name="reading", field=reading()),
        migrations.AddField(model_name="person", name="reading", field=reading()),
        migrations.RunPython(sort_anew, migrations.RunPython.noop, elidable=True),
    ]
