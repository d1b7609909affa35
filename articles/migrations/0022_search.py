"""Articles and the lists that readers meet them in are found by the search."""

from django.db import migrations

from search.due import makes_due

TEXTS = (
    "title kicker subtitle summary body_text genre section_id column_id source_name original_title status"
    " published_at expires_at"
)
BELOW = """
    WITH RECURSIVE below (id) AS (
        SELECT id FROM changed
      UNION
        SELECT o.id FROM organizations_organization o JOIN below ON o.parent_id = below.id
    )
    SELECT e.article_id FROM articles_articleorganization e JOIN below USING (id)
""".replace("JOIN below USING (id)", "JOIN below ON below.id = e.organization_id")
OF_ARTICLES = {
    "articles_article": ("SELECT id FROM changed WHERE status = 'published'", TEXTS),
    "articles_credit": ("SELECT article_id FROM changed", "article_id contributor_id"),
    "articles_contributor": (
        "SELECT e.article_id FROM articles_credit e JOIN changed c ON c.id = e.contributor_id",
        "name",
    ),
    "articles_articleorganization": ("SELECT article_id FROM changed", "article_id organization_id"),
    "organizations_organization": (BELOW, "name short_name parent_id"),
    "articles_article_people": ("SELECT article_id FROM changed", "article_id person_id"),
    "organizations_person": (
        "SELECT e.article_id FROM articles_article_people e JOIN changed c ON c.id = e.person_id",
        "name",
    ),
    "articles_articlephoto": ("SELECT article_id FROM changed", "article_id photo_id caption"),
    "photos_photo": (
        "SELECT e.article_id FROM articles_articlephoto e JOIN changed c ON c.id = e.photo_id",
        "caption",
    ),
    "articles_figure": ("SELECT article_id FROM changed", "article_id label"),
    "articles_taggedarticle": ("SELECT content_object_id FROM changed", "content_object_id tag_id"),
    "articles_tag": (
        "SELECT e.content_object_id FROM articles_taggedarticle e JOIN changed c ON c.id = e.tag_id",
        "name shown_under_id",
    ),
    "articles_section": ("SELECT a.id FROM articles_article a JOIN changed c ON c.id = a.section_id", "name"),
    "articles_column": ("SELECT a.id FROM articles_article a JOIN changed c ON c.id = a.column_id", "name"),
}
LISTS = {
    "section": "name description", "column": "name description", "topic": "name description lead",
    "tag": "name shown_under_id",
}  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0021_drafts_change_no_page"), ("organizations", "0009_search"), ("search", "0001_documents"),
        ("photos", "0004_changes_are_numbered"),
    ]  # fmt: skip

    operations = [
        *(makes_due("article", table, *rest) for table, rest in OF_ARTICLES.items()),
        *(
            makes_due(kind, f"articles_{kind}", "SELECT id FROM changed", names)
            for kind, names in LISTS.items()
        ),
        migrations.RunSQL(
            "INSERT INTO search_due (kind, key) SELECT 'article', id FROM articles_article WHERE status = 'published'"
            " UNION ALL SELECT 'section', id FROM articles_section UNION ALL SELECT 'column', id FROM articles_column"
            " UNION ALL SELECT 'topic', id FROM articles_topic UNION ALL SELECT 'tag', id FROM articles_tag",
            migrations.RunSQL.noop,
        ),
    ]
