"""A region of the size of the largest ones, to measure with: 50,000 candidates, 20,000 employers, 5,000 vacancies.

The demo region is loaded in a database of its own beside the demo's, and then copied inside the database, table by
table, with new ids, numbers and names. The same program gives the same rows. Ends with a read log as after a year.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Final

import psycopg
from sqlalchemy import Column, Table, Uuid

from wsp import demo, migrate
from wsp import models as _all_models  # noqa: F401 (the tables to copy)
from wsp.demo.plan import RegionPlan
from wsp.foundation import db
from wsp.foundation.db import Base
from wsp.foundation.private_server import PrivateServer, Urls

DATABASE: Final = "wsp_large"
COPIES: Final = 14
"""The whole region so many times, the first included."""

_AT_LEAST: Final = {"candidates": 50_000, "employers": 20_000, "vacancies": 5_000, "placements": 10_000}
_READS_PER_CANDIDATE: Final = 10
_COPIED: Final = (
    "businesses", "employers", "employer_sectors", "establishments", "contacts", "contact_moments", "candidates",
    "candidate_personal", "candidate_wishes", "candidate_experiences", "candidate_residences",
    "loonwaarde_indications", "register_checks", "sharing_agreements", "vacancies", "vacancy_tasks", "introductions",
    "introduction_steps", "placements", "placement_terms", "placement_loonwaardes", "placement_instruments",
    "instrument_decisions", "tasks", "audit_events",
)  # fmt: skip
"""The tables of the daily work; the rest are settings, counters, and what the program writes by itself."""

Progress = Callable[[str], None]


def provide(server: PrivateServer, progress: Progress) -> Urls:
    """The large database of this server; made when it is not there yet, or belongs to older tables or another size."""
    mark = f"{migrate.head()} {COPIES}"
    urls = server.provision(DATABASE)
    if _mark(urls) == mark:
        return urls
    progress("large region: making it takes a few minutes ...")
    urls = server.provision(DATABASE, fresh=True)
    migrate.upgrade(urls.owner)
    _load_demo(urls, progress)
    with psycopg.connect(_plain(urls.superuser), autocommit=True) as connection:
        _copy_all(connection, progress)
        _read_log(connection)
        connection.execute("VACUUM ANALYZE")
        _check(connection)
        connection.execute(f"COMMENT ON DATABASE {DATABASE} IS '{mark}'")
    return urls


def _plain(url: str) -> str:
    return url.replace("postgresql+psycopg://", "postgresql://")


def _mark(urls: Urls) -> str | None:
    with psycopg.connect(_plain(urls.superuser)) as connection:
        row = connection.execute(
            "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s", (DATABASE,)
        ).fetchone()
    return None if row is None else row[0]


def _load_demo(urls: Urls, progress: Progress) -> None:
    before = db._Current.database  # noqa: SLF001 (put back afterwards)
    own = db.Database(urls.app)
    db.configure(own)
    try:
        demo.load(progress=progress, chosen=[_planned(plan) for plan in demo.plans()])
    finally:
        db.configure(before)
        own.dispose()


def _planned(plan: RegionPlan) -> RegionPlan:
    """The demo's main region with the proportions of the largest ones; the second as it is."""
    if plan.code != "AM01":
        return plan
    others = dict.fromkeys(plan.other_vacancies, 20)
    return replace(
        plan,
        employers=1450,
        candidates=3600,
        placements=730,
        open_vacancies=360 - sum(others.values()),
        other_vacancies=others,
    )


def _copy_all(connection: psycopg.Connection, progress: Progress) -> None:
    names = frozenset(_COPIED)
    # No triggers and no checks of references: the copies refer to copies, by construction.
    connection.execute("SET session_replication_role = replica")
    connection.execute("SET synchronous_commit = off")
    for name in _COPIED:
        done = connection.execute(_copy(Base.metadata.tables[name], names)).rowcount
        progress(f"  {name}: {done} rows")
    connection.execute("SET session_replication_role = origin")
    for series in ("candidates", "employers", "vacancies", "placements"):
        connection.execute(
            f"UPDATE number_series s SET last = n.last FROM "
            f"(SELECT region_id, max(number) AS last FROM {series} GROUP BY region_id) n "
            f"WHERE s.region_id = n.region_id AND s.series = '{series}'"
        )
    connection.execute("UPDATE index_versions SET v = v + 1")


