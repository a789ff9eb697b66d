"""Many new vacancies in a handful of statements: the same rules and the same rows as `add_vacancy` one by one.

A test compares both ways, row for row.
"""

import uuid
from collections.abc import Sequence
from typing import Any

from sqlalchemy.orm import Session

from wsp.audit import service as audit
from wsp.audit.service import Happened
from wsp.couplings import telling as couplings
from wsp.couplings.enums import Event
from wsp.employers import queries as employers
from wsp.employers.errors import EmployerNotFound
from wsp.foundation import clock
from wsp.foundation.actor import Actor
from wsp.foundation.db import insert_many
from wsp.foundation.numbering import reserve
from wsp.law.lookup import LawBook
from wsp.policy.service import law_book
from wsp.vacancies import policy
from wsp.vacancies.commands import AddVacancy
from wsp.vacancies.enums import SEARCHING
from wsp.vacancies.models import Vacancy, VacancyTask
from wsp.vacancies.service import obligations
from wsp.vacancies.service.content import SERIES, SUBJECT, check_facts, check_may_start, check_parts, columns, told
from wsp.worklist import service as worklist


def check_new(book: LawBook, command: AddVacancy) -> None:
    """Refuse what no new vacancy says, whoever the employer is; `book` is that of today.

    Raises:
        InvalidVacancy, NotReady, ClosingDayPast: as `add_vacancy`.

    """
    check_facts(book, command)
    check_may_start(command)


def add_vacancies(session: Session, commands: Sequence[AddVacancy], *, actor: Actor) -> list[uuid.UUID]:
    """Record all these vacancies; returns their ids in the order of `commands`.

    Raises:
        NotAllowed: the actor may only read.
        EmployerNotFound: one of the employers is not there for this actor.
        InvalidVacancy, NotReady, ClosingDayPast: as `add_vacancy`.

    """
    if not commands:
        return []
    policy.check_may_edit(actor)
    book = law_book(session, region=actor.region_id, on=clock.today())
    parts = employers.parts_of(session, actor, [command.employer_id for command in commands])
    for command in commands:
        if command.employer_id not in parts:
            raise EmployerNotFound
        check_new(book, command)
        check_parts(command, parts[command.employer_id])
    owners = employers.owners(session, actor, [command.employer_id for command in commands])
    numbers = reserve(session, actor.region_id, SERIES, len(commands))
    now = clock.now()
    rows: list[dict[str, Any]] = [
        {
            "id": uuid.uuid4(),
            "region_id": actor.region_id,
            "number": number,
            "employer_id": command.employer_id,
            "owner_id": command.owner_id or owners.get(command.employer_id) or actor.user_id,
            "state": command.state.value,
            "source": command.source.value,
            "created_at": now,
            "updated_at": now,
        }
        | columns(command)
        for command, number in zip(commands, numbers, strict=True)
    ]
    insert_many(session, Vacancy, rows)
    insert_many(session, VacancyTask, _task_rows(commands, rows))
    audit.record_many(
        session,
        actor,
        [
            Happened("vacancies.add", (SUBJECT, row["id"]), after=told(row["number"], row["title"], row["state"]))
            for row in rows
        ],
    )
    asked = [
        task
        for row, command in zip(rows, commands, strict=True)
        for task in obligations.of_new(row["id"], row["number"], command.state, command.closes_on, row["owner_id"])
    ]
    worklist.plan_new(session, actor, asked)
    opened = [row["id"] for row, command in zip(rows, commands, strict=True) if command.state in SEARCHING]
    couplings.tell_many(session, actor, Event.VACANCY_POSTED, opened)
    return [row["id"] for row in rows]


def _task_rows(commands: Sequence[AddVacancy], rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    return [
        {
            "id": uuid.uuid4(),
            "region_id": row["region_id"],
            "vacancy_id": row["id"],
            "position": position,
            "name": task.name,
            "hours_per_week": task.hours_per_week,
        }
        for row, command in zip(rows, commands, strict=True)
        for position, task in enumerate(command.tasks, start=1)
    ]
