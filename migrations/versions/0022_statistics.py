"""The app may ask for fresh planner statistics, since it may not run ANALYZE on tables it does not own."""

from alembic import op

revision = "0022"
down_revision = "0021"


def upgrade() -> None:
    """A function that runs with the owner's rights and does this one thing."""
    op.execute(
        """
        CREATE FUNCTION refresh_statistics() RETURNS void LANGUAGE plpgsql SECURITY DEFINER
        SET search_path = public, pg_temp AS $$
        DECLARE one text;
        BEGIN
          FOR one IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename LOOP
            EXECUTE format('ANALYZE %I', one);
          END LOOP;
        END $$
        """
    )
    op.execute("REVOKE ALL ON FUNCTION refresh_statistics() FROM PUBLIC")
    op.execute("GRANT EXECUTE ON FUNCTION refresh_statistics() TO wsp_app, wsp_retention")


def downgrade() -> None:
    """Autovacuum finds out by itself, a minute later."""
    op.execute("DROP FUNCTION refresh_statistics()")
