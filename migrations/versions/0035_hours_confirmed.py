"""When an employer last confirmed the hours of a placement."""

import sqlalchemy as sa
from alembic import op

revision = "0035"
down_revision = "0034"


def upgrade() -> None:
    """One column; nobody confirmed anything before."""
    op.add_column("placements", sa.Column("hours_confirmed_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    """Drop it."""
    op.drop_column("placements", "hours_confirmed_at")
