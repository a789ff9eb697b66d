"""Vacancies that an employer sends from the portal, and messages between an employer and the WSP."""

import sqlalchemy as sa
from alembic import op

from wsp.foundation.walls import walled

revision = "0033"
down_revision = "0032"


def upgrade() -> None:
    """Two columns and a table, with its wall."""
    op.add_column("vacancies", sa.Column("request_key", sa.Uuid(), nullable=True))
    op.add_column("vacancies", sa.Column("review_note", sa.Text(), nullable=True))
    op.create_unique_constraint("uq_vacancies_region_id_request_key", "vacancies", ["region_id", "request_key"])
    op.create_table(
        "employer_messages",
        sa.Column("employer_id", sa.Uuid(), nullable=False),
        sa.Column("subject_kind", sa.Text(), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("from_employer", sa.Boolean(), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=True),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_by_id", sa.Uuid(), nullable=True),
        sa.Column("region_id", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("(answer IS NULL) = (answered_at IS NULL)", name=op.f("ck_employer_messages_answer_dated")),
        sa.ForeignKeyConstraint(
            ["region_id", "employer_id"],
            ["employers.region_id", "employers.id"],
            name=op.f("fk_employer_messages_region_id_employer_id"),
        ),
        sa.ForeignKeyConstraint(["author_id"], ["users.id"], name=op.f("fk_employer_messages_author_id")),
        sa.ForeignKeyConstraint(["answered_by_id"], ["users.id"], name=op.f("fk_employer_messages_answered_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_employer_messages")),
        sa.UniqueConstraint("region_id", "id", name=op.f("uq_employer_messages_region_id_id")),
    )
    op.create_index(
        "ix_employer_messages_region_id_employer_id_created_at",
        "employer_messages",
        ["region_id", "employer_id", "created_at"],
        unique=False,
    )
    op.create_index(
        "ix_employer_messages_subject", "employer_messages", ["region_id", "subject_kind", "subject_id"], unique=False
    )
    walled("employer_messages")


def downgrade() -> None:
    """Drop them."""
    op.drop_table("employer_messages")
    op.drop_constraint("uq_vacancies_region_id_request_key", "vacancies")
    op.drop_column("vacancies", "review_note")
    op.drop_column("vacancies", "request_key")
