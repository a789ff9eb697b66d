"""What the text of a vacancy or a profile states about its own fields: proposed to a person, never filled in."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Final

from matching.reading import Hours, Said, named_papers, read_candidate, read_vacancy
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


def vacancy_facts(description: str, *, working_times: str = "", on: date) -> dict[str, Any]:
    """Fact of a vacancy -> the value that its text states. What the text leaves open, or only wishes, is absent.

    ``working_times`` is the field with days and hours in words; it decides on the shifts where the description does
    not. ``on`` is the day that "per direct" means. Values are those of ``VacancyContent``; codes outside the closed
    lists are left out.
    """
    said = read_vacancy(description, on=on)
    shifts = said.shifts.values or read_vacancy(working_times, on=on).shifts.values
    found: dict[str, Any] = {
        "shifts": tuple(name for name in SHIFTS if name in shifts),
        "diplomas": _papers(said.diplomas),
        "driving_licences": _known("driving_licences", said.licences),
        "education_min": _level("education_levels", said.education),
        "language_nl_min": _level("language_levels", said.language),
        "work_conditions": _known("work_conditions", said.conditions),
        "guidance_on_site": next(iter(_known("guidance_levels", said.guidance)), None),
        "garantiebaan": "ja" in said.register.values,
        "start_date": said.start if said.start and said.start > on and not said.start_wished else None,
    }
    found |= _week(said.hours)
    found |= {f"adaptable_{name}": value for name, value in said.adaptable.items()}
    return {fact: value for fact, value in found.items() if value not in (None, (), False)}


def profile_facts(text: str, *, on: date) -> dict[str, Any]:
    """Fact of a profile -> the value that its text states. What the text leaves open, or only wishes, is absent.

    No guidance at all is never stated: "kan zelfstandig een route lopen" is praise, not a support plan. An empty
    tuple is an answer too: "heeft geen rijbewijs". ``on`` is the day that "per direct" means; values are
    those of a ``Candidate``.
    """
    said = read_candidate(text, on=on)
    found: dict[str, Any] = {
        "education_level": _level("education_levels", said.education),
        "diplomas": _or_none(_papers(said.diplomas), said.diplomas),
        "language_nl": _level("language_levels", said.language),
        "shifts": _known("shifts", said.shifts) or None,
        "available_from": said.available if said.available and said.available > on else None,
        "transport": tuple(code for code in lists.labels("transport_modes") if code in said.travel.modes) or None,
        "driving_licences": _or_none(_known("driving_licences", said.licences), said.licences),
        "max_travel_minutes": None if said.travel.minutes is None else round(said.travel.minutes),
        "cannot": _or_none(_known("work_conditions", said.cannot), said.cannot),
        "guidance": next((level for level in _known("guidance_levels", said.guidance) if level != "geen"), None),
        **_week(said.hours),
    }
    return {fact: value for fact, value in found.items() if value is not None}


def same_paper(one: str, other: str) -> bool:
    """Whether two entries name the same paper: "VCA basisveiligheid" and "vca"."""
    return one.casefold().strip() == other.casefold().strip() or bool(named_papers(one) & named_papers(other))


def _known(name: lists.CodeList, said: Said) -> tuple[str, ...]:
    return tuple(code for code in lists.labels(name) if code in said.values)


def _level(name: lists.LevelList, said: Said) -> int | None:
    """The level that is asked; the lowest one asks nothing."""
    level = int(said.values[0]) if said.values else 0
    return level if level in lists.level_labels(name) and level > 0 else None


def _papers(said: Said) -> tuple[str, ...]:
    return tuple(_PAPERS[name] for name in said.values if name in _PAPERS)


def _or_none(values: tuple[str, ...], said: Said) -> tuple[str, ...] | None:
    """The values; an empty tuple where the text says that there are none, None where it is silent."""
    return values or (() if said.none else None)


def _week(hours: Hours) -> dict[str, Decimal | None]:
    if hours.wished or (hours.high or hours.low or 0) > _LONGEST_WEEK:
        return {}
    return {"hours_min": _hours(hours.low), "hours_max": _hours(hours.high)}


def _hours(value: float | None) -> Decimal | None:
    return None if value is None else Decimal(str(value)).normalize()
