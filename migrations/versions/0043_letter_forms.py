"""A letter is kept in two forms, with the reason of a new version and what was typed for it."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0043"
down_revision = "0042"
_OLD = "uq_documents_region_id_subject_kind_subject_id_kind_edition"
_NEW = "uq_documents_one_form"
_KEY = ("region_id", "subject_kind", "subject_id", "kind")


def upgrade() -> None:
    """Columns that the letters made so far can do without, and a key per form."""
    op.add_column("documents", sa.Column("matter", sa.Text(), nullable=False, server_default=""))
    op.add_column("documents", sa.Column("reason", sa.Text(), nullable=True))
    op.add_column("documents", sa.Column("filled", JSONB(), nullable=True))
    op.drop_constraint(op.f(_OLD), "documents", type_="unique")
    op.create_unique_constraint(op.f(_NEW), "documents", [*_KEY, "matter", "edition", "media_type"])


def downgrade() -> None:
    """Only the PDF of each letter fits the old key; a second matter of one kind does not fit it at all."""
    op.execute("DELETE FROM documents WHERE media_type <> 'application/pdf' OR matter <> ''")
    op.drop_constraint(op.f(_NEW), "documents", type_="unique")
    op.create_unique_constraint(op.f(_OLD), "documents", [*_KEY, "edition"])
    op.drop_column("documents", "filled")
    op.drop_column("documents", "reason")
    op.drop_column("documents", "matter")
