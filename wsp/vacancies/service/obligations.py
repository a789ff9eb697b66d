"""Tasks that a vacancy brings along: to review it, and to decide before it ends by itself."""

from datetime import timedelta
from typing import Final

from sqlalchemy.orm import Session

from wsp.foundation import clock
from wsp.foundation.actor import Actor
from wsp.foundation.workdays import add_working_days
from wsp.vacancies import rules
from wsp.vacancies.enums import SEARCHING, VacancyState
from wsp.vacancies.models import Vacancy
from wsp.worklist import service as worklist
from wsp.worklist.enums import SubjectKind, TaskKind

REVIEW_WORKING_DAYS: Final = 2
WARN_BEFORE: Final = timedelta(days=14)


def follow(session: Session, actor: Actor, vacancy: Vacancy) -> None:
    """Plan what the vacancy's state and closing day ask for, and drop what they no longer ask for. Repeatable."""
    state = VacancyState(vacancy.state)
    today = clock.today()
    name = rules.vacancy_number(vacancy.number)
    review, ending = f"vacature-beoordelen:{vacancy.id}", f"vacature-verloopt:{vacancy.id}"
    if state is VacancyState.REVIEW:
        worklist.plan(
            session,
            actor,
            kind=TaskKind.VACANCY_REVIEW,
            subject=(SubjectKind.VACANCY, vacancy.id),
            due_on=add_working_days(today, REVIEW_WORKING_DAYS),
            title=f"Beoordeel vacature {name}",
            assigned_to_id=vacancy.owner_id,
            key=review,
        )
    else:
        worklist.drop(session, review, why="De vacature is beoordeeld.", actor=actor)
    if state in SEARCHING and vacancy.closes_on is not None:
        worklist.plan(
            session,
            actor,
            kind=TaskKind.VACANCY_ENDS,
            subject=(SubjectKind.VACANCY, vacancy.id),
            due_on=max(today, vacancy.closes_on - WARN_BEFORE),
            title=f"Vacature {name} sluit bijna: verlengen of stoppen?",
            assigned_to_id=vacancy.owner_id,
            key=ending,
        )
    else:
        worklist.drop(session, ending, why="De vacature zoekt niet meer.", actor=actor)
