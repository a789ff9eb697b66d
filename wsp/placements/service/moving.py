"""Steps in the life of an introduction."""

from sqlalchemy.orm import Session

from wsp.audit import service as audit
from wsp.candidates import queries as candidates
from wsp.candidates.enums import SharingPurpose
from wsp.candidates.models import Candidate
from wsp.foundation import clock
from wsp.foundation.actor import Actor
from wsp.foundation.errors import Conflict
from wsp.placements import policy, rules
from wsp.placements.commands import AgreeIntroduction, MoveIntroduction
from wsp.placements.enums import CLOSED, INTRODUCTION_STATES, IntroductionState
from wsp.placements.models import Introduction
from wsp.placements.queries.introductions import placement_count
from wsp.placements.service import loading, obligations, telling
from wsp.placements.service.introducing import log_step
from wsp.vacancies.models import Vacancy

_S = IntroductionState


def move_introduction(session: Session, command: MoveIntroduction, *, actor: Actor) -> Introduction:
    """Take the next step of an introduction; the step is logged and its tasks follow.

    The step to aangenomen is taken by `place_candidate`, so that it can never stand without a placement's agreement.

    Raises:
        IntroductionNotFound, CandidateNotFound: not the actor's to see.
        NotYourStep: somebody of another role takes this step.
        Conflict: the step is not in the table, or a placement came of it.
        AgreementMissing: client manager or candidate did not agree yet.
        InvalidPlacement: a closing step without reason, an invitation without a day.

    """
    policy.check_may_move(actor, command.state)
    introduction = loading.introduction(session, actor, command.introduction_id)
    before = _S(introduction.state)
    INTRODUCTION_STATES.check(before, command.state)
    if before is _S.HIRED:
        rules.check_not_placed(placement_count(session, introduction.id))
    rules.check_closing(command)
    rules.check_appointment(command, now=clock.now())
    rules.check_manager_agreed(command.state, introduction.agreed_at)
    _check_candidate_agreed(session, introduction, command.state)
    introduction.state = command.state.value
    introduction.state_since = clock.now()
    if command.appointment_at is not None:
        introduction.appointment_at = command.appointment_at
        introduction.appointment_place = command.appointment_place
    if command.state in CLOSED:
        introduction.closed_reason = command.reason.value if command.reason else None
        introduction.closed_note = (command.note or "").strip() or None
        introduction.closed_shared = command.shared
    record_move(session, introduction, before=before, actor=actor, note=command.note)
    person = session.get_one(Candidate, introduction.candidate_id)
    obligations.follow_introduction(session, actor, introduction, person)
    telling.offered(session, actor, introduction)
    return introduction


def agree_introduction(session: Session, command: AgreeIntroduction, *, actor: Actor) -> Introduction:
    """Record that the client manager agrees; from now on the account manager may offer the profile.

    Raises:
        IntroductionNotFound: not the actor's to see.
        NotYourStep: the actor does not keep the candidate's dossier.
        Conflict: nobody asked, or it was given already.

    """
    introduction = loading.introduction(session, actor, command.introduction_id)
    person = session.get_one(Candidate, introduction.candidate_id)
    policy.check_may_agree(actor, person)
    if _S(introduction.state) is not _S.CLIENT_MANAGER_ASKED:
        label = INTRODUCTION_STATES.labels[_S(introduction.state)].lower()
        raise Conflict(f"Deze voordracht is nu '{label}'. Jouw akkoord is niet meer nodig.", code="stap-kan-niet")
    if introduction.agreed_at is not None:
        raise Conflict("Het akkoord is al gegeven. De accountmanager is aan zet.", code="akkoord-al-gegeven")
    introduction.agreed_at = clock.now()
    introduction.agreed_by_id = actor.user_id
    note = (command.note or "").strip()
    log_step(
        session,
        introduction,
        before=_S.CLIENT_MANAGER_ASKED,
        actor=actor,
        note=f"Akkoord gegeven. {note}".strip(),
    )
    audit.record(
        session,
        actor,
        "introduction.agreed",
        subject=(loading.INTRODUCTION, introduction.id),
        after={"akkoord": introduction.agreed_at},
    )
    obligations.follow_introduction(session, actor, introduction, person)
    return introduction


def record_move(
    session: Session, introduction: Introduction, *, before: IntroductionState, actor: Actor, note: str | None
) -> None:
    """Write the step to its own log and to the audit log."""
    session.flush()
    log_step(session, introduction, before=before, actor=actor, note=(note or "").strip() or None)
    audit.record(
        session,
        actor,
        "introduction.moved",
        subject=(loading.INTRODUCTION, introduction.id),
        before={"stap": before},
        after={"stap": introduction.state},
        reason=introduction.closed_reason,
    )


def _check_candidate_agreed(session: Session, introduction: Introduction, new: IntroductionState) -> None:
    if new not in (_S.ANONYMOUS, _S.NAMED, _S.HIRED):
        return
    named = new is not _S.ANONYMOUS
    employer_id = session.get_one(Vacancy, introduction.vacancy_id).employer_id
    given = candidates.agreement_holds(
        session,
        introduction.candidate_id,
        SharingPurpose.NAMED if named else SharingPurpose.ANONYMOUS,
        employer_id=employer_id,
    )
    rules.check_agreement_given(given=given, named=named)
