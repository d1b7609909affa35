"""What was found before bears no days, characters and headlines yet, by which common words are found now: it is made
anew by the searches to come. Of more than some thousands ``manage.py rebuild_search`` does that in one go."""

from django.db import migrations

DUE = """
    INSERT INTO search_due (kind, key)
    SELECT kind, key FROM (
        SELECT kind, key FROM search_document UNION ALL SELECT kind, key FROM search_deskdocument
    ) AS found
    WHERE (SELECT count(*) FROM (SELECT FROM search_document LIMIT 20001) AS counted) <= 20000
"""


class Migration(migrations.Migration):
    dependencies = [("search", "0006_statistics")]

    operations = [migrations.RunSQL(DUE, migrations.RunSQL.noop)]
