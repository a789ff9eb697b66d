"""Database wiring: typed base, one unit of work, the region wall's setting, and what happens after a commit.

The region wall (design decision 7) stands in the database: row-level security compares `region_id` with the
transaction-local setting `wsp.region`. This module is the only place that sets it.
"""

import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from decimal import Decimal
from typing import Any, ClassVar, cast

from sqlalchemy import (
    ColumnElement,
    DateTime,
    Engine,
    ForeignKeyConstraint,
    MetaData,
    Numeric,
    Table,
    Text,
    UniqueConstraint,
    create_engine,
    event,
    func,
    insert,
    text,
)
from sqlalchemy import Uuid as SqlUuid
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import (
    DeclarativeBase,
    InstrumentedAttribute,
    Mapped,
    Session,
    SessionTransaction,
    declared_attr,
    mapped_column,
    sessionmaker,
)

from wsp.foundation import clock

NAMING = {
    # Constraint names by convention: errors are told apart by name, never by message text.
    "pk": "pk_%(table_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
}


class Base(DeclarativeBase):
    """Base of all typed mappings. Money is Numeric(12, 2); times are UTC with zone; text is text."""

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        str: Text(),
        uuid.UUID: SqlUuid(),
        datetime: DateTime(timezone=True),
        Decimal: Numeric(12, 2),
        dict[str, Any]: JSONB(none_as_null=True),
        list[Any]: JSONB(none_as_null=True),
    }


class Keyed:
    """A row with a public id (uuid4) and the moment it was recorded."""

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)
    created_at: Mapped[datetime] = mapped_column(default=clock.now)


class RegionOwned(Keyed):
    """A row inside the region wall: `region_id` is the AM code.

    Its migration must call `walled()`; tables that refer to it use `region_fk()`, so that a reference can never
    cross the wall.
    """

    region_id: Mapped[str] = mapped_column(Text())

    @declared_attr.directive
    @classmethod
    def __table_args__(cls) -> tuple[Any, ...]:
        return (UniqueConstraint("region_id", "id"),)


class Versioned:
    """Optimistic locking: the form carries `version`, a stale write is refused with both versions shown."""

    version: Mapped[int] = mapped_column(default=1)
    updated_at: Mapped[datetime] = mapped_column(default=clock.now, onupdate=clock.now)

    @declared_attr.directive
    @classmethod
    def __mapper_args__(cls) -> dict[str, Any]:
        return {"version_id_col": cls.version}


