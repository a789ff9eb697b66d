"""Retention, requests of data subjects, break-glass, and a log whose days are sealed."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from wsp.foundation.walls import walled

revision = "0025"
down_revision = "0024"

_EVENT = (
    "r.id, (extract(epoch from r.created_at) * 1000000)::bigint, r.region_id, r.user_id, r.organisation_id, "
    "r.actor_kind, r.request_id, r.action, r.result, r.subject_kind, r.subject_id, r.before, r.after, r.reason"
)
_READ = (
    "r.id, (extract(epoch from r.created_at) * 1000000)::bigint, r.region_id, r.user_id, r.organisation_id, "
    "r.request_id, r.subject_kind, r.subject_id, r.purpose"
)
_LOGS = (("audit_events", "audit_event_digest", _EVENT), ("read_events", "read_event_digest", _READ))

_LEFT = (
    "candidates", "candidate_residences", "loonwaarde_indications", "register_checks", "introductions", "placements",
    "placement_terms", "placement_loonwaardes", "placement_instruments", "instrument_decisions",
)  # fmt: skip
"""Tables of which a row without a person is left after an erasure: the retention role writes it."""


def upgrade() -> None:
    """Columns, tables, walls; then the digests of the log."""
    op.add_column("candidates", sa.Column("restricted_since", sa.Date(), nullable=True))
    op.add_column("candidates", sa.Column("closed_on", sa.Date(), nullable=True))
    op.add_column("candidates", sa.Column("erased_month", sa.Text(), nullable=True))
    op.execute("UPDATE candidates SET closed_on = updated_at::date WHERE stage = 'afgesloten'")
    # The index of the match list hears of these rows now: a table with waiting triggers takes no new index.
    op.execute("SET CONSTRAINTS ALL IMMEDIATE")
    op.create_index(
        "ix_candidates_withheld",
        "candidates",
        ["region_id", "id"],
        postgresql_where=sa.text("restricted_since IS NOT NULL OR erased_month IS NOT NULL"),
    )
    op.create_index("ix_read_events_region_id_created_at", "read_events", ["region_id", "created_at"])
    op.create_index("ix_read_events_user", "read_events", ["region_id", "user_id", "created_at"])
    _tables()
    for table in _LEFT:
        op.execute(f"GRANT INSERT ON {table} TO wsp_retention")
    op.execute("GRANT INSERT ON audit_events TO wsp_retention")
    for table, function, content in _LOGS:
        _digest(table, function, content)
    op.execute("GRANT UPDATE (before, after, reason, subject_id, erased) ON audit_events TO wsp_retention")
    op.execute("GRANT UPDATE (subject_id, erased) ON read_events TO wsp_retention")


def _digest(table: str, function: str, content: str) -> None:
    """The database itself writes the digest of every new row; verification calls the same function."""
    op.add_column(table, sa.Column("digest", sa.LargeBinary(), nullable=True))
    op.add_column(table, sa.Column("erased", sa.Boolean(), nullable=False, server_default=sa.text("false")))
    op.alter_column(table, "erased", server_default=None)
    op.execute(
        f"CREATE FUNCTION {function}(r {table}) RETURNS bytea LANGUAGE sql STABLE AS "
        f"$$ SELECT sha256(convert_to(jsonb_build_array({content})::text, 'UTF8')) $$"
    )
    op.execute(
        f"CREATE FUNCTION {function}_write() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN IF NEW.digest IS NULL THEN NEW.digest := {function}(NEW); END IF; RETURN NEW; END $$"
    )
    op.execute(f"UPDATE {table} AS r SET digest = {function}(r)")
    op.execute(f"CREATE TRIGGER digest BEFORE INSERT ON {table} FOR EACH ROW EXECUTE FUNCTION {function}_write()")


def _tables() -> None:
    op.create_table(
        "audit_seals",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("events", sa.Integer(), nullable=False),
        sa.Column("reads", sa.Integer(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("seal", sa.Text(), nullable=False),
        *_owned("audit_seals"),
        sa.UniqueConstraint("region_id", "day", name=op.f("uq_audit_seals_region_id_day")),
    )
    walled("audit_seals", app="SELECT, INSERT", retention="SELECT")
    op.create_table(
        "emergency_accesses",
        sa.Column("candidate_id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reviewed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reviewed_by_id", sa.Uuid(), nullable=True),
        sa.Column("verdict", sa.Text(), nullable=True),
        sa.Column("review_note", sa.Text(), nullable=True),
        *_owned("emergency_accesses"),
        _candidate("emergency_accesses"),
        _user("emergency_accesses", "user_id"),
        _user("emergency_accesses", "reviewed_by_id"),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name=op.f("fk_emergency_accesses_organisation_id")
        ),
    )
    op.create_index(op.f("ix_emergency_accesses_candidate_id"), "emergency_accesses", ["candidate_id"])
    op.create_index("ix_emergency_accesses_user", "emergency_accesses", ["region_id", "user_id", "expires_at"])
    walled("emergency_accesses")
    op.create_table(
        "erasure_tombstones",
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.Column("erased_month", sa.Date(), nullable=False),
        *_owned("erasure_tombstones"),
        sa.UniqueConstraint("region_id", "kind", "hash", name=op.f("uq_erasure_tombstones_region_id_kind_hash")),
    )
    walled("erasure_tombstones", app="SELECT", retention="SELECT, INSERT, DELETE")
    op.create_table(
        "data_requests",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("extended_on", sa.Date(), nullable=True),
        sa.Column("extension_reason", sa.Text(), nullable=True),
        sa.Column("identity_checked", sa.Boolean(), nullable=False),
        sa.Column("asked", sa.Text(), nullable=True),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("filed_by_id", sa.Uuid(), nullable=True),
        sa.Column("handled_by_id", sa.Uuid(), nullable=True),
        sa.Column("carried_out_at", sa.DateTime(timezone=True), nullable=True),
        *_owned("data_requests", versioned=True),
        sa.UniqueConstraint("region_id", "number", name=op.f("uq_data_requests_region_id_number")),
        sa.CheckConstraint(
            "(extended_on IS NULL) = (extension_reason IS NULL)", name=op.f("ck_data_requests_extension_reasoned")
        ),
        _user("data_requests", "filed_by_id"),
        _user("data_requests", "handled_by_id"),
    )
    op.create_index("ix_data_requests_subject", "data_requests", ["region_id", "subject_id"])
    op.create_index("ix_data_requests_state", "data_requests", ["region_id", "state", "due_on"])
    walled("data_requests")
    op.create_table(
        "retention_holds",
        sa.Column("candidate_id", sa.Uuid(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("placed_by_id", sa.Uuid(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        *_owned("retention_holds", versioned=True),
        sa.CheckConstraint("until >= since", name=op.f("ck_retention_holds_until_after_since")),
        _candidate("retention_holds"),
        _user("retention_holds", "placed_by_id"),
    )
    op.create_index(op.f("ix_retention_holds_candidate_id"), "retention_holds", ["candidate_id"])
    walled("retention_holds")
    op.create_table(
        "retention_warnings",
        sa.Column("candidate_id", sa.Uuid(), nullable=False),
        sa.Column("warned_on", sa.Date(), nullable=False),
        sa.Column("erase_from", sa.Date(), nullable=False),
        *_owned("retention_warnings"),
        sa.UniqueConstraint("region_id", "candidate_id", name=op.f("uq_retention_warnings_region_id_candidate_id")),
        _candidate("retention_warnings"),
    )
    walled("retention_warnings")
    op.create_table(
        "retention_runs",
        sa.Column("ran_on", sa.Date(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("counts", postgresql.JSONB(), nullable=False),
        sa.Column("dossiers", sa.Integer(), nullable=False),
        sa.Column("warned", sa.Integer(), nullable=False),
        sa.Column("failures", postgresql.JSONB(), nullable=False),
        sa.Column("started_by_id", sa.Uuid(), nullable=True),
        *_owned("retention_runs"),
        _user("retention_runs", "started_by_id"),
    )
    walled("retention_runs", app="SELECT", retention="SELECT, INSERT, UPDATE, DELETE")


def _owned(table: str, *, versioned: bool = False) -> tuple[sa.schema.SchemaItem, ...]:
    columns: tuple[sa.schema.SchemaItem, ...] = (
        sa.Column("region_id", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        sa.UniqueConstraint("region_id", "id", name=op.f(f"uq_{table}_region_id_id")),
    )
    if not versioned:
        return columns
    return (
        *columns,
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
    )


def _candidate(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["region_id", "candidate_id"],
        ["candidates.region_id", "candidates.id"],
        name=op.f(f"fk_{table}_region_id_candidate_id"),
    )


def _user(table: str, column: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], ["users.id"], name=op.f(f"fk_{table}_{column}"))


def downgrade() -> None:
    """What was erased stays erased; the log loses its digests."""
    for table, function, _ in _LOGS:
        op.execute(f"DROP TRIGGER digest ON {table}")
        op.execute(f"DROP FUNCTION {function}_write()")
        op.execute(f"DROP FUNCTION {function}({table})")
        op.drop_column(table, "erased")
        op.drop_column(table, "digest")
    op.execute("REVOKE UPDATE (before, after, reason, subject_id) ON audit_events FROM wsp_retention")
    op.execute("REVOKE UPDATE (subject_id) ON read_events FROM wsp_retention")
    op.execute("REVOKE INSERT ON audit_events FROM wsp_retention")
    for table in _LEFT:
        op.execute(f"REVOKE INSERT ON {table} FROM wsp_retention")
    for table in (
        "retention_runs", "retention_warnings", "retention_holds", "data_requests", "erasure_tombstones",
        "emergency_accesses", "audit_seals",
    ):  # fmt: skip
        op.drop_table(table)
    op.drop_index("ix_read_events_user", "read_events")
    op.drop_index("ix_read_events_region_id_created_at", "read_events")
    op.drop_index("ix_candidates_withheld", "candidates")
    for column in ("erased_month", "closed_on", "restricted_since"):
        op.drop_column("candidates", column)
