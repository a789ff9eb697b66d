"""Steps in the life of a vacancy."""

import uuid
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from wsp.audit import service as audit
from wsp.foundation import clock
from wsp.foundation.actor import Actor
from wsp.vacancies import policy, queries, rules
from wsp.vacancies.commands import MoveVacancy
from wsp.vacancies.enums import CLOSED, SEARCHING, VacancyState
from wsp.vacancies.models import Vacancy
from wsp.vacancies.service import obligations, telling
from wsp.vacancies.service.content import SUBJECT


def move_state(session: Session, command: MoveVacancy, *, actor: Actor) -> Vacancy:
    """Move a vacancy to another state; its tasks follow.

    Raises:
        VacancyNotFound: there is none for this actor.
        Conflict: the step is not in the table.
        NotReady, ClosingDayPast: it cannot be opened as it is.
        InvalidVacancy: withdrawing without a reason.

    """
    policy.check_may_edit(actor)
    return _move(session, command, actor=actor)


def _move(session: Session, command: MoveVacancy, *, actor: Actor) -> Vacancy:
    vacancy = queries.locked(session, actor, command.vacancy_id)
    before = VacancyState(vacancy.state)
    step(session, vacancy, command, actor=actor)
    telling.judged(session, actor, vacancy, before=before)
    return vacancy


def step(session: Session, vacancy: Vacancy, command: MoveVacancy, *, actor: Actor) -> Vacancy:
    """Take one step with a locked vacancy; who may take it was decided before."""
    before = VacancyState(vacancy.state)
    rules.check_step(before, command.state, reason=command.reason)
    if command.closes_on is not None:
        vacancy.closes_on = command.closes_on
    if command.state in SEARCHING and before not in SEARCHING:
        rules.check_ready({"title": vacancy.title, "hours_max": vacancy.hours_max, "shifts": vacancy.shifts})
        rules.check_closing_day(vacancy.closes_on, on=clock.today())
    vacancy.state = command.state.value
    vacancy.closed_reason = command.reason if command.state in CLOSED else None
    audit.record(
        session,
        actor,
        "vacancies.state",
        subject=(SUBJECT, vacancy.id),
        before={"status": before},
        after={"status": command.state} | ({"sluit": command.closes_on} if command.closes_on else {}),
        reason=command.reason,
    )
    obligations.follow(session, actor, vacancy)
    telling.happened(session, actor, vacancy, before=before)
    session.flush()
    return vacancy


def open_vacancy(
    session: Session, vacancy_id: uuid.UUID, *, actor: Actor, closes_on: date | None = None, reason: str | None = None
) -> Vacancy:
    """Open a vacancy, for the first time or again (somebody dropped out); see `move_state`."""
    return move_state(session, MoveVacancy(vacancy_id, VacancyState.OPEN, reason, closes_on), actor=actor)


def withdraw_vacancy(session: Session, vacancy_id: uuid.UUID, *, reason: str, actor: Actor) -> Vacancy:
    """Stop a vacancy that is not needed any more; see `move_state`."""
    return move_state(session, MoveVacancy(vacancy_id, VacancyState.WITHDRAWN, reason), actor=actor)


def expire_vacancies(session: Session, *, actor: Actor) -> int:
    """Close every vacancy of the region whose closing day has passed; says how many. Run daily; repeatable."""
    ended = session.scalars(
        select(Vacancy.id).where(
            Vacancy.region_id == actor.region_id,
            Vacancy.state.in_(sorted(SEARCHING)),
            Vacancy.closes_on < clock.today(),
        )
    ).all()
    for vacancy_id in ended:
        command = MoveVacancy(vacancy_id, VacancyState.EXPIRED, "De sluitingsdatum is voorbij.")
        _move(session, command, actor=actor)
    return len(ended)
