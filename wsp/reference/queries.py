"""Reads of reference data. The lists are national and hold nothing about a person, so no actor is asked for."""

from collections.abc import Collection
from datetime import date
from threading import Lock

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from wsp.foundation import clock, editions
from wsp.foundation.editions import Kind
from wsp.reference import starter
from wsp.reference.errors import UnknownOccupation
from wsp.reference.models import (
    IscoGroup,
    Municipality,
    Occupation,
    OccupationLabel,
    OccupationSkill,
    Postcode,
    ReferenceLoad,
    Region,
    Skill,
    TitleCorrection,
)
from wsp.reference.search import LabelIndex, LabelRow, OccupationHit


def occupation(session: Session, code: str) -> Occupation:
    """One occupation by code or ESCO URI, also one that its list dropped; raises UnknownOccupation."""
    found = session.get(Occupation, code)
    if found is None:
        raise UnknownOccupation("Dit beroep staat niet in de lijst. Kies een beroep uit de lijst.")
    return found


def occupation_names(session: Session, codes: Collection[str]) -> dict[str, str]:
    """Names of many occupations at once; a code that no list knows is left out."""
    every = editions.kept(
        session,
        Kind.REFERENCE,
        "occupation names",
        lambda: {row.code: row.name for row in session.execute(select(Occupation.code, Occupation.name))},
    )
    return {code: every[code] for code in codes if code in every}


def concepts(session: Session) -> dict[str, str]:
    """Every code to its concept: the ESCO URI where one is known, else the code itself.

    Two dossiers mean the same occupation when their concepts are equal, whichever list each was chosen from.
    """
    concept = func.coalesce(Occupation.esco_uri, Occupation.code).label("concept")
    return {row.code: row.concept for row in session.execute(select(Occupation.code, concept))}


def labels(session: Session) -> list[LabelRow]:
    """All names of occupations that are in use, the starter set first: what title linking and search need."""
    query = (
        select(
            Occupation.code,
            func.coalesce(Occupation.esco_uri, Occupation.code),
            Occupation.name,
            Occupation.isco,
            OccupationLabel.label,
            OccupationLabel.preferred,
            Occupation.scheme == "wsp",
        )
        .join(OccupationLabel, OccupationLabel.occupation_code == Occupation.code)
        .where(Occupation.active)
        .order_by(Occupation.scheme.desc(), Occupation.code, OccupationLabel.label)
    )
    return [LabelRow(*row) for row in session.execute(query)]


def labels_edition(session: Session) -> int:
    """Return a number that grows whenever occupations or their names change; 0 when nothing was ever loaded."""
    changes = ReferenceLoad.added + ReferenceLoad.changed + ReferenceLoad.removed
    query = select(func.max(ReferenceLoad.id)).where(ReferenceLoad.kind.in_(("starter", "esco")), changes > 0)
    return editions.kept(session, Kind.REFERENCE, "labels edition", lambda: session.scalar(query) or 0)


def find_occupations(session: Session, text: str, *, limit: int = 10) -> list[OccupationHit]:
    """Occupations whose name or everyday synonym fits what somebody typed, best first.

    Accents, case and word order do not matter and small typos are forgiven. An ESCO occupation that the starter set
    also has is shown once, under the starter set's name.
    """
    return _index(session).search(text, limit=limit, settled=settled_titles(session))


def settled_titles(session: Session) -> dict[str, str]:
    """Per folded title the occupation that a person chose for it."""
    query = select(TitleCorrection.title_key, TitleCorrection.occupation_code)
    return editions.kept(
        session,
        Kind.TITLES,
        "settled titles",
        lambda: {row.title_key: row.occupation_code for row in session.execute(query)},
    )


def shown_code(session: Session, code: str) -> str | None:
    """The code under which an occupation is proposed; None for one that no list has any more."""
    return _index(session).shown_code(code)


def occupation_skills(session: Session, code: str) -> list[tuple[str, str | None, str]]:
    """Skills of an ESCO occupation: URI, Dutch name (None when its file was not loaded), essential or optional."""
    query = (
        select(OccupationSkill.skill_uri, Skill.name, OccupationSkill.relation)
        .outerjoin(Skill, Skill.uri == OccupationSkill.skill_uri)
        .where(OccupationSkill.occupation_code == code)
        .order_by(OccupationSkill.relation, Skill.name, OccupationSkill.skill_uri)
    )
    return [(uri, name, relation) for uri, name, relation in session.execute(query)]


