"""Counters behind the numbers that people read aloud."""

import sqlalchemy as sa
from alembic import op

from wsp.foundation.walls import walled

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Make the counters, going on after the highest number that is in use already."""
    op.create_table(
        "number_series",
        sa.Column("series", sa.Text(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.Column("region_id", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_number_series")),
        sa.UniqueConstraint("region_id", "id", name=op.f("uq_number_series_region_id_id")),
        sa.UniqueConstraint("region_id", "series", name=op.f("uq_number_series_region_id_series")),
    )
    for series in ("employers", "candidates", "vacancies", "placements"):
        op.execute(
            "INSERT INTO number_series (id, created_at, region_id, series, last) "
            f"SELECT gen_random_uuid(), now(), region_id, '{series}', max(number) "
            f"FROM {series} GROUP BY region_id"
        )
    walled("number_series")


def downgrade() -> None:
    """Drop them; the numbers stand in the records themselves."""
    op.drop_table("number_series")
