"""Titles for which people chose another occupation than the program proposed."""

import sqlalchemy as sa
from alembic import op

from wsp.foundation.walls import granted

revision = "0037"
down_revision = "0036"


def upgrade() -> None:
    """One table, and the edition by which every process knows that it changed."""
    op.create_table(
        "title_corrections",
        sa.Column("title_key", sa.Text(), nullable=False),
        sa.Column("occupation_code", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("title_key", name=op.f("pk_title_corrections")),
    )
    granted("title_corrections", app="SELECT, INSERT, UPDATE")
    op.execute("INSERT INTO editions (name, v) VALUES ('titles', 1)")
    op.execute(
        "CREATE CONSTRAINT TRIGGER edition AFTER INSERT OR UPDATE OR DELETE ON title_corrections "
        "DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION raise_edition('titles')"
    )


def downgrade() -> None:
    """The edition first, then the table with its trigger."""
    op.execute("DELETE FROM editions WHERE name = 'titles'")
    op.drop_table("title_corrections")
