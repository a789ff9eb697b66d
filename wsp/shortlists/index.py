"""The candidate and vacancy stores of a region, held in memory and never stale.

Freshness: deferred triggers raise the region's version at commit and note which subjects changed; each request reads
the version and loads what is newer. Stores are kept per process and per database; a worker that starts later loads
its own.
"""

import gc
import uuid
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from threading import Lock
from typing import Any, Generic, TypeVar
from weakref import WeakKeyDictionary

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import Session

from matching.store import CandidateStore, VacancyStore
from matching.types import CandidateProfile, VacancyQuery
from wsp.candidates.models import Candidate, Residence
from wsp.candidates.policy import rankable
from wsp.foundation import db
from wsp.foundation.versions import known
from wsp.shortlists.language import text_space
from wsp.shortlists.models import IndexChange, IndexVersion
from wsp.shortlists.profiles import candidate_profiles, vacancy_queries
from wsp.vacancies.enums import VacancyState
from wsp.vacancies.models import Vacancy

S = TypeVar("S", CandidateStore, VacancyStore)
_REBUILD_SHARE = 0.3  # above this part of changed rows a fresh store is quicker, and its text space is fitted anew
_MERGE_SHARE = 0.05  # above this part of rows outside the sorted ones a ranking would slow down
_MANY = 1000  # people or vacancies: so many are kept out of sight of the garbage collector
_NARROWED = 32  # filtered stores that are kept: each is a row of flags over the whole one


@dataclass
class _Held(Generic[S]):
    """A store with the version and day it belongs to."""

    store: S
    v: int
    on: date


@dataclass
class _Shelf:
    """What this process holds for one region."""

    lock: Lock = field(default_factory=Lock)
    candidates: _Held[CandidateStore] | None = None
    vacancies: _Held[VacancyStore] | None = None
    homes: tuple[int, date, Mapping[str, int]] | None = None
    narrowed: dict[Hashable, tuple[CandidateStore, CandidateStore]] = field(default_factory=dict)
    """Filter -> the store it was made from, and what it left of it."""


class Index:
    """The stores of all regions of one database."""

    def __init__(self) -> None:
        self._shelves: dict[str, _Shelf] = {}
        self._lock = Lock()

    def candidates(self, session: Session, region: str, *, on: date) -> CandidateStore:
        """Everybody who may be ranked on `on`: agreement to share, placeable, no objection."""

        def load(own: Session, ids: set[uuid.UUID] | None) -> list[CandidateProfile]:
            where = rankable(on) if ids is None else and_(rankable(on), Candidate.id.in_(ids))
            return candidate_profiles(own, where, on=on)

        def build(own: Session, records: list[CandidateProfile]) -> CandidateStore:
            def texts() -> list[CandidateProfile | VacancyQuery]:
                return [*records, *vacancy_queries(own, offered(), on=on)]

            return CandidateStore.from_profiles(records, space=text_space(own, region, on=on, texts=texts))

        shelf = self._shelf(region)
        with shelf.lock:
            shelf.candidates = _fresh(session, region, shelf.candidates, "kandidaat", on, load, build)
            return shelf.candidates.store

    def narrowed(
        self, session: Session, region: str, *, on: date, key: Hashable, ids: Callable[[], Iterable[str]]
    ) -> CandidateStore:
        """Those of `candidates` whose ids are among `ids()`; asked once per `key` until somebody changes something."""
        store, shelf = self.candidates(session, region, on=on), self._shelf(region)
        held = shelf.narrowed.get(key)
        if held is None or held[0] is not store:
            held = (store, store.only(ids()))
            with shelf.lock:
                if len(shelf.narrowed) >= _NARROWED:
                    shelf.narrowed.clear()
                shelf.narrowed[key] = held
        return held[1]

    def vacancies(self, session: Session, region: str, *, on: date) -> VacancyStore:
        """All vacancies that may be offered: open or in treatment."""

        def load(own: Session, ids: set[uuid.UUID] | None) -> list[VacancyQuery]:
            return vacancy_queries(own, offered() if ids is None else and_(offered(), Vacancy.id.in_(ids)), on=on)

        def build(own: Session, records: list[VacancyQuery]) -> VacancyStore:
            def texts() -> list[CandidateProfile | VacancyQuery]:
                return [*records, *candidate_profiles(own, rankable(on), on=on)]

            return VacancyStore.from_vacancies(records, space=text_space(own, region, on=on, texts=texts))

        shelf = self._shelf(region)
        with shelf.lock:
            shelf.vacancies = _fresh(session, region, shelf.vacancies, "vacature", on, load, build)
            return shelf.vacancies.store

    def homes(self, session: Session, region: str, *, on: date) -> Mapping[str, int]:
        """How many of those who may be ranked live in each municipality; counted once per version of the region."""
        shelf, v = self._shelf(region), _version(session)
        held = shelf.homes
        if held is None or held[:2] != (v, on):
            rows = session.execute(
                select(Residence.municipality_code, func.count().label("people"))
                .join(
                    Candidate, and_(Candidate.region_id == Residence.region_id, Candidate.id == Residence.candidate_id)
                )
                .where(rankable(on), known(Residence, on=on))
                .group_by(Residence.municipality_code)
            )
            shelf.homes = held = (v, on, {row.municipality_code: row.people for row in rows})
        return held[2]

    def _shelf(self, region: str) -> _Shelf:
        with self._lock:
            return self._shelves.setdefault(region, _Shelf())


