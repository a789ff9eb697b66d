"""Finding the same employer twice; the day for which a task was planned."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    """Fill the new columns of rows that are there: the sort key is close, the next edit makes it exact."""
    op.add_column("employers", sa.Column("match_key", sa.Text(), nullable=True))
    op.execute("UPDATE employers SET match_key = sort_key")
    op.alter_column("employers", "match_key", nullable=False)
    op.create_index("ix_employers_region_id_match_key", "employers", ["region_id", "match_key"])
    op.create_index("ix_employers_region_id_phone", "employers", ["region_id", "phone"])
    op.add_column("tasks", sa.Column("planned_on", sa.Date(), nullable=True))
    op.execute("UPDATE tasks SET planned_on = due_on")
    op.alter_column("tasks", "planned_on", nullable=False)


def downgrade() -> None:
    """Forget them."""
    op.drop_column("tasks", "planned_on")
    op.drop_index("ix_employers_region_id_phone", "employers")
    op.drop_index("ix_employers_region_id_match_key", "employers")
    op.drop_column("employers", "match_key")
