from django.db import migrations

# A pass points to the version that was passed: that version is evidence like the pass itself. Versions of a draft
# may go together with the draft; one that a record points to is held by its foreign key.
# ENABLE ALWAYS: the triggers fire under session_replication_role = 'replica' too.
FORWARD = """
CREATE FUNCTION articles_refuse_version_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'versions of an article are never changed'
        USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER articles_snapshot_final BEFORE UPDATE ON articles_snapshot
    FOR EACH ROW EXECUTE FUNCTION articles_refuse_version_change();
ALTER TABLE articles_snapshot ENABLE ALWAYS TRIGGER articles_snapshot_final;
ALTER TABLE articles_reviewrecord ENABLE ALWAYS TRIGGER articles_reviewrecord_final;
ALTER TABLE articles_reviewrecord ENABLE ALWAYS TRIGGER articles_reviewrecord_kept;
"""
BACKWARD = """
ALTER TABLE articles_reviewrecord ENABLE TRIGGER articles_reviewrecord_kept;
ALTER TABLE articles_reviewrecord ENABLE TRIGGER articles_reviewrecord_final;
DROP TRIGGER articles_snapshot_final ON articles_snapshot;
DROP FUNCTION articles_refuse_version_change();
"""


class Migration(migrations.Migration):
    dependencies = [("articles", "0003_who_changed_the_words")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
