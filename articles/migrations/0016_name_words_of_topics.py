from django.db import migrations, models

from common.words import with_breaks


def prepare(apps, schema_editor):
    topics = apps.get_model("articles", "Topic").objects
    for key, name in topics.values_list("pk", "name").iterator():
        topics.filter(pk=key).update(name_words=with_breaks(name)[:150])


class Migration(migrations.Migration):
    dependencies = [("articles", "0015_viewings")]

    operations = [
        migrations.AddField(
            model_name="topic",
            name="name_words",
            field=models.CharField(blank=True, default="", editable=False, max_length=150),
        ),
        migrations.RunPython(prepare, migrations.RunPython.noop),
    ]
