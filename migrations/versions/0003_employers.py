"""Employers with establishments, contacts and contact moments."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from wsp.foundation.walls import granted, no_overlap, walled

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Tables, then walls and grants."""
    op.create_table(
        "businesses",
        sa.Column("kvk_number", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("rsin", sa.Text(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_businesses")),
        sa.UniqueConstraint("kvk_number", name=op.f("uq_businesses_kvk_number")),
    )
    op.create_table(
        "employers",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("business_id", sa.Uuid(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("sort_key", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("owner_id", sa.Uuid(), nullable=True),
        sa.Column("size_class", sa.Text(), nullable=True),
        sa.Column("website", sa.Text(), nullable=True),
        sa.Column("phone", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("region_id", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["business_id"], ["businesses.id"], name=op.f("fk_employers_business_id")),
        sa.ForeignKeyConstraint(["owner_id"], ["users.id"], name=op.f("fk_employers_owner_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_employers")),
        sa.UniqueConstraint("region_id", "business_id", name=op.f("uq_employers_region_id_business_id")),
        sa.UniqueConstraint("region_id", "id", name=op.f("uq_employers_region_id_id")),
        sa.UniqueConstraint("region_id", "number", name=op.f("uq_employers_region_id_number")),
    )
    op.create_index("ix_employers_region_id_sort_key", "employers", ["region_id", "sort_key"], unique=False)
    op.create_table(
        "employer_sectors",
        sa.Column("employer_id", sa.Uuid(), nullable=False),
        sa.Column("sector", sa.Text(), nullable=False),
        sa.Column("sbi_code", sa.Text(), nullable=True),
        sa.Column("valid", postgresql.DATERANGE(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("superseded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("recorded_by", sa.Uuid(), nullable=True),
        sa.Column("region_id", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["region_id", "employer_id"],
            ["employers.region_id", "employers.id"],
            name=op.f("fk_employer_sectors_region_id_employer_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_employer_sectors")),
        sa.UniqueConstraint("region_id", "id", name=op.f("uq_employer_sectors_region_id_id")),
    )
    op.create_index(op.f("ix_employer_sectors_employer_id"), "employer_sectors", ["employer_id"], unique=False)
    op.create_table(
        "establishments",
        sa.Column("employer_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("establishment_number", sa.Text(), nullable=True),
        sa.Column("street", sa.Text(), nullable=True),
        sa.Column("house_number", sa.Text(), nullable=True),
        sa.Column("postcode", sa.Text(), nullable=True),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("municipality_code", sa.Text(), nullable=True),
        sa.Column("public_transport", sa.Boolean(), nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("region_id", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["region_id", "employer_id"],
            ["employers.region_id", "employers.id"],
            name=op.f("fk_establishments_region_id_employer_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_establishments")),
        sa.UniqueConstraint("region_id", "id", name=op.f("uq_establishments_region_id_id")),
    )
    op.create_index(op.f("ix_establishments_employer_id"), "establishments", ["employer_id"], unique=False)
    op.create_table(
        "contacts",
        sa.Column("employer_id", sa.Uuid(), nullable=False),
        sa.Column("establishment_id", sa.Uuid(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("sort_key", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=True),
        sa.Column("email", sa.Text(), nullable=True),
        sa.Column("phone", sa.Text(), nullable=True),
        sa.Column("first_choice", sa.Boolean(), nullable=False),
        sa.Column("left_on", sa.Date(), nullable=True),
        sa.Column("region_id", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["region_id", "employer_id"],
            ["employers.region_id", "employers.id"],
            name=op.f("fk_contacts_region_id_employer_id"),
        ),
        sa.ForeignKeyConstraint(
            ["region_id", "establishment_id"],
            ["establishments.region_id", "establishments.id"],
            name=op.f("fk_contacts_region_id_establishment_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contacts")),
        sa.UniqueConstraint("region_id", "id", name=op.f("uq_contacts_region_id_id")),
    )
    op.create_index(op.f("ix_contacts_employer_id"), "contacts", ["employer_id"], unique=False)
    op.create_table(
        "contact_moments",
        sa.Column("employer_id", sa.Uuid(), nullable=False),
        sa.Column("contact_id", sa.Uuid(), nullable=True),
        sa.Column("user_id", sa.Uuid(), nullable=True),
        sa.Column("organisation_id", sa.Uuid(), nullable=True),
        sa.Column("occurred_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("report", sa.Text(), nullable=False),
        sa.Column("carving_possible", sa.Boolean(), nullable=False),
        sa.Column("next_action", sa.Text(), nullable=True),
        sa.Column("next_action_on", sa.Date(), nullable=True),
        sa.Column("region_id", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "next_action IS NULL OR next_action_on IS NOT NULL",
            name=op.f("ck_contact_moments_next_action_dated"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name=op.f("fk_contact_moments_organisation_id")
        ),
        sa.ForeignKeyConstraint(
            ["region_id", "contact_id"],
            ["contacts.region_id", "contacts.id"],
            name=op.f("fk_contact_moments_region_id_contact_id"),
        ),
        sa.ForeignKeyConstraint(
            ["region_id", "employer_id"],
            ["employers.region_id", "employers.id"],
            name=op.f("fk_contact_moments_region_id_employer_id"),
        ),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_contact_moments_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact_moments")),
        sa.UniqueConstraint("region_id", "id", name=op.f("uq_contact_moments_region_id_id")),
    )
    op.create_index(
        "ix_contact_moments_region_id_employer_id_occurred_at",
        "contact_moments",
        ["region_id", "employer_id", "occurred_at"],
        unique=False,
    )
    granted("businesses", app="SELECT, INSERT, UPDATE", retention="SELECT, UPDATE, DELETE")
    walled("employers")
    walled("employer_sectors")
    no_overlap("employer_sectors", "employer_id")
    walled("establishments")
    walled("contacts")
    walled("contact_moments", app="SELECT, INSERT")


def downgrade() -> None:
    """Drop them."""
    op.drop_table("contact_moments")
    op.drop_table("contacts")
    op.drop_table("establishments")
    op.drop_table("employer_sectors")
    op.drop_table("employers")
    op.drop_table("businesses")
