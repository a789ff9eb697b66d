"""Refusals of re-indexation."""

from wsp.foundation.errors import Conflict, NotFound


class RunNotFound(NotFound):
    """There is no such run in the region."""

    code = "herberekening-niet-gevonden"

    def __init__(self) -> None:
        super().__init__("Deze herberekening is er niet (meer). Ga terug naar de wettelijke waarden.")


class RunBusy(Conflict):
    """Two runs at once would count the same subsidies."""

    code = "herberekening-bezig"

    def __init__(self) -> None:
        super().__init__("Er loopt al een herberekening. Wacht tot die klaar is en probeer het dan opnieuw.")
