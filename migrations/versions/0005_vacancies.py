"""Vacancies and their tasks."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from wsp.foundation.walls import walled

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Tables, then walls and grants."""
    op.create_table(
        "vacancies",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("employer_id", sa.Uuid(), nullable=False),
        sa.Column("establishment_id", sa.Uuid(), nullable=True),
        sa.Column("contact_id", sa.Uuid(), nullable=True),
        sa.Column("owner_id", sa.Uuid(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("occupation_code", sa.Text(), nullable=True),
        sa.Column("description", sa.Text(), nullable=True),
        sa.Column("places", sa.Integer(), nullable=False),
        sa.Column("garantiebaan", sa.Boolean(), nullable=False),
        sa.Column("hours_min", sa.Numeric(precision=4, scale=1), nullable=True),
        sa.Column("hours_max", sa.Numeric(precision=4, scale=1), nullable=True),
        sa.Column("full_week_hours", sa.Numeric(precision=4, scale=1), nullable=True),
        sa.Column("shifts", postgresql.JSONB(), nullable=True),
        sa.Column("working_times", sa.Text(), nullable=True),
        sa.Column("start_date", sa.Date(), nullable=True),
        sa.Column("closes_on", sa.Date(), nullable=True),
        sa.Column("wage_hour", sa.Numeric(precision=12, scale=2), nullable=True),
        sa.Column("contract_months", sa.Integer(), nullable=True),
        sa.Column("education_min", sa.Integer(), nullable=True),
        sa.Column("language_nl_min", sa.Integer(), nullable=True),
        sa.Column("driving_licences", postgresql.JSONB(), nullable=True),
        sa.Column("diplomas", postgresql.JSONB(), nullable=True),
        sa.Column("skills_required", postgresql.JSONB(), nullable=True),
        sa.Column("skills_wished", postgresql.JSONB(), nullable=True),
        sa.Column("work_conditions", postgresql.JSONB(), nullable=True),
        sa.Column("guidance_on_site", sa.Text(), nullable=True),
        sa.Column("adaptable_hours", sa.Boolean(), nullable=False),
        sa.Column("adaptable_times", sa.Boolean(), nullable=False),
        sa.Column("adaptable_tasks", sa.Boolean(), nullable=False),
        sa.Column("adaptable_guidance", sa.Boolean(), nullable=False),
        sa.Column("closed_reason", sa.Text(), nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("region_id", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("hours_max >= hours_min", name=op.f("ck_vacancies_hours")),
        sa.CheckConstraint("places >= 1", name=op.f("ck_vacancies_places")),
        sa.ForeignKeyConstraint(["owner_id"], ["users.id"], name=op.f("fk_vacancies_owner_id")),
        sa.ForeignKeyConstraint(
            ["region_id", "contact_id"],
            ["contacts.region_id", "contacts.id"],
            name=op.f("fk_vacancies_region_id_contact_id"),
        ),
        sa.ForeignKeyConstraint(
            ["region_id", "employer_id"],
            ["employers.region_id", "employers.id"],
            name=op.f("fk_vacancies_region_id_employer_id"),
        ),
        sa.ForeignKeyConstraint(
            ["region_id", "establishment_id"],
            ["establishments.region_id", "establishments.id"],
            name=op.f("fk_vacancies_region_id_establishment_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_vacancies")),
        sa.UniqueConstraint("region_id", "id", name=op.f("uq_vacancies_region_id_id")),
        sa.UniqueConstraint("region_id", "number", name=op.f("uq_vacancies_region_id_number")),
    )
    op.create_index(op.f("ix_vacancies_employer_id"), "vacancies", ["employer_id"], unique=False)
    op.create_index("ix_vacancies_region_id_state", "vacancies", ["region_id", "state"], unique=False)
    op.create_table(
        "vacancy_tasks",
        sa.Column("vacancy_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("hours_per_week", sa.Numeric(precision=4, scale=1), nullable=True),
        sa.Column("region_id", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["region_id", "vacancy_id"],
            ["vacancies.region_id", "vacancies.id"],
            name=op.f("fk_vacancy_tasks_region_id_vacancy_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_vacancy_tasks")),
        sa.UniqueConstraint("region_id", "id", name=op.f("uq_vacancy_tasks_region_id_id")),
    )
    op.create_index(op.f("ix_vacancy_tasks_vacancy_id"), "vacancy_tasks", ["vacancy_id"], unique=False)
    walled("vacancies")
    # Detail rows without a history of their own: saving the form replaces them.
    walled("vacancy_tasks", app="SELECT, INSERT, UPDATE, DELETE")


def downgrade() -> None:
    """Drop them."""
    op.drop_table("vacancy_tasks")
    op.drop_table("vacancies")
