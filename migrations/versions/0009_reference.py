"""Reference data: regions, municipalities, postcodes, occupations, skills and the log of what was loaded.

No region wall: these lists are the same for the whole country and say nothing about a person or a business, so
there is nothing that one region may not see of another. Retention: kept as long as the program runs; a new edition
replaces the old one. The app role may delete rows only where a new edition of an official list has fewer of them.
"""

import sqlalchemy as sa
from alembic import op

from wsp.foundation.walls import granted

revision = "0009"
down_revision = "0008"

_LISTS = (
    "regions",
    "municipalities",
    "postcodes",
    "isco_groups",
    "occupations",
    "occupation_labels",
    "skill_groups",
    "skills",
    "occupation_skills",
)


def upgrade() -> None:
    """Tables, then grants."""
    _geography()
    _occupations()
    op.create_table(
        "skill_groups",
        sa.Column("uri", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=True),
        sa.Column("parent_uri", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("uri", name=op.f("pk_skill_groups")),
    )
    op.create_table(
        "skills",
        sa.Column("uri", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=True),
        sa.Column("reuse_level", sa.Text(), nullable=True),
        sa.Column("description", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("uri", name=op.f("pk_skills")),
    )
    op.create_table(
        "reference_loads",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("read", sa.Integer(), nullable=False),
        sa.Column("added", sa.Integer(), nullable=False),
        sa.Column("changed", sa.Integer(), nullable=False),
        sa.Column("removed", sa.Integer(), nullable=False),
        sa.Column("refused", sa.Integer(), nullable=False),
        sa.Column("loaded_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reference_loads")),
    )
    for table in _LISTS:
        granted(table, app="SELECT, INSERT, UPDATE, DELETE")
    granted("reference_loads", app="SELECT, INSERT")


def _geography() -> None:
    op.create_table(
        "regions",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("sort_key", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("code", "year", name=op.f("pk_regions")),
    )
    op.create_table(
        "municipalities",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("sort_key", sa.Text(), nullable=False),
        sa.Column("region_code", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["region_code", "year"],
            ["regions.code", "regions.year"],
            name=op.f("fk_municipalities_region_code_year"),
        ),
        sa.PrimaryKeyConstraint("code", "year", name=op.f("pk_municipalities")),
    )
    op.create_index(op.f("ix_municipalities_region_code"), "municipalities", ["region_code"])
    op.create_table(
        "postcodes",
        sa.Column("pc4", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("lat", sa.Float(), nullable=False),
        sa.Column("lon", sa.Float(), nullable=False),
        sa.Column("suspect", sa.Boolean(), nullable=False),
        sa.Column("municipality_code", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("pc4", name=op.f("pk_postcodes")),
    )


def _occupations() -> None:
    op.create_table(
        "isco_groups",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_isco_groups")),
    )
    op.create_table(
        "occupations",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("scheme", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("sort_key", sa.Text(), nullable=False),
        sa.Column("isco", sa.Text(), nullable=False),
        sa.Column("esco_uri", sa.Text(), nullable=True),
        sa.Column("description", sa.Text(), nullable=True),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.CheckConstraint("scheme IN ('wsp', 'esco')", name=op.f("ck_occupations_scheme")),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_occupations")),
    )
    op.create_index(op.f("ix_occupations_isco"), "occupations", ["isco"])
    op.create_index(op.f("ix_occupations_esco_uri"), "occupations", ["esco_uri"])
    op.create_table(
        "occupation_labels",
        sa.Column("occupation_code", sa.Text(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("preferred", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["occupation_code"],
            ["occupations.code"],
            name=op.f("fk_occupation_labels_occupation_code"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("occupation_code", "label", name=op.f("pk_occupation_labels")),
    )
    op.create_table(
        "occupation_skills",
        sa.Column("occupation_code", sa.Text(), nullable=False),
        sa.Column("skill_uri", sa.Text(), nullable=False),
        sa.Column("relation", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=True),
        sa.CheckConstraint("relation IN ('essential', 'optional')", name=op.f("ck_occupation_skills_relation")),
        sa.ForeignKeyConstraint(
            ["occupation_code"],
            ["occupations.code"],
            name=op.f("fk_occupation_skills_occupation_code"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("occupation_code", "skill_uri", name=op.f("pk_occupation_skills")),
    )


def downgrade() -> None:
    """Drop everything of this migration."""
    for table in ("reference_loads", *reversed(_LISTS)):
        op.drop_table(table)
