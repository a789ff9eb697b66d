"""Kept rankings, human decisions, and the index that makes a committed change show in the next ranking."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from wsp.foundation.walls import walled

revision = "0010"
down_revision = "0009"

_SOURCES = (
    ("candidates", "kandidaat", "id"),
    ("candidate_wishes", "kandidaat", "candidate_id"),
    ("candidate_experiences", "kandidaat", "candidate_id"),
    ("candidate_residences", "kandidaat", "candidate_id"),
    ("loonwaarde_indications", "kandidaat", "candidate_id"),
    ("register_checks", "kandidaat", "candidate_id"),
    ("sharing_agreements", "kandidaat", "candidate_id"),
    ("vacancies", "vacature", "id"),
    ("vacancy_tasks", "vacature", "vacancy_id"),
    ("establishments", "vestiging", "id"),
)
"""Table, kind of subject, and the column with the subject's id."""

# The version is raised once per transaction and region, at commit: the row lock then makes commit order version order.
# What this transaction raised it to is remembered in a transaction-local setting.
_FUNCTION = """
CREATE FUNCTION note_index_change() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    changed record;
    subject uuid;
    mark text;
    raised bigint;
BEGIN
    IF TG_OP = 'DELETE' THEN changed := OLD; ELSE changed := NEW; END IF;
    EXECUTE format('SELECT ($1).%I', TG_ARGV[1]) INTO subject USING changed;
    mark := current_setting('wsp.index_raised', true);
    IF mark IS NOT NULL AND mark <> '' AND split_part(mark, ' ', 1) = changed.region_id
       AND split_part(mark, ' ', 2) = pg_current_xact_id()::text THEN
        raised := split_part(mark, ' ', 3)::bigint;
    ELSE
        INSERT INTO index_versions AS i (region_id, v) VALUES (changed.region_id, 1)
            ON CONFLICT (region_id) DO UPDATE SET v = i.v + 1 RETURNING i.v INTO raised;
        PERFORM set_config('wsp.index_raised',
                           changed.region_id || ' ' || pg_current_xact_id()::text || ' ' || raised, true);
    END IF;
    IF TG_ARGV[0] = 'vestiging' THEN
        INSERT INTO index_changes AS c (region_id, kind, subject_id, v)
            SELECT region_id, 'vacature', id, raised FROM vacancies WHERE establishment_id = subject
            ON CONFLICT (region_id, kind, subject_id) DO UPDATE SET v = excluded.v WHERE c.v <> excluded.v;
    ELSE
        INSERT INTO index_changes AS c (region_id, kind, subject_id, v)
            VALUES (changed.region_id, TG_ARGV[0], subject, raised)
            ON CONFLICT (region_id, kind, subject_id) DO UPDATE SET v = excluded.v WHERE c.v <> excluded.v;
    END IF;
    RETURN NULL;
END $$
"""


