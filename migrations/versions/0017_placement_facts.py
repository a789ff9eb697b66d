"""Agreement of the client manager on an introduction; what a placement's instruments need to know."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"

_FACTS = ("in_doelgroep_lks", "forfaitair", "supported_or_school", "needs_guidance")


def upgrade() -> None:
    """Columns only; what is not known stays empty."""
    op.add_column("introductions", sa.Column("agreed_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("introductions", sa.Column("agreed_by_id", sa.Uuid(), nullable=True))
    op.create_foreign_key(op.f("fk_introductions_agreed_by_id"), "introductions", "users", ["agreed_by_id"], ["id"])
    op.add_column("placements", sa.Column("hours_reason", sa.Text(), nullable=True))
    for name in _FACTS:
        op.add_column("placements", sa.Column(name, sa.Boolean(), nullable=True))


def downgrade() -> None:
    """Drop them, with what was written in them."""
    for name in (*_FACTS, "hours_reason"):
        op.drop_column("placements", name)
    op.drop_constraint(op.f("fk_introductions_agreed_by_id"), "introductions", type_="foreignkey")
    op.drop_column("introductions", "agreed_by_id")
    op.drop_column("introductions", "agreed_at")
