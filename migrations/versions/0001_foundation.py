"""The outbox queue (procrastinate's own schema), the schema-wide grants and the range types of dated versions."""

from alembic import op
from procrastinate import SyncPsycopgConnector
from procrastinate.schema import SchemaManager

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Queue tables belong to the owner; the app role writes and works through jobs."""
    connection = op.get_bind()
    op.execute("GRANT USAGE ON SCHEMA public TO wsp_app, wsp_retention")
    script = SchemaManager(connector=SyncPsycopgConnector()).get_schema()
    # The driver's own cursor: the script holds percent signs and several statements.
    connection.connection.driver_connection.execute(script.replace("%%", "%").encode())
    # Range types over ids and codes: exclusion constraints on versions need them (walls.no_overlap).
    op.execute("CREATE TYPE uuidrange AS RANGE (subtype = uuid)")
    op.execute("CREATE TYPE textrange AS RANGE (subtype = text)")
    for role in ("wsp_app", "wsp_retention"):
        op.execute(
            "DO $$ DECLARE t text; BEGIN FOR t IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' "
            "AND tablename LIKE 'procrastinate%' LOOP "
            f"EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO {role}', t); END LOOP; END $$"
        )
        op.execute(f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {role}")


def downgrade() -> None:
    """Remove everything whose name starts with procrastinate."""
    op.execute(
        """
        DO $$ DECLARE r record; BEGIN
        FOR r IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename LIKE 'procrastinate%' LOOP
            EXECUTE format('DROP TABLE IF EXISTS %I CASCADE', r.tablename);
        END LOOP;
        FOR r IN SELECT p.oid::regprocedure AS signature FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
                 WHERE n.nspname = 'public' AND p.proname LIKE 'procrastinate%' LOOP
            EXECUTE 'DROP FUNCTION IF EXISTS ' || r.signature || ' CASCADE';
        END LOOP;
        FOR r IN SELECT t.typname FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace
                 WHERE n.nspname = 'public' AND t.typname LIKE 'procrastinate%' AND t.typtype IN ('e', 'c') LOOP
            EXECUTE format('DROP TYPE IF EXISTS %I CASCADE', r.typname);
        END LOOP; END $$
        """
    )
    op.execute("DROP TYPE textrange")
    op.execute("DROP TYPE uuidrange")
    op.execute("REVOKE USAGE ON SCHEMA public FROM wsp_app, wsp_retention")
