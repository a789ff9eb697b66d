"""Introductions, placements, terms, loonwaarde and instruments."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from wsp.foundation.walls import no_overlap, walled

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Tables, then walls and grants."""
    op.create_table(
        "introductions",
        sa.Column("vacancy_id", sa.Uuid(), nullable=False),
        sa.Column("candidate_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("state_since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by_id", sa.Uuid(), nullable=True),
        sa.Column("shortlist_run_id", sa.Uuid(), nullable=True),
        sa.Column("motivation", sa.Text(), nullable=True),
        sa.Column("appointment_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("appointment_place", sa.Text(), nullable=True),
        sa.Column("closed_reason", sa.Text(), nullable=True),
        sa.Column("closed_note", sa.Text(), nullable=True),
        sa.Column("closed_shared", sa.Boolean(), nullable=False),
        sa.Column("region_id", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["made_by_id"], ["users.id"], name=op.f("fk_introductions_made_by_id")),
        sa.ForeignKeyConstraint(
            ["region_id", "candidate_id"],
            ["candidates.region_id", "candidates.id"],
            name=op.f("fk_introductions_region_id_candidate_id"),
        ),
        sa.ForeignKeyConstraint(
            ["region_id", "vacancy_id"],
            ["vacancies.region_id", "vacancies.id"],
            name=op.f("fk_introductions_region_id_vacancy_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_introductions")),
        sa.UniqueConstraint("region_id", "id", name=op.f("uq_introductions_region_id_id")),
    )
    op.create_index(op.f("ix_introductions_candidate_id"), "introductions", ["candidate_id"], unique=False)
    op.create_index("ix_introductions_region_id_state", "introductions", ["region_id", "state"], unique=False)
    op.create_index(
        "uq_introductions_open",
        "introductions",
        ["region_id", "vacancy_id", "candidate_id"],
        unique=True,
        postgresql_where=sa.text("state NOT IN ('afgewezen', 'teruggetrokken', 'verlopen')"),
    )
    op.create_table(
        "introduction_steps",
        sa.Column("introduction_id", sa.Uuid(), nullable=False),
        sa.Column("from_state", sa.Text(), nullable=True),
        sa.Column("to_state", sa.Text(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("region_id", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["region_id", "introduction_id"],
            ["introductions.region_id", "introductions.id"],
            name=op.f("fk_introduction_steps_region_id_introduction_id"),
        ),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_introduction_steps_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_introduction_steps")),
        sa.UniqueConstraint("region_id", "id", name=op.f("uq_introduction_steps_region_id_id")),
    )
    op.create_index(
        op.f("ix_introduction_steps_introduction_id"), "introduction_steps", ["introduction_id"], unique=False
    )
    op.create_table(
        "placements",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("candidate_id", sa.Uuid(), nullable=False),
        sa.Column("employer_id", sa.Uuid(), nullable=False),
        sa.Column("establishment_id", sa.Uuid(), nullable=True),
        sa.Column("vacancy_id", sa.Uuid(), nullable=True),
        sa.Column("introduction_id", sa.Uuid(), nullable=True),
        sa.Column("owner_id", sa.Uuid(), nullable=True),
        sa.Column("job_coach_id", sa.Uuid(), nullable=True),
        sa.Column("function_title", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("end_reason", sa.Text(), nullable=True),
        sa.Column("beschut", sa.Boolean(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("region_id", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("ends_on >= starts_on", name=op.f("ck_placements_ends_after_start")),
        sa.ForeignKeyConstraint(["job_coach_id"], ["users.id"], name=op.f("fk_placements_job_coach_id")),
        sa.ForeignKeyConstraint(["owner_id"], ["users.id"], name=op.f("fk_placements_owner_id")),
        sa.ForeignKeyConstraint(
            ["region_id", "candidate_id"],
            ["candidates.region_id", "candidates.id"],
            name=op.f("fk_placements_region_id_candidate_id"),
        ),
        sa.ForeignKeyConstraint(
            ["region_id", "employer_id"],
            ["employers.region_id", "employers.id"],
            name=op.f("fk_placements_region_id_employer_id"),
        ),
        sa.ForeignKeyConstraint(
            ["region_id", "establishment_id"],
            ["establishments.region_id", "establishments.id"],
            name=op.f("fk_placements_region_id_establishment_id"),
        ),
        sa.ForeignKeyConstraint(
            ["region_id", "introduction_id"],
            ["introductions.region_id", "introductions.id"],
            name=op.f("fk_placements_region_id_introduction_id"),
        ),
        sa.ForeignKeyConstraint(
            ["region_id", "vacancy_id"],
            ["vacancies.region_id", "vacancies.id"],
            name=op.f("fk_placements_region_id_vacancy_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_placements")),
        sa.UniqueConstraint("region_id", "id", name=op.f("uq_placements_region_id_id")),
        sa.UniqueConstraint("region_id", "number", name=op.f("uq_placements_region_id_number")),
    )
    op.create_index(op.f("ix_placements_candidate_id"), "placements", ["candidate_id"], unique=False)
    op.create_index(op.f("ix_placements_employer_id"), "placements", ["employer_id"], unique=False)
    op.create_index("ix_placements_region_id_starts_on", "placements", ["region_id", "starts_on"], unique=False)
    op.create_index("ix_placements_region_id_state", "placements", ["region_id", "state"], unique=False)
    op.create_index(op.f("ix_placements_vacancy_id"), "placements", ["vacancy_id"], unique=False)
    op.create_index(
        "uq_placements_introduction",
        "placements",
        ["region_id", "introduction_id"],
        unique=True,
        postgresql_where=sa.text("introduction_id IS NOT NULL"),
    )
    op.create_table(
        "placement_instruments",
        sa.Column("placement_id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("apply_before", sa.Date(), nullable=True),
        sa.Column("region_id", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["region_id", "placement_id"],
            ["placements.region_id", "placements.id"],
            name=op.f("fk_placement_instruments_region_id_placement_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_placement_instruments")),
        sa.UniqueConstraint("region_id", "id", name=op.f("uq_placement_instruments_region_id_id")),
        sa.UniqueConstraint(
            "region_id",
            "placement_id",
            "code",
            name=op.f("uq_placement_instruments_region_id_placement_id_code"),
        ),
    )
    op.create_index(
        op.f("ix_placement_instruments_placement_id"), "placement_instruments", ["placement_id"], unique=False
    )
    op.create_table(
        "placement_loonwaardes",
        sa.Column("placement_id", sa.Uuid(), nullable=False),
        sa.Column("percentage", sa.Integer(), nullable=False),
        sa.Column("measured_on", sa.Date(), nullable=False),
        sa.Column("expert", sa.Text(), nullable=False),
        sa.Column("valid", postgresql.DATERANGE(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("superseded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("recorded_by", sa.Uuid(), nullable=True),
        sa.Column("region_id", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("percentage BETWEEN 0 AND 100", name=op.f("ck_placement_loonwaardes_percentage")),
        sa.ForeignKeyConstraint(
            ["region_id", "placement_id"],
            ["placements.region_id", "placements.id"],
            name=op.f("fk_placement_loonwaardes_region_id_placement_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_placement_loonwaardes")),
        sa.UniqueConstraint("region_id", "id", name=op.f("uq_placement_loonwaardes_region_id_id")),
    )
    op.create_index(
        op.f("ix_placement_loonwaardes_placement_id"), "placement_loonwaardes", ["placement_id"], unique=False
    )
    op.create_table(
        "placement_terms",
        sa.Column("placement_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("hours_per_week", sa.Numeric(precision=4, scale=1), nullable=False),
        sa.Column("full_week_hours", sa.Numeric(precision=4, scale=1), nullable=False),
        sa.Column("wage_month", sa.Numeric(precision=12, scale=2), nullable=True),
        sa.Column("valid", postgresql.DATERANGE(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("superseded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("recorded_by", sa.Uuid(), nullable=True),
        sa.Column("region_id", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "hours_per_week > 0 AND hours_per_week <= 60", name=op.f("ck_placement_terms_hours_per_week")
        ),
        sa.ForeignKeyConstraint(
            ["region_id", "placement_id"],
            ["placements.region_id", "placements.id"],
            name=op.f("fk_placement_terms_region_id_placement_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_placement_terms")),
        sa.UniqueConstraint("region_id", "id", name=op.f("uq_placement_terms_region_id_id")),
    )
    op.create_index(op.f("ix_placement_terms_placement_id"), "placement_terms", ["placement_id"], unique=False)
    op.create_table(
        "instrument_decisions",
        sa.Column("placement_instrument_id", sa.Uuid(), nullable=False),
        sa.Column("verdict", sa.Text(), nullable=False),
        sa.Column("amount_month", sa.Numeric(precision=12, scale=2), nullable=True),
        sa.Column("provisional", sa.Boolean(), nullable=False),
        sa.Column("assessment", postgresql.JSONB(), nullable=False),
        sa.Column("valid", postgresql.DATERANGE(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("superseded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("recorded_by", sa.Uuid(), nullable=True),
        sa.Column("region_id", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["region_id", "placement_instrument_id"],
            ["placement_instruments.region_id", "placement_instruments.id"],
            name=op.f("fk_instrument_decisions_region_id_placement_instrument_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_instrument_decisions")),
        sa.UniqueConstraint("region_id", "id", name=op.f("uq_instrument_decisions_region_id_id")),
    )
    op.create_index(
        op.f("ix_instrument_decisions_placement_instrument_id"),
        "instrument_decisions",
        ["placement_instrument_id"],
        unique=False,
    )
    walled("introductions")
    walled("introduction_steps", app="SELECT, INSERT")
    walled("placements")
    walled("placement_terms")
    no_overlap("placement_terms", "placement_id")
    walled("placement_loonwaardes")
    no_overlap("placement_loonwaardes", "placement_id")
    walled("placement_instruments")
    walled("instrument_decisions")
    no_overlap("instrument_decisions", "placement_instrument_id")


def downgrade() -> None:
    """Drop them."""
    op.drop_table("instrument_decisions")
    op.drop_table("placement_instruments")
    op.drop_table("placement_loonwaardes")
    op.drop_table("placement_terms")
    op.drop_table("placements")
    op.drop_table("introduction_steps")
    op.drop_table("introductions")
