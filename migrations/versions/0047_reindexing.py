"""Runs that count every subsidy again, the amounts that they changed, and when a value of law was looked at."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

from wsp.foundation.walls import walled

revision = "0047"
down_revision = "0046"


def upgrade() -> None:
    """Three tables inside the wall, and one real run at a time."""
    op.create_table(
        "reindexings",
        sa.Column("cause", sa.Text(), nullable=False),
        sa.Column("effective_on", sa.Date(), nullable=False),
        sa.Column("proposal_id", sa.Uuid(), nullable=True),
        sa.Column("codes", JSONB(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=True),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("at_code", sa.Text(), nullable=True),
        sa.Column("cursor", sa.Uuid(), nullable=True),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("counts", JSONB(), nullable=False),
        sa.Column("before_total", sa.Numeric(12, 2), nullable=False),
        sa.Column("after_total", sa.Numeric(12, 2), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("region_id", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["region_id", "proposal_id"],
            ["policy_proposals.region_id", "policy_proposals.id"],
            name=op.f("fk_reindexings_region_id_proposal_id"),
        ),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_reindexings_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reindexings")),
        sa.UniqueConstraint("region_id", "id", name=op.f("uq_reindexings_region_id_id")),
    )
    op.create_index(
        "uq_reindexings_busy",
        "reindexings",
        ["region_id"],
        unique=True,
        postgresql_where=sa.text("state IN ('wacht', 'loopt') AND cause <> 'voorbeeld'"),
    )
    op.create_table(
        "reindexed_amounts",
        sa.Column("reindexing_id", sa.Uuid(), nullable=False),
        sa.Column("placement_instrument_id", sa.Uuid(), nullable=False),
        sa.Column("before", sa.Numeric(12, 2), nullable=True),
        sa.Column("after", sa.Numeric(12, 2), nullable=True),
        sa.Column("provisional", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("region_id", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        *(
            sa.ForeignKeyConstraint(
                ["region_id", column],
                [f"{table}.region_id", f"{table}.id"],
                name=op.f(f"fk_reindexed_amounts_region_id_{column}"),
            )
            for column, table in (
                ("reindexing_id", "reindexings"),
                ("placement_instrument_id", "placement_instruments"),
            )
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reindexed_amounts")),
        sa.UniqueConstraint("region_id", "id", name=op.f("uq_reindexed_amounts_region_id_id")),
        sa.UniqueConstraint(
            "region_id",
            "reindexing_id",
            "placement_instrument_id",
            name=op.f("uq_reindexed_amounts_once"),
        ),
    )
    op.create_index("ix_reindexed_amounts_placement_instrument_id", "reindexed_amounts", ["placement_instrument_id"])
    op.create_table(
        "law_checks",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("checked_on", sa.Date(), nullable=False),
        sa.Column("checked_by_id", sa.Uuid(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("region_id", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["checked_by_id"], ["users.id"], name=op.f("fk_law_checks_checked_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_law_checks")),
        sa.UniqueConstraint("region_id", "id", name=op.f("uq_law_checks_region_id_id")),
    )
    op.create_index("ix_law_checks_code", "law_checks", ["region_id", "code", "checked_on"])
    walled("reindexings")
    walled("reindexed_amounts")
    walled("law_checks")


def downgrade() -> None:
    """Drop all three; the decisions that runs made stay."""
    op.drop_table("law_checks")
    op.drop_table("reindexed_amounts")
    op.drop_table("reindexings")
