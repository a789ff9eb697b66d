"""What an employer does with an own vacancy in the portal, and how the account manager judges it."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from wsp.audit import service as audit
from wsp.employers import queries as employers
from wsp.foundation import clock
from wsp.foundation.actor import Actor
from wsp.vacancies import policy, queries, rules
from wsp.vacancies.commands import MoveVacancy, PostVacancy, SendBack, WithdrawPosted
from wsp.vacancies.enums import VacancySource, VacancyState
from wsp.vacancies.models import Vacancy
from wsp.vacancies.service import content, states, telling


def post_vacancy(session: Session, command: PostVacancy, *, actor: Actor) -> Vacancy:
    """Send a vacancy to the account manager: it waits for a judgement, and nobody looks for candidates yet.

    The same draft sent again, also at the same moment, gives the vacancy that it became.

    Raises:
        NotAllowed: the actor does not post vacancies.
        EmployerNotFound: not one of the actor's own employers.
        VacancyNotFound: the vacancy to change is not the employer's own.
        NotYoursNow: it is open already; the account manager changes it now.
        InvalidVacancy, NotReady, ClosingDayPast: as any vacancy.

    """
    policy.check_may_draft(actor)
    employer = employers.own_employer(session, actor, command.employer_id)
    sent = session.scalars(select(Vacancy).where(policy.own(actor), Vacancy.request_key == command.request_key))
    if (known := sent.one_or_none()) is not None:
        return known
    old = None
    if command.vacancy_id is not None:
        queries.own_locked(session, actor, command.vacancy_id)
        old = queries.own_vacancy(session, actor, command.vacancy_id)
        rules.check_employer_edits(VacancyState(old.state))
    content.check_content(session, actor, command, employer_id=employer.id)
    rules.check_ready({"title": command.title, "hours_max": command.hours_max, "shifts": command.shifts})
    rules.check_closing_day(command.closes_on, on=clock.today())
    if old is None:
        return content.record(
            session,
            command,
            actor=actor,
            employer_id=employer.id,
            owner_id=employer.owner_id,
            state=VacancyState.REVIEW.value,
            source=VacancySource.PORTAL.value,
            request_key=command.request_key,
        )
    before, changed = content.differences(old, command)
    old.request_key = command.request_key
    old.review_note = None
    if changed:
        content.rewrite(session, old, command, changed, before=before, actor=actor)
    if VacancyState(old.state) is VacancyState.CONCEPT:
        states.step(session, old, MoveVacancy(old.id, VacancyState.REVIEW), actor=actor)
    session.flush()
    return old


def withdraw_posted(session: Session, command: WithdrawPosted, *, actor: Actor) -> Vacancy:
    """The employer does not need the vacancy any more.

    Raises:
        VacancyNotFound: not the employer's own.
        Conflict: nobody looks any more.
        InvalidVacancy: without a reason.

    """
    vacancy = queries.own_locked(session, actor, command.vacancy_id)
    step = MoveVacancy(vacancy.id, VacancyState.WITHDRAWN, command.reason)
    return states.step(session, vacancy, step, actor=actor)


def send_back(session: Session, command: SendBack, *, actor: Actor) -> Vacancy:
    """Ask the employer something first: the vacancy is a concept again, and the employer sees the question.

    Raises:
        NotAllowed: the actor does not judge vacancies.
        VacancyNotFound: there is none for this actor.
        Conflict: it does not wait for a judgement.
        InvalidVacancy: without a question.

    """
    policy.check_may_edit(actor)
    vacancy = queries.locked(session, actor, command.vacancy_id)
    rules.check_question(command.question)
    before = VacancyState(vacancy.state)
    states.step(session, vacancy, MoveVacancy(vacancy.id, VacancyState.CONCEPT), actor=actor)
    vacancy.review_note = command.question.strip()
    audit.record(
        session,
        actor,
        "vacancies.sent_back",
        subject=(content.SUBJECT, vacancy.id),
        reason=vacancy.review_note,
    )
    telling.judged(session, actor, vacancy, before=before)
    session.flush()
    return vacancy
