from django.db import migrations

from pagecache.changes import CHANNEL, announced

# The function stands here because pictures come first of all that readers see; the apps to the right use it too.
FORWARD = f"""
CREATE FUNCTION announce_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('{CHANNEL}', '');
    RETURN NULL;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("photos", "0001_initial")]
    operations = [migrations.RunSQL(FORWARD, "DROP FUNCTION announce_change();"), announced("photos_photo")]
