"""Which organisation of the portal speaks for an employer."""

import sqlalchemy as sa
from alembic import op

from wsp.foundation.walls import walled

revision = "0021"
down_revision = "0020"


def upgrade() -> None:
    """Table, one running link per employer, wall."""
    op.create_table(
        "employer_portal_links",
        sa.Column("employer_id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("made_by_id", sa.Uuid(), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("region_id", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["region_id", "employer_id"],
            ["employers.region_id", "employers.id"],
            name=op.f("fk_employer_portal_links_region_id_employer_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name=op.f("fk_employer_portal_links_organisation_id")
        ),
        sa.ForeignKeyConstraint(["made_by_id"], ["users.id"], name=op.f("fk_employer_portal_links_made_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_employer_portal_links")),
        sa.UniqueConstraint("region_id", "id", name=op.f("uq_employer_portal_links_region_id_id")),
    )
    op.create_index(
        "uq_employer_portal_links_running",
        "employer_portal_links",
        ["region_id", "employer_id"],
        unique=True,
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.create_index(
        "ix_employer_portal_links_organisation_id",
        "employer_portal_links",
        ["region_id", "organisation_id"],
        unique=False,
    )
    walled("employer_portal_links")


def downgrade() -> None:
    """Drop it."""
    op.drop_table("employer_portal_links")
