"""Names read from their ends, for slips in their first half."""

from django.contrib.postgres.indexes import OpClass
from django.db import migrations, models
from django.db.models.functions import Reverse


class Migration(migrations.Migration):
    dependencies = [("search", "0004_more_synonyms")]

    operations = [
        migrations.AddIndex(
            model_name="name",
            index=models.Index(OpClass(Reverse("form"), "text_pattern_ops"), name="search_name_backwards"),
        ),
    ]
