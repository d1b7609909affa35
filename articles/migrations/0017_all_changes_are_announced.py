from django.db import migrations

from pagecache.changes import announced


class Migration(migrations.Migration):
    """Of every other table that readers' pages are made of: pages are stored until something of it changes."""

    dependencies = [("articles", "0016_name_words_of_topics"), ("photos", "0004_changes_are_numbered")]
    operations = [
        announced(
            "articles_contributor",
            "articles_credit",
            "articles_tag",
            "articles_taggedarticle",
            "articles_article_people",
            "articles_pagecredit",
            "articles_section",
            "articles_column",
            "articles_topicgroup",
            "articles_topicentry",
            "articles_articleorganization",
            "articles_figure",
            "articles_correction",
        ),
    ]
