"""What a region's words weigh, learned once per month, so that every process ranks alike."""

import sqlalchemy as sa
from alembic import op

from wsp.foundation.walls import walled

revision = "0016"
down_revision = "0015"


def upgrade() -> None:
    """One table; written once, never changed."""
    op.create_table(
        "text_space_editions",
        sa.Column("month", sa.Text(), nullable=False),
        sa.Column("labels_edition", sa.Integer(), nullable=False),
        sa.Column("weights", sa.LargeBinary(), nullable=False),
        sa.Column("region_id", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_text_space_editions")),
        sa.UniqueConstraint("region_id", "id", name=op.f("uq_text_space_editions_region_id_id")),
        sa.UniqueConstraint(
            "region_id", "month", "labels_edition", name=op.f("uq_text_space_editions_region_id_month_labels_edition")
        ),
    )
    walled("text_space_editions", app="SELECT, INSERT")


def downgrade() -> None:
    """Drop it; it is learned again when needed."""
    op.drop_table("text_space_editions")
