"""What an employer reads in the portal about the candidates who were offered to it: always masked, always logged."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, joinedload

from wsp.audit import service as audit
from wsp.audit.enums import Purpose
from wsp.candidates import queries as candidates
from wsp.candidates.enums import SharingPurpose
from wsp.candidates.masking import MaskedCandidate, Viewer, masked
from wsp.candidates.models import Candidate
from wsp.foundation.actor import Actor
from wsp.placements import policy
from wsp.placements.enums import CLOSED, NAMED_STATES, IntroductionState
from wsp.placements.errors import OfferNotFound
from wsp.placements.masking import for_employer
from wsp.placements.models import Introduction, IntroductionStep
from wsp.placements.shown import Offer
from wsp.vacancies.models import Vacancy

_OFFERED: Final = (IntroductionState.ANONYMOUS.value, IntroductionState.NAMED.value)
_GONE: Final = frozenset({IntroductionState.WITHDRAWN, IntroductionState.EXPIRED})


@dataclass(frozen=True)
class _Row:
    introduction: Introduction
    title: str
    employer_id: uuid.UUID
    place: int
    offered_at: datetime


def offers(session: Session, actor: Actor, *, vacancy_id: uuid.UUID | None = None) -> Sequence[Offer]:
    """The offers that this employer may read, those that wait for an answer first; a fixed number of statements."""
    statement = _rows(actor).order_by(Introduction.state_since.desc(), Introduction.id)
    if vacancy_id is not None:
        statement = statement.where(Introduction.vacancy_id == vacancy_id)
    found = _shown(session, actor, [_Row(*row) for row in session.execute(statement)])
    return sorted(found, key=lambda offer: (not offer.waiting, offer.closed))


def offer(session: Session, actor: Actor, introduction_id: uuid.UUID) -> Offer:
    """One offer.

    Raises:
        OfferNotFound: there is none for this employer (any more); another employer's answers the same.

    """
    row = session.execute(
        _rows(actor).where(Introduction.id == introduction_id).execution_options(populate_existing=True)
    ).one_or_none()
    if row is None:
        raise OfferNotFound
    return _shown(session, actor, [_Row(*row)])[0]


def _rows(actor: Actor) -> Select[Any]:
    """Introductions with what an offer needs.

    The letter's place counts all that were ever offered for the vacancy, also those that the employer may no longer
    see, so that nobody's letter changes.
    """
    first = func.min(IntroductionStep.created_at)
    ranked = (
        select(
            Introduction.id.label("id"),
            func.row_number()
            .over(partition_by=Introduction.vacancy_id, order_by=(first, Introduction.id))
            .label("place"),
            first.label("offered_at"),
        )
        .join(
            IntroductionStep,
            (IntroductionStep.region_id == Introduction.region_id)
            & (IntroductionStep.introduction_id == Introduction.id),
        )
        .where(policy.for_own_vacancies(actor), IntroductionStep.to_state.in_(_OFFERED))
        .group_by(Introduction.id)
        .subquery()
    )
    return (
        select(Introduction, Vacancy.title, Vacancy.employer_id, ranked.c.place, ranked.c.offered_at)
        .join(ranked, ranked.c.id == Introduction.id)
        .join(Vacancy, (Vacancy.region_id == Introduction.region_id) & (Vacancy.id == Introduction.vacancy_id))
        .where(policy.offered(actor))
    )


def offer_counts(session: Session, actor: Actor, vacancy_ids: Iterable[uuid.UUID]) -> Mapping[uuid.UUID, int]:
    """How many offers of these vacancies run; one statement."""
    rows = session.execute(
        select(Introduction.vacancy_id, func.count())
        .where(
            policy.offered(actor),
            Introduction.vacancy_id.in_(list(vacancy_ids)),
            Introduction.state.not_in(sorted(CLOSED)),
        )
        .group_by(Introduction.vacancy_id)
    ).all()
    return {row[0]: row[1] for row in rows}


def _shown(session: Session, actor: Actor, rows: Sequence[_Row]) -> list[Offer]:
    people = _people(session, actor, rows)
    found = []
    for row in rows:
        shown: Offer = for_employer(
            row.introduction,
            vacancy=row.title,
            place=row.place,
            offered_at=row.offered_at,
            person=people.get(row.introduction.id),
        )
        found.append(shown)
    return found


def _people(session: Session, actor: Actor, rows: Sequence[_Row]) -> dict[uuid.UUID, MaskedCandidate]:
    """Introduction to the person as this employer may see them now; whoever withdrew the agreement is left out.

    A name needs both: the step that the account manager took, and an agreement for this employer that holds today.
    Of somebody who was not chosen only what was known without a name stays, and only when somebody decided so.
    """
    agreed = candidates.agreed_with(
        session,
        [(row.introduction.candidate_id, row.employer_id) for row in rows],
        (SharingPurpose.ANONYMOUS, SharingPurpose.NAMED),
    )
    sights: dict[uuid.UUID, Viewer] = {}
    for row in rows:
        state, pair = IntroductionState(row.introduction.state), (row.introduction.candidate_id, row.employer_id)
        if state in NAMED_STATES and (*pair, SharingPurpose.NAMED) in agreed:
            sights[row.introduction.id] = Viewer.EMPLOYER_NAMED
        elif state not in _GONE and (*pair, SharingPurpose.ANONYMOUS) in agreed:
            sights[row.introduction.id] = Viewer.EMPLOYER_ANONYMOUS
    shown = {row.introduction.id: row.introduction.candidate_id for row in rows if row.introduction.id in sights}
    if not shown:
        return {}
    # A few short lists per person: joined, so that a page asks once for all of them.
    people = {
        person.id: person
        for person in session.scalars(
            select(Candidate)
            .where(
                Candidate.id.in_(set(shown.values())),
                Candidate.restricted_since.is_(None),
                Candidate.erased_month.is_(None),
            )
            .options(joinedload(Candidate.wishes), joinedload(Candidate.experiences))
            .execution_options(populate_existing=True)
        ).unique()
    }
    audit.record_reads(session, actor, candidates.SUBJECT, sorted(people), purpose=Purpose.PORTAL)
    return {
        key: masked(people[candidate_id], viewer=sights[key])
        for key, candidate_id in shown.items()
        if candidate_id in people
    }
