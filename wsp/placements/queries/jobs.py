"""All jobs of one person that have not ended, beside the one that is looked at: several at once are allowed."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import and_, case, or_, select
from sqlalchemy.orm import Session

from wsp.employers.models import Employer
from wsp.foundation.actor import Actor
from wsp.foundation.versions import known
from wsp.placements import policy
from wsp.placements.enums import TAKES_PLACE, PlacementState
from wsp.placements.models import Placement, PlacementTerms
from wsp.placements.queries.facts import terms_version, until
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


def jobs(session: Session, actor: Actor, placement: Placement) -> tuple[tuple[TermsVersion, ...], Sequence[Job]]:
    """The terms of a placement, and the person's other jobs in the order of their numbers; one query."""
    seen = case((policy.visible_placements(actor), True), else_=False)
    rows = session.execute(
        select(PlacementTerms, Placement, Employer.name, seen)
        .join(
            Placement,
            and_(Placement.region_id == PlacementTerms.region_id, Placement.id == PlacementTerms.placement_id),
        )
        .join(Employer, and_(Employer.region_id == Placement.region_id, Employer.id == Placement.employer_id))
        .where(
            Placement.candidate_id == placement.candidate_id,
            or_(Placement.id == placement.id, Placement.state.in_(sorted(TAKES_PLACE))),
            known(PlacementTerms),
        )
        .order_by(Placement.number, PlacementTerms.valid)
    ).all()
    own = tuple(terms_version(terms) for terms, row, _, _ in rows if row.id == placement.id)
    found: dict[uuid.UUID, Job] = {}
    for terms, row, employer, may_see in rows:
        if row.id == placement.id:
            continue
        before = found[row.id].terms if row.id in found else ()
        version = until(terms_version(terms), row.ends_on)
        name = employer if may_see else None
        found[row.id] = Job(row.id, row.number, PlacementState(row.state), name, (*before, version))
    return own, list(found.values())
