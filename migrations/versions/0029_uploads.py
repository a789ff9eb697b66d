"""Files that are handed in for a dossier."""

import sqlalchemy as sa
from alembic import op

from wsp.foundation.walls import walled

revision = "0029"
down_revision = "0028"


def upgrade() -> None:
    """Table, wall."""
    op.create_table(
        "uploads",
        sa.Column("subject_kind", sa.Text(), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("media_type", sa.Text(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("scanned_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("scan_attempts", sa.Integer(), nullable=False),
        sa.Column("virus", sa.Text(), nullable=True),
        sa.Column("origin", sa.Text(), nullable=False),
        sa.Column("uploaded_by_id", sa.Uuid(), nullable=True),
        sa.Column("organisation_id", sa.Uuid(), nullable=True),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("removed_by_id", sa.Uuid(), nullable=True),
        sa.Column("region_id", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["uploaded_by_id"], ["users.id"], name=op.f("fk_uploads_uploaded_by_id")),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisations.id"], name=op.f("fk_uploads_organisation_id")),
        sa.ForeignKeyConstraint(["removed_by_id"], ["users.id"], name=op.f("fk_uploads_removed_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_uploads")),
        sa.UniqueConstraint("region_id", "id", name=op.f("uq_uploads_region_id_id")),
    )
    op.create_index("ix_uploads_subject", "uploads", ["region_id", "subject_kind", "subject_id"])
    op.create_index(
        "uq_uploads_same",
        "uploads",
        ["region_id", "subject_kind", "subject_id", "sha256"],
        unique=True,
        postgresql_where=sa.text("removed_at IS NULL"),
    )
    op.create_index(
        "ix_uploads_waiting", "uploads", ["region_id", "created_at"], postgresql_where=sa.text("state = 'quarantaine'")
    )
    # A scan that finds a virus empties the content; nothing else of the file's own facts changes.
    walled("uploads")


def downgrade() -> None:
    """Drop it."""
    op.drop_table("uploads")
