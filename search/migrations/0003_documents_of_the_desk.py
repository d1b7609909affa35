"""What the desk finds and readers do not."""

import django.contrib.postgres.indexes
import django.contrib.postgres.search
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("search", "0002_first_synonyms")]

    operations = [
        migrations.CreateModel(
            name="DeskDocument",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=20)),
                ("key", models.BigIntegerField()),
                ("vector", django.contrib.postgres.search.SearchVectorField()),
            ],
            options={
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(fields=["vector"], name="search_desk_vector")
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("kind", "key"), name="search_deskdocument_once")
                ],
            },
        ),
    ]
