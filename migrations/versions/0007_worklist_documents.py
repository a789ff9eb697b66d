"""Tasks with a due date; letters kept with a dossier."""

import sqlalchemy as sa
from alembic import op

from wsp.foundation.walls import walled

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Tables, then walls and grants."""
    op.create_table(
        "documents",
        sa.Column("subject_kind", sa.Text(), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("filename", sa.Text(), nullable=False),
        sa.Column("media_type", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("made_by_id", sa.Uuid(), nullable=True),
        sa.Column("region_id", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["made_by_id"], ["users.id"], name=op.f("fk_documents_made_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_documents")),
        sa.UniqueConstraint("region_id", "id", name=op.f("uq_documents_region_id_id")),
        sa.UniqueConstraint(
            "region_id",
            "subject_kind",
            "subject_id",
            "kind",
            "edition",
            name=op.f("uq_documents_region_id_subject_kind_subject_id_kind_edition"),
        ),
    )
    op.create_index("ix_documents_subject", "documents", ["region_id", "subject_kind", "subject_id"], unique=False)
    op.create_table(
        "tasks",
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("subject_kind", sa.Text(), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("assigned_to_id", sa.Uuid(), nullable=True),
        sa.Column("organisation_id", sa.Uuid(), nullable=True),
        sa.Column("key", sa.Text(), nullable=True),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("done_by_id", sa.Uuid(), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=True),
        sa.Column("region_id", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["assigned_to_id"], ["users.id"], name=op.f("fk_tasks_assigned_to_id")),
        sa.ForeignKeyConstraint(["done_by_id"], ["users.id"], name=op.f("fk_tasks_done_by_id")),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisations.id"], name=op.f("fk_tasks_organisation_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tasks")),
        sa.UniqueConstraint("region_id", "id", name=op.f("uq_tasks_region_id_id")),
    )
    op.create_index(
        "ix_tasks_open",
        "tasks",
        ["region_id", "assigned_to_id", "due_on"],
        unique=False,
        postgresql_where=sa.text("done_at IS NULL"),
    )
    op.create_index("ix_tasks_subject", "tasks", ["region_id", "subject_kind", "subject_id"], unique=False)
    op.create_index(
        "uq_tasks_key",
        "tasks",
        ["region_id", "key"],
        unique=True,
        postgresql_where=sa.text("key IS NOT NULL"),
    )
    walled("tasks")
    walled("documents", app="SELECT, INSERT")


def downgrade() -> None:
    """Drop them."""
    op.drop_table("documents")
    op.drop_table("tasks")
