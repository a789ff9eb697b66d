"""The life of a vacancy as data, and the words people see."""

from enum import StrEnum
from typing import Final

from wsp.foundation.states import StateTable


class VacancyState(StrEnum):
    """Where a vacancy stands."""

    CONCEPT = "concept"
    REVIEW = "ter-beoordeling"
    OPEN = "open"
    IN_PROGRESS = "in-behandeling"
    FILLED = "vervuld"
    WITHDRAWN = "ingetrokken"
    EXPIRED = "verlopen"


_S = VacancyState
VACANCY_STATES: Final = StateTable(
    noun="vacature",
    labels={
        _S.CONCEPT: "Concept",
        _S.REVIEW: "Ter beoordeling",
        _S.OPEN: "Open",
        _S.IN_PROGRESS: "In behandeling",
        _S.FILLED: "Vervuld",
        _S.WITHDRAWN: "Ingetrokken",
        _S.EXPIRED: "Verlopen",
    },
    transitions={
        _S.CONCEPT: frozenset({_S.REVIEW, _S.OPEN, _S.WITHDRAWN}),
        _S.REVIEW: frozenset({_S.CONCEPT, _S.OPEN, _S.WITHDRAWN}),
        _S.OPEN: frozenset({_S.IN_PROGRESS, _S.FILLED, _S.WITHDRAWN, _S.EXPIRED}),
        _S.IN_PROGRESS: frozenset({_S.OPEN, _S.FILLED, _S.WITHDRAWN, _S.EXPIRED}),
        _S.FILLED: frozenset({_S.OPEN}),
        _S.WITHDRAWN: frozenset({_S.OPEN}),
        _S.EXPIRED: frozenset({_S.OPEN}),
    },
)

SEARCHING: Final = frozenset({VacancyState.OPEN, VacancyState.IN_PROGRESS})
"""Candidates are looked for; these end by themselves on the closing day."""

CLOSED: Final = frozenset({VacancyState.FILLED, VacancyState.WITHDRAWN, VacancyState.EXPIRED})
"""Nobody looks any more; each can be opened again."""


EMPLOYER_EDITS: Final = frozenset({VacancyState.CONCEPT, VacancyState.REVIEW})
"""Nobody looks for candidates yet, so the employer may still change everything in the portal."""

EMPLOYER_WITHDRAWS: Final = EMPLOYER_EDITS | SEARCHING
"""The employer may always say that the vacancy is not needed any more."""


class VacancySource(StrEnum):
    """Where a vacancy came from."""

    STAFF = "medewerker"
    PORTAL = "portaal"
    IMPORT = "import"
    COUPLING = "koppeling"


SOURCE_LABELS: Final = {
    VacancySource.STAFF: "Medewerker",
    VacancySource.PORTAL: "Portaal",
    VacancySource.IMPORT: "Import",
    VacancySource.COUPLING: "Koppeling",
}


class Adaptable(StrEnum):
    """What an employer is willing to change; the value is the end of the column's name."""

    HOURS = "hours"
    TIMES = "times"
    TASKS = "tasks"
    GUIDANCE = "guidance"


ADAPTABLE_LABELS: Final = {
    Adaptable.HOURS: "Uren",
    Adaptable.TIMES: "Werktijden",
    Adaptable.TASKS: "Taken",
    Adaptable.GUIDANCE: "Begeleiding",
}
