"""The life of an introduction: proposed, agreed, offered, named, invited, answered."""

import uuid
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from wsp.audit import service as audit
from wsp.candidates import policy as candidate_policy
from wsp.candidates import queries as candidates
from wsp.candidates.enums import SharingPurpose
from wsp.candidates.models import Candidate
from wsp.candidates.words import number_label
from wsp.foundation import clock
from wsp.foundation.actor import Actor
from wsp.foundation.errors import Conflict, InvalidInput
from wsp.placements import policy, rules
from wsp.placements.commands import AnswerIntroduction, Introduce, MoveIntroduction
from wsp.placements.enums import (
    CLOSED_INTRODUCTION,
    INTRODUCTION_STATES,
    ClosingReason,
    IntroductionState,
)
from wsp.placements.errors import AlreadyIntroduced, IntroductionNotFound
from wsp.placements.models import Introduction, IntroductionStep
from wsp.placements.service import obligations
from wsp.vacancies import queries as vacancies
from wsp.vacancies.commands import MoveVacancy
from wsp.vacancies.enums import SEARCHING, VacancyState
from wsp.vacancies.models import Vacancy
from wsp.vacancies.service import move_state

SUBJECT: Final = "voordracht"
MOST_AT_ONCE: Final = 10


def introduce(session: Session, command: Introduce, *, actor: Actor) -> list[Introduction]:
    """Propose one or more candidates for a vacancy and ask their client managers to agree.

    Raises:
        VacancyNotOpen, AlreadyIntroduced: nothing is made, also not for the others.
        InvalidInput: nobody chosen, or too many at once.

    """
    if not 1 <= len(command.candidate_ids) <= MOST_AT_ONCE:
        raise InvalidInput(f"Kies een tot en met {MOST_AT_ONCE} kandidaten.")
    vacancy = vacancies.locked(session, actor, command.vacancy_id)
    rules.check_vacancy_open(vacancy.state, SEARCHING)
    made = []
    for candidate_id in dict.fromkeys(command.candidate_ids):
        candidate = candidate_policy.check_may_see(session, actor, candidate_id)
        _check_not_running(session, vacancy, candidate)
        introduction = Introduction(
            id=uuid.uuid4(),
            region_id=actor.region_id,
            vacancy_id=vacancy.id,
            candidate_id=candidate.id,
            state=IntroductionState.ASKED_CLIENT_MANAGER.value,
            state_since=clock.now(),
            made_by_id=actor.user_id,
            shortlist_run_id=command.run_id,
            motivation=command.motivation,
        )
        session.add(introduction)
        session.flush()
        _note_step(session, introduction, actor, before=None, note=command.motivation)
        audit.record(
            session, actor, "introduction.made", subject=(SUBJECT, introduction.id),
            after={"vacancy": vacancy.id, "candidate": candidate.id, "run": command.run_id},
        )  # fmt: skip
        obligations.for_introduction(session, actor, introduction, candidate, vacancy)
        made.append(introduction)
    if vacancy.state == VacancyState.OPEN:
        move_state(session, MoveVacancy(vacancy_id=vacancy.id, state=VacancyState.IN_PROGRESS), actor=actor)
    return made


def answer_introduction(session: Session, command: AnswerIntroduction, *, actor: Actor) -> Introduction:
    """The client manager agrees, or the introduction stops with "nu niet".

    Raises:
        CandidateNotYours: somebody else's candidate.
        Conflict: it was answered already.

    """
    introduction = _locked(session, actor, command.introduction_id)
    candidate = candidate_policy.check_may_edit(session, actor, introduction.candidate_id)
    if introduction.state != IntroductionState.ASKED_CLIENT_MANAGER or introduction.agreed_at is not None:
        raise Conflict("Deze vraag is al beantwoord. Ververs de pagina.", code="al-beantwoord")
    if not command.agrees:
        if not (command.note or "").strip():
            raise InvalidInput("Schrijf de reden op.", fields={"note": ["Schrijf in een paar woorden waarom niet."]})
        return _move(
            session, introduction, candidate, IntroductionState.WITHDRAWN, actor,
            reason=ClosingReason.NOT_NOW, note=command.note,
        )  # fmt: skip
    introduction.agreed_at = clock.now()
    introduction.agreed_by_id = actor.user_id
    session.flush()
    _note_step(session, introduction, actor, before=introduction.state, note=command.note or "Akkoord klantmanager")
    audit.record(
        session, actor, "introduction.agreed", subject=(SUBJECT, introduction.id), after={"agreed": True}
    )
    obligations.for_introduction(session, actor, introduction, candidate, _vacancy(session, introduction))
    return introduction


