"""What was found before bears no days, characters and headlines yet, by which common words are found now: it is made
anew by the searches to come. Of more than some thousands ``manage.py rebuild_search`` does that in one go."""

from django.db import migrations

MOST = 20_000

DUE = f"""
    INSERT INTO search_due (kind, key)
    SELECT kind, key FROM (
        SELECT kind, key FROM search_document UNION ALL SELECT kind, key FROM search_deskdocument
    ) AS found
    WHERE (SELECT count(*) FROM (SELECT FROM search_document LIMIT {MOST} + 1) AS counted) <= {MOST}
"""


class Migration(migrations.Migration):
    dependencies = [("search", "0006_statistics")]

    operations = [migrations.RunSQL(DUE, migrations.RunSQL.noop)]
