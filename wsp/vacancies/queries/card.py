"""One vacancy with its parts, and the draft that somebody is typing."""

import uuid
from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload, selectinload

from wsp.foundation.actor import Actor
from wsp.foundation.paging import SIZE, Page, clamp
from wsp.vacancies import policy
from wsp.vacancies.enums import CLOSED
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


def own_vacancy(session: Session, actor: Actor, vacancy_id: uuid.UUID) -> Vacancy:
    """One of the employer's own vacancies with establishment and tasks, for the portal.

    Raises:
        VacancyNotFound: there is none, or it is another employer's: the answers do not differ.

    """
    found = session.scalars(
        select(Vacancy)
        .where(policy.own(actor), Vacancy.id == vacancy_id)
        .options(joinedload(Vacancy.employer), joinedload(Vacancy.establishment), selectinload(Vacancy.tasks))
        .execution_options(populate_existing=True)
    ).one_or_none()
    if found is None:
        raise VacancyNotFound
    return found


def own_locked(session: Session, actor: Actor, vacancy_id: uuid.UUID) -> Vacancy:
    """As `own_vacancy`, without its parts and held until the transaction ends."""
    found = session.scalars(
        select(Vacancy)
        .where(policy.own(actor), Vacancy.id == vacancy_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one_or_none()
    if found is None:
        raise VacancyNotFound
    return found


def own_vacancies(session: Session, actor: Actor, *, page: int = 1, size: int = SIZE) -> Page[Vacancy]:
    """The employer's own vacancies, those that run first, then by number; one statement on a page that is there."""
    mine = policy.own(actor)
    asked = max(1, page)
    statement = (
        select(Vacancy, func.count().over())
        .where(mine)
        .order_by(Vacancy.state.in_(sorted(CLOSED)), Vacancy.number.desc())
        .limit(size)
    )
    rows = session.execute(statement.offset((asked - 1) * size)).all()
    if not rows and asked > 1:
        total = session.scalar(select(func.count()).select_from(Vacancy).where(mine)) or 0
        asked = clamp(asked, total, size)
        rows = session.execute(statement.offset((asked - 1) * size)).all()
    return Page([row[0] for row in rows], rows[0][1] if rows else 0, asked, size)


def draft_locked(session: Session, actor: Actor) -> VacancyDraft | None:
    """As `draft`, held until the transaction ends: of two who send it at once, one waits for the other."""
    return session.scalars(
        select(VacancyDraft).where(policy.own_draft(actor)).with_for_update().execution_options(populate_existing=True)
    ).one_or_none()


def sent_from(session: Session, actor: Actor, request_key: uuid.UUID) -> uuid.UUID | None:
    """The vacancy that a draft of this employer became."""
    return session.scalars(
        select(Vacancy.id).where(policy.own(actor), Vacancy.request_key == request_key)
    ).one_or_none()
