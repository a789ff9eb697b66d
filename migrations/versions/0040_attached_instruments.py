"""What was answered for an instrument that somebody attached to a placement."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0040"
down_revision = "0039"


def upgrade() -> None:
    """One column; until now every instrument was assessed from the placement alone."""
    op.add_column(
        "placement_instruments",
        sa.Column("facts", postgresql.JSONB(), nullable=False, server_default=sa.text("'{}'::jsonb")),
    )


def downgrade() -> None:
    """Drop it."""
    op.drop_column("placement_instruments", "facts")
