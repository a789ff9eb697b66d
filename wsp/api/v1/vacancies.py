"""Vacancies: the list, one of them, and how both stand in JSON."""

import uuid
from typing import Any, Final

from wsp.api.operations import Call, Json, Reply, number, operation
from wsp.api.parameters import PAGING, choice, identifier, municipality, yes
from wsp.api.v1.pages import page_of
from wsp.couplings.enums import Scope
from wsp.foundation.clock import utc_text
from wsp.vacancies import queries
from wsp.vacancies.enums import VacancyState
from wsp.vacancies.models import Vacancy
from wsp.vacancies.queries import VacancyFilter, VacancyRow
from wsp.vacancies.rules import vacancy_number

TAG: Final = "Vacatures"
NAMES: Final = {
    "title": "titel",
    "occupation_code": "beroepCode",
    "description": "omschrijving",
    "establishment_id": "vestigingId",
    "places": "aantalPlaatsen",
    "garantiebaan": "garantiebaan",
    "hours_min": "urenVanaf",
    "hours_max": "urenTot",
    "full_week_hours": "urenVolleWeek",
    "shifts": "dagdelen",
    "working_times": "werktijden",
    "start_date": "startdatum",
    "closes_on": "sluitingsdatum",
    "wage_hour": "brutoUurloon",
    "contract_months": "contractMaanden",
    "education_min": "opleidingMinimaal",
    "language_nl_min": "nederlandsMinimaal",
    "driving_licences": "rijbewijzen",
    "diplomas": "diplomas",
    "skills_required": "eisen",
    "skills_wished": "wensen",
    "work_conditions": "werkomstandigheden",
    "guidance_on_site": "begeleiding",
    "adaptable_hours": "urenAanpasbaar",
    "adaptable_times": "werktijdenAanpasbaar",
    "adaptable_tasks": "takenAanpasbaar",
    "adaptable_guidance": "begeleidingAanpasbaar",
}
"""Field of the schema -> name in the API. The contact person is left out: a person, and of no use to a system."""
TASKS: Final = "taken"
_NUMBERS: Final = frozenset({"hours_min", "hours_max", "full_week_hours", "wage_hour"})
ID: Final = identifier("vacatureId", "Id van de vacature.")


@operation(
    "get",
    "/vacatures",
    scope=Scope.VACANCIES_READ,
    id="leesVacatures",
    tag=TAG,
    summary="Vacatures van de regio, nieuwste eerst",
    answer="VacatureLijst",
    parameters=(
        *PAGING,
        choice("status", "Alleen vacatures met deze status.", [state.value for state in VacancyState]),
        identifier("werkgeverId", "Alleen vacatures van deze werkgever.", place="query"),
        municipality(),
        yes("garantiebaan", "true: alleen garantiebanen."),
    ),
)
def list_vacancies(call: Call) -> Reply:
    """One page of the list, with the filters of the address."""
    asked = call.query
    wanted = VacancyFilter(
        state=VacancyState(asked["status"]) if asked["status"] else None,
        employer_id=asked["werkgeverId"],
        municipality=asked["gemeenteCode"],
        garantiebaan=bool(asked["garantiebaan"]),
    )
    page = queries.list_vacancies(call.session, call.actor, wanted, page=asked["pagina"], size=asked["aantal"])
    return page_of(call, page, _line)


@operation(
    "get",
    "/vacatures/{vacatureId}",
    scope=Scope.VACANCIES_READ,
    id="leesVacature",
    tag=TAG,
    summary="Eén vacature met alles wat erover bekend is",
    answer="Vacature",
    parameters=(ID,),
    tagged=True,
)
def read_vacancy(call: Call) -> Reply:
    """One vacancy; its ETag goes along with a change."""
    return shown(call, call.path["vacatureId"])


def shown(call: Call, vacancy_id: uuid.UUID, *, status: int = 200) -> Reply:
    """The vacancy as it stands now."""
    vacancy = queries.vacancy(call.session, call.actor, vacancy_id)
    return Reply(represented(vacancy), status, headers(vacancy), subject_id=vacancy.id)


def headers(vacancy: Vacancy) -> dict[str, str]:
    """The tag of this version."""
    return {"ETag": f'"v{vacancy.version}"'}


def content(vacancy: Vacancy) -> Json:
    """What the vacancy says, in the names of the API."""
    found: Json = {}
    for name, api in NAMES.items():
        found[api] = _plain(name, getattr(vacancy, name))
    found[TASKS] = [{"naam": task.name, "urenPerWeek": number(task.hours_per_week)} for task in vacancy.tasks]
    return found


def represented(vacancy: Vacancy) -> Json:
    """One vacancy as a whole."""
    return {
        "id": str(vacancy.id),
        "nummer": vacancy_number(vacancy.number),
        "status": vacancy.state,
        "redenGesloten": vacancy.closed_reason,
        "werkgeverId": str(vacancy.employer_id),
        "werkgever": vacancy.employer.name,
        "plaats": vacancy.establishment.place if vacancy.establishment else None,
        **content(vacancy),
        "toegevoegdOp": utc_text(vacancy.created_at),
        "gewijzigdOp": utc_text(vacancy.updated_at),
    }


def _plain(name: str, value: Any) -> Any:
    if name in _NUMBERS:
        return number(value)
    if isinstance(value, bool | int | list) or value is None:
        return value
    return str(value)


def _line(row: VacancyRow) -> Json:
    return {
        "id": str(row.id),
        "nummer": vacancy_number(row.number),
        "titel": row.title,
        "status": row.state.value,
        "werkgeverId": str(row.employer_id),
        "werkgever": row.employer,
        "plaats": row.place,
        "aantalPlaatsen": row.places,
        "garantiebaan": row.garantiebaan,
        "urenVanaf": number(row.hours_min),
        "urenTot": number(row.hours_max),
        "startdatum": row.start_date.isoformat() if row.start_date else None,
        "sluitingsdatum": row.closes_on.isoformat() if row.closes_on else None,
    }
