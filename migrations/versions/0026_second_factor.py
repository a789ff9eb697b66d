"""Second factor, identities at OIDC providers, what a session knows of its log-in, kept forms, limits on requests."""

import sqlalchemy as sa
from alembic import op

from wsp.foundation.walls import granted, walled

revision = "0026"
down_revision = "0025"

_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Tables and columns; they stand outside the wall, since logging in comes before a region."""
    op.create_table(
        "second_factors",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("secret", sa.LargeBinary(), nullable=True),
        sa.Column("confirmed_at", _MOMENT, nullable=True),
        sa.Column("last_step", sa.Integer(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", _MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_second_factors_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_second_factors")),
        sa.UniqueConstraint("user_id", name=op.f("uq_second_factors_user_id")),
    )
    op.create_table(
        "recovery_codes",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("code_hash", sa.Text(), nullable=False),
        sa.Column("used_at", _MOMENT, nullable=True),
        sa.Column("withdrawn_at", _MOMENT, nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", _MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_recovery_codes_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recovery_codes")),
    )
    op.create_index(op.f("ix_recovery_codes_user_id"), "recovery_codes", ["user_id"])
    op.create_table(
        "external_identities",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("provider", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("sub", sa.Text(), nullable=False),
        sa.Column("last_login_at", _MOMENT, nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", _MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_external_identities_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_external_identities")),
        sa.UniqueConstraint("provider", "subject", name=op.f("uq_external_identities_provider_subject")),
    )
    op.create_index(op.f("ix_external_identities_user_id"), "external_identities", ["user_id"])
    op.add_column("user_sessions", sa.Column("method", sa.Text(), nullable=False, server_default="wachtwoord"))
    op.alter_column("user_sessions", "method", server_default=None)
    op.add_column("user_sessions", sa.Column("identity_id", sa.Uuid(), nullable=True))
    op.add_column("user_sessions", sa.Column("provider_session", sa.Text(), nullable=True))
    op.add_column("user_sessions", sa.Column("id_token", sa.LargeBinary(), nullable=True))
    op.add_column("user_sessions", sa.Column("verified_at", _MOMENT, nullable=True))
    op.create_foreign_key(
        op.f("fk_user_sessions_identity_id"), "user_sessions", "external_identities", ["identity_id"], ["id"]
    )
    op.create_index(op.f("ix_user_sessions_identity_id"), "user_sessions", ["identity_id"])
    op.create_table(
        "kept_forms",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("typed", sa.LargeBinary(), nullable=False),
        sa.Column("with_files", sa.Boolean(), nullable=False),
        sa.Column("expires_at", _MOMENT, nullable=False),
        sa.Column("region_id", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", _MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_kept_forms_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kept_forms")),
        sa.UniqueConstraint("region_id", "id", name=op.f("uq_kept_forms_region_id_id")),
    )
    op.create_index(op.f("ix_kept_forms_user_id"), "kept_forms", ["user_id"])
    op.create_table(
        "request_counts",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("started_at", _MOMENT, nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", _MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_request_counts_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_request_counts")),
        sa.UniqueConstraint("user_id", "kind", name=op.f("uq_request_counts_user_id_kind")),
    )
    # A form that was given back, or that nobody came back for, is thrown away at once.
    walled("kept_forms", app="SELECT, INSERT, DELETE")
    for table in ("second_factors", "recovery_codes", "external_identities", "request_counts"):
        granted(table, app="SELECT, INSERT, UPDATE", retention="SELECT, UPDATE, DELETE")


def downgrade() -> None:
    """Drop them."""
    op.drop_index(op.f("ix_user_sessions_identity_id"), "user_sessions")
    op.drop_constraint(op.f("fk_user_sessions_identity_id"), "user_sessions", type_="foreignkey")
    for column in ("verified_at", "id_token", "provider_session", "identity_id", "method"):
        op.drop_column("user_sessions", column)
    op.drop_table("request_counts")
    op.drop_table("kept_forms")
    op.drop_table("external_identities")
    op.drop_table("recovery_codes")
    op.drop_table("second_factors")