def offered() -> ColumnElement[bool]:
    """Filter: vacancies that candidates are looked for."""
    return Vacancy.state.in_([VacancyState.OPEN.value, VacancyState.IN_PROGRESS.value])


def _fresh(
    session: Session,
    region: str,
    held: _Held[S] | None,
    kind: str,
    on: date,
    load: Callable[[Session, set[uuid.UUID] | None], list[Any]],
    build: Callable[[Session, list[Any]], S],
) -> _Held[S]:
    """What is held, brought up to the region's version.

    Loading happens in a transaction of its own: a store outlives the request, so it may never hold rows that the
    request wrote and then rolled back. The version is read before the rows; rows that are newer than it are
    harmless, since they will be loaded again.
    """
    if held is not None and held.on == on and held.v == _version(session):
        return held
    with db.unit_of_work(region) as own:
        v = _version(own)
        if held is None or held.on != on or held.v > v:
            return _Held(_settled(build(own, load(own, None))), v, on)
        changed = select(IndexChange.subject_id).where(IndexChange.kind == kind, IndexChange.v > held.v)
        ids = set(own.scalars(changed))
        if len(ids) > _REBUILD_SHARE * max(len(held.store), 1):
            return _Held(_settled(build(own, load(own, None))), v, on)
        records = load(own, ids) if ids else []
        gone = {str(each) for each in ids} - {record.id for record in records}
        store = held.store.with_changes(records, gone)
        return _Held(store.merged() if store.changed_share > _MERGE_SHARE else store, v, on)


def _settled(store: S) -> S:
    """The store, out of sight of the garbage collector.

    It looks through everything that lives, again and again, and a whole region lives long: every few requests one
    waited a fifth of a second for it (measured with 9,000 people). What is let go of is still freed at once; what hangs
    together in a circle at the next building. A few people are looked through sooner than they are put away.
    """
    if len(store) < _MANY:
        return store
    gc.unfreeze()
    gc.collect()
    gc.freeze()
    return store


def _version(session: Session) -> int:
    """The region's version, read once per transaction."""
    if "index_version" not in session.info:
        session.info["index_version"] = session.scalar(select(IndexVersion.v)) or 0
    return int(session.info["index_version"])


_indexes: WeakKeyDictionary[db.Database, Index] = WeakKeyDictionary()


def index() -> Index:
    """The index of the configured database. In a test's own transaction nothing commits, so nothing may be kept."""
    database = db.database()
    return Index() if database.bound else _indexes.setdefault(database, Index())
