"""Adding, changing and closing a vacancy: the schema and the verbs of the web."""

import uuid
from dataclasses import replace
from typing import Any, Final

from wsp.api import door
from wsp.api.operations import Call, Json, Reply, operation
from wsp.api.problems import Fault, Faults
from wsp.api.v1.vacancies import ID, NAMES, TAG, TASKS, content, headers, represented, shown
from wsp.couplings.enums import Scope
from wsp.employers import queries as employers
from wsp.employers.errors import EmployerNotFound
from wsp.foundation import fields
from wsp.foundation.errors import DomainError, InvalidInput
from wsp.reference import queries as reference
from wsp.vacancies import commands, queries, service
from wsp.vacancies.commands import TaskEntry
from wsp.vacancies.enums import VacancySource, VacancyState
from wsp.vacancies.errors import ClosingDayPast, NotReady
from wsp.vacancies.models import Vacancy
from wsp.vacancies.rules import MAX_TASKS
from wsp.vacancies.schemas import EditVacancySchema, Part

_S = VacancyState
FIRST_STATES: Final = {_S.CONCEPT.value: "Concept", _S.REVIEW.value: "Ter beoordeling", _S.OPEN.value: "Open"}
LAST_STATES: Final = {_S.FILLED.value: "Vervuld", _S.WITHDRAWN.value: "Ingetrokken"}
_EMPLOYER: Final = "werkgeverId"
_STATE: Final = "status"


class AddVacancySchema(EditVacancySchema):
    """Everything a vacancy says, of an employer that the door knows already."""

    command = commands.AddVacancy  # type: ignore[assignment]  # the same content, of no vacancy yet


class ExtraSchema(Part[dict[str, Any]]):
    """What goes with a new vacancy beside its content."""

    employer_id = fields.Choice(label="Werkgever", options={}, convert=uuid.UUID, required=True)
    state = fields.Choice(
        label="Status om mee te beginnen",
        hint="Zonder keuze kijkt eerst een accountmanager ernaar.",
        options=FIRST_STATES,
        convert=VacancyState,
    )


class CloseVacancySchema(Part[commands.MoveVacancy]):
    """The last step of a vacancy."""

    command = commands.MoveVacancy

    state = fields.Choice(label="Status", options=LAST_STATES, convert=VacancyState, required=True)
    reason = fields.Text(label="Reden", hint="Nodig bij ingetrokken. Noem geen namen.", max_length=300)


class TaskSchema(Part[TaskEntry]):
    """One task with its hours."""

    command = TaskEntry

    name = fields.Text(label="Taak", max_length=120, required=True)
    hours_per_week = fields.Decimal(label="Uren", places=1, minimum=0)


EXTRA_NAMES: Final = {"employer_id": _EMPLOYER, "state": _STATE}
TASK_NAMES: Final = {"name": "naam", "hours_per_week": "urenPerWeek"}
CLOSE_NAMES: Final = {"state": _STATE, "reason": "reden"}


@operation(
    "post",
    "/vacatures",
    scope=Scope.VACANCIES_WRITE,
    id="voegVacatureToe",
    tag=TAG,
    summary="Voeg een vacature toe",
    answer="Vacature",
    body="NieuweVacature",
    status=201,
    tagged=True,
    again=lambda call: _made(call, call.path["subjectId"]),
)
def add_vacancy(call: Call) -> Reply:
    """A new vacancy; the same Idempotency-Key again gives the same one."""
    body = dict(call.body)
    extra: Json = {name: body.pop(name) for name in (_EMPLOYER, _STATE) if name in body}
    employer_id, unknown = _employer(call, extra)
    tasks, faults = _tasks(body.pop(TASKS, []))
    options = {"employer_id": {str(employer_id): ""}} if employer_id else {}
    chosen: dict[str, Any] = {"state": None}
    try:
        chosen = door.load(ExtraSchema(options=options), extra, EXTRA_NAMES)
    except Faults as error:
        # Of an employer that is not there enough was said.
        faults += [each for each in error.faults if not (unknown and each.name == f"#/{_EMPLOYER}")]
    faults += unknown
    schema = AddVacancySchema(
        options=_options(call, body, employer_id),
        employer_id=employer_id,
        state=chosen["state"] or VacancyState.REVIEW,
        source=VacancySource.COUPLING,
        kept=tasks,
        answered=_answered(body),
    )
    command = door.load(schema, body, NAMES, faults)
    try:
        vacancy = service.add_vacancy(call.session, command, actor=call.actor)
    except (NotReady, ClosingDayPast) as error:
        # Nobody was first here: the content is not enough for the state that was asked.
        raise door.renamed(InvalidInput(error.message, code=error.code, fields=error.fields), _ALL) from error
    except DomainError as error:
        raise door.renamed(error, _ALL) from error
    return _made(call, vacancy.id)


