"""Tasks that introductions and placements bring along. Each has a key, so looking again plans nothing twice."""

import uuid
from collections.abc import Callable
from datetime import date, timedelta
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from wsp.candidates.models import Candidate
from wsp.candidates.words import number_label
from wsp.foundation import clock
from wsp.foundation.actor import Actor
from wsp.foundation.workdays import add_working_days, subtract_working_days
from wsp.instruments import catalogue, loonkostensubsidie
from wsp.instruments.assessment import Assessment, Status
from wsp.placements.enums import WAITING_FOR_EMPLOYER, InstrumentState, IntroductionState, PlacementState
from wsp.placements.models import Introduction, Placement
from wsp.placements.queries.facts import last_day
from wsp.placements.rules import placement_number
from wsp.worklist import service as worklist
from wsp.worklist.enums import SubjectKind, TaskKind
from wsp.worklist.models import Task

ANSWER_WORKING_DAYS: Final = 5
"""After this an employer has had time enough (product.md, a day of each role)."""
AGREE_WORKING_DAYS: Final = 2
APPLY_WORKING_DAYS: Final = 5
"""An application takes some days to put together."""
MEASURE_AHEAD: Final = timedelta(weeks=8)
"""Planning a measurement, doing it and deciding on it: four weeks for the expert, four for the municipality."""
AFTERCARE: Final = {
    1: TaskKind.AFTERCARE_WEEK_1,
    4: TaskKind.AFTERCARE_WEEK_4,
    12: TaskKind.AFTERCARE_WEEK_12,
    26: TaskKind.AFTERCARE_WEEK_26,
}
_CONTRACT: Final = "contract"

_S = IntroductionState


def follow_introduction(session: Session, actor: Actor, introduction: Introduction, person: Candidate) -> None:
    """Plan what the introduction's state asks for, and close what it no longer asks for."""
    state = _S(introduction.state)
    number = number_label(person.number)
    subject = (SubjectKind.INTRODUCTION, introduction.id)
    today = clock.today()
    wanted: set[str] = set()

    def plan(name: str, kind: TaskKind, title: str, due_on: date, *, of_manager: bool) -> None:
        wanted.add(name)
        worklist.plan(
            session,
            actor,
            kind=kind,
            subject=subject,
            due_on=due_on,
            title=title,
            assigned_to_id=person.client_manager_id if of_manager else introduction.made_by_id,
            organisation_id=person.organisation_id if of_manager else None,
            key=f"voordracht:{introduction.id}:{name}",
        )

    soon = add_working_days(today, AGREE_WORKING_DAYS)
    if state is _S.CLIENT_MANAGER_ASKED and introduction.agreed_at is None:
        plan("akkoord", TaskKind.AGREEMENT, f"Akkoord geven: voordracht van {number}", soon, of_manager=True)
    if state is _S.CLIENT_MANAGER_ASKED and introduction.agreed_at is not None:
        plan("aanbieden", TaskKind.OTHER, f"Akkoord binnen: bied {number} aan", soon, of_manager=False)
    if state is _S.INTEREST:
        plan("belangstelling", TaskKind.OTHER, f"Werkgever nodigt {number} uit: vraag akkoord", soon, of_manager=False)
    if state is _S.CANDIDATE_ASKED:
        plan("kandidaat", TaskKind.AGREEMENT, f"Vraag {number} om akkoord voor de naam", soon, of_manager=True)
    if state in WAITING_FOR_EMPLOYER:
        due = add_working_days(today, ANSWER_WORKING_DAYS)
        title = f"Bel de werkgever over {number}: nog geen antwoord"
        plan(f"antwoord-{state.value}", TaskKind.INTRODUCTION_UNANSWERED, title, due, of_manager=False)
    if state is _S.INVITED and introduction.appointment_at is not None:
        due = clock.local(introduction.appointment_at).date()
        plan("gesprek", TaskKind.APPOINTMENT, f"Gesprek van {number} bij de werkgever", due, of_manager=False)
    _close_others(session, actor, f"voordracht:{introduction.id}:", subject, wanted, "De voordracht is verder.")


def employer_declined(session: Session, actor: Actor, introduction: Introduction, person: Candidate) -> None:
    """The employer said no in the portal: whoever introduced somebody tells those concerned."""
    worklist.plan(
        session,
        actor,
        kind=TaskKind.OTHER,
        subject=(SubjectKind.INTRODUCTION, introduction.id),
        due_on=add_working_days(clock.today(), AGREE_WORKING_DAYS),
        title=f"{number_label(person.number)} past niet volgens de werkgever: laat het weten",
        assigned_to_id=introduction.made_by_id,
        key=f"voordracht:{introduction.id}:niet-passend",
    )


def place_is_taken(session: Session, actor: Actor, introduction: Introduction) -> None:
    """The vacancy was filled with somebody else: a person decides on this introduction, and tells those concerned."""
    worklist.plan(
        session,
        actor,
        kind=TaskKind.OTHER,
        subject=(SubjectKind.INTRODUCTION, introduction.id),
        due_on=add_working_days(clock.today(), AGREE_WORKING_DAYS),
        title="De plek is vergeven: sluit deze voordracht af",
        assigned_to_id=introduction.made_by_id,
        key=f"voordracht:{introduction.id}:plek-vergeven",
    )


def contract_key(placement: Placement) -> str:
    """The task that asks for the signed contract."""
    return f"plaatsing:{placement.id}:{_CONTRACT}"


