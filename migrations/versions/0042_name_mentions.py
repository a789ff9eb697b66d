"""Where the name of somebody who is to be erased stands in other records, and what was decided about it."""

import sqlalchemy as sa
from alembic import op

from wsp.foundation.walls import walled

revision = "0042"
down_revision = "0041"


def upgrade() -> None:
    """Table and wall."""
    op.create_table(
        "name_mentions",
        sa.Column("candidate_id", sa.Uuid(), nullable=False),
        sa.Column("table_name", sa.Text(), nullable=False),
        sa.Column("column_name", sa.Text(), nullable=False),
        sa.Column("row_id", sa.Uuid(), nullable=False),
        sa.Column("exact", sa.Boolean(), nullable=False),
        sa.Column("decision", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("decided_by_id", sa.Uuid(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("region_id", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("(decision IS NULL) = (decided_at IS NULL)", name=op.f("ck_name_mentions_decided_whole")),
        sa.ForeignKeyConstraint(
            ["region_id", "candidate_id"],
            ["candidates.region_id", "candidates.id"],
            name=op.f("fk_name_mentions_region_id_candidate_id"),
        ),
        sa.ForeignKeyConstraint(["decided_by_id"], ["users.id"], name=op.f("fk_name_mentions_decided_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_name_mentions")),
        sa.UniqueConstraint("region_id", "id", name=op.f("uq_name_mentions_region_id_id")),
    )
    op.create_index(
        "uq_name_mentions_place",
        "name_mentions",
        ["region_id", "candidate_id", "table_name", "column_name", "row_id"],
        unique=True,
    )
    walled("name_mentions")


def downgrade() -> None:
    """Drop it; nothing was replaced yet where a row stands."""
    op.drop_table("name_mentions")
