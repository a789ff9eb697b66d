"""Place a candidate (design.md, how a write walks)."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from wsp.audit import service as audit
from wsp.candidates import queries as candidates
from wsp.candidates.enums import SharingPurpose
from wsp.candidates.models import Candidate
from wsp.employers import queries as employers
from wsp.foundation import clock, queue
from wsp.foundation.actor import Actor
from wsp.foundation.numbering import next_number
from wsp.instruments.loonkostensubsidie import CODE as LKS
from wsp.placements import policy, rules
from wsp.placements.commands import PlaceCandidate
from wsp.placements.enums import CLOSED, INTRODUCTION_STATES, EndReason, IntroductionState, PlacementState
from wsp.placements.errors import InvalidPlacement
from wsp.placements.models import Introduction, Placement
from wsp.placements.obligations.enums import Cause
from wsp.placements.queries import facts as reads
from wsp.placements.queries.introductions import placement_count
from wsp.placements.rules import History, TermsVersion
from wsp.placements.rules.money import EmployerCosts
from wsp.placements.service import instruments, loading, obligations, steps, terms
from wsp.placements.service.instruments import Part
from wsp.placements.service.moving import record_move
from wsp.vacancies import queries as vacancies
from wsp.vacancies import service as vacancy_verbs
from wsp.vacancies.commands import MoveVacancy
from wsp.vacancies.enums import SEARCHING, VACANCY_STATES, VacancyState
from wsp.vacancies.models import Vacancy

CONFIRMATION: Final = "placements.send_confirmation"
"""Name of the job that makes the confirmation letter after the commit."""


@dataclass(frozen=True)
class Preview:
    """What a placement would bring, before anybody confirms it (A15)."""

    history: History
    parts: tuple[Part, ...]
    costs: EmployerCosts | None
    wage_signal: str | None
    total_hours: Decimal


def place_candidate(session: Session, command: PlaceCandidate, *, actor: Actor) -> Placement:
    """Place a candidate with its first terms, its instruments and the tasks they bring; the letter follows as a job.

    From an introduction, from a vacancy, or from neither. Two people who fill the last place, or place the same
    introduction, at once: one wins, the other is refused and nothing of theirs is kept.

    Raises:
        AlreadyPlaced, PlaceTaken, VacancyClosed: somebody was first, or nobody is looked for.
        AgreementMissing: the candidate did not agree to be named to this employer.
        TooManyHours: over forty hours together without a reason.
        InvalidPlacement: a fact that cannot be.
        CandidateNotFound, EmployerNotFound, IntroductionNotFound, VacancyNotFound: not the actor's to see.

    """
    policy.check_may_place(actor)
    # Locks in one order (introduction, vacancy, candidate), so that two placements never wait for each other.
    introduction = _introduction(session, command, actor)
    vacancy = _vacancy(session, command, introduction, actor)
    employer = employers.employer(session, actor, vacancy.employer_id if vacancy else command.employer_id)
    if employer.id != command.employer_id:
        raise InvalidPlacement("employer_id", "Deze werkgever hoort niet bij de vacature. Kies de plaatsing opnieuw.")
    person = loading.candidate(session, actor, command.candidate_id)
    _check(session, command, person, actor)
    placement = _store(session, command, vacancy, actor)
    if introduction is not None:
        _hire(session, introduction, person, actor)
    if vacancy is not None and loading.taken_places(session, vacancy.id) >= vacancy.places:
        _fill(session, vacancy, introduction, actor)
    instruments.assess_instruments(session, placement, actor=actor, cause=Cause.MADE)
    audit.record(
        session,
        actor,
        "placement.made",
        subject=(loading.PLACEMENT, placement.id),
        after={
            "kandidaat": person.id,
            "werkgever": employer.id,
            "vacature": placement.vacancy_id,
            "voordracht": placement.introduction_id,
            "vorm": command.kind,
            "uren": command.hours_per_week,
            "van": command.starts_on,
            "tot_en_met": command.ends_on,
        },
    )
    if PlacementState(placement.state) is not PlacementState.ENDED:
        ask_confirmation(session, actor.region_id, placement.id)
    return placement


def ask_confirmation(session: Session, region_id: str, placement_id: uuid.UUID) -> None:
    """Let the worker write the letter after the commit."""
    queue.defer(session, CONFIRMATION, region=region_id, placement_id=placement_id)


def preview(session: Session, command: PlaceCandidate, *, actor: Actor) -> Preview:
    """What the placement would bring: the same checks and the same calculation, without writing anything.

    Raises:
        As `place_candidate`, but for what only the locks can decide.

    """
    policy.check_may_place(actor)
    person = candidates.dossier(session, actor, command.candidate_id)
    _check(session, command, person, actor)
    wanted = _terms_version(command)
    history = History(
        starts_on=command.starts_on,
        ends_on=command.ends_on,
        terms=(wanted,),
        beschut=command.beschut,
        born_on=reads.birth_date(session, person.id),
        in_register=reads.in_register(session, person.id, on=max(command.starts_on, clock.today())),
        in_doelgroep_lks=command.in_doelgroep_lks,
        forfaitair=command.forfaitair,
        forfait_before=session.scalar(
            select(reads.forfait_granted(person.id, command.employer_id, command.function_title))
        ),
        supported_or_school=command.supported_or_school,
        needs_guidance=command.needs_guidance,
    )
    book = instruments.law_book(session, person.organisation_id, actor.region_id)
    found = instruments.parts(history, book, today=clock.today())
    subsidy = next((part.assessment for part in found if part.code == LKS), None)
    return Preview(
        history=history,
        parts=found,
        costs=rules.employer_costs(
            wanted,
            subsidy.amount_per_month if subsidy else None,
            book,
            command.starts_on,
            subsidy_provisional=bool(subsidy and subsidy.provisional),
        ),
        wage_signal=rules.wage_signal(wanted, history.born_on, book, command.starts_on),
        total_hours=rules.hours_at_peak(wanted, reads.running_terms(session, person.id)),
    )


def _introduction(session: Session, command: PlaceCandidate, actor: Actor) -> Introduction | None:
    if command.introduction_id is None:
        return None
    found = loading.introduction(session, actor, command.introduction_id)
    rules.check_not_placed(placement_count(session, found.id))
    rules.check_introduction_placeable(IntroductionState(found.state))
    if found.candidate_id != command.candidate_id:
        raise InvalidPlacement("candidate_id", "Deze kandidaat hoort niet bij de voordracht. Begin opnieuw.")
    return found


def _vacancy(
    session: Session, command: PlaceCandidate, introduction: Introduction | None, actor: Actor
) -> Vacancy | None:
    vacancy_id = introduction.vacancy_id if introduction else command.vacancy_id
    if vacancy_id is None:
        return None
    found = vacancies.locked(session, actor, vacancy_id)
    rules.check_place_free(found.places, loading.taken_places(session, found.id))
    state = VacancyState(found.state)
    rules.check_vacancy_open(VACANCY_STATES.labels[state], searching=state in SEARCHING)
    return found


def _check(session: Session, command: PlaceCandidate, person: Candidate, actor: Actor) -> None:
    rules.check_contract(command.starts_on, command.ends_on, today=clock.today())
    rules.check_terms(command)
    rules.check_found(command)
    given = candidates.agreement_holds(
        session, person.id, SharingPurpose.NAMED, employer_id=command.employer_id, on=clock.today()
    )
    rules.check_agreement_given(given=given, named=True)
    total = rules.hours_at_peak(_terms_version(command), reads.running_terms(session, person.id))
    rules.check_total_hours(total, command.hours_reason)
    if command.establishment_id is not None:
        employers.establishment(session, actor, command.employer_id, command.establishment_id)


def _terms_version(command: PlaceCandidate) -> TermsVersion:
    return rules.version_of(command, command.starts_on, command.ends_on)


def _store(session: Session, command: PlaceCandidate, vacancy: Vacancy | None, actor: Actor) -> Placement:
    planned = History(starts_on=command.starts_on, ends_on=command.ends_on, terms=(_terms_version(command),))
    state = rules.state_on(planned, clock.today())
    over = state is PlacementState.ENDED
    placement = Placement(
        id=uuid.uuid4(),
        region_id=actor.region_id,
        number=next_number(session, actor.region_id, "placements"),
        candidate_id=command.candidate_id,
        employer_id=command.employer_id,
        establishment_id=command.establishment_id or (vacancy.establishment_id if vacancy else None),
        vacancy_id=vacancy.id if vacancy else None,
        introduction_id=command.introduction_id,
        owner_id=actor.user_id,
        job_coach_id=command.job_coach_id,
        function_title=command.function_title.strip(),
        state=state.value,
        starts_on=command.starts_on,
        ends_on=command.ends_on,
        ended_on=command.ends_on if over else None,
        end_reason=EndReason.CONTRACT_ENDED.value if over else None,
        beschut=command.beschut,
        note=(command.note or "").strip() or None,
        hours_reason=(command.hours_reason or "").strip() or None,
        found_by_employer=command.found_by_employer,
        in_doelgroep_lks=command.in_doelgroep_lks,
        forfaitair=command.forfaitair,
        supported_or_school=command.supported_or_school,
        needs_guidance=command.needs_guidance,
    )
    session.add(placement)
    session.flush()
    terms.record(session, placement, _terms_version(command), actor)
    reached = {PlacementState.PLANNED: clock.today(), PlacementState.ENDED: command.ends_on}.get(state)
    steps.placement_moved(session, placement, None, on=reached or rules.reached_on(planned, state), actor=actor)
    return placement


def _hire(session: Session, introduction: Introduction, person: Candidate, actor: Actor) -> None:
    before = IntroductionState(introduction.state)
    if before is not IntroductionState.HIRED:
        INTRODUCTION_STATES.check(before, IntroductionState.HIRED)
        introduction.state = IntroductionState.HIRED.value
        introduction.state_since = clock.now()
        record_move(session, introduction, before=before, actor=actor, note="Geplaatst.")
    obligations.follow_introduction(session, actor, introduction, person)


def _fill(session: Session, vacancy: Vacancy, introduction: Introduction | None, actor: Actor) -> None:
    """The last place is filled: the vacancy closes, and somebody tells the others."""
    vacancy_verbs.move_state(session, MoveVacancy(vacancy.id, VacancyState.FILLED), actor=actor)
    for other in _still_open(session, vacancy, introduction):
        obligations.place_is_taken(session, actor, other)


def _still_open(session: Session, vacancy: Vacancy, introduction: Introduction | None) -> Sequence[Introduction]:
    statement = select(Introduction).where(
        Introduction.vacancy_id == vacancy.id,
        Introduction.state.not_in(sorted(CLOSED | {IntroductionState.HIRED})),
    )
    if introduction is not None:
        statement = statement.where(Introduction.id != introduction.id)
    return session.scalars(statement.order_by(Introduction.id)).all()
