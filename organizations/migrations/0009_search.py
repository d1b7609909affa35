"""Organizations, stations and people are found by the search."""

from django.db import migrations

from search.due import makes_due

UNITS = "name short_name slug kind parent_id district address telephone services description opening_hours status sort_key"
BOTH = "organization station"
PARTS = {
    "organizations_alias": "name organization_id",
    "organizations_honour": "title organization_id",
}


class Migration(migrations.Migration):
    dependencies = [("organizations", "0008_all_changes_are_announced"), ("search", "0001_documents")]

    operations = [
        makes_due(BOTH, "organizations_organization", "SELECT id FROM changed", UNITS),
        makes_due(
            BOTH,
            "organizations_organization",
            "SELECT o.id FROM organizations_organization o JOIN changed c ON c.id = o.parent_id",
            "name short_name",
        ),
        *(
            makes_due(BOTH, table, "SELECT organization_id FROM changed", names)
            for table, names in PARTS.items()
        ),
        makes_due(
            "person",
            "organizations_person",
            "SELECT id FROM changed",
            "name organization_id studio_id trade biography consented_on sort_key",
        ),
        makes_due("person", "organizations_honour", "SELECT person_id FROM changed", "title person_id"),
        makes_due(
            "person",
            "organizations_organization",
            "SELECT p.id FROM organizations_person p JOIN changed c ON c.id IN (p.organization_id, p.studio_id)",
            "name parent_id",
        ),
        migrations.RunSQL(
            "INSERT INTO search_due (kind, key)"
            " SELECT wanted, id FROM organizations_organization, unnest(ARRAY['organization', 'station']) AS wanted"
            " UNION ALL SELECT 'person', id FROM organizations_person",
            migrations.RunSQL.noop,
        ),
    ]
