"""Editions of what each process keeps in memory."""

import sqlalchemy as sa
from alembic import op

from wsp.foundation.walls import granted

revision = "0024"
down_revision = "0023"

_TABLES = {
    "reference": (
        "municipalities", "regions", "postcodes", "occupations", "occupation_labels", "reference_loads",
    ),
    "staff": ("users", "organisations"),
    "policy": ("policy_values",),
}  # fmt: skip

# At commit, so that the lock on the row is the last one a transaction takes; once per transaction, since a list of
# thousands of rows is loaded in one. The function acts as the owner: nobody else may write an edition.
_FUNCTION = """
CREATE FUNCTION raise_edition() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE
    mark text := 'wsp.raised_' || TG_ARGV[0];
BEGIN
    IF current_setting(mark, true) IS DISTINCT FROM pg_current_xact_id()::text THEN
        UPDATE editions SET v = v + 1 WHERE name = TG_ARGV[0];
        PERFORM set_config(mark, pg_current_xact_id()::text, true);
    END IF;
    RETURN NULL;
END $$
"""


def upgrade() -> None:
    """Make the counters and the triggers that raise them."""
    op.create_table(
        "editions",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("v", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_editions")),
    )
    granted("editions")
    op.execute(_FUNCTION)
    for name, tables in _TABLES.items():
        op.execute(f"INSERT INTO editions (name, v) VALUES ('{name}', 1)")
        for table in tables:
            op.execute(
                f"CREATE CONSTRAINT TRIGGER edition AFTER INSERT OR UPDATE OR DELETE ON {table} "
                f"DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION raise_edition('{name}')"
            )


def downgrade() -> None:
    """Triggers first, then the table."""
    for tables in _TABLES.values():
        for table in tables:
            op.execute(f"DROP TRIGGER edition ON {table}")
    op.execute("DROP FUNCTION raise_edition()")
    op.drop_table("editions")
