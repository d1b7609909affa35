"""Organizations, stations and people are found by the search."""

from django.db import migrations

from search.due import makes_due

UNITS = "name short_name slug kind parent_id district address telephone services description opening_hours status sort_key"
OF_ORGANIZATIONS = {
    "organizations_organization": (
        "SELECT id FROM changed UNION ALL"
        " SELECT o.id FROM organizations_organization o JOIN changed c ON c.id = o.parent_id",
        UNITS,
    ),
    "organizations_alias": ("SELECT organization_id FROM changed", "name organization_id"),
    "organizations_honour": ("SELECT organization_id FROM changed", "title organization_id"),
}
OF_PEOPLE = {
    "organizations_person": (
        "SELECT id FROM changed",
        "name organization_id studio_id trade biography consented_on sort_key",
    ),
    "organizations_honour": ("SELECT person_id FROM changed", "title person_id"),
    "organizations_organization": (
        "SELECT p.id FROM organizations_person p JOIN changed c ON c.id IN (p.organization_id, p.studio_id)",
        "name parent_id",
    ),
}


class Migration(migrations.Migration):
    dependencies = [("organizations", "0008_all_changes_are_announced"), ("search", "0001_documents")]

    operations = [
        *(
            makes_due(kind, table, *rest)
            for kind in ("organization", "station")
            for table, rest in OF_ORGANIZATIONS.items()
        ),
        *(makes_due("person", table, *rest) for table, rest in OF_PEOPLE.items()),
        migrations.RunSQL(
            "INSERT INTO search_due (kind, key)"
            " SELECT wanted, id FROM organizations_organization, unnest(ARRAY['organization', 'station']) AS wanted"
            " UNION ALL SELECT 'person', id FROM organizations_person",
            migrations.RunSQL.noop,
        ),
    ]
