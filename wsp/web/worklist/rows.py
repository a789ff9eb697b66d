"""A task as a line of a work list: what it says, how urgent it is, and the one way on."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from flask import url_for

from wsp.employers import queries as employers
from wsp.foundation.mailer.queries import last_about
from wsp.foundation.workdays import working_days_between
from wsp.payments.queries import names as payments
from wsp.placements import queries as placements
from wsp.placements.service import reminding
from wsp.vacancies import queries as vacancies
from wsp.web.access import current_actor, current_session
from wsp.web.i18n import day, plural
from wsp.worklist.enums import BY_TELEPHONE, LABELS, SubjectKind, TaskKind
from wsp.worklist.models import Task
from wsp.worklist.policy import READS

ADDRESSES: Final = {
    SubjectKind.EMPLOYER: "/werkgevers/",
    SubjectKind.CANDIDATE: "/kandidaten/",
    SubjectKind.VACANCY: "/vacatures/",
    SubjectKind.INTRODUCTION: "/voordrachten/",
    SubjectKind.PLACEMENT: "/plaatsingen/",
    SubjectKind.BESCHIKKING: "/beschikkingen/",
    SubjectKind.SUBSIDY: "/betalingen/subsidies/",
    SubjectKind.DATA_REQUEST: "/privacy/verzoeken/",
    SubjectKind.EMERGENCY: "/privacy/noodtoegang/",
    SubjectKind.SEARCH: "/zoekopdrachten/",
    SubjectKind.COUPLING: "/koppelingen/",
}

FURTHER: Final = {TaskKind.NEW_CANDIDATES: "/kandidaten"}
"""The page of the record where the work is done, when that is not its card."""

ICONS: Final = {
    TaskKind.CONTACT: "chat",
    TaskKind.CALL_BACK: "phone",
    TaskKind.VACANCY_REVIEW: "briefcase",
    TaskKind.VACANCY_ENDS: "briefcase",
    TaskKind.QUESTION: "question",
    TaskKind.AGREEMENT: "people",
    TaskKind.PROFILE_CHECK: "person",
    TaskKind.INTRODUCTION_UNANSWERED: "handshake",
    TaskKind.APPOINTMENT: "calendar",
    TaskKind.DOCUMENTS: "document",
    TaskKind.APPLY_INSTRUMENT: "euro",
    TaskKind.PLAN_MEASUREMENT: "gauge",
    TaskKind.DECISION: "document",
    TaskKind.APPROVE_DECISION: "check",
    TaskKind.SEND_DECISION: "mail",
    TaskKind.PAYMENT_BLOCKED: "euro",
    TaskKind.EVALUATION: "chat",
    TaskKind.DROP_OUT_RISK: "warning",
    TaskKind.INSTRUMENT_ENDS: "euro",
    TaskKind.CONTRACT_ENDS: "document",
    TaskKind.DATA_REQUEST: "person",
    TaskKind.EMERGENCY: "lock",
    TaskKind.RETENTION: "clock",
    TaskKind.RECEIVER_NOTICE: "chat",
    TaskKind.SEARCH_FOUND: "search",
    TaskKind.NEW_CANDIDATES: "people",
    TaskKind.COUPLING_ENDS: "lock",
}

_WEEKDAYS: Final = ("ma", "di", "wo", "do", "vr", "za", "zo")
_SOON: Final = 7


@dataclass(frozen=True)
class Row:
    """A task with its words, addresses and urgency."""

    id: uuid.UUID
    title: str
    icon: str
    about: str
    """What the title does not say yet: the kind, the employer, the day it should have been, or stood on before."""
    subject: str | None
    """Address of what it is about; None when the actor may not read that."""
    report: str | None
    """Address of the contact report that settles it, for tasks about an employer."""
    remind: str | None
    """Address from which the employer is reminded, for an introduction without an answer."""
    by_telephone: bool
    late: bool
    due: str
    """How urgent it is, in words."""
    look: str
    """Kind of chip."""
    postponed_from: date | None


def rows(tasks: Sequence[Task], on: date, *, at_home: bool = False) -> list[Row]:
    """Return `tasks` as lines, seen on `on`; one statement per kind of record for what each is about.

    `at_home`: on the page of the record itself, where its name needs not be said again.
    """
    session, actor = current_session(), current_actor()
    named = {} if at_home else _names(tasks)
    unanswered = [task.subject_id for task in tasks if task.kind == TaskKind.INTRODUCTION_UNANSWERED.value]
    reminded = last_about(session, actor.region_id, SubjectKind.INTRODUCTION, unanswered, template=reminding.TEMPLATE)
    return [row(task, on, named=named.get(task.subject_id), reminded=reminded.get(task.subject_id)) for task in tasks]


def _names(tasks: Sequence[Task]) -> Mapping[uuid.UUID, str]:
    """What the records of `tasks` are called: an employer by its name, work by its title and employer."""
    session, actor = current_session(), current_actor()
    ask = {
        SubjectKind.EMPLOYER: employers.names,
        SubjectKind.VACANCY: vacancies.names,
        SubjectKind.PLACEMENT: placements.placement_names,
        SubjectKind.INTRODUCTION: placements.introduction_names,
        SubjectKind.BESCHIKKING: payments.decision_names,
        SubjectKind.SUBSIDY: payments.subsidy_names,
    }
    found: dict[uuid.UUID, str] = {}
    for kind, names in ask.items():
        found |= names(session, actor, [task.subject_id for task in tasks if task.subject_kind == kind.value])
    return found


def row(task: Task, on: date, *, named: str | None = None, reminded: datetime | None = None) -> Row:
    """Return one task as a line; `named` is what its record is called, where the title only has a number."""
    kind, subject_kind = TaskKind(task.kind), SubjectKind(task.subject_kind)
    actor = current_actor()
    readable = actor.may(READS[subject_kind])
    reports = readable and subject_kind is SubjectKind.EMPLOYER and actor.may("employer.contact")
    late = task.due_on < on
    return Row(
        id=task.id,
        title=task.title,
        icon=ICONS.get(kind, "chat"),
        about=" ".join(part for part in (_about(task, kind, on, named), _reminded(reminded)) if part),
        subject=f"{ADDRESSES[subject_kind]}{task.subject_id}{FURTHER.get(kind, '')}" if readable else None,
        report=url_for("employers.log_contact", employer_id=task.subject_id, taak=task.id) if reports else None,
        remind=url_for("introductions.remind", introduction_id=task.subject_id)
        if kind is TaskKind.INTRODUCTION_UNANSWERED and actor.may("introduction.make")
        else None,
        by_telephone=kind in BY_TELEPHONE,
        late=late,
        due=_due(task.due_on, on),
        look="late" if late else "warn" if (task.due_on - on).days <= 1 else "plain",
        postponed_from=task.planned_on if task.planned_on != task.due_on else None,
    )


def _about(task: Task, kind: TaskKind, on: date, named: str | None) -> str:
    """The record by its name or else the kind of work, unless the title says so already; then days that moved."""
    title = task.title.casefold()
    said = named or LABELS[kind]
    parts = [] if said.casefold() in title else [said]
    if task.due_on < on:
        parts.append(f"Moest op {day(task.due_on, weekday=True)}")
    if task.planned_on != task.due_on:
        parts.append(f"Stond op {day(task.planned_on)}")
    return " ".join(part if part.endswith(".") else f"{part}." for part in parts)


def _reminded(at: datetime | None) -> str:
    return f"Laatste herinnering: {day(at)}." if at else ""


def _due(due_on: date, on: date) -> str:
    if due_on < on:
        working_days = working_days_between(due_on, on)
        days = working_days or (on - due_on).days
        unit = ("werkdag", "werkdagen") if working_days else ("dag", "dagen")
        return f"{plural(days, *unit)} te laat"
    if due_on == on:
        return "vandaag"
    if (due_on - on).days < _SOON:
        return f"{_WEEKDAYS[due_on.weekday()]} {day(due_on, short=True).rsplit(maxsplit=1)[0]}"
    return day(due_on, short=True)
