"""Groups of candidates who do something together in a period."""

import sqlalchemy as sa
from alembic import op

from wsp.foundation.walls import walled

revision = "0054"
down_revision = "0053"


def upgrade() -> None:
    """Two tables inside the wall: the groups, and who is in them."""
    op.create_table(
        "cohorts",
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("goal", sa.Text(), nullable=True),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("leader", sa.Text(), nullable=True),
        sa.Column("places", sa.Integer(), nullable=False),
        sa.Column("made_by_id", sa.Uuid(), nullable=True),
        *_of_region("cohorts"),
        sa.CheckConstraint("ends_on >= starts_on", name=op.f("ck_cohorts_ends_after_start")),
        sa.CheckConstraint("places BETWEEN 1 AND 200", name=op.f("ck_cohorts_places")),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisations.id"], name=op.f("fk_cohorts_organisation_id")),
        sa.ForeignKeyConstraint(["made_by_id"], ["users.id"], name=op.f("fk_cohorts_made_by_id")),
    )
    op.create_index("ix_cohorts_region_id_ends_on", "cohorts", ["region_id", "ends_on"])
    op.create_table(
        "cohort_members",
        sa.Column("cohort_id", sa.Uuid(), nullable=False),
        sa.Column("candidate_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("state_since", sa.Date(), nullable=False),
        sa.Column("invited_on", sa.Date(), nullable=False),
        sa.Column("joined_on", sa.Date(), nullable=True),
        sa.Column("stop_reason", sa.Text(), nullable=True),
        sa.Column("invited_by_id", sa.Uuid(), nullable=True),
        *_of_region("cohort_members"),
        sa.CheckConstraint(
            "(state = 'gestopt') = (stop_reason IS NOT NULL)", name=op.f("ck_cohort_members_stop_reason")
        ),
        sa.UniqueConstraint(
            "region_id", "cohort_id", "candidate_id", name=op.f("uq_cohort_members_region_id_cohort_id_candidate_id")
        ),
        sa.ForeignKeyConstraint(
            ["region_id", "cohort_id"],
            ["cohorts.region_id", "cohorts.id"],
            name=op.f("fk_cohort_members_region_id_cohort_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["region_id", "candidate_id"],
            ["candidates.region_id", "candidates.id"],
            name=op.f("fk_cohort_members_region_id_candidate_id"),
        ),
        sa.ForeignKeyConstraint(["invited_by_id"], ["users.id"], name=op.f("fk_cohort_members_invited_by_id")),
    )
    op.create_index(op.f("ix_cohort_members_candidate_id"), "cohort_members", ["candidate_id"])
    walled("cohorts")
    # An invitation that was a mistake is taken back; that somebody did so is in the log.
    walled("cohort_members", app="SELECT, INSERT, UPDATE, DELETE")


def downgrade() -> None:
    """No groups are kept any more."""
    op.drop_table("cohort_members")
    op.drop_table("cohorts")


def _of_region(table: str) -> list[sa.schema.SchemaItem]:
    """The columns and keys of every versioned row of a region."""
    return [
        sa.Column("region_id", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        sa.UniqueConstraint("region_id", "id", name=op.f(f"uq_{table}_region_id_id")),
    ]
