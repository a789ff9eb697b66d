"""The region wall of design decision 7, on committed rows and one pooled connection that is used again and again."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from sqlalchemy import (
    Delete,
    ForeignKeyConstraint,
    Table,
    Update,
    create_engine,
    delete,
    func,
    insert,
    select,
    text,
    update,
)
from sqlalchemy.exc import DBAPIError, IntegrityError, ProgrammingError
from sqlalchemy.pool import NullPool

from tests.conftest import copy_template
from tests.security import rows
from wsp.foundation.db import Base, Database
from wsp.foundation.private_server import PrivateServer
from wsp.policy.retention import TABLES
from wsp.settings import Settings

A, B = "AM01", "AM14"
WALLED = [table for table in Base.metadata.sorted_tables if not TABLES[table.name].outside_wall]


@dataclass
class Filled:
    """Committed rows of two regions, seen through one pooled connection of the application's role."""

    settings: Settings
    app: Database
    rows: dict[str, dict[str, dict[str, Any]]]


@pytest.fixture(scope="module")
def filled(server: PrivateServer, settings: Settings) -> Iterator[Filled]:
    """A row of both regions in every table, committed, in a database of these tests' own."""
    urls = copy_template(server, "wsp_walls_" + uuid.uuid4().hex[:12])
    owner = create_engine(urls.owner, poolclass=NullPool)
    with owner.begin() as connection:
        of_a = rows.fill(connection, A)
        of_b = rows.fill(connection, B, of_a)
    app = Database(urls.app, pool_size=1)
    own = settings.with_urls(app=urls.app, owner=urls.owner, retention=urls.retention)
    yield Filled(own, app, {A: of_a, B: of_b})
    app.dispose()
    server.drop(urls.app.split("/")[-1].split("?")[0])


def _seen(app: Database, region: str | None) -> dict[str, set[str]]:
    with app.unit_of_work(region) as session:
        return {table.name: set(session.execute(select(table.c.region_id).distinct()).scalars()) for table in WALLED}


def _backend(app: Database) -> int:
    with app.unit_of_work(None) as session:
        return session.scalar(text("select pg_backend_pid()")) or 0


def test_each_unit_of_work_sees_its_own_region_and_without_one_nothing(filled: Filled) -> None:
    nothing: dict[str, set[str]] = {table.name: set() for table in WALLED}
    before = _backend(filled.app)
    for region in (A, None, B, A, None):
        expected = {table.name: {region} for table in WALLED} if region else nothing
        assert _seen(filled.app, region) == expected
    assert _backend(filled.app) == before, "the test must use one connection again"


def test_a_failed_unit_of_work_does_not_leave_its_region_behind(filled: Filled) -> None:
    with pytest.raises(DBAPIError), filled.app.unit_of_work(A) as session:
        session.execute(text("select 1 / 0"))
    assert not any(_seen(filled.app, None).values())


def test_no_row_of_another_region_can_be_changed_or_removed(filled: Filled) -> None:
    for table in WALLED:
        of_b = table.c.region_id == B
        for statement in (update(table).where(of_b).values(region_id=A), delete(table).where(of_b)):
            assert _touched(filled.app, statement) in (0, "42501"), table.name
    assert _seen(filled.app, B) == {table.name: {B} for table in WALLED}


def _touched(app: Database, statement: Update | Delete) -> int | str:
    """How many rows region A could change; the database's code when it has no right to try."""
    try:
        with app.unit_of_work(A) as session:
            return session.execute(statement).rowcount  # type: ignore[attr-defined]  # put there by the library or the strict client
    except ProgrammingError as error:
        return str(getattr(error.orig, "sqlstate", ""))


def test_no_row_can_be_written_into_another_region_or_into_none(filled: Filled) -> None:
    for table in WALLED:
        fresh = rows.row(table, B, filled.rows[B])
        for region in (A, None):
            with pytest.raises(DBAPIError) as refused, filled.app.unit_of_work(region) as session:
                session.execute(insert(table).values(fresh))
            assert refused.value.orig.sqlstate == "42501", table.name  # type: ignore[union-attr]  # there in this test; None would fail it loudly