def follow_placement(
    session: Session,
    actor: Actor,
    placement: Placement,
    answers: dict[str, tuple[InstrumentState, Assessment]],
) -> None:
    """Plan what the placement and its instruments ask for; `answers` are the assessments that hold now, by code."""
    today = clock.today()
    end = last_day(placement)
    number = placement_number(placement.number)
    subject = (SubjectKind.PLACEMENT, placement.id)
    wanted: set[str] = set()

    def plan(name: str, kind: TaskKind, title: str, due_on: date, who: uuid.UUID | None = placement.owner_id) -> None:
        wanted.add(name)
        worklist.plan(
            session,
            actor,
            kind=kind,
            subject=subject,
            due_on=due_on,
            title=f"{title} ({number})",
            assigned_to_id=who,
            # Whoever makes a placement does so for their own organisation: no need to look that up for every task.
            organisation_id=actor.organisation_id if who is not None and who == actor.user_id else None,
            key=f"plaatsing:{placement.id}:{name}",
        )

    if PlacementState(placement.state) is not PlacementState.ENDED:
        if placement.starts_on >= today:
            plan(_CONTRACT, TaskKind.DOCUMENTS, "Getekend contract controleren", placement.starts_on)
        for week, kind in AFTERCARE.items():
            due = placement.starts_on + timedelta(weeks=week)
            if due >= today and (end is None or due <= end):
                plan(f"nazorg-{week}", kind, f"Nazorg week {week}: bel werkgever en medewerker", due)
        if end is not None and end >= today:
            plan("contract-stopt", TaskKind.CONTRACT_ENDS, "Contract loopt af: verlengen?", end)
        for code, (state, answer) in answers.items():
            _follow_instrument(plan, code, state, answer, end=end, today=today)
    _close_others(session, actor, f"plaatsing:{placement.id}:", subject, wanted, "Dit is niet meer nodig.")


def _follow_instrument(
    plan: Callable[[str, TaskKind, str, date], None],
    code: str,
    state: InstrumentState,
    answer: Assessment,
    *,
    end: date | None,
    today: date,
) -> None:
    title = catalogue.get(code).title
    open_ = state in (
        InstrumentState.TO_ASSESS,
        InstrumentState.APPLIED,
        InstrumentState.GRANTED,
        InstrumentState.RUNNING,
    )
    if answer.status is Status.ELIGIBLE and state is InstrumentState.TO_ASSESS and answer.apply_before is not None:
        due = subtract_working_days(answer.apply_before, APPLY_WORKING_DAYS)
        plan(f"aanvraag-{code}", TaskKind.APPLY_INSTRUMENT, f"{title} aanvragen", max(due, today))
    if answer.status is Status.NOT_ELIGIBLE and state is InstrumentState.RUNNING:
        plan(f"stopt-{code}", TaskKind.INSTRUMENT_ENDS, f"{title} kan niet meer: beëindigen", today)
        return
    if not open_ or answer.status is not Status.ELIGIBLE:
        if code == loonkostensubsidie.CODE and any(gap.fact == "loonwaarde" for gap in answer.missing):
            due = add_working_days(today, APPLY_WORKING_DAYS)
            plan("meting", TaskKind.PLAN_MEASUREMENT, "Loonwaardemeting plannen", due)
        return
    for deadline in answer.deadlines:
        if deadline.code == "measure":
            plan(
                "meting", TaskKind.PLAN_MEASUREMENT, "Loonwaardemeting plannen", max(deadline.by - MEASURE_AHEAD, today)
            )
    stops = answer.term.end if answer.term else None
    if stops is not None and stops >= today and stops != end:
        plan(f"einde-{code}", TaskKind.INSTRUMENT_ENDS, f"{title} loopt af", stops)


def follow_drop_out(session: Session, actor: Actor, placement: Placement, person: Candidate) -> None:
    """Somebody fell out of work: the client manager looks what comes next."""
    worklist.plan(
        session,
        actor,
        kind=TaskKind.CONTACT,
        subject=(SubjectKind.CANDIDATE, person.id),
        due_on=add_working_days(clock.today(), AGREE_WORKING_DAYS),
        title=f"{number_label(person.number)} is uitgevallen: bespreek het vervolg",
        assigned_to_id=person.client_manager_id,
        organisation_id=person.organisation_id,
        key=f"plaatsing:{placement.id}:uitval",
    )


def ask_new_closing_day(session: Session, actor: Actor, placement: Placement) -> None:
    """A place came free at a vacancy whose closing day is past: somebody decides on a new day."""
    if placement.vacancy_id is None:
        return
    worklist.plan(
        session,
        actor,
        kind=TaskKind.VACANCY_REVIEW,
        subject=(SubjectKind.VACANCY, placement.vacancy_id),
        due_on=add_working_days(clock.today(), AGREE_WORKING_DAYS),
        title="Er is weer een plek vrij: kies een nieuwe sluitingsdatum",
        assigned_to_id=placement.owner_id,
        key=f"plaatsing:{placement.id}:heropenen",
    )


def _close_others(
    session: Session,
    actor: Actor,
    prefix: str,
    subject: tuple[SubjectKind, uuid.UUID],
    wanted: set[str],
    why: str,
) -> None:
    """Drop the open tasks under `prefix` that are not wanted any more."""
    keys = session.scalars(
        select(Task.key).where(
            Task.subject_kind == subject[0].value,
            Task.subject_id == subject[1],
            Task.done_at.is_(None),
            Task.key.startswith(prefix, autoescape=True),
        )
    ).all()
    for key in keys:
        if key is not None and key.removeprefix(prefix) not in wanted:
            worklist.drop(session, key, why=why, actor=actor)
