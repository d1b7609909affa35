from django.db import migrations

# A loop would make every walk of the tree endless. clean() says it in words; this holds for every writer.
FORWARD = """
CREATE FUNCTION organizations_refuse_loop() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.parent_id IS NOT NULL AND EXISTS (
        WITH RECURSIVE above(id, parent_id) AS (
            SELECT id, parent_id FROM organizations_organization WHERE id = NEW.parent_id
            UNION
            SELECT o.id, o.parent_id FROM organizations_organization o JOIN above ON o.id = above.parent_id
        )
        SELECT 1 FROM above WHERE id = NEW.id
    ) THEN
        RAISE EXCEPTION 'organization % cannot stand below itself', NEW.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'organization_tree_has_no_loop';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER organizations_refuse_loop BEFORE INSERT OR UPDATE OF parent_id ON organizations_organization
    FOR EACH ROW EXECUTE FUNCTION organizations_refuse_loop();
"""
BACKWARD = """
DROP TRIGGER organizations_refuse_loop ON organizations_organization;
DROP FUNCTION organizations_refuse_loop();
"""


class Migration(migrations.Migration):
    dependencies = [("organizations", "0001_initial")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