def test_a_row_cannot_be_moved_to_another_region(filled: Filled) -> None:
    for table in WALLED:
        with pytest.raises(DBAPIError) as refused, filled.app.unit_of_work(A) as session:
            session.execute(update(table).values(region_id=B))
        assert refused.value.orig.sqlstate == "42501", table.name  # type: ignore[union-attr]  # there in this test; None would fail it loudly


def test_a_reference_cannot_cross_the_wall(filled: Filled) -> None:
    crossings = [
        (table, constraint)
        for table in WALLED
        for constraint in table.foreign_key_constraints
        if not TABLES[constraint.referred_table.name].outside_wall
    ]
    assert len(crossings) > 20
    for table, constraint in crossings:
        fresh = (
            rows.row(table, A, filled.rows[A]) | _own_parent(table, filled) | _pointing_at(constraint, filled.rows[B])
        )
        with pytest.raises(IntegrityError) as refused, filled.app.unit_of_work(A) as session:
            session.execute(insert(table).values(fresh))
        assert refused.value.orig.sqlstate == "23503", constraint.name  # type: ignore[union-attr]  # there in this test; None would fail it loudly


ONE_EACH = {
    "allocation_pairs": ("plan_id", "allocation_plans"), "social_return_placements": ("placement_id", "placements"),
}  # fmt: skip
"""Tables of which a parent has each other record, or each day, once: a row that only differs in the other would be a
second one."""


def _own_parent(table: Table, filled: Filled) -> dict[str, Any]:
    """A parent that has no row yet, for those tables: else being double is refused before the wall is reached."""
    if table.name not in ONE_EACH:
        return {}
    column, name = ONE_EACH[table.name]
    parent = Base.metadata.tables[name]
    made = rows.row(parent, A, filled.rows[A])
    with filled.app.unit_of_work(A) as session:
        session.execute(insert(parent).values(made))
    return {column: made["id"]}


def _pointing_at(constraint: ForeignKeyConstraint, other: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """The columns of this key with the ids of the other region's row."""
    return {
        element.parent.name: other[constraint.referred_table.name][element.column.name]
        for element in constraint.elements
        if element.column.name != "region_id"
    }


def test_the_owner_of_no_region_hides_rows_from_counts_and_aggregates(filled: Filled) -> None:
    candidates = Base.metadata.tables["candidates"]
    with filled.app.unit_of_work(A) as session:
        assert session.scalar(select(func.count()).select_from(candidates)) == 1
        assert session.scalar(select(func.max(candidates.c.number))) == filled.rows[A]["candidates"]["number"]


@pytest.mark.parametrize(
    "statement",
    [
        "update audit_events set reason = 'anders'",
        "delete from audit_events",
        "update read_events set purpose = 'anders'",
        "delete from read_events",
        "truncate audit_events",
        "delete from candidates",
        "create table eigen (id int)",
        "alter table candidates disable row level security",
        "drop policy region_wall on candidates",
        "set role wsp_owner",
        "set session_replication_role = replica",
    ],
)
def test_the_application_can_neither_rewrite_the_log_nor_the_schema(filled: Filled, statement: str) -> None:
    with pytest.raises(DBAPIError) as refused, filled.app.unit_of_work(A) as session:
        session.execute(text(statement))
    assert refused.value.orig.sqlstate == "42501"  # type: ignore[union-attr]  # there in this test; None would fail it loudly


def test_only_retention_erases_and_only_inside_one_region(filled: Filled) -> None:
    retention = Database(filled.settings.retention_database_url, pool_size=1)
    events: Table = Base.metadata.tables["read_events"]
    with retention.unit_of_work(A) as session:
        assert session.execute(delete(events)).rowcount == 1  # type: ignore[attr-defined]  # put there by the library or the strict client
        session.rollback()  # the other tests need the row
    retention.dispose()


def test_a_log_in_is_recorded_before_the_region_is_known_and_not_shown(filled: Filled) -> None:
    events = Base.metadata.tables["audit_events"]
    fresh = rows.row(events, "", filled.rows[A])
    with filled.app.unit_of_work(None) as session:
        session.execute(insert(events).values(fresh))
    assert _seen(filled.app, None)["audit_events"] == set()
