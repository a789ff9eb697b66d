"""What a list says of placements and introductions of which it only holds the ids: the work and the employer."""

import uuid
from collections.abc import Mapping, Sequence

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from wsp.employers.models import Employer
from wsp.foundation.actor import Actor
from wsp.placements import policy
from wsp.placements.models import Introduction, Placement
from wsp.vacancies.models import Vacancy


def placement_names(session: Session, actor: Actor, placement_ids: Sequence[uuid.UUID]) -> Mapping[uuid.UUID, str]:
    """Work and employer of some placements; never who works there."""
    if not placement_ids:
        return {}
    rows = session.execute(
        select(Placement.id, Placement.function_title, Employer.name)
        .join(Employer, and_(Employer.region_id == Placement.region_id, Employer.id == Placement.employer_id))
        .where(policy.visible_placements(actor), Placement.id.in_(placement_ids))
    ).all()
    return {placement_id: f"{title}, {employer}" for placement_id, title, employer in rows}


def introduction_names(
    session: Session, actor: Actor, introduction_ids: Sequence[uuid.UUID]
) -> Mapping[uuid.UUID, str]:
    """Vacancy and employer of some introductions; never who was introduced."""
    if not introduction_ids:
        return {}
    rows = session.execute(
        select(Introduction.id, Vacancy.title, Employer.name)
        .join(Vacancy, and_(Vacancy.region_id == Introduction.region_id, Vacancy.id == Introduction.vacancy_id))
        .join(Employer, and_(Employer.region_id == Vacancy.region_id, Employer.id == Vacancy.employer_id))
        .where(policy.visible_introductions(actor), Introduction.id.in_(introduction_ids))
    ).all()
    return {introduction_id: f"{title}, {employer}" for introduction_id, title, employer in rows}
