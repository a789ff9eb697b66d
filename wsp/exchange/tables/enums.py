"""What can be read in, the life of a file, and what may become of a row."""

from enum import StrEnum
from typing import Final

from wsp.foundation.states import StateTable


class ImportKind(StrEnum):
    """What the rows of a table are."""

    EMPLOYERS = "werkgevers"
    CONTACTS = "contactpersonen"
    VACANCIES = "vacatures"
    CANDIDATES = "kandidaten"


KIND_LABELS: Final = {
    ImportKind.EMPLOYERS: "Werkgevers",
    ImportKind.CONTACTS: "Contactpersonen",
    ImportKind.VACANCIES: "Vacatures",
    ImportKind.CANDIDATES: "Kandidaten",
}


class Profile(StrEnum):
    """From which kind of file: decides how columns are recognised."""

    GENERIC = "generiek"
    SONAR = "sonar"


PROFILE_LABELS: Final = {Profile.GENERIC: "Eigen bestand of sjabloon", Profile.SONAR: "Export uit Sonar"}


class ImportState(StrEnum):
    """How far a file is."""

    COLUMNS = "kolommen"
    CHECKING = "controle"
    CHECKED = "gecontroleerd"
    TAKING = "inlezen"
    DONE = "klaar"
    STOPPED = "gestopt"
    FAILED = "mislukt"
    EXPIRED = "verlopen"


_S = ImportState
STATES: Final = StateTable(
    noun="import",
    labels={
        _S.COLUMNS: "Kolommen aanwijzen",
        _S.CHECKING: "Wordt gecontroleerd",
        _S.CHECKED: "Gecontroleerd",
        _S.TAKING: "Wordt ingelezen",
        _S.DONE: "Klaar",
        _S.STOPPED: "Gestopt",
        _S.FAILED: "Mislukt",
        _S.EXPIRED: "Verlopen",
    },
    transitions={
        _S.COLUMNS: frozenset({_S.COLUMNS, _S.CHECKING, _S.STOPPED, _S.EXPIRED}),
        _S.CHECKING: frozenset({_S.CHECKED, _S.STOPPED, _S.FAILED}),
        _S.CHECKED: frozenset({_S.COLUMNS, _S.CHECKING, _S.TAKING, _S.STOPPED, _S.EXPIRED}),
        _S.TAKING: frozenset({_S.DONE, _S.STOPPED, _S.FAILED}),
        _S.DONE: frozenset(),
        _S.STOPPED: frozenset(),
        _S.FAILED: frozenset(),
        _S.EXPIRED: frozenset(),
    },
)
RUNNING: Final = frozenset({_S.CHECKING, _S.TAKING})
"""A worker is busy with it."""
WAITING: Final = frozenset({_S.COLUMNS, _S.CHECKED})
"""It waits for a person; whoever forgets it loses the file after some days."""


class RowOutcome(StrEnum):
    """What becomes of a row."""

    NEW = "nieuw"
    CHANGED = "gewijzigd"
    SAME = "gelijk"
    TWIN = "dubbel"
    REFUSED = "geweigerd"
    NO_AGREEMENT = "zonder-toestemming"


OUTCOME_LABELS: Final = {
    RowOutcome.NEW: "Nieuw",
    RowOutcome.CHANGED: "Gewijzigd",
    RowOutcome.SAME: "Niets veranderd",
    RowOutcome.TWIN: "Misschien dubbel",
    RowOutcome.REFUSED: "Geweigerd",
    RowOutcome.NO_AGREEMENT: "Zonder toestemming",
}


class Decision(StrEnum):
    """What to do with a row that may be a duplicate."""

    SKIP = "overslaan"
    SAME = "dezelfde"
    NEW = "nieuw"


DECISION_LABELS: Final = {
    Decision.SKIP: "Sla over",
    Decision.SAME: "Dit is dezelfde: koppel en laat staan",
    Decision.NEW: "Dit is een ander: lees in",
}
