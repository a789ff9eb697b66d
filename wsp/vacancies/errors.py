"""What can be refused about a vacancy."""

from wsp.foundation.errors import Conflict, InvalidInput, NotFound


class VacancyNotFound(NotFound):
    """There is no such vacancy for this actor."""

    code = "vacature-niet-gevonden"

    def __init__(self) -> None:
        super().__init__("Deze vacature is er niet (meer). Ga terug naar de lijst met vacatures.")


class InvalidVacancy(InvalidInput):
    """A fact of the vacancy cannot be right."""

    code = "vacature-ongeldig"


class WageTooLow(InvalidVacancy):
    """The wage lies below the statutory minimum."""

    code = "loon-onder-minimum"


class NotReady(Conflict):
    """The vacancy cannot be opened yet; `missing` names what must be known first."""

    code = "vacature-niet-compleet"

    def __init__(self, missing: tuple[str, ...]) -> None:
        super().__init__(
            f"Deze vacature kan nog niet open. Vul eerst in: {', '.join(missing)}. Open daarna de vacature."
        )
        self.missing = missing


class ClosingDayPast(Conflict):
    """A vacancy with a closing day in the past cannot be opened."""

    code = "sluitingsdatum-voorbij"

    def __init__(self) -> None:
        message = "De sluitingsdatum is voorbij. Kies een nieuwe sluitingsdatum. Open daarna de vacature."
        super().__init__(message, fields={"closes_on": [message]})


class NotYoursNow(Conflict):
    """Candidates are looked for (or not any more): the employer asks the account manager to change it."""

    code = "vacature-niet-meer-te-wijzigen"

    def __init__(self) -> None:
        super().__init__("Deze vacature kan hier niet meer anders. Vraag het aan uw contactpersoon.")