def _copy(table: Table, copied: frozenset[str]) -> str:
    columns = ", ".join(column.name for column in table.c)
    values = ", ".join(_value(table, column, copied) for column in table.c)
    source = f"(SELECT *, row_number() OVER (ORDER BY id) AS rank FROM {table.name}) AS old"
    donor = (
        " JOIN (SELECT row_number() OVER (ORDER BY id) AS rank, count(*) OVER () AS total, region_id AS r,"
        " last_name AS other_last, name_prefix AS other_prefix FROM candidates) AS donor"
        " ON donor.rank = 1 + (old.rank * 7 + n * 101) % donor.total"
        if table.name == "candidates"
        else ""
    )
    return (
        f"INSERT INTO {table.name} ({columns}) SELECT {values} FROM {source} "
        f"CROSS JOIN generate_series(1, {COPIES - 1}) AS n{donor}"
    )


def _value(table: Table, column: Column[object], copied: frozenset[str]) -> str:
    """How a column of copy `n` follows from the old row."""
    own = _OWN.get((table.name, column.name))
    if own is not None:
        return own
    if isinstance(column.type, Uuid):
        targets = {key.column.table.name for key in column.foreign_keys}
        targets |= {
            key.referred_table.name
            for key in table.foreign_key_constraints
            if column in set(key.columns) and column.name != "region_id"
        }
        if column.name in ("id", "subject_id") or targets & copied:
            return f"md5(old.{column.name}::text || n)::uuid"
    if column.name == "number":
        # Numbers of one series stay apart: every copy has its own thousand times ten.
        return "old.number + n * 10000"
    return f"old.{column.name}"


_FOLDED: Final = "translate(lower({0}), 'àáâäçèéêëìíîïñòóôöùúûü', 'aaaaceeeeiiiinoooouuuu')"
_OWN: Final = {
    ("candidates", "last_name"): "donor.other_last",
    ("candidates", "name_prefix"): "donor.other_prefix",
    ("candidates", "sort_key"): _FOLDED.format("concat_ws(' ', donor.other_last, donor.other_prefix, old.first_name)"),
    ("employers", "name"): "old.name || ' ' || (n + 1)",
    ("employers", "sort_key"): "old.sort_key || ' ' || (n + 1)",
    ("employers", "match_key"): "old.match_key || (n + 1)",
    ("businesses", "kvk_number"): "lpad((1000000 + n * 100000 + old.rank)::text, 8, '0')",
    ("businesses", "name"): "old.name || ' ' || (n + 1)",
    ("tasks", "key"): "n || ':' || old.key",
    # One person, one number: the copies have none, as many candidates have.
    ("candidate_personal", "bsn"): "NULL",
    ("candidate_personal", "bsn_lookup"): "NULL",
}


def _read_log(connection: psycopg.Connection) -> None:
    """Who looked at whom: the newest rows are of today, the oldest of a year ago."""
    connection.execute(
        "INSERT INTO read_events (id, created_at, region_id, user_id, organisation_id, request_id, subject_kind, "
        "subject_id, purpose, erased) "
        "SELECT md5(c.id::text || 'read' || n)::uuid, now() - make_interval(hours => (c.number * 7 + n * 877) % 8760), "
        "c.region_id, c.client_manager_id, c.organisation_id, 'bench', 'candidate', c.id, 'dossier', false "
        f"FROM candidates c CROSS JOIN generate_series(1, {_READS_PER_CANDIDATE}) AS n"
    )


def _check(connection: psycopg.Connection) -> None:
    for table, least in _AT_LEAST.items():
        row = connection.execute(f"SELECT count(*) FROM {table} WHERE region_id = 'AM01'").fetchone()
        assert row is not None  # noqa: S101 (a count is a row)
        if row[0] < least:
            message = f"the large region has {row[0]} rows in {table}, fewer than {least}"
            raise RuntimeError(message)
