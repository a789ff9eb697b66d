"""What a coupling may do: a closed list, each with the words of the screen and the rights it stands for."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Final

from wsp.accounts.permissions import Permission


class Scope(StrEnum):
    """One right of a coupling. Nothing gives a candidate's dossier: there is no scope for it, on purpose."""

    VACANCIES_READ = "vacatures:lezen"
    VACANCIES_WRITE = "vacatures:schrijven"
    EMPLOYERS_READ = "werkgevers:lezen"
    PLACEMENTS_READ = "plaatsingen:lezen"
    BANENAFSPRAAK_READ = "banenafspraak:lezen"


SCOPE_LABELS: Final = {
    Scope.VACANCIES_READ: "Vacatures lezen",
    Scope.VACANCIES_WRITE: "Vacatures toevoegen, wijzigen en sluiten",
    Scope.EMPLOYERS_READ: "Werkgevers en vestigingen lezen",
    Scope.PLACEMENTS_READ: "Plaatsingen van de eigen organisatie lezen, zonder namen",
    Scope.BANENAFSPRAAK_READ: "Cijfers over de banenafspraak lezen",
}

_GRANTS: Final = {
    Scope.VACANCIES_READ: frozenset({Permission.VACANCY_READ}),
    # Who adds a vacancy names its employer, and sees again what was written.
    Scope.VACANCIES_WRITE: frozenset({Permission.VACANCY_READ, Permission.VACANCY_EDIT, Permission.EMPLOYER_READ}),
    Scope.EMPLOYERS_READ: frozenset({Permission.EMPLOYER_READ}),
    Scope.PLACEMENTS_READ: frozenset({Permission.PLACEMENT_READ}),
    Scope.BANENAFSPRAAK_READ: frozenset({Permission.BANENAFSPRAAK_READ}),
}


def permissions(scopes: Iterable[Scope]) -> frozenset[str]:
    """What the rooms below let a coupling with these scopes do. The door itself asks for the scope."""
    return frozenset(permission for scope in scopes for permission in _GRANTS[scope])


class CouplingState(StrEnum):
    """How a coupling stands on a day; derived, never stored."""

    ACTIVE = "actief"
    ENDING = "loopt-af"
    ENDED = "verlopen"
    WITHDRAWN = "ingetrokken"


STATE_LABELS: Final = {
    CouplingState.ACTIVE: "Actief",
    CouplingState.ENDING: "Loopt bijna af",
    CouplingState.ENDED: "Verlopen",
    CouplingState.WITHDRAWN: "Ingetrokken",
}


class Event(StrEnum):
    """What a system can be told of. The message names the record; what became of it the system reads itself."""

    VACANCY_POSTED = "vacature.geplaatst"
    VACANCY_CHANGED = "vacature.gewijzigd"
    VACANCY_CLOSED = "vacature.gesloten"
    PLACEMENT_BEGUN = "plaatsing.begonnen"
    PLACEMENT_ENDED = "plaatsing.beeindigd"


EVENT_LABELS: Final = {
    Event.VACANCY_POSTED: "Een vacature ging open",
    Event.VACANCY_CHANGED: "Een vacature is gewijzigd",
    Event.VACANCY_CLOSED: "Een vacature is gesloten",
    Event.PLACEMENT_BEGUN: "Een plaatsing begon",
    Event.PLACEMENT_ENDED: "Een plaatsing stopte",
}

READS: Final = {
    event: Scope.PLACEMENTS_READ if event.startswith("plaatsing.") else Scope.VACANCIES_READ for event in Event
}
"""Who may not read a record is not told of it either."""


class DeliveryState(StrEnum):
    """How a message stands."""

    WAITING = "wacht"
    DELIVERED = "bezorgd"
    GIVEN_UP = "opgegeven"


DELIVERY_LABELS: Final = {
    DeliveryState.WAITING: "Wacht",
    DeliveryState.DELIVERED: "Bezorgd",
    DeliveryState.GIVEN_UP: "Niet bezorgd",
}
