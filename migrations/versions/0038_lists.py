"""Editions of what lists ask, per region; one order for the locks that a commit takes."""

from alembic import op

revision = "0038"
down_revision = "0037"

_BEFORE = ("placements", "placement_terms", "register_checks", "employer_sectors", "candidate_residences",
           "banenafspraak_targets")  # fmt: skip
_AFTER = {
    "placements": ("banen", "plaatsingen"),
    "placement_terms": ("banen", "plaatsingen"),
    "placement_instruments": ("plaatsingen",),
    "introductions": ("plaatsingen",),
    "register_checks": ("banen",),
    "employer_sectors": ("banen", "werkgevers"),
    "employers": ("werkgevers",),
    "establishments": ("werkgevers",),
    "contacts": ("werkgevers",),
    "contact_moments": ("werkgevers",),
    "candidate_residences": ("banen", "kandidaten"),
    "candidates": ("kandidaten",),
    "loonwaarde_indications": ("kandidaten",),
    "sharing_agreements": ("kandidaten",),
    "emergency_accesses": ("kandidaten",),
    "vacancies": ("vacatures",),
    "vacancy_tasks": ("vacatures",),
    "tasks": ("taken",),
    "banenafspraak_targets": ("banen",),
}

# A commit raises several counters of its region, in the order in which its rows were touched; two commits with another
# order would each wait for the other. One lock that all of them take first makes them wait in a row.
_LOCK = "PERFORM pg_advisory_xact_lock(hashtextextended('wsp.editions ' || {region}, 0));"

_RAISE = """
CREATE OR REPLACE FUNCTION raise_region_edition() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE
    region text;
    kind text;
    mark text;
BEGIN
    IF TG_OP = 'DELETE' THEN region := OLD.region_id; ELSE region := NEW.region_id; END IF;
    FOREACH kind IN ARRAY TG_ARGV LOOP
        mark := 'wsp.raised_' || kind || '_' || region;
        IF current_setting(mark, true) IS DISTINCT FROM pg_current_xact_id()::text THEN
            {lock}
            INSERT INTO editions AS e (name, v) VALUES (kind || ':' || region, 1)
                ON CONFLICT (name) DO UPDATE SET v = e.v + 1;
            PERFORM set_config(mark, pg_current_xact_id()::text, true);
        END IF;
    END LOOP;
    RETURN NULL;
END $$
"""

_RAISE_BEFORE = """
CREATE OR REPLACE FUNCTION raise_region_edition() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
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

_NOTE = """
CREATE OR REPLACE FUNCTION note_index_change() RETURNS trigger LANGUAGE plpgsql AS $$
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
{lock}        INSERT INTO index_versions AS i (region_id, v) VALUES (changed.region_id, 1)
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
    """The functions first, then a trigger that names every kind of its table."""
    op.execute(_RAISE.format(lock=_LOCK.format(region="region")))
    op.execute(_NOTE.format(lock=f"        {_LOCK.format(region='changed.region_id')}\n"))
    for table in _BEFORE:
        op.execute(f"DROP TRIGGER edition ON {table}")
    for table, kinds in _AFTER.items():
        _watch(table, kinds)


def downgrade() -> None:
    """As it was, to the letter."""
    for table in _AFTER:
        op.execute(f"DROP TRIGGER edition ON {table}")
    op.execute(_RAISE_BEFORE)
    op.execute(_NOTE.format(lock=""))
    for table in _BEFORE:
        _watch(table, ("banen",))
    op.execute("DELETE FROM editions WHERE name LIKE '%:%' AND name NOT LIKE 'banen:%'")


def _watch(table: str, kinds: tuple[str, ...]) -> None:
    arguments = ", ".join(f"'{kind}'" for kind in kinds)
    op.execute(
        f"CREATE CONSTRAINT TRIGGER edition AFTER INSERT OR UPDATE OR DELETE ON {table} "
        f"DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION raise_region_edition({arguments})"
    )
