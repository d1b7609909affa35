from django.db import migrations

# The log of the desk is evidence: nobody changes it, through the ORM or through SQL. Entries go when their time is
# over, by the one command that says so first, and none before half a year. ENABLE ALWAYS: the triggers fire under
# session_replication_role = 'replica' too.
AUDIT = """
CREATE FUNCTION accounts_keep_audit() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    before timestamptz;
BEGIN
    IF TG_OP = 'DELETE' THEN
        before := nullif(current_setting('portal.audit_trim_before', true), '')::timestamptz;
        IF OLD.at < before AND OLD.at < now() - interval '180 days' THEN
            RETURN OLD;
        END IF;
    END IF;
    RAISE EXCEPTION 'the log of the desk is never changed; its entries go only when their time is over (%)', TG_OP
        USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER accounts_auditentry_final BEFORE UPDATE OR DELETE ON accounts_auditentry
    FOR EACH ROW EXECUTE FUNCTION accounts_keep_audit();
CREATE TRIGGER accounts_auditentry_kept BEFORE TRUNCATE ON accounts_auditentry
    FOR EACH STATEMENT EXECUTE FUNCTION accounts_keep_audit();
ALTER TABLE accounts_auditentry ENABLE ALWAYS TRIGGER accounts_auditentry_final;
ALTER TABLE accounts_auditentry ENABLE ALWAYS TRIGGER accounts_auditentry_kept;
"""
NO_AUDIT = """
DROP TRIGGER accounts_auditentry_kept ON accounts_auditentry;
DROP TRIGGER accounts_auditentry_final ON accounts_auditentry;
DROP FUNCTION accounts_keep_audit();
"""

# Whoever switches an account off, in whatever way, ends its sessions for good; and a row that was loaded earlier
# cannot bring them back by being saved.
SESSIONS = """
CREATE FUNCTION accounts_end_sessions() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.sessions_ended := greatest(NEW.sessions_ended, OLD.sessions_ended);
    IF OLD.is_active AND NOT NEW.is_active THEN
        NEW.sessions_ended := NEW.sessions_ended + 1;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER accounts_user_sessions BEFORE UPDATE ON accounts_user
    FOR EACH ROW EXECUTE FUNCTION accounts_end_sessions();
"""
NO_SESSIONS = """
DROP TRIGGER accounts_user_sessions ON accounts_user;
DROP FUNCTION accounts_end_sessions();
"""

# The shared cache, as ``createcachetable`` would make it.
CACHE = """
CREATE TABLE accounts_cache (
    cache_key varchar(255) NOT NULL PRIMARY KEY,
    value text NOT NULL,
    expires timestamp with time zone NOT NULL
);
CREATE INDEX accounts_cache_expires ON accounts_cache (expires);
"""
NO_CACHE = "DROP TABLE accounts_cache;"

# What counted wrong passwords before, and is gone.
AXES = """
DROP TABLE IF EXISTS axes_accessattempt, axes_accesslog, axes_accessfailurelog, axes_accessattemptexpiration CASCADE;
DELETE FROM django_migrations WHERE app = 'axes';
"""


class Migration(migrations.Migration):
    dependencies = [("accounts", "0003_audit_links_and_grants")]
    operations = [
        migrations.RunSQL(AUDIT, NO_AUDIT),
        migrations.RunSQL(SESSIONS, NO_SESSIONS),
        migrations.RunSQL(CACHE, NO_CACHE),
        migrations.RunSQL(AXES, migrations.RunSQL.noop),
    ]
