from django.db import migrations

from pagecache.marks import DROP_TABLE, MAKE_TABLE, noted

OF_AN_ARTICLE = "SELECT 'articles/' || article_id FROM before"
OF_AN_EVENT = "SELECT 'events/' || event_id FROM before"
BY_SLUG = "SELECT '{}/' || slug FROM before"
EDITION = (
    "SELECT 'editions/' || to_char(date, 'YYYY-MM-DD') FROM articles_edition WHERE id IN ({} FROM before)"
)
TOPIC = "SELECT 'topics/' || slug FROM articles_topic WHERE id IN ({} FROM before)"
HOME = "SELECT 'home' FROM before"

NOTED = {
    "articles_article": "SELECT 'articles/' || id FROM before WHERE status = 'published' OR withdrawn_at IS NOT NULL",
    "articles_articlephoto": OF_AN_ARTICLE,
    "articles_credit": OF_AN_ARTICLE,
    "articles_taggedarticle": "SELECT 'articles/' || content_object_id FROM before",
    "articles_article_people": OF_AN_ARTICLE,
    "articles_articleorganization": OF_AN_ARTICLE,
    "articles_figure": OF_AN_ARTICLE,
    "articles_correction": OF_AN_ARTICLE,
    "articles_contributor": "SELECT 'contributors/' || id FROM before",
    "articles_tag": BY_SLUG.format("tags"),
    "articles_section": BY_SLUG.format("sections"),
    "articles_column": BY_SLUG.format("columns"),
    "articles_topic": BY_SLUG.format("topics"),
    "articles_topicgroup": TOPIC.format("SELECT topic_id"),
    "articles_topicentry": (
        "SELECT 'topics/' || slug FROM articles_topic WHERE id IN"
        " (SELECT topic_id FROM articles_topicgroup WHERE id IN (SELECT group_id FROM before))"
    ),
    "articles_edition": "SELECT 'editions/' || to_char(date, 'YYYY-MM-DD') FROM before",
    "articles_editionpage": EDITION.format("SELECT edition_id"),
    "articles_pagecredit": (
        "SELECT 'editions/' || to_char(date, 'YYYY-MM-DD') FROM articles_edition WHERE id IN"
        " (SELECT edition_id FROM articles_editionpage WHERE id IN (SELECT page_id FROM before))"
    ),
    "events_event": "SELECT 'events/' || id FROM before",
    "events_eventphoto": OF_AN_EVENT,
    "events_occurrence": OF_AN_EVENT,
    "events_event_articles": OF_AN_EVENT,
    "events_eventorganization": OF_AN_EVENT,
    "events_programme": BY_SLUG.format("events/programmes"),
    "organizations_organization": BY_SLUG.format("organizations"),
    "organizations_alias": (
        "SELECT 'organizations/' || slug FROM organizations_organization WHERE id IN (SELECT organization_id FROM before)"
    ),
    "organizations_person": "SELECT 'people/' || id FROM before",
    "organizations_honour": (
        "SELECT 'people/' || person_id FROM before UNION ALL SELECT 'organizations/' || slug"
        " FROM organizations_organization WHERE id IN (SELECT organization_id FROM before)"
    ),
    "photos_photo": "SELECT 'photos/' || key FROM before",
    "portal_frontpage": HOME,
    "portal_frontpagelead": HOME,
    "portal_frontpageblock": HOME,
    "portal_demonstration": "",
    "portal_formeraddress": "",
}


class Migration(migrations.Migration):
    """What was changed or deleted is noted, so that no copy of a page from before is shown (``pagecache.marks``)."""

    dependencies = [
        ("portal", "0009_changes_are_announced"),
        ("articles", "0021_drafts_change_no_page"),
        ("events", "0012_next_by_the_clock"),
        ("organizations", "0008_all_changes_are_announced"),
        ("photos", "0004_changes_are_numbered"),
    ]
    operations = [
        migrations.RunSQL(MAKE_TABLE, DROP_TABLE),
        *(noted(table, *([marks] if marks else [])) for table, marks in NOTED.items()),
    ]
