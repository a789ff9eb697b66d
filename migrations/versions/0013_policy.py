"""Dated values of law and policy that administrators entered and a second person approved."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from wsp.foundation.walls import walled

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    """Tables, the rule against overlapping versions, walls."""
    op.create_table(
        "policy_proposals",
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("municipality_code", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=True),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("published", sa.Date(), nullable=True),
        sa.Column("entered_by_id", sa.Uuid(), nullable=False),
        sa.Column("decided_by_id", sa.Uuid(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("verdict", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("region_id", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("(verdict IS NULL) = (decided_at IS NULL)", name=op.f("ck_policy_proposals_decided_whole")),
        sa.CheckConstraint(
            "verdict IS DISTINCT FROM 'goedgekeurd' OR decided_by_id <> entered_by_id",
            name=op.f("ck_policy_proposals_second_person"),
        ),
        sa.ForeignKeyConstraint(["entered_by_id"], ["users.id"], name=op.f("fk_policy_proposals_entered_by_id")),
        sa.ForeignKeyConstraint(["decided_by_id"], ["users.id"], name=op.f("fk_policy_proposals_decided_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_policy_proposals")),
        sa.UniqueConstraint("region_id", "id", name=op.f("uq_policy_proposals_region_id_id")),
    )
    op.create_index("ix_policy_proposals_region_id_verdict", "policy_proposals", ["region_id", "verdict"])
    op.create_table(
        "policy_values",
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("municipality_code", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("published", sa.Date(), nullable=True),
        sa.Column("entered_by_id", sa.Uuid(), nullable=False),
        sa.Column("approved_by_id", sa.Uuid(), nullable=False),
        sa.Column("checked_on", sa.Date(), nullable=False),
        sa.Column("valid", postgresql.DATERANGE(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("superseded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("recorded_by", sa.Uuid(), nullable=True),
        sa.Column("region_id", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["entered_by_id"], ["users.id"], name=op.f("fk_policy_values_entered_by_id")),
        sa.ForeignKeyConstraint(["approved_by_id"], ["users.id"], name=op.f("fk_policy_values_approved_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_policy_values")),
        sa.UniqueConstraint("region_id", "id", name=op.f("uq_policy_values_region_id_id")),
    )
    # As walls.no_overlap, for a subject that is a code within a region and not a row.
    columns = ("region_id", "kind", "code", "municipality_code")
    same = ", ".join(f"textrange({column}, {column}, '[]') WITH &&" for column in columns)
    op.execute(
        "ALTER TABLE policy_values ADD CONSTRAINT ex_policy_values_valid "
        f"EXCLUDE USING gist ({same}, valid WITH &&) WHERE (superseded_at IS NULL)"
    )
    walled("policy_proposals")
    walled("policy_values")


def downgrade() -> None:
    """Drop them."""
    op.drop_table("policy_values")
    op.drop_table("policy_proposals")
