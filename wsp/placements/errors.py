"""What can be refused about introductions and placements."""

from wsp.foundation.errors import Conflict, InvalidInput, NotFound


class IntroductionNotFound(NotFound):
    """There is no such introduction for this actor."""

    code = "voordracht-niet-gevonden"

    def __init__(self) -> None:
        super().__init__("Deze voordracht is er niet. Ga terug naar de lijst met voordrachten.")


class PlacementNotFound(NotFound):
    """There is no such placement for this actor."""

    code = "plaatsing-niet-gevonden"

    def __init__(self) -> None:
        super().__init__("Deze plaatsing is er niet. Ga terug naar de lijst met plaatsingen.")


class AlreadyIntroduced(Conflict):
    """An introduction of this candidate for this vacancy is running."""

    code = "al-voorgedragen"

    def __init__(self, number: str) -> None:
        super().__init__(f"{number} is al voorgedragen voor deze vacature. Kijk bij de voordrachten.")


class VacancyNotOpen(Conflict):
    """Nobody can be introduced or placed on this vacancy now."""

    code = "vacature-niet-open"

    def __init__(self) -> None:
        super().__init__("Deze vacature is niet open. Open de vacature eerst weer.")


class PlaceTaken(Conflict):
    """The last place was filled, or this introduction already led to a placement."""

    code = "plaats-vergeven"

    def __init__(self, message: str) -> None:
        super().__init__(message)


class AgreementMissing(Conflict):
    """Somebody did not agree yet; says whom to ask."""

    code = "akkoord-ontbreekt"

    def __init__(self, message: str) -> None:
        super().__init__(message)


class InvalidPlacement(InvalidInput):
    """Facts of a placement that cannot be right."""

    code = "plaatsing-klopt-niet"
