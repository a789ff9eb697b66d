"""What rarely changes is kept in the process: reference lists, names of colleagues, approved policy values.

Each kind has a row with its edition. Deferred triggers raise it at commit, and every request reads all of them with
the statement that finds its session; what is kept belongs to one edition and is read anew after the next.
"""

from collections.abc import Callable, Hashable, Iterable, Mapping
from enum import StrEnum
from threading import Lock
from typing import Any, Final, TypeVar, cast
from weakref import WeakKeyDictionary

from sqlalchemy import BigInteger, Select, event, func, select
from sqlalchemy.orm import Mapped, ORMExecuteState, Session, mapped_column

from wsp.foundation import db
from wsp.foundation.db import Base

T = TypeVar("T")


class Kind(StrEnum):
    """What can be kept; the migration names the tables of each."""

    REFERENCE = "reference"
    STAFF = "staff"
    POLICY = "policy"
    TITLES = "titles"
    # From here on every region has an edition of its own.
    JOBS = "banen"
    """What the banenafspraak counts."""
    PEOPLE = "kandidaten"
    """What the lists of a room ask for; so are the next four."""
    EMPLOYERS = "werkgevers"
    VACANCIES = "vacatures"
    PLACEMENTS = "plaatsingen"
    TASKS = "taken"
    WEIGHTS = "gewichten"
    """The weights with which a region ranks."""


TABLES: Final = {
    "municipalities": Kind.REFERENCE,
    "regions": Kind.REFERENCE,
    "postcodes": Kind.REFERENCE,
    "occupations": Kind.REFERENCE,
    "occupation_labels": Kind.REFERENCE,
    "reference_loads": Kind.REFERENCE,
    "users": Kind.STAFF,
    "organisations": Kind.STAFF,
    "policy_values": Kind.POLICY,
    "title_corrections": Kind.TITLES,
}
"""The tables whose change raises an edition; a test compares this with the triggers."""

REGIONAL: Final[Mapping[str, tuple[Kind, ...]]] = {
    "placements": (Kind.JOBS, Kind.PLACEMENTS),
    "placement_terms": (Kind.JOBS, Kind.PLACEMENTS),
    "placement_instruments": (Kind.PLACEMENTS,),
    "introductions": (Kind.PLACEMENTS,),
    "register_checks": (Kind.JOBS,),
    "employer_sectors": (Kind.JOBS, Kind.EMPLOYERS),
    "employers": (Kind.EMPLOYERS,),
    "establishments": (Kind.EMPLOYERS,),
    "contacts": (Kind.EMPLOYERS,),
    "contact_moments": (Kind.EMPLOYERS,),
    "candidate_residences": (Kind.JOBS, Kind.PEOPLE),
    "candidates": (Kind.PEOPLE,),
    "loonwaarde_indications": (Kind.PEOPLE,),
    "sharing_agreements": (Kind.PEOPLE,),
    "emergency_accesses": (Kind.PEOPLE,),
    "vacancies": (Kind.VACANCIES,),
    "vacancy_tasks": (Kind.VACANCIES,),
    "tasks": (Kind.TASKS,),
    "banenafspraak_targets": (Kind.JOBS,),
    "weight_versions": (Kind.WEIGHTS,),
}
"""The same with an edition for each region."""

MOST: Final = 500
"""Values that a process keeps; the one that was kept first makes place."""


class Edition(Base):
    """The edition of one kind; raised by the database, never by the program."""

    __tablename__ = "editions"

    name: Mapped[str] = mapped_column(primary_key=True)
    v: Mapped[int] = mapped_column(BigInteger)


_WATCHED: Final[Mapping[str, tuple[Kind, ...]]] = {name: (kind,) for name, kind in TABLES.items()} | dict(REGIONAL)
_REGIONAL_KINDS: Final = frozenset(kind for kinds in REGIONAL.values() for kind in kinds)
_INFO: Final = "editions"
_CHANGED: Final = "editions_changed"


def current() -> Select[dict[str, int]]:
    """Every edition as one JSON value: a column for the statement that opens a request, see `note`."""
    return select(func.jsonb_object_agg(Edition.name, Edition.v))


def note(session: Session, editions: dict[str, int]) -> None:
    """Remember the editions that this transaction read; older than what it reads later, so never too new."""
    session.info[_INFO] = editions


def of(session: Session, kind: Kind) -> int:
    """The edition of `kind` that this transaction goes by: part of the key of what depends on two kinds."""
    if _INFO not in session.info:
        note(session, session.scalar(current()) or {})
    name = f"{kind.value}:{session.info['region']}" if kind in _REGIONAL_KINDS else kind.value
    return int(session.info[_INFO].get(name, 0))


def watched() -> Mapping[str, tuple[Kind, ...]]:
    """The tables whose change raises an edition, with the kinds that they raise."""
    return _WATCHED


def changed(session: Session, kinds: Iterable[Kind]) -> bool:
    """Tell whether this transaction changed rows of one of these kinds itself: then nothing kept holds for it."""
    return not session.info.get(_CHANGED, frozenset()).isdisjoint(kinds)


class _Shelf:
    """What this process keeps of one database."""

    def __init__(self) -> None:
        self.lock = Lock()
        self.kept: dict[tuple[Kind, Hashable], tuple[int, Any]] = {}


_shelves: WeakKeyDictionary[db.Database, _Shelf] = WeakKeyDictionary()


def kept(session: Session, kind: Kind, key: Hashable, load: Callable[[], T]) -> T:
    """What `load` gave for `key` in this edition of `kind`, from this process's memory where it is there already.

    The value is shared between requests: plain, complete and never changed. A transaction that changes such rows
    itself reads past the memory, and leaves nothing in it; so does a test's transaction, in which nothing commits.
    """
    database = db.database()
    if database.bound or changed(session, (kind,)):
        return load()
    v = of(session, kind)
    shelf = _shelves.setdefault(database, _Shelf())
    found = shelf.kept.get((kind, key))
    if found is not None and found[0] == v:
        return cast("T", found[1])
    value = load()
    with shelf.lock:
        shelf.kept.pop((kind, key), None)
        shelf.kept[kind, key] = (v, value)
        while len(shelf.kept) > MOST:
            del shelf.kept[next(iter(shelf.kept))]
    return value


def _see_flush(session: Session, *_: object) -> None:
    for row in (*session.new, *session.dirty, *session.deleted):
        _see(session, getattr(row, "__tablename__", ""))


def _see_statement(state: ORMExecuteState) -> None:
    if not state.is_select:
        _see(state.session, getattr(getattr(state.statement, "table", None), "name", ""))


def _see(session: Session, table: str) -> None:
    if table in _WATCHED:
        session.info.setdefault(_CHANGED, set()).update(_WATCHED[table])


event.listen(Session, "before_flush", _see_flush)
event.listen(Session, "do_orm_execute", _see_statement)
