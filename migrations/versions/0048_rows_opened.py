"""Which rows of a match list somebody looked at further: part of what the weights may be learned from."""

import sqlalchemy as sa
from alembic import op

revision = "0048"
down_revision = "0047"


def upgrade() -> None:
    """One moment per row, written once; the rest of a row never changes."""
    op.add_column("shortlist_rows", sa.Column("opened_at", sa.DateTime(timezone=True), nullable=True))
    op.execute("GRANT UPDATE (opened_at) ON shortlist_rows TO wsp_app")


def downgrade() -> None:
    """Nobody knows any more who was looked at."""
    op.execute("REVOKE UPDATE (opened_at) ON shortlist_rows FROM wsp_app")
    op.drop_column("shortlist_rows", "opened_at")
