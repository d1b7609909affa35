"""Closed organizations and people who are not shown are found at the desk."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("organizations", "0010_keys_above"), ("search", "0003_documents_of_the_desk")]

    operations = [
        migrations.RunSQL(
            "INSERT INTO search_due (kind, key)"
            " SELECT wanted, id FROM organizations_organization, unnest(ARRAY['organization', 'station']) AS wanted"
            " WHERE status <> 'active'"
            " UNION ALL SELECT 'person', id FROM organizations_person WHERE consented_on IS NULL",
            migrations.RunSQL.noop,
        ),
    ]
