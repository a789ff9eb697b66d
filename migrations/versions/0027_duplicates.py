"""Duplicates: suspected pairs, the record of merges, and rows that lead on to the one they turned out to be."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from wsp.foundation.walls import walled

revision = "0027"
down_revision = "0026"

_MERGED = sa.text("merged_into_id IS NOT NULL")
_CHILDREN = (
    ("contact_moments", "employer_id", "employers"),
    ("contacts", "employer_id", "employers"),
    ("employer_sectors", "employer_id", "employers"),
    ("establishments", "employer_id", "employers"),
    ("vacancies", "employer_id", "employers"),
    ("placements", "employer_id", "employers"),
    ("placements", "candidate_id", "candidates"),
    ("introductions", "candidate_id", "candidates"),
    ("candidate_experiences", "candidate_id", "candidates"),
    ("candidate_personal", "candidate_id", "candidates"),
    ("candidate_residences", "candidate_id", "candidates"),
    ("candidate_wishes", "candidate_id", "candidates"),
    ("loonwaarde_indications", "candidate_id", "candidates"),
    ("register_checks", "candidate_id", "candidates"),
    ("sharing_agreements", "candidate_id", "candidates"),
    ("shortlist_decisions", "candidate_id", "candidates"),
)
"""Table, column and the table it points at: nothing new may be hung on a row that was taken in by another."""

# Somebody who adds to a row at the moment in which it is merged waits for the merge (the foreign key's lock), and would
# then write behind the wall of a row that nobody sees. 40001: "somebody was first, look again", which is a 409.
_FUNCTION = """
CREATE FUNCTION refuse_merged() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    target uuid;
    merged boolean;
BEGIN
    EXECUTE format('SELECT ($1).%I', TG_ARGV[0]) INTO target USING NEW;
    IF target IS NULL THEN RETURN NULL; END IF;
    EXECUTE format('SELECT merged_into_id IS NOT NULL FROM %I WHERE id = $1', TG_ARGV[1]) INTO merged USING target;
    IF merged THEN
        RAISE EXCEPTION 'the row was merged into another one' USING ERRCODE = '40001';
    END IF;
    RETURN NULL;
END $$
"""


def upgrade() -> None:
    """Columns, tables, the index behind each way to recognise somebody, walls."""
    for table in ("employers", "candidates"):
        op.add_column(table, sa.Column("merged_into_id", sa.Uuid(), nullable=True))
        op.create_foreign_key(
            f"fk_{table}_region_id_merged_into_id",
            table,
            table,
            ["region_id", "merged_into_id"],
            ["region_id", "id"],
        )
        op.create_index(f"ix_{table}_merged_into_id", table, ["region_id", "merged_into_id"], postgresql_where=_MERGED)
    op.create_index("ix_candidates_region_id_email", "candidates", ["region_id", "email"])
    op.create_index("ix_candidates_region_id_phone", "candidates", ["region_id", "phone"])
    op.create_index("ix_candidate_personal_region_id_birth_date", "candidate_personal", ["region_id", "birth_date"])
    op.create_index("ix_candidate_residences_region_id_postcode", "candidate_residences", ["region_id", "postcode"])
    op.create_table(
        "duplicate_pairs",
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("one_id", sa.Uuid(), nullable=False),
        sa.Column("other_id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=True),
        sa.Column("reasons", postgresql.JSONB(), nullable=False),
        sa.Column("certain", sa.Boolean(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("decided_by_id", sa.Uuid(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("region_id", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("one_id < other_id", name=op.f("ck_duplicate_pairs_ordered")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name=op.f("fk_duplicate_pairs_organisation_id")
        ),
        sa.ForeignKeyConstraint(["decided_by_id"], ["users.id"], name=op.f("fk_duplicate_pairs_decided_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_duplicate_pairs")),
        sa.UniqueConstraint("region_id", "id", name=op.f("uq_duplicate_pairs_region_id_id")),
        sa.UniqueConstraint(
            "region_id", "kind", "one_id", "other_id", name=op.f("uq_duplicate_pairs_region_id_kind_one_id_other_id")
        ),
    )
    op.create_index("ix_duplicate_pairs_region_id_state", "duplicate_pairs", ["region_id", "state", "kind"])
    op.create_index("ix_duplicate_pairs_other_id", "duplicate_pairs", ["region_id", "other_id"])
    op.create_table(
        "duplicate_merges",
        sa.Column("pair_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("survivor_id", sa.Uuid(), nullable=False),
        sa.Column("absorbed_id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=True),
        sa.Column("steps", postgresql.JSONB(), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("undone_by_id", sa.Uuid(), nullable=True),
        sa.Column("region_id", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["region_id", "pair_id"],
            ["duplicate_pairs.region_id", "duplicate_pairs.id"],
            name=op.f("fk_duplicate_merges_region_id_pair_id"),
        ),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_duplicate_merges_user_id")),
        sa.ForeignKeyConstraint(["undone_by_id"], ["users.id"], name=op.f("fk_duplicate_merges_undone_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_duplicate_merges")),
        sa.UniqueConstraint("region_id", "id", name=op.f("uq_duplicate_merges_region_id_id")),
    )
    op.create_index(op.f("ix_duplicate_merges_pair_id"), "duplicate_merges", ["pair_id"])
    op.create_index("ix_duplicate_merges_survivor_id", "duplicate_merges", ["region_id", "survivor_id"])
    op.create_index("ix_duplicate_merges_absorbed_id", "duplicate_merges", ["region_id", "absorbed_id"])
    walled("duplicate_pairs")
    walled("duplicate_merges")
    # A letter or a report of a talk never changes; the dossier in which it is kept may.
    op.execute("GRANT UPDATE (subject_id, edition) ON documents TO wsp_app")
    op.execute("GRANT UPDATE (employer_id) ON contact_moments TO wsp_app")
    op.execute(_FUNCTION)
    for table, column, parent in _CHILDREN:
        op.execute(
            f"CREATE TRIGGER zz_refuse_merged_{column} AFTER INSERT ON {table} "
            f"FOR EACH ROW EXECUTE FUNCTION refuse_merged('{column}', '{parent}')"
        )


def downgrade() -> None:
    """Rows that were merged become visible again, empty; undo merges first."""
    for table, column, _ in _CHILDREN:
        op.execute(f"DROP TRIGGER zz_refuse_merged_{column} ON {table}")
    op.execute("DROP FUNCTION refuse_merged()")
    op.execute("REVOKE UPDATE (employer_id) ON contact_moments FROM wsp_app")
    op.execute("REVOKE UPDATE (subject_id, edition) ON documents FROM wsp_app")
    op.drop_table("duplicate_merges")
    op.drop_table("duplicate_pairs")
    op.drop_index("ix_candidate_residences_region_id_postcode", "candidate_residences")
    op.drop_index("ix_candidate_personal_region_id_birth_date", "candidate_personal")
    op.drop_index("ix_candidates_region_id_phone", "candidates")
    op.drop_index("ix_candidates_region_id_email", "candidates")
    for table in ("candidates", "employers"):
        op.drop_index(f"ix_{table}_merged_into_id", table)
        op.drop_constraint(f"fk_{table}_region_id_merged_into_id", table)
        op.drop_column(table, "merged_into_id")