def upgrade() -> None:
    """Tables, walls, and deferred triggers on everything that the engine reads."""
    op.create_table(
        "index_changes",
        sa.Column("region_id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("v", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("region_id", "kind", "subject_id", name=op.f("pk_index_changes")),
    )
    op.create_index("ix_index_changes_region_id_v", "index_changes", ["region_id", "v"], unique=False)
    op.create_table(
        "index_versions",
        sa.Column("region_id", sa.Text(), nullable=False),
        sa.Column("v", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("region_id", name=op.f("pk_index_versions")),
    )
    op.create_table(
        "shortlist_runs",
        sa.Column("vacancy_id", sa.Uuid(), nullable=True),
        sa.Column("candidate_id", sa.Uuid(), nullable=True),
        sa.Column("ranked_on", sa.Date(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=True),
        sa.Column("fingerprint", sa.Text(), nullable=False),
        sa.Column("engine_version", sa.Text(), nullable=False),
        sa.Column("weights_version", sa.Text(), nullable=False),
        sa.Column("settings", postgresql.JSONB(), nullable=False),
        sa.Column("query", postgresql.JSONB(), nullable=False),
        sa.Column("ranked_count", sa.Integer(), nullable=False),
        sa.Column("fallen_out_count", sa.Integer(), nullable=False),
        sa.Column("region_id", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["region_id", "candidate_id"],
            ["candidates.region_id", "candidates.id"],
            name=op.f("fk_shortlist_runs_region_id_candidate_id"),
        ),
        sa.ForeignKeyConstraint(
            ["region_id", "vacancy_id"],
            ["vacancies.region_id", "vacancies.id"],
            name=op.f("fk_shortlist_runs_region_id_vacancy_id"),
        ),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_shortlist_runs_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shortlist_runs")),
        sa.UniqueConstraint("region_id", "fingerprint", name=op.f("uq_shortlist_runs_region_id_fingerprint")),
        sa.UniqueConstraint("region_id", "id", name=op.f("uq_shortlist_runs_region_id_id")),
    )
    op.create_index(
        "ix_shortlist_runs_vacancy", "shortlist_runs", ["region_id", "vacancy_id", "created_at"], unique=False
    )
    op.create_table(
        "shortlist_decisions",
        sa.Column("vacancy_id", sa.Uuid(), nullable=False),
        sa.Column("candidate_id", sa.Uuid(), nullable=False),
        sa.Column("run_id", sa.Uuid(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("criterion", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("user_id", sa.Uuid(), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("region_id", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["region_id", "candidate_id"],
            ["candidates.region_id", "candidates.id"],
            name=op.f("fk_shortlist_decisions_region_id_candidate_id"),
        ),
        sa.ForeignKeyConstraint(
            ["region_id", "run_id"],
            ["shortlist_runs.region_id", "shortlist_runs.id"],
            name=op.f("fk_shortlist_decisions_region_id_run_id"),
        ),
        sa.ForeignKeyConstraint(
            ["region_id", "vacancy_id"],
            ["vacancies.region_id", "vacancies.id"],
            name=op.f("fk_shortlist_decisions_region_id_vacancy_id"),
        ),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_shortlist_decisions_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shortlist_decisions")),
        sa.UniqueConstraint("region_id", "id", name=op.f("uq_shortlist_decisions_region_id_id")),
    )
    op.create_index(op.f("ix_shortlist_decisions_candidate_id"), "shortlist_decisions", ["candidate_id"], unique=False)
    op.create_index(
        "uq_shortlist_decisions_current",
        "shortlist_decisions",
        ["region_id", "vacancy_id", "candidate_id", "kind", "criterion"],
        unique=True,
        postgresql_where=sa.text("withdrawn_at IS NULL"),
        postgresql_nulls_not_distinct=True,
    )
    op.create_table(
        "shortlist_rows",
        sa.Column("run_id", sa.Uuid(), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("score", sa.Double(), nullable=False),
        sa.Column("excluded", sa.Boolean(), nullable=False),
        sa.Column("features", postgresql.JSONB(), nullable=False),
        sa.Column("region_id", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["region_id", "run_id"],
            ["shortlist_runs.region_id", "shortlist_runs.id"],
            name=op.f("fk_shortlist_rows_region_id_run_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shortlist_rows")),
        sa.UniqueConstraint("region_id", "id", name=op.f("uq_shortlist_rows_region_id_id")),
    )
    op.create_index(op.f("ix_shortlist_rows_run_id"), "shortlist_rows", ["run_id"], unique=False)
    op.create_index("ix_shortlist_rows_subject", "shortlist_rows", ["region_id", "subject_id"], unique=False)
    walled("index_changes", app="SELECT, INSERT, UPDATE", retention="SELECT, INSERT, UPDATE, DELETE")
    walled("index_versions", app="SELECT, INSERT, UPDATE", retention="SELECT, INSERT, UPDATE, DELETE")
    walled("shortlist_runs", app="SELECT, INSERT")
    walled("shortlist_rows", app="SELECT, INSERT")
    walled("shortlist_decisions")
    op.execute(_FUNCTION)
    for table, kind, column in _SOURCES:
        op.execute(
            f"CREATE CONSTRAINT TRIGGER index_change AFTER INSERT OR UPDATE OR DELETE ON {table} "
            "DEFERRABLE INITIALLY DEFERRED FOR EACH ROW "
            f"EXECUTE FUNCTION note_index_change('{kind}', '{column}')"
        )


def downgrade() -> None:
    """Triggers first, then the tables."""
    for table, _, _ in _SOURCES:
        op.execute(f"DROP TRIGGER index_change ON {table}")
    op.execute("DROP FUNCTION note_index_change()")
    for table in ("shortlist_decisions", "shortlist_rows", "shortlist_runs", "index_versions", "index_changes"):
        op.drop_table(table)
