from django.db import migrations

from pagecache.changes import CHANNEL

# The number of the transaction: of several processes that hear of it, one is enough to tell the others.
FORWARD = f"""
CREATE OR REPLACE FUNCTION announce_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('{CHANNEL}', pg_current_xact_id()::text);
    RETURN NULL;
END $$;
"""
BACKWARD = f"""
CREATE OR REPLACE FUNCTION announce_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('{CHANNEL}', '');
    RETURN NULL;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("photos", "0003_avif_only_where_smaller")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