@operation(
    "patch",
    "/vacatures/{vacatureId}",
    scope=Scope.VACANCIES_WRITE,
    id="wijzigVacature",
    tag=TAG,
    summary="Wijzig een vacature: wat je niet stuurt, blijft zoals het was",
    answer="Vacature",
    parameters=(ID,),
    body="VacatureWijziging",
    conditional=True,
    tagged=True,
)
def edit_vacancy(call: Call) -> Reply:
    """A change of what a vacancy says (RFC 7396), of the version that the caller read."""
    vacancy = queries.vacancy(call.session, call.actor, call.path["vacatureId"])
    now: Json = content(vacancy)
    body = now | call.body
    tasks, faults = _tasks(body.pop(TASKS))
    command = door.load(_edit_schema(call, body, vacancy, tasks), _exact(body, vacancy), NAMES, faults)
    try:
        changed = service.edit_vacancy(call.session, replace(command, contact_id=vacancy.contact_id), actor=call.actor)
    except DomainError as error:
        raise door.renamed(error, _ALL) from error
    return shown(call, changed.id)


@operation(
    "post",
    "/vacatures/{vacatureId}/afsluitingen",
    scope=Scope.VACANCIES_WRITE,
    id="sluitVacature",
    tag=TAG,
    summary="Sluit een vacature: vervuld of ingetrokken",
    answer="Vacature",
    parameters=(ID,),
    body="Afsluiting",
    status=201,
    tagged=True,
    again=lambda call: shown(call, call.path["subjectId"], status=201),
)
def close_vacancy(call: Call) -> Reply:
    """The vacancy needs nobody any more."""
    schema = CloseVacancySchema(vacancy_id=call.path["vacatureId"])
    command = door.load(schema, call.body, CLOSE_NAMES)
    try:
        vacancy = service.move_state(call.session, command, actor=call.actor)
    except DomainError as error:
        raise door.renamed(error, CLOSE_NAMES) from error
    return shown(call, vacancy.id, status=201)


_ALL: Final = {**NAMES, **EXTRA_NAMES, "tasks": TASKS}


def _made(call: Call, vacancy_id: uuid.UUID) -> Reply:
    vacancy = queries.vacancy(call.session, call.actor, vacancy_id)
    place = {"Location": f"/api/v1/vacatures/{vacancy.id}"}
    return Reply(represented(vacancy), 201, headers(vacancy) | place, subject_id=vacancy.id)


def _employer(call: Call, extra: Json) -> tuple[uuid.UUID | None, list[Fault]]:
    """The employer of a new vacancy; one that is not there is a fault of the content, not of the address."""
    try:
        return employers.employer(call.session, call.actor, uuid.UUID(str(extra.get(_EMPLOYER)))).id, []
    except (ValueError, EmployerNotFound):
        if extra.get(_EMPLOYER) is None:
            return None, []
        return None, [door.at(_EMPLOYER, "Deze werkgever is er niet in deze regio.")]


def _options(call: Call, body: Json, employer_id: uuid.UUID | None) -> dict[str, dict[str, str]]:
    """What may be chosen: occupations of the list, and establishments of the employer."""
    code = body.get(NAMES["occupation_code"])
    occupations = reference.occupation_names(call.session, [code]) if isinstance(code, str) else {}
    sites = employers.establishments(call.session, call.actor, employer_id) if employer_id else ()
    return {"occupation_code": occupations, "establishment_id": {str(site.id): site.name for site in sites}}


def _edit_schema(call: Call, body: Json, vacancy: Vacancy, tasks: tuple[TaskEntry, ...]) -> EditVacancySchema:
    options = _options(call, body, vacancy.employer_id)
    if vacancy.establishment_id is not None:
        # One that closed meanwhile may stay.
        options["establishment_id"].setdefault(str(vacancy.establishment_id), "")
    if vacancy.occupation_code is not None:
        options["occupation_code"].setdefault(vacancy.occupation_code, "")
    return EditVacancySchema(
        options=options, vacancy_id=vacancy.id, version=call.version, kept=tasks, answered=_answered(body)
    )


def _answered(body: Json) -> frozenset[str]:
    """The lists that were sent empty: nothing is asked for. What was not sent is not known."""
    return frozenset(name for name, api in NAMES.items() if body.get(api) == [])


def _exact(body: Json, vacancy: Vacancy) -> Json:
    """The content with the stored amounts themselves: a float is a number that was stored, and must not change it."""
    stored = {api: name for name, api in NAMES.items()}
    return {
        api: getattr(vacancy, stored[api]) if isinstance(value, float) and api in stored else value
        for api, value in body.items()
    }


def _tasks(given: Any) -> tuple[tuple[TaskEntry, ...], list[Fault]]:
    """The tasks, each read by the fields of the form."""
    if given is None:
        return (), []
    if not isinstance(given, list) or len(given) > MAX_TASKS:
        return (), [door.at(TASKS, f"Stuur een lijst van hoogstens {MAX_TASKS} taken.")]
    found, faults = [], []
    for place, each in enumerate(given):
        try:
            loaded = door.load(TaskSchema(), each, TASK_NAMES) if isinstance(each, dict) else None
        except Faults as error:
            faults += [door.at(f"{TASKS}/{place}/{fault.name[2:]}", fault.detail) for fault in error.faults]
            continue
        if loaded is None:
            faults.append(door.at(f"{TASKS}/{place}", "Stuur een object met 'naam'."))
        else:
            found.append(loaded)
    return tuple(found), faults
