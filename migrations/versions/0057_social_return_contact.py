"""Whom a municipality speaks to about an obligation of social return: a contact person of the employer."""

import sqlalchemy as sa
from alembic import op

revision = "0057"
down_revision = "0056"
_TABLE = "social_return_obligations"
_KEY = f"fk_{_TABLE}_region_id_contact_id"


def upgrade() -> None:
    """Nobody is named on what was entered before."""
    op.add_column(_TABLE, sa.Column("contact_id", sa.Uuid(), nullable=True))
    op.create_foreign_key(op.f(_KEY), _TABLE, "contacts", ["region_id", "contact_id"], ["region_id", "id"])


def downgrade() -> None:
    """Nobody is named any more."""
    op.drop_constraint(op.f(_KEY), _TABLE, type_="foreignkey")
    op.drop_column(_TABLE, "contact_id")
