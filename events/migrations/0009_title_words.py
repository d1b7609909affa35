from django.db import migrations, models

from common.words import with_breaks


def prepare(apps, schema_editor):
    """The titles and names that are there already; ``update`` leaves the times of their change alone."""
    for model, name, most in (("Event", "title", 500), ("Programme", "name", 300)):
        rows = apps.get_model("events", model).objects
        for key, text in rows.values_list("pk", name).iterator():
            rows.filter(pk=key).update(**{f"{name}_words": with_breaks(text)[:most]})


class Migration(migrations.Migration):
    dependencies = [("events", "0008_index_of_waiting")]

    operations = [
        migrations.AddField(
            model_name="event",
            name="title_words",
            field=models.CharField(blank=True, default="", editable=False, max_length=500),
        ),
        migrations.AddField(
            model_name="programme",
            name="name_words",
            field=models.CharField(blank=True, default="", editable=False, max_length=300),
        ),
        migrations.RunPython(prepare, migrations.RunPython.noop),
    ]
