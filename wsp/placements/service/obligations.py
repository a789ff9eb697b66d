"""Tasks that introductions and placements bring along. Each has a key, so looking again plans nothing twice."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from sqlalchemy.orm import Session

from wsp.candidates.models import Candidate
from wsp.candidates.words import number_label
from wsp.foundation import clock
from wsp.foundation.actor import Actor
from wsp.foundation.workdays import add_working_days
from wsp.law.lookup import LawBook
from wsp.placements.enums import WAITING_FOR_EMPLOYER, InstrumentState, IntroductionState, PlacementState
from wsp.placements.models import Introduction, Placement, PlacementInstrument
from wsp.placements.obligations.enums import Cause
from wsp.placements.obligations.keeping import Plan, keep
from wsp.placements.rules import History
from wsp.placements.rules.duties import Period, Standing, duties, running, settled
from wsp.worklist import service as worklist
from wsp.worklist.enums import SubjectKind, TaskKind

ANSWER_WORKING_DAYS: Final = 5
"""After this an employer has had time enough (product.md, a day of each role)."""
AGREE_WORKING_DAYS: Final = 2
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
    worklist.drop_others(
        session, subject, f"voordracht:{introduction.id}:", wanted, why="De voordracht is verder.", actor=actor
    )


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


def follow_placement(
    session: Session,
    actor: Actor,
    placement: Placement,
    history: History,
    parts: Sequence[Period],
    attached: Mapping[str, PlacementInstrument],
    book: LawBook,
    cause: Cause,
) -> None:
    """Let the obligations of a placement follow its facts and its instruments; `cause` is what changed."""
    today = clock.today()
    states = {code: _standing(row) for code, row in attached.items()}
    plan = Plan(
        wanted=duties(history, parts, states, book, today),
        done=settled(history, parts, states),
        running=frozenset() if PlacementState(placement.state) is PlacementState.ENDED else running(states),
    )
    keep(session, actor, placement, plan, cause=cause)


def _standing(row: PlacementInstrument) -> Standing:
    return Standing(
        state=InstrumentState(row.state),
        asked_on=row.asked_on,
        decide_by=row.decide_by,
        decided_on=row.decided_on,
        since=row.state_since,
        answers=row.facts or {},
    )


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
