"""Which version of the statement of social return the employer may read in the portal."""

import sqlalchemy as sa
from alembic import op

revision = "0058"
down_revision = "0057"
_TABLE = "social_return_obligations"


def upgrade() -> None:
    """Nothing is shown of what was made before: somebody decides that per statement."""
    op.add_column(_TABLE, sa.Column("told_edition", sa.Integer(), nullable=True))


def downgrade() -> None:
    """Statements are only sent by hand."""
    op.drop_column(_TABLE, "told_edition")
