"""Tags become a model of this house: one for one word, whatever its case, width or composition.

What was two spellings of one word is merged, so that no text that passed review is changed and every address leads on.
"""

import django.db.models.deletion
import taggit.managers
from django.db import migrations, models

from articles.models.tag import Tag, key_of


def carry_over(apps, schema_editor):
    tag_model = apps.get_model("articles", "Tag")
    old_tag, old_item = apps.get_model("taggit", "Tag"), apps.get_model("taggit", "TaggedItem")
    merged = dict(apps.get_model("articles", "MergedTag").objects.values_list("tag_id", "into_id"))
    tags, first = {}, {}
    for old in old_tag.objects.order_by("pk"):
        slug = old.slug or Tag().slugify(old.name) or f"tag-{old.pk}"
        key = key_of(old.name) or f"tag-{old.pk}"
        tags[old.pk] = tag_model(pk=old.pk, name=old.name, slug=slug, key=key)
        if old.pk not in merged:
            first.setdefault(key, old.pk)
    into = {key: target for key, target in merged.items() if key != target}
    into |= {
        tag.pk: first[tag.key] for tag in tags.values() if tag.pk not in merged and first[tag.key] != tag.pk
    }
    tag_model.objects.bulk_create(tags.values())
    for key, target in into.items():
        end = target
        while end in into:
            end = into[end]
        tag_model.objects.filter(pk=key).update(merged_into=target, shown_under=end)
    items = old_item.objects.filter(content_type__app_label="articles", content_type__model="article")
    known = set(apps.get_model("articles", "Article").objects.values_list("pk", flat=True))
    tagged = apps.get_model("articles", "TaggedArticle")
    tagged.objects.bulk_create(
        [
            tagged(tag_id=tag, content_object_id=article)
            for tag, article in items.order_by("pk").values_list("tag_id", "object_id")
            if article in known
        ],
        batch_size=5000,
    )
    old_item.objects.all().delete()
    apps.get_model("articles", "MergedTag").objects.all().delete()
    old_tag.objects.all().delete()
    schema_editor.execute(
        "SELECT setval(pg_get_serial_sequence('articles_tag', 'id'), (SELECT coalesce(max(id), 1) FROM articles_tag))"
    )


class Migration(migrations.Migration):
    dependencies = [("articles", "0007_pictures_within_the_text")]
    operations = [
        migrations.CreateModel(
            name="Tag",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=100, unique=True, verbose_name="name")),
                (
                    "slug",
                    models.SlugField(allow_unicode=True, max_length=100, unique=True, verbose_name="slug"),
                ),
                ("key", models.CharField(editable=False, max_length=400)),
                (
                    "merged_into",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="absorbed",
                        to="articles.tag",
                        verbose_name="merged into",
                    ),
                ),
                (
                    "shown_under",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="shows",
                        to="articles.tag",
                    ),
                ),
            ],
            options={"verbose_name": "tag", "verbose_name_plural": "tags"},
        ),
        migrations.CreateModel(
            name="TaggedArticle",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "content_object",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="tagged_items",
                        to="articles.article",
                    ),
                ),
                (
                    "tag",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="items", to="articles.tag"
                    ),
                ),
            ],
            options={"verbose_name": "tag", "verbose_name_plural": "tags"},
        ),
        migrations.RunPython(carry_over, migrations.RunPython.noop, elidable=True),
        # Keys are checked at the end of a transaction otherwise, and no table is changed before that.
        migrations.RunSQL("SET CONSTRAINTS ALL IMMEDIATE", migrations.RunSQL.noop),
        # Neither has a column in the table of articles: only what Django knows of them changes.
        migrations.RemoveField("article", "tags"),
        migrations.AddField(
            "article",
            "tags",
            taggit.managers.TaggableManager(
                blank=True,
                help_text="Choose known tags, or type new ones.",
                through="articles.TaggedArticle",
                to="articles.Tag",
                verbose_name="tags",
            ),
        ),
        migrations.DeleteModel("MergedTag"),
        migrations.AddConstraint(
            "tag",
            models.UniqueConstraint(
                condition=models.Q(("merged_into", None)), fields=("key",), name="one_tag_for_one_word"
            ),
        ),
        migrations.AddConstraint(
            "tag",
            models.CheckConstraint(
                condition=models.Q(
                    models.Q(("key", ""), _negated=True), models.Q(("slug", ""), _negated=True)
                ),
                name="tag_has_key_and_address",
            ),
        ),
        migrations.AddConstraint(
            "tag",
            models.CheckConstraint(
                condition=models.Q(("merged_into", models.F("id")), _negated=True),
                name="tag_not_merged_into_itself",
            ),
        ),
        migrations.AddConstraint(
            "tag",
            models.CheckConstraint(
                condition=models.Q(
                    models.Q(("merged_into", None), ("shown_under", None)),
                    models.Q(("merged_into__isnull", False), ("shown_under__isnull", False)),
                    _connector="OR",
                ),
                name="merged_tag_is_shown_under_another",
            ),
        ),
        migrations.AddConstraint(
            "taggedarticle",
            models.UniqueConstraint(fields=("content_object", "tag"), name="each_tag_once_in_an_article"),
        ),
    ]
