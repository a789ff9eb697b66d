"""Which record of another system became which record here."""

import sqlalchemy as sa
from alembic import op

from wsp.foundation.walls import walled

revision = "0018"
down_revision = "0017"


def upgrade() -> None:
    """Table, wall and grants."""
    op.create_table(
        "external_ids",
        sa.Column("system", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("external_id", sa.Text(), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("fingerprint", sa.Text(), nullable=False),
        sa.Column("imported_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("region_id", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_external_ids")),
        sa.UniqueConstraint("region_id", "id", name=op.f("uq_external_ids_region_id_id")),
        sa.UniqueConstraint(
            "region_id", "system", "kind", "external_id", name=op.f("uq_external_ids_region_id_system_kind_external_id")
        ),
    )
    op.create_index(op.f("ix_external_ids_subject_id"), "external_ids", ["subject_id"], unique=False)
    walled("external_ids")


def downgrade() -> None:
    """Drop it: a later import would then add everything again."""
    op.drop_table("external_ids")
