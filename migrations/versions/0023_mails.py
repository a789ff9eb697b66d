"""The outbox: mails wait here until a mail server takes them."""

import sqlalchemy as sa
from alembic import op

from wsp.foundation.walls import walled

revision = "0023"
down_revision = "0022"


def upgrade() -> None:
    """Table, wall."""
    op.create_table(
        "mails",
        sa.Column("recipient", sa.Text(), nullable=False),
        sa.Column("recipient_name", sa.Text(), nullable=True),
        sa.Column("reply_to", sa.Text(), nullable=True),
        sa.Column("template", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("html", sa.Text(), nullable=True),
        sa.Column("message_id", sa.Text(), nullable=False),
        sa.Column("unsubscribe", sa.Text(), nullable=True),
        sa.Column("about_kind", sa.Text(), nullable=True),
        sa.Column("about_id", sa.Uuid(), nullable=True),
        sa.Column("sender_id", sa.Uuid(), nullable=True),
        sa.Column("key", sa.Text(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("next_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("claimed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_error", sa.Text(), nullable=True),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("region_id", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["sender_id"], ["users.id"], name=op.f("fk_mails_sender_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mails")),
        sa.UniqueConstraint("region_id", "id", name=op.f("uq_mails_region_id_id")),
    )
    op.create_index(
        "uq_mails_key", "mails", ["region_id", "key"], unique=True, postgresql_where=sa.text("key IS NOT NULL")
    )
    op.create_index(
        "ix_mails_open", "mails", ["region_id", "next_at"], postgresql_where=sa.text("state IN ('wacht', 'bezig')")
    )
    op.create_index("ix_mails_region_id_created_at", "mails", ["region_id", "created_at"])
    op.create_index("ix_mails_about", "mails", ["region_id", "about_kind", "about_id"])
    walled("mails")


def downgrade() -> None:
    """Drop it."""
    op.drop_table("mails")
