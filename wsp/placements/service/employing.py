"""From a trial to an employment with the same employer, and the same job that goes on after its end."""

from datetime import date, timedelta
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from wsp.audit import service as audit
from wsp.candidates import queries as candidates
from wsp.candidates.enums import SharingPurpose
from wsp.foundation import clock
from wsp.foundation.actor import Actor
from wsp.placements import policy, rules
from wsp.placements.commands import BeginEmployment, ResumePlacement
from wsp.placements.enums import EndReason, InstrumentState, PlacementState
from wsp.placements.errors import NothingToResume
from wsp.placements.models import InstrumentStep, Placement, PlacementInstrument
from wsp.placements.obligations.enums import Cause
from wsp.placements.queries import facts as reads
from wsp.placements.rules import TermsVersion
from wsp.placements.service import advancing, instruments, loading, settling, stale, steps, terms
from wsp.vacancies import queries as vacancies
from wsp.vacancies import service as vacancy_verbs
from wsp.vacancies.commands import MoveVacancy
from wsp.vacancies.enums import VACANCY_STATES, VacancyState
from wsp.vacancies.models import Vacancy

_DAY: Final = timedelta(days=1)


def begin_employment(session: Session, command: BeginEmployment, *, actor: Actor) -> Placement:
    """Let a trial go over into an employment: terms, last day and answers in one step, nothing typed twice.

    Raises:
        PlacementNotFound, PlacementOver: not to be changed.
        NoTrial: there is no trial to go on from.
        StaleVersion: somebody changed the placement since; nothing was saved.
        InvalidPlacement, TooManyHours: a fact that cannot be.

    """
    policy.check_may_edit(actor)
    placement = loading.placement(session, actor, command.placement_id)
    rules.check_not_over(PlacementState(placement.state), placement.ended_on)
    label = "Laatste dag van het contract"
    stale.check_seen(placement, command.version, mine={label: command.ends_on}, theirs={label: placement.ends_on})
    before = reads.history(session, placement)
    after = rules.employed(before, command)
    loading.candidate(session, actor, placement.candidate_id)
    wanted = max(after.terms, key=lambda version: version.start)
    _check_hours(session, placement, wanted, command.hours_reason)
    terms.cut(session, placement, command.starts_on - _DAY, actor)
    terms.record(session, placement, wanted, actor)
    placement.ends_on = command.ends_on
    placement.hours_confirmed_at = None
    if command.hours_reason:
        placement.hours_reason = command.hours_reason.strip()
    if command.forfaitair is not None:
        placement.forfaitair = command.forfaitair
    stale.changed(placement)
    session.flush()
    advancing.follow_dates(session, placement, actor=actor)
    found = instruments.assess_instruments(session, placement, actor=actor, cause=Cause.EMPLOYED)
    audit.record(
        session,
        actor,
        "placement.employed",
        subject=(loading.PLACEMENT, placement.id),
        before={"tot_en_met": before.ends_on},
        after={
            "vorm": command.kind,
            "uren": command.hours_per_week,
            "loon": wanted.wage,
            "vanaf": command.starts_on,
            "tot_en_met": command.ends_on,
            **settling.told(session, placement, before, found),
        },
    )
    return placement


