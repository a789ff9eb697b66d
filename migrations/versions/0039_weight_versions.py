"""Weights that a region approves, what it says in the algorithm register, and which lists were whole."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

from wsp.foundation.walls import walled

revision = "0039"
down_revision = "0038"

_DESCRIBED = (
    "organization", "contact_email", "website", "status", "begin_month", "lawful_basis", "lawful_basis_title",
    "lawful_basis_link", "proportionality", "impact_test", "impact_test_link", "process_index_url", "provider",
)  # fmt: skip


def upgrade() -> None:
    """Two tables inside the wall, an edition for the weights, and a column on what was ranked."""
    op.create_table(
        "weight_versions",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("origin", sa.Text(), nullable=False),
        sa.Column("values", JSONB(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("policy_decision", sa.Text(), nullable=True),
        sa.Column("policy_decided_on", sa.Date(), nullable=True),
        sa.Column("replaces", sa.Text(), nullable=False),
        sa.Column("evidence", JSONB(), nullable=True),
        sa.Column("entered_by_id", sa.Uuid(), nullable=True),
        sa.Column("decided_by_id", sa.Uuid(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("replaced_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("region_id", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "state NOT IN ('actief', 'vervangen') OR (decided_by_id IS NOT NULL AND entered_by_id IS NOT NULL "
            "AND decided_by_id <> entered_by_id)",
            name=op.f("ck_weight_versions_second_person"),
        ),
        sa.ForeignKeyConstraint(["entered_by_id"], ["users.id"], name=op.f("fk_weight_versions_entered_by_id")),
        sa.ForeignKeyConstraint(["decided_by_id"], ["users.id"], name=op.f("fk_weight_versions_decided_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_weight_versions")),
        sa.UniqueConstraint("region_id", "id", name=op.f("uq_weight_versions_region_id_id")),
        sa.UniqueConstraint("region_id", "number", name=op.f("uq_weight_versions_region_id_number")),
    )
    op.create_index(
        "uq_weight_versions_active",
        "weight_versions",
        ["region_id"],
        unique=True,
        postgresql_where=sa.text("state = 'actief'"),
    )
    op.create_table(
        "algorithm_descriptions",
        *(sa.Column(name, sa.Text(), nullable=True) for name in _DESCRIBED),
        sa.Column("edited_by_id", sa.Uuid(), nullable=True),
        sa.Column("edited_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("region_id", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["edited_by_id"], ["users.id"], name=op.f("fk_algorithm_descriptions_edited_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_algorithm_descriptions")),
        sa.UniqueConstraint("region_id", "id", name=op.f("uq_algorithm_descriptions_region_id_id")),
        sa.UniqueConstraint("region_id", name=op.f("uq_algorithm_descriptions_region_id")),
    )
    walled("weight_versions")
    walled("algorithm_descriptions")
    op.execute(
        "CREATE CONSTRAINT TRIGGER edition AFTER INSERT OR UPDATE OR DELETE ON weight_versions "
        "DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION raise_region_edition('gewichten')"
    )
    op.add_column("shortlist_runs", sa.Column("scope", sa.Text(), nullable=False, server_default="geheel"))
    op.create_index("ix_shortlist_runs_region_id_created_at", "shortlist_runs", ["region_id", "created_at"])


def downgrade() -> None:
    """Drop them."""
    op.drop_index("ix_shortlist_runs_region_id_created_at", "shortlist_runs")
    op.drop_column("shortlist_runs", "scope")
    op.execute("DROP TRIGGER edition ON weight_versions")
    op.execute("DELETE FROM editions WHERE name LIKE 'gewichten:%'")
    op.drop_table("algorithm_descriptions")
    op.drop_table("weight_versions")
