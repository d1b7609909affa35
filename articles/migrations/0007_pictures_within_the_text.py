"""An index of the pictures within texts, filled for those that have any."""

import re

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
from django.db import migrations, models


def fill(apps, schema_editor):
    articles = apps.get_model("articles", "Article").objects.filter(body__contains="data-photo=")
    for article in articles.only("pk", "body").iterator():
        keys = sorted({int(key) for key in re.findall(r'data-photo="(\d+)"', article.body)})
        articles.filter(pk=article.pk).update(body_photos=keys)


class Migration(migrations.Migration):
    dependencies = [("articles", "0006_merged_tags")]

    operations = [
        migrations.AddField(
            model_name="article",
            name="body_photos",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.BigIntegerField(), blank=True, default=list, editable=False, size=None
            ),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop, elidable=True),
        migrations.AddIndex(
            model_name="article",
            index=django.contrib.postgres.indexes.GinIndex(
                condition=models.Q(("body_photos", []), _negated=True),
                fields=["body_photos"],
                name="article_body_photos",
            ),
        ),
    ]