def insert_many(session: Session, model: type[Base], rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows that all name the same columns, in one go; defaults of columns that they leave out are filled in.

    By the table and not by the class: a bulk insert by class makes a statement for every pattern of empty values.
    """
    if rows:
        session.execute(insert(cast("Table", model.__table__)), list(rows))


def region_fk(column: str, table: str, *, ondelete: str | None = None) -> ForeignKeyConstraint:
    """A composite foreign key (region_id, column) -> (table.region_id, table.id)."""
    return ForeignKeyConstraint(["region_id", column], [f"{table}.region_id", f"{table}.id"], ondelete=ondelete)


_REGION = text("select set_config('wsp.region', :region, true)")


class Database:
    """An engine and its sessions. One per process and role; tests bind it to a connection they roll back."""

    def __init__(self, url: str, *, pool_size: int = 5) -> None:
        self.engine: Engine = create_engine(
            url,
            pool_size=pool_size,
            pool_pre_ping=True,
            connect_args={"connect_timeout": 3, "application_name": "wsp"},
        )
        self._sessions = sessionmaker(self.engine, expire_on_commit=False)
        event.listen(self._sessions, "after_begin", self._set_region)
        self.bound = False
        """True while a test holds everything in one transaction that is never committed."""

    def bind(self, connection: Any) -> None:
        """Run every session inside the transaction of `connection` (savepoints): for rolled-back tests only."""
        self.bound = connection is not None
        if connection is None:
            self._sessions.configure(bind=self.engine, join_transaction_mode="conditional_savepoint")
        else:
            self._sessions.configure(bind=connection, join_transaction_mode="create_savepoint")

    @contextmanager
    def unit_of_work(self, region: str | None) -> Iterator[Session]:
        """One transaction: commit at the end of the block, roll back when it raises.

        `region` is the AM code whose rows are visible; with None every walled table looks empty.
        Functions given to `on_commit` run after the commit, in order.
        """
        session = self._sessions()
        session.info["region"] = region or ""
        session.info["after_commit"] = []
        try:
            yield session
            session.commit()
        except BaseException:
            session.rollback()
            raise
        finally:
            session.close()
        for run in session.info["after_commit"]:
            run()

    def _set_region(self, session: Session, transaction: SessionTransaction, connection: Any) -> None:
        if transaction.nested:
            return
        region = session.info.get("region", "")
        # The setting ends with the transaction that made it: outside a region a fresh one has nothing to undo. Only a
        # test's savepoint stands inside a transaction that may have a region already.
        if region or self.bound:
            connection.execute(_REGION, {"region": region})

    def dispose(self) -> None:
        """Close all pooled connections."""
        self.engine.dispose()


def enter_region(session: Session, region: str) -> None:
    """Move a running transaction inside a region: only the log-in path needs this, after it read the membership."""
    session.info["region"] = region
    session.execute(_REGION, {"region": region})


def entering(region: InstrumentedAttribute[Any]) -> ColumnElement[Any]:
    """`enter_region` as a column of the statement that reads the membership: the region is entered where it is read.

    Whoever runs the statement tells the session with `entered`.
    """
    return func.set_config("wsp.region", region, True)


def entered(session: Session, region: str) -> None:
    """Note that a statement with `entering` moved this transaction inside `region`."""
    session.info["region"] = region


def refresh_statistics(session: Session | None = None) -> None:
    """Let the planner know what was just loaded: after thousands of new rows it would guess badly for a minute.

    Give the session that still holds those rows uncommitted and goes on to use them.
    """
    if session is not None:
        session.execute(text("select refresh_statistics()"))
        return
    with unit_of_work() as own:
        own.execute(text("select refresh_statistics()"))


def on_commit(session: Session, function: Callable[..., object], *args: str | int | uuid.UUID | None) -> None:
    """Call `function(*args)` after the commit, not at all after a rollback.

    Model instances are refused: they are detached by then, and what they show may be stale.
    """
    for arg in args:
        if isinstance(arg, Base):
            message = f"on_commit takes ids, not {type(arg).__name__} instances"
            raise TypeError(message)
    session.info["after_commit"].append(lambda: function(*args))


class _Current:
    """The process's database; set once by the application factory, the command line or the test session."""

    database: Database | None = None
    retention: Database | None = None


def configure(database: Database | None, *, retention: Database | None = None) -> None:
    """Make `database` the one that `unit_of_work` uses, and `retention` the one of `retention_work`.

    Only the worker and the command line have the second: the web never erases.
    """
    _Current.database = database
    _Current.retention = retention


def database() -> Database:
    """The configured database; an error when the program forgot to configure one."""
    if _Current.database is None:
        message = "no database configured: call wsp.foundation.db.configure first"
        raise RuntimeError(message)
    return _Current.database


@contextmanager
def unit_of_work(region: str | None = None) -> Iterator[Session]:
    """One transaction on the configured database; see `Database.unit_of_work`.

    A refused or failed attempt is recorded in a second, short unit of work after the first rolled back.
    """
    with database().unit_of_work(region) as session:
        yield session


def may_erase() -> bool:
    """Tell whether this process has the retention role: the worker and the command line have, the web has not."""
    return _Current.retention is not None


@contextmanager
def retention_work(region: str) -> Iterator[Session]:
    """One transaction as the retention role, the only one that may erase; for `privacy` and nothing else."""
    if _Current.retention is None:
        message = "no retention database configured: only the worker and the command line have one"
        raise RuntimeError(message)
    with _Current.retention.unit_of_work(region) as session:
        yield session
