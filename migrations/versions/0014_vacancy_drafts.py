"""The intake of a vacancy that somebody is still typing."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from wsp.foundation.walls import walled

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    """Table, wall and grants."""
    op.create_table(
        "vacancy_drafts",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.Column("data", postgresql.JSONB(), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("region_id", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_vacancy_drafts_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_vacancy_drafts")),
        sa.UniqueConstraint("region_id", "id", name=op.f("uq_vacancy_drafts_region_id_id")),
        sa.UniqueConstraint("region_id", "user_id", name=op.f("uq_vacancy_drafts_region_id_user_id")),
    )
    # A draft is no record of anything yet: its owner throws it away.
    walled("vacancy_drafts", app="SELECT, INSERT, UPDATE, DELETE")


def downgrade() -> None:
    """Drop it, with what was not finished."""
    op.drop_table("vacancy_drafts")
