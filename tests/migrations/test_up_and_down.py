"""Every migration goes down and up again on filled tables: what it does not touch stays, the schema is as before."""

import itertools
import time
import uuid
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, Final

import psycopg
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, create_engine, insert, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import NullPool

from tests.conftest import copy_template
from tests.migrations.shape import columns, contents, shape
from tests.security import rows
from wsp import demo, migrate
from wsp.foundation import db
from wsp.foundation.db import Base, Database
from wsp.foundation.private_server import PrivateServer
from wsp.operations.clients import libpq
from wsp.settings import Settings

REGION: Final = "AM01"
SECONDS: Final = 20
"""A migration that takes longer on a small region would hold up everybody on a real one."""

COUNTERS: Final = {"editions", "index_changes", "index_versions"}
"""Triggers count every change here, those of a migration too: that is what they are for."""

REWRITES: Final = {
    "0011": {"user_sessions"},  # sessions from before know no organisation and are ended: their owners log in again
}
"""Revision -> tables in which it changes values that were there before, on purpose."""


def revisions() -> list[str]:
    """Oldest first."""
    scripts = ScriptDirectory.from_config(migrate._config(Settings.migrations_dir))
    return [script.revision for script in reversed(list(scripts.walk_revisions()))]


@pytest.fixture
def owner(server: PrivateServer, settings: Settings) -> Iterator[str]:
    """A database with a small demo region and at least one row in nearly every table; gives its owner's address."""
    name = f"wsp_migrations_{uuid.uuid4().hex[:8]}"
    urls = copy_template(server, name)
    own = Database(urls.app)
    db.configure(own)
    whole = demo.plans([REGION])[0]
    few = dict.fromkeys(whole.other_vacancies, 1)
    demo.load(
        chosen=[replace(whole, employers=30, open_vacancies=10, other_vacancies=few, candidates=60, placements=15)]
    )
    db.configure(None)
    own.dispose()
    engine = create_engine(urls.owner, poolclass=NullPool)
    with engine.begin() as connection:
        _fill_the_rest(connection)
    engine.dispose()
    yield urls.owner
    server.drop(name)


def _fill_the_rest(connection: Connection) -> None:
    """A made-up row where the demo has none; a table whose checks refuse it stays empty."""
    made: dict[str, dict[str, Any]] = {}
    empty = 0
    for table in Base.metadata.sorted_tables:
        found = connection.execute(select(table).limit(1)).mappings().first()
        if found is None:
            try:
                with connection.begin_nested():
                    connection.execute(insert(table).values(rows.row(table, REGION, made)))
            except (DBAPIError, KeyError):
                empty += 1
                continue
            found = connection.execute(select(table).limit(1)).mappings().one()
        made[table.name] = dict(found)
    assert empty <= len(Base.metadata.sorted_tables) // 10, "too many tables are empty for this to prove anything"


@pytest.mark.slow
@pytest.mark.rule("R8")
def test_every_migration_goes_down_and_up_again_with_rows_in_it(owner: str) -> None:
    with psycopg.connect(libpq(owner), autocommit=True) as connection:
        connection.execute("set timezone = 'UTC'")
        for older, revision in reversed(list(itertools.pairwise(["base", *revisions()]))):
            before = shape(connection)
            known = columns(connection)
            full = contents(connection, known)
            migrate.downgrade(owner, revision=older)
            left = columns(connection)
            assert set(left) <= set(known), f"{revision} down makes a table"
            common = {table: names & known[table] for table, names in left.items() if table not in COUNTERS}
            down = contents(connection, common)
            _agree(revision, "down", {table: full[table][0] for table in common}, down)
            began = time.monotonic()
            migrate.upgrade(owner, revision=revision)
            assert time.monotonic() - began < SECONDS, revision
            assert shape(connection) ^ before == set(), f"{revision} down and up is not the same schema"
            up = contents(connection, common)
            assert {table for table in common if up[table][0] != down[table][0]} == set(), revision
            changed = {table for table in common if up[table] != down[table]}
            assert changed <= REWRITES.get(revision, set()), revision
            migrate.downgrade(owner, revision=older)
            assert columns(connection) == left
        assert columns(connection) == {}
        migrate.upgrade(owner)
        assert migrate.current(owner) == migrate.head()


def _agree(revision: str, way: str, counts: dict[str, int], found: dict[str, tuple[int, str]]) -> None:
    lost = {table: (number, found[table][0]) for table, number in counts.items() if found[table][0] != number}
    assert lost == {}, f"{revision} {way} loses rows"


def test_the_schema_of_the_migrations_is_that_of_the_models(settings: Settings) -> None:
    engine = create_engine(settings.owner_database_url, poolclass=NullPool)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"include_object": _ours, "compare_type": True})
        assert compare_metadata(context, Base.metadata) == []
    engine.dispose()


def _ours(_object: object, name: str | None, kind: str, _reflected: bool, _other: object) -> bool:  # noqa: FBT001 (the library passes it)
    """The queue's tables are its library's."""
    return not (kind == "table" and (name or "").startswith("procrastinate"))


def test_migrations_are_numbered_in_a_row_with_one_head() -> None:
    assert revisions() == [f"{number:04}" for number in range(1, len(revisions()) + 1)]