def move_introduction(session: Session, command: MoveIntroduction, *, actor: Actor) -> Introduction:
    """The next step; the table of states decides what may follow, the checks what it needs.

    Raises:
        Conflict: the step is not in the table, or somebody was first.
        AgreementMissing: client manager or candidate did not agree.
        InvalidInput: a closing step without a reason, an invitation without a moment.

    """
    introduction = _locked(session, actor, command.introduction_id)
    candidate = candidate_policy.check_may_see(session, actor, introduction.candidate_id)
    INTRODUCTION_STATES.check(IntroductionState(introduction.state), command.to)
    if command.to is IntroductionState.HIRED:
        raise InvalidInput("Leg een plaatsing vast. Dan staat deze voordracht vanzelf op aangenomen.")
    rules.check_closing(command.to, command.reason, command.note)
    _check_agreed(session, introduction, candidate, command.to)
    if command.to is IntroductionState.INVITED:
        if command.appointment_at is None:
            raise InvalidInput("Vul de afspraak in.", fields={"appointment_at": ["Vul datum en tijd in."]})
        introduction.appointment_at = command.appointment_at
        introduction.appointment_place = command.appointment_place
    return _move(
        session, introduction, candidate, command.to, actor,
        reason=command.reason, note=command.note, shared=command.shared,
    )  # fmt: skip


def hire(session: Session, introduction: Introduction, candidate: Candidate, *, actor: Actor) -> None:
    """A placement was made from this introduction."""
    _move(session, introduction, candidate, IntroductionState.HIRED, actor)


def _move(
    session: Session,
    introduction: Introduction,
    candidate: Candidate,
    to: IntroductionState,
    actor: Actor,
    *,
    reason: ClosingReason | None = None,
    note: str | None = None,
    shared: bool = False,
) -> Introduction:
    before = introduction.state
    introduction.state = to.value
    introduction.state_since = clock.now()
    if to in CLOSED_INTRODUCTION:
        introduction.closed_reason = None if reason is None else reason.value
        introduction.closed_note = note
        introduction.closed_shared = shared
    session.flush()
    _note_step(session, introduction, actor, before=before, note=note)
    audit.record(
        session, actor, "introduction.moved", subject=(SUBJECT, introduction.id),
        before={"state": before}, after={"state": to, "reason": reason},
    )  # fmt: skip
    obligations.for_introduction(session, actor, introduction, candidate, _vacancy(session, introduction))
    return introduction


def _check_agreed(session: Session, introduction: Introduction, candidate: Candidate, to: IntroductionState) -> None:
    number = number_label(candidate.number)
    employer = _vacancy(session, introduction).employer_id
    if to is IntroductionState.OFFERED:
        offered = candidates.agreement_holds(session, candidate.id, SharingPurpose.ANONYMOUS)
        named = candidates.agreement_holds(session, candidate.id, SharingPurpose.NAMED, employer_id=employer)
        rules.check_may_be_offered(
            client_manager_agreed=introduction.agreed_at is not None, candidate_agreed=offered or named, number=number
        )
    if to is IntroductionState.NAMED:
        rules.check_agreement_given(
            candidates.agreement_holds(session, candidate.id, SharingPurpose.NAMED, employer_id=employer), number=number
        )


def _check_not_running(session: Session, vacancy: Vacancy, candidate: Candidate) -> None:
    running = session.scalar(
        select(Introduction.id).where(
            Introduction.vacancy_id == vacancy.id,
            Introduction.candidate_id == candidate.id,
            Introduction.state.not_in([state.value for state in CLOSED_INTRODUCTION]),
        )
    )
    if running is not None:
        raise AlreadyIntroduced(number_label(candidate.number))


def _locked(session: Session, actor: Actor, introduction_id: uuid.UUID) -> Introduction:
    found = session.scalars(
        select(Introduction)
        .where(Introduction.id == introduction_id, policy.visible_introductions(actor))
        .with_for_update(of=Introduction)
        .execution_options(populate_existing=True)
    ).one_or_none()
    if found is None:
        raise IntroductionNotFound
    return found


def _vacancy(session: Session, introduction: Introduction) -> Vacancy:
    return session.get_one(Vacancy, introduction.vacancy_id)


def _note_step(
    session: Session, introduction: Introduction, actor: Actor, *, before: str | None, note: str | None
) -> None:
    session.add(
        IntroductionStep(
            region_id=introduction.region_id,
            introduction_id=introduction.id,
            from_state=before,
            to_state=introduction.state,
            user_id=actor.user_id,
            note=note,
        )
    )
