from django.db import migrations

from pagecache.changes import announced


class Migration(migrations.Migration):
    dependencies = [("articles", "0008_tags_of_our_own"), ("photos", "0002_changes_are_announced")]
    operations = [
        announced(
            "articles_article",
            "articles_articlephoto",
            "articles_reviewrecord",
            "articles_snapshot",
            "articles_topic",
            "articles_edition",
            "articles_editionpage",
        ),
    ]
