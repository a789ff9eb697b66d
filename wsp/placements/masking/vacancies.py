"""A vacancy of the own company, as the employer follows it."""

from collections.abc import Mapping
from typing import Final

from wsp.placements.masking.dispatch import for_employer
from wsp.placements.shown import OwnVacancy
from wsp.vacancies import words as vacancy_words
from wsp.vacancies.enums import CLOSED, EMPLOYER_EDITS, EMPLOYER_WITHDRAWS, VacancyState
from wsp.vacancies.models import Vacancy
from wsp.vacancies.rules import vacancy_number

STEPS: Final = ("Ontvangen", "Beoordeeld", "Actief", "Kandidaten", "Vervuld")
"""How an employer follows a vacancy."""

_VACANCY_TOLD: Final[Mapping[VacancyState, str]] = {
    VacancyState.CONCEPT: "Wacht op u",
    VacancyState.REVIEW: "Wij kijken de vacature na",
    VacancyState.OPEN: "Wij zoeken kandidaten",
    VacancyState.IN_PROGRESS: "Wij zoeken kandidaten",
    VacancyState.FILLED: "Vervuld",
    VacancyState.WITHDRAWN: "Gestopt",
    VacancyState.EXPIRED: "Verlopen",
}
_VACANCY_FACTS: Final = (
    "description", "tasks", "shifts", "working_times", "skills_required", "skills_wished", "diplomas",
    "driving_licences", "language_nl_min", "work_conditions", "guidance_on_site", "wage_hour", "full_week_hours",
    "contract_months", "start_date",
)  # fmt: skip


@for_employer.register
def _vacancy(row: Vacancy, /, *, employer: str, offers: int = 0, whole: bool = False) -> OwnVacancy:
    """An own vacancy; with `whole` (establishment and tasks loaded) everything that it says."""
    state = VacancyState(row.state)
    return OwnVacancy(
        id=row.id,
        number=vacancy_number(row.number),
        title=row.title,
        employer=employer,
        state=state.value,
        told=_VACANCY_TOLD[state],
        position=_position(state, offers),
        places=row.places,
        hours=vacancy_words.hours(row.hours_min, row.hours_max),
        closes_on=row.closes_on,
        offers=offers,
        question=row.review_note if state is VacancyState.CONCEPT else None,
        may_change=state in EMPLOYER_EDITS,
        may_withdraw=state in EMPLOYER_WITHDRAWS,
        reason=row.closed_reason if state in CLOSED else None,
        facts=_vacancy_facts(row) if whole else (),
        to_reckon=_to_reckon(row) if whole else (),
    )


def _to_reckon(row: Vacancy) -> tuple[tuple[str, str], ...]:
    known = (
        ("hours", row.hours_max or row.hours_min),
        ("full_week_hours", row.full_week_hours),
        ("wage_hour", row.wage_hour),
        ("months", row.contract_months),
    )
    return tuple((name, str(value).replace(".", ",")) for name, value in known if value is not None)


def _position(state: VacancyState, offers: int) -> int:
    """The step that is now; an open vacancy for which somebody was offered is one further."""
    match state:
        case VacancyState.REVIEW:
            return 1
        case VacancyState.OPEN | VacancyState.IN_PROGRESS:
            return 4 if offers else 3
        case VacancyState.FILLED:
            return 5
    return 0


def _vacancy_facts(row: Vacancy) -> tuple[tuple[str, str], ...]:
    found = [("Uren per week", vacancy_words.hours(row.hours_min, row.hours_max)), ("Plaatsen", str(row.places))]
    if row.establishment is not None:
        found.append(("Waar", f"{row.establishment.name}, {row.establishment.place}"))
    for name in _VACANCY_FACTS:
        value = getattr(row, name)
        if value not in (None, [], ""):
            found.append((vacancy_words.LABELS[name], vacancy_words.shown(name, value)))
    able = [
        text
        for text, yes in (
            ("uren", row.adaptable_hours),
            ("werktijden", row.adaptable_times),
            ("taken", row.adaptable_tasks),
            ("begeleiding", row.adaptable_guidance),
        )
        if yes
    ]
    if able:
        found.append(("Kan anders", ", ".join(able)))
    return tuple(found)
