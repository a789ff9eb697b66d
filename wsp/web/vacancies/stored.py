"""A vacancy as the form has it, and as a summary before it is sent."""

from collections.abc import Mapping
from typing import Any, Final

from wsp.employers import queries as employers
from wsp.reference import queries as reference
from wsp.vacancies import words
from wsp.vacancies.models import Vacancy
from wsp.vacancies.schemas import TASKS, EditVacancySchema
from wsp.web.access import current_actor, current_session
from wsp.web.forms import Form

SHOWN: Final[Mapping[str, tuple[str, ...]]] = {
    "werk": ("title", "occupation_code", "description", "tasks"),
    "uren": (
        "hours_min", "hours_max", "full_week_hours", "shifts", "working_times", "establishment_id", "adaptable_hours",
        "adaptable_times",
    ),
    "eisen": (
        "skills_required", "diplomas", "driving_licences", "education_min", "language_nl_min", "work_conditions",
        "skills_wished", "guidance_on_site", "adaptable_tasks", "adaptable_guidance",
    ),
    "loon": ("wage_hour", "contract_months", "places", "garantiebaan", "start_date", "closes_on", "contact_id"),
}  # fmt: skip
"""The facts of each step, in the order in which the check page shows them."""

_AS_TASKS: Final = {"tasks": "task_1_hours"}


def form_field(fact: str) -> str:
    """The field of the form at which a problem with `fact` is shown."""
    return _AS_TASKS.get(fact, fact)


def values(vacancy: Vacancy) -> dict[str, Any]:
    """What the form shows of a stored vacancy."""
    names = EditVacancySchema(vacancy_id=vacancy.id, version=vacancy.version).fields
    found = {name: getattr(vacancy, name) for name in names if not name.startswith("task_")}
    for row, task in enumerate(vacancy.tasks[:TASKS], start=1):
        found[f"task_{row}_name"] = task.name
        found[f"task_{row}_hours"] = task.hours_per_week
    return found


def raw(vacancy: Vacancy) -> dict[str, list[str]]:
    """A stored vacancy as if somebody had typed it, for a copy; its own days are left out, they have passed."""
    form: Form[Any] = Form(EditVacancySchema(vacancy_id=vacancy.id, version=vacancy.version), values=values(vacancy))
    return {
        field.name: list(field.values)
        for field in form
        if field.values and field.name not in {"start_date", "closes_on", "contact_id"}
    }


def summary(step: str, content: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The facts of one step in words: label and value; what is not asked for is left out."""
    found = []
    for name in SHOWN[step]:
        value = content.get(name)
        if value in (None, (), False):
            continue
        found.append((words.LABELS[name], _named(name, value, content)))
    return found


def _named(name: str, value: Any, content: Mapping[str, Any]) -> str:
    session, actor = current_session(), current_actor()
    match name:
        case "occupation_code":
            return reference.occupation_names(session, [value]).get(value, str(value))
        case "establishment_id":
            site = employers.establishment(session, actor, content["employer_id"], value)
            return f"{site.name}, {site.place}"
        case "contact_id":
            return employers.contact(session, actor, content["employer_id"], value).name
    return words.shown(name, value)
