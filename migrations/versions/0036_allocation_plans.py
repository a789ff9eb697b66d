"""Verdeelplannen: what was asked, what came of it, and what people did with each proposed pair."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

from wsp.foundation.walls import walled

revision = "0036"
down_revision = "0035"


def upgrade() -> None:
    """Two tables inside the wall, and one plan at a time."""
    op.create_table(
        "allocation_plans",
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=True),
        sa.Column("planned_on", sa.Date(), nullable=False),
        sa.Column("engine_version", sa.Text(), nullable=False),
        sa.Column("weights_version", sa.Text(), nullable=False),
        sa.Column("choices", JSONB(), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("outcome", JSONB(), nullable=True),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("region_id", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_allocation_plans_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_allocation_plans")),
        sa.UniqueConstraint("region_id", "id", name=op.f("uq_allocation_plans_region_id_id")),
    )
    op.create_index(
        "uq_allocation_plans_busy",
        "allocation_plans",
        ["region_id"],
        unique=True,
        postgresql_where=sa.text("state IN ('wacht', 'loopt')"),
    )
    op.create_table(
        "allocation_pairs",
        sa.Column("plan_id", sa.Uuid(), nullable=False),
        sa.Column("vacancy_id", sa.Uuid(), nullable=False),
        sa.Column("candidate_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("score", sa.Float(), nullable=False),
        sa.Column("chance", sa.Float(), nullable=False),
        sa.Column("subsidy", sa.Integer(), nullable=False),
        sa.Column("value", sa.Integer(), nullable=False),
        sa.Column("otherwise", sa.Integer(), nullable=True),
        sa.Column("decision", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("decided_by_id", sa.Uuid(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("region_id", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        *(
            sa.ForeignKeyConstraint(
                ["region_id", column],
                [f"{table}.region_id", f"{table}.id"],
                name=op.f(f"fk_allocation_pairs_region_id_{column}"),
            )
            for column, table in (
                ("plan_id", "allocation_plans"),
                ("vacancy_id", "vacancies"),
                ("candidate_id", "candidates"),
            )
        ),
        sa.ForeignKeyConstraint(["decided_by_id"], ["users.id"], name=op.f("fk_allocation_pairs_decided_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_allocation_pairs")),
        sa.UniqueConstraint("region_id", "id", name=op.f("uq_allocation_pairs_region_id_id")),
        sa.UniqueConstraint(
            "region_id", "plan_id", "candidate_id", name=op.f("uq_allocation_pairs_region_id_plan_id_candidate_id")
        ),
    )
    op.create_index("ix_allocation_pairs_candidate_id", "allocation_pairs", ["candidate_id"])
    walled("allocation_plans")
    walled("allocation_pairs")


def downgrade() -> None:
    """Drop both."""
    op.drop_table("allocation_pairs")
    op.drop_table("allocation_plans")
