"""Webhooks: addresses of coupled systems, and the messages to them."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

from wsp.foundation.walls import walled

revision = "0051"
down_revision = "0050"


def upgrade() -> None:
    """Two tables inside the wall; the messages are the outbox."""
    op.create_table(
        "webhooks",
        sa.Column("coupling_id", sa.Uuid(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("events", JSONB(), nullable=False),
        sa.Column("secret", sa.LargeBinary(), nullable=False),
        sa.Column("created_by_id", sa.Uuid(), nullable=False),
        sa.Column("stopped_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("region_id", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["region_id", "coupling_id"],
            ["couplings.region_id", "couplings.id"],
            name=op.f("fk_webhooks_region_id_coupling_id"),
        ),
        sa.ForeignKeyConstraint(["created_by_id"], ["users.id"], name=op.f("fk_webhooks_created_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_webhooks")),
        sa.UniqueConstraint("region_id", "id", name=op.f("uq_webhooks_region_id_id")),
    )
    op.create_index(op.f("ix_webhooks_coupling_id"), "webhooks", ["coupling_id"])
    op.create_table(
        "webhook_deliveries",
        sa.Column("webhook_id", sa.Uuid(), nullable=False),
        sa.Column("event", sa.Text(), nullable=False),
        sa.Column("record_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("next_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_answer", sa.Text(), nullable=True),
        sa.Column("delivered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("region_id", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["region_id", "webhook_id"],
            ["webhooks.region_id", "webhooks.id"],
            name=op.f("fk_webhook_deliveries_region_id_webhook_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_webhook_deliveries")),
        sa.UniqueConstraint("region_id", "id", name=op.f("uq_webhook_deliveries_region_id_id")),
    )
    op.create_index(op.f("ix_webhook_deliveries_webhook_id"), "webhook_deliveries", ["webhook_id"])
    op.create_index(
        "ix_webhook_deliveries_due",
        "webhook_deliveries",
        ["region_id", "next_at"],
        postgresql_where=sa.text("state = 'wacht'"),
    )
    walled("webhooks")
    walled("webhook_deliveries")


def downgrade() -> None:
    """Nobody is told any more."""
    op.drop_table("webhook_deliveries")
    op.drop_table("webhooks")
