"""What can be refused here."""

from collections.abc import Sequence

from wsp.foundation.errors import Conflict, InvalidInput, NotFound


class RequestNotFound(NotFound):
    """There is no such request in this region."""

    code = "verzoek-niet-gevonden"

    def __init__(self) -> None:
        super().__init__("Dit verzoek is er niet. Ga terug naar de lijst met verzoeken.")


class UnknownPerson(InvalidInput):
    """There is no dossier with this number."""

    code = "persoon-onbekend"

    def __init__(self) -> None:
        message = "Er is geen dossier met dit nummer. Vul een nummer in zoals K-2041."
        super().__init__(message, fields={"number": [message]})


class SameRequestOpen(Conflict):
    """The same right was asked for already, and no answer was given yet."""

    code = "verzoek-loopt-al"

    def __init__(self, number: int) -> None:
        super().__init__(f"Dit verzoek loopt al als AVG-{number}. Werk dat verzoek bij.")


class IdentityNotChecked(Conflict):
    """Nobody answers before it is sure who asked."""

    code = "identiteit-niet-gecontroleerd"

    def __init__(self) -> None:
        message = "Controleer eerst wie dit vraagt. Zet daarna een vinkje bij 'Identiteit gecontroleerd'."
        super().__init__(message, fields={"identity_checked": [message]})


class AlreadyExtended(Conflict):
    """A term is made longer once, and before it ended."""

    code = "verzoek-al-verlengd"

    def __init__(self, *, late: bool = False) -> None:
        super().__init__(
            "De termijn is al voorbij. Verlengen kan niet meer: geef zo snel mogelijk antwoord."
            if late
            else "Dit verzoek is al verlengd. Dat kan één keer."
        )


class StandsInTheWay(Conflict):
    """The person cannot be erased now; `reasons` say why and until when."""

    code = "wissen-kan-niet"

    def __init__(self, reasons: Sequence[str]) -> None:
        super().__init__("Wissen kan nu niet. " + " ".join(reasons))
        self.reasons = tuple(reasons)


class HoldNotFound(NotFound):
    """There is no such hold, or it has ended."""

    code = "bewaren-niet-gevonden"

    def __init__(self) -> None:
        super().__init__("Deze afspraak om langer te bewaren is er niet meer. Ververs de pagina.")


class NothingToHandOver(InvalidInput):
    """Somebody has no work, or it would go to the same person."""

    code = "niets-over-te-dragen"


class MentionNotFound(NotFound):
    """There is no such place where the name stands, for this person."""

    code = "vermelding-niet-gevonden"

    def __init__(self) -> None:
        super().__init__("Deze plek is er niet meer. Ververs de pagina.")


class InvalidDecision(InvalidInput):
    """A name that stays needs a reason."""

    code = "besluit-zonder-reden"

    def __init__(self) -> None:
        sentence = "Vul in waarom de naam op deze plek blijft staan."
        super().__init__(sentence, fields={"reason": [sentence]})
