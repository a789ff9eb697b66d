"""One vacancy with its parts, and the draft that somebody is typing."""

import uuid
from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from wsp.foundation.actor import Actor
from wsp.vacancies import policy
from wsp.vacancies.errors import VacancyNotFound
from wsp.vacancies.models import Vacancy, VacancyDraft


def vacancy(session: Session, actor: Actor, vacancy_id: uuid.UUID) -> Vacancy:
    """One vacancy with employer, establishment and tasks.

    Raises:
        VacancyNotFound: there is none for this actor.

    """
    found = session.scalars(
        select(Vacancy)
        .where(policy.visible(actor), Vacancy.id == vacancy_id)
        .options(joinedload(Vacancy.employer), joinedload(Vacancy.establishment), selectinload(Vacancy.tasks))
        .execution_options(populate_existing=True)
    ).one_or_none()
    if found is None:
        raise VacancyNotFound
    return found


def locked(session: Session, actor: Actor, vacancy_id: uuid.UUID) -> Vacancy:
    """One vacancy without its parts, held until the transaction ends: for a change, or to fill a place once.

    Raises:
        VacancyNotFound: there is none for this actor.

    """
    found = session.scalars(
        select(Vacancy)
        .where(policy.visible(actor), Vacancy.id == vacancy_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one_or_none()
    if found is None:
        raise VacancyNotFound
    return found


def of_employer(session: Session, actor: Actor, employer_id: uuid.UUID) -> Sequence[Vacancy]:
    """The vacancies of an employer, newest first."""
    return session.scalars(
        select(Vacancy).where(policy.visible(actor), Vacancy.employer_id == employer_id).order_by(Vacancy.number.desc())
    ).all()


def draft(session: Session, actor: Actor) -> VacancyDraft | None:
    """What this actor typed in the intake so far, if anything."""
    return session.scalars(select(VacancyDraft).where(policy.own_draft(actor))).one_or_none()
