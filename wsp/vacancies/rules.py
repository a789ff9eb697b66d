"""Pure checks and calculations about vacancies."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Final

from wsp.foundation.clock import day_in_words
from wsp.foundation.money import euro, number
from wsp.reference import lists
from wsp.vacancies.commands import TaskEntry, VacancyContent
from wsp.vacancies.enums import EMPLOYER_EDITS, VACANCY_STATES, VacancyState
from wsp.vacancies.errors import ClosingDayPast, InvalidVacancy, NotReady, NotYoursNow, WageTooLow

MAX_PLACES: Final = 500
MAX_TASKS: Final = 20
MAX_CONTRACT_MONTHS: Final = 60

_CODES: Final[Mapping[str, lists.CodeList]] = {
    "shifts": "shifts",
    "driving_licences": "driving_licences",
    "work_conditions": "work_conditions",
}
_LEVELS: Final[Mapping[str, lists.LevelList]] = {
    "education_min": "education_levels",
    "language_nl_min": "language_levels",
}
_READY: Final = (("title", "titel"), ("hours_max", "uren per week"), ("shifts", "wanneer het werk is"))


def vacancy_number(value: int) -> str:
    """The number that people read aloud: 512 is "V-512"."""
    return f"V-{value}"


def free_places(places: int, taken: int) -> int:
    """Return how many places are still free; never below zero."""
    return max(0, places - taken)


def check_content(content: VacancyContent, *, week_maximum: Decimal) -> None:
    """Refuse facts that cannot be right; all at once, so that a form shows them together.

    `week_maximum` is the longest week that the law allows, in hours (Arbeidstijdenwet 5:7 lid 2).

    Raises:
        InvalidVacancy: with a sentence per field.

    """
    problems = _hours(content, week_maximum) | _tasks(content.tasks, content.hours_max) | _lists(content)
    if not 1 <= content.places <= MAX_PLACES:
        problems["places"] = [f"Vul 1 tot en met {MAX_PLACES} plaatsen in."]
    if content.contract_months is not None and not 1 <= content.contract_months <= MAX_CONTRACT_MONTHS:
        problems["contract_months"] = [
            f"Vul 1 tot en met {MAX_CONTRACT_MONTHS} maanden in. Geen einddatum? Laat het leeg."
        ]
    if problems:
        raise InvalidVacancy("Kijk de velden na waar een melding bij staat.", fields=problems)


def _hours(content: VacancyContent, week_maximum: Decimal) -> dict[str, list[str]]:
    problems: dict[str, list[str]] = {}
    for name in ("hours_min", "hours_max", "full_week_hours"):
        value: Decimal | None = getattr(content, name)
        if value is not None and not 0 < value <= week_maximum:
            problems[name] = [f"Vul een getal in tot en met {number(week_maximum)}. Er staat nu {number(value)}."]
    low, high = content.hours_min, content.hours_max
    if low is not None and high is not None and high < low and "hours_max" not in problems:
        problems["hours_max"] = [f"Vul bij 'tot' {number(low)} of meer in. Er staat nu {number(high)}."]
    return problems


def _tasks(tasks: tuple[TaskEntry, ...], hours_max: Decimal | None) -> dict[str, list[str]]:
    if len(tasks) > MAX_TASKS:
        return {"tasks": [f"Noem hoogstens {MAX_TASKS} taken."]}
    if any(task.hours_per_week is not None and task.hours_per_week <= 0 for task in tasks):
        return {"tasks": ["Vul bij een taak meer dan 0 uur in, of laat de uren leeg."]}
    total = sum((task.hours_per_week or Decimal(0) for task in tasks), Decimal(0))
    if hours_max is not None and total > hours_max:
        message = (
            f"De taken zijn samen {number(total)} uur. Dat is meer dan {number(hours_max)} uur per week. "
            "Pas de uren van een taak aan."
        )
        return {"tasks": [message]}
    return {}


def _lists(content: VacancyContent) -> dict[str, list[str]]:
    problems: dict[str, list[str]] = {}
    for name, allowed in _CODES.items():
        strange = [code for code in getattr(content, name) or () if code not in lists.codes(allowed)]
        if strange:
            problems[name] = [f"Kies uit de lijst. Dit staat er niet in: {', '.join(strange)}."]
    for name, levels in _LEVELS.items():
        level = getattr(content, name)
        if level is not None and level not in lists.level_labels(levels):
            problems[name] = ["Kies uit de lijst."]
    guidance = content.guidance_on_site
    if guidance is not None and guidance not in lists.codes("guidance_levels"):
        problems["guidance_on_site"] = ["Kies uit de lijst."]
    return problems


def check_wage(wage_hour: Decimal | None, minimum: Decimal | None, *, on: date) -> None:
    """Refuse a wage below the minimum per hour for an adult on the first working day (WML art. 8 lid 1 onder a).

    `minimum` None: the law gives no amount per hour on that day (before 2024), so nothing is checked.

    Raises:
        WageTooLow: names the amount and the day.

    """
    if wage_hour is None or minimum is None or wage_hour >= minimum:
        return
    message = (
        f"Het minimumloon is {euro(minimum)} per uur op {day_in_words(on)}. Dat geldt vanaf 21 jaar. "
        f"Vul {euro(minimum)} of meer in. Er staat nu {euro(wage_hour)}."
    )
    raise WageTooLow(message, fields={"wage_hour": [message]})


def check_ready(facts: Mapping[str, Any]) -> None:
    """Refuse to open a vacancy with which nobody could be matched.

    Raises:
        NotReady: names what is missing.

    """
    missing = tuple(label for name, label in _READY if facts.get(name) in (None, "", ()))
    if missing:
        raise NotReady(missing)


def check_closing_day(closes_on: date | None, *, on: date) -> None:
    """Refuse to open a vacancy that closed already.

    Raises:
        ClosingDayPast: asks for a new day.

    """
    if closes_on is not None and closes_on < on:
        raise ClosingDayPast


def check_step(current: VacancyState, new: VacancyState, *, reason: str | None) -> None:
    """Refuse a step that is not in the table, or withdrawing without a reason.

    Raises:
        Conflict: the step does not exist.
        InvalidVacancy: the reason is missing.

    """
    VACANCY_STATES.check(current, new)
    if new is VacancyState.WITHDRAWN and not (reason or "").strip():
        message = "Vul in waarom de vacature stopt."
        raise InvalidVacancy(message, fields={"reason": [message]})


def check_employer_edits(state: VacancyState) -> None:
    """Refuse an employer who changes a vacancy for which people are looked for already.

    Raises:
        NotYoursNow: says whom to ask.

    """
    if state not in EMPLOYER_EDITS:
        raise NotYoursNow


def check_question(question: str) -> None:
    """Refuse to send a vacancy back without saying why.

    Raises:
        InvalidVacancy: asks for the question.

    """
    if not question.strip():
        message = "Vul in wat de werkgever moet weten of aanpassen."
        raise InvalidVacancy(message, fields={"question": [message]})
