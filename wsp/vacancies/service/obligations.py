"""Tasks that a vacancy brings along: to review it, and to decide before it ends by itself."""

import uuid
from datetime import date, timedelta
from typing import Final

from sqlalchemy.orm import Session

from wsp.foundation import clock
from wsp.foundation.actor import Actor
from wsp.foundation.workdays import add_working_days
from wsp.vacancies import rules
from wsp.vacancies.enums import SEARCHING, VacancyState
from wsp.vacancies.models import Vacancy
from wsp.worklist import service as worklist
from wsp.worklist.commands import NewTask
from wsp.worklist.enums import SubjectKind, TaskKind

REVIEW_WORKING_DAYS: Final = 2
WARN_BEFORE: Final = timedelta(days=14)


def of_new(
    vacancy_id: uuid.UUID, number: int, state: VacancyState, closes_on: date | None, owner_id: uuid.UUID | None
) -> list[NewTask]:
    """What a vacancy asks for that was only just written: as `follow` plans it."""
    today, name = clock.today(), rules.vacancy_number(number)
    subject = (SubjectKind.VACANCY, vacancy_id)
    if state is VacancyState.REVIEW:
        due_on = add_working_days(today, REVIEW_WORKING_DAYS)
        return [
            NewTask(TaskKind.VACANCY_REVIEW, subject, due_on, _review_title(name), owner_id, _review_key(vacancy_id))
        ]
    if state in SEARCHING and closes_on is not None:
        due_on = max(today, closes_on - WARN_BEFORE)
        return [NewTask(TaskKind.VACANCY_ENDS, subject, due_on, _ends_title(name), owner_id, _ends_key(vacancy_id))]
    return []


def follow(session: Session, actor: Actor, vacancy: Vacancy) -> None:
    """Plan what the vacancy's state and closing day ask for, and drop what they no longer ask for. Repeatable."""
    state = VacancyState(vacancy.state)
    today = clock.today()
    name = rules.vacancy_number(vacancy.number)
    review, ending = _review_key(vacancy.id), _ends_key(vacancy.id)
    if state is VacancyState.REVIEW:
        worklist.plan(
            session,
            actor,
            kind=TaskKind.VACANCY_REVIEW,
            subject=(SubjectKind.VACANCY, vacancy.id),
            due_on=add_working_days(today, REVIEW_WORKING_DAYS),
            title=_review_title(name),
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
            title=_ends_title(name),
            assigned_to_id=vacancy.owner_id,
            key=ending,
        )
    else:
        worklist.drop(session, ending, why="De vacature zoekt niet meer.", actor=actor)


def _review_key(vacancy_id: uuid.UUID) -> str:
    return f"vacature-beoordelen:{vacancy_id}"


def _ends_key(vacancy_id: uuid.UUID) -> str:
    return f"vacature-verloopt:{vacancy_id}"


def _review_title(name: str) -> str:
    return f"Beoordeel vacature {name}"


def _ends_title(name: str) -> str:
    return f"Vacature {name} sluit bijna: verlengen of stoppen?"
