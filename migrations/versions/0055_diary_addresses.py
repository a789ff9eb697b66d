"""Secret addresses from which somebody's own diary reads their talks."""

import sqlalchemy as sa
from alembic import op

from wsp.foundation.walls import granted

revision = "0055"
down_revision = "0054"


def upgrade() -> None:
    """Table and grants; outside the wall as sessions are, since who calls is known only once the hash is found."""
    op.create_table(
        "diary_addresses",
        sa.Column("token_hash", sa.Text(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("region_id", sa.Text(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("last_used_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("window_began_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("window_count", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_diary_addresses_user_id")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name=op.f("fk_diary_addresses_organisation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_diary_addresses")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_diary_addresses_token_hash")),
    )
    op.create_index(
        "uq_diary_addresses_running",
        "diary_addresses",
        ["user_id", "region_id", "organisation_id"],
        unique=True,
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    granted("diary_addresses", app="SELECT, INSERT, UPDATE", retention="SELECT, UPDATE, DELETE")


def downgrade() -> None:
    """No address works any more."""
    op.drop_table("diary_addresses")
