"""The application may read which migration the database is at: its readiness check compares it with the code."""

from alembic import op

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    """Grant."""
    op.execute("GRANT SELECT ON alembic_version TO wsp_app")


def downgrade() -> None:
    """Take it back."""
    op.execute("REVOKE SELECT ON alembic_version FROM wsp_app")
