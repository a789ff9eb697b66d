"""Finding an employer that is there already. The person decides; nothing is merged by itself."""

import uuid
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import Select, select, union
from sqlalchemy.orm import Session

from wsp.employers import policy, rules
from wsp.employers.errors import Twin
from wsp.employers.models import Business, Employer, Establishment
from wsp.foundation.actor import Actor

Mark = tuple[str, str]
"""Something by which an employer is recognised: kind and value."""


@dataclass(frozen=True)
class Likeness:
    """By what an employer can be recognised."""

    name: str
    kvk_number: str | None = None
    phone: str | None = None
    place: str | None = None
    postcode: str | None = None
    house_number: str | None = None


def find_twins(
    session: Session, actor: Actor, likeness: Likeness, *, other_than: uuid.UUID | None = None
) -> list[Twin]:
    """Return employers of the region that look like `likeness`, certain ones first; two statements.

    The same KVK number is certain. The same name in the same place, the same telephone number, and nearly the same
    name at the same address are reasons to look.
    """
    [found] = find_twins_of_many(session, actor, [likeness])
    return [twin for twin in found if twin.id != other_than]


def find_twins_of_many(session: Session, actor: Actor, people: Sequence[Likeness]) -> list[list[Twin]]:
    """As `find_twins` for each of many, in the same two statements."""
    keys = [rules.match_key(one.name) for one in people]
    alike = list(_alike(actor, people, keys))
    if not alike:
        return [[] for _ in people]
    # Each reason by itself, so that each uses its own index; looked up once, whatever the planner thinks of the table.
    found_ids = union(*alike).cte("alike").prefix_with("MATERIALIZED")
    statement = (
        select(Employer, Business.kvk_number)
        .outerjoin(Business, Business.id == Employer.business_id)
        .where(policy.here(actor), Employer.id.in_(select(found_ids.c[0])))
        .order_by(Employer.sort_key, Employer.number)
    )
    rows = [(employer, kvk) for employer, kvk in session.execute(statement)]
    sites = _sites(session, actor, [employer.id for employer, _ in rows])
    places: dict[Mark, list[int]] = defaultdict(list)
    for place, (employer, kvk) in enumerate(rows):
        for mark in _marks_of(employer, kvk, sites.get(employer.id, [])):
            places[mark].append(place)
    found = []
    for one, key in zip(people, keys, strict=True):
        hits = sorted({place for mark in marks(one) for place in places.get(mark, ())})
        twins = [_twin(one, key, *rows[hit], sites.get(rows[hit][0].id, [])) for hit in hits]
        found.append(sorted((twin for twin in twins if twin.reasons), key=lambda twin: not twin.certain))
    return found


def marks(one: Likeness) -> set[Mark]:
    """What two employers must have in common, at least one of it, before they are compared at all."""
    return {
        (kind, value)
        for kind, value in (
            ("naam", rules.match_key(one.name)),
            ("kvk", one.kvk_number or ""),
            ("telefoon", one.phone or ""),
            ("adres", f"{one.postcode} {one.house_number}" if one.postcode and one.house_number else ""),
        )
        if value
    }


def _marks_of(employer: Employer, kvk_number: str | None, sites: Sequence[Establishment]) -> set[Mark]:
    found = {("naam", employer.match_key), ("kvk", kvk_number or ""), ("telefoon", employer.phone or "")}
    found |= {("adres", f"{site.postcode} {site.house_number}") for site in sites}
    return found


def _alike(actor: Actor, people: Sequence[Likeness], keys: Sequence[str]) -> Iterator[Select[uuid.UUID]]:
    here = select(Employer.id).where(policy.here(actor))
    if names := {key for key in keys if key}:
        yield here.where(Employer.match_key.in_(names))
    if numbers := {one.kvk_number for one in people if one.kvk_number}:
        yield here.join(Business, Business.id == Employer.business_id).where(Business.kvk_number.in_(numbers))
    if phones := {one.phone for one in people if one.phone}:
        yield here.where(Employer.phone.in_(phones))
    if addresses := {f"{one.postcode} {one.house_number}" for one in people if one.postcode and one.house_number}:
        yield select(Establishment.employer_id).where(
            Establishment.region_id == actor.region_id,
            # As one text: many pairs would be compared one after the other.
            (Establishment.postcode + " " + Establishment.house_number).in_(addresses),
        )


def _sites(session: Session, actor: Actor, employer_ids: list[uuid.UUID]) -> dict[uuid.UUID, list[Establishment]]:
    found: dict[uuid.UUID, list[Establishment]] = {}
    if employer_ids:
        statement = (
            select(Establishment)
            .where(Establishment.region_id == actor.region_id, Establishment.employer_id.in_(employer_ids))
            .order_by(Establishment.created_at, Establishment.id)
        )
        for site in session.scalars(statement):
            found.setdefault(site.employer_id, []).append(site)
    return found


def _twin(likeness: Likeness, key: str, employer: Employer, kvk_number: str | None, sites: list[Establishment]) -> Twin:
    certain = bool(likeness.kvk_number) and kvk_number == likeness.kvk_number
    reasons = ["hetzelfde KVK-nummer"] if certain else []
    if rules.same_name(key, employer.match_key) and _near(likeness, sites):
        reasons.append("dezelfde naam en plaats" if sites and likeness.place else "dezelfde naam")
    if likeness.phone and employer.phone == likeness.phone:
        reasons.append("hetzelfde telefoonnummer")
    at_address = any(
        site.postcode == likeness.postcode and site.house_number == likeness.house_number
        for site in sites
        if likeness.postcode and likeness.house_number
    )
    # A business centre has many firms at one address: an address alone says nothing.
    if at_address and rules.similar_name(key, employer.match_key):
        reasons.append("bijna dezelfde naam op hetzelfde adres")
    return Twin(
        id=employer.id,
        number=employer.number,
        name=employer.name,
        place=sites[0].place if sites else None,
        kvk_number=kvk_number,
        reasons=tuple(reasons),
        certain=certain,
    )


def _near(likeness: Likeness, sites: list[Establishment]) -> bool:
    """A chain has the same name in many places; without a place on either side the name alone is reason to look."""
    if not sites or not likeness.place:
        return True
    return any(rules.same_place(likeness.place, site.place) for site in sites)
