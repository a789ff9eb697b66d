"""Editions per region of what the banenafspraak counts; indexes for lists of fifty thousand candidates."""

from alembic import op

revision = "0032"
down_revision = "0031"

_JOBS = (
    "placements", "placement_terms", "register_checks", "employer_sectors", "candidate_residences",
    "banenafspraak_targets",
)  # fmt: skip

# As raise_edition(): at commit, once per transaction and region, with the owner's rights.
_FUNCTION = """
CREATE FUNCTION raise_region_edition() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE
    region text;
    mark text;
BEGIN
    IF TG_OP = 'DELETE' THEN region := OLD.region_id; ELSE region := NEW.region_id; END IF;
    mark := 'wsp.raised_' || TG_ARGV[0] || '_' || region;
    IF current_setting(mark, true) IS DISTINCT FROM pg_current_xact_id()::text THEN
        INSERT INTO editions AS e (name, v) VALUES (TG_ARGV[0] || ':' || region, 1)
            ON CONFLICT (name) DO UPDATE SET v = e.v + 1;
        PERFORM set_config(mark, pg_current_xact_id()::text, true);
    END IF;
    RETURN NULL;
END $$
"""

_INDEXES = (
    # Everything that decides who sees whom, so that counting the visible candidates reads no dossier.
    (
        "CREATE INDEX ix_candidates_seen ON candidates (region_id, number) "
        "INCLUDE (id, stage, organisation_id, job_coach_id, restricted_since) "
        "WHERE erased_month IS NULL AND merged_into_id IS NULL"
    ),
    (
        "CREATE INDEX ix_sharing_agreements_holding ON sharing_agreements (region_id, purpose, candidate_id) "
        "INCLUDE (valid) WHERE superseded_at IS NULL AND given"
    ),
    "CREATE INDEX ix_establishments_region_id_municipality ON establishments (region_id, municipality_code)",
)


def upgrade() -> None:
    """Triggers, then indexes."""
    op.execute(_FUNCTION)
    for table in _JOBS:
        op.execute(
            f"CREATE CONSTRAINT TRIGGER edition AFTER INSERT OR UPDATE OR DELETE ON {table} "
            "DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION raise_region_edition('banen')"
        )
    for index in _INDEXES:
        op.execute(index)


def downgrade() -> None:
    """Drop them."""
    for index in ("ix_establishments_region_id_municipality", "ix_sharing_agreements_holding", "ix_candidates_seen"):
        op.execute(f"DROP INDEX {index}")
    for table in _JOBS:
        op.execute(f"DROP TRIGGER edition ON {table}")
    op.execute("DROP FUNCTION raise_region_edition()")
    op.execute("DELETE FROM editions WHERE name LIKE 'banen:%'")
