"""The file of a job coach: granted hours, goals and a log of time."""

import sqlalchemy as sa
from alembic import op

from wsp.foundation.walls import walled

revision = "0052"
down_revision = "0051"


def upgrade() -> None:
    """Three tables about a placement, each inside the wall."""
    op.create_table(
        "coaching_blocks",
        sa.Column("placement_id", sa.Uuid(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("hours", sa.Numeric(6, 1), nullable=False),
        sa.Column("granted_by", sa.Text(), nullable=False),
        sa.Column("supervisor", sa.Text(), nullable=True),
        sa.Column("plan", sa.Text(), nullable=True),
        sa.Column("recorded_by_id", sa.Uuid(), nullable=True),
        sa.UniqueConstraint(
            "region_id", "placement_id", "starts_on", name=op.f("uq_coaching_blocks_region_id_placement_id_starts_on")
        ),
        sa.CheckConstraint("ends_on >= starts_on", name=op.f("ck_coaching_blocks_ends_after_start")),
        sa.CheckConstraint("hours > 0 AND hours <= 2000", name=op.f("ck_coaching_blocks_hours")),
        sa.ForeignKeyConstraint(["recorded_by_id"], ["users.id"], name=op.f("fk_coaching_blocks_recorded_by_id")),
        *_of_placement("coaching_blocks"),
    )
    op.create_index(op.f("ix_coaching_blocks_placement_id"), "coaching_blocks", ["placement_id"])
    op.create_table(
        "coaching_goals",
        sa.Column("placement_id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("state_since", sa.Date(), nullable=False),
        sa.Column("recorded_by_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["recorded_by_id"], ["users.id"], name=op.f("fk_coaching_goals_recorded_by_id")),
        *_of_placement("coaching_goals"),
    )
    op.create_index(op.f("ix_coaching_goals_placement_id"), "coaching_goals", ["placement_id"])
    op.create_table(
        "coaching_hours",
        sa.Column("placement_id", sa.Uuid(), nullable=False),
        sa.Column("goal_id", sa.Uuid(), nullable=True),
        sa.Column("worked_on", sa.Date(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("user_id", sa.Uuid(), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("minutes BETWEEN 1 AND 720", name=op.f("ck_coaching_hours_minutes")),
        sa.ForeignKeyConstraint(
            ["region_id", "goal_id"],
            ["coaching_goals.region_id", "coaching_goals.id"],
            name=op.f("fk_coaching_hours_region_id_goal_id"),
        ),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_coaching_hours_user_id")),
        *_of_placement("coaching_hours"),
    )
    op.create_index(op.f("ix_coaching_hours_goal_id"), "coaching_hours", ["goal_id"])
    op.create_index("ix_coaching_hours_placement_id_worked_on", "coaching_hours", ["placement_id", "worked_on"])
    for table in ("coaching_blocks", "coaching_goals", "coaching_hours"):
        walled(table)


def downgrade() -> None:
    """Drop them, the log first: it names goals."""
    for table in ("coaching_hours", "coaching_goals", "coaching_blocks"):
        op.drop_table(table)


def _of_placement(table: str) -> list[sa.schema.SchemaItem]:
    """The columns and keys of every versioned row of a region that belongs to a placement."""
    return [
        sa.Column("region_id", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["region_id", "placement_id"],
            ["placements.region_id", "placements.id"],
            name=op.f(f"fk_{table}_region_id_placement_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        sa.UniqueConstraint("region_id", "id", name=op.f(f"uq_{table}_region_id_id")),
    ]
