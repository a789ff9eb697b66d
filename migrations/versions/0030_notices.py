"""Who is mailed about a task and how often; what exists already is not told anew."""

import sqlalchemy as sa
from alembic import op

from wsp.foundation.walls import walled

revision = "0030"
down_revision = "0029"


def upgrade() -> None:
    """Columns on tasks, and the choices of each user."""
    op.add_column("tasks", sa.Column("assigned_by_id", sa.Uuid(), nullable=True))
    op.add_column("tasks", sa.Column("told_at", sa.DateTime(timezone=True), nullable=True))
    op.create_foreign_key(op.f("fk_tasks_assigned_by_id"), "tasks", "users", ["assigned_by_id"], ["id"])
    op.execute("UPDATE tasks SET told_at = created_at")
    op.create_index(
        "ix_tasks_untold",
        "tasks",
        ["region_id", "due_on"],
        postgresql_where=sa.text("done_at IS NULL AND told_at IS NULL AND assigned_to_id IS NOT NULL"),
    )
    op.create_table(
        "notice_choices",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("frequency", sa.Text(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("region_id", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_notice_choices_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice_choices")),
        sa.UniqueConstraint("region_id", "id", name=op.f("uq_notice_choices_region_id_id")),
        sa.UniqueConstraint("region_id", "user_id", "kind", name=op.f("uq_notice_choices_region_id_user_id_kind")),
    )
    walled("notice_choices")


def downgrade() -> None:
    """Drop them."""
    op.drop_table("notice_choices")
    op.drop_index("ix_tasks_untold", "tasks")
    op.drop_constraint(op.f("fk_tasks_assigned_by_id"), "tasks", type_="foreignkey")
    op.drop_column("tasks", "told_at")
    op.drop_column("tasks", "assigned_by_id")
