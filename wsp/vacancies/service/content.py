"""A new vacancy, and changes of what one says."""

import uuid
from dataclasses import fields
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import delete
from sqlalchemy.orm import Session

from wsp.audit import service as audit
from wsp.employers import queries as employers
from wsp.foundation import clock
from wsp.foundation.actor import Actor
from wsp.foundation.errors import StaleVersion
from wsp.foundation.numbering import next_number
from wsp.law.errors import NotSupportedError, NoValueError
from wsp.law.lookup import LawBook
from wsp.policy.service import law_book
from wsp.reference import service as reference
from wsp.vacancies import policy, queries, rules, words
from wsp.vacancies.commands import AddVacancy, EditVacancy, TaskEntry, VacancyContent
from wsp.vacancies.enums import SEARCHING, VacancySource, VacancyState
from wsp.vacancies.errors import InvalidVacancy
from wsp.vacancies.models import Vacancy, VacancyTask
from wsp.vacancies.service import obligations, telling

SUBJECT = "vacancy"
SERIES = "vacancies"
_CONTENT = tuple(found.name for found in fields(VacancyContent) if found.name != "tasks")
STALE = (
    "Iemand anders wijzigde deze vacature terwijl jij bezig was. Je wijziging is nog niet bewaard. "
    "Vergelijk beide versies en bewaar opnieuw."
)


def add_vacancy(session: Session, command: AddVacancy, *, actor: Actor) -> Vacancy:
    """Record a vacancy of an employer.

    Raises:
        EmployerNotFound: there is no such employer for this actor.
        InvalidVacancy: facts that cannot be right, a wage under the minimum, or a part of another employer.
        NotReady, ClosingDayPast: it should be open at once, but cannot be.

    """
    policy.check_may_edit(actor)
    employer = employers.employer(session, actor, command.employer_id)
    check_content(session, actor, command, employer_id=employer.id)
    check_may_start(command)
    if command.source is VacancySource.STAFF:
        _settle_title(session, command)
    return record(
        session,
        command,
        actor=actor,
        employer_id=employer.id,
        owner_id=command.owner_id or employer.owner_id or actor.user_id,
        state=command.state.value,
        source=command.source.value,
    )


def check_may_start(command: AddVacancy) -> None:
    """Refuse a vacancy that should be open at once, but cannot be.

    Raises:
        NotReady, ClosingDayPast: says what to add or change.

    """
    if command.state in SEARCHING:
        rules.check_ready({name: getattr(command, name) for name in _CONTENT})
        rules.check_closing_day(command.closes_on, on=clock.today())


def record(session: Session, content: VacancyContent, *, actor: Actor, **facts: Any) -> Vacancy:
    """Write a new vacancy that was checked, with its tasks, its line in the log and what it asks for."""
    vacancy = Vacancy(
        region_id=actor.region_id,
        **facts,
        **columns(content),
        number=next_number(session, actor.region_id, SERIES),
    )
    session.add(vacancy)
    session.flush()
    _add_tasks(session, vacancy, content.tasks)
    audit.record(
        session,
        actor,
        "vacancies.add",
        subject=(SUBJECT, vacancy.id),
        after=told(vacancy.number, vacancy.title, vacancy.state),
    )
    obligations.follow(session, actor, vacancy)
    telling.happened(session, actor, vacancy, before=None)
    session.flush()
    return vacancy


def edit_vacancy(session: Session, command: EditVacancy, *, actor: Actor) -> Vacancy:
    """Change what a vacancy says.

    Raises:
        VacancyNotFound: there is none for this actor.
        StaleVersion: somebody saved it in the meantime; nothing was changed.
        InvalidVacancy, NotReady, ClosingDayPast: as `add_vacancy`, for the state it has.

    """
    policy.check_may_edit(actor)
    queries.locked(session, actor, command.vacancy_id)
    vacancy = queries.vacancy(session, actor, command.vacancy_id)
    before, changed = differences(vacancy, command)
    after = columns(command) | {"tasks": command.tasks}
    if command.version != vacancy.version:
        raise StaleVersion(
            STALE,
            mine={words.LABELS[name]: words.shown(name, after[name]) for name in changed},
            theirs={words.LABELS[name]: words.shown(name, before[name]) for name in changed},
            version=vacancy.version,
        )
    if not changed:
        return vacancy
    check_content(session, actor, command, employer_id=vacancy.employer_id, wage="wage_hour" in changed)
    if VacancyState(vacancy.state) in SEARCHING:
        rules.check_ready(after)
        if "closes_on" in changed:
            rules.check_closing_day(command.closes_on, on=clock.today())
    rewrite(session, vacancy, command, changed, before=before, actor=actor)
    if vacancy.source != VacancySource.IMPORT and {"title", "occupation_code"} & set(changed):
        _settle_title(session, command)
    return vacancy


