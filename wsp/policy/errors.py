"""Refusals of policy."""

from wsp.foundation.errors import Conflict, InvalidInput


class UnusableValue(InvalidInput):
    """What was entered cannot be a value of this kind; the sentence says what to change."""

    code = "waarde-onbruikbaar"


class AlreadyDecided(Conflict):
    """Somebody already approved or rejected this proposal."""

    code = "al-beslist"

    def __init__(self) -> None:
        super().__init__("Over dit voorstel is al beslist. Ververs de pagina.")


class SecondPersonNeeded(Conflict):
    """Whoever entered a value may not approve it."""

    code = "tweede-persoon"

    def __init__(self) -> None:
        super().__init__("Jij hebt deze waarde ingevoerd. Vraag een collega om hem te controleren.")
