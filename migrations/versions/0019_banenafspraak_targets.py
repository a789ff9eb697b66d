"""Targets of the banenafspraak, per region or municipality."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from wsp.foundation.walls import walled

revision = "0019"
down_revision = "0018"


def upgrade() -> None:
    """Table, the rule against overlapping versions, wall."""
    op.create_table(
        "banenafspraak_targets",
        sa.Column("municipality_code", sa.Text(), nullable=False),
        sa.Column("sector", sa.Text(), nullable=False),
        sa.Column("jobs", sa.Numeric(precision=9, scale=1), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("valid", postgresql.DATERANGE(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("superseded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("recorded_by", sa.Uuid(), nullable=True),
        sa.Column("region_id", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("jobs >= 0", name=op.f("ck_banenafspraak_targets_jobs")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_banenafspraak_targets")),
        sa.UniqueConstraint("region_id", "id", name=op.f("uq_banenafspraak_targets_region_id_id")),
    )
    # As walls.no_overlap, for a subject that is a code within a region and not a row.
    same = ", ".join(
        f"textrange({column}, {column}, '[]') WITH &&" for column in ("region_id", "municipality_code", "sector")
    )
    op.execute(
        "ALTER TABLE banenafspraak_targets ADD CONSTRAINT ex_banenafspraak_targets_valid "
        f"EXCLUDE USING gist ({same}, valid WITH &&) WHERE (superseded_at IS NULL)"
    )
    walled("banenafspraak_targets")


def downgrade() -> None:
    """Drop it."""
    op.drop_table("banenafspraak_targets")
