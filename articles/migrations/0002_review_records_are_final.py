from django.db import migrations

# The record of the reviews is evidence: nobody changes it, through the ORM or through SQL.
FORWARD = """
CREATE FUNCTION articles_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'review records are never changed or deleted (%)', TG_OP
        USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER articles_reviewrecord_final BEFORE UPDATE OR DELETE ON articles_reviewrecord
    FOR EACH ROW EXECUTE FUNCTION articles_refuse_change();
CREATE TRIGGER articles_reviewrecord_kept BEFORE TRUNCATE ON articles_reviewrecord
    FOR EACH STATEMENT EXECUTE FUNCTION articles_refuse_change();
"""
BACKWARD = """
DROP TRIGGER articles_reviewrecord_kept ON articles_reviewrecord;
DROP TRIGGER articles_reviewrecord_final ON articles_reviewrecord;
DROP FUNCTION articles_refuse_change();
"""


class Migration(migrations.Migration):
    dependencies = [("articles", "0001_initial")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
