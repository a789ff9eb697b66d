"""What the text of a vacancy states about its own fields: proposed to a person, never filled in by itself."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Final

from matching.reading import Said, named_papers, read_vacancy
from matching.types import SHIFTS
from wsp.reference import lists

_PAPERS: Final[Mapping[str, str]] = {
    "vca vol": "VCA VOL", "vca": "VCA", "heftruck": "heftruckcertificaat", "reachtruck": "reachtruckcertificaat",
    "hoogwerker": "certificaat hoogwerker", "bhv": "BHV", "ehbo": "EHBO", "beveiligingspas": "beveiligingspas",
    "bosmaaier": "certificaat bosmaaier", "vog": "VOG", "beveiliger 2": "diploma beveiliger 2", "haccp": "HACCP",
    "lasdiploma": "lasdiploma", "verzorgende ig": "diploma verzorgende IG", "helpende": "diploma helpende",
    "sociale hygiene": "verklaring sociale hygiëne", "motorkettingzaag": "certificaat motorkettingzaag",
    "spuitlicentie": "spuitlicentie", "taxi": "chauffeurskaart taxi", "nen 3140": "NEN 3140",
    "adr": "ADR-certificaat", "code 95": "code 95",
}  # fmt: skip
"""How a paper that the text names is written down in the field, which holds free text."""
_LONGEST_WEEK: Final = 40
"""Hours a week above which an addition of days and times is more likely to hold breaks than to be a contract."""


def stated_in(description: str, *, working_times: str = "", on: date) -> dict[str, Any]:
    """Fact of a vacancy -> the value that its text states. What the text leaves open, or only wishes, is absent.

    ``working_times`` is the field with days and hours in words; it decides on the shifts where the description does
    not. ``on`` is the day that "per direct" means. Values are those of ``VacancyContent``; codes outside the closed
    lists are left out.
    """
    said = read_vacancy(description, on=on)
    shifts = said.shifts.values or read_vacancy(working_times, on=on).shifts.values
    found: dict[str, Any] = {
        "shifts": tuple(name for name in SHIFTS if name in shifts),
        "diplomas": tuple(_PAPERS[name] for name in said.diplomas.values if name in _PAPERS),
        "driving_licences": _known("driving_licences", said.licences),
        "education_min": _level("education_levels", said.education),
        "language_nl_min": _level("language_levels", said.language),
        "work_conditions": _known("work_conditions", said.conditions),
        "guidance_on_site": next(iter(_known("guidance_levels", said.guidance)), None),
        "garantiebaan": "ja" in said.register.values,
        "start_date": said.start if said.start and said.start > on and not said.start_wished else None,
    }
    if not said.hours.wished and (said.hours.high or said.hours.low or 0) <= _LONGEST_WEEK:
        found |= {"hours_min": _hours(said.hours.low), "hours_max": _hours(said.hours.high)}
    found |= {f"adaptable_{name}": value for name, value in said.adaptable.items()}
    return {fact: value for fact, value in found.items() if value not in (None, (), False)}


def same_paper(one: str, other: str) -> bool:
    """Whether two entries name the same paper: "VCA basisveiligheid" and "vca"."""
    return one.casefold().strip() == other.casefold().strip() or bool(named_papers(one) & named_papers(other))


def _known(name: lists.CodeList, said: Said) -> tuple[str, ...]:
    return tuple(code for code in lists.labels(name) if code in said.values)


def _level(name: lists.LevelList, said: Said) -> int | None:
    """The level that is asked; the lowest one asks nothing."""
    level = int(said.values[0]) if said.values else 0
    return level if level in lists.level_labels(name) and level > 0 else None


def _hours(value: float | None) -> Decimal | None:
    return None if value is None else Decimal(str(value)).normalize()