def skills_by_occupation(session: Session) -> dict[str, dict[str, str]]:
    """Per ESCO occupation in use its skills (URI), each essential or optional; empty without that file."""
    query = (
        select(OccupationSkill.occupation_code, OccupationSkill.skill_uri, OccupationSkill.relation)
        .join(Occupation, Occupation.code == OccupationSkill.occupation_code)
        .where(Occupation.active)
    )
    found: dict[str, dict[str, str]] = {}
    for code, skill, relation in session.execute(query):
        found.setdefault(code, {})[skill] = relation
    return found


def starter_work() -> dict[str, tuple[str, ...]]:
    """Per concept of the starter set its tasks and skills, in plain words."""
    found: dict[str, tuple[str, ...]] = {}
    for item in starter.occupations():
        concept = item.esco_uri or item.code
        found[concept] = (*found.get(concept, ()), *item.tasks, *item.skills)
    return found


def isco_name(session: Session, code: str) -> str | None:
    """Dutch name of an ISCO-08 group; None when the official file was not loaded."""
    return session.scalar(select(IscoGroup.name).where(IscoGroup.code == code))


def regions(session: Session, *, on: date | None = None) -> list[Region]:
    """The arbeidsmarktregio's that hold on a day (today when not given), by name."""
    query = select(Region).where(Region.year == _year(session, on)).order_by(Region.sort_key)
    return list(session.scalars(query))


def municipalities(session: Session, region_code: str, *, on: date | None = None) -> list[Municipality]:
    """The municipalities of a region on a day (today when not given), by name."""
    return [row for row in _municipalities(session, on).values() if row.region_code == region_code]


def municipality(session: Session, code: str, *, on: date | None = None) -> Municipality | None:
    """One municipality as it is on a day (today when not given); None when it does not exist then."""
    return _municipalities(session, on).get(code)


def _municipalities(session: Session, on: date | None) -> dict[str, Municipality]:
    """Every municipality of the list that holds on a day, by name; detached rows, shared by all who ask."""
    year = _year(session, on)

    def load() -> dict[str, Municipality]:
        query = select(Municipality).where(Municipality.year == year).order_by(Municipality.sort_key)
        rows = session.scalars(query).all()
        for row in rows:
            session.expunge(row)
        return {row.code: row for row in rows}

    return editions.kept(session, Kind.REFERENCE, ("municipalities", year), load)


def postcode(session: Session, pc4: str) -> Postcode | None:
    """A four-digit postcode, suspect or not: for its place name. Use `point` for a distance."""
    return session.get(Postcode, pc4)


def point(session: Session, pc4: str) -> tuple[float, float] | None:
    """Latitude and longitude of a postcode; None when it is unknown or its point cannot be trusted."""
    return points(session, [pc4]).get(pc4)


def points(session: Session, pc4s: Collection[str]) -> dict[str, tuple[float, float]]:
    """Latitude and longitude of many postcodes; unknown and suspect ones are left out."""
    if not pc4s:
        return {}
    query = select(Postcode.pc4, Postcode.lat, Postcode.lon).where(Postcode.suspect.is_(False))
    every = editions.kept(
        session,
        Kind.REFERENCE,
        "points",
        lambda: {pc4: (lat, lon) for pc4, lat, lon in session.execute(query)},
    )
    return {pc4: every[pc4] for pc4 in pc4s if pc4 in every}


def _year(session: Session, on: date | None) -> int | None:
    """Pick the newest list that is not newer than `on`; the oldest one for a day before all lists."""
    wanted = (on or clock.today()).year
    years = editions.kept(
        session,
        Kind.REFERENCE,
        "municipality years",
        lambda: sorted(session.scalars(select(Municipality.year).distinct())),
    )
    return max((year for year in years if year <= wanted), default=years[0] if years else None)


class _Indexes:
    """The last index of this process: building it takes a third of a second with ESCO loaded."""

    lock = Lock()
    key: tuple[str, int] | None = None
    index: LabelIndex


def _index(session: Session) -> LabelIndex:
    key = (str(session.connection().engine.url), labels_edition(session))
    with _Indexes.lock:
        if _Indexes.key != key:
            _Indexes.index = LabelIndex(labels(session))
            _Indexes.key = key
        return _Indexes.index
