"""Sessions know the organisation worked for, users their home region and temporary passwords; audit rows of log-in."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"

_REGION = "current_setting('wsp.region', true)"


def upgrade() -> None:
    """Columns, and a wall for the logs that also takes (but never shows) rows from before a region is known."""
    op.add_column("users", sa.Column("password_temporary_until", sa.DateTime(timezone=True), nullable=True))
    op.add_column("users", sa.Column("home_region_id", sa.Text(), nullable=True))
    op.execute(
        "UPDATE users SET home_region_id = coalesce("
        "(SELECT m.region_id FROM memberships m WHERE m.user_id = users.id ORDER BY m.created_at, m.id LIMIT 1), '')"
    )
    op.alter_column("users", "home_region_id", nullable=False)
    op.add_column("user_sessions", sa.Column("organisation_id", sa.Uuid(), nullable=True))
    op.create_foreign_key(
        op.f("fk_user_sessions_organisation_id"),
        "user_sessions",
        "organisations",
        ["organisation_id"],
        ["id"],
    )
    op.create_index("ix_login_attempts_origin_hash_created_at", "login_attempts", ["origin_hash", "created_at"])
    op.create_index("ix_memberships_region_id", "memberships", ["region_id"])
    # Sessions from before know no organisation: their owners log in again.
    op.execute("UPDATE user_sessions SET revoked_at = now() WHERE revoked_at IS NULL")
    op.execute("DROP POLICY region_wall ON audit_events")
    op.execute(
        f"CREATE POLICY region_wall ON audit_events USING (region_id = nullif({_REGION}, '')) "
        f"WITH CHECK (region_id = coalesce({_REGION}, ''))"
    )


def downgrade() -> None:
    """Back to one wall for all."""
    op.execute("DROP POLICY region_wall ON audit_events")
    op.execute(
        f"CREATE POLICY region_wall ON audit_events USING (region_id = nullif({_REGION}, '')) "
        f"WITH CHECK (region_id = nullif({_REGION}, ''))"
    )
    op.drop_index("ix_memberships_region_id", "memberships")
    op.drop_index("ix_login_attempts_origin_hash_created_at", "login_attempts")
    op.drop_constraint(op.f("fk_user_sessions_organisation_id"), "user_sessions", type_="foreignkey")
    op.drop_column("user_sessions", "organisation_id")
    op.drop_column("users", "home_region_id")
    op.drop_column("users", "password_temporary_until")
