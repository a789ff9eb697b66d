"""A change in plain Dutch: what changes, who has to act, and how much work that is."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from matching.changes import Change, ChangeKind, ChangeSettings
from wsp.reference import lists
from wsp.shortlists.wording import in_days, listed, number_text

KIND_LABELS: Final = {
    ChangeKind.HOURS_FEWER: "Minder uren",
    ChangeKind.HOURS_MORE: "Meer uren",
    ChangeKind.SHIFTS: "Andere werktijden",
    ChangeKind.START: "Later beginnen",
    ChangeKind.TASKS: "Taak eruit of ruilen",
    ChangeKind.GUIDANCE: "Meer begeleiding op het werk",
    ChangeKind.PUBLIC_TRANSPORT: "Met de bus te bereiken",
    ChangeKind.LANGUAGE_ASKED: "Minder Nederlands vragen",
    ChangeKind.EDUCATION_ASKED: "Lagere opleiding vragen",
    ChangeKind.LICENCE: "Rijbewijs halen",
    ChangeKind.COURSE: "Cursus doen",
    ChangeKind.LANGUAGE: "Nederlands leren",
}
UNITS: Final = {
    ChangeKind.HOURS_FEWER: "per uur",
    ChangeKind.HOURS_MORE: "per uur",
    ChangeKind.SHIFTS: "per werktijd",
    ChangeKind.START: "per week",
    ChangeKind.TASKS: "voor al het werk",
    ChangeKind.GUIDANCE: "per stap",
    ChangeKind.LANGUAGE_ASKED: "per niveau",
    ChangeKind.EDUCATION_ASKED: "per niveau",
    ChangeKind.COURSE: "per cursus",
    ChangeKind.LANGUAGE: "per niveau",
}
_EFFORTS: Final = ((3.0, "weinig werk"), (7.0, "wat werk"))


@dataclass(frozen=True)
class Cost:
    """What one kind of change takes, for the table under the list."""

    label: str
    fixed: float
    each: float
    unit: str


def sentence(change: Change) -> str:  # noqa: C901, PLR0911, PLR0912 (one line per kind reads best)
    """What to do, in one or two short sentences."""
    before, after = change.before, change.after
    match change.kind:
        case ChangeKind.HOURS_FEWER:
            return f"Ook minder uren: vanaf {_hours(after, 0)} per week. Nu is dat {_hours(before, 0)}."
        case ChangeKind.HOURS_MORE:
            return f"Ook meer uren: tot {_hours(after, 1)} per week. Nu is dat {_hours(before, 1)}."
        case ChangeKind.SHIFTS:
            return f"Andere werktijden: alleen {_shifts(after)}. Nu is dat {_shifts(before)}."
        case ChangeKind.START:
            return f"Later beginnen: op {_day(after)}. Nu is dat {_day(before)}."
        case ChangeKind.TASKS if change.tasks:
            return f"Geef deze taken aan een collega: {listed(change.tasks)}. Ruil ze voor ander werk."
        case ChangeKind.TASKS:
            return f"Pas de werkplek aan: zonder {listed(_conditions(after))}."
        case ChangeKind.GUIDANCE:
            return f"Meer begeleiding op de werkplek: {_guidance(after)}. Een jobcoach kan daarbij helpen."
        case ChangeKind.PUBLIC_TRANSPORT:
            return "Zorg dat iemand met de bus of trein kan komen. Begin bijvoorbeeld later, of regel vervoer."
        case ChangeKind.LANGUAGE_ASKED:
            return f"Vraag minder Nederlands: {_level('language_levels', after)}."
        case ChangeKind.EDUCATION_ASKED:
            return f"Vraag een lagere opleiding: {_level('education_levels', after)}."
        case ChangeKind.LICENCE:
            return f"De kandidaat haalt rijbewijs {listed(_texts(after))}."
        case ChangeKind.COURSE:
            return f"De kandidaat doet een cursus: {listed(_texts(after))}."
        case ChangeKind.LANGUAGE:
            return f"De kandidaat leert Nederlands tot niveau {_level('language_levels', after)}."


def who(change: Change) -> str:
    """Who has to act."""
    if change.learned:
        return "kandidaat"
    return "werkgever en WSP" if change.kind in (ChangeKind.GUIDANCE, ChangeKind.PUBLIC_TRANSPORT) else "werkgever"


def effort(change: Change) -> str:
    """How much work a change is, in words."""
    return next((words for most, words in _EFFORTS if change.cost <= most), "veel werk")


def costs(settings: ChangeSettings) -> list[Cost]:
    """All kinds of change with what they take."""
    return [
        Cost(KIND_LABELS[kind], cost.fixed, cost.each, UNITS.get(kind, "")) for kind, cost in settings.costs.items()
    ]


def _texts(value: object) -> list[str]:
    return [str(each) for each in value] if isinstance(value, tuple) else []


def _hours(value: object, side: int) -> str:
    hours = value[side] if isinstance(value, tuple) else None
    return "niet bekend" if hours is None else f"{number_text(float(hours))} uur"


def _shifts(value: object) -> str:
    return listed(lists.label("shifts", each).lower() for each in _texts(value))


def _conditions(value: object) -> list[str]:
    return [lists.work_condition(each).label.lower() for each in _texts(value)]


def _guidance(value: object) -> str:
    return lists.label("guidance_levels", str(value)).lower()


def _level(name: lists.LevelList, value: object) -> str:
    return lists.level_labels(name)[int(str(value))].lower()


def _day(value: object) -> str:
    return in_days(value) if isinstance(value, date) else ""
