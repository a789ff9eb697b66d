"""Over every table of the schema: a wall or a written reason, a retention rule, and no more rights than needed."""

from collections import defaultdict
from collections.abc import Iterator

import pytest
from sqlalchemy import Connection, ForeignKeyConstraint, create_engine, text
from sqlalchemy.pool import NullPool

from wsp.foundation.db import Base
from wsp.models import Base as _Everything  # noqa: F401 (loads all rooms' tables)
from wsp.policy.retention import TABLES
from wsp.settings import Settings

OURS = sorted(Base.metadata.tables)

APP_MAY_DELETE = {
    "candidate_experiences": "regels van een profiel, zonder eigen geschiedenis",
    "candidate_wishes": "regels van een profiel, zonder eigen geschiedenis",
    "kept_forms": "een half verstuurd formulier, weg zodra de maker verder is",
    "isco_groups": "naslagwerk: een nieuwe lijst vervangt de oude",
    "municipalities": "naslagwerk: een nieuwe lijst vervangt de oude",
    "occupation_labels": "naslagwerk: een nieuwe lijst vervangt de oude",
    "occupation_skills": "naslagwerk: een nieuwe lijst vervangt de oude",
    "occupations": "naslagwerk: een nieuwe lijst vervangt de oude",
    "postcodes": "naslagwerk: een nieuwe lijst vervangt de oude",
    "regions": "naslagwerk: een nieuwe lijst vervangt de oude",
    "skill_groups": "naslagwerk: een nieuwe lijst vervangt de oude",
    "skills": "naslagwerk: een nieuwe lijst vervangt de oude",
    "cohort_members": "een uitnodiging die een vergissing was; dat het gebeurde staat in het logboek",
    "own_list_members": "wie van een eigen lijst af gaat; dat het gebeurde staat in het logboek",
    "saved_searches": "een zoekopdracht die de eigenaar zelf weggooit",
    "table_import_chunks": "rijen van een bestand verdwijnen zodra ze zijn ingelezen",
    "table_import_rows": "het verslag van een import verdwijnt na twee weken",
    "vacancy_drafts": "een concept dat de maker zelf weggooit",
    "vacancy_tasks": "regels van een vacature, zonder eigen geschiedenis",
}
"""The only tables from which the web and the worker may remove a row, with the reason."""

APPEND_ONLY = {
    "audit_events", "read_events", "login_attempts", "placement_steps", "instrument_steps",
    "placement_loonwaarde_tasks",
}  # fmt: skip


@pytest.fixture(scope="module")
def catalogue(settings: Settings) -> Iterator[Connection]:
    """A look at the migrated database as its owner."""
    engine = create_engine(settings.owner_database_url, poolclass=NullPool)
    with engine.connect() as connection:
        yield connection


@pytest.fixture(scope="module")
def rights(catalogue: Connection) -> dict[str, dict[str, set[str]]]:
    """Role -> table -> what it may do."""
    found: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    rows = catalogue.execute(
        text(
            "select grantee, table_name, privilege_type from information_schema.role_table_grants "
            "where table_schema = 'public' and grantee in ('wsp_app', 'wsp_retention', 'PUBLIC')"
        )
    )
    for role, table, right in rows:
        found[role][table].add(right)
    return found


@pytest.mark.parametrize("table", OURS)
def test_every_table_says_how_long_its_rows_stay(table: str) -> None:
    assert table in TABLES, f"add {table} to wsp/policy/retention.py"
    assert len(TABLES[table].reason) > 10


def test_no_rule_is_left_of_a_table_that_is_gone() -> None:
    assert set(TABLES) == set(OURS)


@pytest.mark.parametrize("table", OURS)
def test_every_table_stands_inside_the_region_wall_or_says_why_not(table: str, catalogue: Connection) -> None:
    secured, forced = catalogue.execute(
        text("select relrowsecurity, relforcerowsecurity from pg_class where oid = cast(:t as regclass)"),
        {"t": table},
    ).one()
    policies = catalogue.execute(
        text("select qual, with_check, cmd, roles::text from pg_policies where tablename = :t"), {"t": table}
    ).all()
    if TABLES[table].outside_wall:
        assert not secured
        assert len(TABLES[table].outside_wall) > 20
        return
    assert secured
    assert not forced, "the owner migrates rows of all regions"
    assert len(policies) == 1
    assert (policies[0].cmd, policies[0].roles) == ("ALL", "{public}")
    for clause in (policies[0].qual, policies[0].with_check):
        assert clause.startswith("(region_id = ")
        assert "current_setting('wsp.region'::text, true)" in clause
    assert "region_id" in Base.metadata.tables[table].c


@pytest.mark.parametrize("table", OURS)
def test_references_between_walled_tables_carry_the_region(table: str) -> None:
    if TABLES[table].outside_wall:
        return
    for constraint in Base.metadata.tables[table].constraints:
        if not isinstance(constraint, ForeignKeyConstraint):
            continue
        target = constraint.referred_table
        if not TABLES[target.name].outside_wall:
            columns = [element.column.name for element in constraint.elements]
            assert columns[0] == "region_id", f"{constraint.name} can cross the wall"
            assert next(iter(constraint.columns)).name == "region_id"


@pytest.mark.parametrize("table", OURS)
def test_unique_keys_of_walled_tables_start_with_the_region(table: str, catalogue: Connection) -> None:
    if TABLES[table].outside_wall:
        return
    rows = catalogue.execute(
        text(
            "select i.indexrelid::regclass::text, a.attname from pg_index i "
            "join pg_attribute a on a.attrelid = i.indrelid and a.attnum = i.indkey[0] "
            "where i.indrelid = cast(:t as regclass) and i.indisunique and not i.indisprimary"
        ),
        {"t": table},
    ).all()
    assert [name for name, first in rows if first != "region_id"] == []


def test_the_application_may_delete_only_where_a_reason_is_written(rights: dict[str, dict[str, set[str]]]) -> None:
    may = {table for table in OURS if "DELETE" in rights["wsp_app"][table]}
    assert may == set(APP_MAY_DELETE)


@pytest.mark.parametrize("table", sorted(APPEND_ONLY))
def test_logs_can_only_be_added_to(table: str, rights: dict[str, dict[str, set[str]]]) -> None:
    assert rights["wsp_app"][table] == {"SELECT", "INSERT"}


def test_retention_may_erase_whatever_has_a_term(rights: dict[str, dict[str, set[str]]]) -> None:
    due = {table for table, rule in TABLES.items() if rule.months is not None}
    assert {table for table in due if "DELETE" not in rights["wsp_retention"][table]} == set()


def test_nobody_else_has_rights_and_nobody_may_truncate(rights: dict[str, dict[str, set[str]]]) -> None:
    assert {table for table in OURS if rights["PUBLIC"][table]} == set()
    for role in ("wsp_app", "wsp_retention"):
        for table in OURS:
            assert rights[role][table] <= {"SELECT", "INSERT", "UPDATE", "DELETE"}


def test_the_daily_roles_own_nothing_and_step_over_no_wall(catalogue: Connection) -> None:
    rows = catalogue.execute(
        text(
            "select rolname, rolsuper, rolbypassrls, rolcreatedb, rolcreaterole, "
            "has_schema_privilege(rolname, 'public', 'CREATE'), "
            "exists (select from pg_class c where c.relowner = r.oid) "
            "from pg_roles r where rolname in ('wsp_app', 'wsp_retention')"
        )
    ).all()
    assert len(rows) == 2
    for row in rows:
        assert not any(row[1:]), row
