"""A letter is kept in two forms, with the reason of a new version and what was typed for it."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0046"
down_revision = "0045"
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
    """The old key knows one form and one matter: what else there is becomes a later edition, and nothing is lost."""
    op.execute(
        "UPDATE documents SET edition = documents.edition + moved.more FROM ("
        " SELECT id, row_number() OVER twins - 1 AS place,"
        " max(edition) OVER (PARTITION BY region_id, subject_kind, subject_id, kind)"
        " * (row_number() OVER twins - 1)::int AS more FROM documents"
        " WINDOW twins AS (PARTITION BY region_id, subject_kind, subject_id, kind, edition"
        " ORDER BY media_type DESC, matter, id)"
        ") AS moved WHERE moved.id = documents.id AND moved.place > 0"
    )
    op.drop_constraint(op.f(_NEW), "documents", type_="unique")
    op.create_unique_constraint(op.f(_OLD), "documents", [*_KEY, "edition"])
    op.drop_column("documents", "filled")
    op.drop_column("documents", "reason")
    op.drop_column("documents", "matter")
