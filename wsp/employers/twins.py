"""Finding an employer that is there already. The person decides; nothing is merged by itself."""

import uuid
from dataclasses import dataclass

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from wsp.employers import policy, rules
from wsp.employers.errors import Twin
from wsp.employers.models import Business, Employer, Establishment
from wsp.foundation.actor import Actor


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
    key = rules.match_key(likeness.name)
    alike = [Employer.match_key == key] if key else []
    if likeness.kvk_number:
        alike.append(Business.kvk_number == likeness.kvk_number)
    if likeness.phone:
        alike.append(Employer.phone == likeness.phone)
    if likeness.postcode and likeness.house_number:
        alike.append(
            select(Establishment.id)
            .where(
                Establishment.region_id == Employer.region_id,
                Establishment.employer_id == Employer.id,
                Establishment.postcode == likeness.postcode,
                Establishment.house_number == likeness.house_number,
            )
            .exists()
        )
    if not alike:
        return []
    statement = (
        select(Employer, Business.kvk_number)
        .outerjoin(Business, Business.id == Employer.business_id)
        .where(policy.here(actor), or_(*alike))
        .order_by(Employer.sort_key, Employer.number)
    )
    if other_than is not None:
        statement = statement.where(Employer.id != other_than)
    rows = session.execute(statement).all()
    sites = _sites(session, actor, [employer.id for employer, _ in rows])
    twins = [_twin(likeness, key, employer, kvk, sites.get(employer.id, [])) for employer, kvk in rows]
    return sorted((twin for twin in twins if twin.reasons), key=lambda twin: not twin.certain)


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
