"""Indexes that hold everything by which candidates are listed: no dossier is read to filter, sort and count them."""

from alembic import op

revision = "0041"
down_revision = "0040"

_BEFORE = "id, stage, organisation_id, job_coach_id, restricted_since"
_AFTER = f"{_BEFORE}, client_manager_id, available_from, profile_checked_on, sort_key"

_INDEXES = {
    "ix_candidate_residences_now": (
        "candidate_residences (region_id, municipality_code, candidate_id) INCLUDE (valid) WHERE superseded_at IS NULL"
    ),
    "ix_loonwaarde_indications_now": (
        "loonwaarde_indications (region_id, percentage, candidate_id) INCLUDE (valid) WHERE superseded_at IS NULL"
    ),
}


def upgrade() -> None:
    """Widen one, make two."""
    _seen(_AFTER)
    for name, what in _INDEXES.items():
        op.execute(f"CREATE INDEX {name} ON {what}")


def downgrade() -> None:
    """As it was."""
    for name in _INDEXES:
        op.execute(f"DROP INDEX {name}")
    _seen(_BEFORE)


def _seen(included: str) -> None:
    op.execute("DROP INDEX ix_candidates_seen")
    op.execute(
        f"CREATE INDEX ix_candidates_seen ON candidates (region_id, number) INCLUDE ({included}) "
        "WHERE erased_month IS NULL AND merged_into_id IS NULL"
    )
