"""Couplings: systems of other organisations with a token, and the keys of what they sent."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

from wsp.foundation.walls import walled

revision = "0049"
down_revision = "0048"


def upgrade() -> None:
    """Two tables inside the wall: the token itself names the region in which it is looked up."""
    op.create_table(
        "couplings",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("scopes", JSONB(), nullable=False),
        sa.Column("token_hash", sa.Text(), nullable=False),
        sa.Column("token_end", sa.Text(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("created_by_id", sa.Uuid(), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_by_id", sa.Uuid(), nullable=True),
        sa.Column("last_used_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("window_began_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("window_count", sa.Integer(), nullable=False),
        sa.Column("region_id", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisations.id"], name=op.f("fk_couplings_organisation_id")),
        sa.ForeignKeyConstraint(["created_by_id"], ["users.id"], name=op.f("fk_couplings_created_by_id")),
        sa.ForeignKeyConstraint(["withdrawn_by_id"], ["users.id"], name=op.f("fk_couplings_withdrawn_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_couplings")),
        sa.UniqueConstraint("region_id", "id", name=op.f("uq_couplings_region_id_id")),
        sa.UniqueConstraint("region_id", "token_hash", name=op.f("uq_couplings_region_id_token_hash")),
    )
    op.create_table(
        "coupling_requests",
        sa.Column("coupling_id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("fingerprint", sa.Text(), nullable=False),
        sa.Column("record_id", sa.Uuid(), nullable=True),
        sa.Column("region_id", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["region_id", "coupling_id"],
            ["couplings.region_id", "couplings.id"],
            name=op.f("fk_coupling_requests_region_id_coupling_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_coupling_requests")),
        sa.UniqueConstraint("region_id", "id", name=op.f("uq_coupling_requests_region_id_id")),
        sa.UniqueConstraint(
            "region_id", "coupling_id", "key", name=op.f("uq_coupling_requests_region_id_coupling_id_key")
        ),
    )
    walled("couplings")
    walled("coupling_requests")


def downgrade() -> None:
    """No other system comes in any more."""
    op.drop_table("coupling_requests")
    op.drop_table("couplings")
