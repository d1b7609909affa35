"""Documents, what of them is due, names and synonyms."""

import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Due",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=20)),
                ("key", models.BigIntegerField()),
            ],
        ),
        migrations.CreateModel(
            name="Synonyms",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "words",
                    models.CharField(
                        help_text="Words that mean the same, with blanks between them: 讨薪 欠薪 拖欠工资.",
                        max_length=500,
                        verbose_name="words",
                    ),
                ),
            ],
            options={
                "verbose_name": "words of the same meaning",
                "verbose_name_plural": "words of the same meaning",
                "ordering": ["words"],
            },
        ),
        migrations.CreateModel(
            name="Document",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=20)),
                ("key", models.BigIntegerField()),
                ("title", models.CharField(max_length=400)),
                ("date", models.DateTimeField()),
                ("shown_from", models.DateTimeField()),
                ("shown_until", models.DateTimeField(null=True)),
                ("ages", models.BooleanField(default=True)),
                ("vector", django.contrib.postgres.search.SearchVectorField()),
            ],
            options={
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(fields=["vector"], name="search_vector"),
                    models.Index(
                        models.OrderBy(models.F("date"), descending=True),
                        models.OrderBy(models.F("id"), descending=True),
                        name="search_newest",
                    ),
                ],
                "constraints": [models.UniqueConstraint(fields=("kind", "key"), name="search_document_once")],
            },
        ),
        migrations.CreateModel(
            name="Name",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("text", models.CharField(max_length=200)),
                ("form", models.CharField(max_length=200)),
                ("pinyin", models.CharField(max_length=400)),
                ("initials", models.CharField(max_length=200)),
                ("is_part", models.BooleanField(default=False)),
                (
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="names",
                        to="search.document",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["form"], name="search_name_form", opclasses=["varchar_pattern_ops"]),
                    models.Index(
                        fields=["pinyin"], name="search_name_pinyin", opclasses=["varchar_pattern_ops"]
                    ),
                    models.Index(
                        fields=["initials"], name="search_name_initials", opclasses=["varchar_pattern_ops"]
                    ),
                ],
            },
        ),
    ]
