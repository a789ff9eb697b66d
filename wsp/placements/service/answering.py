"""What an employer answers to an offered candidate."""

import uuid
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from wsp.candidates import queries as candidates
from wsp.candidates.enums import SharingPurpose
from wsp.candidates.models import Candidate
from wsp.employers import service as employers
from wsp.employers.commands import AskQuestion
from wsp.employers.models import EmployerMessage
from wsp.foundation import clock
from wsp.foundation.actor import Actor
from wsp.placements import policy, rules
from wsp.placements.commands import AnswerOffer, AskAboutOffer, MoveIntroduction
from wsp.placements.enums import (
    CLOSED,
    EMPLOYER_REASONS,
    INTRODUCTION_STATES,
    NAMED_STATES,
    EmployerAnswer,
    IntroductionState,
)
from wsp.placements.errors import AnsweredAlready, InvalidPlacement, OfferNotFound
from wsp.placements.models import Introduction
from wsp.placements.service import obligations
from wsp.placements.service.moving import record_move
from wsp.vacancies.models import Vacancy
from wsp.worklist.enums import SubjectKind

_S = IntroductionState
_INVITES: Final = {_S.ANONYMOUS: _S.INTEREST, _S.NAMED: _S.INVITED}
"""An invitation of somebody without a name is interest; with a name it is an appointment."""


def answer_offer(session: Session, command: AnswerOffer, *, actor: Actor) -> Introduction:
    """Invite an offered candidate, or say that it does not fit; the account manager hears of it by a task.

    Raises:
        OfferNotFound: not offered to the actor's own employer, or closed too long ago.
        AnsweredAlready: it moved on since the employer saw it; of two answers at once one wins.
        Conflict: nothing is asked of the employer now.
        InvalidPlacement: no reason, a reason that is not the employer's, or no moment for the talk.

    """
    introduction, _ = _offered(session, actor, command.introduction_id)
    before = _S(introduction.state)
    if before is not command.seen:
        raise AnsweredAlready
    _check_agreement_holds(session, introduction)
    new = _INVITES.get(before, _S.INVITED) if command.answer is EmployerAnswer.INVITE else _S.REJECTED
    INTRODUCTION_STATES.check(before, new)
    move = MoveIntroduction(
        introduction.id,
        new,
        note=command.note,
        reason=command.reason if new is _S.REJECTED else None,
        shared=new is _S.REJECTED,
        appointment_at=command.appointment_at if new is _S.INVITED else None,
        appointment_place=command.appointment_place if new is _S.INVITED else None,
    )
    rules.check_closing(move)
    rules.check_appointment(move, now=clock.now())
    if move.reason is not None and move.reason not in EMPLOYER_REASONS:
        raise InvalidPlacement("reason", "Kies een reden uit de lijst.")
    introduction.state = new.value
    introduction.state_since = clock.now()
    if new is _S.INVITED:
        introduction.appointment_at = move.appointment_at
        introduction.appointment_place = (move.appointment_place or "").strip() or None
    if new is _S.REJECTED:
        introduction.closed_reason = move.reason.value if move.reason else None
        introduction.closed_note = (move.note or "").strip() or None
        introduction.closed_shared = True
    record_move(session, introduction, before=before, actor=actor, note=command.note)
    person = session.get_one(Candidate, introduction.candidate_id)
    obligations.follow_introduction(session, actor, introduction, person)
    if new is _S.REJECTED:
        obligations.employer_declined(session, actor, introduction, person)
    return introduction


def ask_about_offer(session: Session, command: AskAboutOffer, *, actor: Actor) -> EmployerMessage:
    """Ask something about an offered candidate: a message with a task for who made the introduction.

    Raises:
        OfferNotFound: as `answer_offer`.
        BadField: nothing was asked.

    """
    introduction, employer_id = _offered(session, actor, command.introduction_id)
    if _S(introduction.state) in CLOSED:
        raise OfferNotFound
    question = AskQuestion(
        employer_id,
        command.question,
        subject=(SubjectKind.INTRODUCTION, introduction.id),
        assigned_to_id=introduction.made_by_id,
    )
    return employers.ask_question(session, question, actor=actor)


def _offered(session: Session, actor: Actor, introduction_id: uuid.UUID) -> tuple[Introduction, uuid.UUID]:
    """The introduction, locked, with the employer it was offered to."""
    row = session.execute(
        select(Introduction, Vacancy.employer_id)
        .join(Vacancy, (Vacancy.region_id == Introduction.region_id) & (Vacancy.id == Introduction.vacancy_id))
        .where(Introduction.id == introduction_id, policy.offered(actor))
        .with_for_update(of=Introduction)
        .execution_options(populate_existing=True)
    ).one_or_none()
    if row is None:
        raise OfferNotFound
    return row[0], row[1]


def _check_agreement_holds(session: Session, introduction: Introduction) -> None:
    """Whoever withdrew the agreement cannot be invited or judged any more."""
    named = _S(introduction.state) in NAMED_STATES
    given = candidates.agreement_holds(
        session,
        introduction.candidate_id,
        SharingPurpose.NAMED if named else SharingPurpose.ANONYMOUS,
        employer_id=session.get_one(Vacancy, introduction.vacancy_id).employer_id,
    )
    if not given:
        raise OfferNotFound
