"""Exports of a whole region that somebody asked for."""

import sqlalchemy as sa
from alembic import op

from wsp.foundation.walls import walled

revision = "0034"
down_revision = "0033"


def upgrade() -> None:
    """Table, wall, and one at a time."""
    op.create_table(
        "region_exports",
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("with_bsn", sa.Boolean(), nullable=False),
        sa.Column("seal", sa.LargeBinary(), nullable=True),
        sa.Column("tables_done", sa.Integer(), nullable=False),
        sa.Column("tables_total", sa.Integer(), nullable=False),
        sa.Column("rows", sa.Integer(), nullable=True),
        sa.Column("size", sa.BigInteger(), nullable=True),
        sa.Column("sha256", sa.Text(), nullable=True),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("fetched_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("region_id", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_region_exports_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_region_exports")),
        sa.UniqueConstraint("region_id", "id", name=op.f("uq_region_exports_region_id_id")),
    )
    op.create_index(
        "uq_region_exports_busy",
        "region_exports",
        ["region_id"],
        unique=True,
        postgresql_where=sa.text("state IN ('wacht', 'loopt')"),
    )
    walled("region_exports")


def downgrade() -> None:
    """Drop it; files that wait go within a day."""
    op.drop_table("region_exports")
