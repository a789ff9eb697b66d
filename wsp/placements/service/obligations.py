"""What must be done by whom by when, planned from the facts; a change of facts plans again.

Keys make planning repeatable: looking at the same facts twice plans nothing twice.
"""

import uuid
from datetime import date, timedelta
from typing import Final

from sqlalchemy.orm import Session

from wsp.candidates.models import Candidate
from wsp.candidates.words import number_label
from wsp.foundation import clock, workdays
from wsp.foundation.actor import Actor
from wsp.instruments import catalogue
from wsp.instruments.assessment import Assessment, Status
from wsp.placements.enums import WAITS_FOR_EMPLOYER, IntroductionState, PlacementState
from wsp.placements.models import Introduction, Placement
from wsp.placements.rules import placement_number
from wsp.vacancies.models import Vacancy
from wsp.worklist import service as worklist
from wsp.worklist.enums import SubjectKind, TaskKind

ANSWER_DAYS: Final = 5
"""Working days within which a client manager or an employer answers (product.md, Mijn dag)."""
WARN_DAYS: Final = 90
"""Contracts and instruments that end within this many days show on Mijn dag (product.md)."""
AFTERCARE: Final = {
    1: TaskKind.AFTERCARE_WEEK_1,
    4: TaskKind.AFTERCARE_WEEK_4,
    12: TaskKind.AFTERCARE_WEEK_12,
    26: TaskKind.AFTERCARE_WEEK_26,
}
"""Weeks after the start in which somebody is called (product.md, Nazorg)."""


def for_introduction(
    session: Session, actor: Actor, introduction: Introduction, candidate: Candidate, vacancy: Vacancy
) -> None:
    """One open task at most: ask, offer, wait for the employer, or the interview."""
    state = IntroductionState(introduction.state)
    number = number_label(candidate.number)
    key = f"voordracht:{introduction.id}:"
    wanted: dict[str, None] = {}
    due = workdays.add_working_days(clock.today(), ANSWER_DAYS)
    subject = (SubjectKind.INTRODUCTION, introduction.id)
    if state is IntroductionState.ASKED_CLIENT_MANAGER and introduction.agreed_at is None:
        wanted[key + "akkoord"] = None
        worklist.plan(
            session, actor, kind=TaskKind.AGREEMENT, subject=subject, due_on=due, key=key + "akkoord",
            title=f"Geef antwoord over de voordracht van {number} voor {vacancy.title.lower()}",
            assigned_to_id=candidate.client_manager_id, organisation_id=candidate.organisation_id,
        )  # fmt: skip
    elif state is IntroductionState.ASKED_CANDIDATE:
        wanted[key + "kandidaat"] = None
        worklist.plan(
            session, actor, kind=TaskKind.AGREEMENT, subject=subject, due_on=due, key=key + "kandidaat",
            title=f"Vraag {number} akkoord om met naam naar de werkgever te gaan",
            assigned_to_id=candidate.client_manager_id, organisation_id=candidate.organisation_id,
        )  # fmt: skip
    elif state in WAITS_FOR_EMPLOYER:
        wanted[key + "werkgever"] = None
        worklist.plan(
            session, actor, kind=TaskKind.INTRODUCTION_UNANSWERED, subject=subject, due_on=due, key=key + "werkgever",
            title=f"Vraag de werkgever om antwoord over {number}",
            assigned_to_id=introduction.made_by_id or vacancy.owner_id,
        )  # fmt: skip
    elif state is IntroductionState.INVITED and introduction.appointment_at is not None:
        wanted[key + "gesprek"] = None
        worklist.plan(
            session, actor, kind=TaskKind.APPOINTMENT, subject=subject, key=key + "gesprek",
            due_on=clock.local(introduction.appointment_at).date(), title=f"Gesprek met {number} bij de werkgever",
            assigned_to_id=introduction.made_by_id or vacancy.owner_id,
        )  # fmt: skip
    for part in ("akkoord", "kandidaat", "werkgever", "gesprek"):
        if key + part not in wanted:
            worklist.drop(session, key + part, why="De voordracht is een stap verder.", actor=actor)


