"""What must be done about a placement, by whom and by when; tasks stay what they are: the work of one colleague."""

import sqlalchemy as sa
from alembic import op

from wsp.foundation.walls import walled

revision = "0043"
down_revision = "0042"


def upgrade() -> None:
    """Table and wall; rows come when a placement is looked at again, at the latest by the daily work."""
    op.create_table(
        "obligations",
        sa.Column("placement_id", sa.Uuid(), nullable=False),
        sa.Column("origin", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("party", sa.Text(), nullable=False),
        sa.Column("keeper", sa.Text(), nullable=True),
        sa.Column("instrument_code", sa.Text(), nullable=True),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("article", sa.Text(), nullable=False),
        sa.Column("certainty", sa.Text(), nullable=True),
        sa.Column("start_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("was_on", sa.Date(), nullable=True),
        sa.Column("change_reason", sa.Text(), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_by_id", sa.Uuid(), nullable=True),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("done_kind", sa.Text(), nullable=True),
        sa.Column("done_ref", sa.Uuid(), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=True),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("region_id", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("(state = 'open') = (closed_at IS NULL)", name=op.f("ck_obligations_closed_whole")),
        sa.CheckConstraint("(state = 'klaar') = (done_kind IS NOT NULL)", name=op.f("ck_obligations_done_whole")),
        sa.ForeignKeyConstraint(
            ["region_id", "placement_id"],
            ["placements.region_id", "placements.id"],
            name=op.f("fk_obligations_region_id_placement_id"),
        ),
        sa.ForeignKeyConstraint(["closed_by_id"], ["users.id"], name=op.f("fk_obligations_closed_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_obligations")),
        sa.UniqueConstraint("region_id", "id", name=op.f("uq_obligations_region_id_id")),
    )
    op.create_index(op.f("ix_obligations_placement_id"), "obligations", ["placement_id"])
    op.create_index("ix_obligations_region_id_state_due_on", "obligations", ["region_id", "state", "due_on"])
    op.create_index(
        "uq_obligations_open",
        "obligations",
        ["region_id", "placement_id", "key"],
        unique=True,
        postgresql_where=sa.text("state = 'open'"),
    )
    walled("obligations")


def downgrade() -> None:
    """Drop it: the tasks of staff stay, and are planned again from the facts."""
    op.drop_table("obligations")
