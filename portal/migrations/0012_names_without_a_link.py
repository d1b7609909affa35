from importlib import import_module

from django.db import migrations

from pagecache.marks import noted_anew

NOTED = import_module("portal.migrations.0010_changes_are_noted").NOTED
# Of rows that have another name now, or none.
RENAMED = "SELECT '{mark}' FROM before LEFT JOIN {table} AS now USING (id) WHERE before.{name} IS DISTINCT FROM now.{name}"
MORE = {
    "articles_section": RENAMED.format(mark="feeds", table="articles_section", name="name"),
    "articles_column": RENAMED.format(mark="feeds", table="articles_column", name="name"),
    "articles_tag": RENAMED.format(mark="feeds", table="articles_tag", name="name"),
    "events_programme": RENAMED.format(mark="lists", table="events_programme", name="name"),
    "organizations_honour": RENAMED.format(mark="lists", table="organizations_honour", name="title"),
    # The by-line of somebody who signs for an organization leads there; a page of an issue names its editors.
    "articles_contributor": """
        SELECT mark FROM before
        LEFT JOIN articles_contributor AS now USING (id)
        LEFT JOIN organizations_organization AS signed_for ON signed_for.id = before.organization_id
        LEFT JOIN articles_pagecredit AS credit ON credit.contributor_id = before.id
        LEFT JOIN articles_editionpage AS page ON page.id = credit.page_id
        LEFT JOIN articles_edition AS edition ON edition.id = page.edition_id,
        unnest(ARRAY['feeds', 'organizations/' || signed_for.slug, 'editions/' || to_char(edition.date, 'YYYY-MM-DD')])
        AS mark
        WHERE (before.name, before.organization_id) IS DISTINCT FROM (now.name, now.organization_id)
    """,
    # The list of people tells for whom each works.
    "organizations_organization": """
        SELECT mark FROM before
        LEFT JOIN organizations_organization AS now USING (id)
        LEFT JOIN organizations_person AS person ON person.organization_id = before.id,
        unnest(ARRAY['lists', 'people/' || person.id]) AS mark
        WHERE (before.name, before.short_name, before.district)
        IS DISTINCT FROM (now.name, now.short_name, now.district)
    """,
}


class Migration(migrations.Migration):
    """A name that is changed is also noted where it stands without a link (``pagecache.marks``)."""

    dependencies = [("portal", "0011_search")]
    operations = [
        noted_anew(table, f"{NOTED[table]} UNION ALL {more}", NOTED[table]) for table, more in MORE.items()
    ]