def resume_placement(session: Session, command: ResumePlacement, *, actor: Actor) -> Placement:
    """Let the same job go on after it had ended, with the terms that held last.

    Without a day in between, instruments go on as they were; after a gap they are to be asked for again.

    Raises:
        PlacementNotFound: not the actor's to see.
        NothingToResume: it never ended, or nobody ever worked there.
        PlaceTaken: the place in the vacancy was given to somebody else.
        AgreementMissing: the candidate no longer agrees to be named to this employer.
        StaleVersion, InvalidPlacement, TooManyHours.

    """
    policy.check_may_edit(actor)
    placement = loading.placement(session, actor, command.placement_id)
    ended_on = _check_ended(placement)
    label = "Gaat verder op"
    stale.check_seen(placement, command.version, mine={label: command.resumes_on}, theirs={label: ended_on + _DAY})
    rules.check_resumption(command, ended_on=ended_on, today=clock.today())
    vacancy = _place(session, placement, actor)
    person = loading.candidate(session, actor, placement.candidate_id)
    given = candidates.agreement_holds(
        session, person.id, SharingPurpose.NAMED, employer_id=placement.employer_id, on=clock.today()
    )
    rules.check_agreement_given(given=given, named=True)
    last = max(reads.history(session, placement).terms, key=lambda version: version.start)
    gap = command.resumes_on > ended_on + _DAY
    wanted = TermsVersion(
        command.resumes_on, command.ends_on, last.kind, last.hours, last.full_week, last.wage, last.wage_hour
    )
    _check_hours(session, placement, wanted, command.hours_reason)
    before = PlacementState(placement.state)
    placement.ended_on = placement.end_reason = None
    placement.ends_on = command.ends_on
    if command.hours_reason:
        placement.hours_reason = command.hours_reason.strip()
    terms.record(session, placement, wanted, actor)
    stale.changed(placement)
    session.flush()
    placement.state = rules.resumed_state(reads.history(session, placement), clock.today()).value
    reason = command.reason.strip()
    steps.placement_moved(session, placement, before, on=command.resumes_on, actor=actor, reason=reason)
    if vacancy is not None:
        _fill(session, vacancy, actor)
    _take_up(session, placement, ended_on=ended_on, on=command.resumes_on, gap=gap, actor=actor)
    audit.record(
        session,
        actor,
        "placement.resumed",
        subject=(loading.PLACEMENT, placement.id),
        before={"status": before, "laatste_dag": ended_on},
        after={"status": PlacementState(placement.state), "vanaf": command.resumes_on, "tot_en_met": command.ends_on},
        reason=reason,
    )
    advancing.follow_dates(session, placement, actor=actor)
    instruments.assess_instruments(session, placement, actor=actor, cause=Cause.RESUMED)
    return placement


def _check_ended(placement: Placement) -> date:
    if PlacementState(placement.state) is not PlacementState.ENDED or placement.ended_on is None:
        raise NothingToResume("Deze plaatsing is niet beëindigd. Gebruik de knop Contract verlengen.")
    if placement.end_reason == EndReason.NEVER_STARTED.value:
        raise NothingToResume("De werknemer is hier nooit begonnen. Maak een nieuwe plaatsing.")
    return placement.ended_on


def _place(session: Session, placement: Placement, actor: Actor) -> Vacancy | None:
    """The vacancy whose place is taken again, locked."""
    if placement.vacancy_id is None:
        return None
    vacancy = vacancies.locked(session, actor, placement.vacancy_id)
    rules.check_place_free(vacancy.places, loading.taken_places(session, vacancy.id))
    return vacancy


def _fill(session: Session, vacancy: Vacancy, actor: Actor) -> None:
    full = loading.taken_places(session, vacancy.id) >= vacancy.places
    if full and VACANCY_STATES.allowed(VacancyState(vacancy.state), VacancyState.FILLED):
        vacancy_verbs.move_state(session, MoveVacancy(vacancy.id, VacancyState.FILLED), actor=actor)


def _check_hours(session: Session, placement: Placement, wanted: TermsVersion, reason: str | None) -> None:
    others = reads.running_terms(session, placement.candidate_id, but=placement.id)
    rules.check_total_hours(rules.hours_at_peak(wanted, others), reason or placement.hours_reason)


def _take_up(session: Session, placement: Placement, *, ended_on: date, on: date, gap: bool, actor: Actor) -> None:
    """What the end of the placement stopped: as it was, or asked for again after a gap."""
    rows = session.scalars(
        select(PlacementInstrument)
        .where(
            PlacementInstrument.placement_id == placement.id,
            PlacementInstrument.state == InstrumentState.ENDED.value,
            PlacementInstrument.state_since >= ended_on,
        )
        .order_by(PlacementInstrument.code)
    ).all()
    for row in rows:
        stopped = session.scalars(
            select(InstrumentStep)
            .where(InstrumentStep.placement_instrument_id == row.id)
            .order_by(InstrumentStep.created_at.desc())
            .limit(1)
        ).one_or_none()
        earlier = InstrumentState(stopped.from_state) if stopped and stopped.from_state else InstrumentState.TO_ASSESS
        state = InstrumentState.TO_ASSESS if gap else earlier
        steps.instrument_moved(session, row, state, on=on, actor=actor, reason="De plaatsing gaat verder.")