def for_placement(session: Session, actor: Actor, placement: Placement, answers: dict[str, Assessment]) -> None:
    """Apply, measure, look after, and warn before contract or instrument ends."""
    if placement.state == PlacementState.ENDED:
        drop_all(session, actor, placement)
        return
    name = placement_number(placement.number)
    key = f"plaatsing:{placement.id}:"
    today = clock.today()
    subject = (SubjectKind.PLACEMENT, placement.id)
    for week, kind in AFTERCARE.items():
        day = placement.starts_on + timedelta(weeks=week)
        if day >= today - timedelta(weeks=1):
            worklist.plan(
                session, actor, kind=kind, subject=subject, due_on=day, key=f"{key}nazorg-{week}",
                title=f"{name}: bel hoe het gaat (week {week})",
                assigned_to_id=placement.job_coach_id or placement.owner_id,
            )  # fmt: skip
    _warn(session, actor, placement, placement.ends_on, TaskKind.CONTRACT_ENDS, key + "contract", f"{name}: contract loopt af")
    for code, answer in answers.items():
        title = catalogue.get(code).title
        for deadline in answer.deadlines:
            if deadline.code not in ("apply", "measure"):
                continue
            kind = TaskKind.APPLY_INSTRUMENT if deadline.code == "apply" else TaskKind.PLAN_MEASUREMENT
            if answer.status is Status.NOT_ELIGIBLE:
                worklist.drop(session, f"{key}{code}:{deadline.code}", why="De regeling geldt niet (meer).", actor=actor)
                continue
            worklist.plan(
                session, actor, kind=kind, subject=subject, due_on=deadline.by, key=f"{key}{code}:{deadline.code}",
                title=f"{name}: {deadline.what}", assigned_to_id=placement.owner_id,
            )  # fmt: skip
        for gap in answer.missing if answer.status is Status.UNKNOWN else ():
            worklist.plan(
                session, actor, kind=TaskKind.DOCUMENTS, subject=subject, key=f"{key}{code}:{gap.fact}",
                due_on=workdays.add_working_days(today, ANSWER_DAYS), title=f"{name}: {gap.question}",
                assigned_to_id=placement.owner_id,
            )  # fmt: skip
        if answer.status is Status.ELIGIBLE and answer.term is not None:
            _warn(
                session, actor, placement, answer.term.end, TaskKind.INSTRUMENT_ENDS, f"{key}{code}:eind",
                f"{name}: {title.lower()} loopt af",
            )  # fmt: skip


def drop_all(session: Session, actor: Actor, placement: Placement) -> None:
    """The placement ended: nothing more has to be done for it."""
    key = f"plaatsing:{placement.id}:"
    for week in AFTERCARE:
        worklist.drop(session, f"{key}nazorg-{week}", why="De plaatsing is beëindigd.", actor=actor)
    worklist.drop(session, key + "contract", why="De plaatsing is beëindigd.", actor=actor)
    for instrument in catalogue.all():
        for part in ("apply", "measure", "eind"):
            worklist.drop(session, f"{key}{instrument.code}:{part}", why="De plaatsing is beëindigd.", actor=actor)


def _warn(  # noqa: PLR0917 (one warning, in the order of its sentence)
    session: Session,
    actor: Actor,
    placement: Placement,
    ends_on: date | None,
    kind: TaskKind,
    key: str,
    title: str,
) -> uuid.UUID | None:
    if ends_on is None or ends_on < clock.today():
        worklist.drop(session, key, why="Er is geen einddatum meer.", actor=actor)
        return None
    due = max(clock.today(), ends_on - timedelta(days=WARN_DAYS))
    task = worklist.plan(
        session, actor, kind=kind, subject=(SubjectKind.PLACEMENT, placement.id), due_on=due, key=key,
        title=f"{title} op {ends_on:%d-%m-%Y}", assigned_to_id=placement.owner_id,
    )  # fmt: skip
    return task.id
