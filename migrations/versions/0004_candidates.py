"""Candidates: profile, loonwaarde, register check, agreements."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from wsp.foundation.walls import no_overlap, walled

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Tables, then walls and grants."""
    op.create_table(
        "candidates",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("client_manager_id", sa.Uuid(), nullable=True),
        sa.Column("job_coach_id", sa.Uuid(), nullable=True),
        sa.Column("stage", sa.Text(), nullable=False),
        sa.Column("first_name", sa.Text(), nullable=False),
        sa.Column("name_prefix", sa.Text(), nullable=True),
        sa.Column("last_name", sa.Text(), nullable=False),
        sa.Column("sort_key", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=True),
        sa.Column("phone", sa.Text(), nullable=True),
        sa.Column("profile_text", sa.Text(), nullable=True),
        sa.Column("skills", postgresql.JSONB(), nullable=True),
        sa.Column("education_level", sa.Integer(), nullable=True),
        sa.Column("diplomas", postgresql.JSONB(), nullable=True),
        sa.Column("language_nl", sa.Integer(), nullable=True),
        sa.Column("driving_licences", postgresql.JSONB(), nullable=True),
        sa.Column("transport", postgresql.JSONB(), nullable=True),
        sa.Column("max_travel_minutes", sa.Integer(), nullable=True),
        sa.Column("hours_min", sa.Numeric(precision=4, scale=1), nullable=True),
        sa.Column("hours_max", sa.Numeric(precision=4, scale=1), nullable=True),
        sa.Column("shifts", postgresql.JSONB(), nullable=True),
        sa.Column("available_from", sa.Date(), nullable=True),
        sa.Column("cannot", postgresql.JSONB(), nullable=True),
        sa.Column("guidance", sa.Text(), nullable=True),
        sa.Column("motivation", sa.Integer(), nullable=True),
        sa.Column("development_wish", sa.Text(), nullable=True),
        sa.Column("waiting_since", sa.Date(), nullable=True),
        sa.Column("field_sources", postgresql.JSONB(), nullable=False),
        sa.Column("profile_checked_on", sa.Date(), nullable=True),
        sa.Column("last_spoken_on", sa.Date(), nullable=True),
        sa.Column("automatic_matching", sa.Boolean(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("region_id", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("education_level BETWEEN 0 AND 7", name=op.f("ck_candidates_education_level")),
        sa.CheckConstraint("hours_max >= hours_min", name=op.f("ck_candidates_hours")),
        sa.CheckConstraint("language_nl BETWEEN 0 AND 4", name=op.f("ck_candidates_language_nl")),
        sa.CheckConstraint("motivation BETWEEN 1 AND 5", name=op.f("ck_candidates_motivation")),
        sa.ForeignKeyConstraint(["client_manager_id"], ["users.id"], name=op.f("fk_candidates_client_manager_id")),
        sa.ForeignKeyConstraint(["job_coach_id"], ["users.id"], name=op.f("fk_candidates_job_coach_id")),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisations.id"], name=op.f("fk_candidates_organisation_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_candidates")),
        sa.UniqueConstraint("region_id", "id", name=op.f("uq_candidates_region_id_id")),
        sa.UniqueConstraint("region_id", "number", name=op.f("uq_candidates_region_id_number")),
    )
    op.create_index("ix_candidates_region_id_sort_key", "candidates", ["region_id", "sort_key"], unique=False)
    op.create_index("ix_candidates_region_id_stage", "candidates", ["region_id", "stage"], unique=False)
    op.create_table(
        "candidate_experiences",
        sa.Column("candidate_id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("occupation_code", sa.Text(), nullable=True),
        sa.Column("years", sa.Numeric(precision=4, scale=1), nullable=True),
        sa.Column("ended_year", sa.Integer(), nullable=True),
        sa.Column("region_id", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["region_id", "candidate_id"],
            ["candidates.region_id", "candidates.id"],
            name=op.f("fk_candidate_experiences_region_id_candidate_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_candidate_experiences")),
        sa.UniqueConstraint("region_id", "id", name=op.f("uq_candidate_experiences_region_id_id")),
    )
    op.create_index(
        op.f("ix_candidate_experiences_candidate_id"), "candidate_experiences", ["candidate_id"], unique=False
    )
    op.create_table(
        "candidate_personal",
        sa.Column("candidate_id", sa.Uuid(), nullable=False),
        sa.Column("birth_date", sa.Date(), nullable=True),
        sa.Column("sex", sa.Text(), nullable=True),
        sa.Column("bsn", sa.LargeBinary(), nullable=True),
        sa.Column("bsn_lookup", sa.Text(), nullable=True),
        sa.Column("region_id", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["region_id", "candidate_id"],
            ["candidates.region_id", "candidates.id"],
            name=op.f("fk_candidate_personal_region_id_candidate_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_candidate_personal")),
        sa.UniqueConstraint("region_id", "bsn_lookup", name=op.f("uq_candidate_personal_region_id_bsn_lookup")),
        sa.UniqueConstraint("region_id", "candidate_id", name=op.f("uq_candidate_personal_region_id_candidate_id")),
        sa.UniqueConstraint("region_id", "id", name=op.f("uq_candidate_personal_region_id_id")),
    )
    op.create_table(
        "candidate_residences",
        sa.Column("candidate_id", sa.Uuid(), nullable=False),
        sa.Column("postcode", sa.Text(), nullable=True),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("municipality_code", sa.Text(), nullable=False),
        sa.Column("valid", postgresql.DATERANGE(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("superseded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("recorded_by", sa.Uuid(), nullable=True),
        sa.Column("region_id", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["region_id", "candidate_id"],
            ["candidates.region_id", "candidates.id"],
            name=op.f("fk_candidate_residences_region_id_candidate_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_candidate_residences")),
        sa.UniqueConstraint("region_id", "id", name=op.f("uq_candidate_residences_region_id_id")),
    )
    op.create_index(
        op.f("ix_candidate_residences_candidate_id"), "candidate_residences", ["candidate_id"], unique=False
    )
    op.create_table(
        "candidate_wishes",
        sa.Column("candidate_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("occupation_code", sa.Text(), nullable=True),
        sa.Column("region_id", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["region_id", "candidate_id"],
            ["candidates.region_id", "candidates.id"],
            name=op.f("fk_candidate_wishes_region_id_candidate_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_candidate_wishes")),
        sa.UniqueConstraint("region_id", "id", name=op.f("uq_candidate_wishes_region_id_id")),
    )
    op.create_index(op.f("ix_candidate_wishes_candidate_id"), "candidate_wishes", ["candidate_id"], unique=False)
    op.create_table(
        "loonwaarde_indications",
        sa.Column("candidate_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("percentage", sa.Integer(), nullable=False),
        sa.Column("function_title", sa.Text(), nullable=True),
        sa.Column("measured_on", sa.Date(), nullable=True),
        sa.Column("expert", sa.Text(), nullable=True),
        sa.Column("valid", postgresql.DATERANGE(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("superseded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("recorded_by", sa.Uuid(), nullable=True),
        sa.Column("region_id", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("percentage BETWEEN 0 AND 100", name=op.f("ck_loonwaarde_indications_percentage")),
        sa.ForeignKeyConstraint(
            ["region_id", "candidate_id"],
            ["candidates.region_id", "candidates.id"],
            name=op.f("fk_loonwaarde_indications_region_id_candidate_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_loonwaarde_indications")),
        sa.UniqueConstraint("region_id", "id", name=op.f("uq_loonwaarde_indications_region_id_id")),
    )
    op.create_index(
        op.f("ix_loonwaarde_indications_candidate_id"),
        "loonwaarde_indications",
        ["candidate_id"],
        unique=False,
    )
    op.create_table(
        "register_checks",
        sa.Column("candidate_id", sa.Uuid(), nullable=False),
        sa.Column("in_register", sa.Boolean(), nullable=False),
        sa.Column("checked_on", sa.Date(), nullable=False),
        sa.Column("valid", postgresql.DATERANGE(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("superseded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("recorded_by", sa.Uuid(), nullable=True),
        sa.Column("region_id", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["region_id", "candidate_id"],
            ["candidates.region_id", "candidates.id"],
            name=op.f("fk_register_checks_region_id_candidate_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_register_checks")),
        sa.UniqueConstraint("region_id", "id", name=op.f("uq_register_checks_region_id_id")),
    )
    op.create_index(op.f("ix_register_checks_candidate_id"), "register_checks", ["candidate_id"], unique=False)
    op.create_table(
        "sharing_agreements",
        sa.Column("candidate_id", sa.Uuid(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("employer_id", sa.Uuid(), nullable=True),
        sa.Column("given", sa.Boolean(), nullable=False),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.Column("given_on", sa.Date(), nullable=False),
        sa.Column("valid", postgresql.DATERANGE(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("superseded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("recorded_by", sa.Uuid(), nullable=True),
        sa.Column("region_id", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["region_id", "candidate_id"],
            ["candidates.region_id", "candidates.id"],
            name=op.f("fk_sharing_agreements_region_id_candidate_id"),
        ),
        sa.ForeignKeyConstraint(
            ["region_id", "employer_id"],
            ["employers.region_id", "employers.id"],
            name=op.f("fk_sharing_agreements_region_id_employer_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sharing_agreements")),
        sa.UniqueConstraint("region_id", "id", name=op.f("uq_sharing_agreements_region_id_id")),
    )
    op.create_index(op.f("ix_sharing_agreements_candidate_id"), "sharing_agreements", ["candidate_id"], unique=False)
    walled("candidates")
    walled("candidate_personal")
    # Detail rows without a history of their own: saving the form replaces them.
    walled("candidate_wishes", app="SELECT, INSERT, UPDATE, DELETE")
    # Detail rows without a history of their own: saving the form replaces them.
    walled("candidate_experiences", app="SELECT, INSERT, UPDATE, DELETE")
    walled("candidate_residences")
    no_overlap("candidate_residences", "candidate_id")
    walled("loonwaarde_indications")
    no_overlap("loonwaarde_indications", "candidate_id")
    walled("register_checks")
    no_overlap("register_checks", "candidate_id")
    walled("sharing_agreements")


def downgrade() -> None:
    """Drop them."""
    op.drop_table("sharing_agreements")
    op.drop_table("register_checks")
    op.drop_table("loonwaarde_indications")
    op.drop_table("candidate_residences")
    op.drop_table("candidate_experiences")
    op.drop_table("candidate_wishes")
    op.drop_table("candidate_personal")
    op.drop_table("candidates")
