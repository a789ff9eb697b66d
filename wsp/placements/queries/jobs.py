"""All jobs of one person that have not ended, beside the one that is looked at: several at once are allowed."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import Select, and_, case, or_, select
from sqlalchemy.orm import Session

from wsp.employers.models import Employer
from wsp.foundation.actor import Actor
from wsp.foundation.versions import known
from wsp.placements import policy
from wsp.placements.enums import TAKES_PLACE, PlacementState
from wsp.placements.models import Placement, PlacementTerms
from wsp.placements.queries.facts import Person, of_person, terms_version, until, with_person
from wsp.placements.rules import TermsVersion


@dataclass(frozen=True)
class Job:
    """One job of a person; `employer` is None when the actor may not read that placement."""

    placement_id: uuid.UUID
    number: int
    state: PlacementState
    employer: str | None
    terms: tuple[TermsVersion, ...]

    def hours_on(self, day: date) -> Decimal:
        """Hours a week on a day; 0 when it does not run then."""
        return next((version.hours for version in self.terms if version.holds(day)), Decimal(0))


@dataclass(frozen=True)
class Jobs:
    """The terms of a placement, the person behind it, and the other jobs in the order of their numbers."""

    terms: tuple[TermsVersion, ...]
    person: Person | None
    """None when the person has no job at all any more."""
    others: Sequence[Job]


def jobs(session: Session, actor: Actor, placement: Placement) -> Jobs:
    """All of it in one query; candidates are not asked for, since what decides about the sight does so itself."""
    seen = case((policy.visible_placements(actor), True), else_=False)
    statement: Select[*tuple[Any, ...]] = (
        select(PlacementTerms, Placement, Employer.name, seen, *of_person(placement))
        .select_from(Placement)
        .join(
            PlacementTerms,
            and_(PlacementTerms.region_id == Placement.region_id, PlacementTerms.placement_id == Placement.id),
        )
        .join(Employer, and_(Employer.region_id == Placement.region_id, Employer.id == Placement.employer_id))
        .where(
            Placement.candidate_id == placement.candidate_id,
            or_(Placement.id == placement.id, Placement.state.in_(sorted(TAKES_PLACE))),
            known(PlacementTerms),
        )
        .order_by(Placement.number, PlacementTerms.valid)
    )
    rows = session.execute(with_person(statement, placement, Placement.region_id, Placement.candidate_id)).all()
    own = tuple(terms_version(row[0]) for row in rows if row[1].id == placement.id)
    found: dict[uuid.UUID, Job] = {}
    for terms, row, employer, may_see, *_ in rows:
        if row.id == placement.id:
            continue
        before = found[row.id].terms if row.id in found else ()
        version = until(terms_version(terms), row.ends_on)
        name = employer if may_see else None
        found[row.id] = Job(row.id, row.number, PlacementState(row.state), name, (*before, version))
    person: Person | None = (rows[0][4], rows[0][5], rows[0][6]) if rows else None
    return Jobs(own, person, list(found.values()))
