"""Pure checks and calculations about candidates."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Final

from wsp.candidates.enums import (
    BAND_STARTS,
    MINIMUM_PROFILE,
    OPTIONAL,
    PROFILE_LABELS,
    QUESTIONS,
    REASON_NEEDED,
    STAGES,
    Band,
    LoonwaardeKind,
    ProfileField,
    SharingPurpose,
    Stage,
)
from wsp.candidates.errors import InvalidFact, InvalidProfile, ProfileIncomplete
from wsp.candidates.words import inside
from wsp.foundation.money import number
from wsp.reference import lists

STALE_AFTER_DAYS: Final = 90
"""After this many days the question is: klopt dit nog?"""
MAX_HOURS: Final = Decimal(60)
"""More hours a week than this is a typing error."""
MAX_TRAVEL_MINUTES: Final = 240
MAX_TEXT: Final = 4000
MAX_ITEM: Final = 200
MAX_ITEMS: Final = 40

_CODES: Final[dict[str, lists.CodeList]] = {
    "driving_licences": "driving_licences",
    "transport": "transport_modes",
    "shifts": "shifts",
    "cannot": "work_conditions",
}
_LEVELS: Final = {
    "education_level": range(8),
    "language_nl": range(5),
    "motivation": range(1, 6),
    "max_travel_minutes": range(MAX_TRAVEL_MINUTES + 1),
}
_TEXTS: Final = frozenset({"profile_text", "development_wish"})
_ITEMS: Final = frozenset({"skills", "diplomas"})


@dataclass(frozen=True)
class Question:
    """A field that is not known, and how to ask for it."""

    field: ProfileField
    label: str
    question: str
    needed: bool
    """True: matchbaar asks for it."""


@dataclass(frozen=True)
class Completeness:
    """How much of a profile is known, in whole percent, and what to ask."""

    percent: int
    questions: tuple[Question, ...]


def band(percentage: int | None) -> Band | None:
    """Return the band of a loonwaarde in percent (30 starts the second one); None when it is not known."""
    if percentage is None:
        return None
    return max((found for found in Band if BAND_STARTS[found] <= percentage), key=lambda found: BAND_STARTS[found])


def band_range(chosen: Band) -> range:
    """Return the whole percentages that belong to a band."""
    later = [start for start in BAND_STARTS.values() if start > BAND_STARTS[chosen]]
    return range(BAND_STARTS[chosen], min(later) if later else 101)


def is_stale(checked_on: date | None, *, on: date) -> bool:
    """Tell whether the profile must be read again with the candidate."""
    return checked_on is None or checked_on < on - timedelta(days=STALE_AFTER_DAYS)


def completeness(known: Collection[str]) -> Completeness:
    """Say what is missing, given the names of the fields that are known (an empty list counts as known)."""
    counted = [field for field in ProfileField if field not in OPTIONAL]
    missing = [field for field in counted if field not in known]
    questions = [
        Question(field, PROFILE_LABELS[field], QUESTIONS[field], field in MINIMUM_PROFILE) for field in missing
    ]
    questions.sort(key=lambda question: not question.needed)
    return Completeness(round(100 * (len(counted) - len(missing)) / len(counted)), tuple(questions))


def check_matchable(known: Collection[str], *, residence: bool) -> None:
    """Refuse the stage matchbaar while the minimum profile is not known.

    Raises:
        ProfileIncomplete: names what is missing.

    """
    missing = [inside(PROFILE_LABELS[field]) for field in MINIMUM_PROFILE if field not in known]
    if not residence:
        missing.append("woonplaats")
    if missing:
        raise ProfileIncomplete(tuple(missing))


def check_stage(current: Stage, new: Stage, *, reason: str | None) -> None:
    """Refuse a step that is not in the table, or a closing one without a reason.

    Raises:
        Conflict: the step does not exist.
        InvalidFact: the reason is missing.

    """
    STAGES.check(current, new)
    if new in REASON_NEEDED and not (reason or "").strip():
        message = f"Vul in waarom deze kandidaat '{STAGES.labels[new].lower()}' wordt."
        raise InvalidFact(message, fields={"reason": [message]})


def check_changes(changes: Mapping[str, Any]) -> None:
    """Refuse values that no profile can have; the schema of a door checked their shape before.

    Raises:
        InvalidProfile: with a sentence per field.

    """
    problems: dict[str, list[str]] = {}
    for name, value in changes.items():
        if name not in set(ProfileField):
            message = f"unknown profile field {name}"
            raise ValueError(message)
        if value is not None and (problem := _problem(name, value)):
            problems[name] = [problem]
    if problems:
        raise InvalidProfile("Kijk de velden na waar een melding bij staat.", fields=problems)


def _problem(name: str, value: Any) -> str | None:
    problem: str | None = None
    if name in _CODES:
        strange = [str(code) for code in value if code not in lists.codes(_CODES[name])]
        problem = f"Kies uit de lijst. Dit staat er niet in: {', '.join(strange)}." if strange else None
    elif name in _LEVELS:
        low, high = _LEVELS[name][0], _LEVELS[name][-1]
        problem = None if value in _LEVELS[name] else f"Kies een getal van {low} tot en met {high}."
    elif name == ProfileField.GUIDANCE:
        problem = None if value in lists.codes("guidance_levels") else "Kies uit de lijst."
    elif name in {ProfileField.HOURS_MIN, ProfileField.HOURS_MAX}:
        problem = None if 0 <= value <= MAX_HOURS else f"Vul 0 tot en met {number(MAX_HOURS)} uur in."
    elif name in _TEXTS:
        problem = None if len(value) <= MAX_TEXT else f"Maak de tekst korter dan {MAX_TEXT} tekens."
    elif name in _ITEMS:
        problem = _items_problem(value)
    elif name in {ProfileField.WISHES, ProfileField.EXPERIENCES}:
        problem = _items_problem([entry.title for entry in value])
    return problem


def _items_problem(items: Collection[str]) -> str | None:
    if len(items) > MAX_ITEMS:
        return f"Noem er hoogstens {MAX_ITEMS}."
    if any(len(item) > MAX_ITEM for item in items):
        return f"Maak elke regel korter dan {MAX_ITEM} tekens."
    return None


def check_hours(hours_min: Decimal | None, hours_max: Decimal | None) -> None:
    """Refuse a minimum above the maximum; both in hours a week.

    Raises:
        InvalidProfile: on the field `hours_max`.

    """
    if hours_min is not None and hours_max is not None and hours_max < hours_min:
        message = f"Vul bij 'tot' {number(hours_min)} uur of meer in. Je vulde {number(hours_max)} in."
        raise InvalidProfile(message, fields={"hours_max": [message]})


def check_not_future(day: date, *, on: date, field: str) -> None:
    """Refuse a day that has not come yet for something that happened.

    Raises:
        InvalidFact: on `field`.

    """
    if day > on:
        message = "Deze dag moet nog komen. Vul vandaag of een eerdere dag in."
        raise InvalidFact(message, fields={field: [message]})


def check_loonwaarde(kind: LoonwaardeKind, percentage: int, *, expert: str | None) -> None:
    """Refuse a loonwaarde outside 0 to 100, or an earlier measurement without its expert.

    Whole percent: Besluit loonkostensubsidie Participatiewet 2021 art. 3 lid 1.

    Raises:
        InvalidFact: on the field that is wrong.

    """
    if not 0 <= percentage <= 100:  # noqa: PLR2004 (a percentage)
        message = "Vul een heel getal van 0 tot en met 100 in."
        raise InvalidFact(message, fields={"percentage": [message]})
    if kind is LoonwaardeKind.EARLIER and not expert:
        message = "Vul in welke deskundige de loonwaarde heeft gemeten."
        raise InvalidFact(message, fields={"expert": [message]})


def check_purpose(purpose: SharingPurpose, *, has_employer: bool) -> None:
    """Refuse a name without an employer, and an employer where the purpose is about the WSP.

    Raises:
        InvalidFact: on the field `employer_id`.

    """
    if purpose is SharingPurpose.NAMED and not has_employer:
        message = "Kies de werkgever waaraan de naam gegeven mag worden."
        raise InvalidFact(message, fields={"employer_id": [message]})
    if purpose is SharingPurpose.WSP and has_employer:
        message = "Kies geen werkgever bij delen met het WSP."
        raise InvalidFact(message, fields={"employer_id": [message]})
