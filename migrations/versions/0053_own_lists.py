"""Lists of candidates that people keep by hand."""

import sqlalchemy as sa
from alembic import op

from wsp.foundation.walls import walled

revision = "0053"
down_revision = "0052"


def upgrade() -> None:
    """Two tables inside the wall: the lists, and who stands on them."""
    op.create_table(
        "own_lists",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("sharing", sa.Text(), nullable=False),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        *_of_region("own_lists"),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisations.id"], name=op.f("fk_own_lists_organisation_id")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_own_lists_user_id")),
    )
    op.create_index("ix_own_lists_user", "own_lists", ["region_id", "user_id"])
    op.create_table(
        "own_list_members",
        sa.Column("list_id", sa.Uuid(), nullable=False),
        sa.Column("candidate_id", sa.Uuid(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("added_by_id", sa.Uuid(), nullable=True),
        *_of_region("own_list_members"),
        sa.UniqueConstraint(
            "region_id", "list_id", "candidate_id", name=op.f("uq_own_list_members_region_id_list_id_candidate_id")
        ),
        sa.ForeignKeyConstraint(
            ["region_id", "list_id"],
            ["own_lists.region_id", "own_lists.id"],
            name=op.f("fk_own_list_members_region_id_list_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["region_id", "candidate_id"],
            ["candidates.region_id", "candidates.id"],
            name=op.f("fk_own_list_members_region_id_candidate_id"),
        ),
        sa.ForeignKeyConstraint(["added_by_id"], ["users.id"], name=op.f("fk_own_list_members_added_by_id")),
    )
    op.create_index(op.f("ix_own_list_members_candidate_id"), "own_list_members", ["candidate_id"])
    walled("own_lists")
    # Who is taken off a list stands on it no more; that somebody did so is in the log.
    walled("own_list_members", app="SELECT, INSERT, UPDATE, DELETE")


def downgrade() -> None:
    """Nobody's lists are kept any more."""
    op.drop_table("own_list_members")
    op.drop_table("own_lists")


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
