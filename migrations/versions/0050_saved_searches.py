"""Searches that somebody keeps, with what was in them when that person last looked."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

from wsp.foundation.walls import walled

revision = "0050"
down_revision = "0049"


def upgrade() -> None:
    """One table inside the wall."""
    op.create_table(
        "saved_searches",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("filters", JSONB(), nullable=False),
        sa.Column("tells", sa.Boolean(), nullable=False),
        sa.Column("seen_ids", ARRAY(sa.Uuid()), nullable=False),
        sa.Column("new_ids", ARRAY(sa.Uuid()), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("region_id", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name=op.f("fk_saved_searches_organisation_id")
        ),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_saved_searches_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_searches")),
        sa.UniqueConstraint("region_id", "id", name=op.f("uq_saved_searches_region_id_id")),
    )
    op.create_index("ix_saved_searches_user", "saved_searches", ["region_id", "user_id"])
    # Its owner throws it away: filters without a history of their own.
    walled("saved_searches", app="SELECT, INSERT, UPDATE, DELETE")


def downgrade() -> None:
    """Nobody's searches are kept any more; tasks without a word in earlier programs are closed."""
    op.execute(
        "UPDATE tasks SET kind = 'overig', subject_kind = 'vacature', outcome = coalesce(outcome, 'weg'), "
        "done_at = coalesce(done_at, now()), key = NULL WHERE kind = 'zoekopdracht-nieuw'"
    )
    op.execute("UPDATE tasks SET kind = 'overig' WHERE kind = 'nieuwe-kandidaten'")
    op.drop_table("saved_searches")
