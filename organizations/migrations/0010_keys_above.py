"""Every organization knows the keys of all above it, so that a branch of thousands is found by an index.

The parent's keys are read under a lock: whoever moves a union, and whoever adds something below it at the same moment,
come one after the other.
"""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
from django.db import migrations, models

FORWARD = """
WITH RECURSIVE tree(id, above) AS (
    SELECT id, ARRAY[]::bigint[] FROM organizations_organization WHERE parent_id IS NULL
    UNION ALL
    SELECT o.id, tree.above || tree.id FROM organizations_organization o JOIN tree ON o.parent_id = tree.id
)
UPDATE organizations_organization o SET above_keys = tree.above FROM tree WHERE tree.id = o.id AND tree.above <> '{}';

CREATE FUNCTION organizations_keys_above() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.above_keys := '{}';
    IF NEW.parent_id IS NOT NULL THEN
        SELECT above_keys || id INTO NEW.above_keys FROM organizations_organization WHERE id = NEW.parent_id FOR SHARE;
        NEW.above_keys := coalesce(NEW.above_keys, ARRAY[NEW.parent_id]);  -- the parent may still come in
    END IF;
    RETURN NEW;
END $$;
CREATE FUNCTION organizations_keys_below() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE organizations_organization SET above_keys = NEW.above_keys || NEW.id
    WHERE parent_id = NEW.id AND above_keys IS DISTINCT FROM NEW.above_keys || NEW.id;
    RETURN NULL;
END $$;
CREATE TRIGGER organizations_keys_above_new BEFORE INSERT ON organizations_organization
    FOR EACH ROW EXECUTE FUNCTION organizations_keys_above();
CREATE TRIGGER organizations_keys_above_moved BEFORE UPDATE ON organizations_organization FOR EACH ROW
    WHEN (OLD.parent_id IS DISTINCT FROM NEW.parent_id OR OLD.above_keys IS DISTINCT FROM NEW.above_keys)
    EXECUTE FUNCTION organizations_keys_above();
CREATE TRIGGER organizations_keys_below_new AFTER INSERT ON organizations_organization
    FOR EACH ROW EXECUTE FUNCTION organizations_keys_below();
CREATE TRIGGER organizations_keys_below_moved AFTER UPDATE ON organizations_organization FOR EACH ROW
    WHEN (OLD.above_keys IS DISTINCT FROM NEW.above_keys) EXECUTE FUNCTION organizations_keys_below();
"""
BACKWARD = """
DROP TRIGGER organizations_keys_above_new ON organizations_organization;
DROP TRIGGER organizations_keys_above_moved ON organizations_organization;
DROP TRIGGER organizations_keys_below_new ON organizations_organization;
DROP TRIGGER organizations_keys_below_moved ON organizations_organization;
DROP FUNCTION organizations_keys_above();
DROP FUNCTION organizations_keys_below();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("organizations", "0009_search"),
        ("photos", "0004_changes_are_numbered"),
    ]

    operations = [
        migrations.AddField(
            model_name="organization",
            name="above_keys",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.BigIntegerField(), default=list, editable=False, size=None
            ),
        ),
        migrations.RunSQL(FORWARD, BACKWARD),
        migrations.AddIndex(
            model_name="organization",
            index=django.contrib.postgres.indexes.GinIndex(fields=["above_keys"], name="organization_above"),
        ),
        migrations.AddIndex(
            model_name="organization",
            index=django.contrib.postgres.indexes.GinIndex(
                condition=models.Q(("kind", "station"), ("status", "active")),
                fields=["above_keys"],
                name="organization_stations",
            ),
        ),
    ]
