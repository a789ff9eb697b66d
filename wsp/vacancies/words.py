"""How the facts of a vacancy read in Dutch: one place for screens, exports and the two versions of a stale save."""

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from typing import Any, Final

from wsp.foundation.clock import day_in_words
from wsp.foundation.money import euro, number
from wsp.reference import lists

UNKNOWN: Final = "onbekend"
NONE: Final = "geen"

LABELS: Final = {
    "title": "Titel",
    "occupation_code": "Beroep",
    "description": "Omschrijving",
    "tasks": "Taken",
    "establishment_id": "Vestiging",
    "contact_id": "Contactpersoon",
    "places": "Plaatsen",
    "garantiebaan": "Garantiebaan",
    "hours_min": "Uren vanaf",
    "hours_max": "Uren tot",
    "full_week_hours": "Volle werkweek",
    "shifts": "Wanneer",
    "working_times": "Werktijden",
    "start_date": "Start",
    "closes_on": "Sluit op",
    "wage_hour": "Loon per uur",
    "contract_months": "Contract",
    "education_min": "Opleiding",
    "language_nl_min": "Nederlands spreken",
    "driving_licences": "Rijbewijs",
    "diplomas": "Diploma’s en certificaten",
    "skills_required": "Moet iemand kunnen",
    "skills_wished": "Is een plus",
    "work_conditions": "Werkomstandigheden",
    "guidance_on_site": "Begeleiding op het werk",
    "adaptable_hours": "Uren kunnen anders",
    "adaptable_times": "Werktijden kunnen anders",
    "adaptable_tasks": "Taken kunnen anders",
    "adaptable_guidance": "Begeleiding kan anders",
}


def inside(label: str) -> str:
    """A label in the middle of a sentence: its first letter small, unless it is the name of a language."""
    return label if label.startswith("Nederlands") else label[:1].lower() + label[1:]


def hours(low: Decimal | None, high: Decimal | None) -> str:
    """Hours a week: "24 tot 28 uur", "vanaf 24 uur", "28 uur"."""
    match low, high:
        case None, None:
            return UNKNOWN
        case None, Decimal() as top:
            return f"tot {number(top)} uur"
        case Decimal() as bottom, None:
            return f"vanaf {number(bottom)} uur"
        case Decimal() as bottom, Decimal() as top:
            return f"{number(top)} uur" if bottom == top else f"{number(bottom)} tot {number(top)} uur"
    return UNKNOWN


def shown(name: str, value: Any) -> str:
    """The value of a fact as a person reads it; "onbekend" for None and "geen" for an empty list."""
    if value is None:
        return UNKNOWN
    if isinstance(value, bool):
        return "ja" if value else "nee"
    return _WRITERS.get(name, str)(value)


def _joined(items: Iterable[str]) -> str:
    return ", ".join(items) or NONE


def _task(task: Any) -> str:
    return task.name if task.hours_per_week is None else f"{task.name} ({number(task.hours_per_week)} uur)"


def _hours(value: Decimal) -> str:
    return f"{number(value)} uur"


def _chosen(name: lists.CodeList) -> Callable[[Sequence[str]], str]:
    return lambda codes: _joined(lists.label_all(name, codes))


def _level(name: lists.LevelList) -> Callable[[int], str]:
    return lambda value: lists.level_labels(name).get(value, str(value))


_WRITERS: Final[dict[str, Callable[[Any], str]]] = {
    "tasks": lambda tasks: _joined(_task(task) for task in tasks),
    "hours_min": _hours,
    "hours_max": _hours,
    "full_week_hours": _hours,
    "shifts": _chosen("shifts"),
    "start_date": day_in_words,
    "closes_on": day_in_words,
    "wage_hour": euro,
    "contract_months": lambda months: f"{months} maanden" if months != 1 else "1 maand",
    "education_min": _level("education_levels"),
    "language_nl_min": _level("language_levels"),
    "driving_licences": _chosen("driving_licences"),
    "diplomas": _joined,
    "skills_required": _joined,
    "skills_wished": _joined,
    "work_conditions": _chosen("work_conditions"),
    "guidance_on_site": lambda code: lists.label("guidance_levels", code),
}
