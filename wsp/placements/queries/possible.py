"""A possible match before there is a placement: what is known of vacancy and candidate for a calculation."""

import uuid
from dataclasses import dataclass, field
from decimal import Decimal

from sqlalchemy.orm import Session

from wsp.audit.enums import Purpose
from wsp.candidates import queries as candidates
from wsp.candidates.masking import MaskedCandidate
from wsp.candidates.models import LoonwaardeIndication, RegisterCheck
from wsp.foundation.actor import Actor
from wsp.placements.planner import Person
from wsp.placements.queries.facts import birth_date
from wsp.vacancies import queries as vacancies
from wsp.vacancies.models import Vacancy

_NO_GUIDANCE = "geen"


@dataclass(frozen=True)
class PossibleMatch:
    """One vacancy and one candidate, as far as `actor` may see them.

    `loonwaarde` and `register` are None when they are not known, or not for these eyes; then they are asked.
    """

    vacancy: Vacancy
    candidate: MaskedCandidate
    organisation_id: uuid.UUID
    hours: Decimal | None
    """The most that both sides can agree on."""
    loonwaarde: LoonwaardeIndication | None
    register: RegisterCheck | None
    person: Person = field(repr=False)
    """For the calculation; its date of birth is shown to nobody."""


def possible_match(session: Session, actor: Actor, vacancy_id: uuid.UUID, candidate_id: uuid.UUID) -> PossibleMatch:
    """What is known of a pair today; the read of the candidate is logged.

    Raises:
        VacancyNotFound, CandidateNotFound: not the actor's to see.

    """
    vacancy = vacancies.vacancy(session, actor, vacancy_id)
    seen = candidates.seen(session, actor, candidate_id, purpose=Purpose.SHORTLIST, details=())
    row, may = seen.row, seen.shown.capacity
    register = seen.register if may else None
    needs = None if row.guidance is None or not may else row.guidance != _NO_GUIDANCE
    most = [hours for hours in (row.hours_max, vacancy.hours_max) if hours is not None]
    return PossibleMatch(
        vacancy=vacancy,
        candidate=seen.shown,
        organisation_id=row.organisation_id,
        hours=min(most, default=None),
        loonwaarde=seen.loonwaarde if may else None,
        register=register,
        person=Person(
            born_on=birth_date(session, candidate_id),
            in_register=register.in_register if register else None,
            needs_guidance=needs,
        ),
    )
