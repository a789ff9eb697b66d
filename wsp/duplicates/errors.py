"""What can be refused about duplicates."""

from collections.abc import Sequence

from wsp.foundation.errors import Conflict, InvalidInput, NotFound


class PairNotFound(NotFound):
    """There is no such pair for this actor: also the answer for a pair of another organisation."""

    code = "paar-niet-gevonden"

    def __init__(self) -> None:
        super().__init__("Deze twee staan niet (meer) op de lijst met dubbelen. Ga terug naar de lijst.")


class PairDecided(Conflict):
    """Somebody decided about this pair already, or one of the two was merged with another."""

    code = "paar-al-beslist"

    def __init__(self) -> None:
        super().__init__("Over deze twee is al besloten. Open de lijst opnieuw en kijk wat er is veranderd.")


class ChangedMeanwhile(Conflict):
    """One of the two was saved after the preview was made; nothing was merged."""

    code = "paar-gewijzigd"

    def __init__(self) -> None:
        super().__init__(
            "Iemand wijzigde een van de twee terwijl jij keek. Er is niets samengevoegd. Bekijk het voorbeeld opnieuw."
        )


class CannotMerge(Conflict):
    """Something must be settled first; `hindrances` names all of it."""

    code = "samenvoegen-kan-niet"

    def __init__(self, hindrances: Sequence[str]) -> None:
        super().__init__(" ".join(hindrances))
        self.hindrances = tuple(hindrances)


class CannotUndo(Conflict):
    """What happened since makes it impossible to put everything back as it was; `reasons` names it."""

    code = "terugdraaien-kan-niet"

    def __init__(self, reasons: Sequence[str]) -> None:
        super().__init__(" ".join(["Deze samenvoeging kan niet meer terug.", *reasons]))
        self.reasons = tuple(reasons)


class BadPair(InvalidInput):
    """Two numbers that cannot be a pair."""

    code = "paar-klopt-niet"

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message, fields={field: [message]})


class Merged(Conflict):
    """The record that somebody tried to save had been merged meanwhile."""

    code = "is-samengevoegd"

    def __init__(self) -> None:
        super().__init__("Dit is samengevoegd terwijl jij bezig was. Je wijziging is niet bewaard. Doe het opnieuw.")