def _settle_title(session: Session, content: VacancyContent) -> None:
    """The occupation that a colleague chose for a title is what the next one is offered."""
    if content.occupation_code is not None:
        reference.settle_title(session, content.title, content.occupation_code)


def differences(vacancy: Vacancy, content: VacancyContent) -> tuple[dict[str, Any], list[str]]:
    """What the vacancy says now, and the names of what `content` says otherwise."""
    tasks = tuple(TaskEntry(task.name, task.hours_per_week) for task in vacancy.tasks)
    before = {name: getattr(vacancy, name) for name in _CONTENT} | {"tasks": tasks}
    after = columns(content) | {"tasks": content.tasks}
    return before, [name for name in after if not _same(before[name], after[name])]


def rewrite(
    session: Session,
    vacancy: Vacancy,
    content: VacancyContent,
    changed: list[str],
    *,
    before: dict[str, Any],
    actor: Actor,
) -> None:
    """Write checked content over a vacancy, with its line in the log and what it asks for now."""
    after = columns(content) | {"tasks": content.tasks}
    # Tasks alone would leave the vacancy's version as it was.
    vacancy.updated_at = clock.now()
    for name in changed:
        if name != "tasks":
            setattr(vacancy, name, after[name])
    if "tasks" in changed:
        session.execute(delete(VacancyTask).where(VacancyTask.vacancy_id == vacancy.id))
        _add_tasks(session, vacancy, content.tasks)
    audit.record(
        session,
        actor,
        "vacancies.edit",
        subject=(SUBJECT, vacancy.id),
        before={name: _plain(before[name]) for name in changed},
        after={name: _plain(after[name]) for name in changed},
    )
    obligations.follow(session, actor, vacancy)
    telling.happened(session, actor, vacancy, before=VacancyState(vacancy.state))
    session.flush()
    session.expire(vacancy, ["tasks"])


def check_content(
    session: Session, actor: Actor, content: VacancyContent, *, employer_id: uuid.UUID, wage: bool = True
) -> None:
    """Whatever must hold for the content of any vacancy, new or changed; an intake may ask it along the way.

    Raises:
        InvalidVacancy: facts that cannot be right, a wage under the minimum, or a part of another employer.

    """
    check_facts(law_book(session, region=actor.region_id, on=clock.today()), content, wage=wage)
    sites = employers.establishments(session, actor, employer_id) if content.establishment_id is not None else ()
    people = employers.contacts(session, actor, employer_id) if content.contact_id is not None else ()
    check_parts(content, employers.Parts(frozenset(site.id for site in sites), frozenset(each.id for each in people)))


def check_facts(book: LawBook, content: VacancyContent, *, wage: bool = True) -> None:
    """What must hold whoever the employer is; `book` is that of today.

    Raises:
        InvalidVacancy: facts that cannot be right, or a wage under the minimum.

    """
    today = clock.today()
    rules.check_content(content, week_maximum=Decimal(book.on("arbeidstijdenwet.week_maximum", today).value))
    if wage:
        first_day = max(content.start_date or today, today)
        rules.check_wage(content.wage_hour, _minimum(book, first_day), on=first_day)


def check_parts(content: VacancyContent, parts: employers.Parts) -> None:
    """Refuse an establishment or a contact person that is not one of the employer's.

    Raises:
        InvalidVacancy: says which.

    """
    problems = {}
    if content.establishment_id is not None and content.establishment_id not in parts.establishments:
        problems["establishment_id"] = ["Kies een vestiging van deze werkgever."]
    if content.contact_id is not None and content.contact_id not in parts.contacts:
        problems["contact_id"] = ["Kies een contactpersoon van deze werkgever."]
    if problems:
        raise InvalidVacancy("Kies uit de lijst van deze werkgever.", fields=problems)


def _minimum(book: LawBook, on: date) -> Decimal | None:
    """The minimum per hour for an adult; None when the law does not know one on that day."""
    try:
        return Decimal(book.on("wml.hour", on).value)
    except (NotSupportedError, NoValueError):
        return None


def columns(content: VacancyContent) -> dict[str, Any]:
    """The content as the columns hold it: lists instead of tuples."""
    values = {name: getattr(content, name) for name in _CONTENT}
    return {name: list(value) if isinstance(value, tuple) else value for name, value in values.items()}


def told(number: int, title: str, state: str) -> dict[str, Any]:
    """What the log says of a new vacancy."""
    return {"nummer": number, "titel": title, "status": state}


def _same(before: Any, after: Any) -> bool:
    return bool(before == after)


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [f"{task.name}: {task.hours_per_week or '?'}" for task in value]
    return value


def _add_tasks(session: Session, vacancy: Vacancy, tasks: tuple[TaskEntry, ...]) -> None:
    session.add_all(
        VacancyTask(
            region_id=vacancy.region_id,
            vacancy_id=vacancy.id,
            position=position,
            name=task.name,
            hours_per_week=task.hours_per_week,
        )
        for position, task in enumerate(tasks, start=1)
    )
